"""Suites run as Polars masks: every expectation of a suite in one pass over the frame.

Each of Great Expectations' classes that our suites use has one mask expression, true where a row is at fault. A
class without one runs natively, on pandas. Results can be had as faulty rows, or as Great Expectations' own
result objects. An expectation that cannot be evaluated is an error of ours and is raised, never a fault of the
data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import singledispatch

import great_expectations.expectations as gxe
import polars as pl
from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult

from expectations.vocabulary import EXTRACT_DATE_COLUMN, Expectation, ExpectRowsToHold, Suite

ROW = "_row"


@dataclass(frozen=True)
class Fault:
    """An expectation and the positions of the rows that do not meet it."""

    expectation: Expectation
    rows: pl.Series


def faults(suite: Suite, frame: pl.DataFrame, parameters: dict | None = None) -> list[Fault]:
    """The expectations that some row does not meet. Raises what an expectation that cannot be evaluated raises."""
    parameters = parameters or {}
    return [Fault(e, rows) for e, rows in _unmet(list(suite.expectations), frame, parameters) if rows.len()]


def run(suite: Suite, frame: pl.DataFrame, parameters: dict | None = None) -> ExpectationSuiteValidationResult:
    """Great Expectations' own result of the suite, as a native run would give it, with every faulty row in
    `unexpected_index_list`."""
    results = [
        _result(expectation, rows, frame.height)
        for expectation, rows in _unmet(list(suite.expectations), frame, parameters or {})
    ]
    met = sum(bool(r.success) for r in results)
    return ExpectationSuiteValidationResult(
        success=met == len(results),
        results=results,
        suite_name=suite.name,
        suite_parameters=parameters or {},
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": met,
            "unsuccessful_expectations": len(results) - met,
            "success_percent": 100 * met / len(results) if results else None,
        },
    )


def _unmet(expectations: list, frame: pl.DataFrame, parameters: dict) -> list[tuple[Expectation, pl.Series]]:
    with_date = frame.with_columns(pl.lit(parameters.get("extract_date"), pl.Date).alias(EXTRACT_DATE_COLUMN))
    masks, native = {}, []
    for number, expectation in enumerate(expectations):
        if unmet.dispatch(type(expectation)) is _NO_MASK:
            native.append(number)
        else:
            masks[number] = unmet(expectation, parameters).fill_null(False).alias(str(number))
    judged = with_date.select(masks.values()) if masks else pl.DataFrame()
    found = []
    for number, expectation in enumerate(expectations):
        if number in masks:
            found.append((expectation, judged[str(number)].arg_true()))
        else:
            found.append((expectation, _native(expectation, frame, parameters)))
    return found


def _result(expectation: Expectation, rows: pl.Series, height: int) -> ExpectationValidationResult:
    return ExpectationValidationResult(
        success=rows.is_empty(),
        expectation_config=expectation.configuration,
        result={
            "element_count": height,
            "unexpected_count": rows.len(),
            "unexpected_percent": 100 * rows.len() / height if height else 0.0,
            "unexpected_index_list": rows.to_list(),
        },
        exception_info={"raised_exception": False, "exception_message": None, "exception_traceback": None},
    )


# masks: one per class ---------------------------------------------------------------------------------


@singledispatch
def unmet(expectation: Expectation, parameters: dict) -> pl.Expr:
    """The mask of rows that do not meet the expectation."""
    raise NotImplementedError(type(expectation).__name__)


_NO_MASK: Callable = unmet.dispatch(object)


@unmet.register
def _(expectation: gxe.ExpectColumnValuesToNotBeNull, parameters: dict) -> pl.Expr:
    return pl.col(expectation.column).is_null()


@unmet.register
def _(expectation: gxe.ExpectColumnValuesToBeInSet, parameters: dict) -> pl.Expr:
    allowed = pl.Series(list(expectation.value_set))
    return pl.col(expectation.column).is_in(allowed.implode()).not_()


@unmet.register
def _(expectation: gxe.ExpectColumnValuesToBeBetween, parameters: dict) -> pl.Expr:
    value = pl.col(expectation.column)
    low, high = (_filled(bound, parameters) for bound in (expectation.min_value, expectation.max_value))
    outside = pl.lit(False)
    if low is not None:
        outside = outside | (value <= low if expectation.strict_min else value < low)
    if high is not None:
        if isinstance(high, date) and not isinstance(high, datetime):
            value = value.cast(pl.Date)  # the whole day is within
        outside = outside | (value >= high if expectation.strict_max else value > high)
    return outside


@unmet.register
def _(expectation: gxe.ExpectColumnValuesToMatchRegex, parameters: dict) -> pl.Expr:
    return pl.col(expectation.column).str.contains(expectation.regex).not_()


@unmet.register
def _(expectation: gxe.ExpectColumnValueLengthsToBeBetween, parameters: dict) -> pl.Expr:
    length = pl.col(expectation.column).str.len_chars()
    low, high = expectation.min_value or 0, expectation.max_value
    return length < low if high is None else length.is_between(low, high).not_()


@unmet.register
def _(expectation: gxe.ExpectColumnPairValuesAToBeGreaterThanB, parameters: dict) -> pl.Expr:
    a, b = pl.col(expectation.column_A), pl.col(expectation.column_B)
    return a < b if expectation.or_equal else a <= b


@unmet.register
def _(expectation: gxe.ExpectCompoundColumnsToBeUnique, parameters: dict) -> pl.Expr:
    return pl.struct(expectation.column_list).is_duplicated()


@unmet.register
def _(expectation: gxe.ExpectColumnValuesToBeUnique, parameters: dict) -> pl.Expr:
    value = pl.col(expectation.column)
    return value.is_not_null() & value.is_duplicated()


@unmet.register
def _(expectation: ExpectRowsToHold, parameters: dict) -> pl.Expr:
    return expectation.expression.not_()


def _filled(bound, parameters: dict):
    return parameters[bound["$PARAMETER"]] if isinstance(bound, dict) else bound


# native -------------------------------------------------------------------------------------------------


def _native(expectation: Expectation, frame: pl.DataFrame, parameters: dict) -> pl.Series:
    """The faulty rows as Great Expectations itself finds them, on a pandas copy over Arrow."""
    import great_expectations as gx
    import pandas as pd

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    table = frame.with_row_index(ROW).to_arrow().to_pandas(types_mapper=pd.ArrowDtype)
    batch = context.data_sources.pandas_default.read_dataframe(table)
    wanted = {
        "result_format": "COMPLETE",
        "unexpected_index_column_names": [ROW],
        "exclude_unexpected_values": True,
    }
    days = {k: datetime.combine(v, time()) if isinstance(v, date) else v for k, v in parameters.items()}
    result = batch.validate(expectation, result_format=wanted, expectation_parameters=days)
    if result.exception_info.get("raised_exception") or "unexpected_count" not in result.result:
        raise RuntimeError(f"{type(expectation).__name__} could not be evaluated: {result.exception_info}")
    listed = result.result.get("unexpected_index_list") or []
    rows = [r for entry in listed for r in (entry[ROW] if isinstance(entry[ROW], list) else [entry[ROW]])]
    return pl.Series(sorted(int(r) for r in rows), dtype=pl.UInt32)
