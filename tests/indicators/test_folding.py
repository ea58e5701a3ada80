"""Monthly files folded in order, checked against the rule written out in plain Python."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import periods
from data.returns import find
from indicators.cleaning import last_of_key
from indicators.folding import FOREVER, WINDOWS, fold
from indicators.gathering import gathered
from indicators.holdings import Holdings

MONTHS = (
    "2025-01",
    "2025-02",
    "2025-04",
    "2025-05",
    "2025-12",
)  # March has no file; a long gap before December
SOME_DAYS = st.one_of(st.none(), st.dates(date(2024, 3, 1), date(2025, 12, 31)))


def rows_of(name: str, records: list[dict]) -> pl.DataFrame:
    schema = {"period": pl.String(), "line": pl.Int64()} | find(name).schema
    return pl.DataFrame([{c: r.get(c) for c in schema} for r in records], schema=schema)


def inside(name: str, row: dict, window_start: date) -> bool:
    if name == "referrals":
        return row["referral_date"] is None or row["referral_date"] >= window_start
    if name == "s47_icpc":
        is_open = row["icpc_date"] is None and row["icpc_not_required"] != "Y"
        late = any(row[c] is not None and row[c] >= window_start for c in ("s47_start_date", "icpc_date"))
        return row["s47_start_date"] is None or is_open or late
    return row["cpp_end_date"] is None or row["cpp_end_date"] >= window_start


def superseded(name: str, row: dict, file: list[dict]) -> bool:
    if name != "child_protection" or row["cpp_end_date"] is None:
        return False
    starts = [r["cpp_start_date"] for r in file if r["child_id"] == row["child_id"] and r["cpp_start_date"]]
    return bool(starts) and row["cpp_end_date"] <= max(starts)


def folded_plainly(name: str, records: list[dict], files: tuple[str, ...]) -> dict[str, dict]:
    """Month -> the records (by key) held after that month's file: rule G4 as it is written."""
    key = find(name).merge_key
    stored: dict = {}
    states = {}
    for month in files:
        window_start = periods.month_start(periods.shift(month, -5))
        file = [r for r in records if r["period"] == month]
        present = {tuple(r[k] for k in key): r for r in sorted(file, key=lambda r: r["line"])}
        for k, row in list(stored.items()):
            kept = not inside(name, row, window_start) or superseded(name, row, file)
            if k not in present and not kept:
                del stored[k]
        stored |= present
        states[month] = dict(stored)
    return states


def as_of(row: dict, end: date) -> dict:
    """The record with dates after the day unknown again."""
    return {c: None if isinstance(v, date) and v > end else v for c, v in row.items()}


def restated_plainly(name: str, records: list[dict], files: tuple[str, ...]) -> dict[str, set]:
    """Month -> (key, line, how it ended) of each record of the month by what is known after the last file: decision
    0004."""
    key, start = find(name).merge_key, find(name).period_start
    known = folded_plainly(name, records, files)[files[-1]]
    told = {}
    for month in files:
        end, window_start = periods.month_end(month), periods.month_start(periods.shift(month, -5))
        file = sorted((r for r in records if r["period"] == month), key=lambda r: r["line"])
        present = {tuple(r[k] for k in key): r for r in file}
        own = []
        for k, row in present.items():
            starts = [r[start] for r in known.values() if r["child_id"] == row["child_id"] and r[start]]
            if k in known:
                own.append(row | {c: known[k].get(c) for c in WINDOWS[name].settled})
            elif starts and max(starts) > end:  # began anew: the list lost sight of how the earlier one ended
                own.append(row)
        for k, row in known.items():
            begun = row[start] is None or row[start] <= end
            if k not in present and begun and inside(name, as_of(row, end), window_start):
                own.append(row)
        told[month] = {seen(as_of(row, end), name) for row in own}
    return told


def seen(row: dict, name: str) -> tuple:
    """A record's key, its line, and how it ended."""
    return tuple(row[k] for k in find(name).merge_key), row["line"], tuple(row.get(c) for c in WINDOWS[name].settled)


@st.composite
def listings(draw):
    name = draw(st.sampled_from(["referrals", "s47_icpc", "child_protection"]))
    children = st.sampled_from(["C1", "C2"])
    records = []
    for month in MONTHS:
        for line in range(2, 2 + draw(st.integers(0, 4))):
            record = {"period": month, "line": line, "child_id": draw(children)}
            if name == "referrals":
                record |= {
                    "referral_date": draw(SOME_DAYS),
                    "referral_source": draw(st.sampled_from(["1A", None])),
                }
            elif name == "s47_icpc":
                record |= {
                    "s47_start_date": draw(SOME_DAYS),
                    "icpc_date": draw(SOME_DAYS),
                    "icpc_not_required": draw(st.sampled_from(["Y", "N", None])),
                }
            else:
                record |= {"cpp_start_date": draw(SOME_DAYS), "cpp_end_date": draw(SOME_DAYS)}
            records.append(record)
    return name, records


