"""A part of the quality page: do the counts add up?"""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard import components
from dashboard.components import Column, Row
from dashboard.views.conservation import INTRODUCTION, TITLE, Count

NAMES = ("Before", "Begun", "Ended", "Expected", "Counted", "Gap")


def section(counts: Sequence[Count]) -> html.Section | None:
    """The section with a sentence and a row for each count; None where nothing can be checked."""
    if not counts:
        return None
    columns = [Column("What is counted"), *(Column(name, numbers=True) for name in NAMES)]
    table = components.table("Counts, and what began and ended between them", columns, [_row(c) for c in counts])
    parts = [html.H2(TITLE, id="adding-up"), html.P(INTRODUCTION), table]
    parts.append(html.Ul([html.Li(count.sentence) for count in counts]))
    return html.Section(parts, **{"aria-labelledby": "adding-up"})


def _row(count: Count) -> Row:
    whole = (count.opening, count.begun, count.ended, count.expected, count.closing)
    head = [count.title, html.Span(f"since {count.since}", className="head-note")]
    return Row(head, [*(f"{n:,}" for n in whole), count.gap_words])
