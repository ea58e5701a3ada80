"""The scorecard: every indicator of a month, domain by domain, with what needs attention on top."""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html

from dashboard import components, words
from dashboard.components import Column, Row
from dashboard.fields import hidden_value
from dashboard.pages.page import Page
from dashboard.views.choice import Choice, Source
from dashboard.views.headline import Headline
from dashboard.views.moved import SHOWN, Move
from dashboard.views.plain import PlainChoice
from dashboard.views.scorecard import Compared, Domain, Line, ScorecardView, scorecard
from dashboard.views.waiting import FEED
from dashboard.words import verdicts

PATH, NAME = "/", "Scorecard"
RESTS_ON_STORE = True
COLUMNS = (
    Column("Indicator", name="what"),
    Column("Latest", numbers=True, name="latest"),
    Column("Target", name="target"),
    Column("24 months", name="spark"),
    Column("Direction", name="change"),
    Column("Neighbours", numbers=True, note="median", name="near"),
    Column("England", numbers=True, name="england"),
)


def page(source: Source, query: Mapping[str, str]) -> Page:
    """The page for a query (see Choice)."""
    view = scorecard(source, query)
    council = view.council or "Children's services scorecard"
    body = [
        html.H1(f"{view.council} children’s services" if view.council else "Children’s services scorecard"),
        *(_empty(view) if view.missing else _full(view)),
    ]
    title = f"Scorecard, {view.month}: {council}" if view.month else f"Scorecard: {council}"
    return Page(title, tuple(body), view.council, view.synthetic)


def _empty(view: ScorecardView) -> list:
    if not view.latest:
        first = html.A("Upload the first returns", href="/upload")
        how = [first, ", load them with ", html.Code("scorecard load"), ", or see a made-up council with "]
        return [components.notice([html.P(view.missing), html.P([*how, html.Code("scorecard demo"), "."])])]
    back = html.A(f"Show {words.period(view.latest)}", href=view.choice.address(period=view.latest))
    return [components.notice([html.P(view.missing), html.P(back)])]


def _full(view: ScorecardView) -> list:
    loaded = f" · loaded {view.loaded}" if view.loaded else ""
    tables = [_domain(domain, view) for domain in view.domains]
    if not tables:
        none = html.P("No indicator fits what you chose.")
        clear = html.P(html.A("Show every indicator", href=Choice(period=view.choice.period).address()))
        tables = [components.notice([none, clear])]
    return [
        html.P([html.Strong(view.month), f" · as at {view.as_at}{loaded}"], className="lead"),
        _moved(view),
        _attention(view),
        _filters(view),
        _arrangement(view),
        *_jumps(view),
        *tables,
        _foot(view),
    ]


def _moved(view: ScorecardView) -> html.Section:
    """The news: what really moved, in words."""
    how = html.A("How we decide", href="#reading", className="aside")
    head = html.Div([html.H2("What moved this month", id="moved"), how], className="moved-head")
    first, others = view.moves[:SHOWN], view.moves[SHOWN:]
    if not first:
        body = [html.P(verdicts.nothing_moved(view.by_chance))]
    else:
        body = [html.Ul([_move(m) for m in first], className="moves")]
    if others:
        body.append(components.details(f"And {len(others)} more", [html.Ul([_move(m) for m in others])]))
    if view.by_chance:
        body.append(html.P(view.by_chance, className="note"))
    return html.Section([head, *body], className="moved", **{"aria-labelledby": "moved"})


def _move(move: Move) -> html.Li:
    said = [html.A(move.title, href=move.address), f": {move.figure}. {move.why[:1].upper()}{move.why[1:]}."]
    return html.Li([components.rag_tag(move.tag), html.Span(said)])


def _arrangement(view: ScorecardView) -> html.Nav:
    """In which order, and how much of each row."""

    def links(label: str, options: tuple) -> html.P:
        parts: list = [f"{label}: "]
        for at, option in enumerate(options):
            here = {"aria-current": "true"} if option.chosen else {}
            parts += [" · "] if at else []
            parts.append(html.A(option.words, href=option.value, **here))
        return html.P(parts)

    said = [links("Sort", view.sorts), links("Rows", view.densities)]
    asked = PlainChoice(period=view.choice.period, panel=view.choice.panel, domain=view.choice.domain)
    said.append(html.P(html.A("In plain words, for young people and members", href=asked.address())))
    return html.Nav(said, className="arrangement", **{"aria-label": "How the rows are shown"})


