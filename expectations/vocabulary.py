"""Great Expectations' own words, as our suites use them, and one class of ours for rules across fields.

Importing this module imports Great Expectations (seconds, and much memory): only code that checks does so.
"""

from __future__ import annotations

import os
from datetime import date, datetime, time
from typing import ClassVar

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
import polars as pl
from great_expectations.core.suite_parameters import SuiteParameterDict
from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider import MulticolumnMapMetricProvider
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)

from data import periods

# Filled in when a suite runs, so that one suite serves every month.
EXTRACT_DATE = {"$PARAMETER": "extract_date"}
END_OF_EXTRACT_DATE = {"$PARAMETER": "end_of_extract_date"}
SPELLED_PERIODS = {"$PARAMETER": "spelled_periods"}
EXTRACT_DATE_COLUMN = "extract_date"  # the same date as a column, for rules that compute with it

Suite = gx.ExpectationSuite
Expectation = gxe.Expectation


def parameters(extract_date: date, period: str = "") -> dict:
    """The suite parameters of a file with this as-at date, for a month (that of the date unless said)."""
    return {
        "extract_date": extract_date,
        "end_of_extract_date": datetime.combine(extract_date, time.max),
        "spelled_periods": periods.spellings(period or periods.of(extract_date)),
    }


def holds_in(expression: str, frame: pl.DataFrame, extract_date: date | None) -> pl.Series:
    """Is the expression true, or null, in each row?"""
    holds = pl.Expr.deserialize(expression.encode(), format="json").fill_null(True)
    with_date = frame.with_columns(pl.lit(extract_date, pl.Date).alias(EXTRACT_DATE_COLUMN))
    return with_date.select(holds.alias("holds"))["holds"]


class RowsHold(MulticolumnMapMetricProvider):
    """How Great Expectations itself evaluates `ExpectRowsToHold`: the expression, on a Polars copy of the columns."""

    condition_metric_name = "multicolumn_values.rows_hold"
    condition_value_keys = ("holds", "extract_date")

    @multicolumn_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column_list, holds, extract_date, **_):
        return pd.Series(holds_in(holds, pl.from_pandas(column_list), extract_date), index=column_list.index)


class ExpectRowsToHold(MulticolumnMapExpectation):
    """A rule across fields: a Polars expression that is true of good rows. A row where it is null is not judged.

    `holds` is the expression as Polars writes it to JSON, so that a suite can be saved. It may use the columns of
    `column_list` and `extract_date`.
    """

    holds: str
    extract_date: SuiteParameterDict | date | None = None
    ignore_row_if: str = "never"

    map_metric: ClassVar[str] = RowsHold.condition_metric_name
    success_keys: ClassVar[tuple[str, ...]] = ("holds", "extract_date", "mostly")
    args_keys = ("column_list", "holds")


def present(column: str, rule: str, severity: str, message: str) -> Expectation:
    """The cell is filled."""
    facts = _facts(rule, severity, message, column, needs=(column,))
    return gxe.ExpectColumnValuesToNotBeNull(column=column, **facts)


def no_later_than_extract(column: str, rule: str, severity: str, message: str, *, timed: bool = False) -> Expectation:
    """The date, or the moment, is not later than the extract date."""
    latest = END_OF_EXTRACT_DATE if timed else EXTRACT_DATE
    return gxe.ExpectColumnValuesToBeBetween(
        column=column, max_value=latest, **_facts(rule, severity, message, column, unusable=True)
    )


def one_of(
    column: str, values: list[str] | dict, rule: str, severity: str, message: str, *, suggest: bool = False
) -> Expectation:
    """The text is one of the values; `suggest`: the message goes on with the values that it may have meant."""
    facts = _facts(rule, severity, message, column, suggest=suggest)
    return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=values, **facts)


def between(column: str, low: float | None, high: float | None, rule: str, severity: str, message: str) -> Expectation:
    """The number lies in the range, both ends included."""
    return gxe.ExpectColumnValuesToBeBetween(
        column=column, min_value=low, max_value=high, **_facts(rule, severity, message, column)
    )


def in_order(earlier: str, later: str, rule: str, severity: str, message: str) -> Expectation:
    """The later date is not before the earlier one; not judged where one is blank or no good itself."""
    return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=later,
        column_B=earlier,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        **_facts(rule, severity, message, later, needs=(earlier, later)),
    )


def unique_together(columns: tuple[str, ...], rule: str, severity: str, message: str) -> Expectation:
    """No two rows have the same values in these columns; a blank is a value like any other."""
    if len(columns) == 1:
        return gxe.ExpectColumnValuesToBeUnique(column=columns[0], **_facts(rule, severity, message, None))
    return gxe.ExpectCompoundColumnsToBeUnique(
        column_list=list(columns), ignore_row_if="never", **_facts(rule, severity, message, None)
    )


def rows_hold(holds: pl.Expr, column: str, rule: str, severity: str, message: str) -> Expectation:
    """The expression is true, or null, in every row; said of `column`. Not judged where a column it uses is no
    good itself."""
    used = [name for name in dict.fromkeys((column, *holds.meta.root_names())) if name != EXTRACT_DATE_COLUMN]
    return ExpectRowsToHold(
        column_list=used if len(used) > 1 else [*used, "line"],  # Great Expectations wants two
        holds=holds.meta.serialize(format="json"),
        extract_date=EXTRACT_DATE if EXTRACT_DATE_COLUMN in holds.meta.root_names() else None,
        **_facts(rule, severity, message, column, needs=tuple(used)),
    )


def _facts(
    rule: str,
    severity: str,
    message: str,
    column: str | None,
    *,
    needs: tuple[str, ...] = (),
    unusable: bool = False,
    suggest: bool = False,
) -> dict:
    """What every expectation says of itself. `needs`: columns whose cells must have passed what came before.
    `unusable`: a cell that does not meet this is not used by what comes after. `suggest`: near values are named."""
    return {
        "severity": "critical" if severity == "error" else "warning",
        "description": message,
        "meta": {
            "rule": rule,
            "severity": severity,
            "column": column,
            "message": message,
            "needs": list(needs),
            "unusable": unusable,
            "suggest": suggest,
        },
    }
