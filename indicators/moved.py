"""What moved this month: the figures whose change chance does not explain, the weightiest first."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from indicators.direction import BY_CHART, BY_DIFFERENCE, NO_CHANGE, TOO_FEW

# How often the latest month is flagged although nothing changes: see docs/deviations.md (control charts) and decision
# 0006. A tested difference is at 95%, so one in twenty at most.
BY_CHANCE = {BY_CHART: 0.016, BY_DIFFERENCE: 0.05}
Z_95 = 1.959964


def moved(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of the scorecard that really moved, with `weight`, the heaviest first.

    The weight is how many standard errors the figure lies from where it would be without a change: from the mean of
    its control chart, or from the month that it was tested against. It is one for every kind of figure.
    """
    real = pl.col("direction").is_not_null() & ~pl.col("direction").is_in([NO_CHANGE, TOO_FEW])
    found = rows.filter(real)
    weights = pl.Series("weight", [weight(r) for r in found.iter_rows(named=True)], dtype=pl.Float64)
    return found.with_columns(weights).sort("weight", descending=True, maintain_order=True)


def weight(row: Mapping) -> float:
    """How far the figure is from no change, in standard errors; 0 where nothing moved or nothing can be said."""
    if row["direction"] in (None, NO_CHANGE, TOO_FEW):
        return 0.0
    if row["direction_by"] == BY_CHART:
        sigma = (row["chart_upper"] - row["chart_mean"]) / 3
        return abs(row["chart_value"] - row["chart_mean"]) / sigma if sigma else 0.0
    half = (row["difference_upper"] - row["difference_lower"]) / 2
    return abs(row["difference"]) * Z_95 / half if half else 0.0


def expected(rows: pl.DataFrame) -> tuple[int, float]:
    """How many indicators could be judged, and how many of them would be said to move by chance alone."""
    judged = rows.filter(pl.col("direction_by").is_not_null())
    flows = judged.filter((pl.col("chart_of") == "flow") & pl.col("no_chart").is_null()).height  # judged both ways
    by = judged.with_columns(
        pl.when(pl.col("chart_of") == "flow")
        .then(pl.lit(BY_DIFFERENCE))
        .otherwise("direction_by")
        .alias("direction_by")
    )
    alarms = sum(BY_CHANCE[method] for method in by["direction_by"])
    return judged.height, alarms + flows * BY_CHANCE[BY_CHART]
