"""Figures that inspection and review reports give themselves, with the date or year to which they belong."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from data.areas import REFERENCE

SCHEMA = {
    "area_code": pl.String(),
    "area": pl.String(),
    "year": pl.Int32(),  # sortable: the year in which what it covers ends
    "as_at": pl.String(),  # the date or time in words
    "indicator": pl.String(),
    "what": pl.String(),  # what was counted, which need not be quite what the indicator counts
    "value": pl.Float64(),
    "value_to": pl.Float64(),  # the other end, where the report gives a span
    "unit": pl.String(),
    "report": pl.String(),
    "place": pl.String(),
    "note": pl.String(),
}


@lru_cache(maxsize=1)
def report_figures() -> pl.DataFrame:
    """One row per figure of a report about one indicator: the columns of SCHEMA. Source: data/reference/
    report_figures.csv."""
    return pl.read_csv(REFERENCE / "report_figures.csv", schema_overrides=SCHEMA)


def said_of(indicator: str) -> list[dict]:
    """The figures about one indicator, the newest first."""
    found = report_figures().filter(pl.col("indicator") == indicator)
    return found.sort("year", descending=True, maintain_order=True).to_dicts()
