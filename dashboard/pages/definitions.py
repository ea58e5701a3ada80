"""Definitions: what every indicator means, how it is counted, what it rests on and where it was asked for."""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html
from flask import Flask, Response, request

from dashboard import components, words
from dashboard.downloads import csv_text
from dashboard.pages.page import Page
from dashboard.views.choice import Source
from dashboard.views.definitions import (
    PATH,
    DefinitionsChoice,
    DefinitionsView,
    Entry,
    chosen,
    definitions,
    plain,
)
from indicators import catalogue

NAME = "Definitions"


def page(source: Source, query: Mapping[str, str]) -> Page:
    """The page for a query (find, domain, tag, agency, open)."""
    view = definitions(source, query)
    body = [
        html.H1("Definitions"),
        html.P(view.news, className="lead news"),
        _filters(view),
        *_jumps(view),
        *(_domain(view, *domain) for domain in view.domains),
    ]
    if not view.domains:
        none = html.P("No definition fits what you chose.")
        body.append(components.notice([none, html.P(html.A("Show every definition", href=PATH))]))
    title = f"Definitions: {view.council}" if view.council else "Definitions"
    return Page(title, tuple(body), view.council, view.synthetic)


def add_routes(server: Flask, source: Source) -> None:
    """The download: one row per indicator that the query lets through."""

    @server.get(f"{PATH}.csv")
    def definitions_csv() -> Response:
        found = [plain(indicator) for indicator in chosen(DefinitionsChoice.of(request.args))]
        answer = Response(csv_text(tuple(plain(catalogue.ALL[0])), found), mimetype="text/csv")
        answer.headers["Content-Disposition"] = 'attachment; filename="definitions.csv"'
        return answer


def _filters(view: DefinitionsView) -> html.Section:
    box = dcc.Input(id="find", name="find", type="search", value=view.choice.find)
    controls = [
        html.Div([html.Label("Find", htmlFor="find"), box], className="field"),
        components.select("domain", "Domain", view.domain_options),
        components.select("tag", "Speaks of", view.tag_options),
        components.select("agency", "Who can act", view.agency_options),
        html.Button("Show", type="submit", className="button"),
    ]
    form = html.Form(controls, action=PATH, method="get", className="filters definitions-form")
    every = words.plural(view.total, "definition")
    said: list = [f"Showing {view.shown} of {every}. " if view.choice.filters else f"Showing all {every}. "]
    if view.choice.filters:
        said += [html.A("Show all", href=PATH), " · "]
    if not view.unfolded:
        said += [html.A("Unfold them all", href=view.choice.address(open="yes")), " · "]
    said.append(components.download("Download them", view.choice.address(f"{PATH}.csv", open=""), "CSV"))
    return html.Section([form, html.P(said, className="shown")], role="search", **{"aria-label": "Choose what to show"})


def _jumps(view: DefinitionsView) -> list[html.Nav]:
    if len(view.domains) < 2:
        return []
    links = [html.Li(html.A(name, href=f"#{slug}")) for name, slug, _ in view.domains]
    return [html.Nav(html.Ul(links), className="jumps", **{"aria-label": "On this page"})]


def _domain(view: DefinitionsView, name: str, slug: str, entries: tuple[Entry, ...]) -> html.Section:
    parts = [html.H2(name, id=slug), *(_entry(found, view.unfolded) for found in entries)]
    return html.Section(parts, className="domain", **{"aria-labelledby": slug})


def _entry(found: Entry, unfolded: bool) -> html.Article:
    head = html.H3([found.title, " ", html.A("#", href=f"#{found.id}", **{"aria-label": f"Link to {found.title}"})])
    terms = components.terms((term.term, term.words) for term in found.terms)
    summary = ["How it is counted", components.hidden(f": {found.title}")]
    folded = html.Details([html.Summary(summary), html.Div(terms, className="details-body")], open=unfolded)
    figures = html.A(["Its figures", components.hidden(f": {found.title}")], href=found.address)
    body = [head, html.P(found.meaning), html.P([html.Strong("Why it matters: "), found.why]), html.P(figures), folded]
    return html.Article(body, id=found.id, className="definition")
