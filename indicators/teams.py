"""The same indicator one level down: a team's figures as if it were the authority, and teams beside each other.

A team's figure is counted by the very definition of the authority's, over the rows that name the team.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from data.marks import ALL
from indicators import intervals
from indicators.model import COUNT, PERCENT, Indicator
from indicators.scorecard import Scorecard, assemble, judge

USUAL, RARE = 0.95, 0.998  # confidence of the inner and the outer funnel limits
WITHIN, HIGH, LOW, FAR_HIGH, FAR_LOW = "within", "high", "low", "far_high", "far_low"
FUNNEL = {
    "team": pl.String(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "value": pl.Float64(),
    "lower": pl.Float64(),  # USUAL limits, in the unit of the figure
    "upper": pl.Float64(),
    "lower_rare": pl.Float64(),  # RARE limits
    "upper_rare": pl.Float64(),
    "place": pl.String(),  # within both; beyond the inner ones (high, low); beyond the outer ones (far_high, far_low)
}


def teams_of(history: pl.DataFrame, indicator: str, periods: Iterable[str] | None = None) -> list[str]:
    """The teams that a return (of these periods) names for an indicator, in order of their names."""
    mine = history.filter((pl.col("indicator") == indicator) & (pl.col("breakdown") != ""))
    if periods is not None:
        mine = mine.filter(pl.col("period").is_in(list(periods)))
    return mine["breakdown"].unique().sort().to_list()


def filled(measures: pl.DataFrame, teams: Iterable[str] | None = None) -> pl.DataFrame:
    """The measures of teams (None: of every team named), with a row for every month in which the authority has one.

    A month in which no row names the team is one without a case of its: numerator and denominator 0, and no value but
    that of a count, which is 0. A count of a month in which some count and no team at all is named is not known for any
    team: the month has no row.
    """
    key = ["indicator", "period", "basis"]
    whole = measures.filter(pl.col("breakdown") == "")
    own = measures.filter(pl.col("breakdown") != "")
    is_count = pl.col("unit") == COUNT.value
    known = whole.join(own.select(key).unique().with_columns(named=pl.lit(True)), on=key, how="left").filter(
        ~is_count | (pl.col("numerator") == 0) | pl.col("named").fill_null(False)
    )
    named = own.select("indicator", "breakdown").unique()
    if teams is not None:
        named = named.filter(pl.col("breakdown").is_in(list(teams)))
        own = own.join(named, on=["indicator", "breakdown"], how="semi")
    without = (
        known.drop("breakdown", "named")
        .join(named, on="indicator")
        .with_columns(
            numerator=pl.lit(0.0),
            denominator=pl.when(pl.col("denominator").is_not_null()).then(0.0),
            value=pl.when(is_count).then(0.0),
            unknown=pl.when(is_count).then(pl.lit(0, pl.Int64)),
        )
    )
    without = without.join(own, on=[*key, "breakdown"], how="anti")
    return pl.concat([own, without.select(own.columns)]).sort(*key, "breakdown")


def of_team(measures: pl.DataFrame, team: str) -> pl.DataFrame:
    """The measures of one team in place of the whole authority's (breakdown ""), as `filled` has them."""
    return filled(measures, [team]).with_columns(breakdown=pl.lit(""))


def team_card(card: Scorecard, indicator: Indicator, team: str, own: pl.DataFrame) -> Scorecard:
    """The scorecard of one team and one indicator, judged as the authority's is: by the same target, by a control chart
    of the team's own months, by the difference from its own earlier figures.

    `own`: the targets that the authority entered (`data.targets`). A count has no target: the authority's is for all
    teams together, unless it is 0. Nothing national is published of a team.
    """
    judged_as = indicator if indicator.unit is not COUNT or _is_none(indicator) else replace(indicator, default=None)
    mine = own if indicator.unit is not COUNT else own.clear()
    measures = of_team(card.history.filter(pl.col("indicator") == indicator.id), team)
    marks = card.marks.filter(pl.col("indicator").is_in([indicator.id, ALL]))
    judgement = judge((judged_as,), measures, card.comparators, card.period, mine, marks)
    return replace(
        card,
        rows=assemble((judged_as,), measures, card.comparators.clear(), card.period, judgement=judgement),
        history=measures,
        comparators=card.comparators.clear(),
        revisions=card.revisions.filter(pl.col("breakdown") == team).with_columns(breakdown=pl.lit("")),
        used=card.used.clear(),
        ratings=judgement.ratings,
        charts=judgement.charts,
        marks=marks,
    )


def _is_none(indicator: Indicator) -> bool:
    """Whether the target is that there be none at all: then there should be none in any team either."""
    default = indicator.default
    return default is not None and not default.neighbours and default.green == 0


def funnel(indicator: Indicator, rows: pl.DataFrame) -> pl.DataFrame:
    """Teams against what chance would make of the authority's own share: the columns of FUNNEL, by team.

    In: the measures of the indicator for one month and basis, of the authority and its teams. Empty where the figure
    is no share of whole cases, where it covers too few months, where there is only one team, and where none or all of
    the authority's cases count: then no team can differ. Beyond a limit is strictly beyond.
    """
    shown = rows.filter((pl.col("complete") == 1) & (pl.col("denominator") > 0) & pl.col("value").is_not_null())
    n, d = pl.col("numerator"), pl.col("denominator")
    whole_cases = shown.select(((n == n.round()) & (d == d.round()) & (n <= d)).all()).item()
    whole = shown.filter(pl.col("breakdown") == "")
    teams = shown.filter(pl.col("breakdown") != "").sort("breakdown")
    none = pl.DataFrame(schema=FUNNEL)
    if indicator.unit is not PERCENT or indicator.numerator_counts_apart or not whole_cases:
        return none
    if whole.is_empty() or teams.height < 2 or whole["value"].item() in (0, 100):
        return none
    share = whole["numerator"].item() / whole["denominator"].item()
    near, far = (intervals.funnel_limits(share, teams["denominator"], c) for c in (USUAL, RARE))
    own = teams["numerator"] / teams["denominator"]
    return teams.select(
        "numerator",
        "denominator",
        "value",
        team="breakdown",
        lower=near.lower * 100,
        upper=near.upper * 100,
        lower_rare=far.lower * 100,
        upper_rare=far.upper * 100,
        place=pl.when(own > far.upper)
        .then(pl.lit(FAR_HIGH))
        .when(own < far.lower)
        .then(pl.lit(FAR_LOW))
        .when(own > near.upper)
        .then(pl.lit(HIGH))
        .when(own < near.lower)
        .then(pl.lit(LOW))
        .otherwise(pl.lit(WITHIN)),
    ).select(list(FUNNEL))
