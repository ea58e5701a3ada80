"""The summary return at the door: a fault of each kind, one row each, among rows that are sound."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from data import periods, totals
from expectations.engine import native, run
from expectations.suites import suite
from expectations.vocabulary import parameters

MONTH = "2025-09"
KNOWN = sorted(totals.with_denominator(totals.WHOLE))


def row(indicator: str, numerator: object, denominator: object = "", period: str = MONTH, breakdown: str = "") -> dict:
    cells = {"indicator": indicator, "period": period, "breakdown": breakdown}
    return cells | {"numerator": str(numerator), "denominator": str(denominator)}


SOUND = [row(name, 3, 4) for name in KNOWN[:30]]
COUNT, SHARE, RATE, MEDIAN, APART = (
    "audit_completed_count",
    "pep_quality_pct",
    "cla_rate_10k",
    "eh_wait_days_median",
    "supporting_families_target_pct",
)


def said(made, *rows: dict, period: str = MONTH, **more) -> list[tuple]:
    """What is said of these rows; the first is on line 2."""
    decision = made.decide("summary", [*rows, *SOUND], period=period, **more)
    assert decision.verdict != "reject", decision.issues["message"].to_list()
    return made.found(decision)


def test_sound_rows_are_stored_as_they_are(made):
    decision = made.decide("summary", [row(COUNT, 12), row(SHARE, 3, 4), row(SHARE, 1, 2, breakdown="North")])
    assert (decision.verdict, decision.rows_stored) == ("accept", 3)
    assert decision.rows["breakdown"].to_list() == [None, None, "North"]
    assert decision.rows["denominator"].to_list() == [None, 4.0, 2.0]


@pytest.mark.parametrize(
    ("cells", "column", "rule", "severity"),
    [
        (row("pep_qality_pct", 3, 4), "indicator", "unknown_indicator", "error"),
        (row("", 3, 4), "indicator", "missing_key", "error"),
        (row(SHARE, 3, 4, period=""), "period", "missing_key", "error"),
        (row(SHARE, 3, 4, period="2025-08"), "period", "wrong_period", "error"),
        (row(SHARE, 3, 4, period="2024-09"), "period", "wrong_period", "error"),
        (row(SHARE, 3, 4, breakdown="Whole authority"), "breakdown", "not_a_team", "error"),
        (row(SHARE, "", 4), "numerator", "missing_value", "warning"),
        (row(SHARE, "3 of 4", 4), "numerator", "not_a_number", "warning"),
        (row(SHARE, -1, 4), "numerator", "out_of_range", "error"),
        (row(COUNT, -1), "numerator", "out_of_range", "error"),
        (row(SHARE, 3), "denominator", "missing_denominator", "error"),
        (row(APART, 3), "denominator", "missing_denominator", "error"),
        (row(SHARE, 3, 0), "denominator", "no_denominator", "error"),
        (row(SHARE, 0, 0), "denominator", "no_cases", "warning"),
        (row(SHARE, 5, 4), "denominator", "numerator_over_denominator", "error"),
        (row(COUNT, 3, 4), "denominator", "unused_denominator", "warning"),
        (row(MEDIAN, 8, 20), "denominator", "unused_denominator", "warning"),
    ],
)
def test_one_fault_is_one_complaint(made, cells, column, rule, severity):
    assert said(made, cells) == [(2, column, rule, severity)]


def test_a_denominator_below_nought_is_an_error_even_where_it_is_not_needed(made):
    assert (2, "denominator", "out_of_range", "error") in said(made, row(RATE, 3, -4))


@pytest.mark.parametrize(
    "cells",
    [
        row(SHARE, 4, 4),  # all of them
        row(SHARE, 0, 4),
        row(APART, 120, 100),  # a target may be passed
        row("sw_turnover_pct", 9.5, 8),  # leavers are not among those in post
        row(RATE, 412),  # the children of the authority are known
        row(RATE, 412, 44_799),
        row(MEDIAN, 8.5),
        row("sw_caseload_avg", 812, 44.6),
        row(SHARE, "", ""),  # no figure: said once, of the numerator
    ],
)
def test_no_complaint_where_the_totals_make_a_figure(made, cells):
    assert [f for f in said(made, cells) if f[2] != "missing_value"] == []


@pytest.mark.parametrize(
    "written", ["2025-09", "Sep-25", "Sep 2025", "September 2025", "09/2025", "01/09/2025", "30/09/2025", "2025-09-30"]
)
def test_the_month_may_be_written_as_spreadsheets_write_it(made, written):
    assert said(made, row(SHARE, 3, 4, period=written)) == []


def test_the_month_is_the_files_not_that_of_the_day_of_extraction(made):
    assert said(made, row(SHARE, 3, 4), extract_date=date(2025, 10, 3)) == []


def test_an_unknown_id_gets_the_ids_that_it_may_have_meant(made):
    decision = made.decide("summary", [row("pep_qality_pct", 3, 4), row("weather", 3, 4), *SOUND])
    messages = decision.issues.filter(pl.col("rule") == "unknown_indicator")["message"].to_list()
    assert messages[0].startswith(messages[1] + " Did you mean 'pep_quality_pct'")
    assert messages[1].endswith("Correct the id.")


def test_a_row_twice_is_kept_once_and_two_figures_for_one_thing_are_both_left_out(made):
    again = row(SHARE, 3, 4, breakdown="North")
    assert said(made, again, again) == [(3, None, "duplicate_row", "warning")]
    conflict = [f[:3] for f in said(made, again, row(SHARE, 2, 4, breakdown="North", period="Sep-25"))]
    assert conflict == [(2, None, "duplicate_conflict"), (3, None, "duplicate_conflict")]


def test_fewer_rows_than_last_month_are_no_surprise(made):
    earlier = made.decide("summary", [r | {"period": "2025-08"} for r in SOUND], period="2025-08")
    assert earlier.verdict == "accept"
    few = [row(SHARE, 3, 4)]
    assert made.found(made.decide("summary", few, held=made.Held(earlier))) == []


def test_great_expectations_itself_finds_the_same_rows():
    frame = pl.DataFrame(
        {
            "line": [2, 3, 4, 5, 6, 7, 8],
            "indicator": [SHARE, COUNT, "weather", None, SHARE, SHARE, MEDIAN],
            "period": [MONTH, "Sep-25", "2025-08", None, MONTH, "2025-10", MONTH],
            "breakdown": [None, "North", "Total", None, "South", "", None],
            "numerator": [3.0, -1.0, None, 0.0, 5.0, 2.0, 8.0],
            "denominator": [4.0, 2.0, 1.0, None, 4.0, 0.0, None],
        }
    )
    told = parameters(periods.month_end(MONTH))
    ours, theirs = (judge(suite("summary"), frame, told) for judge in (run, native))

    def faulty(result) -> dict[str, list[int]]:
        found = {}
        for one in result.results:
            assert one.result, one.exception_info
            facts = one.expectation_config.meta
            listed = one.result.get("unexpected_index_list") or []
            lines = sorted(int(line) for entry in listed for line in entry["line"])
            found[f"{facts['rule']} {facts['column']}"] = lines
        return found

    assert faulty(ours) == faulty(theirs)
    assert sum(map(len, faulty(ours).values())) > 8
