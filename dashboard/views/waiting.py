"""Indicators without a figure of which none is missed: nothing was ever sent, or it comes only each quarter or year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import words
from dashboard.views.figures import Figure
from indicators.model import Indicator
from indicators.tables import TABLES

HOW_OFTEN = {1: "each month", 3: "each quarter", 12: "each year"}
FEED = (
    "An indicator gets a figure from the lists named beside it, or from a summary return: a file summary.csv in the "
    "folder of the month, with the columns indicator, period, breakdown, numerator and denominator, one line a figure. "
    "The indicator's page says what its numerator and denominator are."
)


@dataclass(frozen=True)
class Waiting:
    """One indicator that waits: how it is fed, and the latest figure where there was one."""

    id: str
    title: str
    address: str
    fed_by: str
    latest: str


def is_waiting(row: Mapping) -> bool:
    """Whether the row of the scorecard has no figure, and nobody misses one this month."""
    return row["status"] == "no_data" and (not row["ever"] or row["every"] > 1)


def fed_by(indicator: Indicator) -> str:
    """What gives the indicator its figures: `the lists care leavers and audits, or a summary return`."""
    if indicator.is_sent:
        return f"a summary return, {HOW_OFTEN[indicator.every]}"
    table = TABLES[indicator.table]
    names = [words.list_name(name) for name in table.lists]
    lists = f"the {'list' if len(names) == 1 else 'lists'} {words.joined(names)}"
    if table.instead:
        episodes = "the SSDA903 episodes and header of the month"
        lists = f"{episodes}, else {lists}" if table.rather else f"{lists}, else {episodes}"
    return f"{lists}, or a summary return"


def latest_of(figures: Mapping[tuple, Figure]) -> dict[str, Figure]:
    """Indicator -> its latest figure of the whole authority; `figures` by indicator, breakdown and period."""
    held = sorted((f.period, name) for (name, team, _), f in figures.items() if team == "" and f.value is not None)
    return {name: figures[name, "", period] for period, name in held}


def waiting(row: Mapping, indicator: Indicator, address: str, latest: Figure | None) -> Waiting:
    """The line of a row that waits; `latest`: its latest figure, where there was one."""
    said = ""
    if latest is not None:
        said = f"latest: {words.figure(latest.value, row['unit'])} in {words.period(latest.period)}"
    return Waiting(row["indicator"], row["title"], address, fed_by(indicator), said)
