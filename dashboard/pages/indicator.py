"""One indicator: its figure in words, its history, its teams, its comparators and its definition."""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html
from flask import Flask, Response, request

from dashboard import charts, components, words
from dashboard.components import Column, Row
from dashboard.fields import hidden_value
from dashboard.pages import chart_parts, figure_cells, quality_parts, team_parts
from dashboard.pages import in_progress as timed
from dashboard.pages.page import Page, place
from dashboard.pages.problem import problem
from dashboard.serving import shell
from dashboard.views.choice import Choice, Source, slug
from dashboard.views.in_progress import in_progress
from dashboard.views.indicator import IndicatorView, Year
from dashboard.views.months import Month
from dashboard.views.team import of_team, sight
from dashboard.views.teams import side_by_side
from dashboard.words import verdicts
from data.errors import BadInput, NotFound, ScorecardError

PATH, NAME = "/indicator/<id>", ""
RESTS_ON_STORE = True


def page(source: Source, query: Mapping[str, str], id: str) -> Page:
    """The page of the indicator with this id, for a query (period, months, team). Raises NotFound."""
    view = of_team(source, id, query)
    home, team = Choice(period=view.choice.period), view.choice.team
    above = [("Scorecard", home.address()), (view.domain, home.address(domain=slug(view.domain)))]
    above += [(view.title, home.address(f"/indicator/{id}"))] if team else []
    title = f"{view.title}: {team}" if team else view.title
    body = [components.breadcrumbs(above, here=team), html.H1(title)]
    body += _empty(view) if view.missing else _full(view, source)
    title = f"{title}: {view.council}" if view.council else title
    if view.missing or view.has_nothing_to_draw:
        return Page(title, tuple(body), view.council, view.synthetic)
    return Page(title, tuple(body), view.council, view.synthetic, live=_chart(view), still=_drawing(view))


def add_routes(server: Flask, source: Source) -> None:
    """The chart as a picture to take away."""

    @server.get("/indicator/<id>.svg")
    def indicator_svg(id: str) -> Response:
        try:
            view = of_team(source, id, request.args)
            if view.missing:
                raise BadInput(view.missing)
            answer = Response(chart_parts.picture(view), mimetype="image/svg+xml")
        except ScorecardError as error:
            status = 404 if isinstance(error, NotFound) else 400
            return Response(shell.plain(problem(status, "").title, str(error)), status=status, mimetype="text/html")
        answer.headers["Content-Disposition"] = f'attachment; filename="{chart_parts.file_name(view)}.svg"'
        return answer


# ------------------------------------------------------------------------------------------------------


def _empty(view: IndicatorView) -> list:
    said = [html.P(view.missing)]
    if view.latest:
        here = view.choice.address(f"/indicator/{view.id}", period=view.latest)
        said.append(html.P(html.A(f"Show {words.period(view.latest)}", href=here)))
    return [components.notice(said), _about(view)]


def _full(view: IndicatorView, source: Source) -> list:
    period = view.choice.period
    main = [_headline(view), _in_words(view)]
    if view.choice.team:
        main += [team_parts.line_of_sight(sight(source, view)), _trend(view), _changes(view)]
    else:
        main += [timed.section(in_progress(source, view.id, period)), _trend(view), _changes(view)]
        main += [team_parts.section(view, side_by_side(source, view.id, Choice(period=period))), _areas(view)]
    return [
        html.Div(
            [html.Div([part for part in main if part is not None], className="primary"), _about(view)],
            className="columns",
        )
    ]


