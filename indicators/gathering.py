"""Rows worked out, the last of each key, and whether a key is found: the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def gathered(rows: pl.LazyFrame) -> pl.DataFrame:
    """The rows, worked out in memory: an authority's tables fit there many times over, and Polars' own choice, streams,
    takes longer for them (decision 0017)."""
    return rows.collect(engine="in-memory")


def last_of_each(rows: pl.DataFrame, key: Sequence[str], by: Sequence[str] = ()) -> pl.DataFrame:
    """The last row of each key (by these columns, where there are any), in the order of the rows.

    Few rows share a key, if any: those that may are found by a hash of it, and only they are compared.
    """
    may_share = rows.select(pl.struct(key).hash().is_duplicated()).to_series()
    if not may_share.any():
        return rows
    compared = rows.select(*{*key, *by}, row=pl.int_range(pl.len())).filter(may_share)
    last = compared.sort(*by, "row").unique(key, keep="last")["row"]
    return rows.filter((~may_share).scatter(last, True))


def is_found(rows: pl.DataFrame, others: pl.LazyFrame, key: Sequence[str]) -> pl.Series:
    """Of each row, whether the others have its key."""
    numbered = rows.lazy().select(*key, row=pl.int_range(pl.len()))
    found = gathered(numbered.join(others, on=key, how="semi").select("row"))
    return pl.repeat(False, rows.height, eager=True).scatter(found["row"], True)
