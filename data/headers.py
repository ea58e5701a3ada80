"""Which row is the header, what separates its cells, and which column of the return each cell heads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from data.errors import did_you_mean
from data.issues import ERROR, WARNING, Refusal, issue, none, refusal
from data.records import leading
from data.returns import ALL
from data.returns.schema import Return

DELIMITERS = (",", ";", "\t", "|")
SEARCHED = 20  # records in which a header is looked for
FEWEST = 3  # cells that must match different columns of one return
WIDEST = 2000  # columns
SPARE = 200  # blank cells after the last header that may still have data under them
OTHER_SHARE = 0.8  # of another return's columns: enough to say that the file is that return


def slug(header: str) -> str:
    """What of a header counts: letters and digits, without case or accents of typography."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", header).lower())


def _columns_by_slug(one: Return) -> dict[str, str]:
    return {slug(header): column.name for column in one.columns for header in (*column.aliases, column.header)}


@lru_cache(maxsize=1)
def _owners() -> dict[str, list[tuple[int, str]]]:
    """Slug -> the returns (their place in ALL) that know it, each with its column."""
    owners: dict[str, list[tuple[int, str]]] = {}
    for place, one in enumerate(ALL):
        for known, column in _columns_by_slug(one).items():
            owners.setdefault(known, []).append((place, column))
    return owners


def _named(cells: Iterable[str]) -> dict[int, list[str]]:
    """For each return (its place in ALL): the columns that these cells name."""
    named: dict[int, list[str]] = {}
    for cell in cells:
        for place, column in _owners().get(slug(cell), ()):
            named.setdefault(place, []).append(column)
    return named


@dataclass(frozen=True)
class Header:
    """The header row of a file. `columns` maps each column of the return to the places where it stands."""

    line: int
    body_line: int  # the physical line after it
    delimiter: str
    cells: tuple[str, ...]
    columns: dict[str, tuple[int, ...]]

    @property
    def width(self) -> int:
        return len(self.cells)


def find(text: str, one: Return) -> Header:
    """The header of the file, read as this return. Raises Refusal: no_header, wrong_list, missing_column."""
    best: tuple[int, str, int, int, list[str]] | None = None
    for delimiter in DELIMITERS:
        for line, taken, cells in leading(text, delimiter, SEARCHED):
            matched = _matched(cells)
            if matched and (best is None or matched > best[0]):
                best = (matched, delimiter, line, taken, cells)
            if matched:
                break
    if best is None:
        wanted = ", ".join(f"“{c.header}”" for c in one.columns[:4])
        raise refusal(
            "no_header",
            f"No header row was found in the first {SEARCHED} rows. {one.title} begins with a row such as {wanted}.",
        )
    _, delimiter, line, taken, cells = best
    named = max(place for place, cell in enumerate(cells) if cell.strip()) + 1
    cells = cells[: named + SPARE]
    if named > WIDEST:
        raise refusal("no_header", f"The header row has {named:,} columns; no return has so many.")
    known = _columns_by_slug(one)
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        if slug(cell) in known:
            places.setdefault(known[slug(cell)], []).append(place)
    columns = {name: tuple(places[name]) for name in (c.name for c in one.columns) if name in places}
    header = Header(line, line + taken, delimiter, tuple(cells), columns)
    _refuse_another_return(header, one)
    _refuse_missing_columns(header, one)
    return header


def _matched(cells: list[str]) -> int:
    """How many columns of one return this row names, 0 when it is no header."""
    filled = sum(1 for cell in cells if cell.strip())
    return max(
        (
            len(set(columns))
            for columns in _named(cells).values()
            if len(set(columns)) >= FEWEST and 2 * len(columns) >= filled
        ),
        default=0,
    )


def _shares(cells: Iterable[str]) -> dict[str, float]:
    """For each return (its name): the share of its columns that these cells name."""
    named = _named(cells)
    return {one.name: len(set(named.get(i, ()))) / len(one.columns) for i, one in enumerate(ALL)}


def _refuse_another_return(header: Header, one: Return) -> None:
    shares = _shares(header.cells)
    own = len(header.columns) / len(one.columns)
    other = max((r for r in ALL if r.name != one.name), key=lambda r: shares[r.name])
    if shares[other.name] >= OTHER_SHARE and shares[other.name] > own:
        raise refusal(
            "wrong_list",
            f"The columns are those of {other.title} ({other.alias}), not of {one.title} ({one.alias}). "
            "Choose the right list, or send the right file.",
            line=header.line,
        )


def absent(header: Header, one: Return) -> frozenset[str]:
    """The columns of the return that the file does not have."""
    return frozenset(c.name for c in one.columns) - header.columns.keys()


def _refuse_missing_columns(header: Header, one: Return) -> None:
    missing = _missing(header, one)
    needed = [c for c in one.columns if c.name in missing and c.required and c.name not in one.may_lack]
    if needed:
        unknown = [cell for cell in header.cells if slug(cell) not in _columns_by_slug(one)]
        raise Refusal(
            pl.concat(
                issue(
                    "missing_column",
                    ERROR,
                    f"The column “{c.header}” is missing and {one.title} cannot do without it."
                    f"{did_you_mean(c.header, unknown)} Add the column and send the file again.",
                    line=header.line,
                    column=c.name,
                )
                for c in needed
            )
        )


def _missing(header: Header, one: Return) -> frozenset[str]:
    missing = absent(header, one)
    return missing - one.layout_columns if one.layout_columns <= missing else missing


def remarks(header: Header, one: Return, filled: set[int]) -> pl.DataFrame:
    """Warnings about the header: columns that are missing but may be, and columns that nobody knows.

    `filled`: the places of the columns that hold any data.
    """
    found = [none()]
    missing = _missing(header, one)
    for column in one.columns:
        if column.name in missing:
            found.append(
                issue(
                    "missing_column",
                    WARNING,
                    f"The column “{column.header}” is missing. The rest is used; figures that need it are unknown.",
                    line=header.line,
                    column=column.name,
                )
            )
    silent = _columns_by_slug(one).keys() | {slug(h) for h in one.ignored_headers}
    for place, cell in enumerate(header.cells):
        if place in filled and slug(cell) not in silent:
            found.append(
                issue(
                    "unknown_column",
                    WARNING,
                    f"The column “{cell.strip()}” is not part of {one.title} and was not stored."
                    f"{did_you_mean(cell, [c.header for c in one.columns])}",
                    line=header.line,
                    value=cell.strip(),
                )
            )
    return pl.concat(found)


def guess(text: str) -> Return | None:
    """The return whose columns the header names best; None when there is no header row."""
    for delimiter in DELIMITERS:
        for _, _, cells in leading(text, delimiter, SEARCHED):
            if _matched(cells):
                shares = _shares(cells)
                return max(ALL, key=lambda r: shares[r.name])
    return None
