"""Figures that come as totals: the summary return."""

from __future__ import annotations

import polars as pl

from indicators.holdings import Holdings
from indicators.model import SUMMARY


def figures(holdings: Holdings) -> pl.LazyFrame:
    """One row per figure sent: `indicator`, `team` (null: the whole authority), `numerator`, `denominator`. A line
    without a numerator gives no figure."""
    return holdings.own(SUMMARY).filter(pl.col("numerator").is_not_null()).rename({"breakdown": "team"})
