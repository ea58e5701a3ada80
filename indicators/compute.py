"""The one formula: value = scale x sum(numerator) / sum(denominator), by period and breakdown.

Where the lists of an indicator are not held for a month, the figure sent in the summary return stands in their place.

Sums are made on whole numbers (thousand-millionths, where a figure has decimals), so that the same rows
give the same figure whatever their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache

import polars as pl

from data import periods
from indicators.arithmetic import ratio
from indicators.folding import WINDOWS
from indicators.gathering import gathered
from indicators.holdings import Holdings, Knowledge
from indicators.model import SUMMARY, Indicator, Unit
from indicators.tables import TABLES, Table
from indicators.totals import sent

FINE = 1_000_000_000
WHOLE_AUTHORITY = ""
TOGETHER = 4  # tables in hand at a time: while one is planned, the rows of another are read
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
PARTS = ("numerator", "denominator", "unknown", "counted")  # what the rows of a table add up to
SUMS = {"indicator": pl.String(), "period": pl.String(), "breakdown": pl.String(), "months_before": pl.Int64()} | (
    dict.fromkeys(PARTS, pl.Int64())
)
DECLARED = {
    "indicator": pl.String(),
    "scale": pl.Int64(),
    "is_count": pl.Boolean(),
    "per_head": pl.Boolean(),
    "per_row": pl.Boolean(),
    "months_needed": pl.Int64(),
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
    population = cache(population)  # asked by many indicators of the same years
    result = figures(sums(holdings, indicators), indicators, population)
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
    may_change = [i for i in indicators if is_restated(i)]
    settled = [i for i in indicators if not is_restated(i)]
    nothing_later = holdings.reporting[-1:] == (since,)  # so that all that is known of the month was known then
    now = settled if nothing_later else indicators
    with ThreadPoolExecutor(1) as beside:
        restating = beside.submit(compute, holdings.restated(), may_change, population)
        as_reported = compute(holdings.since(since), now, population)
        restated = restating.result()
    if nothing_later:
        newest = restated.filter(pl.col("period") == since)
        as_reported = pl.concat([as_reported, newest.with_columns(basis=pl.lit(Knowledge.AS_REPORTED.value))])
    same = as_reported.filter(pl.col("indicator").is_in([i.id for i in settled]))
    return pl.concat([as_reported, restated, same.with_columns(basis=pl.lit(Knowledge.RESTATED.value))])


def is_restated(indicator: Indicator) -> bool:
    """Whether a later return may change what is known of an earlier month."""
    return not WINDOWS.keys().isdisjoint(TABLES[indicator.table].lists)


def sums(holdings: Holdings, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """One row per indicator, period and breakdown, counted from the returns: the columns of SUMS."""
    by_table: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        by_table.setdefault(indicator.table, []).append(indicator)
    by_table.pop(SUMMARY, None)  # its figures are sent, not counted
    held = {name: _months_held(holdings, TABLES[name]) for name in by_table}
    wanted = {name: of_table for name, of_table in by_table.items() if held[name].height}
    if not wanted:
        return pl.DataFrame(schema=SUMS)
    with ThreadPoolExecutor(TOGETHER) as tables:
        counted = list(tables.map(lambda name: _added_up(TABLES[name].build(holdings), wanted[name]), wanted))
    added = _stacked(counted, list(wanted.values()))
    due = pl.concat(
        held[name].join(pl.DataFrame({"indicator": [i.id for i in of_table]}), how="cross")
        for name, of_table in wanted.items()
    )
    key = ["indicator", "period"]
    whole = due.join(added.group_by(key).agg(pl.col(PARTS).sum()), on=key, how="left").with_columns(
        pl.col(PARTS).fill_null(0), breakdown=pl.lit(WHOLE_AUTHORITY)
    )
    by_team = [i.id for of_table in wanted.values() for i in of_table if "team" in i.breakdowns]
    of_teams = (pl.col("counted") > 0) & pl.col("team").is_not_null() & pl.col("indicator").is_in(by_team)
    teams = due.join(added.filter(of_teams), on=key).rename({"team": "breakdown"})
    return pl.concat([whole.select(list(SUMS)), teams.select(list(SUMS))])


def _added_up(rows: pl.LazyFrame, wanted: list[Indicator]) -> pl.DataFrame:
    """One row per period and team (without teams, per period), PARTS of each indicator side by side as `id:part`."""
    group = ["period", "team"] if any("team" in i.breakdowns for i in wanted) else ["period"]
    counted = rows.select(*group, *(e for i in wanted for e in _counted(i)))
    marks = counted.select(*group, *(e for i in wanted for e in _marks(i)))
    return gathered(marks.group_by(group).agg(pl.all().sum()))


def _stacked(counted: list[pl.DataFrame], wanted: list[list[Indicator]]) -> pl.DataFrame:
    """indicator, period, team (null where it has none) and PARTS: the rows of all tables under one another."""
    ids: list[str] = []
    stacks: dict[str, list[pl.Series]] = {name: [] for name in ("period", "team", *PARTS)}
    for added, of_table in zip(counted, wanted, strict=True):
        teams = added["team"] if "team" in added.columns else pl.Series([None] * added.height, dtype=pl.String)
        for indicator in of_table:
            ids += [indicator.id] * added.height
            stacks["period"].append(added["period"])
            stacks["team"].append(teams)
            for part in PARTS:
                stacks[part].append(added[f"{indicator.id}:{part}"])
    named = pl.Series("indicator", ids, dtype=pl.String)
    return pl.DataFrame([named, *(pl.concat(stack).alias(name) for name, stack in stacks.items())])


def _months_held(holdings: Holdings, table: Table) -> pl.DataFrame:
    """The months for which the table can be made: see `Holdings.months_held`."""
    held = holdings.months_held(table.lists, table.history)
    if not table.instead:
        return held
    return pl.concat([held, holdings.months_held(table.instead[:1]).join(held, on="period", how="anti")])


@lru_cache(maxsize=512)
def _counted(indicator: Indicator) -> list[pl.Expr]:
    """The numerator and the denominator of one row in thousand-millionths, each worked out once."""
    found = [_fine(indicator.numerator).alias(f"{indicator.id}:numerator")]
    if indicator.denominator is not None:
        found.append(_fine(indicator.denominator).alias(f"{indicator.id}:denominator"))
    if indicator.entered is not None:
        found.append(indicator.entered.alias(f"{indicator.id}:entered"))
    return found


@lru_cache(maxsize=512)
def _marks(indicator: Indicator) -> list[pl.Expr]:
    """What one row adds: numerator and denominator, unknown, and whether it counted."""
    numerator = pl.col(f"{indicator.id}:numerator")
    if indicator.denominator is None:
        unknown = numerator.is_null()
        counted = unknown | (numerator > 0)
        denominator = pl.lit(0, dtype=pl.Int64)
    else:
        denominator = pl.col(f"{indicator.id}:denominator")
        belongs = (denominator > 0).fill_null(False)
        apart = indicator.numerator_counts_apart
        unknown = denominator.is_null() | ((belongs | pl.lit(apart)) & numerator.is_null())
        counted = unknown | belongs | (pl.lit(apart) & (numerator > 0))
        if indicator.entered is not None:
            counted = counted | pl.col(f"{indicator.id}:entered").fill_null(False)
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


def figures(sums: pl.DataFrame, indicators: Iterable[Indicator], population: Population) -> pl.DataFrame:
    """The figures that the sums make: the columns of RESULT."""
    declared = pl.DataFrame(
        [
            (
                i.id,
                i.unit.scale,
                i.unit is Unit.COUNT,
                i.is_population_rate,
                i.denominator is not None,
                i.history_months - FILE_MONTHS,
                i.unit.value,
                i.version,
            )
            for i in indicators
            if not i.is_sent
        ],
        schema=DECLARED,
        orient="row",
    )
    rows = sums.join(declared, on="indicator")
    years = {p: periods.month_start(p).year for p in rows.filter("per_head")["period"].unique()}
    heads = {p: float(population(year)[0]) for p, year in years.items()}
    of_all = pl.col("period").replace_strict(heads, default=None, return_dtype=pl.Float64)
    rows = rows.with_columns(
        numerator=_coarse("numerator"),
        denominator=pl.when("per_head").then(of_all).when("per_row").then(_coarse("denominator")),
        complete=(pl.col("months_before") >= pl.col("months_needed")).cast(pl.Int8),
    )
    value = pl.when("is_count").then("numerator").otherwise(ratio(rows, rows["scale"]))
    return rows.with_columns(value=value).select(list(RESULT))
