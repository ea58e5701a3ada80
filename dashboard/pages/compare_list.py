"""Every indicator that has a national figure, with the council's place in it."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard import components, words
from dashboard.components import Column, Row
from dashboard.pages.page import Page
from dashboard.views.choice import Source
from dashboard.views.compare_list import Comparable, CompareListView, compare_list

PATH, NAME = "/compare", "Compare"
RESTS_ON_STORE = True
COLUMNS = (
    Column("Indicator", name="what"),
    Column("This authority", numbers=True, name="own"),
    Column("Rank", name="rank"),
    Column("Neighbours", numbers=True, note="median (of how many)", name="near"),
    Column("England", numbers=True),
    Column("Published for", name="time"),
)


def page(source: Source, query: Mapping[str, str]) -> Page:
    """The page; its query has nothing but the month."""
    view = compare_list(source, query)
    body = [html.H1("Compare with other authorities")]
    if view.missing:
        onward = f"{PATH}?period={view.latest}"
        back = [html.P(html.A(f"Show {words.period(view.latest)}", href=onward))] if view.latest else []
        body.append(components.notice([html.P(view.missing), *back]))
    else:
        body.append(html.P(view.news, className="lead news"))
        body += [_domain(view, name, slug, lines) for name, slug, lines in view.domains]
    return Page(f"Compare: {view.council}" if view.council else "Compare", tuple(body), view.council, view.synthetic)


def _domain(view: CompareListView, name: str, slug: str, lines: tuple[Comparable, ...]) -> html.Section:
    table = components.table(
        components.hidden(f"{name}: published figures"), COLUMNS, [_row(line) for line in lines], css="comparable"
    )
    return html.Section([html.H2(name, id=slug), table], className="domain", **{"aria-labelledby": slug})


def _row(line: Comparable) -> Row:
    cells = [line.own, line.rank, line.neighbours, line.england, line.covers]
    return Row(html.A(line.title, href=line.address), cells)
