"""What stands beside a timeliness figure: the cases that are still open, and how many of them are overdue."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import words
from dashboard.views.choice import Source
from dashboard.views.overdue import TimelinessChoice
from dashboard.views.process_line import ProcessLine, line
from indicators import processes
from indicators.processes.model import OPEN_IN_TIME
from indicators.processes.month import month


@dataclass(frozen=True)
class InProgress:
    """The processes whose cases make, or are still to make, the figure of one indicator."""

    sentence: str
    lines: tuple[ProcessLine, ...]


def in_progress(source: Source, indicator_id: str, period: str = "") -> InProgress | None:
    """The cases behind an indicator at the end of the month (the latest if none is said); None where no limit of time
    is behind it, or nothing is held."""
    found = processes.of_indicator(indicator_id)
    held = source.periods()
    if not found or not held:
        return None
    timed = source.read(month, period or held[-1])
    here = TimelinessChoice(period=period)
    lines = tuple(line(timed, p, here.address(process=p.id)) for p in found)
    return InProgress(_sentence(lines), lines)


def _sentence(lines: tuple[ProcessLine, ...]) -> str:
    told = [found for found in lines if not found.state]
    if not told:
        return "The returns of this month do not tell what is open and overdue."
    overdue = sum(found.overdue for found in told)
    parts = [f"{words.count(overdue)} overdue"]
    if any(found.counts[OPEN_IN_TIME] is not None for found in told):
        open_in_time = sum(found.counts[OPEN_IN_TIME] or 0 for found in told)
        parts.append(f"{words.count(open_in_time)} open and in time")
    return f"At the month end: {words.joined(parts)}."
