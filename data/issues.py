"""Issues: what is wrong with a file, where, and what to do about it."""

from __future__ import annotations

import polars as pl

ERROR, WARNING = "error", "warning"
SHOWN = 80  # characters of a faulty cell that an issue repeats

SCHEMA: dict[str, pl.DataType] = {
    "file": pl.String(),
    "line": pl.Int64(),  # where the record starts; null: the file as a whole
    "column": pl.String(),
    "rule": pl.String(),
    "severity": pl.String(),
    "value": pl.String(),
    "message": pl.String(),
}


def none() -> pl.DataFrame:
    """An issue frame without rows."""
    return pl.DataFrame(schema=SCHEMA)


def issue(
    rule: str,
    severity: str,
    message: str,
    *,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> pl.DataFrame:
    """An issue frame of one row."""
    return pl.DataFrame(
        {
            "file": [None],
            "line": [line],
            "column": [column],
            "rule": [rule],
            "severity": [severity],
            "value": [value[:SHOWN] if value else value],
            "message": [message],
        },
        schema=SCHEMA,
    )


def issues(
    lines: pl.Series,
    rule: str,
    severity: str,
    message: str,
    *,
    column: str | None = None,
    values: pl.Series | None = None,
) -> pl.DataFrame:
    """An issue frame with one row a line, all of one rule; `values` are the cells as read."""
    return pl.DataFrame({"line": lines.cast(pl.Int64)}).select(
        pl.lit(None, pl.String).alias("file"),
        "line",
        pl.lit(column, pl.String).alias("column"),
        pl.lit(rule).alias("rule"),
        pl.lit(severity).alias("severity"),
        (pl.lit(None, pl.String) if values is None else values.str.slice(0, SHOWN)).alias("value"),
        pl.lit(message).alias("message"),
    )


def together(frames: list[pl.DataFrame], file: str) -> pl.DataFrame:
    """All issues of one file: those about the whole file first, then by line, in the order found."""
    found = pl.concat([none(), *frames])
    return found.with_columns(pl.lit(file).alias("file")).sort("line", maintain_order=True, nulls_last=False)


class Refusal(Exception):
    """A fault of the file as a whole: nothing of it can be used. Raised and caught inside reading."""

    def __init__(self, found: pl.DataFrame, *, rows_read: int = 0):
        super().__init__(*found["message"])
        self.found, self.rows_read = found, rows_read


def refusal(rule: str, message: str, *, line: int | None = None, column: str | None = None) -> Refusal:
    """A refusal for one reason."""
    return Refusal(issue(rule, ERROR, message, line=line, column=column))
