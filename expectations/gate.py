"""The single door: what a file is worth, before anything of it is stored.

A fault of the file as a whole rejects it. A fault of one row keeps that row out (quarantine) and names it. More
than a tenth of rows at fault rejects the file. What is merely worth a look is a warning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import polars as pl

from data import periods
from data.archive import digest
from data.issues import ERROR, WARNING, issue, none, together
from data.read import Reading, read
from data.returns import find
from data.returns.schema import Return
from expectations.quarantine import judged

REJECT, ACCEPT, ACCEPT_WITH_WARNINGS = "reject", "accept", "accept_with_warnings"
MOST_FAULTY_IN = 10  # rows: more than one of so many at fault rejects the file
DUPLICATE = "duplicate_file"


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What the sender says a file is."""

    authority: str
    list: str  # a Return's name
    period: str
    extract_date: date
    authority_name: str = ""
    placed: bool = False  # the month is told by the folder that the file lies in


class Held(Protocol):
    """What is held already, of files that were accepted and not replaced."""

    def months_of(self, authority: str, list: str, sha256: str) -> set[str]:
        """The months for which these very bytes are held."""

    def rows(self, authority: str, list: str, period: str) -> pl.DataFrame | None:
        """The stored rows of a file, None where none is held."""

    def rows_read(self, authority: str, list: str, period: str) -> int | None:
        """How many records that file had, None where none is held."""

    def births(self, authority: str, period: str, besides: str = "") -> pl.DataFrame:
        """Distinct child_id and date_of_birth of the month's Annex A files, one list left out."""

    def births_of(self, authority: str) -> pl.DataFrame:
        """The same over every month."""

    def births_elsewhere(self, authority: str) -> pl.DataFrame:
        """The same for every other authority."""


@dataclass(frozen=True)
class Decision:
    """A file's verdict: how many records it had, how many are to be stored, what is wrong, and the rows to store
    (`line` and the list's columns; none when rejected)."""

    declaration: Declaration
    filename: str
    sha256: str
    verdict: str
    rows_read: int
    rows_stored: int
    issues: pl.DataFrame
    rows: pl.DataFrame


def decide(raw: bytes, filename: str, declaration: Declaration, held: Held | None = None) -> Decision:
    """Read and check one file. Nothing is opened or stored; raises only for faults of ours."""
    schema = find(declaration.list)
    sha256 = digest(raw)
    months = held.months_of(declaration.authority, schema.name, sha256) if held is not None else set()
    if months and (declaration.period in months or not declaration.placed):
        found = together([issue(DUPLICATE, ERROR, _held_already(months, "there is nothing new to store"))], filename)
        return _rejected(declaration, filename, sha256, 0, found, schema)
    reading = read(raw, filename=filename, schema=schema, extract_date=declaration.extract_date)
    if reading.frame.is_empty():
        if reading.rejected:
            return _rejected(declaration, filename, sha256, reading.rows_read, reading.issues, schema)
        found, rows = reading.issues, reading.frame
    else:
        found, rows = judged(reading, schema, declaration.extract_date, filename)
    whole = [] if reading.rejected else _of_the_file(reading, rows, schema, declaration, held)
    if months:
        whole.append(issue(DUPLICATE, WARNING, _held_already(months, "it is stored for this month too")))
    found = together([found, *whole], filename)
    rejects = reading.rejected or any(not w.filter(_whole_file_error()).is_empty() for w in whole)
    if not rejects:
        too_many = _too_many(found, reading.rows_read)
        found = together([found, *too_many], filename)
        rejects = bool(too_many)
    if rejects:
        return _rejected(declaration, filename, sha256, reading.rows_read, found, schema)
    complaints = found.filter(pl.col("severity").is_in([ERROR, WARNING]))
    verdict = ACCEPT if complaints.is_empty() else ACCEPT_WITH_WARNINGS
    return Decision(declaration, filename, sha256, verdict, reading.rows_read, rows.height, found, rows)


def _held_already(months: set[str], consequence: str) -> str:
    named = ", ".join(periods.name(m) for m in sorted(months))
    return f"This very file is held already, for {named}: {consequence}. Check that the right file was picked."


def _rejected(
    declaration: Declaration, filename: str, sha256: str, rows_read: int, found: pl.DataFrame, schema: Return
) -> Decision:
    empty = pl.DataFrame(schema={"line": pl.Int64()} | schema.schema)
    return Decision(declaration, filename, sha256, REJECT, rows_read, 0, found, empty)


def _of_the_file(
    reading: Reading, rows: pl.DataFrame, schema: Return, declaration: Declaration, held: Held | None
) -> list[pl.DataFrame]:
    from expectations import wholefile

    found = wholefile.against_declaration(reading.frame, rows, reading.rows_read, schema, declaration)
    if held is not None:
        found += wholefile.against_held(rows, reading.rows_read, schema, declaration, held)
    return [none(), *found]


def _whole_file_error() -> pl.Expr:
    return pl.col("line").is_null() & (pl.col("severity") == ERROR)


def _too_many(found: pl.DataFrame, rows_read: int) -> list[pl.DataFrame]:
    faulty = found.filter((pl.col("severity") == ERROR) & pl.col("line").is_not_null())["line"].n_unique()
    if faulty * MOST_FAULTY_IN <= rows_read:
        return []
    message = (
        f"{faulty:,} of {rows_read:,} rows have an error, more than one in ten, so nothing was stored. The cause is "
        "often one column or one setting of the export: put that right and send the file again."
    )
    return [issue("too_many_row_errors", ERROR, message)]