@settings(max_examples=75, deadline=None)
@given(listings())
def test_folding_equals_the_rule_written_out(listing):
    name, records = listing
    key = find(name).merge_key
    own = last_of_key(rows_of(name, records), name)
    held = fold(own, name, MONTHS)
    states = folded_plainly(name, records, MONTHS)
    for month, state in states.items():
        index = periods.index(month)
        now = held.filter((pl.col("valid_from") <= index) & (pl.col("valid_to") > index))
        found = {(tuple(r[k] for k in key), r["line"], r["period"]) for r in now.iter_rows(named=True)}
        assert found == {(k, r["line"], r["period"]) for k, r in state.items()}, (name, month)
    for row in held.iter_rows(named=True):
        standing = states[MONTHS[-1]].get(tuple(row[k] for k in key))
        now = None if row["stands_as"] is None else held.row(row["stands_as"], named=True)
        assert (standing is None) == (now is None)
        assert now is None or (now["line"], now["period"]) == (standing["line"], standing["period"])


@settings(max_examples=75, deadline=None)
@given(listings())
def test_restating_equals_the_rule_written_out(listing):
    name, drawn = listing
    records = [as_of(r, periods.month_end(r["period"])) for r in drawn]
    holdings = Holdings({name: rows_of(name, records)}, {name: MONTHS}, tuple(periods.between(MONTHS[0], MONTHS[-1])))
    told = gathered(holdings.restated().own(name)).rows(named=True)
    for month, expected in restated_plainly(name, records, MONTHS).items():
        of_month = [seen(r, name) for r in told if r["period"] == month]
        assert set(of_month) == expected and len(of_month) == len(expected), (name, month)


def plan(period: str, line: int, start: date, end: date | None = None) -> dict:
    return {"child_id": "C1", "cpp_start_date": start, "cpp_end_date": end, "period": period, "line": line}


def told_of(records: list[dict], month: str) -> list[date]:
    files = tuple(sorted({r["period"] for r in records}))
    holdings = Holdings({"child_protection": rows_of("child_protection", records)}, {"child_protection": files}, files)
    told = holdings.restated().own("child_protection").filter(pl.col("period") == month)
    return sorted(gathered(told)["cpp_start_date"])


def test_a_plan_that_made_room_for_a_newer_one_still_belongs_to_the_month():
    earlier = plan("2025-02", 2, date(2025, 1, 10), date(2025, 2, 10))
    newer = plan("2025-03", 2, date(2025, 2, 15))
    assert told_of([earlier, newer], "2025-03") == [date(2025, 1, 10), date(2025, 2, 15)]


@pytest.mark.parametrize(("anew", "stays"), [(date(2025, 3, 1), True), (date(2025, 2, 28), False)])
def test_a_plan_that_vanished_stays_where_the_child_began_anew_after_the_month(anew, stays):
    earlier = plan("2025-02", 2, date(2025, 1, 10))
    told = told_of([earlier, plan("2025-03", 2, anew)], "2025-02")
    assert (date(2025, 1, 10) in told) is stays


def test_a_record_outside_the_window_is_kept_for_good():
    referral = {"child_id": "C1", "referral_date": date(2025, 1, 10), "period": "2025-01", "line": 2}
    files = tuple(periods.between("2025-01", "2025-12"))
    still_listed = [referral | {"period": p} for p in files[:6]]
    held = fold(rows_of("referrals", still_listed), "referrals", files)
    assert held["valid_to"].max() == FOREVER


def test_a_record_missing_inside_the_window_is_deleted_by_that_file():
    referral = {"child_id": "C1", "referral_date": date(2025, 1, 10), "period": "2025-01", "line": 2}
    held = fold(rows_of("referrals", [referral]), "referrals", ("2025-01", "2025-03"))
    assert held["valid_to"].to_list() == [periods.index("2025-03")]


def test_the_last_of_two_lines_with_one_key_counts():
    twice = [
        {
            "child_id": "C1",
            "referral_date": date(2025, 1, 10),
            "referral_source": "1A",
            "period": "2025-01",
            "line": n,
        }
        for n in (2, 3)
    ]
    assert last_of_key(rows_of("referrals", twice), "referrals")["line"].to_list() == [3]


@pytest.mark.parametrize("name", ["referrals", "s47_icpc", "child_protection"])
def test_no_files_fold_to_nothing(name):
    assert fold(rows_of(name, []), name, ()).is_empty()
