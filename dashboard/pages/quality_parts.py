"""What the quality page and the page of one list have in common: months as shapes, findings, badges, shares."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html

from dashboard import components, quality_tables
from dashboard.components import Column, Row
from dashboard.views.findings import Found
from dashboard.views.headline import Headline
from dashboard.views.quality import PATH, FigureLine, QualityChoice, QualityView, Strip
from dashboard.views.quality_list import ListView
from dashboard.views.received import Share
from dashboard.words import badges
from indicators.quality import CARE_OVER, DO_NOT_RELY_OVER, FEW

UPLOAD = "/upload"
HOW = (
    "A cell is complete when something stands in it, and valid when what stands in it can be used: a date that exists, "
    "a code of the list of codes, a number within its range. Completeness is of the fields that should never be blank; "
    "an end date may well be blank. Validity is of every cell that is filled. Records that were kept out count too.",
    "A figure’s badge looks at everything that the figure rests on: how many cases it could not judge because what "
    "decides them is not recorded, how many records were kept out, and how many cells of the fields that it uses are "
    f"blank or unusable. Up to {CARE_OVER:.0f}% of each: good. Up to {DO_NOT_RELY_OVER:.0f}%: use with care. More, or "
    f"a column missing altogether: do not rely. A count with fewer than {FEW} doubtful cases is never worse than “use "
    "with care”. Figures that were sent as totals, and months without a figure, are not judged.",
)


def section(id: str, title: str, *parts: object) -> html.Section:
    """A part of the page under its own heading."""
    return html.Section(
        [html.H2(title, id=id), *(p for p in parts if p is not None)], className="part", **{"aria-labelledby": id}
    )


def strip(shown: Strip) -> html.Div:
    """24 months, a shape each, and what they say."""
    shapes = [html.Span(shape, className=f"month tone-{tone}") for shape, tone in shown.shapes]
    row = html.Span(shapes, className="months", role="img", **{"aria-label": shown.alternative})
    return html.Div([row, html.Div(shown.summary, className="note")])


def strip_key() -> html.Ul:
    """What the shapes of the months mean."""
    items = [
        html.Li([html.Span(t.shape, className=f"month tone-{t.tone}", **{"aria-hidden": "true"}), " ", t.words])
        for t in badges.MONTHS.values()
    ]
    return html.Ul(items, className="months-key")


def shares(complete: Share, valid: Share) -> list:
    """Two percentages, with how many cells are blank, or cannot be used, under them."""
    return [_share(complete, "blank"), _share(valid, "unusable")]


def findings(found: Iterable[Found], *, with_list: bool) -> html.Table:
    """One row per kind of finding."""
    columns = [Column("What was found", name="finding")]
    columns += [Column("List", name="list")] if with_list else []
    columns += [Column("How often", numbers=True, name="often"), Column("Where", name="where")]
    rows = []
    for f in found:
        head = [components.rag_tag(f.tag), " ", html.Strong(f.rule), html.Div(f.message, className="message")]
        cells = [f.count, f.examples]
        rows.append(Row(head, [html.A(f.list, href=f.address), *cells] if with_list else cells))
    caption = "Kept out first, then the most frequent; lines are those of the file as it was sent"
    return components.table(caption, columns, rows, css="findings")


def figures(lines: Iterable[FigureLine], caption: object) -> html.Table:
    """One row per figure: its badge, and why."""
    columns = (Column("Indicator", name="what"), Column("Badge", name="badge"), Column("Why", name="why"))
    rows = [Row(html.A(f.title, href=f.address), [components.rag_tag(f.tag), f.why or "–"]) for f in lines]
    return components.table(caption, columns, rows, css="judged")


def reliance(head: Headline, period: str) -> html.P:
    """How far the data of a figure can be relied on, and why."""
    why = f" {head.badge_words}. " if head.badge_words else " "
    more = html.A("Quality of the returns", href=QualityChoice(period=period).address())
    return html.P(["Data: ", components.rag_tag(head.badge), why, more], className="reliance")


def how() -> html.Details:
    """How completeness, validity and badges are worked out."""
    return components.details("How this is worked out", [html.P(text) for text in HOW])


def send(title: str, *, missing: bool = False) -> html.A:
    """The way to the upload page, of a list."""
    text = "Send the file" if missing else "Send a corrected file"
    return html.A([text, components.hidden(f" of the list {title}")], href=UPLOAD)


def downloads(choice: QualityChoice) -> html.Ul:
    """The tables behind the page."""
    files = [
        components.download(text, choice.address(f"{PATH}/{table}.csv"), "CSV")
        for table, text in quality_tables.NAMES.items()
    ]
    return html.Ul([html.Li(file) for file in files], className="downloads")


def form(view: QualityView | ListView) -> html.Form:
    """The choice of a month and a list."""
    controls = [components.select("period", "Month", view.months), components.select("list", "List", view.list_options)]
    controls.append(html.Button("Show", type="submit", className="button"))
    return html.Form(controls, action=PATH, method="get", className="filters quality-form")


# ------------------------------------------------------------------------------------------------------


def _share(found: Share, missing: str) -> object:
    if not found.missing:
        return found.words
    return [found.words, html.Div(f"{found.missing:,} {missing}", className="note")]
