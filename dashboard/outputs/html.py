"""The pack as one HTML file: readable by anyone, with or without a screen, offline, and fit to print."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape
from importlib.resources import files

from dash import html as tags

from dashboard import components, words
from dashboard.components import Column, Row
from dashboard.outputs import trend
from dashboard.outputs.earlier import Moved
from dashboard.outputs.lines import Cell, Compared, Line, cell, made_of
from dashboard.outputs.notes import Restatement
from dashboard.outputs.pack import SYNTHETIC, Pack, Section
from dashboard.outputs.travel import Travel
from dashboard.serving.markup import markup
from dashboard.views.choice import slug
from dashboard.views.figures import Figure

MOVED = "What moved this month"
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def html(pack: Pack) -> bytes:
    """The pack in full."""
    parts = [_cover(pack), _contents(pack), _performance(pack), _what_moved(pack), _notes(pack), *_pages(pack)]
    return document(pack, f"{pack.panel}, {pack.month}: {pack.council}", [*parts, _glossary(pack)])


def document(pack: Pack, title: str, parts: list) -> bytes:
    """Parts as a whole document, everything in one file, nothing asked of anybody."""
    style = files("dashboard.outputs").joinpath("pack.css").read_text(encoding="utf-8")
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{escape(title)}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip-link" href="#main">Skip to main content</a>
<header><p class="marking">{escape(pack.marking)}</p></header>
<main id="main">{markup(parts)}</main>
<footer><p>The figures of this pack are identified by SHA-256 {escape(pack.sha256)}.</p></footer>
</body>
</html>
""".encode()


# parts ------------------------------------------------------------------------------------------------


def _cover(pack: Pack) -> tags.Header:
    as_at = f"As at {words.day(pack.as_at)}."
    if pack.loaded_at:
        as_at += f" Latest return loaded {words.moment(pack.loaded_at)} (UTC)."
    lines = [
        tags.P(pack.council, className="council"),
        tags.H1([pack.panel, tags.Span(f"Children’s services performance, {pack.month}", className="sub")]),
        tags.P(pack.title_page) if pack.title_page else None,
        tags.P(as_at),
        tags.P([tags.Strong("Not yet received for this month: "), words.joined(pack.missing), "."])
        if pack.missing
        else None,
        tags.P(SYNTHETIC, className="synthetic") if pack.synthetic else None,
        tags.P([tags.Strong(f"{pack.marking}. "), pack.marking_reason], className="said"),
        *(tags.P(said, className="method") for said in pack.method),
        tags.P(f"Signed by: {pack.signed_by}") if pack.signed_by else None,
    ]
    rated = [Row(components.rag_tag(tag), [str(n)]) for tag, n in pack.ratings]
    table = components.table("How the indicators stand", (Column("Rating"), Column("Indicators", numbers=True)), rated)
    return tags.Header([*(line for line in lines if line is not None), table], className="cover")


def _contents(pack: Pack) -> tags.Nav:
    parts = [("performance", "Performance on a page"), ("moved", MOVED), ("notes", "Notes and restated figures")]
    parts += [(slug(domain), domain) for domain in pack.domains]
    parts.append(("words", "What the words and signs mean"))
    links = [tags.Li(tags.A(name, href=f"#{place}")) for place, name in parts]
    return tags.Nav([tags.H2("In this pack", id="contents"), tags.Ol(links)], **{"aria-labelledby": "contents"})


def _performance(pack: Pack) -> tags.Section:
    columns = (
        Column("Indicator"), *(Column(name, numbers=True) for name in pack.column_names), Column("Rating and target"),
        Column("Direction"), Column("Neighbours’ mean, median", numbers=True), Column("England", numbers=True),
        Column("Note", numbers=True),
    )  # fmt: skip
    parts: list = [tags.H2("Performance on a page", id="performance")]
    for domain, sections in pack.domains.items():
        parts.append(components.table(domain, columns, [_line(s) for s in sections], css="wide"))
    return tags.Section(parts, **{"aria-labelledby": "performance"})


def _line(section: Section) -> Row:
    line = section.line
    title = tags.A(line.title, href=f"#{line.id}") if section.has_figures else line.title
    rating = [components.rag_tag(line.head.rag)]
    if line.head.target:
        rating.append(_more(f"Target: {line.head.target}"))
    *earlier, latest = line.cells
    shown = _figure(latest, line.made_of, strong=True)
    cells = [
        *(_figure(c) for c in earlier),
        [*shown, _more(line.so_far_words)] if line.so_far else shown,
        rating,
        _travel(line.travel),
        _neighbours(line),
        _compared(line.england),
        str(line.note) if line.note is not None else "",
    ]
    return Row([title, _more(f"{line.basis}; good: {line.good_is.lower()}")], cells)


def _travel(travel: Travel) -> list:
    if travel.tag is None:
        return [_more(travel.words)] if travel.words else []
    tag = components.rag_tag(travel.tag)
    return [tag, _more(travel.why)] if travel.why else [tag]


def _neighbours(line: Line) -> list:
    median = line.neighbours
    if median.value is None:
        return [_more(median.words)]
    said = ", ".join(t for t in (median.of, median.short) if t)
    return [f"{line.mean.words}, {median.words}", _more(said)]


