"""A figure of the scorecard beside its target, in words: the same on every page and in every pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import words
from dashboard.views.figures import noun


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


def headline(row: Mapping, table: str) -> Headline:
    """The headline of one row of the scorecard, whose indicator counts the rows of `table`."""
    unit, ok, target = row["unit"], row["status"] == "ok", row["target"]
    value = row["value"] if ok else None
    if value is not None and target is not None:
        figure, aim = words.beside_target(value, target, unit, row["polarity"])
    else:
        figure, aim = words.figure(value, unit), words.target_words(target, unit, row["polarity"])
    notes = [words.unknown(row["unknown"]), words.one_case(row["denominator"], unit, noun(table)) if ok else ""]
    notes.append(words.source(row["source"]))
    restated = "" if row["status"] == "part_year" else words.restated(value, row["restated_value"], unit)
    return Headline(
        value=value,
        figure=figure,
        made_of=words.out_of(row["numerator"], row["denominator"], unit) if ok else "",
        state=words.status(row["status"]),
        notes=tuple(n for n in notes if n),
        restated=restated,
        target=aim,
        rag=words.rag(row["rag"]),
    )
