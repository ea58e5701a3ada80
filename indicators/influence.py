"""What the neighbours say together, and how much of it hangs on one of them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

DECIMALS = 6
FEWEST = 3  # with fewer, the mean without one is no mean


@dataclass(frozen=True)
class Together:
    """The neighbours of one year that have a figure: how many of how many, mean, median, least and most. All null
    where none has one."""

    with_data: int
    total: int
    mean: float | None
    median: float | None
    least: float | None
    most: float | None


@dataclass(frozen=True)
class Without:
    """The mean without one neighbour, and by how much it would be another."""

    area: str
    mean: float
    shift: float


def together(rows: pl.DataFrame) -> Together:
    """Of the rows of one series and year (indicators.neighbours.BESIDE); those without a value are only counted."""
    near = rows.filter(pl.col("role") == "neighbour")
    value = near["value"].drop_nulls()
    said = (value.mean(), value.median(), value.min(), value.max())
    return Together(len(value), near.height, *(None if v is None else round(v, DECIMALS) for v in said))


def without_each(rows: pl.DataFrame) -> list[Without]:
    """Each neighbour that has a figure, the one that matters most to the mean first; empty where fewer than three
    have one."""
    near = rows.filter((pl.col("role") == "neighbour") & pl.col("value").is_not_null())
    if near.height < FEWEST:
        return []
    value, others = pl.col("value"), near.height - 1
    found = near.select(
        "area",
        "order",
        mean=((value.sum() - value) / others).round(DECIMALS),
        shift=((value.sum() - value) / others - value.mean()).round(DECIMALS),
    ).sort(pl.col("shift").abs(), "order", descending=[True, False])
    return [Without(r["area"], r["mean"], r["shift"]) for r in found.to_dicts()]
