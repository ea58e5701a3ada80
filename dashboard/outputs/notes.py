"""The numbered notes under a pack's tables, and the figures that later returns changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard import words
from dashboard.outputs.lines import Month, age_of_comparison
from dashboard.views.figures import Figure, noun
from dashboard.words import badges
from dashboard.words.comparing import STALE_AFTER
from indicators import catalogue
from indicators.scorecard import Scorecard

WHY = {
    "no_data": "no return is held",
    "no_cases": "there was no case to count",
    "part_year": "too few months of returns are held for a full figure",
    "suppressed": "small numbers are not printed, so that no child can be recognised",
}


@dataclass(frozen=True)
class Note:
    """What to know about one indicator's figures; `number` stands beside them."""

    number: int
    indicator: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Restatement:
    """A printed figure that the returns held now would make another."""

    indicator: str
    title: str
    unit: str
    period: str
    reported: Figure
    restated: Figure
    difference: str


def number(
    rows: Iterable[Mapping], card: Scorecard, months: Mapping[str, Sequence[Month]], columns: Sequence[str]
) -> dict[str, Note]:
    """Indicator -> its note, numbered in the order of the rows; indicators without anything to say have none."""
    found: dict[str, Note] = {}
    for row in rows:
        said = tuple(_sentences(row, card, months[row["indicator"]], columns))
        if said:
            found[row["indicator"]] = Note(len(found) + 1, row["indicator"], row["title"], said)
    return found


def stale(rows: Iterable[Mapping], card: Scorecard) -> str:
    """Which published figures are stale, in a sentence; empty where none is."""
    ages: dict[str, set[int]] = {}
    for row in rows:
        age = age_of_comparison(row, card, catalogue.find(row["indicator"]))
        if age is not None:
            ages.setdefault(row["comparator_label"], set()).add(age)
    if not ages:
        return ""
    spans = {label: " to ".join(map(str, sorted({min(found), max(found)}))) for label, found in ages.items()}
    years = words.joined([f"{label} ({span} months old)" for label, span in sorted(spans.items(), reverse=True)])
    return f"Published figures that are called stale end more than {STALE_AFTER} months before the month: {years}."


def restatements(
    rows: Iterable[Mapping], months: Mapping[str, Sequence[Month]], columns: Sequence[str]
) -> tuple[Restatement, ...]:
    """Each figure of the printed columns that differs from its restated figure, oldest month first."""
    return tuple(
        _restatement(row, month)
        for row in rows
        for month in months[row["indicator"]]
        if month.period in columns and month.differs
    )


# ------------------------------------------------------------------------------------------------------


def _sentences(row: Mapping, card: Scorecard, months: Sequence[Month], columns: Sequence[str]) -> Iterable[str]:
    yield from _without_figures(months, columns)
    if row["status"] == "ok":
        if row["unknown"]:
            unknown = words.count(row["unknown"])
            yield f"{unknown} not recorded: what decides it is blank in the return."
        one = words.one_case(row["denominator"], row["unit"], noun(catalogue.find(row["indicator"]).table))
        if one:
            yield f"Small numbers: {one}."
    changed = [words.period_short(m.period) for m in months if m.period in columns and m.differs]
    if changed:
        yield f"Changed since it was reported ({words.joined(changed)}): see figures restated."
    badge = badges.badge(row["quality"]) if row["status"] == "ok" else None
    if badge is not None and badge.tone in ("near", "bad"):
        yield f"Quality of the data: {badge.words.lower()}. {_sentence(row['quality_words'])}".strip()


def _without_figures(months: Sequence[Month], columns: Sequence[str]) -> Iterable[str]:
    """One sentence per reason why printed months have no figure."""
    by_state: dict[str, list[str]] = {}
    for month in months:
        if month.period in columns and month.reported.value is None:
            by_state.setdefault(month.reported.state, []).append(words.period_short(month.period))
    for state, without in by_state.items():
        yield f"No figure for {words.joined(without)}: {WHY[state]}."


def _sentence(text: str) -> str:
    """The reason of a badge as a sentence."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""


def _restatement(row: Mapping, month: Month) -> Restatement:
    unit, now, later = row["unit"], month.reported, month.restated
    said = difference(now, later, unit)
    return Restatement(row["indicator"], row["title"], unit, month.period, now, later, said)


def difference(before: Figure, now: Figure, unit: str) -> str:
    """How far a figure moved: `1.4 points lower`; nothing where one of both is no number, or the value is the same."""
    if before.value is None or now.value is None or before.value == now.value:
        return ""
    way = "higher" if now.value > before.value else "lower"
    return f"{words.difference(now.value - before.value, unit)} {way}"
