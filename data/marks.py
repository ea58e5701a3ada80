"""Marks of a chart: from which month its limits begin anew, or what changed in a month, with who says so and why.

A rebase can turn a bad run into an ordinary month, so none is without its reason and name. Nothing is overwritten: a
mark is taken back by a later entry of the kind `removed`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import polars as pl

from data import periods
from data.entries import entries
from data.errors import did_you_mean
from data.store import Store

MARKS = {
    "authority": pl.String(),
    "indicator": pl.String(),  # "all": every indicator
    "month": pl.String(),
    "kind": pl.String(),  # rebase (limits begin anew with this month) | mark (something changed) | removed
    "words": pl.String(),
    "by": pl.String(),
    "entered_at": pl.Datetime("us"),  # UTC
    "entered_by": pl.String(),
    "filename": pl.String(),
    "line": pl.Int64(),
    "sha256": pl.String(),
}
COLUMNS = ("authority", "indicator", "month", "kind", "words", "by")
NEEDED = ("indicator", "month", "kind", "words", "by")
ALL = "all"
REBASE, MARK, REMOVED = "rebase", "mark", "removed"
KINDS = {REBASE: REBASE, MARK: MARK, REMOVED: REMOVED}
LONGEST = 60  # characters of a mark: it is written into the chart


def read(raw: bytes, filename: str, indicators: Collection[str], authority: str = "") -> pl.DataFrame:
    """The marks of a file: the columns of MARKS up to `by`, and `line`. Raises BadInput with all faults."""
    found = entries(raw, filename, columns=COLUMNS, needed=NEEDED, block="mark")
    rows = []
    for entry in found:
        name = entry.needed("indicator", "Name the indicator by its id, or write all.")
        if name and name != ALL and name not in indicators:
            near = did_you_mean(name, indicators)
            entry.fault("indicator", f"No indicator is called so.{near} Write its id, or all.")
        code = entry.text("authority") or authority
        if not code or (authority and code != authority):
            entry.fault("authority", f"Give the three-figure code{f' {authority}' if authority else ''}.")
        kind = entry.one_of("kind", KINDS) if entry.needed("kind", "Write rebase, mark or removed.") else ""
        if kind == REBASE and name == ALL:
            entry.fault("indicator", "Limits begin anew for one indicator at a time, each with its reason.")
        said = entry.needed("words", "Say what changed, such as: new practice model.")
        if len(said) > LONGEST:
            entry.fault("words", f"Say it in {LONGEST} characters or fewer: it stands in the chart.")
        by = entry.needed("by", "Name who decided it.")
        day = entry.day("month")
        month = periods.of(day) if day else ""
        rows.append((code, name, month, kind, said, by, entry.line))
    found[0].faults.stop()
    schema = {c: t for c, t in MARKS.items() if not c.startswith("entered") and c not in ("filename", "sha256")}
    return pl.DataFrame(rows, schema=schema, orient="row")


def held(store: Store, authority: str) -> pl.DataFrame:
    """The marks that stand, by indicator and month: the columns of MARKS."""
    rows = store.scan("chart_marks", MARKS).select(list(MARKS)).filter(pl.col("authority") == authority).collect()
    last = rows.sort("entered_at", "line").unique(["indicator", "month"], keep="last", maintain_order=True)
    return last.filter(pl.col("kind") != REMOVED).sort("indicator", "month")


def enter(
    store: Store, raw: bytes, filename: str, indicators: Collection[str], *, authority: str, by: str, at: datetime
) -> pl.DataFrame:
    """Read a file and keep its marks and its bytes; returns the marks. Raises BadInput."""
    rows = read(raw, filename, indicators, authority)
    of_file = {"filename": pl.lit(filename), "sha256": pl.lit(store.archive.keep(raw))}
    entered = {"entered_at": pl.lit(at, pl.Datetime("us")), "entered_by": pl.lit(by)}
    store.append("chart_marks", rows.with_columns(**of_file, **entered).select(list(MARKS)))
    return rows
