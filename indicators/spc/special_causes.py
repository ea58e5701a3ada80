"""Special causes: points that chance alone would hardly make, and whether they are good news."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

import polars as pl

from indicators.spc.limits import NEAR, NO_DATA, TOO_FEW, TRIAL

COMMON_CAUSE = "Common Cause"
# Kinds of special cause in the order in which they name a point that has several; the sign is up or down.
OUTSIDE, TREND, TWO_OF_THREE, SHIFT = 1, 2, 3, 4


def with_special_causes(charted: pl.DataFrame, run_length: int) -> pl.DataFrame:
    """Adds to `limits.with_limits`, one row per row: relative_to_mean (-1, 0, 1), outside_limits, close_to_limits,
    special_cause_type and point_type, all null where there is no value, and labels null too where there are no limits.

    Nothing is counted across a rebase or a row without a value. What lies on a limit is inside, what lies on the
    mean is on neither side, and of two equal values neither is higher.
    """
    named = _in_runs(_placed(charted), run_length).with_columns(kind=_kind())
    return named.with_columns(
        special_cause_type=pl.col("kind").replace_strict(_names(run_length), return_dtype=pl.String),
        point_type=_point_type(),
    )


def _placed(charted: pl.DataFrame) -> pl.DataFrame:
    """Where each point lies: its side of the mean and of the limits, and higher or lower than the one before."""
    value, width, tolerance = pl.col("value"), pl.col("width"), pl.col("tolerance")
    off = value - pl.col("mean")
    outside = off.abs() > width + tolerance
    return charted.with_columns(
        relative_to_mean=_sign(off, tolerance),
        outside_limits=outside,
        close_to_limits=(off.abs() > width * NEAR + tolerance) & ~outside,
        step=pl.when(~pl.col("first")).then(_sign(value - value.shift(), tolerance)).fill_null(0),
    )


def _in_runs(placed: pl.DataFrame, run_length: int) -> pl.DataFrame:
    """Adds rising, falling, shifted and two_of_three: the point belongs to such a group in its own segment."""
    side = pl.col("relative_to_mean").fill_null(0)
    keeps_side = ~pl.col("first") & (side == side.shift(fill_value=0)) & (side != 0)
    close = pl.col("close_to_limits").fill_null(False)
    return placed.with_columns(keeps_side=keeps_side, close=close).with_columns(
        rising=_in_run(pl.col("step") == 1, run_length),
        falling=_in_run(pl.col("step") == -1, run_length),
        shifted=_in_run(pl.col("keeps_side"), run_length),
        two_of_three=close & _within(_every(pl.col("keeps_side"), 2) & _at_least_two(pl.col("close")), 3),
    )


def _kind() -> pl.Expr:
    """The special cause that names the point, signed; 0 is common cause. Trial limits allow only the first kind."""
    side = pl.col("relative_to_mean")
    unsaid = pl.col("state").is_in([TOO_FEW, NO_DATA])
    # The top of a rise that turns at once into a fall belongs to both: it is named after what follows.
    turns = pl.col("falling") & (pl.col("step") == 1)
    return (
        pl.when(unsaid)
        .then(None)
        .when("outside_limits")
        .then(OUTSIDE * side)
        .when(pl.col("standing") == TRIAL)
        .then(0)
        .when(pl.col("rising") & ~turns)
        .then(TREND)
        .when("falling")
        .then(-TREND)
        .when("two_of_three")
        .then(TWO_OF_THREE * side)
        .when("shifted")
        .then(SHIFT * side)
        .otherwise(0)
        .cast(pl.Int8)
    )


def _sign(difference: pl.Expr, tolerance: pl.Expr) -> pl.Expr:
    return (difference > tolerance).cast(pl.Int8) - (difference < -tolerance).cast(pl.Int8)


def _every(holds: pl.Expr, rows: int) -> pl.Expr:
    """True in this row and the rows before it, so many together."""
    return reduce(and_, (holds.shift(n, fill_value=False) for n in range(rows)))


def _within(ends: pl.Expr, rows: int) -> pl.Expr:
    """True in this row or one after it, so many together: the row lies in a window of so many rows that ends there."""
    return reduce(or_, (ends.shift(-n, fill_value=False) for n in range(rows)))


def _in_run(links: pl.Expr, rows: int) -> pl.Expr:
    """The row is one of so many rows together, each linked to the one before it."""
    return _within(_every(links, rows - 1), rows)


def _at_least_two(holds: pl.Expr) -> pl.Expr:
    this, last, before = holds, holds.shift(1, fill_value=False), holds.shift(2, fill_value=False)
    return (this & last) | (this & before) | (last & before)


def _names(run_length: int) -> dict[int, str]:
    return {
        0: COMMON_CAUSE,
        OUTSIDE: "Above UCL",
        -OUTSIDE: "Below LCL",
        TREND: f"{run_length} Point Trend (Increasing)",
        -TREND: f"{run_length} Point Trend (Decreasing)",
        TWO_OF_THREE: "2 in 3 Above CL",
        -TWO_OF_THREE: "2 in 3 Below CL",
        SHIFT: f"{run_length} Points Above CL",
        -SHIFT: f"{run_length} Points Below CL",
    }


def _point_type() -> pl.Expr:
    """Good or bad by the side of the special cause; for a trend that is its slope, wherever the mean lies."""
    upward = pl.col("kind").sign()
    good = upward * pl.col("toward")
    return (
        pl.when(pl.col("kind").is_null())
        .then(None)
        .when(upward == 0)
        .then(pl.lit("common_cause"))
        .when(good > 0)
        .then(pl.lit("special_cause_improvement"))
        .when(good < 0)
        .then(pl.lit("special_cause_concern"))
        .when(upward > 0)
        .then(pl.lit("special_cause_neutral_high"))
        .otherwise(pl.lit("special_cause_neutral_low"))
    )
