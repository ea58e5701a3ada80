"""Every month is judged by the target then in force; a later one leaves it as it was."""

from datetime import date, datetime

import polars as pl
import pytest

from data.targets import TARGETS
from indicators import catalogue
from indicators.targets import goals, rate, rating

NEET, ICPC, COUNT = (catalogue.find(i) for i in ("cl_neet_19_21_pct", "icpc_15wd_pct", "cla_count"))
MONTHS = ["2025-12", "2026-03", "2026-04"]
NO_COMPARATORS = pl.DataFrame(schema={"indicator": pl.String, "year": pl.Int32, "year_label": pl.String,
                                      "role": pl.String, "value": pl.Float64})  # fmt: skip


def own(*rows: dict) -> pl.DataFrame:
    blank = dict.fromkeys(TARGETS) | {
        "authority": "999", "kind": "figures", "owner": "Head", "basis": "", "entered_at": datetime(2026, 1, 1),
        "entered_by": "x", "filename": "t", "line": 2, "sha256": "0",
    }  # fmt: skip
    return pl.DataFrame([blank | r for r in rows], schema=TARGETS)


def from_day(indicator, year, month, day=1, **more) -> dict:
    return {"indicator": indicator.id, "valid_from": date(year, month, day), "polarity": "higher_is_better"} | more


def neighbours(*values: float, year: int = 2025) -> pl.DataFrame:
    rows = [(NEET.id, year, str(year), "neighbour", v) for v in values]
    return pl.DataFrame(rows, schema=NO_COMPARATORS.schema, orient="row")


def by_month(indicator, entered, comparators=NO_COMPARATORS, months=MONTHS, **more) -> dict[str, dict]:
    found = goals([indicator], months, comparators, entered, **more)
    return {r["period"]: r for r in found.to_dicts()}


def test_the_catalogue_s_target_until_one_is_entered_and_each_month_by_its_own():
    entered = own(
        from_day(ICPC, 2026, 1, low=80.0, close_low=70.0, basis="Plan"),
        from_day(ICPC, 2026, 4, low=85.0, close_low=85.0),
    )
    found = by_month(ICPC, entered)
    assert [found[m]["target"] for m in MONTHS] == [ICPC.default.green, 80.0, 85.0]
    assert [found[m]["limit"] for m in MONTHS] == [ICPC.default.amber, 70.0, 85.0]
    assert [found[m]["target_basis"] for m in MONTHS] == [ICPC.default.basis, "Plan", "set by the authority"]
    assert [found[m]["target_from"] for m in MONTHS] == [None, date(2026, 1, 1), date(2026, 4, 1)]
    assert found["2026-04"]["target_owner"] == "Head" and found["2026-04"]["target_words"] == "85% or more"


def test_a_target_from_the_last_day_of_a_month_judges_that_month():
    found = by_month(ICPC, own(from_day(ICPC, 2026, 3, 31, low=50.0, close_low=50.0)))
    assert found["2026-03"]["target"] == 50.0 and found["2025-12"]["target"] == ICPC.default.green


def test_a_correction_takes_over_and_what_was_known_before_can_still_be_told():
    first, second = datetime(2026, 2, 1), datetime(2026, 6, 1)
    entered = own(
        from_day(ICPC, 2026, 1, low=80.0, close_low=80.0, entered_at=first),
        from_day(ICPC, 2026, 1, low=88.0, close_low=80.0, entered_at=second),
    )
    assert by_month(ICPC, entered)["2026-03"]["target"] == 88.0
    assert by_month(ICPC, entered, known_at=first)["2026-03"]["target"] == 80.0


