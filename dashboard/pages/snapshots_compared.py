"""Two snapshots side by side, as a part of the page of snapshots."""

from __future__ import annotations

from dash import html

from dashboard import components
from dashboard.components import Column, Row
from dashboard.views.snapshots import PATH, SideBySide, SnapshotsView, figure, month_of, names

DIFFERING = (
    Column("Indicator"),
    Column("Month"),
    Column("First", numbers=True),
    Column("Second", numbers=True),
    Column("Difference"),
)
ROWS_SHOWN = 200


def choose_two(view: SnapshotsView) -> list:
    """The form that asks which two."""
    if len(view.kept) < 2:
        return []
    form = html.Form(
        [
            components.select("compare", "First", view.first),
            components.select("with", "Second", view.second),
            html.Button("Compare", type="submit", className="button"),
        ],
        action=f"{PATH}#compared",
        method="get",
        className="filters two",
    )
    return [
        html.Section([html.H2("Compare two", id="two"), form], className="part", **{"aria-labelledby": "two"}),
    ]


def shown(view: SideBySide) -> list:
    """The comparison."""
    found = view.found
    parts: list = [
        html.H2("Compared", id="compared"),
        html.P([html.Strong("First: "), html.A(view.first.title, href=view.first.address), ". ",
                html.Strong("Second: "), html.A(view.second.title, href=view.second.address), "."]),
        html.P(view.news, className="news"),
    ]  # fmt: skip
    if found.differing:
        rows = [
            Row(
                html.A(d.title, href=f"/indicator/{d.indicator}?period={d.period}"),
                [
                    month_of(d),
                    printed(figure(d.first, d.unit)),
                    printed(figure(d.second, d.unit)),
                    [html.Div(d.difference or "–")]
                    + ([html.Div("Its definition is another", className="note")] if d.redefined else []),
                ],
            )
            for d in found.differing[:ROWS_SHOWN]
        ]
        parts.append(components.table("Figures that differ", DIFFERING, rows))
        if len(found.differing) > ROWS_SHOWN:
            parts.append(html.P(f"The first {ROWS_SHOWN} are shown; all of them are in the download."))
        parts.append(html.P(components.download("Download the figures that differ", view.csv, "CSV")))
    parts += _alone("first", found.only_first, found.months_first)
    parts += _alone("second", found.only_second, found.months_second)
    parts.append(html.P(html.A("Change them over", href=view.turned)))
    return [html.Section(parts, className="part", **{"aria-labelledby": "compared"})]


def _alone(which: str, indicators: tuple[str, ...], months: tuple[str, ...]) -> list:
    """What only one of the two has."""
    parts: list = []
    if months:
        parts.append(html.P(f"Months that only the {which} prints: {names(months)}."))
    if indicators:
        summary = f"Indicators that only the {which} has: {len(indicators)}"
        parts.append(components.details(summary, html.Ul([html.Li(title) for title in indicators])))
    return parts


def printed(of: tuple[str, str]) -> list:
    """A figure with what it is made of."""
    said, made_of = of
    return [html.Div(said, className="figure-2"), *([html.Div(made_of, className="note")] if made_of else [])]
