"""Spans of time of one child that must not cross."""

from __future__ import annotations

import polars as pl

from expectations.rules903.rule import ROW
from expectations.rules903.terms import col


def crossing(frame: pl.DataFrame, start: str, end: str) -> pl.Series:
    """Rows whose span crosses another of the same child: of two that have ended, the one that ends later; of an open
    and an ended one, the ended one; of two open ones, the one that starts later. A row without a start is left out."""
    spans = frame.filter(col(start).is_not_null() & col("CHILD").is_not_null()).select(
        "CHILD", ROW, starts=col(start), ends=col(end)
    )
    pairs = spans.join(spans, on="CHILD", suffix="_other").filter(col(ROW) != col(f"{ROW}_other"))
    ended, other_ended = col("ends").is_not_null(), col("ends_other").is_not_null()
    begins_later = (col("starts") > col("starts_other")) | (
        (col("starts") == col("starts_other")) & (col(ROW) > col(f"{ROW}_other"))
    )
    ends_later = (col("ends") > col("ends_other")) | ((col("ends") == col("ends_other")) & begins_later)
    crosses = (
        pl.when(ended & other_ended)
        .then(ends_later & (col("starts") < col("ends_other")))
        .when(ended)
        .then(col("ends") > col("starts_other"))
        .when(other_ended)
        .then(False)
        .otherwise(begins_later)
    )
    return pairs.filter(crosses)[ROW]
