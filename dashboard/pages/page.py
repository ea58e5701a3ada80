"""A page as the shell shows it."""

from __future__ import annotations

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component


@dataclass(frozen=True)
class Page:
    """`body` is the content of the main part; `council` and `synthetic` are for the header on every page.
    `has_chart` brings the library that draws charts; other pages do without its megabytes."""

    title: str
    body: tuple[Component, ...]
    council: str = ""
    synthetic: bool = False
    status: int = 200
    has_chart: bool = False

    @property
    def main(self) -> html.Main:
        """The main part, where the skip link leads."""
        return html.Main(list(self.body), id="main", tabIndex="-1")
