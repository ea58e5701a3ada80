"""One indicator's line in a pack: its months, its target, and what it is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard import words
from dashboard.views.figures import RESTATED, Figure, histories, months_to, series
from dashboard.views.headline import Headline, headline
from data import periods
from indicators.scorecard import Scorecard

GOOD_IS = {"higher_is_better": "Higher", "lower_is_better": "Lower", "neutral": "Neither"}
WITHHELD = "[c]"  # the one sign for what is kept back, whatever the reason
STATE_WORDS = {
    "no_data": "No return", "no_cases": "No cases", "part_year": "Not available", "suppressed": WITHHELD,
    "not_yet_due": "Not yet due",
}  # fmt: skip
LATEST_MONTHS = 3
STALE_AFTER = 2  # years between the month shown and a published figure
YEAR_END = 3  # March


@dataclass(frozen=True)
class Month:
    """One month of the history: as reported, and as restated."""

    period: str
    reported: Figure
    restated: Figure

    @property
    def differs(self) -> bool:
        """Whether later returns changed the figure; a part-year figure is not shown, so it cannot differ."""
        return self.reported.state != "part_year" and self.reported.value != self.restated.value


@dataclass(frozen=True)
class Cell:
    """A printed figure: `value` is None where there is none, and `words` then says why."""

    words: str
    value: float | None
    state: str


@dataclass(frozen=True)
class Compared:
    """A published figure to compare with. `of`: how many neighbours it rests on. `year`: as it is printed."""

    words: str
    value: float | None
    of: str = ""
    year: str = ""
    stale: bool = False


@dataclass(frozen=True)
class Line:
    """One indicator of performance on a page. `cells` stand in the order of the pack's columns."""

    id: str
    title: str
    domain: str
    unit: str
    basis: str
    good_is: str
    cells: tuple[Cell, ...]
    head: Headline
    latest: Figure
    neighbours: Compared
    region: Compared
    region_name: str
    england: Compared
    note: int | None
    version: str

    @property
    def made_of(self) -> str:
        """How the latest figure is made up, short enough for a table."""
        return self.head.made_of.replace(" full-time equivalents", " FTE")


def printed_periods(period: str) -> tuple[str, ...]:
    """The previous 31 March (never the month itself), then the last three months, oldest first."""
    month = periods.index(period) % 12 + 1
    since_year_end = (month - YEAR_END) % 12 or 12
    return (periods.shift(period, -since_year_end), *months_to(period, LATEST_MONTHS))


def months_of(card: Scorecard) -> dict[str, tuple[Month, ...]]:
    """Indicator -> its last 24 months, those without a return included."""
    reported, restated = histories(card.history), histories(card.history, basis=RESTATED)
    wanted = months_to(card.period)
    return {
        indicator: tuple(
            Month(now.period, now, later)
            for now, later in zip(series(reported, indicator, wanted), series(restated, indicator, wanted), strict=True)
        )
        for indicator in card.rows["indicator"]
    }


def line(
    row: Mapping, card: Scorecard, months: Sequence[Month], columns: Sequence[str], table: str, note: int | None
) -> Line:
    """The line of one row of the scorecard, whose indicator counts the rows of `table`."""
    head, by_period = headline(row, table), {m.period: m.reported for m in months}
    *earlier, latest = (by_period[p] for p in columns)
    cells = [cell(f, row["unit"]) for f in earlier]
    cells.append(Cell(head.figure if head.value is not None else STATE_WORDS[row["status"]], head.value, row["status"]))
    return Line(
        id=row["indicator"],
        title=row["title"],
        domain=row["domain"],
        unit=row["unit"],
        basis=row["basis_words"],
        good_is=GOOD_IS[row["polarity"]],
        cells=tuple(cells),
        head=head,
        latest=latest,
        neighbours=_compared(row, card, "neighbour", "neighbour_median"),
        region=_compared(row, card, "region", "region_value"),
        region_name=row["region_name"] or "",
        england=_compared(row, card, "england", "england_value"),
        note=note,
        version=row["definition_version"],
    )


def cell(figure: Figure, unit: str) -> Cell:
    """A month's figure as it is printed."""
    shown = words.figure(figure.value, unit) if figure.value is not None else STATE_WORDS[figure.state]
    return Cell(shown, figure.value, figure.state)


def symbol_of(state: str) -> str:
    """A published symbol as it stands in a table: `[c]`; words where the publisher prints no letter."""
    letter, meaning = words.SYMBOLS.get(state, ("–", state.replace("_", " ")))
    return meaning if letter == "–" else f"[{letter}]"


# ------------------------------------------------------------------------------------------------------


def _compared(row: Mapping, card: Scorecard, role: str, column: str) -> Compared:
    """The published figure of the row's comparison year; its symbol where it was published without a number."""
    year, value = row["comparator_year"], row[column]
    if year is None:
        return Compared("Not published", None)
    age = card.as_at.year - year
    stale = age >= STALE_AFTER
    label = f"{row['comparator_label']}, {age} years old" if stale else row["comparator_label"]
    of = words.neighbours(row["neighbours_with_data"], row["neighbours_total"]) if role == "neighbour" else ""
    if value is not None:
        return Compared(words.published(value, row["unit"]), value, of, label, stale)
    here = (pl.col("indicator") == row["indicator"]) & (pl.col("year") == year) & (pl.col("role") == role)
    states = card.comparators.filter(here)["status"].unique().to_list()
    shown = symbol_of(states[0]) if len(states) == 1 else "not published"
    return Compared(shown[:1].upper() + shown[1:], None, of, label if states else "", stale and bool(states))
