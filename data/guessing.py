"""What a file most likely is: which list, by its name or its columns; which month, by its folder, name or dates.

A guess is shown to whoever sends the file, and can be corrected before anything rests on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

import polars as pl

from data import periods
from data.errors import NotFound
from data.incoming import MONTH_FOLDER
from data.read import guess, read
from data.returns import find
from data.returns.schema import Kind, Return

NAME, COLUMNS, FOLDER, DATES = "its name", "its columns", "its folder", "its newest date"
HEAD = 1 << 18  # bytes in which a header is looked for
LOOKED_AT = 1 << 22  # bytes at each end of a file whose dates are looked at
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LIST_NUMBER = re.compile(r"(?<![a-z])list[ _-]*0?(\d{1,2})(?!\d)", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(?<!\d)(20\d\d)[ _.-]?(0[1-9]|1[0-2])(?!\d|[ _.-]?\d)")
_MONTH_YEAR = re.compile(r"(?<![\d])(0[1-9]|1[0-2])[ _.-](20\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)(20\d\d)([ _.-]?)(0[1-9]|1[0-2])\2([0-3]\d)(?!\d)")
_WORDS = re.compile(rf"(?<![a-z])({'|'.join(MONTHS)})[a-z]*[ _.'’-]*(20\d\d|\d\d)(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Guess:
    """A list (a Return's name) and a month, empty where nothing tells, each with what tells it."""

    list: str = ""
    list_by: str = ""
    period: str = ""
    period_by: str = ""
    looks_like: str = ""  # the list whose columns it has, where that is another one


def guessed(path: str, raw: bytes, today: date) -> Guess:
    """The guess for a file that came under this path. Never raises for a bad file."""
    place = PurePosixPath(path.replace("\\", "/"))
    by_name = _named(place.stem)
    by_columns = guess(raw[:HEAD], place.name)
    one = by_name or by_columns
    name, list_by = (one.name, NAME if by_name else COLUMNS) if one else ("", "")
    other = by_columns.name if by_name and by_columns and by_columns.name != by_name.name else ""
    period, period_by = _month(place, raw, one, today)
    return Guess(name, list_by, period, period_by, other)


def _named(stem: str) -> Return | None:
    """The list that a file's name names: `care_leavers`, `AnnexA_List6_Sep25`."""
    number = _LIST_NUMBER.search(stem)
    for name in (stem, f"annex_a_list_{int(number[1])}" if number else ""):
        try:
            return find(name)
        except NotFound:
            continue
    return None


def _month(place: PurePosixPath, raw: bytes, one: Return | None, today: date) -> tuple[str, str]:
    if MONTH_FOLDER.match(place.parent.name) and _is_month(place.parent.name):
        return place.parent.name, FOLDER
    named = month_named(place.stem)
    if named:
        return named, NAME
    dated = newest_month(raw, one, today) if one is not None else ""
    return dated, DATES if dated else ""


def _is_month(text: str) -> bool:
    return periods.PERIOD.match(text) is not None


def month_named(text: str) -> str:
    """The month that a name tells: `2026-09`, `202609`, `09-2026`, `Sept 2026`, `Sep26`; else ''.

    A whole date counts only where it is a month's last day: else it is the day of the export, as a rule in the month
    after.
    """
    day = _DAY.search(text)
    if day:
        period = f"{day[1]}-{day[3]}"
        return period if periods.month_end(period).day == int(day[4]) else ""
    if match := _YEAR_MONTH.search(text):
        return f"{match[1]}-{match[2]}"
    if match := _MONTH_YEAR.search(text):
        return f"{match[2]}-{match[1]}"
    if match := _WORDS.search(text):
        month = MONTHS.index(match[1][:3].lower()) + 1
        return f"{int(match[2]) % 100 + 2000}-{month:02d}"
    return ""


def newest_month(raw: bytes, one: Return, today: date) -> str:
    """The month of the newest date, up to today, of those that a return cannot give ahead; '' where there is none.

    Of a very large file only the first and the last part is looked at.
    """
    columns = [c.name for c in one.columns if c.spine] or [
        c.name for c in one.columns if c.kind in (Kind.DATE, Kind.DATETIME) and c.name != "date_of_birth"
    ]
    if not columns:
        return ""
    found = read(_ends(raw), filename=one.name, schema=one, extract_date=today).frame
    newest = found.select(
        pl.max_horizontal(pl.col(c).cast(pl.Date).filter(pl.col(c).cast(pl.Date) <= today).max() for c in columns)
    ).item()
    return periods.of(newest) if newest else ""


def _ends(raw: bytes) -> bytes:
    if len(raw) <= 2 * LOOKED_AT:
        return raw
    head, tail = raw[:LOOKED_AT], raw[-LOOKED_AT:]
    return head[: head.rfind(b"\n") + 1] + tail[tail.find(b"\n") + 1 :]
