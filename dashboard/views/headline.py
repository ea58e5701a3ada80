"""A figure of the scorecard beside its target, in words: the same on every page and in every pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import words
from dashboard.views.figures import noun as noun_of
from dashboard.words import aims, badges, verdicts
from indicators.escalation import MONTHS


@dataclass(frozen=True)
class Headline:
    """`value` is None where there is no figure to show; `state` then says why."""

    value: float | None
    figure: str
    made_of: str
    state: str
    notes: tuple[str, ...]
    restated: str
    target: str
    rag: words.Tag
    uncertain: str = ""  # `Small numbers: chance could make it off target`
    lasting: str = ""  # `Off target for 4 months`, where that is long enough to be escalated
    badge: words.Tag | None = None  # how far its data can be relied on
    badge_words: str = ""  # why


def headline(row: Mapping, table: str, escalate_after: int = MONTHS) -> Headline:
    """The headline of one row of the scorecard, whose indicator counts the rows of `table`."""
    unit, ok, noun = row["unit"], row["status"] == "ok", noun_of(table)
    value = row["value"] if ok else None
    figure, aim = aims.beside(value, row)
    made_of = words.out_of(row["numerator"], row["denominator"], unit) if ok else ""
    notes = [words.unknown(row["unknown"])]
    if value is not None and verdicts.is_few(row["denominator"], unit):
        figure, made_of = made_of, ""
        notes.append("under ten: no percentage")
    elif ok:
        notes += [
            words.one_case(row["denominator"], unit, noun),
            verdicts.small_average(row["denominator"], unit, noun),
        ]
    notes += [verdicts.near(row, noun) if ok else "", words.source(row["source"])]
    restated = "" if row["status"] == "part_year" else verdicts.restated(value, row)
    return Headline(
        value=value,
        figure=figure,
        made_of=made_of,
        state=words.status(row["status"]),
        notes=tuple(n for n in notes if n),
        restated=restated,
        target=aim,
        rag=words.rag(row["rag"]),
        uncertain=verdicts.badge(row),
        lasting=verdicts.escalated(row, escalate_after),
        badge=badges.badge(row["quality"]) if ok else None,
        badge_words=row["quality_words"] if ok else "",
    )