def _attention(view: ScorecardView) -> html.Section:
    points = [html.Li(html.A(p.words, href=p.address) if p.address else p.words) for p in view.attention]
    body = html.Ul(points) if points else html.P("Nothing is off target or overdue, and every return is in.")
    return html.Section(
        [html.H2("Needs attention", id="attention"), body], className="attention", **{"aria-labelledby": "attention"}
    )


def _filters(view: ScorecardView) -> html.Section:
    find = html.Div(
        [html.Label("Find", htmlFor="find"), dcc.Input(id="find", name="find", type="search", value=view.choice.find)],
        className="field",
    )
    form = html.Form(
        [
            components.select("period", "Month", view.months),
            components.select("panel", "Panel", view.panel_options),
            components.select("domain", "Domain", view.domain_options),
            components.select("rating", "Rating", view.rating_options),
            components.select("tag", "Speaks of", view.tag_options),
            components.select("show", "Priority", view.show_options),
            find,
            *[hidden_value(n, v) for n, v in (("sort", view.choice.sort), ("view", view.choice.view)) if v],
            html.Button("Show", type="submit", className="button"),
        ],
        action="/",
        method="get",
        className="filters",
    )
    shown = words.plural(view.total, "indicator")
    said = [f"Showing all {shown}."]
    if view.choice.filters:
        clear = html.A("Show all", href=Choice(period=view.choice.period).address())
        said = [f"Showing {view.shown} of {shown}. ", clear]
    return html.Section([form, html.P(said, className="shown")], role="search", **{"aria-label": "Choose what to show"})


def _jumps(view: ScorecardView) -> list[html.Nav]:
    """Links to the domains, where there is more than one on the page."""
    if len(view.domains) < 2:
        return []
    links = [html.Li(html.A(d.name, href=f"#{d.slug}")) for d in view.domains]
    return [html.Nav(html.Ul(links), className="jumps", **{"aria-label": "On this page"})]


def _domain(domain: Domain, view: ScorecardView) -> html.Section:
    parts = [html.H2(domain.name, id=domain.slug)]
    if domain.lines:
        caption = components.hidden(f"{domain.name}, {view.month}")
        compact = view.choice.view == "compact"
        rows = [_row(line, compact) for line in domain.lines]
        parts.append(components.table(caption, COLUMNS, rows, css="scorecard compact" if compact else "scorecard"))
    if domain.waiting:
        parts.append(_waiting(domain, opened=bool(view.choice.filters)))
    return html.Section(parts, className="domain", **{"aria-labelledby": domain.slug})


def _waiting(domain: Domain, opened: bool) -> html.Details:
    """The indicators that nothing was sent for, folded away so that they do not drown the others."""
    lines = [
        html.Li([html.A(w.title, href=w.address), f": from {w.fed_by}", f"; {w.latest}" if w.latest else ""])
        for w in domain.waiting
    ]
    summary = f"No return yet: {words.plural(len(domain.waiting), 'indicator')}"
    return components.details(summary, [html.P(FEED), html.Ul(lines)], opened=opened)


def _row(line: Line, compact: bool = False) -> Row:
    head, spark = line.headline, line.spark
    notes = [] if compact else [*head.notes, *([f"Restated: {head.restated}"] if head.restated else [])]
    latest = [
        html.Div(head.figure, className="figure"),
        *[html.Div(text, className="made-of") for text in (head.made_of, head.state) if text],
        *[html.Div(note, className="note") for note in notes],
        *_badge(head, compact),
    ]
    target = [components.rag_tag(head.rag), *([html.Div(head.target, className="aim")] if head.target else [])]
    target += [html.Div(head.lasting.removeprefix("Off target "), className="lasting")] if head.lasting else []
    target += [html.Div(head.uncertain, className="uncertain")] if head.uncertain else []
    return Row(
        [html.A(line.title, href=line.address), *([] if compact else [html.Div(line.basis, className="basis")])],
        [
            latest,
            target,
            components.picture(spark.address, spark.alternative),
            _travel(line, compact),
            _compared(line.neighbours, compact),
            _compared(line.england, compact, said=line.neighbours.age if line.neighbours else ""),
        ],
    )


