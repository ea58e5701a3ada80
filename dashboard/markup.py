"""Dash components -> HTML text, for the first paint: a page can be read before, or without, any script.

The browser then builds the same page from the same components and puts it in the place of this one. A chart
leaves its space free; its words and its table are there.
"""

from __future__ import annotations

from html import escape

from dash import dcc
from dash.development.base_component import Component

VOID = {"img", "br", "hr", "input", "col"}
ATTRIBUTES = {"className": "class", "htmlFor": "for", "dateTime": "datetime"}
OWN = {"children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "key"}  # Dash's, not HTML's


def markup(part: object) -> str:
    """The HTML of a component, of a text, or of a list of both."""
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(map(markup, part))
    if not isinstance(part, Component):
        return escape(str(part))
    if isinstance(part, dcc.Graph):
        return f'<div class="{escape(part.className)} chart-space"></div>'
    if isinstance(part, dcc.Input):
        return _element("input", {n: v for n, v in _props(part).items() if n in ("id", "name", "type", "value")}, "")
    if part._namespace != "dash_html_components":
        raise TypeError(f"{type(part).__name__} has no plain HTML yet; add it to dashboard/markup.py")
    return _element(part._type.lower(), _props(part), markup(getattr(part, "children", None)))


def _props(part: Component) -> dict:
    return {n: v for n, v in part.to_plotly_json()["props"].items() if n not in OWN}


def _element(name: str, props: dict, content: str) -> str:
    attributes = "".join(sorted(_attribute(n, v) for n, v in props.items()))
    return f"<{name}{attributes}>" if name in VOID else f"<{name}{attributes}>{content}</{name}>"


def _attribute(name: str, value: object) -> str:
    name = ATTRIBUTES.get(name, name if "-" in name else name.lower())
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
