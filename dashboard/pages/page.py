"""A page as the shell shows it."""

from __future__ import annotations

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

LIVE = "live"  # the id of the place in the body where the live part goes


@dataclass(frozen=True)
class Page:
    """`body` is the content of the main part, sent ready to read; `council` and `synthetic` are for the header.

    `live` is the one part that Dash brings to life in the browser, such as a chart; it stands where the body has
    `place()`. All else is never touched by a script, so a long page is as quick as a short one.
    """

    title: str
    body: tuple[Component, ...]
    council: str = ""
    synthetic: bool = False
    status: int = 200
    live: Component | None = None
    still: str = ""  # the address of a picture of the same, for paper and for those without scripts

    @property
    def main(self) -> html.Main:
        """The main part, where the skip link leads."""
        return html.Main(list(self.body), id="main", tabIndex="-1")


def place() -> html.Div:
    """Where the live part goes."""
    return html.Div(id=LIVE)
