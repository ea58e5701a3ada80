"""The control charts of an authority's figures: which points, which limits, and what the latest of them says."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from data import periods
from indicators import spc
from indicators.holdings import Knowledge
from indicators.model import COUNT, MONTH, RATIO, ROLLING_3, ROLLING_12, SNAPSHOT, Indicator, Polarity

MONTHS = 36  # of a control chart: older months would judge the present by what is long past
PERSISTENT = 1.645  # standard errors by which a figure follows the one before: more would happen once in twenty times
UNEVEN = 2  # times: beyond it the limits are too wide for months of many cases and too narrow for months of few
TOWARD = {Polarity.HIGHER_IS_BETTER: "increase", Polarity.LOWER_IS_BETTER: "decrease", Polarity.NEUTRAL: "neutral"}

CHARTS = {
    "indicator": pl.String(),
    "period": pl.String(),
    "date": pl.Date(),
    "value": pl.Float64(),
    "mean": pl.Float64(),
    "lpl": pl.Float64(),
    "upl": pl.Float64(),
    "rebase_group": pl.Int64(),
    "special_cause_type": pl.String(),
    "point_type": pl.String(),
    "state": pl.String(),
    "target": pl.Float64(),
}  # what pages read of a chart


def charts(
    indicators: Iterable[Indicator],
    measures: pl.DataFrame,
    period: str,
    *,
    goals: pl.DataFrame | None = None,
    rebases: pl.DataFrame | None = None,
    flows: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The control charts of the indicators that may have one: one row per indicator and month up to the period.

    In: one authority's measures. Charted are figures as reported, at the month end or in the month, of the whole
    authority, for up to 36 months; a month without a figure is a row without a value. A rolling figure shares most of
    its months with the one before and is never charted: where `flows` (indicators.flows) has what happened in each
    month alone, that is. `goals` (targets.goals) gives the target that assurance speaks of, `rebases` (indicator,
    month) where limits begin anew. Columns: indicator, period and those of spc.xmr; empty for indicators that never
    had a figure.
    """
    indicators = tuple(indicators)
    shown = points(indicators, measures, flows)
    known = facts(i for i in indicators if i.basis in (SNAPSHOT, MONTH, ROLLING_12))
    first = shown["period"].min() or period
    first = max(min(first, period), periods.shift(period, 1 - MONTHS))
    months = pl.DataFrame({"period": periods.between(first, period)})
    ended = pl.DataFrame({"date": [periods.month_end(p) for p in months["period"]]}, schema={"date": pl.Date})
    rows = (
        known.join(shown.select("indicator").unique(), on="indicator", how="semi")
        .join(months.hstack(ended), how="cross")
        .join(shown, on=["indicator", "period"], how="left")
    )
    given = _with_targets(_with_rebases(rows, rebases), goals).rename({"indicator": "series_id"})
    columns = ("series_id", "date", "value", "improvement_direction", "target", "rebase")
    charted = spc.xmr(given.select(columns)).select(
        pl.col("series_id").alias("indicator"),
        pl.col("date").dt.strftime("%Y-%m").alias("period"),
        pl.exclude("series_id", "screening_undone", "ranges_screened"),
    )
    aims = given.select("target", pl.col("series_id").alias("indicator"), "period")
    return charted.join(aims, on=["indicator", "period"], how="left", maintain_order="left")


# ------------------------------------------------------------------------------------------------------


def facts(indicators: Iterable[Indicator]) -> pl.DataFrame:
    """One row per indicator: which way is better, and which methods fit it."""
    schema = {
        "indicator": pl.String,
        "improvement_direction": pl.String,
        "scale": pl.Float64,
        "is_count": pl.Boolean,
        "is_monthly": pl.Boolean,
        "quarter_overlaps": pl.Boolean,
        "is_stock": pl.Boolean,
        "is_share": pl.Boolean,
        "is_rate": pl.Boolean,
        "per_head": pl.Boolean,
        "is_rolling": pl.Boolean,
    }
    rows = [
        (
            i.id,
            TOWARD[i.polarity],
            float(i.unit.scale),
            i.unit is COUNT,
            i.basis in (SNAPSHOT, MONTH),
            i.basis not in (SNAPSHOT, MONTH, ROLLING_3),
            i.basis is SNAPSHOT,
            i.unit.scale > 1 and not i.numerator_counts_apart,
            i.unit in (COUNT, RATIO),
            i.is_population_rate,
            i.basis is ROLLING_12,
        )
        for i in indicators
    ]
    return pl.DataFrame(rows, schema=schema, orient="row")


def figures(measures: pl.DataFrame) -> pl.DataFrame:
    """The whole authority's figures as reported, by indicator and period; one that is not complete is none."""
    whole = (pl.col("breakdown") == "") & (pl.col("basis") == Knowledge.AS_REPORTED.value) & (pl.col("complete") == 1)
    return measures.filter(whole).select("indicator", "period", "numerator", "denominator", "value")


