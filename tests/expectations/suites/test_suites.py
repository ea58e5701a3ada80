"""Every list's suite: sound in Great Expectations' own eyes, saved and loaded whole, and in words for people."""

from __future__ import annotations

import json
import re
from datetime import date

import polars as pl
import pytest

from data.returns import ALL, find
from expectations.engine import native, run
from expectations.suites import between_rows, suite
from expectations.suites.between_lists import TOLD_BY_OTHERS, between_lists
from expectations.suites.common import needed_columns
from expectations.vocabulary import Suite, parameters

NAMES = [r.name for r in ALL]
EXTRACT = date(2025, 9, 30)
RULES = {
    "missing_id",
    "missing_key",
    "missing_value",
    "date_after_extract",
    "end_before_start",
    "dob_in_future",
    "dob_after_start",
    "age_out_of_range",
    "age_over_18_in_care",
    "out_of_range",
    "duplicate_conflict",
    "not_in_list_6",
    "eligible_not_in_care",
    "dob_conflict",
    "unknown_indicator",
    "wrong_period",
    "not_a_team",
    "missing_denominator",
    "no_denominator",
    "no_cases",
    "unused_denominator",
    "numerator_over_denominator",
}


def suites(name: str) -> list[Suite]:
    return [suite(name), between_rows(name), between_lists(name)]


@pytest.mark.parametrize("name", NAMES)
def test_every_expectation_says_its_rule_its_severity_and_what_to_do(name):
    for expectation in (e for s in suites(name) for e in s.expectations):
        facts = expectation.meta
        assert facts["rule"] in RULES
        assert expectation.severity == {"error": "critical", "warning": "warning"}[facts["severity"]]
        assert re.fullmatch(r"[“A-Z].*[.?]", facts["message"]), facts["message"]
        assert facts["column"] is None or facts["column"] in find(name).schema


@pytest.mark.parametrize("name", NAMES)
def test_a_suite_saved_to_json_is_the_same_suite(name):
    for declared in suites(name):
        again = Suite(**json.loads(json.dumps(declared.to_json_dict())))
        assert [e.configuration for e in again.expectations] == [e.configuration for e in declared.expectations]


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_is_declared_twice_of_one_cell_with_one_severity(name):
    said = [
        (e.meta["rule"], e.meta["column"])
        for e in suite(name).expectations
        if e.meta["rule"] not in ("end_before_start", "age_out_of_range")
    ]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("name", ["children_looked_after", "missing_episodes", "ssda903_header"])
def test_great_expectations_itself_finds_the_same_rows(made, name):
    """A file with blanks, late dates and wrong births, judged natively and by masks."""
    schema = find(name)
    values = {
        "text": ["a", None, "b", "c"],
        "number": [1, None, 2, -1],
        "time": [date(2025, 9, 10), None, date(2030, 1, 1), date(1990, 1, 1)],
    }
    kinds = {c: "time" if t.is_temporal() else "number" if t.is_numeric() else "text" for c, t in schema.schema.items()}
    frame = pl.DataFrame({"line": [2, 3, 4, 5]} | {c: values[kind] for c, kind in kinds.items()})
    frame = frame.cast({"line": pl.Int64()} | dict(schema.schema))
    ours = run(suite(name), frame, parameters(EXTRACT))
    theirs = native(suite(name), frame, parameters(EXTRACT))
    assert _faulty(ours) == _faulty(theirs)
    assert sum(len(lines) for lines in _faulty(ours).values()) > len(schema.columns) / 2


def _faulty(result) -> dict[str, list[int]]:
    """Rule, column and kind of expectation -> the lines that do not meet it."""
    found: dict[str, list[int]] = {}
    for one in result.results:
        assert one.result, one.exception_info
        facts = one.expectation_config.meta
        listed = one.result.get("unexpected_index_list") or []
        name = f"{facts['rule']} {facts['column']} {facts['message']}"
        found[name] = sorted(int(line) for entry in listed for line in entry["line"])
    return found


def test_what_keeps_a_row_out_when_blank():
    assert needed_columns(find("contacts")) == ("child_id", "contact_date")
    assert needed_columns(find("children_in_need")) == ("child_id",)
    assert needed_columns(find("ssda903_episodes")) == ("child_id", "episode_start_date")
    assert needed_columns(find("ssda903_header")) == ("child_id",)
    assert needed_columns(find("pep")) == ("child_id", "term", "pep_date")
    assert needed_columns(find("audits")) == ("audit_id",)


def test_lists_are_compared_only_where_the_other_is_held():
    rows = pl.DataFrame({"line": [2], "child_id": ["1"], "eligibility": ["E"], "date_of_birth": [date(2008, 1, 1)]})
    unknown = rows.with_columns(pl.lit(None, pl.Boolean).alias(c) for c in TOLD_BY_OTHERS)
    absent = rows.with_columns(pl.lit(False).alias(c) for c in TOLD_BY_OTHERS)
    for name, count in (("child_protection", 2), ("care_leavers", 2), ("contacts", 1), ("pep", 0)):
        results = [run(between_lists(name), frame, parameters(EXTRACT)) for frame in (unknown, absent)]
        assert [sum(not r.success for r in result.results) for result in results] == [0, count], name
