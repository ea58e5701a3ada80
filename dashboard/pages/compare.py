"""One indicator beside other authorities: a dot plot in a table, one row an area, with the sentences that it proves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dash import html
from flask import Flask, Response, request

from dashboard import components, downloads
from dashboard.components import Column, Row
from dashboard.fields import Native, hidden_value
from dashboard.pages import chart_parts
from dashboard.pages.page import Page
from dashboard.pages.problem import problem
from dashboard.pictures import comparison
from dashboard.serving import shell
from dashboard.views.choice import Choice, Source, slug
from dashboard.views.compare import CompareView, compare, compared_in
from dashboard.views.spots import CLOSENESS, VALUE, Spot
from data.errors import NotFound, ScorecardError

PATH, NAME = "/compare/<id>", ""
RESTS_ON_STORE = True


def page(source: Source, query: Mapping[str, str], id: str) -> Page:
    """The page of the indicator with this id, for a query (year, model, series, order, period). Raises NotFound."""
    view = compare(source, id, query)
    home = Choice(period=view.asked.period)
    every = home.address("/compare")
    trail = [("Compare", every), (view.domain, f"{every}#{slug(view.domain)}")]
    body = [components.breadcrumbs(trail), html.H1(f"Compared: {view.title}")]
    if view.missing:
        other = html.P(html.A("Indicators that can be compared", href="/compare"))
        body.append(components.notice([html.P(view.missing), other]))
    else:
        body += _full(view)
    title = f"Compared: {view.title}" + (f": {view.council}" if view.council else "")
    return Page(title, tuple(body), view.council, view.synthetic)


def add_routes(server: Flask, source: Source) -> None:
    """The downloads: every year and area of the series that the page shows, and the plot as a picture."""

    def answer(id: str, kind: str, name: str, make: Callable[[CompareView], str]) -> Response:
        try:
            view = compare(source, id, request.args)
            if view.missing:
                raise NotFound("comparison", id, [])
            found = Response(make(view), mimetype=kind)
        except ScorecardError as error:
            status = 404 if isinstance(error, NotFound) else 400
            return Response(shell.plain(problem(status, "").title, str(error)), status=status, mimetype="text/html")
        found.headers["Content-Disposition"] = f'attachment; filename="{name.format(view)}"'
        return found

    @server.get("/compare/<id>.csv")
    def compare_csv(id: str) -> Response:
        def rows(view: CompareView) -> str:
            return downloads.comparison_csv(source.read(compared_in, view.series, view.asked.model))

        return answer(id, "text/csv", "compare-{0.id}.csv", rows)

    @server.get("/compare/<id>.svg")
    def compare_svg(id: str) -> Response:
        return answer(id, "image/svg+xml", "compare-{0.id}-{0.year}.svg", comparison.picture)


# ------------------------------------------------------------------------------------------------------


def _full(view: CompareView) -> list:
    own = Choice(period=view.asked.period).address(f"/indicator/{view.id}")
    return [
        html.P(view.news, className="lead news compare-news"),
        html.Div([html.P(said) for said in view.in_words], className="compare-words"),
        html.P(html.A("The same indicator month by month", href=own), className="onward"),
        _form(view),
        _plot(view),
        _tools(view),
        _without(view),
        _years(view),
        _about(view),
    ]


def _tools(view: CompareView) -> html.Div:
    """What can be taken away; the address names the month and the year that are seen."""
    asked = replace(view.asked, year=view.year, period=view.period)
    csv, drawing, same = (asked.address(f"/compare/{view.id}{ending}") for ending in (".csv", ".svg", ""))
    return chart_parts.tools(("Every year of this comparison", csv), drawing, _file_name(view), same)


def _file_name(view: CompareView) -> str:
    return f"compare-{view.id}-{view.year}"


def _form(view: CompareView) -> html.Form:
    parts = [components.select("year", "Year", view.year_options)]
    parts.append(components.select("model", "Compared with", view.model_options))
    if len(view.series_options) > 1:
        parts.append(components.select("series", "Published figure", view.series_options))
    kept = {"order": view.asked.order, "period": view.asked.period}
    parts += [hidden_value(name, value) for name, value in kept.items() if value]
    parts.append(html.Button("Show", type="submit", className="button"))
    return html.Form(parts, action=f"/compare/{view.id}", method="get", className="filters compare-form")


def _plot(view: CompareView) -> html.Section:
    columns = [
        Column("Area", name="area"),
        Column(_axis(view), name="dots"),
        Column("Figure", numbers=True, name="fig"),
    ]
    rows = [_row(view, s) for s in view.spots]
    caption = f"{view.series_title}, {view.covers}"
    words = html.Figcaption(view.alternative, id="plot-words")
    return html.Section(
        [
            html.H2("Area by area", id="areas"),
            _orders(view),
            _legend(view),
            html.Figure([_table(caption, columns, rows), words]),
        ],
        **{"aria-labelledby": "areas"},
    )


def _table(caption: str, columns: list[Column], rows: list[Row]) -> html.Table:
    return components.table(caption, columns, rows, css="compare")


def _orders(view: CompareView) -> html.P:
    """Neighbours by closeness or by figure: links, the one in force in bold."""
    parts: list = ["Neighbours in order of "]
    for name, words in ((CLOSENESS, "closeness"), (VALUE, "their figure")):
        if name == view.order:
            parts.append(html.Strong(words))
        else:
            address = view.asked.address(f"/compare/{view.id}", order="" if name == CLOSENESS else name)
            parts.append(html.A(words, href=f"{address}#areas"))
        parts.append(" · ")
    return html.P(parts[:-1], className="shown")


def _legend(view: CompareView) -> html.Ul:
    lines = [("england", "England")] if view.england is not None else []
    if view.best is not None:
        lines.append(("best", view.best_words))
    if view.band is not None:
        lines.append(("band", "From the lowest to the highest neighbour"))
    items = [html.Li([html.Span(className=f"key key-{css}", **{"aria-hidden": "true"}), words]) for css, words in lines]
    return html.Ul(items, className="compare-legend")


def _axis(view: CompareView) -> list:
    """The header of the plot's column: its name, and the ticks for those who see them."""
    ticks = [Native("text", t.label, x=f"{t.at}%", y="90%") for t in view.scale.ticks]
    drawn = Native("svg", ticks, className="axis", **{"aria-hidden": "true"})
    return [components.hidden("Where it lies"), drawn]