def _what_moved(pack: Pack) -> tags.Section:
    parts: list = [tags.H2(MOVED, id="moved")]
    if pack.moves:
        columns = tuple(map(Column, ("Indicator", "Direction", "Figure", "Why it is more than chance")))
        rows = [Row(m.title, [components.rag_tag(m.tag), m.figure, m.why]) for m in pack.moves]
        parts.append(components.table("Real changes, the weightiest first", columns, rows))
    parts += [tags.P(said) for said in pack.moves_words]
    return tags.Section(parts, **{"aria-labelledby": "moved"})


def _more(text: str) -> tags.Span:
    """Smaller words under a figure."""
    return tags.Span(text, className="more")


def _figure(figure: Cell, made_of: str = "", *, strong: bool = False) -> list:
    if figure.value is None:
        return [tags.Span(figure.words, className="more")]
    shown = tags.Strong(figure.words) if strong else figure.words
    return [shown, tags.Span(made_of, className="more")] if made_of else [shown]


def _compared(compared: Compared) -> list:
    if compared.value is None:
        return [tags.Span(compared.words, className="more")]
    said = ", ".join(t for t in (compared.of, compared.short) if t)
    return [compared.words, tags.Span(said, className="more")]


def _notes(pack: Pack) -> tags.Section:
    parts: list = [tags.H2("Notes and restated figures", id="notes")]
    if pack.stale:
        parts.append(tags.P(pack.stale))
    if pack.notes:
        columns = (Column("Note"), Column("Indicator"), Column("What to know"))
        rows = [Row(str(n.number), [n.title, " ".join(n.sentences)]) for n in pack.notes]
        parts.append(components.table("Notes", columns, rows))
    parts.append(tags.P(pack.since_words))
    if pack.moved:
        columns = ("Indicator", "Month", "In the pack before", "Now", "Difference", "Because of")
        rows = [_moved(m) for m in pack.moved]
        parts.append(components.table("Changed since the pack before", tuple(map(Column, columns)), rows))
    if pack.restatements:
        said = "A figure is counted from the returns of its month. Later returns may correct it; both are given here."
        columns = ("Indicator", "Month", "As reported", "Restated", "Difference")
        rows = [_restated(r) for r in pack.restatements]
        parts += [tags.P(said), components.table("Figures restated", tuple(map(Column, columns)), rows)]
    else:
        parts.append(tags.P("No figure printed in this pack has been changed by a later return."))
    return tags.Section(parts, **{"aria-labelledby": "notes"})


def _restated(restated: Restatement) -> Row:
    shown = [_counted(f, restated.unit) for f in (restated.reported, restated.restated)]
    return Row(restated.title, [words.period_short(restated.period), *shown, restated.difference])


def _moved(moved: Moved) -> Row:
    shown = [_counted(f, moved.unit) for f in (moved.before, moved.now)]
    return Row(moved.title, [words.period_short(moved.period), *shown, moved.difference, moved.why])


def _counted(figure: Figure, unit: str) -> list:
    return [cell(figure, unit).words, _more(made_of(figure, unit))]


def _pages(pack: Pack) -> Iterable[tags.Section]:
    for domain, sections in pack.domains.items():
        drawn = [_page(s, pack) for s in sections if s.has_figures]
        empty = [s.line.title for s in sections if not s.has_figures]
        if empty:
            said = "For these there is no figure in any of the last 24 months:"
            drawn.append(tags.Div([tags.P(said), tags.Ul([tags.Li(title) for title in empty])]))
        name = slug(domain)
        yield tags.Section([tags.H2(domain, id=name), *drawn], **{"aria-labelledby": name})


def _page(section: Section, pack: Pack) -> tags.Article:
    line = section.line
    picture = trend.svg(
        section.months,
        line.unit,
        latest=line.cells[-1].words,
        target=section.target,
        target_words=line.head.target,
        limits=section.limits,
        neighbours=section.neighbours,
    )
    facts = [Row(f.term, [f.figure, f.more]) for f in section.facts]
    months = [
        Row(words.period_short(m.period), [cell(m.reported, line.unit).words, cell(m.restated, line.unit).words])
        for m in reversed(section.months)
    ]
    fact_columns = (Column("Fact"), Column("Figure", numbers=True), Column("Detail"))
    headline = [tags.Span(line.cells[-1].words, className="big"), " ", line.made_of, " "]
    headline.append(components.rag_tag(line.head.rag))
    if line.travel.tag is not None:
        headline += [" ", components.rag_tag(line.travel.tag)]
    return tags.Article(
        [
            tags.H3(line.title, id=line.id),
            tags.P(headline, className="headline"),
            tags.P(" ".join([*section.sentences, *section.travel])),
            *_remark(section),
            tags.Div(
                [
                    components.picture(_address(picture), section.chart_words, css="trend", width=640, height=370),
                    components.table("Facts", fact_columns, facts),
                ],
                className="pair",
            ),
            components.details(
                "The months as a table",
                components.table(
                    f"{line.title}, by month",
                    (Column("Month"), Column("As reported", numbers=True), Column("Restated", numbers=True)),
                    months,
                ),
            ),
            components.details("About this indicator", components.terms((d.term, d.words) for d in section.about)),
        ],
        **{"aria-labelledby": line.id},
    )


def _remark(section: Section) -> list:
    if section.remark is None:
        return []
    said = [tags.Strong("Commentary. "), section.remark.text, " ", tags.Span(section.remark.author, className="by")]
    return [tags.P(said, className="remark")]


def _glossary(pack: Pack) -> tags.Section:
    parts = components.terms((term, [meaning]) for term, meaning in pack.glossary)
    return tags.Section([tags.H2("What the words and signs mean", id="words"), parts], **{"aria-labelledby": "words"})


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
