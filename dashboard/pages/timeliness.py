"""Timeliness: every timed process by state, what is overdue by team and by days over, and the overdue cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dash import html
from flask import Flask, Response, request

from dashboard import components, downloads, words
from dashboard.components import Column, Row
from dashboard.pages.in_progress import key, process_table
from dashboard.pages.page import Page
from dashboard.pages.problem import problem
from dashboard.serving import case_lists, shell
from dashboard.views.choice import Source
from dashboard.views.overdue import BAND_NAMES, BANDS, PATH
from dashboard.views.timeliness import TimelinessView, timeliness
from data.errors import NotFound, ScorecardError
from indicators import processes
from indicators.processes.model import Process
from indicators.processes.month import month

NAME = "Timeliness"
RESTS_ON_STORE = True
OFF = (
    "Lists of single cases are switched off on this server, so that children and workers are not named. The counts "
    f"above are of the same cases. The setting {case_lists.SETTING} decides."
)


def page(source: Source, query: Mapping[str, str]) -> Page:
    """The page for a query (period, team, process, over, part)."""
    view = timeliness(source, query)
    body = [html.H1("Timeliness"), *(_empty(view) if view.missing else _full(view, case_lists.are_shown()))]
    title = f"Timeliness: {view.council}" if view.council else "Timeliness"
    return Page(title, tuple(body), view.council, view.synthetic)


def add_routes(server: Flask, source: Source) -> None:
    """The downloads: counts, and, where they may be shown, cases."""

    def answer(name: str, text: Callable[[TimelinessView], str], *, of_cases: bool = False) -> Response:
        try:
            if of_cases and not case_lists.are_shown():
                return _refused(403, OFF)
            view = timeliness(source, request.args)
            if view.missing:
                raise NotFound("month with returns", view.choice.period, source.periods())
            found = Response(text(view), mimetype="text/csv")
        except ScorecardError as error:
            return _refused(404 if isinstance(error, NotFound) else 400, str(error))
        period = view.choice.period or source.periods()[-1]
        found.headers["Content-Disposition"] = f'attachment; filename="{name}-{period}.csv"'
        return found

    @server.get("/timeliness.csv")
    def timeliness_csv() -> Response:
        return answer("timeliness", lambda view: downloads.timeliness_csv(_timed(source, view), view.choice))

    @server.get("/timeliness/cases.csv")
    def timeliness_cases_csv() -> Response:
        return answer("overdue", lambda view: downloads.cases_csv(_timed(source, view), view.choice), of_cases=True)


def _timed(source: Source, view: TimelinessView):
    return source.read(month, view.choice.period or source.periods()[-1])


def _refused(status: int, why: str) -> Response:
    return Response(shell.plain(problem(status, "").title, why), status=status, mimetype="text/html")


def _empty(view: TimelinessView) -> list:
    said = [html.P(view.missing)]
    if view.latest:
        said.append(html.P(html.A(f"Show {words.period(view.latest)}", href=view.choice.address(period=view.latest))))
    return [components.notice(said)]


def _full(view: TimelinessView, shown: bool) -> list:
    parts = [
        html.P([html.Strong(view.month), f" · as at {view.as_at}"], className="lead"),
        html.P(" ".join(view.in_short), className="news"),
        _filters(view),
        _processes(view),
        _by_team(view),
        _overdue(view),
        _cases(view, shown),
        _unjudged(view),
        _how(view),
    ]
    return [part for part in parts if part is not None]


def _filters(view: TimelinessView) -> html.Section:
    form = html.Form(
        [
            components.select("period", "Month", view.months),
            components.select("process", "Process", view.process_options),
            components.select("team", "Team", view.team_options),
            components.select("over", "Days over", view.over_options),
            html.Button("Show", type="submit", className="button"),
        ],
        action=PATH,
        method="get",
        className="filters",
    )
    choice = view.choice
    clear = []
    if choice.team or choice.process or choice.over:
        everything = choice.address(team="", process="", over="")
        clear = [html.P(html.A("Show every process and team", href=everything), className="shown")]
    return html.Section([form, *clear], role="search", **{"aria-label": "Choose what to show"})


def _section(id: str, title: str, *parts) -> html.Section:
    return html.Section([html.H2(title, id=id), *parts], className="part", **{"aria-labelledby": id})


def _processes(view: TimelinessView) -> html.Section:
    of = f", {view.choice.team}" if view.choice.team else ""
    table = process_table(f"Cases by state, {view.month}{of}", [(found.title, found) for found in view.lines])
    csv = components.download("Download these counts for every team", view.choice.address("/timeliness.csv"), "CSV")
    return _section("processes", view.process.title if view.process else "Every process", key(), table, html.P(csv))


def _by_team(view: TimelinessView) -> html.Section | None:
    if view.process is None or not view.by_team:
        return None
    table = process_table(f"Cases by team and state, {view.month}", view.by_team, first="Team", quiet=True)
    return _section("by-team", "By team", table)


def _overdue(view: TimelinessView) -> html.Section | None:
    if not view.teams:
        return None
    columns = [Column("Team"), *(Column(BAND_NAMES[b], numbers=True) for b in BANDS), Column("All", numbers=True)]
    rows = [
        Row(html.A(team.name, href=team.address), [*map(words.count, team.bands), html.Strong(words.count(team.total))])
        for team in view.teams
    ]
    said = html.P("Days are calendar days from the day on which it was due to the month end.", className="note")
    table = components.table(f"Overdue cases by team and days over, {view.month}", columns, rows, css="spans")
    return _section("overdue", "Overdue by team", table, said)


def _cases(view: TimelinessView, shown: bool) -> html.Section:
    title = "Overdue cases, the longest first"
    if not shown:
        return _section("cases", title, components.notice(html.P(OFF)))
    if not view.listed:
        return _section("cases", title, components.notice(html.P("No overdue case fits what you chose.")))
    columns = (
        Column("Child"),
        Column("Process"),
        Column("Team"),
        Column("Worker"),
        Column("Was due"),
        Column("Days over", numbers=True),
    )
    rows = [
        Row(c.child, [c.process, _named(c.team), _named(c.worker), c.due, html.Strong(words.count(c.days))])
        for c in view.listed
    ]
    caption = f"Overdue at {view.as_at}" + (f": {view.part.words}" if view.part else "")
    csv = components.download(
        "Download the overdue cases and those not recorded", view.choice.address("/timeliness/cases.csv"), "CSV"
    )
    return _section("cases", title, components.table(caption, columns, rows), *_parts(view), html.P(csv))


def _named(text: str) -> list | str:
    return text or [html.Span("–", **{"aria-hidden": "true"}), components.hidden("not named")]


def _parts(view: TimelinessView) -> list:
    if view.part is None:
        return []
    links = [("Next: fewer days over", view.part.after), ("Before: more days over", view.part.before)]
    items = [html.Li(html.A(said, href=f"{address}#cases")) for said, address in reversed(links) if address]
    return [html.Nav(html.Ul(items), className="parts", **{"aria-label": "Parts of the list"})]


def _unjudged(view: TimelinessView) -> html.Section | None:
    if not view.unjudged:
        return None
    columns = (Column("Process"), Column("Cases", numbers=True), Column("What is not recorded"))
    rows = [Row(u.title, [words.count(u.count), _capital(u.why)]) for u in view.unjudged]
    said = html.P("They may be in time or overdue: the return does not say. They are not among the overdue cases.")
    return _section(
        "not-recorded", "Cannot be judged", said, components.table("Cases that cannot be judged", columns, rows)
    )


def _how(view: TimelinessView) -> html.Section:
    shown = (view.process,) if view.process else processes.ALL
    general = html.P(
        "What ended is counted over the same time as its indicator; what is open is counted however long ago it began. "
        "A child may stand in several processes."
    )
    about = components.details(
        "How each process is counted",
        [general, components.terms((p.title, _said(p)) for p in shown)],
        opened=view.process is not None,
    )
    links = []
    if view.process is not None:
        named = [html.Li(html.A(title, href=address)) for title, address in view.figures]
        links = [html.P("The figures that the same cases make:"), html.Ul(named)]
    return html.Section([about, *links], className="foot", **{"aria-label": "How it is counted"})


def _said(process: Process) -> list[str]:
    lines = [
        f"Limit: {process.limit} ({process.source}).",
        f"From {process.starts} to {process.ends}.",
        f"Cannot be judged where {process.unknown}.",
    ]
    return [*lines, process.cannot_tell] if process.cannot_tell else lines


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
