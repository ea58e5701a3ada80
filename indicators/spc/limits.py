"""Mean and limits of each segment of a control chart, and how much its points allow to be said."""

from __future__ import annotations

import polars as pl

LIMITS = 2.66  # mean moving ranges from the mean to a limit: 3 / 1.128 (d2 of ranges of two), the usual rounding
NEAR = 2 / 3  # of the way from the mean to a limit: two sigma of three
OUTLYING_RANGE = 3.267  # a moving range of so many mean ranges is an outlier (D4 of ranges of two)
FEWEST_POINTS, FULL_POINTS = 5, 12
# The mean of equal values is not always exactly that value: what is closer than this part of the segment's largest
# value is equal.
EQUAL = 1e-9

FULL, TRIAL, TOO_FEW, NO_VARIATION, NO_DATA = "full", "trial", "too_few", "no_variation", "no_data"


def with_limits(points: pl.DataFrame) -> pl.DataFrame:
    """Adds to `points.segmented`, one row per row: mean, lpl, upl, width (from the mean to a limit) and tolerance, in
    the unit of the value; the segment's points, ranges_screened, screening_undone, mostly_zero and standing (full,
    trial, too_few or no_variation); and the row's state (the standing, or no_data where it has no value).

    A moving range is that of two rows next to each other: a row without a value leaves out two of them.
    """
    value = pl.col("value")
    ranged = points.with_columns(
        pl.when("baseline").then(value).alias("base"),
        pl.when(pl.col("baseline") & ~pl.col("first")).then((value - value.shift()).abs()).alias("range"),
    )
    by_segment = ranged.set_sorted("segment").group_by("segment", maintain_order=True)
    segments = by_segment.agg(
        pl.col("base").mean().alias("mean"),
        pl.col("base").count().cast(pl.Int64).alias("base_points"),
        pl.col("range").mean().alias("plain_range"),
        pl.col("range").count().cast(pl.Int64).alias("ranges"),
        value.count().cast(pl.Int64).alias("points"),
        (value == 0).sum().cast(pl.Int64).alias("zeros"),
        (value.abs().max() * EQUAL).alias("tolerance"),
    )
    usual = pl.col("range") < OUTLYING_RANGE * segments["plain_range"].gather(points["segment"])
    screened = ranged.select("segment", pl.when(usual | ~pl.col("screen")).then("range").alias("range"))
    kept = (
        screened.set_sorted("segment")
        .group_by("segment", maintain_order=True)
        .agg(pl.col("range").mean().alias("kept_range"), pl.col("range").count().cast(pl.Int64).alias("kept"))
    )
    return points.hstack(_judged(segments.hstack(kept.drop("segment")))[points["segment"]]).with_columns(
        pl.when(value.is_null()).then(pl.lit(NO_DATA)).otherwise("standing").alias("state")
    )


def _judged(segments: pl.DataFrame) -> pl.DataFrame:
    """One row per segment: its limits and what they are good for."""
    none_left = (pl.col("kept_range") == 0) & (pl.col("plain_range") > 0)
    no_screening = none_left | pl.col("kept_range").is_null()  # null: all ranges are 0, and 0 is not below 3.267 x 0
    mean_range = pl.when(no_screening).then("plain_range").otherwise("kept_range")
    too_few = (pl.min_horizontal("points", "base_points") < FEWEST_POINTS) | pl.col("plain_range").is_null()
    mean, width = pl.col("mean"), pl.col("width")
    return (
        segments.with_columns(
            screening_undone=none_left,
            ranges_screened=pl.when(no_screening).then(0).otherwise(pl.col("ranges") - pl.col("kept")),
            width=pl.when(~too_few).then(LIMITS * mean_range),
            mostly_zero=pl.col("zeros") * 2 > pl.col("points"),
        )
        .with_columns(
            lpl=mean - width,
            upl=mean + width,
            standing=pl.when(width.is_null())
            .then(pl.lit(TOO_FEW))
            .when(pl.col("points") < FULL_POINTS)
            .then(pl.lit(TRIAL))
            .when(width <= pl.col("tolerance"))
            .then(pl.lit(NO_VARIATION))
            .otherwise(pl.lit(FULL)),
        )
        .select(
            *("mean", "lpl", "upl", "width", "tolerance", "points", "ranges_screened"),
            *("screening_undone", "mostly_zero", "standing"),
        )
    )