def points(indicators: tuple[Indicator, ...], measures: pl.DataFrame, flows: pl.DataFrame | None) -> pl.DataFrame:
    """The figures that charts are of: the measures', or what happened in the month alone for those that are rolling."""
    whole = [i.id for i in indicators if i.basis in (SNAPSHOT, MONTH)]
    own = figures(measures).filter(pl.col("indicator").is_in(whole))
    if flows is None or flows.is_empty():
        return own
    rolling = [i.id for i in indicators if i.basis is ROLLING_12]
    return pl.concat([own, figures(flows).filter(pl.col("indicator").is_in(rolling))])


def flowing(flows: pl.DataFrame | None) -> pl.DataFrame:
    """One row per indicator whose chart is of what happened in each month alone."""
    found = [] if flows is None else flows["indicator"].unique().to_list()
    return pl.DataFrame({"indicator": found, "of_flow": True}, schema={"indicator": pl.String, "of_flow": pl.Boolean})


def _with_rebases(points: pl.DataFrame, rebases: pl.DataFrame | None) -> pl.DataFrame:
    if rebases is None or rebases.is_empty():
        return points.with_columns(rebase=pl.lit(False))
    begins = rebases.select("indicator", pl.col("month").alias("period"), rebase=pl.lit(True)).unique()
    return points.join(begins, on=["indicator", "period"], how="left").with_columns(pl.col("rebase").fill_null(False))


def _with_targets(points: pl.DataFrame, goals: pl.DataFrame | None) -> pl.DataFrame:
    """A target that is one figure; a band has no assurance, nor has what happens in a month by the target of a year's
    rate."""
    if goals is None:
        return points.with_columns(target=pl.lit(None, pl.Float64))
    found = points.join(goals.select("indicator", "period", "target"), on=["indicator", "period"], how="left")
    of_a_year = pl.col("per_head") & pl.col("is_rolling")
    return found.with_columns(target=pl.when(~of_a_year).then("target"))


def latest(charted: pl.DataFrame) -> pl.DataFrame:
    """One row per indicator: its latest month, how long it has gone on, and whether each month follows the one before
    (`persistent`, by the correlation of neighbouring months). `charted` has its months in order."""
    of_last = pl.col("rebase_group") == pl.col("rebase_group").last()  # what was before a rebase judges nothing
    value = pl.col("value").filter(of_last)
    off, before = value - value.mean(), value.shift() - value.mean()
    follows = (off * before).sum() / (off**2).sum()
    step = (value - value.shift()).sign()
    is_trend = pl.col("special_cause_type").last().str.contains("Trend")
    return charted.group_by("indicator", maintain_order=True).agg(
        pl.col("variation_type", "state", "mostly_zero").last(),
        chart_value=value.last(),
        chart_mean=pl.col("mean").last(),
        chart_lower=pl.col("lpl").last(),
        chart_upper=pl.col("upl").last(),
        signal=pl.col("special_cause_type").last(),
        chart_months=pl.col("points").last(),
        signal_months=pl.when(is_trend)
        .then(_running(step) + 1)
        .otherwise(_running(pl.col("relative_to_mean").filter(of_last).cast(pl.Int64))),
        chart_from=pl.col("period").filter(of_last & pl.col("value").is_not_null()).first(),
        chart_target=pl.col("target").last(),
        rebased=pl.col("rebase_group").last() > 0,
        assurance=pl.col("assurance_type").last(),
        run_months=(_running(step) * step.last().cast(pl.Int64)).fill_null(0),
        persistent=follows.fill_nan(None) > PERSISTENT / value.count().sqrt(),
    )


def _running(sign: pl.Expr) -> pl.Expr:
    """How many months up to the latest have its sign without a break."""
    backwards = sign.reverse()
    return (backwards == backwards.first()).fill_null(False).cast(pl.Int64).cum_prod().sum()


def cases(shown: pl.DataFrame, period: str) -> pl.DataFrame:
    """One row per indicator with denominators: how many cases the months of its chart have, how unevenly,
    and whether in most months all of them count: what is mostly 100% is as unfit for a chart as what is mostly 0."""
    charted = pl.col("period").is_between(pl.lit(periods.shift(period, 1 - MONTHS)), pl.lit(period))
    by_indicator = shown.filter(charted & (pl.col("denominator") > 0)).group_by("indicator")
    denominator = pl.col("denominator")
    return by_indicator.agg(
        uneven=denominator.max() > UNEVEN * denominator.min(),
        usual_cases=denominator.median(),
        usual_events=pl.col("numerator").mean(),
        mostly_all=(pl.col("numerator") == denominator).mean() > 0.5,
    )
