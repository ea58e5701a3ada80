"""One timed process as a line of a table: its counts, its bar, and why some of them cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from dashboard import words
from dashboard.pictures import bars, sparkline
from dashboard.views.figures import Spark
from data.returns import find as find_return
from indicators.processes import WHOLE_AUTHORITY
from indicators.processes.model import OPEN_OVERDUE, STATES, Process
from indicators.processes.month import TimedMonth

NAMES = {
    "on_time": "On time",
    "late": "Late",
    "open_in_time": "Open, in time",
    "open_overdue": "Overdue",
    "not_yet_due": "Not yet due",
    "unknown": "Not recorded",
}
MEANINGS = {
    "on_time": "done within its limit; of visits, reviews and checks: the latest is recent enough",
    "late": "done after its limit, or closed without being done",
    "open_in_time": "begun, not done, and its limit is not over",
    "open_overdue": "not done, and its limit is over",
    "not_yet_due": "the first limit is not over, or what starts it has not happened",
    "unknown": "what decides it is blank, so it cannot be judged",
}


@dataclass(frozen=True)
class ProcessLine:
    """`counts`: state -> how many, None where the returns cannot tell that state. `state` says why there are none
    at all; `notes`, what to know of them."""

    id: str
    title: str
    limit: str
    address: str
    counts: Mapping[str, int | None]
    bar: Spark | None
    state: str = ""
    notes: tuple[str, ...] = ()

    @property
    def overdue(self) -> int:
        return self.counts.get(OPEN_OVERDUE) or 0


PART_YEAR = "Fewer than 12 months of returns are held, so that what ended longer ago is not counted."


def line(
    month: TimedMonth, process: Process, address: str, counts: pl.DataFrame | None = None, *, named: bool = False
) -> ProcessLine:
    """The line of a process. `counts`: of some of its cases only (see `counted`), otherwise of all; `named`: those of
    one named team."""
    state = why_untold(month, process)
    if not state and named and not process.team:
        state = "The list does not name a team."
    found: dict[str, int | None] = dict.fromkeys(STATES)
    if not state:
        found = _counts(month.counts if counts is None else counts, process)
    return ProcessLine(
        id=process.id,
        title=process.title,
        limit=process.limit,
        address=address,
        counts=found,
        bar=None if state else bar(found),
        state=state,
        notes=tuple(_notes(month, process)),
    )


def why_untold(month: TimedMonth, process: Process) -> str:
    """Why the process cannot be told in this month; empty where it can."""
    if process.id in month.lists_missing:
        names = [words.list_name(name) for name in month.lists_missing[process.id]]
        return f"No return of {words.joined(names)} for this month."
    if process.id in month.columns_missing:
        columns = [f"“{find_return(name).column(c).header}”" for name, c in month.columns_missing[process.id]]
        return f"The month’s return has no column {words.joined(columns)}."
    return ""


def _notes(month: TimedMonth, process: Process) -> Iterable[str]:
    if process.id in month.part_year:
        yield PART_YEAR
    if process.aside:
        yield process.aside


def bar(counts: Mapping[str, int | None]) -> Spark:
    """The bar of the counts, with the shares in words."""
    known = {state: n for state, n in counts.items() if n}
    total = sum(known.values())
    shares = [f"{words.number(100 * n / total)}% {NAMES[state].lower()}" for state, n in known.items()]
    said = f"Of {words.plural(total, 'case')}: {', '.join(shares)}." if total else "No cases."
    return Spark(sparkline.data_uri(bars.svg(known)), said)


def _counts(found: pl.DataFrame, process: Process) -> dict[str, int | None]:
    whole = (pl.col("process") == process.id) & (pl.col("breakdown") == WHOLE_AUTHORITY)
    rows = found.filter(whole).to_dicts()
    return {s: (rows[0][s] if rows else 0) if s in process.states else None for s in STATES}
