"""Every timed process: what was done in time or late, what is open, and what is overdue with whom.

A case is in one of six states. Work that begins and ends is `on_time` or `late` when it ended, `open_in_time` or
`open_overdue` while it has not. Of a visit or review that recurs, the child is `on_time` while the latest is recent
enough, `open_overdue` when it is not, and `not_yet_due` until the first limit is over. What cannot be judged is
`unknown`. See docs/decisions/0010.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from data import periods
from data.errors import NotFound
from indicators.gathering import gathered
from indicators.holdings import Holdings
from indicators.processes import court, front, latest, returning
from indicators.processes.model import CASE, OPEN_OVERDUE, STATES, Process

ALL: tuple[Process, ...] = (
    *front.PROCESSES,
    latest.PROTECTION_REVIEW,
    latest.CARE_REVIEW,
    latest.NEED_VISIT,
    latest.PROTECTION_VISIT,
    latest.CARE_VISIT,
    returning.FIRST_HEALTH,
    latest.HEALTH_CHECK,
    *returning.INTERVIEWS,
    latest.PATHWAY_PLAN,
    *court.PROCESSES,
)
BY_ID = {process.id: process for process in ALL}
LISTS = tuple(sorted({name for process in ALL for name in process.lists}))
WHOLE_AUTHORITY = ""
COUNTS = {"process": pl.String(), "breakdown": pl.String()} | dict.fromkeys((*STATES, "total"), pl.Int64())


def find(process_id: str) -> Process:
    """The process of this id. Raises NotFound with near names."""
    if process_id not in BY_ID:
        raise NotFound("timed process", process_id, BY_ID)
    return BY_ID[process_id]


def of_indicator(indicator_id: str) -> tuple[Process, ...]:
    """The processes whose cases make the figure of the indicator, or are still to make it."""
    return tuple(p for p in ALL if indicator_id in p.indicators)


def lists_missing(holdings: Holdings, process: Process, period: str) -> tuple[str, ...]:
    """The lists without which the process cannot be told, and of which the month has no file."""
    return tuple(name for name in process.lists if period not in holdings.files.get(name, ()))


def cases(holdings: Holdings, process: Process, period: str) -> pl.DataFrame:
    """One row per case of the process in the month: the columns of CASE; empty where a list of it is not held.

    `days_over` counts calendar days from the day it was due to the month end, one at least, and is null unless the
    case is overdue.
    """
    if lists_missing(holdings, process, period):
        return pl.DataFrame(schema=CASE)
    rows = gathered(process.build(replace(holdings, reporting=(period,))))
    over = (pl.lit(periods.month_end(period)) - pl.col("due_on")).dt.total_days().clip(lower_bound=1)
    return (
        rows.with_columns(process=pl.lit(process.id), days_over=pl.when(pl.col("state") == OPEN_OVERDUE).then(over))
        .select(pl.col(name).cast(dtype) for name, dtype in CASE.items())
        .sort("state", "child_id", "started_on", "team", "worker", nulls_last=True)
    )


def counted(found: pl.DataFrame) -> pl.DataFrame:
    """One row per process and team of the cases: how many are in each state, and their `total`. The row of the whole
    authority has the breakdown "" and counts also those whose team is not named."""
    states = [(pl.col("state") == state).sum().cast(pl.Int64).alias(state) for state in STATES]
    sums = [*states, pl.len().cast(pl.Int64).alias("total")]
    whole = found.group_by("process").agg(sums).with_columns(breakdown=pl.lit(WHOLE_AUTHORITY))
    named = found.filter(pl.col("team").is_not_null())
    teams = named.group_by("process", "team").agg(sums).rename({"team": "breakdown"})
    columns = list(COUNTS)
    return pl.concat([whole.select(columns), teams.select(columns)]).sort("process", "breakdown")
