"""The parts that pages are made of, accessible by construction. Pure: text and components in, components out.

Tables keep their meaning when a narrow screen stacks them, because the roles are written out: a style sheet that
turns a cell into a block would otherwise take its role away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dash import html

from dashboard.views.choice import Option
from dashboard.words import Tag

Content = str | object | list | tuple


@dataclass(frozen=True)
class Column:
    """A column of a table; `numbers` are set to the right. Its title is the label of its cells when stacked."""

    title: str
    numbers: bool = False
    note: str = ""
    name: str = ""  # for the style sheet

    @property
    def css(self) -> str:
        """The classes of its cells."""
        return " ".join(filter(None, ["n" if self.numbers else "", f"c-{self.name}" if self.name else ""]))


@dataclass(frozen=True)
class Row:
    """A row of a table: the header of the row, then its cells."""

    head: Content
    cells: Sequence[Content]
    css: str = ""


def table(
    caption: Content, columns: Sequence[Column], rows: Iterable[Row], *, css: str = "", id: str = ""
) -> html.Table:
    """One real table: a caption, column headers, a header for every row. On narrow screens its rows are stacked."""
    head = html.Tr([_column_head(c) for c in columns], role="row")
    return html.Table(
        [
            html.Caption(caption),
            html.Thead(head, role="rowgroup"),
            html.Tbody([_row(columns, r) for r in rows], role="rowgroup"),
        ],
        className=f"table {css}".strip(),
        role="table",
        **({"id": id} if id else {}),
    )


def rag_tag(tag: Tag) -> html.Span:
    """The rating as a word and a shape; colour only repeats them."""
    return html.Span(
        [html.Span(tag.shape, className="shape", **{"aria-hidden": "true"}), " ", tag.words],
        className=f"tag tag-{tag.tone}",
    )


def badge(text: str) -> html.Span:
    """A short neutral label."""
    return html.Span(text, className="badge")


def details(summary: str, children: Content, *, opened: bool = False) -> html.Details:
    """Content that opens on request."""
    return html.Details([html.Summary(summary), html.Div(children, className="details-body")], open=opened)


def download(text: str, address: str, what: str) -> html.A:
    """A link to a file; `what` says which kind it is, such as `CSV`."""
    return html.A(f"{text} ({what})", href=address, className="download")


def breadcrumbs(trail: Sequence[tuple[str, str]], here: str = "") -> html.Nav:
    """What lies above the page: (words, address) from the top down; `here`: the page itself, where its heading does not
    name it."""
    links = [html.Li(html.A(words, href=address)) for words, address in trail]
    links += [html.Li(html.Span(here, **{"aria-current": "page"}))] if here else []
    return html.Nav(html.Ol(links), className="breadcrumbs", **{"aria-label": "Breadcrumb"})


def picture(address: str, alternative: str, *, css: str = "spark", width: int = 132, height: int = 34) -> html.Img:
    """An image with the words that stand for it."""
    return html.Img(src=address, alt=alternative, className=css, width=str(width), height=str(height))


def select(name: str, label: str, options: Sequence[Option]) -> html.Div:
    """A labelled native list to choose from; it works in a plain form."""
    choices = [html.Option(o.words, value=o.value, **({"selected": "selected"} if o.chosen else {})) for o in options]
    box = html.Select(choices, id=f"choose-{name}", name=name)
    return html.Div([html.Label(label, htmlFor=f"choose-{name}"), box], className="field")


def notice(children: Content, *, title: str = "") -> html.Div:
    """A framed message, such as an empty state."""
    heading = [html.H2(title)] if title else []
    return html.Div([*heading, *_as_list(children)], className="notice")


def terms(pairs: Iterable[tuple[str, Sequence[str]]]) -> html.Dl:
    """Terms and what they mean."""
    parts = []
    for term, lines in pairs:
        parts.append(html.Dt(term))
        parts += [html.Dd(line) for line in lines]
    return html.Dl(parts, className="terms")


def hidden(text: str) -> html.Span:
    """Words for those who listen to the page."""
    return html.Span(text, className="visually-hidden")


# ------------------------------------------------------------------------------------------------------


def _column_head(column: Column) -> html.Th:
    note = [html.Span(column.note, className="head-note")] if column.note else []
    return html.Th([column.title, *note], scope="col", role="columnheader", className=column.css)


def _label(column: Column) -> Content:
    """The title of a column beside its cell, where rows are blocks."""
    return f"{column.title}, {column.note}" if column.note else column.title


def _row(columns: Sequence[Column], row: Row) -> html.Tr:
    first, *others = columns
    head = html.Th(row.head, scope="row", role="rowheader", className=first.css)
    cells = [
        html.Td(cell, role="cell", className=column.css, **{"data-label": _label(column)})
        for column, cell in zip(others, row.cells, strict=True)
    ]
    return html.Tr([head, *cells], role="row", className=row.css)


def _as_list(children: Content) -> list:
    return list(children) if isinstance(children, list | tuple) else [children]
