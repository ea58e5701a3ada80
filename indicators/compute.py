"""The one formula: value = scale x sum(numerator) / sum(denominator), by period and breakdown.

Where the lists of an indicator are not held for a month, the figure sent in the summary return stands in their place.

Sums are made on whole numbers (thousand-millionths, where a figure has decimals), so that the same rows
give the same figure whatever their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from data import periods
from indicators.folding import WINDOWS
from indicators.holdings import Holdings, Knowledge
from indicators.model import SUMMARY, Indicator, Unit
from indicators.tables import TABLES, Table
from indicators.totals import sent

FINE = 1_000_000_000
WHOLE_AUTHORITY = ""
FILE_MONTHS = 6  # a file looks back over six months, so its history is complete from the seventh file on
RESULT = {
    "indicator": pl.String(),
    "period": pl.String(),
    "breakdown": pl.String(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "value": pl.Float64(),
    "unknown": pl.Int64(),
    "complete": pl.Int8(),
    "unit": pl.String(),
    "definition_version": pl.String(),
}
Population = Callable[[int], tuple[int, int]]  # calendar year -> children aged 0-17 at the latest estimate before


def compute(holdings: Holdings, indicators: Iterable[Indicator], population: Population) -> pl.DataFrame:
    """One row per indicator, period and breakdown: the columns of RESULT, plus `basis`.

    The whole authority's row ("") exists for each period whose files are held; a team's row exists where a
    row of that team counted. Without a denominator the value is null, never zero.
    """
    indicators = tuple(indicators)
    by_table: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        by_table.setdefault(indicator.table, []).append(indicator)
    by_table.pop(SUMMARY, None)  # its figures are sent, not counted
    counted = [_of_table(holdings, name, wanted, population) for name, wanted in by_table.items()]
    result = pl.concat([pl.DataFrame(schema=RESULT), *counted])
    totals = sent(holdings, indicators, population).select(list(RESULT))
    result = pl.concat([result, totals.join(result, on=["indicator", "period"], how="anti")])
    return result.sort("indicator", "period", "breakdown").with_columns(basis=pl.lit(holdings.knowledge.value))


def compute_both(
    holdings: Holdings, indicators: Iterable[Indicator], population: Population, since: str = ""
) -> pl.DataFrame:
    """The figures as reported and restated. Those of lists that later returns cannot settle are the same either way
    and are worked out once.

    With `since`, the months from that one on; what later returns may settle is restated for every month.
    """
    indicators = tuple(indicators)
    as_reported = compute(holdings.since(since), indicators, population)
    may_change = [i for i in indicators if is_restated(i)]
    restated = compute(holdings.restated(), may_change, population)
    changeable = pl.Series([i.id for i in may_change], dtype=pl.String)
    settled = as_reported.filter(~pl.col("indicator").is_in(changeable.implode()))
    return pl.concat([as_reported, restated, settled.with_columns(basis=pl.lit(Knowledge.RESTATED.value))])


def is_restated(indicator: Indicator) -> bool:
    """Whether a later return may change what is known of an earlier month."""
    return not WINDOWS.keys().isdisjoint(TABLES[indicator.table].lists)


def _of_table(holdings: Holdings, name: str, wanted: list[Indicator], population: Population) -> pl.DataFrame:
    table = TABLES[name]
    held = _months_held(holdings, table)
    if held.is_empty():
        return pl.DataFrame(schema=RESULT)
    rows = table.build(holdings)
    by_team = any("team" in i.breakdowns for i in wanted)
    group = ["period", "team"] if by_team else ["period"]
    marks = rows.select(*group, *(e for i in wanted for e in _marks(i))).collect()
    sums = pl.exclude(group).sum()
    whole = held.join(marks.group_by("period").agg(pl.exclude("period", "team").sum()), on="period", how="left")
    whole = whole.with_columns(pl.exclude("period", "months_before").fill_null(0), breakdown=pl.lit(WHOLE_AUTHORITY))
    teams = None
    if by_team:
        teams = marks.filter(pl.col("team").is_not_null()).group_by(group).agg(sums).rename({"team": "breakdown"})
        teams = held.join(teams, on="period", how="inner")
    frames = []
    for indicator in wanted:
        frames.append(_value(whole, indicator, population))
        if teams is not None and "team" in indicator.breakdowns:
            frames.append(_value(teams.filter(pl.col(f"{indicator.id}:counted") > 0), indicator, population))
    return pl.concat(frames)


def _months_held(holdings: Holdings, table: Table) -> pl.DataFrame:
    """The months for which the table can be made: see `Holdings.months_held`."""
    held = holdings.months_held(table.lists)
    if not table.instead:
        return held
    return pl.concat([held, holdings.months_held(table.instead[:1]).join(held, on="period", how="anti")])


def _marks(indicator: Indicator) -> list[pl.Expr]:
    """What one row adds: numerator and denominator in thousand-millionths, unknown, and whether it counted."""
    numerator = _fine(indicator.numerator)
    if indicator.denominator is None:
        unknown = numerator.is_null()
        counted = unknown | (numerator > 0)
        denominator = pl.lit(0, dtype=pl.Int64)
    else:
        denominator = _fine(indicator.denominator)
        belongs = (denominator > 0).fill_null(False)
        apart = indicator.numerator_counts_apart
        unknown = denominator.is_null() | ((belongs | pl.lit(apart)) & numerator.is_null())
        counted = unknown | belongs | (pl.lit(apart) & (numerator > 0))
        numerator = pl.when(belongs | (pl.lit(apart) & denominator.is_not_null())).then(numerator)
    return [
        numerator.fill_null(0).alias(f"{indicator.id}:numerator"),  # unknown adds nothing and is counted apart
        denominator.fill_null(0).alias(f"{indicator.id}:denominator"),
        unknown.cast(pl.Int64).alias(f"{indicator.id}:unknown"),
        counted.cast(pl.Int64).alias(f"{indicator.id}:counted"),
    ]


def _fine(expression: pl.Expr) -> pl.Expr:
    return (expression.cast(pl.Float64) * FINE).round().cast(pl.Int64)


def _coarse(column: str) -> pl.Expr:
    # Whole part and fraction apart: dividing by a constant may be done as a product, which is off by a hair.
    return (pl.col(column) // FINE).cast(pl.Float64) + (pl.col(column) % FINE).cast(pl.Float64) / FINE


def _value(sums: pl.DataFrame, indicator: Indicator, population: Population) -> pl.DataFrame:
    numerator = _coarse(f"{indicator.id}:numerator")
    if indicator.is_population_rate:
        years = {p: periods.month_start(p).year for p in sums["period"].unique()}
        heads = {p: float(population(year)[0]) for p, year in years.items()}
        denominator = pl.col("period").replace_strict(heads, return_dtype=pl.Float64)
    elif indicator.denominator is None:
        denominator = pl.lit(None, dtype=pl.Float64)
    else:
        denominator = _coarse(f"{indicator.id}:denominator")
    has_base = pl.col("denominator") > 0
    ratio = pl.when(has_base).then(indicator.unit.scale * pl.col("numerator") / pl.col("denominator"))
    months_needed = indicator.history_months - FILE_MONTHS
    return (
        sums.select(
            pl.lit(indicator.id).alias("indicator"),
            "period",
            "breakdown",
            numerator.alias("numerator"),
            denominator.alias("denominator"),
            pl.col(f"{indicator.id}:unknown").alias("unknown"),
            (pl.col("months_before") >= months_needed).cast(pl.Int8).alias("complete"),
        )
        .with_columns(
            value=pl.col("numerator") if indicator.unit is Unit.COUNT else ratio,
            unit=pl.lit(indicator.unit.value),
            definition_version=pl.lit(indicator.version),
        )
        .select(list(RESULT))
    )
