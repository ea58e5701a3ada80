"""The two verdicts on a whole series: how it varies now, and whether it can be relied on to meet its target."""

from __future__ import annotations

import polars as pl

from indicators.spc.limits import FULL, NO_VARIATION

PASS, FAIL, EITHER = "consistent_pass", "consistent_fail", "inconsistent"


def with_icons(judged: pl.DataFrame) -> pl.DataFrame:
    """Adds variation_type and assurance_type, the same in every row of a series.

    Variation is the point type of the latest row: null where that has no value or no limits. Assurance says on which
    side of the latest limits the latest target lies: null without a target, without a direction of improvement, and
    under 12 points. A target on a limit is met now and then, as far as the limits tell.
    """
    is_latest = (judged["series"] != judged["series"].shift(-1)).fill_null(True)
    latest = judged.filter(is_latest)
    icons = latest.select(pl.col("point_type").alias("variation_type"), _assurance().alias("assurance_type"))
    return judged.hstack(icons[judged["series"]])


def _assurance() -> pl.Expr:
    target, tolerance, toward = pl.col("target"), pl.col("tolerance"), pl.col("toward")
    above = (target > pl.col("upl") + tolerance).cast(pl.Int8)
    below = (target < pl.col("lpl") - tolerance).cast(pl.Int8)
    met = (below - above) * toward
    enough = pl.col("standing").is_in([FULL, NO_VARIATION])
    return (
        pl.when(target.is_null() | (toward == 0) | ~enough)
        .then(None)
        .when(met > 0)
        .then(pl.lit(PASS))
        .when(met < 0)
        .then(pl.lit(FAIL))
        .otherwise(pl.lit(EITHER))
    )
