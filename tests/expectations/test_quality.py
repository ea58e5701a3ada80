"""How complete and valid a file is: by hand, and against a count cell by cell."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.issues import SCHEMA as ISSUES
from data.returns import find
from expectations.quality import COUNTED, quality

LEAVERS = find("care_leavers")


def of(frame: pl.DataFrame, field: str, team: str = "") -> tuple:
    """rows, filled, valid, completeness, validity of one field and team."""
    [row] = frame.filter((pl.col("field") == field) & (pl.col("team") == team)).iter_rows()
    return row[2:]


def test_blank_wrong_and_left_out_cells_count_as_what_they_are(made):
    later = (date(2025, 9, 30) + timedelta(days=9)).strftime("%d/%m/%Y")
    rows = [
        {"activity": ""},  # may be blank: not filled
        {"activity": "Q9"},  # no such code: filled, stored as blank, not valid
        {"in_touch": ""},  # should never be blank: a warning, not filled
        {"gender": "Q9"},  # required: the row is kept out; its other cells are still counted
        {"latest_contact_date": later},  # left out as later than the extract: filled, not valid
        {"allocated_worker": "=1+1"},  # worth a look, and still valid
        *[{}] * 14,
    ]
    decision = made.decide("care_leavers", rows)
    found = decision.quality
    assert (decision.rows_read, decision.rows_stored) == (20, 19)
    assert of(found, "") == (20, 20, 19, 100.0, 95.0)  # the record itself: one was kept out
    assert of(found, "activity") == (20, 19, 18, 95.0, pytest.approx(100 * 18 / 19))
    assert of(found, "in_touch") == (20, 19, 19, 95.0, 100.0)
    assert of(found, "gender") == (20, 20, 19, 100.0, 95.0)
    assert of(found, "latest_contact_date") == (20, 20, 19, 100.0, 95.0)
    assert of(found, "allocated_worker") == (20, 20, 20, 100.0, 100.0)
    assert of(found, "child_id") == (20, 20, 20, 100.0, 100.0)


def test_each_team_has_its_own_counts_and_a_record_without_a_team_counts_for_all_only(made):
    rows = [{"allocated_team": "North"}] * 12 + [{"allocated_team": "South", "activity": ""}] * 7
    rows.append({"allocated_team": "", "activity": ""})
    found = made.decide("care_leavers", rows).quality
    assert found["team"].unique().sort().to_list() == ["", "North", "South"]
    assert of(found, "activity", "North")[:3] == (12, 12, 12)
    assert of(found, "activity", "South") == (7, 0, 0, 0.0, None)
    assert of(found, "activity")[:3] == (20, 12, 12)
    assert of(found, "allocated_team")[:3] == (20, 19, 19)


def test_a_team_is_one_however_its_name_is_spaced(made):
    rows = [{"allocated_team": "Care  Leavers"}] * 3 + [{"allocated_team": "Care\u00a0Leavers", "activity": ""}] * 2
    found = made.decide("care_leavers", [*rows, *[{"allocated_team": "Care Leavers"}] * 15]).quality
    assert found["team"].unique().sort().to_list() == ["", "Care Leavers"]
    assert of(found, "activity", "Care Leavers")[:3] == (20, 18, 18)


def test_a_repeated_record_counts_once_and_records_that_contradict_each_other_are_kept_out(made):
    rows = [{"child_id": "A"}, {"child_id": "A"}]  # the same in every column
    rows += [{"child_id": "B", "activity": "F1"}, {"child_id": "B", "activity": "G5"}, *[{}] * 36]
    decision = made.decide("care_leavers", rows)
    assert (decision.rows_read, decision.rows_stored) == (40, 37)
    assert of(decision.quality, "")[:3] == (39, 39, 37)
    assert of(decision.quality, "activity")[:3] == (39, 39, 39)


def test_a_record_that_cannot_be_read_has_no_filled_cell(made):
    raw = made.file("care_leavers", [{}] * 20).replace(b",x,", b",x,y,", 1)
    from expectations.gate import Declaration, decide

    declared = Declaration(authority="382", list="care_leavers", period="2025-09", extract_date=date(2025, 9, 30))
    decision = decide(raw, "care_leavers.csv", declared)
    assert made.found(decision, "extra_cells") == [(2, None, "extra_cells", "error")]
    assert of(decision.quality, "")[:3] == (20, 20, 19)
    assert of(decision.quality, "child_id") == (20, 19, 19, 95.0, 100.0)


def test_a_column_that_the_file_does_not_have_is_unknown_not_blank(made):
    found = made.decide("care_leavers", [{}] * 20, without=("activity",)).quality
    assert of(found, "activity") == (20, None, None, None, None)
    assert of(found, "suitability")[:3] == (20, 20, 20)


def test_a_nil_return_has_no_records_and_nothing_to_take_a_share_of(made):
    decision = made.decide("adoption", [])
    assert decision.verdict == "accept_with_warnings"
    assert of(decision.quality, "adoption_decision_date") == (0, 0, 0, None, None)
    assert of(decision.quality, "") == (0, 0, 0, None, None)


def test_a_rejected_file_has_no_quality(made):
    assert made.decide("contacts", [{"child_id": ""}] * 10).quality.is_empty()


def test_every_list_is_counted_whatever_its_columns_are_called(made):
    found = made.decide("workforce_posts", [{"team": "North"}, {"team": "South"}]).quality
    assert of(found, "team", "North")[:3] == (1, 1, 1)
    assert set(found["field"]) == {"", *find("workforce_posts").schema}


FIELDS = ("in_touch", "activity", "gender")
RULES = (("missing_value", "warning"), ("unknown_code", "error"), ("unknown_code", "warning"))
RULES += (("date_after_extract", "warning"), ("formula_cell", "warning"))
cells = st.tuples(*(st.sampled_from([None, "x"]) for _ in FIELDS), st.sampled_from([None, "North", "South"]))


@settings(max_examples=60, deadline=None)
@given(
    records=st.lists(cells, max_size=12),
    said=st.lists(st.tuples(st.integers(2, 13), st.sampled_from(FIELDS), st.sampled_from(RULES)), max_size=8),
)
def test_as_counted_cell_by_cell(records, said):
    rows = [dict(zip((*FIELDS, "allocated_team"), r, strict=True)) | {"line": n} for n, r in enumerate(records, 2)]
    read = pl.DataFrame(rows, schema={"line": pl.Int64()} | LEAVERS.schema)
    issues = pl.DataFrame([{"line": n, "column": c, "rule": r, "severity": s} for n, c, (r, s) in said], schema=ISSUES)
    faulty = {n for n, _, (_, severity) in said if severity == "error"}
    stored = read.filter(~pl.col("line").is_in(list(faulty)))
    found = quality(read, stored, issues, LEAVERS)
    assert dict(found.schema) == COUNTED
    for team in ("", "North", "South"):
        own = [r for r in rows if team in ("", r["allocated_team"])]
        if not own and team:
            assert found.filter(pl.col("team") == team).is_empty()
            continue
        assert of(found, "", team)[:3] == (len(own), len(own), sum(r["line"] not in faulty for r in own))
        for field in FIELDS:
            filled = valid = 0
            for r in own:
                here = [rule for n, c, rule in said if (n, c) == (r["line"], field)]
                spoiled = any(s == "error" or rule == "date_after_extract" for rule, s in here)
                filled += r[field] is not None or any(rule != "missing_value" for rule, _ in here)
                valid += r[field] is not None and not spoiled
            assert of(found, field, team)[:3] == (len(own), filled, valid)
