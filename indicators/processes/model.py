"""What a timed process is, the states of its cases, and the day on which a case is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from data.periods import bank_holidays
from indicators.holdings import Holdings

ON_TIME, LATE, OPEN_IN_TIME, OPEN_OVERDUE = "on_time", "late", "open_in_time", "open_overdue"
NOT_YET_DUE, UNKNOWN = "not_yet_due", "unknown"
STATES = (ON_TIME, LATE, OPEN_IN_TIME, OPEN_OVERDUE, NOT_YET_DUE, UNKNOWN)
CASE = {
    "process": pl.String(),
    "child_id": pl.String(),
    "team": pl.String(),
    "worker": pl.String(),
    "started_on": pl.Date(),
    "due_on": pl.Date(),
    "ended_on": pl.Date(),
    "state": pl.String(),
    "days_over": pl.Int64(),
}
OF_A_TASK = (ON_TIME, LATE, OPEN_IN_TIME, OPEN_OVERDUE, UNKNOWN)
OF_THE_LATEST = (ON_TIME, OPEN_OVERDUE, NOT_YET_DUE, UNKNOWN)
WHO = ("allocated_team", "allocated_worker")


@dataclass(frozen=True, kw_only=True, eq=False)
class Process:
    """One kind of work that has a limit of time.

    `build` makes one row per case of each reported month: period, child_id, team, worker, started_on (the day from
    which the limit runs), due_on (the last day in time), ended_on and state. `rests_on`: the columns without which no
    case can be judged. `indicators`: the figures that the same cases make.
    """

    id: str
    title: str
    case: tuple[str, str]  # one, many
    lists: tuple[str, ...]
    rests_on: tuple[tuple[str, str], ...]  # (list, column)
    team: str = "allocated_team"  # the column, or in words where the list has none; empty where nobody can tell
    worker: str = "allocated_worker"
    starts: str
    ends: str
    limit: str
    source: str
    indicators: tuple[str, ...]
    states: tuple[str, ...] = OF_A_TASK  # those that the returns can tell
    rolling: bool = False  # what ended is counted over 12 months
    unknown: str  # what is not recorded of a case that cannot be judged
    aside: str = ""  # what a reader of its counts must know at once
    cannot_tell: str = ""  # what the returns do not hold
    build: Callable[[Holdings], pl.LazyFrame]


def working_days_after(day: pl.Expr, days: int) -> pl.Expr:
    """The so-many-th working day after the day."""
    return day.dt.add_business_days(days, holidays=list(bank_holidays()), roll="backward")


def days_after(day: pl.Expr, days: int) -> pl.Expr:
    """So many days after the day."""
    return day + pl.duration(days=days)


def months_after(day: pl.Expr, months: int) -> pl.Expr:
    """The last day from which the day is no more than so many months back. Months differ in length, so that both ways
    of adding them are asked: what is of 28 February is in time until 31 August."""
    step, one = f"{months}mo", pl.duration(days=1)
    return pl.max_horizontal(day.dt.offset_by(step), (day + one).dt.offset_by(step) - one)


def finished(in_time: pl.Expr) -> pl.Expr:
    """The state of a case that has ended."""
    return pl.when(in_time.is_null()).then(pl.lit(UNKNOWN)).when(in_time).then(pl.lit(ON_TIME)).otherwise(pl.lit(LATE))


def unfinished(over: pl.Expr) -> pl.Expr:
    """The state of a case that has not ended."""
    open_state = pl.when(over).then(pl.lit(OPEN_OVERDUE)).otherwise(pl.lit(OPEN_IN_TIME))
    return pl.when(over.is_null()).then(pl.lit(UNKNOWN)).otherwise(open_state)


def standing(applies: pl.Expr, in_time: pl.Expr) -> pl.Expr:
    """The state of a child of whom only the latest visit or review is known. `applies`: the first limit is over."""
    judged = pl.when(in_time).then(pl.lit(ON_TIME)).otherwise(pl.lit(OPEN_OVERDUE))
    known = pl.when(in_time.is_null()).then(pl.lit(UNKNOWN)).otherwise(judged)
    return pl.when(applies.is_null()).then(pl.lit(UNKNOWN)).when(applies).then(known).otherwise(pl.lit(NOT_YET_DUE))


def case_rows(
    rows: pl.LazyFrame,
    *,
    state: pl.Expr,
    started: pl.Expr,
    due: pl.Expr,
    ended: pl.Expr | None = None,
    child: pl.Expr | None = None,
    who: tuple[str | pl.Expr | None, str | pl.Expr | None] = WHO,
) -> pl.LazyFrame:
    """The columns that `build` gives, from rows of a counted table."""
    team, worker = (pl.col(w) if isinstance(w, str) else pl.lit(None, pl.String) if w is None else w for w in who)
    return rows.select(
        "period",
        child_id=pl.col("child_id") if child is None else child,
        team=team,
        worker=worker,
        started_on=started.cast(pl.Date),
        due_on=due.cast(pl.Date),
        ended_on=pl.lit(None, pl.Date) if ended is None else ended.cast(pl.Date),
        state=state,
    )
