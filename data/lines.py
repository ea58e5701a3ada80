"""The order in which records stand: by file, and in it by line."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl


def in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows by `period` and `line`. Most come so already, and to look takes a tenth of the time of sorting."""
    period, line = pl.col("period"), pl.col("line")
    follows = (period > period.shift()) | ((period == period.shift()) & (line >= line.shift()))
    if rows.select(follows.all()).item():
        return rows
    return rows.sort("period", "line", maintain_order=True)


def of_files(period: pl.Series, told: Callable[[str], object], dtype: pl.DataType) -> pl.Series:
    """What is told of each row's file, asked once for each run of rows of one file."""
    files = period.rle().struct.unnest()["value"]
    return pl.Series([told(file) for file in files], dtype=dtype).gather(period.rle_id())
