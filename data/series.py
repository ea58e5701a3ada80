"""What is known of each national series: title, polarity, unit, kind of year, and which indicator it stands beside."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import polars as pl

from data.areas import REFERENCE
from data.errors import NotFound

COVERS = {
    "financial": "year ending 31 March {year}",
    "march": "31 March {year}",
    "september": "year ending 30 September {year}",
    "academic": "school year {before} to {year}",
    "calendar": "calendar year {year}",
    "january": "January {year}",
}
YEAR_ENDS = {
    "financial": (3, 31),
    "march": (3, 31),
    "september": (9, 30),
    "academic": (8, 31),
    "calendar": (12, 31),
    "january": (1, 31),
}


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


@lru_cache(maxsize=1)
def _facts() -> dict[str, dict]:
    return {row["series"]: row for row in series().iter_rows(named=True)}


def find(name: str) -> dict:
    """The facts of one series as a dictionary. Raises NotFound with the near names."""
    if name not in _facts():
        raise NotFound("national series", name, _facts())
    return _facts()[name]


def named() -> dict[str, str]:
    """Figure of a DfE statistics file -> our name of the series that is made of it."""
    made = series().filter(pl.col("figure").is_not_null())
    return dict(zip(made["figure"], made["series"], strict=True))


@lru_cache(maxsize=1)
def _parts() -> dict[str, tuple[str, str]]:
    found = pl.read_csv(REFERENCE / "series_parts.csv", infer_schema=False)
    return {name: (numerator, denominator) for name, numerator, denominator in found.iter_rows()}


def parts(name: str) -> tuple[str, str] | None:
    """The published counts that a rate is made of: the series of its numerator and of its denominator, or None where
    only the rate is published. `population_0_17` is the estimate of the year before. Source:
    data/reference/series_parts.csv."""
    return _parts().get(name)


def covers(name: str, year: int) -> str:
    """What a year of the series covers, in words: `year ending 31 March 2025`, `31 March 2025`."""
    return COVERS.get(find(name)["year_type"] or "", COVERS["financial"]).format(year=year, before=year - 1)


def ends(name: str, year: int) -> date:
    """The last day that a year of the series covers."""
    month, day = YEAR_ENDS.get(find(name)["year_type"] or "", YEAR_ENDS["financial"])
    return date(year, month, day)
