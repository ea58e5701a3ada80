"""All of it assembled: everything that a page or a pack may show of one authority and month."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl

from data import periods
from data.marks import MARKS, REBASE
from data.store import REVISIONS
from indicators import chance, charted, direction, escalation, quality, targets
from indicators.holdings import Knowledge
from indicators.model import SUMMARY, Indicator
from indicators.tables import TABLES

RETURNS = "returns"  # a figure counted from lists; others are sent in the summary return
SSDA903 = "ssda903"  # a figure counted from the episodes of the SSDA903 return
FIGURES = {"numerator": pl.Float64(), "denominator": pl.Float64(), "value": pl.Float64()}


@dataclass(frozen=True)
class Scorecard:
    """One authority's figures for one month, with what they are compared with.

    `rows`: one row per indicator, in catalogue order; `source` says where its figure comes from (RETURNS, SSDA903,
    SUMMARY, or "" where there is none), `every` how many months lie between one figure and the next, `ever` whether
    any month so far has a figure. `history`: one row per indicator, period, basis and breakdown, up to the month.
    `comparators`: one row per indicator, year and area (role own, neighbour, region or england). `missing`: the
    lists that the indicators need and that are not held for the month. `revisions`: one row per figure that a
    corrected or late file changed after it was first computed. `used`: one row per indicator and field that its
    figure of the month rests on (`indicators.quality`). `ratings`: one row per indicator and month with a figure,
    its rating and the target then in force (`indicators.escalation.ratings`). `charts`: the control charts, one row
    per indicator and month (`indicators.charted.charts`). `marks`: what changed in a month, and where limits begin
    anew (`data.marks`). `escalate_after`: for how many months something must be wrong to be escalated.
    """

    authority: str
    authority_name: str
    synthetic: bool
    period: str
    as_at: date
    loaded_at: datetime | None
    rows: pl.DataFrame
    history: pl.DataFrame
    comparators: pl.DataFrame
    missing: tuple[str, ...] = ()
    revisions: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REVISIONS))
    used: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=quality.USED))
    ratings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=escalation.RATINGS))
    charts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=charted.CHARTS))
    marks: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MARKS))
    escalate_after: int = escalation.MONTHS


@dataclass(frozen=True)
class Judgement:
    """What figures are judged by and with: see Scorecard. `goals`: `targets.goals` of every month."""

    goals: pl.DataFrame
    ratings: pl.DataFrame
    charts: pl.DataFrame
    flows: pl.DataFrame | None = None


def judge(
    indicators: Iterable[Indicator],
    measures: pl.DataFrame,
    comparators: pl.DataFrame,
    period: str,
    own: pl.DataFrame | None = None,
    marks: pl.DataFrame | None = None,
    flows: pl.DataFrame | None = None,
) -> Judgement:
    """The targets, ratings and control charts up to a month.

    In: the authority's measures, the comparators of its series, the targets that it entered (`data.targets`), the
    marks of its charts (`data.marks`) and what happened in each month alone (`indicators.flows`).
    """
    indicators = tuple(indicators)
    first = min(measures["period"].min() or period, period)
    goals = targets.goals(indicators, periods.between(first, period), comparators, own)
    rebases = None if marks is None else marks.filter(pl.col("kind") == REBASE)
    charts = charted.charts(indicators, measures, period, goals=goals, rebases=rebases, flows=flows)
    return Judgement(goals, escalation.ratings(measures, goals), charts, flows)


def assemble(
    indicators: Iterable[Indicator],
    measures: pl.DataFrame,
    comparators: pl.DataFrame,
    period: str,
    used: pl.DataFrame | None = None,
    lists: Collection[str] | None = None,
    judgement: Judgement | None = None,
) -> pl.DataFrame:
    """The rows of a scorecard: see Scorecard.

    In: the authority's measures (every period and basis), the comparators of its series, what the figures of the
    month rest on (`indicators.quality.used`), the lists held for the month (None: every one that is needed), and what
    the figures are judged by (None: the catalogue's targets).
    """
    indicators = tuple(indicators)
    judged = judgement or judge(indicators, measures, comparators, period)
    catalogue = pl.DataFrame([_facts(i, period) for i in indicators], infer_schema_length=None)
    whole = measures.filter(pl.col("breakdown") == "")
    now = _figures(whole, period, Knowledge.AS_REPORTED)
    restated = _figures(whole, period, Knowledge.RESTATED).select(
        "indicator", *(pl.col(c).alias(f"restated_{c}") for c in ("value", "numerator", "denominator"))
    )
    rows = catalogue.join(now, on="indicator", how="left", maintain_order="left")
    rows = rows.with_columns(_source(indicators, lists), ever=_ever(whole, period))
    rows = rows.join(restated, on="indicator", how="left", maintain_order="left")
    for name, months in (("previous_value", -1), ("year_ago_value", -12)):
        earlier = _figures(whole, periods.shift(period, months), Knowledge.AS_REPORTED)
        earlier = earlier.filter(pl.col("complete") == 1).select("indicator", pl.col("value").alias(name))
        rows = rows.join(earlier, on="indicator", how="left", maintain_order="left")
    rows = rows.join(_latest_comparison(comparators), on="indicator", how="left", maintain_order="left")
    moves = direction.travel(indicators, measures, period, judged.charts, judged.flows)
    lasting = escalation.lasting(judged.ratings, judged.charts, period, catalogue.select("indicator", "every"))
    goals = judged.goals.filter(pl.col("period") == period).drop("period")
    for found in (moves, lasting, goals):
        rows = rows.join(found, on="indicator", how="left", maintain_order="left")
    by_chart = (pl.col("direction_by") == direction.BY_CHART).fill_null(False)
    rows = rows.with_columns(
        status=_status(), months_concern=pl.when(by_chart).then("months_concern").otherwise(0).cast(pl.Int64)
    )
    rows = chance.reach(targets.rate(rows))
    rests_on = pl.DataFrame(schema=quality.USED) if used is None else used
    badges = quality.badges(indicators, rows, rests_on)
    return rows.join(badges, on="indicator", how="left", maintain_order="left")


def _facts(indicator: Indicator, period: str) -> dict:
    return {
        "indicator": indicator.id,
        "title": indicator.title,
        "domain": indicator.domain,
        "unit": indicator.unit.value,
        "polarity": indicator.polarity.value,
        "basis_words": indicator.basis.value,
        "period": period,
        "definition_version": indicator.version,
        "every": indicator.every,
        "tags": " ".join(tag.value for tag in indicator.tags),
    }


def _source(indicators: Iterable[Indicator], lists: Collection[str] | None) -> pl.Expr:
    """Where each figure comes from: the lists that its table is made from, else the summary return."""
    sources = {i.id: _source_of(i, lists) for i in indicators}
    source = pl.col("indicator").replace_strict(sources, return_dtype=pl.String)
    return pl.when(pl.col("numerator").is_null()).then(pl.lit("")).otherwise(source).alias("source")


def _source_of(indicator: Indicator, lists: Collection[str] | None) -> str:
    if indicator.is_sent:
        return SUMMARY
    table = TABLES[indicator.table]
    made_from = table.lists if lists is None else table.made_from(lists)
    return SUMMARY if not made_from else RETURNS if made_from == table.lists else SSDA903


def _ever(whole: pl.DataFrame, period: str) -> pl.Expr:
    held = whole.filter(pl.col("period") <= period)["indicator"].unique()
    return pl.col("indicator").is_in(held.implode())


def _figures(whole: pl.DataFrame, period: str, knowledge: Knowledge) -> pl.DataFrame:
    wanted = (pl.col("period") == period) & (pl.col("basis") == knowledge.value)
    return whole.filter(wanted).select("indicator", *FIGURES, "unknown", "complete")


def _status() -> pl.Expr:
    """ok, no_data (no return held), no_cases (nothing to count among), part_year (history too short)."""
    return (
        pl.when(pl.col("numerator").is_null())
        .then(pl.lit("no_data"))
        .when(pl.col("complete") == 0)
        .then(pl.lit("part_year"))
        .when(pl.col("value").is_null())
        .then(pl.lit("no_cases"))
        .otherwise(pl.lit("ok"))
    )


def _latest_comparison(comparators: pl.DataFrame) -> pl.DataFrame:
    """One row per indicator: its neighbours, region and England in the latest year that any of them has."""
    known = comparators.filter(pl.col("value").is_not_null() & (pl.col("role") != "own"))
    latest = known.group_by("indicator").agg(comparator_year=pl.col("year").max())
    year = comparators.join(latest, on="indicator").filter(pl.col("year") == pl.col("comparator_year"))
    value = pl.col("value")
    neighbour, region, england = (pl.col("role") == r for r in ("neighbour", "region", "england"))
    return year.group_by("indicator").agg(
        neighbour_mean=value.filter(neighbour).mean(),
        neighbour_median=value.filter(neighbour).median(),
        neighbours_with_data=value.filter(neighbour).count().cast(pl.Int64),
        neighbours_total=neighbour.sum().cast(pl.Int64),
        region_value=value.filter(region).first(),
        region_name=pl.col("area").filter(region).first(),
        england_value=value.filter(england).first(),
        comparator_year=pl.col("comparator_year").first(),
        comparator_label=pl.col("year_label").first(),
    )
