"""Dash components -> HTML text: pages are sent ready to read, before or without any script.

Only a page's live part is left to Dash in the browser; its place is filled with what Dash begins from.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from dash import dcc
from dash.development.base_component import Component

VOID = {"img", "br", "hr", "input", "col", "meta", "source"}
ATTRIBUTES = {"className": "class", "htmlFor": "for", "dateTime": "datetime"}
OWN = {"children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "key",
       "available_properties", "available_wildcard_properties"}  # Dash's, not HTML's  # fmt: skip


def markup(part: object, places: Mapping[str, str] = MappingProxyType({})) -> str:
    """The HTML of a component, of a text, or of a list of both. `places`: id -> HTML to put into the element that
    has this id. Raises TypeError for a component that only a script can show."""
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(markup(p, places) for p in part)
    if not isinstance(part, Component):
        return escape(str(part))
    if isinstance(part, dcc.Input):
        return _element("input", {n: v for n, v in _props(part).items() if n in ("id", "name", "type", "value")}, "")
    if part._namespace != "dash_html_components":
        raise TypeError(f"A {type(part).__name__} has no plain HTML: make it the live part of its page")
    content = places.get(getattr(part, "id", None)) or markup(getattr(part, "children", None), places)
    return _element(part._type.lower(), _props(part), content)


def _props(part: Component) -> dict:
    """What was set on the component. Dash's own way asks for each of the sixty properties that it might have."""
    return {n: v for n, v in vars(part).items() if n[0] != "_" and n not in OWN}


def _element(name: str, props: dict, content: str) -> str:
    attributes = "".join(sorted(_attribute(n, v) for n, v in props.items()))
    return f"<{name}{attributes}>" if name in VOID else f"<{name}{attributes}>{content}</{name}>"


def _attribute(name: str, value: object) -> str:
    name = ATTRIBUTES.get(name, name if "-" in name else name.lower())
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
