"""What has been wrong for so long that somebody should act: off target, or a concern, month after month."""

from __future__ import annotations

import polars as pl

from indicators.holdings import Knowledge
from indicators.targets import GOALS, NOT_AVAILABLE, OFF, rate

MONTHS = 3  # after which an indicator is escalated, unless the council sets another number
CONCERN = "special_cause_concern"
RATINGS = {"indicator": pl.String(), "period": pl.String(), "rag": pl.String()} | dict(list(GOALS.items())[2:])


def ratings(measures: pl.DataFrame, goals: pl.DataFrame) -> pl.DataFrame:
    """One row per indicator and month with a figure: its `rag` by the target then in force, and the target.

    In: the authority's measures, of which those as reported and of the whole authority count; `targets.goals`.
    """
    whole = (pl.col("breakdown") == "") & (pl.col("basis") == Knowledge.AS_REPORTED.value)
    status = (
        pl.when(pl.col("complete") == 0)
        .then(pl.lit("part_year"))
        .when(pl.col("value").is_null())
        .then(pl.lit("no_cases"))
        .otherwise(pl.lit("ok"))
    )
    figures = measures.filter(whole).select("indicator", "period", "value", status=status)
    judged = figures.join(goals, on=["indicator", "period"], how="inner", maintain_order="left")
    return rate(judged).select(list(RATINGS)).sort("indicator", "period")


def lasting(rated: pl.DataFrame, charted: pl.DataFrame, period: str, every: pl.DataFrame) -> pl.DataFrame:
    """One row per indicator: `months_off`, for how many months up to the period it has been off target, and
    `months_concern`, for how many its control chart has named a concern. 0 where it is neither in the month itself.

    A month without a figure is passed over, one without cases ends the run. `every` (indicator, every): a figure of a
    quarter stands for three months.
    """
    known = rated.filter((pl.col("rag") != NOT_AVAILABLE) & (pl.col("period") <= period))
    off = known.group_by("indicator", maintain_order=True).agg(
        months_off=_run(pl.col("rag") == OFF), last=pl.col("period").last()
    )
    named = charted.filter(pl.col("period") <= period).sort("indicator", "period")
    concern = named.group_by("indicator", maintain_order=True).agg(
        months_concern=_run((pl.col("point_type") == CONCERN).fill_null(False))
    )
    found = every.join(off, on="indicator", how="left").join(concern, on="indicator", how="left")
    is_now = (pl.col("last") == period).fill_null(False)
    return found.select(
        "indicator",
        months_off=pl.when(is_now).then(pl.col("months_off") * pl.col("every")).fill_null(0).cast(pl.Int64),
        months_concern=pl.col("months_concern").fill_null(0).cast(pl.Int64),
    )


def _run(holds: pl.Expr) -> pl.Expr:
    """For how many rows up to the last one it has held without a break."""
    return holds.reverse().cast(pl.Int64).cum_prod().sum().cast(pl.Int64)
