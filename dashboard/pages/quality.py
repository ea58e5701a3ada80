"""Quality: which lists came for the month and how good they are, what was found in them, and what rests on them."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from flask import Flask, Response, request

from dashboard import components, quality_tables, words
from dashboard.components import Column, Row
from dashboard.pages import adding_up, quality_list
from dashboard.pages import quality_parts as parts
from dashboard.pages.page import Page
from dashboard.pages.problem import problem
from dashboard.serving import shell
from dashboard.views.choice import Source
from dashboard.views.quality import PATH, ListLine, QualityChoice, QualityView, month_of, quality
from dashboard.views.quality_list import list_quality
from dashboard.views.received import of
from data.errors import NotFound, ScorecardError

NAME = "Quality"
LISTS = (
    Column("List", name="what"),
    Column("24 months", name="months"),
    Column("Records", numbers=True),
    Column("Kept out", numbers=True),
    Column("Complete", numbers=True),
    Column("Valid", numbers=True),
    Column("Weakest", name="weakest"),
)


def page(source: Source, query: Mapping[str, str]) -> Page:
    """The page for a query (period, list, field). Raises NotFound and BadInput."""
    if QualityChoice.of(query).list:
        return quality_list.page(list_quality(source, query))
    view = quality(source, query)
    body = [html.H1("Quality of the returns"), *(_empty(view) if view.missing else _full(view))]
    return Page(f"Quality: {view.council}" if view.council else "Quality", tuple(body), view.council, view.synthetic)


def add_routes(server: Flask, source: Source) -> None:
    """The downloads of the page."""

    @server.get(f"{PATH}/<table>.csv")
    def quality_csv(table: str) -> Response:
        try:
            if table not in quality_tables.TABLES:
                raise NotFound("download of the quality page", table, quality_tables.TABLES)
            received = of(source)
            if received is None:
                raise NotFound("return", "", [])
            choice = QualityChoice.of(request.args)
            period = month_of(choice, received)
            text = quality_tables.TABLES[table](received, source.scorecard(period), choice, period)
        except ScorecardError as error:
            status = 404 if isinstance(error, NotFound) else 400
            return Response(shell.plain(problem(status, "").title, str(error)), status=status, mimetype="text/html")
        answer = Response(text, mimetype="text/csv")
        name = "-".join(filter(None, ["quality", table, choice.list, period]))
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer


def _empty(view: QualityView) -> list:
    said = [html.P(view.missing)]
    if view.latest:
        said.append(html.P(html.A(f"Show {words.period(view.latest)}", href=view.choice.address(period=view.latest))))
    else:
        said.append(html.P([html.A("Upload returns", href=parts.UPLOAD), " to begin."]))
    return [components.notice(said)]


def _full(view: QualityView) -> list:
    found = [
        html.P(html.Strong(view.month), className="lead"),
        html.P(" ".join(view.in_short), className="news quality-news"),
        parts.form(view),
        _figures(view),
        _lists(view),
        _findings(view),
        adding_up.section(view.adding_up),
        parts.section("tables", "The tables, and how they are made", parts.downloads(view.choice), parts.how()),
    ]
    return [part for part in found if part is not None]


def _figures(view: QualityView) -> html.Section:
    if view.figures:
        table = parts.figures(view.figures, "Figures to be careful with, the worst first")
    else:
        table = html.P("No figure of the month needs care for the sake of its data.")
    rest = None
    if view.others:
        everything = parts.figures(view.others, "Good, then not judged")
        rest = components.details(
            f"The badges of the other {words.plural(len(view.others), 'indicator')}", [everything]
        )
    return parts.section("figures", "How far the figures can be relied on", table, rest)


def _lists(view: QualityView) -> html.Section:
    table = components.table(f"Lists of {view.month}", LISTS, [_line(line) for line in view.lists], css="lists")
    return parts.section("lists", "The lists", parts.strip_key(), table)


def _line(line: ListLine) -> Row:
    head = html.A(line.title, href=line.address)
    months = parts.strip(line.strip)
    if line.sum is None:
        return Row(head, [months, "–", "–", "–", "–", [html.Div(line.state), html.Div(_send(line))]])
    found = line.sum
    weakest = [html.Div(text) for text in found.weakest] or ["–"]
    if found.kept_out:
        weakest.append(html.Div(_send(line)))
    counts = [words.count(found.records), words.count(found.kept_out)]
    return Row(head, [months, *counts, *parts.shares(found.completeness, found.validity), weakest])


def _send(line: ListLine) -> html.A:
    return parts.send(line.title, missing=line.sum is None)


def _findings(view: QualityView) -> html.Section:
    body = (
        parts.findings(view.found, with_list=True) if view.found else html.P("Nothing: every record is as it should.")
    )
    return parts.section("found", "What was found in them", body)
