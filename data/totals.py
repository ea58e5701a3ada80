"""Which indicators the summary return may feed, and what the denominator of each is."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from data.areas import REFERENCE

# What a denominator is: `none` (a count or a median), `whole` (the numerator is a part of it), `base` (what the
# numerator is shared out among), `children` (of the authority; those of the mid-year estimate where it is blank).
NONE, WHOLE, BASE, CHILDREN = "none", "whole", "base", "children"


@lru_cache(maxsize=1)
def indicators() -> pl.DataFrame:
    """One row per indicator: indicator (its id), unit, denominator. Source: data/reference/indicators.csv, which a test
    holds equal to the catalogue."""
    return pl.read_csv(REFERENCE / "indicators.csv", infer_schema=False)


def with_denominator(*kinds: str) -> list[str]:
    """The ids of the indicators whose denominator is one of these."""
    return indicators().filter(pl.col("denominator").is_in(kinds))["indicator"].to_list()
