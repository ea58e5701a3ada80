"""What an indicator means and how it is counted, term by term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard import words
from dashboard.views.waiting import fed_by
from data import series as national
from data.errors import NotFound
from data.report_figures import said_of
from indicators.model import Indicator

GOOD = {"higher_is_better": "Higher", "lower_is_better": "Lower", "neutral": "Neither higher nor lower by itself"}


@dataclass(frozen=True)
class Definition:
    """One line about the indicator."""

    term: str
    words: tuple[str, ...]


def about(defined: Indicator, row: Mapping | None) -> tuple[Definition, ...]:
    """What the indicator means and how it is counted; `row` is its row of the scorecard, where there is one."""
    lines = [
        Definition("What it means", (defined.meaning,)),
        Definition("Why it matters", (defined.why,)),
        Definition("Counted (numerator)", (_capital(defined.numerator_words),)),
    ]
    if defined.denominator_words:
        lines.append(Definition("Out of (denominator)", (_capital(defined.denominator_words),)))
    lines.append(Definition("Not recorded", (_unknowns(defined),)))
    lines.append(Definition("Time covered", (_capital(defined.basis.value),)))
    lines.append(Definition("Comes from", (_capital(fed_by(defined)),)))
    lines.append(Definition("Good is", (GOOD[defined.polarity.value],)))
    lines.append(Definition("Speaks of", (_capital(words.joined(tag.value for tag in defined.tags)),)))
    lines.append(Definition("Who can act", (_capital(defined.agency),)))
    if row is not None and row["target_words"]:
        lines.append(Definition("Where the target comes from", tuple(_target(row))))
    lines.append(Definition("National figure", tuple(_national(defined))))
    lines.append(Definition("Named in", (f"{defined.source.report}: {defined.source.place}",)))
    said = tuple(_said(figure) for figure in said_of(defined.id))
    if said:
        lines.append(Definition("What the reports said", said))
    lines.append(Definition("Definition", (f"{defined.id}, version {defined.version}",)))
    return tuple(lines)


def _said(figure: Mapping) -> str:
    """One figure of a report: whose and when, what, where it stands, and what to know of it."""
    value = words.said(figure["value"], figure["value_to"], figure["unit"])
    where = f"{figure['area']}, {figure['as_at']}: {value} ({figure['what']})"
    return " ".join(filter(None, [f"{where}. {figure['report']}: {figure['place']}.", figure["note"]]))


def _target(row: Mapping) -> Iterable[str]:
    """What the target in force rests on, since when it holds, and who answers for it."""
    yield _capital(row["target_basis"])
    if row["target_from"] is not None:
        yield f"In force since {words.day(row['target_from'])}"
    if row["target_owner"]:
        yield f"Owner: {row['target_owner']}"


def _unknowns(defined: Indicator) -> str:
    if defined.is_sent:
        return "A summary return gives totals only: how many cases were not recorded is not known here."
    if not defined.denominator_words:
        return "Where what decides it is blank, the case is not counted; it is shown as not recorded."
    return (
        "A case that may not belong here, because what decides that is blank, is left out. A case that belongs and "
        "whose result is blank stays in the denominator and is not counted in the numerator. Both are shown as not "
        "recorded."
    )


def _national(defined: Indicator) -> list[str]:
    if not defined.published:
        return ["None is published that this can be set beside."]
    try:
        title = national.find(defined.published[0])["title"] or defined.published[0]
    except NotFound:
        title = defined.published[0]
    return [t for t in (f"{title} ({defined.published[0]})", defined.differs) if t]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
