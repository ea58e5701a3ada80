"""Months as reporting periods: their windows, ages, and England's working days.

A period is text such as `2026-09`; its month end is written D below. Window `win(k)` is the k whole
calendar months that end with the period.
"""

from __future__ import annotations

import calendar
import os
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars as pl

from data.errors import BadInput

PERIOD = re.compile(r"((?:19|20|21)\d\d)-(0[1-9]|1[0-2])\Z")
HOLIDAYS_FILE = Path(__file__).parent / "reference" / "bank_holidays.csv"
HOLIDAYS_SETTING = "SCORECARD_BANK_HOLIDAYS"
WINDOWS = (1, 3, 6, 12, 18)


def index(period: str) -> int:
    """Months since year 0: consecutive periods differ by one. Raises BadInput for anything but YYYY-MM."""
    match = PERIOD.match(period)
    if not match:
        raise BadInput(f"'{period}' is not a month. Write it as YYYY-MM, for example 2026-09.")
    return int(match[1]) * 12 + int(match[2]) - 1


def from_index(months: int) -> str:
    """The period with this index."""
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def shift(period: str, months: int) -> str:
    """The period so many months later (earlier when negative)."""
    return from_index(index(period) + months)


def between(first: str, last: str) -> list[str]:
    """Every period from first to last, both included."""
    return [from_index(i) for i in range(index(first), index(last) + 1)]


def month_start(period: str) -> date:
    """The first day of the month."""
    months = index(period)
    return date(months // 12, months % 12 + 1, 1)


def month_end(period: str) -> date:
    """D: the last day of the month, the as-at date of its returns."""
    start = month_start(period)
    return start.replace(day=calendar.monthrange(start.year, start.month)[1])


def of(day: date) -> str:
    """The period that holds this day."""
    return f"{day.year:04d}-{day.month:02d}"


def name(period: str) -> str:
    """`2026-09` as `September 2026`."""
    start = month_start(period)
    return f"{calendar.month_name[start.month]} {start.year}"


def spellings(period: str) -> list[str]:
    """The ways in which a file may write the month: `2026-09`, and what spreadsheets make of it."""
    start, end = month_start(period), month_end(period)
    full, short = calendar.month_name[start.month], calendar.month_abbr[start.month]
    days = [day.strftime(form) for day in (start, end) for form in ("%Y-%m-%d", "%d/%m/%Y")]
    return [
        period,
        f"{short}-{start:%y}",
        f"{short} {start.year}",
        f"{full} {start.year}",
        f"{start:%m/%Y}",
        *days,
        *(f"{day} 00:00" for day in days),
        *(f"{day} 00:00:00" for day in days),
    ]


def frame(periods: Iterable[str]) -> pl.DataFrame:
    """One row per period: period, month (its index), month_end and the first day of each window
    (win1_start ... win18_start)."""
    periods = sorted(set(periods))
    columns: dict[str, list] = {
        "period": periods,
        "month": [index(p) for p in periods],
        "month_end": [month_end(p) for p in periods],
    }
    for k in WINDOWS:
        columns[f"win{k}_start"] = [month_start(shift(p, 1 - k)) for p in periods]
    schema = {"period": pl.String, "month": pl.Int32} | {c: pl.Date for c in list(columns)[2:]}
    return pl.DataFrame(columns, schema=schema)


@lru_cache(maxsize=4)
def _holidays(path: str) -> tuple[date, ...]:
    table = pl.read_csv(path, columns=["date"], schema_overrides={"date": pl.Date})
    return tuple(table["date"].sort())


def bank_holidays() -> Sequence[date]:
    """England's bank holidays; the setting SCORECARD_BANK_HOLIDAYS names a CSV (date, name) to use instead."""
    return _holidays(os.environ.get(HOLIDAYS_SETTING, str(HOLIDAYS_FILE)))


def working_days_between(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Working days d with start < d <= end; null where either is null or end is before start."""
    day = pl.duration(days=1)
    count = pl.business_day_count(start + day, end + day, holidays=list(bank_holidays()))
    return pl.when(end >= start).then(count.cast(pl.Int64))
