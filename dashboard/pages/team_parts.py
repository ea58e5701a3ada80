"""Teams on the page of an indicator: beside each other, against chance, as a table; and the line down to one team."""

from __future__ import annotations

from dash import html

from dashboard import components
from dashboard.components import Column, Row
from dashboard.pages import figure_cells
from dashboard.pictures import funnel
from dashboard.views.indicator import IndicatorView
from dashboard.views.team import Sight
from dashboard.views.teams import HEIGHT, WIDTH, Funnel, TeamPicture, Teams

FUNNEL = (
    Column("Team"), Column("Dot", numbers=True), Column("Figure", numbers=True), Column("Made of", numbers=True),
    Column("19 in 20 lie within", numbers=True), Column("998 in 1,000 lie within", numbers=True),
    Column("What chance would make of it"),
)  # fmt: skip
LEVELS = (Column("Level"), Column("Figure", numbers=True), Column("Made of", numbers=True))


def section(view: IndicatorView, beside: Teams | None) -> html.Section | None:
    """All about teams on the page of the whole authority; None for an indicator that no list gives by team."""
    if not view.by_team:
        return None
    parts = [html.H2("By team", id="by-team")]
    if not view.teams:
        parts.append(html.P("No return of the last 24 months names a team for this indicator."))
        return html.Section(parts, **{"aria-labelledby": "by-team"})
    if beside is not None:
        parts += [html.P(beside.news)] if beside.news else []
        parts.append(html.P(beside.order, className="note"))
        parts.append(html.Ul([_tile(t) for t in beside.pictures], className="multiples"))
        parts += _funnel(beside.funnel) if beside.funnel else []
    return html.Section([*parts, _table(view)], **{"aria-labelledby": "by-team"})


def line_of_sight(view: Sight | None) -> html.Section | None:
    """The same definition from the whole authority down to the team, and where to go on from there."""
    if view is None:
        return None
    rows = [Row(html.A(level.name, href=level.address), [level.figure, level.made_of]) for level in view.levels]
    parts = [
        html.H2("From the whole authority to the team", id="sight"),
        components.table("The same definition at each level, as reported", LEVELS, rows),
    ]
    if view.place:
        parts.append(html.P(view.place))
    if view.further:
        parts.append(html.Ul([html.Li(html.A(said, href=address)) for said, address in view.further]))
    return html.Section(parts, **{"aria-labelledby": "sight"})


# ------------------------------------------------------------------------------------------------------


def _tile(team: TeamPicture) -> html.Li:
    figure = [html.Strong(team.figure), f" · {team.made_of}" if team.made_of else ""]
    picture = (
        components.picture(team.spark.address, team.spark.alternative, css="multiple", width=WIDTH, height=HEIGHT)
        if team.spark
        else html.P(team.undrawn, className="note")
    )
    place = [html.P(team.place, className="note")] if team.place else []
    return html.Li([html.A(team.name, href=team.address), html.P(figure), picture, *place])


def _funnel(view: Funnel) -> list:
    rows = [
        Row(html.A(line.team, href=line.address),
            [line.number or "–", line.figure, line.made_of, line.usual, line.rare, line.place])
        for line in view.lines
    ]  # fmt: skip
    table = components.table("Teams around the authority’s own figure", FUNNEL, rows)
    parts = [html.H3("What chance would make of it")]
    if view.picture:
        picture = html.Picture(
            [
                html.Source(srcSet=view.narrow, media="(max-width: 36rem)"),
                components.picture(
                    view.picture, view.alternative, css="funnel", width=funnel.WIDE, height=funnel.HEIGHT
                ),
            ]
        )
        parts.append(html.Figure([picture, html.Figcaption(view.reading)]))
    return [*parts, components.details("The same figures as a table", table)]


def _table(view: IndicatorView) -> html.Table:
    unit = view.unit
    columns = [Column("Team"), Column("Value", numbers=True), *figure_cells.parts(unit)]
    columns += [Column("Not recorded", numbers=True), Column("24 months", name="spark")]
    rows = [
        Row(
            t.name,
            [
                figure_cells.value(t.figure, unit),
                *figure_cells.part_cells(t.figure, unit),
                figure_cells.unknown(t.figure),
                components.picture(t.spark.address, t.spark.alternative),
            ],
        )
        for t in view.teams
    ]
    return components.table(f"{view.month}, as reported, by the team named in the return", columns, rows)
