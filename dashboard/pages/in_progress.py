"""Timed processes as tables: on their own page, and beside the figure of an indicator."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html

from dashboard import components, words
from dashboard.components import Column, Row
from dashboard.pictures import bars, sparkline
from dashboard.views.in_progress import InProgress
from dashboard.views.process_line import MEANINGS, NAMES, ProcessLine
from indicators.processes.model import OPEN_OVERDUE, STATES

CANNOT = "does not apply, or the returns cannot tell"


def section(view: InProgress | None) -> html.Section | None:
    """The part of an indicator's page; None where no limit of time is behind the indicator."""
    if view is None:
        return None
    parts = [html.H2("In progress and overdue", id="in-progress"), html.P(view.sentence)]
    table = process_table("Cases behind this figure, by state", [(found.title, found) for found in view.lines])
    parts += [table, components.details("What the states mean", [key()])]
    return html.Section(parts, className="timed", **{"aria-labelledby": "in-progress"})


def process_table(
    caption: str, lines: Iterable[tuple[str, ProcessLine]], *, first: str = "Process", quiet: bool = False
) -> html.Table:
    """One row a line: its name, its bar, and the count of each state. `quiet`: without the limit, where all lines have
    the same."""
    columns = [Column(first, name="process"), Column("Shares", name="bar")]
    columns += [Column(NAMES[state], numbers=True, name="state") for state in STATES]
    return components.table(caption, columns, [_row(name, found, quiet) for name, found in lines], css="timely")


def key() -> html.Ul:
    """What each pattern and state means."""
    items = [
        html.Li(
            [
                components.picture(sparkline.data_uri(bars.swatch(state)), "", css="swatch", width=26, height=20),
                html.Span([html.Strong(NAMES[state]), f": {MEANINGS[state]}"]),
            ]
        )
        for state in STATES
    ]
    return html.Ul(items, className="states")


def _row(name: str, found: ProcessLine, quiet: bool) -> Row:
    notes = [] if quiet else [html.Div(f"Limit: {found.limit}", className="basis")]
    notes += [html.Div(text, className="note") for text in (found.state, *found.notes) if text]
    picture = (
        components.picture(found.bar.address, found.bar.alternative, css="bar", width=bars.WIDTH, height=bars.HEIGHT)
        if found.bar
        else _nothing()
    )
    counts = [_count(state, found.counts[state]) for state in STATES]
    return Row([html.A(name, href=found.address), *notes], [picture, *counts])


def _count(state: str, n: int | None) -> object:
    if n is None:
        return _nothing()
    return html.Strong(words.count(n)) if state == OPEN_OVERDUE and n else words.count(n)


def _nothing() -> list:
    return [html.Span("–", **{"aria-hidden": "true"}), components.hidden(CANNOT)]
