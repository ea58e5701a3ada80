"""The months of an indicator as its page shows them, with the target then in force and the marks of its chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dashboard import words
from dashboard.views.figures import RESTATED, Figure, histories, series
from data import periods
from data.marks import ALL, REBASE
from indicators.model import Indicator
from indicators.scorecard import Scorecard


@dataclass(frozen=True)
class Month:
    """One month of the history: as reported, and as restated where that differs."""

    period: str
    on: date
    reported: Figure
    restated: Figure
    low: float | None = None  # the target then in force: on target from low to high; None: open on that side
    high: float | None = None
    aim: str = ""
    rating: str = ""

    @property
    def differs(self) -> bool:
        """Whether later returns changed the figure."""
        return self.reported.state != "part_year" and self.reported.value != self.restated.value


@dataclass(frozen=True)
class Mark:
    """What changed in a month, or from which month the limits begin anew."""

    month: str
    on: date
    words: str
    by: str
    is_rebase: bool


def months_of(defined: Indicator, card: Scorecard, latest: int | None) -> tuple[Month, ...]:
    """So many latest months, or (None) every month since the first return."""
    mine = card.history.filter(pl.col("indicator") == defined.id)
    reported, restated = histories(mine), histories(mine, basis=RESTATED)
    first = card.history["period"].min() or card.period
    all_held = periods.between(min(first, card.period), card.period)
    wanted = all_held if latest is None else all_held[-latest:]
    pairs = zip(series(reported, defined.id, wanted), series(restated, defined.id, wanted), strict=True)
    judged = {r["period"]: r for r in card.ratings.filter(pl.col("indicator") == defined.id).to_dicts()}
    return tuple(_month(now, later, judged.get(now.period)) for now, later in pairs)


def _month(now: Figure, later: Figure, judged: Mapping | None) -> Month:
    found = Month(now.period, periods.month_end(now.period), now, later)
    if judged is None or not judged["target_words"]:
        return found
    rating = words.rag(judged["rag"]).words if now.value is not None else ""
    low, high = judged["target_low"], judged["target_high"]
    return replace(found, low=low, high=high, aim=judged["target_words"], rating=rating)


def marks_of(defined: Indicator, card: Scorecard, months: tuple[Month, ...]) -> tuple[Mark, ...]:
    """The marks of the indicator, and of all, in the months shown."""
    mine = pl.col("indicator").is_in([defined.id, ALL]) & pl.col("month").is_in([m.period for m in months])
    rows = card.marks.filter(mine).sort("month", "indicator").to_dicts()
    return tuple(
        Mark(words.period(r["month"]), periods.month_start(r["month"]), r["words"], r["by"], r["kind"] == REBASE)
        for r in rows
    )
