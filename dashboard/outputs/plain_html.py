"""The page in plain words as one HTML file: everything in it, nothing asked of anybody."""

from __future__ import annotations

from dash import html as tags

from dashboard import words
from dashboard.outputs.html import document
from dashboard.outputs.pack import SYNTHETIC, Pack
from dashboard.outputs.plain import Saying, plain
from dashboard.views.choice import slug
from dashboard.words.plain import NOTHING


def plain_html(pack: Pack) -> bytes:
    """The document."""
    page = plain(pack)
    parts: list = [
        tags.P(pack.council, className="council"),
        tags.H1(page.title),
        tags.P(f"{page.lead} As at {words.day(pack.as_at)}."),
    ]
    if pack.synthetic:
        parts.append(tags.P(SYNTHETIC, className="synthetic"))
    for name, sayings in page.groups:
        place = slug(name)
        body = tags.Div([_saying(s) for s in sayings], className="sayings") if sayings else tags.P(NOTHING)
        parts.append(tags.Section([tags.H2(name, id=place), body], **{"aria-labelledby": place}))
    meanings = [tags.P([tags.Strong(f"{term}: "), meaning]) for term, meaning in page.explained]
    if page.kept_back:
        meanings.append(tags.P(page.kept_back))
    heading = tags.H2("What the words mean", id="words")
    parts.append(tags.Section([heading, *meanings], **{"aria-labelledby": "words"}))
    return document(pack, page.title, parts)


def _saying(one: Saying) -> tags.Article:
    figure: list = [tags.Span(one.figure, className="big")]
    if one.about:
        figure += [" ", one.about]
    parts = [tags.H3(one.title, id=one.indicator), tags.P(figure), tags.P(one.meaning)]
    if one.said:
        parts.append(tags.P(" ".join(one.said)))
    return tags.Article(parts, **{"aria-labelledby": one.indicator})
