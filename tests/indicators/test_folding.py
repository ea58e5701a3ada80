"""Monthly files folded in order, checked against the rule written out in plain Python."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import periods
from data.returns import find
from indicators.folding import FOREVER, fold, last_of_key

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


def folded_plainly(name: str, records: list[dict], files: tuple[str, ...]) -> dict[str, set]:
    """Month -> the (key, line, period of the file) held after that month's file: rule G4 as it is written."""
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
        states[month] = {(k, r["line"], r["period"]) for k, r in stored.items()}
    return states


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
    for month, expected in folded_plainly(name, [{c: r.get(c) for c in r} for r in records], MONTHS).items():
        index = periods.index(month)
        now = held.filter((pl.col("valid_from") <= index) & (pl.col("valid_to") > index))
        found = {(tuple(r[k] for k in key), r["line"], r["period"]) for r in now.iter_rows(named=True)}
        assert found == expected, (name, month)


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
