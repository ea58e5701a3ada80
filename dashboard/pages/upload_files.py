"""The files of an upload: a card each, with its verdict and what may be done with it."""

from __future__ import annotations

from datetime import date

from dash import html

from dashboard import components, fields
from dashboard.views.choice import Option
from dashboard.views.upload import OUT, REJECTED, Card, Fault, UploadView
from dashboard.views.uploads import lists, months


def files(view: UploadView, asked: str) -> list:
    """The section of the files. `asked`: the number of the one to say anew what it is."""
    parts: list = [html.H2("Files", id="files")]
    if view.judged:
        report = html.A("The report on all files", href=view.address("report.html"))
        parts.append(html.P([report, ": every fault with its lines, to print or to pass on."]))
    parts += [html.P(said) for said in view.rules_903]
    if view.can_change and view.unnamed:
        parts.append(_naming(view, view.unnamed, "Check the files"))
    for group in view.groups:
        cards = [_card(view, c, asked=str(c.number) == asked and view.can_change) for c in group.cards]
        opened = group.opened or asked in {str(c.number) for c in group.cards}
        parts += [components.details(group.title, cards, opened=opened)] if group.title else cards
    return [html.Section(parts, className="files", **{"aria-labelledby": "files"})]


def _naming(view: UploadView, cards: tuple[Card, ...], words: str) -> html.Form:
    """Asks what these files are."""
    return fields.post(
        view.address("name"), [*[_named(view, c) for c in cards], fields.button(words)], css="naming panel"
    )


def _named(view: UploadView, card: Card) -> html.Fieldset:
    file, number = card.sent, card.number
    nothing = Option("", "Choose a list", True), Option("", "Choose a month", True)
    lists_, months_ = lists(file.looks_like or file.list), months(date.today(), [file.period], file.period)
    out = {"name": "file", "value": str(number), "formaction": view.address("remove")}
    parts = [
        html.Div(fields.choose(f"list-{number}", f"list-{number}", "List", (nothing[0], *lists_)), className="field"),
        html.Div(
            fields.choose(f"period-{number}", f"period-{number}", "Month", (nothing[1], *months_)), className="field"
        ),
        fields.button("Take out", css="quiet", more=card.name, **out),
    ]
    return html.Fieldset(
        [
            html.Legend(["What is ", html.Strong(card.name), "?"]),
            *[html.P(note, className="note") for note in card.notes if not card.state],
            html.Div(parts, className="filters"),
        ],
        className="plain",
    )


def _card(view: UploadView, card: Card, *, asked: bool) -> html.Article:
    head = f"file-{card.number}"
    parts: list = [
        html.Div([html.H3(card.title, id=head, tabIndex="-1"), components.rag_tag(card.tag)], className="card-head"),
        html.P([html.Span(card.folder + "/") if card.folder else "", card.name, f". {card.told}."], className="note"),
    ]
    facts = [text for text in (card.rows and f"{card.rows}.", card.changes) if text]
    parts += [html.P(" ".join(facts), className="card-facts")] if facts else []
    parts += [html.P(note) for note in card.notes]
    if card.figures:
        parts.append(html.Ul([html.Li(text) for text in card.figures], className="card-figures"))
    if card.faults:
        parts.append(_faults(view, card))
    if asked:
        parts.append(_naming(view, (card,), "Check again"))
    else:
        parts += _ways(view, card)
    return html.Article(parts, className=f"card card-{card.tag.tone}", **{"aria-labelledby": head})


def _faults(view: UploadView, card: Card) -> html.Div:
    items = [_fault(fault) for fault in card.faults]
    if card.more_faults:
        more = html.A("in the report", href=view.address("report.html"))
        items.append(html.Li([f"{card.more_faults} more kinds of fault: ", more]))
    parts: list = [html.Ul(items, className="faults")]
    if card.faulty:
        parts.append(
            html.P(
                [
                    components.download(f"Faulty lines of {card.name}", card.faulty, "CSV"),
                    ": put the cells right and send that file here; its lines go back into their places.",
                ]
            )
        )
    found = "What is wrong with it" if card.state == REJECTED else "What was found in it"
    kinds = components.details(found, parts, opened=card.state == REJECTED or any(f.keeps_out for f in card.faults))
    return html.Div(kinds)


def _fault(fault: Fault) -> html.Li:
    where = [html.Span(fault.where, className="note")] if fault.where else []
    return html.Li([components.rag_tag(fault.tag), " ", html.Strong(fault.rule), f". {fault.what} ", *where])


def _ways(view: UploadView, card: Card) -> list:
    """What may be done with the file."""
    if not view.can_change:
        return []
    which = fields.hidden_value("file", str(card.number))
    if card.state == OUT:
        back = fields.button("Put back", css="quiet", more=card.name)
        return [fields.post(view.address("put-back"), [which, back])]
    out = fields.button("Take out", css="quiet", more=card.name)
    address = f"{view.address()}?file={card.number}#file-{card.number}"
    anew = html.A(["Change list or month", components.hidden(f" of {card.name}")], href=address)
    return [html.Div([anew, fields.post(view.address("remove"), [which, out])], className="ways")]
