"""Caseloads: how many cases each worker holds, by role and team, against the limit of the role."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from flask import Flask, Response, request

from dashboard import components, downloads, words
from dashboard.components import Column, Row
from dashboard.pages.page import Page
from dashboard.pages.problem import problem
from dashboard.serving import case_lists, shell
from dashboard.views.caseloads import PATH, CaseloadView, caseload_view, rows_of
from dashboard.views.choice import Source
from data.errors import NotFound, ScorecardError

NAME = "Caseloads"
RESTS_ON_STORE = True
TEAMS = (
    Column("Team"), Column("Workers who hold a case", numbers=True), Column("Hold none", numbers=True),
    Column("Cases", numbers=True),
    Column("Middle caseload", numbers=True), Column("Lowest to highest", numbers=True),
    Column("Over the limit", numbers=True), Column("Over it for their hours", numbers=True),
    Column("Agency", numbers=True), Column("Children without a named worker", numbers=True),
)  # fmt: skip
WORKERS = tuple(
    Column(title, numbers=title in ("Cases", "Hours (FTE)", "Cases per FTE"))
    for title in ("Worker", "Team", "Cases", "Hours (FTE)", "Cases per FTE", "Limit", "Post")
)
OF_TEAMS = (
    "team", "workers", "none", "cases", "median", "lowest", "highest", "over", "over_for_hours", "hours_unknown",
    "agency", "agency_unknown", "unallocated",
)  # fmt: skip
OF_WORKERS = (
    "worker_id", "name", "team", "role", "fte", "agency", "cases", "per_fte", "limit", "over", "over_for_hours",
)  # fmt: skip
OFF = f"The list of single workers is switched off on this server. The setting {case_lists.WORKERS} decides."


def page(source: Source, query: Mapping[str, str]) -> Page:
    """The page for a query (period, role, team)."""
    view = caseload_view(source, query)
    body = [html.H1("Caseloads"), *(_empty(view) if view.missing else _full(view))]
    title = f"Caseloads: {view.council}" if view.council else "Caseloads"
    return Page(title, tuple(body), view.council, view.synthetic)


def add_routes(server: Flask, source: Source) -> None:
    """The downloads: teams, and, where they may be shown, workers."""

    def answer(name: str, columns: tuple[str, ...], of_workers: bool) -> Response:
        if of_workers and not case_lists.workers_are_shown():
            return _refused(403, OFF)
        try:
            period, teams, workers = rows_of(source, request.args)
        except ScorecardError as error:
            return _refused(404 if isinstance(error, NotFound) else 400, str(error))
        found = Response(downloads.csv_text(columns, workers if of_workers else teams), mimetype="text/csv")
        found.headers["Content-Disposition"] = f'attachment; filename="{name}-{period}.csv"'
        return found

    @server.get("/caseloads.csv")
    def caseloads_csv() -> Response:
        return answer("caseloads", OF_TEAMS, of_workers=False)

    @server.get("/caseloads/workers.csv")
    def caseloads_workers_csv() -> Response:
        return answer("workers", OF_WORKERS, of_workers=True)


def _refused(status: int, why: str) -> Response:
    return Response(shell.plain(problem(status, "").title, why), status=status, mimetype="text/html")


# parts ------------------------------------------------------------------------------------------------


def _empty(view: CaseloadView) -> list:
    said = [html.P(view.missing)]
    if view.latest:
        said.append(html.P(html.A(f"Show {words.period(view.latest)}", href=view.choice.address(period=view.latest))))
    return [*([_filters(view)] if view.roles else []), components.notice(said)]


def _full(view: CaseloadView) -> list:
    return [
        html.P([html.Strong(view.month), f" · as at {view.as_at}"], className="lead"),
        html.P(" ".join(view.news), className="news"),
        *([html.P(" ".join(view.untold))] if view.untold else []),
        _filters(view),
        _distribution(view),
        _teams(view),
        _workers(view),
        _trends(view),
    ]


def _filters(view: CaseloadView) -> html.Form:
    parts = [components.select("role", "Role", view.roles)]
    if view.teams:
        parts.append(components.select("team", "Team", view.teams))
    if view.months:
        parts.insert(0, components.select("period", "Month", view.months))
    parts.append(html.Button("Show", type="submit", className="button"))
    return html.Form(parts, action=PATH, method="get", className="filters")


def _distribution(view: CaseloadView) -> html.Section:
    table = components.table("How many hold how many", (Column("Cases"), Column("Workers", numbers=True)),
                             [Row(band, [n]) for band, n in view.bands])  # fmt: skip
    parts = [
        html.H2("How the cases are spread", id="spread"),
        html.Picture(
            [
                html.Source(srcSet=view.picture_narrow, media="(max-width: 36rem)"),
                components.picture(view.picture, view.picture_words, css="histogram", width=640, height=240),
            ]
        ),
    ]
    if view.limit:
        parts.append(html.P(f"Limit: {view.limit}. Bars above it are hatched.", className="note"))
    parts.append(components.details("The same figures as a table", table))
    return html.Section(parts, className="part", **{"aria-labelledby": "spread"})


def _teams(view: CaseloadView) -> html.Section:
    rows = [
        Row(
            html.A(t.team, href=t.address) if t.address else t.team,
            [t.workers, t.none, t.cases, t.median, t.span, t.over, t.over_for_hours, t.agency, t.unallocated],
            css="own" if t.is_chosen else "",
        )
        for t in view.lines
    ]
    table = components.table(components.hidden(f"Caseloads by team, {view.month}"), TEAMS, rows, css="caseloads")
    link = components.download("Download the teams", view.choice.address("/caseloads.csv"), "CSV")
    return html.Section(
        [html.H2("By team", id="teams"), table, html.P(link)], className="part", **{"aria-labelledby": "teams"}
    )


def _workers(view: CaseloadView) -> html.Section:
    heading = html.H2("Worker by worker", id="workers")
    if not case_lists.workers_are_shown():
        return html.Section(
            [heading, html.P(OFF + " How many hold how many cases stands above.")],
            className="part",
            **{"aria-labelledby": "workers"},
        )
    rows = [Row(w.name, [w.team, w.cases, w.fte, w.per_fte, w.over, w.agency]) for w in view.workers]
    table = components.table(components.hidden(f"Workers, {view.month}, the most cases first"), WORKERS, rows)
    link = components.download("Download the workers", view.choice.address("/caseloads/workers.csv"), "CSV")
    return html.Section([heading, table, html.P(link)], className="part", **{"aria-labelledby": "workers"})


def _trends(view: CaseloadView) -> html.Section:
    rows = [
        Row(html.A(t.title, href=t.address), [t.figure, components.picture(t.spark.address, t.spark.alternative)])
        for t in view.trends
    ]
    columns = (Column("Indicator"), Column("Latest", numbers=True), Column("24 months"))
    table = components.table(components.hidden("Over time"), columns, rows)
    return html.Section([html.H2("Over time", id="trend"), table], className="part", **{"aria-labelledby": "trend"})