def _headline(view: IndicatorView) -> html.Section:
    head = view.headline
    facts = [f"{view.month}, {view.basis}, as reported"]
    if head.made_of:
        facts.insert(0, head.made_of)
    lines = [
        html.P([html.Span(head.figure, className="big"), *map(components.rag_tag, _tags(view))], className="headline"),
        html.P(" · ".join(facts), className="headline-facts"),
    ]
    if head.state:
        fed_by = f" This figure comes from {view.fed_by}." if view.fed_by else ""
        lines.append(html.P(f"{head.state}.{fed_by}"))
    if head.target:
        lines.append(html.P(["Target: ", html.Strong(head.target)]))
    if head.restated:
        lines.append(html.P(["Restated: ", html.Strong(head.restated)], className="restated"))
    why = [text for text in (head.lasting, head.uncertain) if text]
    if why:
        lines.append(html.P(html.Strong(" · ".join(why))))
    if head.notes:
        lines.append(html.P(" · ".join(head.notes), className="note"))
    if head.badge is not None:
        lines.append(quality_parts.reliance(head, view.choice.period))
    lines.append(_month_form(view))
    return html.Section(lines, className="panel", **{"aria-label": "Latest figure"})


def _tags(view: IndicatorView) -> list[words.Tag]:
    found = [view.headline.rag]
    if view.direction:
        found += [view.direction.tag, view.direction.assurance]
    return [tag for tag in found if tag is not None]


def _month_form(view: IndicatorView) -> html.Form:
    parts = [components.select("period", "Month", view.period_options)]
    parts += [components.select("team", "Team", view.team_options)] if view.team_options else []
    parts += [hidden_value(name, value) for name in ("months", "hide") if (value := getattr(view.choice, name))]
    parts.append(html.Button("Show", type="submit", className="button"))
    return html.Form(parts, action=f"/indicator/{view.id}", method="get", className="filters")


def _in_words(view: IndicatorView) -> html.Section:
    paragraphs = (view.in_words, view.direction.sentences if view.direction else ())
    return html.Section(
        [html.H2("In words", id="in-words"), *(html.P(" ".join(said)) for said in paragraphs if said)],
        **{"aria-labelledby": "in-words"},
    )


def _chart(view: IndicatorView) -> dcc.Graph:
    return dcc.Graph(id="trend", figure=charts.trend(view), config=charts.CONFIG, className="chart", responsive=True)


def _trend(view: IndicatorView) -> html.Section:
    drawn = html.Div(
        place(),
        role="img",
        className="chart-place",
        **{"aria-label": f"Line chart: {view.title}", "aria-describedby": "trend-words"},
    )
    here = Choice(period=view.period, team=view.choice.team).address(f"/indicator/{view.id}.csv")
    same = _seen(view).address(f"/indicator/{view.id}")
    all_teams = "" if view.choice.team else " and team"
    csv = (f"The figures of every month{all_teams}", here)
    told, name = chart_parts.how_drawn(view), chart_parts.file_name(view)
    picture = html.Figure([drawn, html.Figcaption(" ".join([view.alternative, *told]), id="trend-words")])
    tools = chart_parts.tools(csv, _drawing(view), name, same)
    if view.has_nothing_to_draw:
        picture, tools = html.P(view.alternative), html.P(components.download(*csv, "CSV"))
    table = components.details("The same figures as a table", _months_table(view))
    parts = [html.H2("Over time", id="over-time"), *_marks(view), chart_parts.choices(view), picture, table, tools]
    return html.Section([*parts, *_alone(view)], **{"aria-labelledby": "over-time"})


def _seen(view: IndicatorView) -> Choice:
    """All that is seen, the month named: next month the address still shows the same."""
    chosen = view.choice
    return Choice(period=view.period, team=chosen.team, months=chosen.months, hide=chosen.hide)


def _drawing(view: IndicatorView) -> str:
    return _seen(view).address(f"/indicator/{view.id}.svg")


def _marks(view: IndicatorView) -> list:
    """What changed and when, before the picture that shows it."""
    if not view.marks:
        return []
    begins = "; the usual range begins anew"
    said = [f"{m.month}: {m.words} ({m.by}{begins if m.is_rebase else ''})" for m in view.marks]
    return [html.Ul([html.Li(text) for text in said], className="marks")]


