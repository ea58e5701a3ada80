"""What an upload would change, in words: records of a list, and figures month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard import words

NOT_YET = "not available"  # too few months are held for a full figure


@dataclass(frozen=True)
class FigureRow:
    """One figure before and after. `said`: all of it in a few words, for a card."""

    title: str
    address: str
    lists: tuple[str, ...]
    before: str
    before_of: str
    when: str
    after: str
    after_of: str
    change: str

    @property
    def said(self) -> str:
        """`Title: 41.2% → 43.0%`."""
        return f"{self.title}: {self.before} → {self.after}"


@dataclass(frozen=True)
class MonthOfFigures:
    """The figures of a month that would be new or other than they are. `corrected`: how many were there before."""

    period: str
    name: str
    rows: tuple[FigureRow, ...]
    corrected: int

    @property
    def news(self) -> str:
        """`3 figures differ from those shown before, 12 are new.`"""
        new = len(self.rows) - self.corrected
        if not self.corrected:
            return f"{words.plural(new, 'figure')}, beside the latest before."
        first = f"{words.plural(self.corrected, 'figure differs', 'figures differ')} from those shown before"
        return f"{first}, {words.count(new)} {'is' if new == 1 else 'are'} new." if new else f"{first}."


def months_of_figures(figures: Iterable[Mapping]) -> tuple[MonthOfFigures, ...]:
    """The figures of an upload's verdict, newest month first. One that is not available before or after is left out."""
    by_month: dict[str, list[Mapping]] = {}
    for figure in figures:
        if _is_there(figure["before"]) or _is_there(figure["after"]):
            by_month.setdefault(figure["period"], []).append(figure)
    return tuple(
        MonthOfFigures(
            period,
            words.period(period),
            tuple(map(_row, by_month[period])),
            sum(f["against"] == period for f in by_month[period]),
        )
        for period in sorted(by_month, reverse=True)
    )


def records_said(record: Mapping, rows: int) -> str:
    """`12 new, 3 gone, 9 changed since the return of August 2026`."""
    if not record["against"]:
        return f"The first return of this list: {words.plural(rows, 'row')}, all new."
    parts = [f"{words.count(record[what])} {what}" for what in ("new", "gone", "changed")]
    same = f"{words.count(record['same'])} the same"
    before = words.period(record["against"])
    since = f"against what was held for {before}" if record["against"] == record["period"] else f"since {before}"
    return f"{', '.join(parts)} {since}; {same}."


# ------------------------------------------------------------------------------------------------------


def _is_there(figure: Mapping | None) -> bool:
    return figure is not None and figure["complete"] == 1 and figure["value"] is not None


def _row(figure: Mapping) -> FigureRow:
    unit, before, after = figure["unit"], figure["before"], figure["after"]
    both = _is_there(before) and _is_there(after)
    return FigureRow(
        title=figure["title"],
        address=f"/indicator/{figure['indicator']}",
        lists=tuple(figure["lists"]),
        before=_figure(before, unit),
        before_of=_made_of(before, unit),
        when=_when(figure),
        after=_figure(after, unit),
        after_of=_made_of(after, unit),
        change=_moved(after["value"] - before["value"], unit) if both else "",
    )


def _when(figure: Mapping) -> str:
    """Of which month the figure before is, where that is an earlier one."""
    earlier = figure["before"] is not None and figure["against"] != figure["period"]
    return words.period_short(figure["against"]) if earlier else ""


def _figure(figure: Mapping | None, unit: str) -> str:
    if figure is None:
        return "none"
    return words.figure(figure["value"], unit) if _is_there(figure) else NOT_YET


def _made_of(figure: Mapping | None, unit: str) -> str:
    return words.out_of(figure["numerator"], figure["denominator"], unit) if _is_there(figure) else ""


def _moved(by: float, unit: str) -> str:
    if by == 0:
        return "the same"
    return f"{'up' if by > 0 else 'down'} {words.difference(by, unit)}"
