"""What a return looks like: its columns, keys and the rules that are facts of the layout."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

import polars as pl


class Kind(enum.Enum):
    """What the cells of a column hold; the value is the Polars type of the typed column."""

    TEXT = "text"
    PERSON_ID = "person id"  # text, never a number
    CODE = "code"
    YES_NO = "yes/no"  # stored as Y, N or U
    DATE = "date"
    DATETIME = "date and time"
    INTEGER = "whole number"
    NUMBER = "number"

    @property
    def dtype(self) -> pl.DataType:
        return _DTYPES.get(self, pl.String())


_DTYPES = {
    Kind.DATE: pl.Date(),
    Kind.DATETIME: pl.Datetime("us"),
    Kind.INTEGER: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a return."""

    name: str  # the field's name in our tables
    header: str  # the official header
    kind: Kind = Kind.TEXT
    required: bool = False  # the specification says it is never blank
    codes: str | None = None  # the code set (see data/codes.py) of a CODE or YES_NO column
    aliases: tuple[str, ...] = ()  # other headers seen in real files
    spine: bool = False  # a start, end or decision date: later than the extract date is an error
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, kw_only=True)
class Return:
    """One list of a return: what one row is, which columns identify it, what they hold."""

    name: str  # `care_leavers`
    alias: str  # `annex_a_list_9`, `x4`
    family: str  # annex_a, extra, ssda903, summary
    title: str
    grain: str  # what one row is, in words
    columns: tuple[Column, ...]
    key: tuple[str, ...]  # natural key: judges duplicates inside one file
    merge_key: tuple[str, ...]  # judges which row is which between months
    period_start: str | None = None  # the date at which the row begins
    in_order: tuple[tuple[str, str], ...] = ()  # (earlier, later) dates; equal is fine
    may_be_empty: bool = False  # a file without rows is a nil return, not a fault
    ignored_headers: tuple[str, ...] = ()  # extra columns that real systems add, dropped in silence
    layout_columns: frozenset[str] = field(default_factory=frozenset)  # all absent: an older layout, no issue
    may_lack: frozenset[str] = field(default_factory=frozenset)  # required, yet a usual export has no such column

    def column(self, name: str) -> Column:
        """The column of this name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column name -> Polars type of the typed frame."""
        return {c.name: c.kind.dtype for c in self.columns}

    @property
    def person(self) -> str | None:
        """The column that says whom the row is about, or None (posts, audits)."""
        for column in self.columns:
            if column.kind is Kind.PERSON_ID:
                return column.name
        return None
