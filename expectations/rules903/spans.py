"""Spans of time of one child: they must not cross, nor outlast care, nor vanish between two years."""

from __future__ import annotations

import polars as pl

from expectations.rules903.frames import periods_of_care
from expectations.rules903.rule import Faults
from expectations.rules903.tables import Tables
from expectations.rules903.terms import ROW, blank, col


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


def outlasting(t: Tables, table: str, start: str, end: str) -> pl.Series:
    """Rows whose span ends outside every period of care, or is open although care ended since it began."""
    beside = t[table].filter(col(start).is_not_null()).join(t.of(periods_of_care), on="CHILD")
    ends_in_care = (col("starts") <= col(end)) & (col("ends").is_null() | (col(end) <= col("ends")))
    left_since = (col("ends") >= col(start)).fill_null(False)
    judged = beside.group_by("row").agg(
        open=col(end).is_null().first(),
        ends_in_care=ends_in_care.fill_null(False).any(),
        left_since=left_since.any(),
        in_care_now=col("ends").is_null().any(),
    )
    at_fault = (~col("open") & ~col("ends_in_care")) | (col("open") & (col("left_since") | ~col("in_care_now")))
    return judged.filter(at_fault)["row"]


def not_carried_on(t: Tables, table: str, start: str, end: str) -> Faults:
    """Spans open at the end of last year whose start no row of this year has: the child's first row this year, or last
    year's row where the child has none."""
    last = t[f"{table}_last"].filter(col(start).is_not_null() & blank(end) & col("CHILD").is_not_null())
    gone = last.join(t[table], on=["CHILD", start], how="anti")
    now = t[table].sort(start, ROW, nulls_last=True).unique("CHILD", keep="first", maintain_order=True)
    return {
        table: now.join(gone, on="CHILD", how="semi")[ROW],
        f"{table}_last": gone.join(now, on="CHILD", how="anti")[ROW],
    }