def _row(view: CompareView, spot: Spot) -> Row:
    head = [html.Span(spot.name, className="who"), html.Span(spot.what, className="note what")]
    figure = [html.Span(spot.figure)]
    if spot.aside:
        figure.append(html.Span(spot.aside, className="note"))
    strip = [_strip(view, spot)]
    if spot.state:
        strip.append(html.Span(spot.state, className="gap note"))
    return Row(head, [strip, figure], css=f"k-{spot.kind}" + (" own" if spot.kind == "own" else ""))


def _strip(view: CompareView, spot: Spot) -> Native:
    """One row of the plot. Places are given in percent, so that it fits any width without changing its marks."""
    parts = [
        Native("line", x1=f"{t.at}%", x2=f"{t.at}%", y1="0", y2="100%", className="tick") for t in view.scale.ticks
    ]
    if view.band is not None and spot.kind == "neighbour":
        low, high = view.band
        parts.insert(
            0, Native("rect", x=f"{low}%", width=f"{round(high - low, 2)}%", y="0", height="100%", className="band")
        )
    for css, at in (("england", view.england), ("best", view.best)):
        if at is not None:
            parts.append(Native("line", x1=f"{at}%", x2=f"{at}%", y1="0", y2="100%", className=f"line-{css}"))
    if spot.at is not None:
        mark = Native("path", d=comparison.MARKS[spot.kind], className="mark")
        parts.append(Native("svg", [mark], x=f"{spot.at}%", y="50%", overflow="visible", className="spot"))
    return Native("svg", parts, className="strip", **{"aria-hidden": "true"})


def _without(view: CompareView) -> html.Details | None:
    if not view.without:
        return None
    columns = [Column("Without"), Column("Mean of the others", numbers=True), Column("Difference", numbers=True)]
    rows = [Row(area, [mean, moved]) for area, mean, moved in view.without]
    table = components.table(
        "The mean of the neighbours without each of them, the one that matters most first", columns, rows
    )
    return components.details("What if one neighbour were left out?", table)


def _years(view: CompareView) -> html.Section:
    numbers = ("This authority", "Rank", "Neighbours’ mean", "Median", "With a figure", "Region", "England")
    columns = [Column("Year"), *(Column(n, numbers=True) for n in numbers), Column("Change on the year")]
    rows = [
        Row(y.label, [y.own, y.rank, y.mean, y.median, y.with_data, y.region, y.england, y.change]) for y in view.lines
    ]
    table = components.table(f"{view.series_title}, latest year first", columns, rows)
    said = html.P("A change is tested where the counts behind the figure are published; a rank needs 120 authorities.")
    return html.Section([html.H2("Year by year", id="years"), said, table], **{"aria-labelledby": "years"})


def _about(view: CompareView) -> html.Section:
    heading = html.H2("About these figures", id="about")
    return html.Section([heading, components.terms(view.facts)], className="about", **{"aria-labelledby": "about"})
