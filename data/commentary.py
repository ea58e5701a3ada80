"""What people say of the figures of a month: read from a file, for the packs that print it.

The columns of the file: indicator, period (the month that is spoken of), text, author (a role, so that a pack can be
passed on). CSV, or TOML with one block `[[commentary]]` each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from data import entries, periods
from data.entries import Entry
from data.errors import did_you_mean

OWN = "commentary.csv"  # a council's own file, in the folder of its store
COLUMNS = ("indicator", "period", "text", "author")
LONGEST, LONGEST_AUTHOR = 600, 80  # characters that have room in the box of an indicator's page


@dataclass(frozen=True)
class Remark:
    """What is said of one indicator in one month, and who says so. `line`: where it stands in the file."""

    indicator: str
    period: str
    text: str
    author: str
    line: int


@dataclass(frozen=True)
class Commentary:
    """The remarks of a file, in its order, with its name and the SHA-256 of its bytes."""

    filename: str
    sha256: str
    remarks: tuple[Remark, ...]


def read(raw: bytes, filename: str, indicators: Collection[str]) -> Commentary:
    """The commentary of a file. Raises BadInput with everything that is wrong with it, by line and column."""
    found = entries.entries(raw, filename, columns=COLUMNS, needed=COLUMNS, block="commentary")
    remarks = [_remark(entry, indicators) for entry in found]
    seen: dict[tuple[str, str], int] = {}
    for entry, remark in zip(found, remarks, strict=True):
        key = (remark.indicator, remark.period)
        if all(key) and key in seen:
            entry.fault("indicator", f"Line {seen[key]} speaks of the same indicator and month. Put both into one.")
        seen.setdefault(key, entry.line)
    found[0].faults.stop()
    return Commentary(filename, hashlib.sha256(raw).hexdigest(), tuple(remarks))


def of_file(path: Path, indicators: Collection[str]) -> tuple[bytes, Commentary]:
    """The bytes and the commentary of a file that a person named. Raises BadInput."""
    raw = entries.file(path)
    return raw, read(raw, path.name, indicators)


def of_store(folder: Path, indicators: Collection[str]) -> tuple[bytes, Commentary] | None:
    """The council's own file in the folder of its store; None where there is none. Raises BadInput."""
    path = folder / OWN
    return of_file(path, indicators) if path.is_file() else None


# ------------------------------------------------------------------------------------------------------


def _remark(entry: Entry, indicators: Collection[str]) -> Remark:
    name = entry.needed("indicator", "Name the indicator by its id, such as cl_neet_19_21_pct.")
    if name and name not in indicators:
        near = did_you_mean(name, indicators)
        entry.fault("indicator", f"No indicator is called so.{near or ' The definitions page lists them all.'}")
    period = entry.needed("period", "Write the month that it speaks of, such as 2026-09.")
    if period and not periods.PERIOD.match(period):
        entry.fault("period", "Write the month that it speaks of as 2026-09.")
    text = _plain(entry, "text", LONGEST, "Write what there is to say in plain words.")
    author = _plain(entry, "author", LONGEST_AUTHOR, "Say who says so, by role, such as Head of service.")
    return Remark(name, period, text, author, entry.line)


def _plain(entry: Entry, column: str, longest: int, expected: str) -> str:
    """A text without line breaks or letters that no page can print, and no longer than there is room for."""
    text = " ".join(entry.needed(column, expected).split())
    if not text.isprintable():
        entry.fault(column, "It holds signs that cannot be printed. Type it anew as plain text.")
    if len(text) > longest:
        entry.fault(column, f"It has {len(text)} characters, and there is room for {longest}. Say it in fewer words.")
    return text
