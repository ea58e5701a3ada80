"""The single door: what a file is worth, before anything of it is stored.

A fault of the file as a whole rejects it. A fault of one row keeps that row out (quarantine) and names it. More
than a tenth of rows at fault rejects the file. What is merely worth a look is a warning.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from data import periods
from data.archive import digest
from data.issues import ERROR, WARNING, issue, together
from data.read import Reading, read
from data.returns import find
from data.returns.schema import Return
from expectations import collection903, declared
from expectations import held as holdings
from expectations.decision import ACCEPT, ACCEPT_WITH_WARNINGS, DUPLICATE, REJECT, Decision, Declaration
from expectations.held import Held
from expectations.quality import quality
from expectations.quarantine import compared, judged

__all__ = ["DUPLICATE", "Decision", "Declaration", "Held", "decide"]

MOST_FAULTY_IN = 10  # rows: more than one of so many at fault rejects the file


def decide(raw: bytes, filename: str, declaration: Declaration, held: Held | None = None) -> Decision:
    """Read and check one file. Nothing is opened or stored; raises only for faults of ours."""
    schema, sha256 = find(declaration.list), digest(raw)

    def decided(rejected: bool, rows_read: int, rows: pl.DataFrame, *found: pl.DataFrame) -> Decision:
        issues = _in_order(together(list(found), filename), schema)
        counted = issues.filter(pl.col("severity").is_in([ERROR, WARNING]))
        verdict = REJECT if rejected else ACCEPT_WITH_WARNINGS if counted.height else ACCEPT
        stored = rows.clear() if rejected else rows
        return Decision(declaration, filename, sha256, verdict, rows_read, stored.height, issues, stored)

    months = held.months_of(declaration.authority, schema.name, sha256) if held is not None else set()
    if months and (declaration.period in months or not declaration.placed):
        nothing = pl.DataFrame(schema={"line": pl.Int64()} | schema.schema)
        return decided(
            True, 0, nothing, issue(DUPLICATE, ERROR, _held_already(months, "there is nothing new to store"))
        )

    reading = read(raw, filename=filename, schema=schema, extract_date=declaration.extract_date)
    if reading.frame.is_empty():
        found, rows = reading.issues, reading.frame
    else:
        found, rows = judged(reading, schema, declaration.extract_date, filename, declaration.period)
    if reading.rejected:
        return decided(True, reading.rows_read, rows, found)

    others = _against_others(reading, rows, schema, declaration, held)
    if months:
        others.append(issue(DUPLICATE, WARNING, _held_already(months, "it is stored for this month too")))
    if any(_of_whole_file(other) for other in others):
        return decided(True, reading.rows_read, rows, found, *others)
    too_many = _too_many(found, reading.rows_read)
    decision = decided(bool(too_many), reading.rows_read, rows, found, *others, *too_many)
    if schema.family == collection903.FAMILY:
        decision = replace(decision, as_sent=collection903.as_sent(reading, schema))
    if too_many:
        return decision
    return replace(decision, quality=quality(reading.frame, rows, decision.issues, schema, reading.absent))


def _in_order(issues: pl.DataFrame, schema: Return) -> pl.DataFrame:
    """The issues by line, those of the whole file first, then in the order of the list's columns."""
    order = {column: place for place, column in enumerate(schema.schema)}
    place = pl.col("column").replace_strict(order, default=None, return_dtype=pl.Int64)
    return issues.sort("line", place, nulls_last=False, maintain_order=True)


def _held_already(months: set[str], consequence: str) -> str:
    named = ", ".join(periods.name(m) for m in sorted(months))
    return f"This very file is held already, for {named}: {consequence}. Check that the right file was picked."


def _against_others(
    reading: Reading, rows: pl.DataFrame, schema: Return, declaration: Declaration, held: Held | None
) -> list[pl.DataFrame]:
    """Issues of the file against its declaration and against what is held."""
    found = declared.of_the_file(reading.frame, rows, reading.rows_read, schema, declaration)
    if held is not None:
        found += holdings.of_the_file(rows, reading.rows_read, schema, declaration, held)
        if declaration.authority and rows.height:
            others = holdings.with_other_lists(rows, schema, declaration, held)
            found += compared(others, schema, declaration.extract_date)
    return found


def _of_whole_file(found: pl.DataFrame) -> bool:
    """Is there an error of the file as a whole?"""
    return not found.filter(pl.col("line").is_null() & (pl.col("severity") == ERROR)).is_empty()


def _too_many(found: pl.DataFrame, rows_read: int) -> list[pl.DataFrame]:
    faulty = found.filter((pl.col("severity") == ERROR) & pl.col("line").is_not_null())["line"].n_unique()
    if faulty * MOST_FAULTY_IN <= rows_read:
        return []
    message = (
        f"{faulty:,} of {rows_read:,} rows have an error, more than one in ten, so nothing was stored. The cause is "
        "often one column or one setting of the export: put that right and send the file again."
    )
    return [issue("too_many_row_errors", ERROR, message)]