def _alone(view: IndicatorView) -> list:
    """The control chart of the months alone, where the figure covers twelve."""
    if view.alone is None:
        return []
    found = view.alone
    columns = [Column("Month"), Column("In the month alone", numbers=True), Column("What the chart says")]
    rows = [Row(month, [figure, said]) for month, figure, said in found.months]
    told = (
        f"This figure covers twelve months. Its control chart is of each month alone: the line is the month’s own "
        f"figure, the band the range that chance explains ({found.limits.usual}), the thin line the mean "
        f"({found.limits.centre})."
    )
    picture = components.picture(found.address, found.alternative, css="spark wide", width=640, height=150)
    return [
        html.H3("Month by month"),
        html.P(" ".join(view.direction.alone)),
        html.Figure([picture, html.Figcaption(told)]),
        components.details("Each month alone as a table", [components.table("Latest first", columns, rows)]),
    ]


def _months_table(view: IndicatorView) -> list:
    unit = view.unit
    columns = [Column("Month"), Column("As reported", numbers=True)]
    columns += figure_cells.parts(unit)
    columns += [Column("Not recorded", numbers=True), Column("Restated", numbers=True)]
    judged = any(m.aim for m in view.months)
    columns += [Column("Target"), Column("Rating")] if judged else []
    columns.append(Column("Remark"))
    rows = [_month(m, unit, judged) for m in reversed(view.months)]
    tables = [components.table("By month, latest first", columns, rows)]
    if view.years:
        columns = (
            Column("Year"),
            Column("This authority", numbers=True),
            Column("Neighbours’ median", numbers=True),
            Column("Neighbours with a figure", numbers=True),
            Column("England", numbers=True),
        )
        rows = [_year(y, unit) for y in reversed(view.years)]
        tables.append(components.table("Published figures by year, latest first", columns, rows))
    return tables


def _month(month: Month, unit: str, judged: bool) -> Row:
    now = month.reported
    later = month.restated
    restated = verdicts.share(later.value, later.numerator, later.denominator, unit) if month.differs else "same"
    if now.state == "part_year":
        restated = "–"
    cells = [
        verdicts.share(now.value, now.numerator, now.denominator, unit),
        *figure_cells.part_cells(now, unit),
        figure_cells.unknown(now),
        restated,
        *([month.aim or "–", month.rating or "–"] if judged else []),
        words.status(now.state),
    ]
    return Row(words.period(month.period), cells)


def _year(year: Year, unit: str) -> Row:
    own = words.published(year.own, unit) if year.own is not None else words.symbol(year.own_state)
    median, england = (words.published(v, unit) for v in (year.neighbour_median, year.england))
    return Row(year.label, [own, median, str(year.neighbours_with_data), england])


def _changes(view: IndicatorView) -> html.Section | None:
    if not view.changes:
        return None
    columns = [Column("Month"), Column("First reported", numbers=True), Column("Now", numbers=True), Column("Since")]
    rows = [Row(words.period(c.period), [c.before, c.after, c.since]) for c in view.changes]
    table = components.table("Figures that a corrected return changed, latest first", columns, rows)
    heading = html.H2("Corrected since first reported", id="corrected")
    return html.Section([heading, table], **{"aria-labelledby": "corrected"})


def _areas(view: IndicatorView) -> html.Section:
    heading = html.H2("Compared with councils like us", id="compared")
    if not view.areas:
        none = html.P("No national figure is published that this can be set beside.")
        return html.Section([heading, none], **{"aria-labelledby": "compared"})
    columns = (Column("Area"), Column("Published figure", numbers=True), Column("Which"))
    rows = [Row(a.name, [a.state or a.figure, a.what], css="own" if a.is_own else "") for a in view.areas]
    caption = f"Published figures of {view.areas_year}; neighbours from the closest to the least close"
    said = [html.P(text) for text in view.yardstick]
    further = Choice(period=view.choice.period).address(f"/compare/{view.id}")
    said.append(html.P(html.A("Compare area by area: rank, quarters, years, other neighbours", href=further)))
    return html.Section([heading, *said, components.table(caption, columns, rows)], **{"aria-labelledby": "compared"})


def _about(view: IndicatorView) -> html.Section:
    return html.Section(
        [html.H2("About this indicator", id="about"), components.terms((d.term, d.words) for d in view.about)],
        className="about",
        **{"aria-labelledby": "about"},
    )
