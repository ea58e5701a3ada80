"""Suites run as Polars masks: every expectation of a suite in one pass over the frame.

Each of Great Expectations' classes that our suites use has one mask. What has no mask runs natively, on pandas
over Arrow. Results can be had as faulty rows, or as Great Expectations' own result objects. An expectation that
cannot be evaluated raises `ExpectationCrash`; it is never taken for a fault of the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import NoReturn

import great_expectations as gx
import great_expectations.expectations as gxe
import polars as pl
from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
from polars.exceptions import ComputeError, PolarsError

from expectations.vocabulary import EXTRACT_DATE_COLUMN, Expectation, ExpectRowsToHold, Suite

ROW = "line"  # what names a row in a result
EVERY_ROW = pl.lit(True)


class ExpectationCrash(RuntimeError):
    """An expectation could not be evaluated: a fault of the suite or of the frame's layout, not of the data."""

    def __init__(self, expectation: Expectation, why: object):
        configuration = expectation.configuration
        super().__init__(f"{configuration.type} on {configuration.kwargs} could not be evaluated: {why}")


@dataclass(frozen=True)
class Fault:
    """An expectation and the positions of the rows that do not meet it."""

    expectation: Expectation
    rows: pl.Series


@dataclass(frozen=True)
class Mask:
    """Where rows do not meet an expectation (null counts as no), and which rows it judges at all; None: every row,
    blank cells included."""

    unmet: pl.Expr
    judged: pl.Expr | None = None


def faults(suite: Suite, frame: pl.DataFrame, parameters: dict | None = None) -> list[Fault]:
    """The expectations that some row does not meet, in the suite's order. Raises ExpectationCrash."""
    found = []
    for expectation, _, unmet in _evaluated(suite, frame, parameters or {}):
        rows = _native_rows(expectation, frame, parameters or {}) if unmet is None else unmet.arg_true()
        if rows.len():
            found.append(Fault(expectation, rows))
    return found