@pytest.mark.parametrize("months_later", [1, 6, 120])
def test_a_later_target_never_changes_an_earlier_month(months_later):
    before = own(from_day(ICPC, 2025, 4, low=80.0, close_low=70.0))
    day = date(2026 + (4 + months_later) // 12, (4 + months_later) % 12 + 1, 1)
    after = pl.concat([before, own({"indicator": ICPC.id, "valid_from": day, "polarity": "higher_is_better",
                                    "low": 10.0, "close_low": 5.0})])  # fmt: skip
    assert goals([ICPC], MONTHS, NO_COMPARATORS, after).equals(goals([ICPC], MONTHS, NO_COMPARATORS, before))


def test_none_ends_a_target_and_the_default_does_not_come_back():
    entered = own(from_day(ICPC, 2026, 4, kind="none"))
    found = by_month(ICPC, entered)
    assert (found["2026-03"]["target"], found["2026-04"]["target"]) == (ICPC.default.green, None)
    assert (found["2026-04"]["target_words"], found["2026-04"]["target_polarity"]) == ("", "")


def test_a_band_has_two_ends_and_no_single_figure():
    entered = own(from_day(COUNT, 2026, 1, polarity="stay_close", low=280, high=320, close_low=260, close_high=340))
    goal = by_month(COUNT, entered)["2026-03"]
    assert (goal["target"], goal["limit"], goal["target_words"]) == (None, None, "280 to 320")
    words = [rating(v, goal) for v in (259, 260, 279, 280, 320, 321, 340, 341)]
    off, close, on = "off_target", "close_to_target", "on_target"
    assert words == [off, close, close, on, on, close, close, off]
    assert by_month(COUNT, entered)["2025-12"]["target_words"] == ""  # neutral: no target of the catalogue


def test_the_neighbours_median_is_that_of_the_year_before_so_that_later_ones_change_nothing():
    found = by_month(NEET, None, neighbours(30.0, 40.0, 50.0))
    assert (found["2026-03"]["target"], found["2026-03"]["limit"]) == (40.0, 44.0)
    assert found["2026-03"]["target_basis"] == "statistical neighbours' median, 2025"
    assert found["2025-12"]["target"] is None  # figures of 2025 were not out
    both = pl.concat([neighbours(30.0, 40.0, 50.0), neighbours(10.0, year=2024)])
    assert [by_month(NEET, None, both)[m]["target"] for m in MONTHS] == [10.0, 40.0, 40.0]
    newer = pl.concat([both, neighbours(99.0, year=2026)])
    assert goals([NEET], MONTHS, newer).equals(goals([NEET], MONTHS, both))


def test_a_tolerance_round_the_neighbours_median():
    lower = own(from_day(NEET, 2026, 1, kind="neighbours", polarity="lower_is_better", tolerance=5.0))
    goal = by_month(NEET, lower, neighbours(40.0))["2026-03"]
    assert (goal["target_high"], goal["close_high"], goal["target_low"]) == (40.0, 45.0, None)
    near = own(from_day(NEET, 2026, 1, kind="neighbours", polarity="stay_close", tolerance=5.0))
    goal = by_month(NEET, near, neighbours(40.0))["2026-03"]
    assert [goal[e] for e in ("close_low", "target_low", "target_high", "close_high")] == [30.0, 35.0, 45.0, 50.0]
    assert by_month(NEET, near)["2026-03"]["target_words"] == ""  # no neighbour has a figure


def test_a_tenth_of_a_median_is_exact():
    assert by_month(NEET, None, neighbours(3.0))["2026-03"]["limit"] == 3.3


@pytest.mark.parametrize(
    ("status", "every", "state"),
    [
        ("no_data", 1, "no_data"),
        ("no_data", 3, "not_yet_due"),
        ("no_cases", 1, "no_cases"),
        ("part_year", 1, "not_available"),
        ("suppressed", 1, "suppressed"),
        ("ok", 1, "on_target"),
    ],
)
def test_states_of_their_own_are_never_on_or_off_target(status, every, state):
    goal = by_month(ICPC, None)["2026-03"]
    row = pl.DataFrame([goal | {"status": status, "every": every, "value": 99.0 if status == "ok" else None}])
    assert rate(row)["rag"].to_list() == [state]
    bare = goal | dict.fromkeys(("target_low", "target_high", "close_low", "close_high"))
    bare = pl.DataFrame([bare | {"status": status, "every": every, "value": 99.0}], infer_schema_length=1)
    floats = dict.fromkeys(("target_low", "target_high", "close_low", "close_high"), pl.Float64)
    assert rate(bare.cast(floats))["rag"][0] == ("no_target" if status == "ok" else state)


def test_values_are_compared_unrounded():
    goal = by_month(ICPC, own(from_day(ICPC, 2026, 1, low=90.0, close_low=85.0)))["2026-03"]
    rows = pl.DataFrame([goal | {"status": "ok", "value": v} for v in (90.0, 89.96, 85.0, 84.999)])
    found = rate(rows)["rag"].to_list()
    assert found == ["on_target", "close_to_target", "close_to_target", "off_target"]
    assert found == [rating(v, goal) for v in rows["value"]]
