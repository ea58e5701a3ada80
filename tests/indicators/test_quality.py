"""The badge of a figure: by hand, at its limits, and held against the rows that the words speak of."""

from __future__ import annotations

import re

import polars as pl
import pytest

from data import periods
from data.issues import none
from data.read import read
from data.returns import find
from data.store import QUALITY
from expectations.quality import quality
from indicators import catalogue
from indicators.compute import compute
from indicators.holdings import Holdings
from indicators.quality import BADGES, CARE_OVER, DO_NOT_RELY_OVER, FEW, USED, badges, used
from indicators.tables import TABLES

PERIOD = "2025-09"
NEET, DENTAL, COUNT = "cl_neet_19_21_pct", "cla_dental_pct", "assessment_open_overdue_count"
REREFERRALS, CASELOAD, SUPERVISED = "rereferral_12m_pct", "sw_caseload_avg", "supervision_timely_pct"


def counts(name: str, rows: int = 100, period: str = PERIOD, **cells: tuple | None) -> pl.DataFrame:
    """What the store says of one file: every field full, but those given as (filled, valid); None: no such column.
    `record` is the records that were stored."""
    stored = cells.pop("record", rows)
    found = []
    for field in ("", *find(name).schema):
        filled, valid = (rows, stored) if field == "" else cells.get(field, (rows, rows)) or (None, None)
        found.append({"list": name, "period": period, "field": field, "team": "", "rows": rows} | {"filled": filled})
        found[-1]["valid"] = valid
    return pl.DataFrame(found, schema={c: QUALITY[c] for c in found[0]})


def figure(indicator: str, numerator: float, denominator: float | None, unknown: int, status: str = "ok") -> dict:
    return {
        "indicator": indicator,
        "status": status,
        "numerator": numerator,
        "denominator": denominator,
        "unknown": unknown,
    }


def badge(figure: dict, *files: pl.DataFrame, period: str = PERIOD) -> tuple[str, str]:
    defined = [catalogue.find(figure["indicator"])]
    held = pl.concat(files) if files else counts("adopters")
    schema = {"indicator": pl.String, "status": pl.String, "numerator": pl.Float64, "denominator": pl.Float64}
    figures = pl.DataFrame([figure], schema=schema | {"unknown": pl.Int64})
    [row] = badges(defined, figures, used(defined, held, period)).rows()
    return row[1:]


def test_all_recorded_is_good():
    assert badge(figure(NEET, 28, 73, 0), counts("care_leavers")) == ("good", "")


def test_what_is_not_recorded_is_named_where_it_can_only_be_one_field():
    held = counts("care_leavers", activity=(60, 60))
    said = "12 of 73 have no “Activity Status”"
    assert badge(figure(NEET, 28, 73, 12), held) == ("use_with_care", said)
    assert badge(figure(NEET, 28, 73, 1), held) == ("good", "1 of 73 has no “Activity Status”")
    assert badge(figure(NEET, 28, 73, 15), held) == ("do_not_rely", "15 of 73 have no “Activity Status”")


def test_where_it_may_be_several_fields_none_is_named():
    held = counts("care_leavers", activity=(60, 60), date_of_birth=(98, 98))
    assert badge(figure(NEET, 28, 73, 6), held) == ("use_with_care", "6 not recorded; the figure is of 73")
    held = counts("workforce_people"), counts("allocations")
    assert badge(figure(CASELOAD, 800, 44.6, 3), *held)[1] == "3 not recorded; the figure is of 45"


@pytest.mark.parametrize(
    ("unknown", "state"),
    [(5, "good"), (6, "use_with_care"), (20, "use_with_care"), (21, "do_not_rely"), (150, "do_not_rely")],
)
def test_the_limits_of_what_the_figure_does_not_know(unknown, state):
    assert (CARE_OVER, DO_NOT_RELY_OVER) == (5, 20)
    assert badge(figure(NEET, 10, 100, unknown), counts("care_leavers"))[0] == state


@pytest.mark.parametrize(("stored", "state"), [(95, "good"), (94, "use_with_care"), (79, "do_not_rely")])
def test_records_that_were_kept_out_are_not_known_either(stored, state):
    found, words = badge(figure(NEET, 28, 73, 0), counts("care_leavers", record=stored))
    assert found == state
    kept_out = "" if state == "good" else f"{100 - stored} of 100 records of the list “Care leavers” were kept out"
    assert words == kept_out


def test_what_is_not_recorded_and_what_was_kept_out_add_up():
    held = counts("care_leavers", record=97)
    state, words = badge(figure(NEET, 28, 100, 4), held)
    assert (state, words.split("; ")[-1]) == (
        "use_with_care",
        "3 of 100 records of the list “Care leavers” were kept out",
    )


def test_a_field_that_should_never_be_blank_counts_where_the_figure_cannot_tell():
    # Without an eligibility nobody knows whether the young person belongs; required, so every blank is a gap.
    state, words = badge(figure(NEET, 28, 73, 0), counts("care_leavers", eligibility=(90, 90)))
    assert (state, words) == (
        "use_with_care",
        "“Eligibility Category” is blank or unusable in 10 of 100 records of the list “Care leavers”",
    )
    # A blank activity is no gap by itself: most of those in the list are not of the age that is counted.
    assert badge(figure(NEET, 28, 73, 0), counts("care_leavers", activity=(20, 20))) == ("good", "")
    # What stands in it and cannot be used is one in any field.
    assert badge(figure(NEET, 28, 73, 0), counts("care_leavers", activity=(90, 60)))[0] == "do_not_rely"
    # A field that the figure does not use is nothing to it.
    assert badge(figure(NEET, 28, 73, 0), counts("care_leavers", ethnicity=(0, 0))) == ("good", "")