def run(suite: Suite, frame: pl.DataFrame, parameters: dict | None = None) -> ExpectationSuiteValidationResult:
    """Great Expectations' own result, as a native run gives it for a complete result without values, in the suite's
    order. The frame has a column `line`, which names the rows. Raises ExpectationCrash."""
    results = [
        _native(expectation, frame, parameters or {}) if unmet is None else _result(expectation, mask, unmet, frame)
        for expectation, mask, unmet in _evaluated(suite, frame, parameters or {})
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


def _evaluated(
    suite: Suite, frame: pl.DataFrame, parameters: dict
) -> list[tuple[Expectation, Mask | None, pl.Series | None]]:
    """Each expectation with its mask and where rows do not meet it; neither where it must run natively."""
    dated = frame.with_columns(pl.lit(parameters.get("extract_date"), pl.Date).alias(EXTRACT_DATE_COLUMN))
    masks = [_mask(e, frame, parameters) for e in suite.expectations]
    columns = {str(n): _where(mask) for n, mask in enumerate(masks) if mask is not None}
    try:
        unmet = dated.with_columns(**columns).select(columns.keys())
    except PolarsError as problem:
        _blame(suite, masks, dated, problem)
    return [
        (e, mask, unmet[str(n)] if mask is not None else None)
        for n, (e, mask) in enumerate(zip(suite.expectations, masks, strict=True))
    ]


def _where(mask: Mask) -> pl.Expr:
    return (mask.unmet if mask.judged is None else mask.unmet & mask.judged).fill_null(False)


def _mask(expectation: Expectation, frame: pl.DataFrame, parameters: dict) -> Mask | None:
    special = (expectation.mostly != 1 or expectation.row_condition) if hasattr(expectation, "mostly") else False
    return None if special else mask_of(_filled(expectation, parameters), frame.schema)


def _filled(expectation: Expectation, parameters: dict) -> Expectation:
    """The expectation with the suite's parameters put in."""
    wanted = {
        name: value["$PARAMETER"]
        for name, value in expectation.configuration.kwargs.items()
        if isinstance(value, dict) and "$PARAMETER" in value
    }
    missing = sorted(set(wanted.values()) - set(parameters))
    if missing:
        raise ExpectationCrash(expectation, f"the parameter {', '.join(missing)} was not given")
    return expectation.copy(update={name: parameters[p] for name, p in wanted.items()}) if wanted else expectation


def _blame(suite: Suite, masks: list[Mask | None], frame: pl.DataFrame, problem: PolarsError) -> NoReturn:
    for expectation, mask in zip(suite.expectations, masks, strict=True):
        if mask is not None:
            try:
                frame.select(_where(mask))
            except PolarsError as own:
                raise ExpectationCrash(expectation, own) from own
    raise problem


def _result(expectation: Expectation, mask: Mask, unmet: pl.Series, frame: pl.DataFrame) -> ExpectationValidationResult:
    height, count = frame.height, int(unmet.sum())
    blank = 0 if mask.judged is None else int(frame.select((EVERY_ROW & ~mask.judged).sum()).item())
    share = _percent(count, height - blank)
    result: dict = {"element_count": height, "unexpected_count": count, "unexpected_percent": share}
    if mask.judged is not None:
        result |= {
            "missing_count": blank,
            "missing_percent": _percent(blank, height),
            "unexpected_percent_total": _percent(count, height),
            "unexpected_percent_nonmissing": share,
        }
    if count:
        result |= {
            "unexpected_index_column_names": [ROW],
            "unexpected_index_list": [{ROW: frame[ROW].filter(unmet).to_list()}],
        }
    return ExpectationValidationResult(
        success=count == 0,
        expectation_config=expectation.configuration,
        result=result,
        exception_info={"raised_exception": False, "exception_message": None, "exception_traceback": None},
    )


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


# masks: one per class ---------------------------------------------------------------------------------


@singledispatch
def mask_of(expectation: Expectation, schema: pl.Schema) -> Mask | None:
    """The mask of an expectation of this class; None where only Great Expectations itself can judge it."""
    return None


@mask_of.register
def _(expectation: gxe.ExpectColumnValuesToNotBeNull, schema: pl.Schema) -> Mask:
    return Mask(pl.col(expectation.column).is_null())


@mask_of.register
def _(expectation: gxe.ExpectColumnValuesToBeInSet, schema: pl.Schema) -> Mask:
    value = pl.col(expectation.column)
    allowed = pl.Series(list(expectation.value_set), dtype=schema.get(expectation.column))
    return Mask(~value.is_in(allowed.implode()), value.is_not_null())


@mask_of.register
def _(expectation: gxe.ExpectColumnValuesToBeBetween, schema: pl.Schema) -> Mask:
    value, dtype = pl.col(expectation.column), schema.get(expectation.column)
    unmet = value.is_nan() if dtype is not None and dtype.is_float() else pl.lit(False)
    low, high = expectation.min_value, expectation.max_value
    if low is not None:
        unmet = unmet | (value <= low if expectation.strict_min else value < low)
    if high is not None:
        unmet = unmet | (value >= high if expectation.strict_max else value > high)
    return Mask(unmet, value.is_not_null())


@mask_of.register
def _(expectation: gxe.ExpectColumnValuesToMatchRegex, schema: pl.Schema) -> Mask | None:
    try:
        pl.select(pl.lit("").str.contains(expectation.regex))
    except ComputeError:  # Python's regular expressions know more than Polars'
        return None
    value = pl.col(expectation.column)
    return Mask(~value.str.contains(expectation.regex), value.is_not_null())


@mask_of.register
def _(expectation: gxe.ExpectColumnValueLengthsToBeBetween, schema: pl.Schema) -> Mask:
    value = pl.col(expectation.column)
    length, low, high = value.str.len_chars(), expectation.min_value, expectation.max_value
    unmet = pl.lit(False)
    if low is not None:
        unmet = unmet | (length <= low if expectation.strict_min else length < low)
    if high is not None:
        unmet = unmet | (length >= high if expectation.strict_max else length > high)
    return Mask(unmet, value.is_not_null())


@mask_of.register
def _(expectation: gxe.ExpectColumnPairValuesAToBeGreaterThanB, schema: pl.Schema) -> Mask | None:
    if expectation.ignore_row_if != "either_value_is_missing":
        return None
    a, b = pl.col(expectation.column_A), pl.col(expectation.column_B)
    return Mask(a < b if expectation.or_equal else a <= b, a.is_not_null() & b.is_not_null())


@mask_of.register
def _(expectation: gxe.ExpectCompoundColumnsToBeUnique, schema: pl.Schema) -> Mask | None:
    if expectation.ignore_row_if != "never":
        return None
    return Mask(pl.struct(expectation.column_list).is_duplicated(), EVERY_ROW)


@mask_of.register
def _(expectation: gxe.ExpectColumnValuesToBeUnique, schema: pl.Schema) -> Mask:
    value = pl.col(expectation.column)
    return Mask(value.is_duplicated(), value.is_not_null())


@mask_of.register
def _(expectation: ExpectRowsToHold, schema: pl.Schema) -> Mask:
    return Mask(~pl.Expr.deserialize(expectation.holds.encode(), format="json"), EVERY_ROW)


# native -------------------------------------------------------------------------------------------------


def native(suite: Suite, frame: pl.DataFrame, parameters: dict | None = None) -> ExpectationSuiteValidationResult:
    """What Great Expectations itself says of the frame, on a pandas copy over Arrow; nothing is written. The order
    of results is its own. Crashes are in the result's `exception_info`."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    batch = context.data_sources.pandas_default.read_dataframe(frame.to_pandas(use_pyarrow_extension_array=True))
    wanted = {
        "result_format": "COMPLETE",
        "unexpected_index_column_names": [ROW],
        "exclude_unexpected_values": True,
    }
    return batch.validate(suite, result_format=wanted, expectation_parameters=parameters or {})


def _native(expectation: Expectation, frame: pl.DataFrame, parameters: dict) -> ExpectationValidationResult:
    alone = Suite(name="alone", expectations=[expectation])
    result = native(alone, frame, parameters).results[0]
    if not result.result:  # a crash looks like a failure, with nothing in it
        raise ExpectationCrash(expectation, result.exception_info)
    return result


def _native_rows(expectation: Expectation, frame: pl.DataFrame, parameters: dict) -> pl.Series:
    result = _native(expectation, frame, parameters).result
    if "unexpected_count" not in result:
        raise TypeError(f"{expectation.configuration.type} judges a column as a whole: it names no rows")
    listed = [line for entry in result.get("unexpected_index_list") or [] for line in entry[ROW]]
    lines = pl.Series([int(line) for line in listed], dtype=pl.Int64)
    return frame[ROW].is_in(lines.implode()).arg_true()