def _badge(head: Headline, compact: bool) -> list:
    """How far the data of the figure can be relied on; why, where care is needed. In compact rows only then."""
    if head.badge is None or head.badge.tone == "quiet":
        return []
    if head.badge.tone == "good":
        shape = html.Span(head.badge.shape, **{"aria-hidden": "true"})
        return [] if compact else [html.Div([shape, f" {head.badge.words} data"], className="note")]
    why = [] if compact else [html.Div(head.badge_words, className="note")]
    return [html.Div(components.rag_tag(head.badge), className="reliance"), *why]


def _travel(line: Line, compact: bool) -> list:
    """The direction of travel, what it rests on, and how far the figure is from that of a year ago. How far it moved
    in a month, which is mostly chance, stands on the indicator's own page."""
    found = line.direction
    if found.tag is None:
        return _nothing("No figure, so no direction")
    if compact:
        return [components.rag_tag(found.tag)]
    why = [html.Div(line.why, className="note")] if line.why else []
    return [components.rag_tag(found.tag), *why, *map(html.Div, line.changes[-1:])]


def _compared(compared: Compared | None, compact: bool, said: str = "") -> list:
    """A published figure. `said`: the age that the cell before already says in sight."""
    if compared is None:
        return _nothing("No published figure")
    figure: list | str = compared.figure
    if compared.address:
        figure = html.A([compared.figure, components.hidden(": compare area by area")], href=compared.address)
    stale = " stale" if compared.age else ""
    if compact:
        note = ", ".join(filter(None, (compared.note, compared.age)))
        return [html.Div(figure, className=f"figure-2{stale}"), components.hidden(note)]
    age = [] if not compared.age else [components.hidden(compared.age) if compared.age == said else compared.age]
    notes = [html.Div(part, className=f"note{stale}") for part in (compared.note, *age)]
    return [html.Div(figure, className="figure-2"), *notes]


def _nothing(why: str) -> list:
    return [html.Span("–", **{"aria-hidden": "true"}), components.hidden(why)]


def _foot(view: ScorecardView) -> html.Section:
    reading = [
        html.P(
            "Each figure is as reported: worked out from the returns held when the month was reported. Where later "
            "returns changed it, the figure on what is held now stands below it as restated."
        ),
        html.P(
            "The small chart shows 24 months as reported. Its dashed line is the target of this month, its dot the "
            "latest month; a gap is a month without a figure. Where a control chart decides the direction, the pale "
            "band is the range that chance explains and the thin line its mean."
        ),
        html.P(
            "The neighbours’ figure is the median of the ten statistical neighbours, in the latest year published. "
            "It counts only those with a published figure; how many is written below it."
        ),
        html.P(
            "Direction says whether the figure really moved. Where 12 months or more can be judged by a control chart, "
            "the chart decides: the latest month must lie outside its usual range, or end a run or trend too long for "
            "chance. Otherwise the figure is tested against the same month last year, or a quarter before. The arrow "
            "is the way the figure went; the word says whether that is good. Below it is how far it moved in a year."
        ),
        html.P(
            "What moved this month lists every such change, the one furthest from what chance would make first. A few "
            "of many indicators are listed by chance alone; how many to expect stands below the list."
        ),
        html.P(
            "On target is green, close to target amber, off target red; the month is judged by the target that was in "
            "force at its end. “Small numbers: chance could make it close to target” means that with so few cases "
            "chance alone could give the other rating. Under ten cases no percentage is printed."
        ),
    ]
    address = view.choice.address("/scorecard.csv")
    return html.Section(
        [
            html.P(components.download("Download these figures", address, "CSV")),
            html.Div(components.details("How to read this page", reading), id="reading"),
        ],
        className="foot",
        **{"aria-label": "Download and help"},
    )
