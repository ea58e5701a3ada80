"""Native controls of forms, written out as plain HTML: what a browser does by itself, it does accessibly."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.views.choice import Option


class Native(Component):
    """An HTML element that Dash has no component for. It is only ever written out, never brought to life."""

    _namespace = "dash_html_components"
    _children_props = ()
    _base_nodes = ("children",)

    def __init__(self, tag: str, children: object = None, **attributes: object):
        self._type = tag
        self._prop_names = ["children", *attributes]
        self._valid_wildcard_attributes = []
        self.available_properties = self._prop_names
        super().__init__(children=children, **attributes)


def hidden_value(name: str, value: str) -> Native:
    """A value that a form sends without showing it."""
    return Native("input", type="hidden", name=name, value=value)


def files(name: str, id: str, *, folder: bool = False, describedby: str = "") -> Native:
    """The control that chooses files, or a whole folder."""
    whole = {"webkitdirectory": True} if folder else {"accept": ".csv,.txt,.tsv,.zip,text/csv,application/zip"}
    return Native(
        "input", type="file", id=id, name=name, multiple=True, **whole, **{"aria-describedby": describedby or None}
    )


def choose(name: str, id: str, label: str, options: tuple[Option, ...]) -> list:
    """A labelled native list."""
    entries = [html.Option(o.words, value=o.value, **({"selected": "selected"} if o.chosen else {})) for o in options]
    return [html.Label(label, htmlFor=id), html.Select(entries, id=id, name=name)]


def tick(name: str, id: str, label: str, *, value: str, ticked: bool = False) -> html.Div:
    """A labelled tick box."""
    box = Native("input", type="checkbox", id=id, name=name, value=value, checked=ticked)
    return html.Div([box, html.Label(label, htmlFor=id)], className="tick")


def button(
    text: str, *, css: str = "", name: str = "", value: str = "", more: str = "", **attributes: object
) -> object:
    """A button that sends its form; `more` are words for those who listen, where several buttons read alike."""
    said = [text, html.Span(f" {more}", className="visually-hidden")] if more else text
    named = {"name": name, "value": value} if name else {}
    return Native("button", said, type="submit", className=f"button {css}".strip(), **named, **attributes)


def post(address: str, children: list, *, css: str = "", sends_files: bool = False, **more: object) -> html.Form:
    """A form that changes something."""
    coded = {"encType": "multipart/form-data"} if sends_files else {}
    return html.Form(children, action=address, method="post", **coded, **({"className": css} if css else {}), **more)
