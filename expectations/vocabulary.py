"""Great Expectations' own words, as our suites use them, and one class of ours for rules across fields.

Importing this module imports Great Expectations (seconds, and much memory): only code that checks does so.
"""

from __future__ import annotations

import os

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
import great_expectations.expectations as gxe
import polars as pl

EXTRACT_DATE = {"$PARAMETER": "extract_date"}  # filled in when a suite runs
EXTRACT_DATE_COLUMN = "extract_date"  # the same date as a column, for rules that compute with it

Suite = gx.ExpectationSuite
Expectation = gxe.Expectation


class ExpectRowsToHold(gxe.ExpectColumnValuesToBeInSet):
    """A rule across fields or rows: a Polars expression that is true of good rows, reported at `column`.

    A row where the expression is null is not judged. `holds` is the expression as Polars writes it to JSON, so
    that a suite can be saved; natively, `column` of a frame of masks is expected to be true.
    """

    value_set: list = [True]  # noqa: RUF012 - how Great Expectations declares a default
    holds: str

    @property
    def expression(self) -> pl.Expr:
        return pl.Expr.deserialize(self.holds.encode(), format="json")


def present(column: str, rule: str, severity: str, message: str) -> Expectation:
    """The cell is filled."""
    return gxe.ExpectColumnValuesToNotBeNull(column=column, **_facts(rule, severity, message, column))


def no_later_than_extract(column: str, rule: str, severity: str, message: str) -> Expectation:
    """The date is not later than the extract date."""
    return gxe.ExpectColumnValuesToBeBetween(
        column=column, max_value=EXTRACT_DATE, **_facts(rule, severity, message, column)
    )


def between(column: str, low: float | None, high: float | None, rule: str, severity: str, message: str) -> Expectation:
    """The number lies in the range, both ends included."""
    return gxe.ExpectColumnValuesToBeBetween(
        column=column, min_value=low, max_value=high, **_facts(rule, severity, message, column)
    )


def in_order(earlier: str, later: str, rule: str, severity: str, message: str) -> Expectation:
    """The later date is not before the earlier one; not judged where one is blank."""
    return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=later,
        column_B=earlier,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        **_facts(rule, severity, message, later),
    )


def unique_together(columns: tuple[str, ...], rule: str, severity: str, message: str) -> Expectation:
    """No two rows have the same values in these columns; a blank is a value like any other."""
    if len(columns) == 1:
        return gxe.ExpectColumnValuesToBeUnique(column=columns[0], **_facts(rule, severity, message, None))
    return gxe.ExpectCompoundColumnsToBeUnique(
        column_list=list(columns), ignore_row_if="never", **_facts(rule, severity, message, None)
    )


def rows_hold(holds: pl.Expr, column: str | None, rule: str, severity: str, message: str) -> Expectation:
    """The expression is true, or null, in every row."""
    return ExpectRowsToHold(
        column=column or "line",
        holds=holds.meta.serialize(format="json"),
        **_facts(rule, severity, message, column),
    )


def _facts(rule: str, severity: str, message: str, column: str | None) -> dict:
    return {
        "severity": "critical" if severity == "error" else "warning",
        "description": message,
        "meta": {"rule": rule, "severity": severity, "column": column, "message": message},
    }
