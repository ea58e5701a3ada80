"""One indicator's line in a pack: its months, its target, its direction, and what it is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard import words
from dashboard.outputs.states import STATE_WORDS, WITHHELD, Cell, Compared, Month, cell, made_of, symbol_of
from dashboard.outputs.travel import Travel, so_far, travel
from dashboard.views.figures import RESTATED, Figure, histories, months_to, series
from dashboard.views.headline import Headline, headline
from dashboard.words import comparing
from data import periods
from data import series as national
from indicators.model import Indicator
from indicators.scorecard import Scorecard

__all__ = [
    "STATE_WORDS", "WITHHELD", "Cell", "Compared", "Line", "Month", "age_of_comparison", "cell", "column_names",
    "line", "made_of", "months_of", "printed_periods", "symbol_of",
]  # fmt: skip
GOOD_IS = {"higher_is_better": "Higher", "lower_is_better": "Lower", "neutral": "Neither"}
LATEST_MONTHS = 3
YEAR_END = 3  # March
YEAR = 12  # months


@dataclass(frozen=True)
class Line:
    """One indicator of performance on a page. `cells` stand in the order of the pack's columns. `so_far`: the
    financial year to date, and how it is made up; None where that makes no sense."""

    id: str
    title: str
    domain: str
    unit: str
    basis: str
    good_is: str
    cells: tuple[Cell, ...]
    so_far: tuple[Cell, str] | None
    head: Headline
    latest: Figure
    travel: Travel
    mean: Compared  # of the neighbours
    neighbours: Compared  # their median
    region: Compared
    region_name: str
    england: Compared
    note: int | None
    version: str

    @property
    def made_of(self) -> str:
        """How the latest figure is made up, short enough for a table."""
        return self.head.made_of.replace(" full-time equivalents", " FTE")

    @property
    def so_far_words(self) -> str:
        """`Year to date: 2,981`, as it stands under the latest figure; empty without one."""
        return f"Year to date: {self.so_far[0].words}" if self.so_far else ""


def printed_periods(period: str) -> tuple[str, ...]:
    """The previous 31 March (never the month itself), the same month last year, then the last three months."""
    month = periods.index(period) % 12 + 1
    since_year_end = (month - YEAR_END) % 12 or 12
    return (periods.shift(period, -since_year_end), periods.shift(period, -YEAR), *months_to(period, LATEST_MONTHS))


def column_names(columns: Sequence[str]) -> tuple[str, ...]:
    """The heads of the printed periods: `Year end Mar 2026`, `Year ago Oct 2025`, `Aug 2026` and so on."""
    year_end, year_ago, *months = (words.period_short(p) for p in columns)
    return (f"Year end {year_end}", f"Year ago {year_ago}", *months)


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
    row: Mapping, card: Scorecard, months: Sequence[Month], columns: Sequence[str], defined: Indicator, note: int | None
) -> Line:
    """The line of one row of the scorecard."""
    head, by_period = headline(row, defined.table), {m.period: m.reported for m in months}
    *earlier, latest = (by_period[p] for p in columns)
    cells = [cell(f, row["unit"]) for f in earlier]
    cells.append(Cell(head.figure if head.value is not None else STATE_WORDS[row["status"]], head.value, row["status"]))
    compared = {
        role: _compared(row, card, defined, role, column)
        for role, column in (
            ("mean", "neighbour_mean"),
            ("neighbours", "neighbour_median"),
            ("region", "region_value"),
            ("england", "england_value"),
        )
    }
    return Line(
        id=row["indicator"],
        title=row["title"],
        domain=row["domain"],
        unit=row["unit"],
        basis=row["basis_words"],
        good_is=GOOD_IS[row["polarity"]],
        cells=tuple(cells),
        so_far=so_far(defined, months, card.period) if head.value is not None else None,
        head=head,
        latest=latest,
        travel=travel(row),
        region_name=row["region_name"] or "",
        note=note,
        version=row["definition_version"],
        **compared,
    )


def age_of_comparison(row: Mapping, card: Scorecard, defined: Indicator) -> int | None:
    """How many months the published figures of a row are old, where that is too old; None elsewhere. The same rule as
    on the pages."""
    if row["comparator_year"] is None or not defined.published:
        return None
    months = comparing.months_between(national.ends(defined.published[0], row["comparator_year"]), card.as_at)
    return months if months > comparing.STALE_AFTER else None


# ------------------------------------------------------------------------------------------------------

ROLES = {"mean": "neighbour", "neighbours": "neighbour"}


def _compared(row: Mapping, card: Scorecard, defined: Indicator, of_what: str, column: str) -> Compared:
    """The published figure of the row's comparison year; its symbol where it was published without a number."""
    year, value, role = row["comparator_year"], row[column], ROLES.get(of_what, of_what)
    if year is None:
        return Compared("Not published", None)
    age = age_of_comparison(row, card, defined)
    printed = row["comparator_label"]
    label, short = (printed, printed) if age is None else (f"{printed}, {age} months old: stale", f"{printed}, stale")
    of = words.neighbours(row["neighbours_with_data"], row["neighbours_total"]) if role == "neighbour" else ""
    if value is not None:
        return Compared(words.published(value, row["unit"]), value, of, label, age is not None, short)
    here = (pl.col("indicator") == row["indicator"]) & (pl.col("year") == year) & (pl.col("role") == role)
    states = card.comparators.filter(here)["status"].unique().to_list()
    shown = symbol_of(states[0]) if len(states) == 1 else "not published"
    stale = age is not None and bool(states)
    return Compared(shown[:1].upper() + shown[1:], None, of, label if states else "", stale, short if states else "")