def test_a_column_that_the_return_does_not_have():
    state, words = badge(figure(NEET, 0, 73, 73), counts("care_leavers", activity=None))
    assert state == "do_not_rely"
    assert words.startswith("the list “Care leavers” has no column “Activity Status”; ")


def test_a_count_may_be_short_by_what_is_not_recorded_and_a_few_cases_are_no_reason_to_drop_it():
    held = counts("assessments")
    said = "more may count: what decides it is not recorded"
    assert badge(figure(COUNT, 0, None, FEW - 1), held) == ("use_with_care", f"2 {said}")
    assert badge(figure(COUNT, 0, None, FEW), held) == ("do_not_rely", f"3 {said}")
    assert badge(figure(COUNT, 97, None, 3), held) == ("good", f"3 {said}")


@pytest.mark.parametrize("status", ["no_data", "no_cases", "part_year"])
def test_without_a_figure_there_is_nothing_to_judge(status):
    assert badge(figure(NEET, 0, 0, 0, status), counts("care_leavers")) == ("not_judged", "")


def test_returns_loaded_before_their_quality_was_noted_say_what_to_do():
    state, words = badge(figure(NEET, 28, 73, 0))
    assert state == "not_judged"
    assert "scorecard rebuild" in words


def test_a_year_rests_on_the_files_that_hold_its_records():
    # A file looks back six months: September's and March's together hold the year. March's is the last until then.
    bad = {"referrals_prev_12m": (100, 50)}
    now = counts("referrals")
    assert badge(figure(REREFERRALS, 20, 100, 0), now, counts("referrals", period="2025-03", **bad))[0] == "do_not_rely"
    assert badge(figure(REREFERRALS, 20, 100, 0), now, counts("referrals", period="2025-01", **bad))[0] == "do_not_rely"
    later, earlier = counts("referrals", period="2025-03"), counts("referrals", period="2025-02", **bad)
    assert badge(figure(REREFERRALS, 20, 100, 0), now, later, earlier) == ("good", "")
    for month in ("2025-04", "2024-09", "2025-10"):  # too late to hold what September's does not; too old; not yet
        assert badge(figure(REREFERRALS, 20, 100, 0), now, counts("referrals", period=month, **bad)) == ("good", "")
    assert badge(figure(DENTAL, 20, 100, 0), counts("children_looked_after")) == ("good", "")


def test_every_list_of_a_figure_is_asked():
    lists = TABLES["children_and_supervision"].lists
    files = [counts(name) for name in lists if name != "supervision"]
    good = figure(SUPERVISED, 900, 1000, 0)
    assert badge(good, *files, counts("supervision")) == ("good", "")
    assert badge(good, *files, counts("supervision", record=90))[0] == "use_with_care"
    assert badge(good, *files)[0] == "not_judged"


def test_the_frames_have_their_columns_even_when_empty():
    nothing = counts("care_leavers").clear()
    assert dict(used(catalogue.ALL, nothing, PERIOD).schema) == USED
    figures = pl.DataFrame(schema={"indicator": pl.String, "status": pl.String})
    found = badges(catalogue.ALL, figures, pl.DataFrame(schema=USED))
    assert dict(found.schema) == BADGES
    assert found["indicator"].to_list() == [i.id for i in catalogue.ALL]
    assert set(found["quality"]) == {"not_judged"}


def test_where_the_words_name_a_field_exactly_those_cases_lack_it(council_returns):
    """Every "n of d have no X" of the made-up council: of the d rows that count, n lack X, and they are the unknown."""
    end = periods.month_end(PERIOD)
    rows, held = {}, []
    for path in (p for p in council_returns if p.parent.name == PERIOD):
        schema = find(path.stem)
        frame = read(path.read_bytes(), filename=path.name, schema=schema, extract_date=end).frame
        counted = quality(frame, frame, none(), schema)
        held.append(counted.with_columns(list=pl.lit(path.stem), period=pl.lit(PERIOD)))
        rows[path.stem] = frame.with_columns(period=pl.lit(PERIOD))
    holdings = Holdings(rows, dict.fromkeys(rows, (PERIOD,)), (PERIOD,))
    counted_ones = [i for i in catalogue.ALL if i.table in TABLES]
    measures = compute(holdings, counted_ones, lambda year: (40_000, year - 1)).filter(pl.col("breakdown") == "")
    figures = measures.with_columns(
        status=pl.when(pl.col("value").is_null()).then(pl.lit("no")).otherwise(pl.lit("ok"))
    )
    found = badges(counted_ones, figures, used(counted_ones, pl.concat(held), PERIOD))
    checked = 0
    for name, _, words in found.rows():
        said = re.match(r"([\d,]+) of ([\d,]+) (?:has|have) no “(.+?)”", words)
        if said is None:
            continue
        defined, (n, d) = catalogue.find(name), (int(part.replace(",", "")) for part in said.groups()[:2])
        [field] = [c.name for c in find(TABLES[defined.table].lists[0]).columns if c.header == said[3]]
        counts_in = TABLES[defined.table].build(holdings).filter(defined.denominator).collect()
        assert counts_in.height == d
        assert counts_in[field].null_count() == n
        assert counts_in.filter(pl.col(field).is_not_null()).select(defined.numerator)[:, 0].null_count() == 0
        checked += 1
    assert checked > 10
