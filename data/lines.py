"""The order in which records stand: by file, and in it by line."""

from __future__ import annotations

import polars as pl


def in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows by `period` and `line`. Most come so already, and to look takes a tenth of the time of sorting."""
    period, line = pl.col("period"), pl.col("line")
    follows = (period > period.shift()) | ((period == period.shift()) & (line >= line.shift()))
    if rows.select(follows.all()).item():
        return rows
    return rows.sort("period", "line", maintain_order=True)
