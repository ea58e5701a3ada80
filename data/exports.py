"""Tables of the store as files for other programs: the columns are a contract."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from data import durable
from data.errors import BadInput
from data.store import MEASURES, Store


def measures(store: Store, basis: str) -> pl.DataFrame:
    """One row per authority, indicator, period and breakdown, of one basis. Names of teams that a spreadsheet would run
    are made harmless."""
    columns = [
        "authority",
        "indicator",
        "period",
        "breakdown",
        "numerator",
        "denominator",
        "value",
        "unknown",
        "complete",
        "unit",
        "basis",
        "definition_version",
    ]
    assert set(columns) == set(MEASURES)
    return store.measures().filter(pl.col("basis") == basis).select(columns).with_columns(harmless("breakdown"))


def issues(store: Store) -> pl.DataFrame:
    """One row per issue of every file offered. Cells that a spreadsheet would run are made harmless."""
    frame = store.issues().select(
        "authority", "list", "period", "file", "line", "column", "rule", "severity", "value", "message"
    )
    return frame.with_columns(harmless(c) for c in ("file", "value", "message"))


def harmless(column: str) -> pl.Expr:
    """The text, with an apostrophe before anything that a spreadsheet would take for a formula."""
    text = pl.col(column)
    risky = text.str.contains(r"^[=+\-@\t\r]") & text.cast(pl.Float64, strict=False).is_null()
    return pl.when(risky).then("'" + text).otherwise(text).alias(column)


def write(frame: pl.DataFrame, out: Path, kind: str | None = None) -> None:
    """Write the frame as CSV or Parquet, by `kind` or by the file's ending; a file is written whole or not at all."""
    kind = kind or out.suffix.lstrip(".").lower()
    if kind not in ("csv", "parquet"):
        raise BadInput(f"Cannot tell the format from '{out.name}'. End it in .csv or .parquet, or say --format.")
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.exists() and not out.is_file():  # a pipe, say: nothing to put a file in place of
        _write(frame, out, kind)
        return
    with durable.written(out) as part:
        _write(frame, part, kind)


def _write(frame: pl.DataFrame, out: Path, kind: str) -> None:
    if kind == "csv":
        frame.write_csv(out)
    else:
        frame.write_parquet(out)
