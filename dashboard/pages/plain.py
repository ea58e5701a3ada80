"""The scorecard in plain words: one panel or domain on a page or two, to read, to print and to talk about."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard import components, words
from dashboard.components import Column, Row
from dashboard.pages.page import Page
from dashboard.views.choice import Source
from dashboard.views.plain import ALL, PATH, Group, PlainLine, PlainView, plain
from dashboard.words import plain as plain_words

NAME = ""
RESTS_ON_STORE = True
COLUMNS = (
    Column("What we look at", name="what"),
    Column("Where we are", name="figure"),
    Column("Better or worse?", name="change"),
    Column("Elsewhere", name="others"),
)
READING = (plain_words.CHANGE, plain_words.ALIKE, plain_words.RELIED_ON)
DIFFERS = "* The national figure follows a somewhat other rule, so the two are not quite the same thing."


def page(source: Source, query: Mapping[str, str]) -> Page:
    """The page for a query (period, panel, domain)."""
    view = plain(source, query)
    body = [components.breadcrumbs([("Scorecard", view.choice.scorecard.address())])]
    body += [html.H1("Our scorecard in plain words"), *(_empty(view) if view.missing else _full(view))]
    title = f"Scorecard in plain words, {view.month}: {view.council}" if view.month else "Scorecard in plain words"
    return Page(title, (html.Div(body, className="plain"),), view.council, view.synthetic)


def _empty(view: PlainView) -> list:
    said = [html.P(view.missing)]
    if view.latest:
        said.append(html.P(html.A(f"Show {words.period(view.latest)}", href=view.choice.address(period=view.latest))))
    return [components.notice(said)]


def _full(view: PlainView) -> list:
    return [
        html.P([html.Strong(view.month), f" · {view.council} · as at {view.as_at}"], className="lead"),
        *([html.P(view.about)] if view.about else []),
        html.P(view.news, className="news"),
        html.P(f"Unless another time is named, figures are those of the end of {view.month}."),
        html.P(
            [
                html.Strong("For use inside the council, not for publication. "),
                "Small numbers are shown here. Packs made on the ",
                html.A("Snapshots page", href="/snapshots"),
                " protect them.",
            ],
            className="inside",
        ),
        _form(view),
        *map(_group, view.groups),
        *_left_out(view),
        _foot(view),
    ]


def _form(view: PlainView) -> html.Form:
    parts = [
        components.select("period", "Month", view.months),
        components.select("panel", "Panel", view.panel_options),
        components.select("domain", "Domain", view.domain_options),
        html.Button("Show", type="submit", className="button"),
    ]
    return html.Form(parts, action=PATH, method="get", className="filters")


def _group(group: Group) -> html.Section:
    rows = [_row(line) for line in group.lines]
    table = components.table(components.hidden(group.name), COLUMNS, rows, css="plain-words")
    return html.Section([html.H2(group.name, id=group.slug), table], **{"aria-labelledby": group.slug})


def _row(line: PlainLine) -> Row:
    share = [html.Span(f" ({line.share})", className="share")] if line.share else []
    figure = [html.Div([html.Strong(line.figure), *share])]
    figure += [html.Div(line.when, className="note")] if line.when else []
    figure += [html.Div(line.care, className="note care")] if line.care else []
    change = (
        components.rag_tag(line.change)
        if line.change
        else [html.Span("–", **{"aria-hidden": "true"}), components.hidden("Nothing to say")]
    )
    star = ["*", components.hidden(" counted differently")] if line.differs else []
    others = [*map(html.Div, line.others), html.Div([line.others_when, *star], className="note")] if line.others else []
    return Row(html.A(line.what, href=line.address), [figure, change, others or line.alone])


def _left_out(view: PlainView) -> list:
    if not view.left_out:
        return []
    every = view.choice.scorecard.address()
    count = words.plural(view.left_out, "figure")
    said = f"{count} that belong{'s' if view.left_out == 1 else ''} here cannot be given this month. "
    return [html.P([said, html.A("The scorecard says why", href=every), "."], className="left-out")]


def _foot(view: PlainView) -> html.Section:
    choice = view.choice
    csv = choice.scorecard.address("/scorecard.csv")
    links: list = [components.download("The scorecard behind it", csv, "CSV")]
    if choice.panel != ALL:
        links += [" · ", html.A("Every figure in plain words", href=choice.address(panel=ALL, domain=""))]
    reading = [html.H2("How to read this", id="reading")]
    reading += [html.P([html.Strong(f"{term}: "), meaning]) for term, meaning in READING]
    reading += [html.P(DIFFERS)] if any(line.differs for group in view.groups for line in group.lines) else []
    return html.Section(
        [*reading, html.P(links, className="further")], className="plain-reading", **{"aria-labelledby": "reading"}
    )
