"""The timed processes of one month of a store: every case, and why some processes cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data.periods import index
from data.store import EVERYONE, Store
from indicators.compute import FILE_MONTHS
from indicators.holdings import Holdings
from indicators.processes import ALL, LISTS, cases, counted, lists_missing
from indicators.processes.model import CASE, OPEN_OVERDUE, Process

# What older files are needed for: work that ended in the last 12 months, and care at the time of an earlier event.
OVER_MONTHS = ("assessments", "children_looked_after", "s47_icpc")
CASE_HOLDERS = ("children_in_need", "child_protection", "children_looked_after")


@dataclass(frozen=True, eq=False)
class TimedMonth:
    """`cases`: one row per case of every process that can be told; `counts`: their numbers by process and team.
    `lists_missing` and `columns_missing`: process -> what the month's returns lack, so that it cannot be told."""

    period: str
    cases: pl.DataFrame
    counts: pl.DataFrame
    lists_missing: Mapping[str, tuple[str, ...]]
    columns_missing: Mapping[str, tuple[tuple[str, str], ...]]
    part_year: frozenset[str] = frozenset()  # processes of whose last 12 months some returns are not held

    @property
    def overdue(self) -> pl.DataFrame:
        """The open cases past their limit, the longest first."""
        found = self.cases.filter(pl.col("state") == OPEN_OVERDUE)
        return found.sort(
            "days_over", "process", "child_id", descending=[True, False, False], nulls_last=True, maintain_order=True
        )


def month(store: Store, authority: str, period: str) -> TimedMonth:
    """Every timed process as the month's returns tell it, as reported."""
    held = store.held().filter(pl.col("authority") == authority)
    files = {name: tuple(sorted(months)) for name, months in held.group_by("list").agg("period").iter_rows()}
    wanted = [name for name in sorted({*LISTS, *CASE_HOLDERS}) if name in files]
    rows = {
        name: store.rows(name, authority=authority, period=None if name in OVER_MONTHS else period) for name in wanted
    }
    quality = store.quality(authority, team=EVERYONE).filter((pl.col("period") == period) & pl.col("filled").is_null())
    absent = frozenset(quality.select("list", "field").iter_rows())
    # Of a list read for this month only, no other file may seem to be held: it would seem to be empty.
    files = {n: f if n in OVER_MONTHS else tuple(p for p in f if p == period) for n, f in files.items() if n in wanted}
    return of(Holdings(rows, files, (period,)), period, absent)


def of(holdings: Holdings, period: str, absent: frozenset[tuple[str, str]] = frozenset()) -> TimedMonth:
    """The same from holdings. `absent`: (list, column) that the month's files do not have."""
    lists = {p.id: lists_missing(holdings, p, period) for p in ALL}
    columns = {p.id: _absent(p, absent) for p in ALL if not lists[p.id]}
    told = [p for p in ALL if not lists[p.id] and not columns[p.id]]
    found = pl.concat([pl.DataFrame(schema=CASE), *(cases(holdings, p, period) for p in told)])
    return TimedMonth(
        period=period,
        cases=found,
        counts=counted(found),
        lists_missing={id: names for id, names in lists.items() if names},
        columns_missing={id: names for id, names in columns.items() if names},
        part_year=frozenset(p.id for p in told if p.rolling and _is_short(holdings, p, period)),
    )


def _is_short(holdings: Holdings, process: Process, period: str) -> bool:
    """Whether fewer than 12 months of the process are held; a file looks back over six of them."""
    first = min(holdings.files[name][0] for name in process.lists)
    return index(period) - index(first) < 12 - FILE_MONTHS


def _absent(process: Process, absent: frozenset[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(column for column in process.rests_on if column in absent)
