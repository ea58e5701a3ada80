"""What is said of a file before it is looked at, and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data.issues import ERROR

REJECT, ACCEPT, ACCEPT_WITH_WARNINGS = "reject", "accept", "accept_with_warnings"
DUPLICATE = "duplicate_file"


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What the sender says a file is."""

    authority: str  # three-figure code; empty where nobody said
    list: str  # a Return's name
    period: str
    extract_date: date
    authority_name: str = ""
    placed: bool = False  # the month is told by the folder that the file lies in


@dataclass(frozen=True)
class Decision:
    """A file's verdict: how many records it had, how many are to be stored, what is wrong, the rows to store (`line`
    and the list's columns; none when rejected), and how good its fields are (`expectations.quality`). `as_sent`, for a
    table of the SSDA903 that could be read: every row, stored or not, as text (`expectations.collection903`)."""

    declaration: Declaration
    filename: str
    sha256: str
    verdict: str
    rows_read: int
    rows_stored: int
    issues: pl.DataFrame
    rows: pl.DataFrame
    quality: pl.DataFrame = field(default_factory=pl.DataFrame)
    as_sent: pl.DataFrame | None = None

    @property
    def is_duplicate(self) -> bool:
        """Was the file turned away only because these very bytes are held already?"""
        errors = self.issues.filter(pl.col("severity") == ERROR)["rule"]
        return self.verdict == REJECT and errors.to_list() == [DUPLICATE]
