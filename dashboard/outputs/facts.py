"""The facts of one indicator beside its chart: figure by figure, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import words
from dashboard.outputs.lines import WITHHELD, Compared, Line, Month, cell
from dashboard.views.figures import Figure
from dashboard.words import verdicts
from data import periods


@dataclass(frozen=True)
class Fact:
    """One line of the table of facts; `more` says how the figure is made up, or how it changed."""

    term: str
    figure: str
    more: str = ""


def facts(row: Mapping, shown: Line, months: Sequence[Month]) -> tuple[Fact, ...]:
    """The facts of one row of the scorecard; `months` are its last 24."""
    unit, by_period = row["unit"], {m.period: m.reported for m in months}
    found = [Fact(words.period(row["period"]), shown.cells[-1].words, shown.made_of)]
    for back in (1, 12):
        before = by_period[periods.shift(row["period"], -back)]
        comparable = row["status"] == "ok" and before.value is not None and not _is_few(row, before, unit)
        more = words.change(row["value"], before.value, unit, "then") if comparable else ""
        found.append(Fact(words.period(before.period), cell(before, unit).words, more))
    if shown.so_far:
        found.append(Fact("Year to date", shown.so_far[0].words, shown.so_far[1]))
    found += _target(row, shown)
    if shown.travel.words:
        found.append(Fact("Direction", shown.travel.words, shown.travel.why))
    if shown.head.restated:
        found.append(Fact(f"{words.period_short(row['period'])}, restated", *_split(shown.head.restated)))
    changed = sum(m.differs for m in months)
    if changed:
        found.append(Fact("Months changed", f"{changed} of {len(months)}"))
    if row["status"] == "ok":
        unknown = row["unknown"]
        found.append(Fact("Not recorded", WITHHELD if unknown is None else words.count(unknown)))
    for name, compared in (
        ("Neighbours’ mean", shown.mean),
        ("Neighbours’ median", shown.neighbours),
        (shown.region_name or "Region", shown.region),
        ("England", shown.england),
    ):
        if compared.year:
            found.append(Fact(name, compared.words, _basis_of(compared)))
    if not any(c.year for c in (shown.neighbours, shown.region, shown.england)):
        found.append(Fact("National figure", "Not published"))
    return tuple(found)


def _is_few(row: Mapping, before: Figure, unit: str) -> bool:
    """Whether either figure is of so few cases that a change in points would say more than is known."""
    return any(verdicts.is_few(of, unit) for of in (row["denominator"], before.denominator))


def _target(row: Mapping, shown: Line) -> list[Fact]:
    if row["target"] is None:
        return [Fact("Target", "None set")]
    return [Fact("Target", shown.head.target, shown.head.rag.words if row["status"] == "ok" else "")]


def _split(restated: str) -> tuple[str, str]:
    """`37.0% on what is held now, 1.4 points lower` as the figure and what follows it."""
    figure, found, more = restated.partition(" on what is held now")
    return (figure, more.removeprefix(", ")) if found and figure != "no figure" else (restated, "")


def _basis_of(compared: Compared) -> str:
    return ", ".join(t for t in (compared.of, compared.short) if t)
