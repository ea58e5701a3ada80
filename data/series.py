"""What is known of each national series: title, polarity, unit, kind of year, and which indicator it stands beside."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from data.areas import REFERENCE
from data.errors import NotFound


@lru_cache(maxsize=1)
def series() -> pl.DataFrame:
    """One row per national series: series, title, polarity (High, Low or - as the publisher says), unit, decimals,
    year_type, source, indicator, own (the same figure in DfE's statistics files), figure (of which of those files
    this series is made), banded, bundled.

    Source: data/reference/series.csv.
    """
    return pl.read_csv(
        REFERENCE / "series.csv",
        infer_schema=False,
        schema_overrides={"decimals": pl.Int64},
    ).with_columns(pl.col("banded", "bundled") == "yes")


def find(name: str) -> dict:
    """The facts of one series as a dictionary. Raises NotFound with the near names."""
    found = series().filter(pl.col("series") == name)
    if found.is_empty():
        raise NotFound("national series", name, series()["series"])
    return found.row(0, named=True)


def named() -> dict[str, str]:
    """Figure of a DfE statistics file -> our name of the series that is made of it."""
    made = series().filter(pl.col("figure").is_not_null())
    return dict(zip(made["figure"], made["series"], strict=True))
