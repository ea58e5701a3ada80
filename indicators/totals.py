"""The figures of the summary return as measures: value = scale x numerator / denominator, as sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from data import periods
from indicators.arithmetic import ratio
from indicators.gathering import gathered
from indicators.holdings import Holdings
from indicators.model import SUMMARY, Indicator, Unit
from indicators.tables import TABLES

COLUMNS = ("indicator", "period", "breakdown", "numerator", "denominator", "value", "unknown", "complete", "unit")


def sent(
    holdings: Holdings, indicators: Iterable[Indicator], population: Callable[[int], tuple[int, int]]
) -> pl.DataFrame:
    """One row per figure sent of these indicators: COLUMNS and `definition_version`. None is unknown, all are complete.

    A rate per 10,000 children sent without a denominator is taken among the authority's children. A denominator of 0
    gives no value.
    """
    rows = gathered(TABLES[SUMMARY].build(holdings))
    by_id = {name: of_one for (name,), of_one in rows.partition_by("indicator", as_dict=True).items()}
    frames = [_of_one(by_id[i.id], i, population) for i in indicators if i.id in by_id]
    return pl.concat(frames) if frames else _of_none()


def _of_one(rows: pl.DataFrame, indicator: Indicator, population: Callable[[int], tuple[int, int]]) -> pl.DataFrame:
    numerator, denominator = pl.col("numerator"), pl.col("denominator")
    if indicator.is_sent:
        numerator = indicator.numerator
        denominator = pl.lit(None, pl.Float64) if indicator.denominator is None else indicator.denominator
    elif indicator.unit is Unit.COUNT:
        denominator = pl.lit(None, pl.Float64)
    elif indicator.is_population_rate:
        heads = {p: float(population(periods.month_start(p).year)[0]) for p in rows["period"].unique()}
        of_all = pl.when(pl.col("team").is_null()).then(pl.col("period").replace_strict(heads))
        denominator = pl.coalesce("denominator", of_all.cast(pl.Float64))
    has_denominator = not (indicator.unit is Unit.COUNT or (indicator.is_sent and indicator.denominator is None))
    parts = rows.select(
        "indicator",
        "period",
        pl.col("team").fill_null("").alias("breakdown"),
        numerator=numerator,
        denominator=denominator,
    )
    return parts.with_columns(
        value=ratio(parts, indicator.unit.scale) if has_denominator else pl.col("numerator"),
        unknown=pl.lit(0, pl.Int64),
        complete=pl.lit(1, pl.Int8),
        unit=pl.lit(indicator.unit.value),
    ).select(*COLUMNS, pl.lit(indicator.version).alias("definition_version"))


def _of_none() -> pl.DataFrame:
    floats = dict.fromkeys(("numerator", "denominator", "value"), pl.Float64)
    texts = dict.fromkeys((*COLUMNS, "definition_version"), pl.String)
    return pl.DataFrame(schema=texts | floats | {"unknown": pl.Int64, "complete": pl.Int8})
