"""Lazy rows worked out, the same way everywhere."""

from __future__ import annotations

import polars as pl


def gathered(rows: pl.LazyFrame) -> pl.DataFrame:
    """The rows, worked out in memory: an authority's tables fit there many times over, and Polars' own choice, streams,
    takes longer for them (decision 0017)."""
    return rows.collect(engine="in-memory")
