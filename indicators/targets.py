"""The target in force and how far the figure is from it, in words.

Values are compared unrounded. A figure without a target, without cases, or without data has a state of its
own and is never called on or off target. Until an authority sets its own targets those of the catalogue apply.
"""

from __future__ import annotations

import polars as pl

from indicators.model import Default, Indicator, Polarity, Unit

ON, CLOSE, OFF = "on_target", "close_to_target", "off_target"
NO_TARGET, NO_DATA, NO_CASES, NOT_AVAILABLE = "no_target", "no_data", "no_cases", "not_available"
TOLERANCE = 0.1  # a neighbours' median may be missed by a tenth of itself and still be close


def in_force(indicator: Indicator, neighbour_median: float | None) -> tuple[float | None, float | None]:
    """The target and the furthest value that is still close to it; (None, None) where there is none."""
    default: Default | None = indicator.default
    if default is None or indicator.polarity is Polarity.NEUTRAL:
        return None, None
    if not default.neighbours:
        return default.green, default.amber
    if neighbour_median is None:
        return None, None
    worse = 1 + TOLERANCE if indicator.polarity is Polarity.LOWER_IS_BETTER else 1 - TOLERANCE
    return neighbour_median, neighbour_median * worse


def target_words(indicator: Indicator, target: float | None) -> str:
    """`40% or less`, `90% or more`, `0` where none should be, or an empty text without a target."""
    if target is None:
        return ""
    figure = f"{target:,.1f}".removesuffix(".0") + ("%" if indicator.unit is Unit.PERCENT else "")
    if target == 0 and indicator.polarity is Polarity.LOWER_IS_BETTER:
        return figure
    return f"{figure} or {'less' if indicator.polarity is Polarity.LOWER_IS_BETTER else 'more'}"


def rate(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `rag` to a frame with status, value, target, limit and polarity (one row per figure)."""
    lower = pl.col("polarity") == Polarity.LOWER_IS_BETTER.value
    meets = pl.when(lower).then(pl.col("value") <= pl.col("target")).otherwise(pl.col("value") >= pl.col("target"))
    near = pl.when(lower).then(pl.col("value") <= pl.col("limit")).otherwise(pl.col("value") >= pl.col("limit"))
    state = (
        pl.when(pl.col("status") == "no_data")
        .then(pl.lit(NO_DATA))
        .when(pl.col("status") == "no_cases")
        .then(pl.lit(NO_CASES))
        .when(pl.col("status") == "part_year")
        .then(pl.lit(NOT_AVAILABLE))
        .when(pl.col("target").is_null())
        .then(pl.lit(NO_TARGET))
        .when(meets)
        .then(pl.lit(ON))
        .when(near)
        .then(pl.lit(CLOSE))
        .otherwise(pl.lit(OFF))
    )
    return frame.with_columns(rag=state)
