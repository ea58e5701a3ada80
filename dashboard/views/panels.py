"""Which indicators each panel reads, for the pages that can be narrowed to one panel."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.views.choice import Choice, Option, Source
from data import panels
from data.errors import NotFound
from data.panels import Panel
from data.store import Store


def held_panels(store: Store, authority: str) -> tuple[Panel, ...]:
    """The panels that come with the program and the council's own."""
    return panels.panels(store.folder)


def read_by(source: Source, choice: Choice) -> frozenset[str] | None:
    """The ids of the indicators in the papers of the chosen panel; None for all. Raises NotFound for a panel that the
    council does not have."""
    if not choice.panel:
        return None
    known = source.read(held_panels)
    found = next((p for p in known if panels.slug(p.name) == choice.panel), None)
    if found is None:
        raise NotFound("panel", choice.panel, [panels.slug(p.name) for p in known])
    return frozenset(found.indicators) or None


def panel_options(source: Source, choice: Choice, rows: list[Mapping]) -> tuple[Option, ...]:
    """Every panel with its own list, and how many of the scorecard's indicators that is."""
    shown = {row["indicator"] for row in rows}
    options = [
        Option(slug, f"{p.name} ({len(shown.intersection(p.indicators))})", slug == choice.panel)
        for p in source.read(held_panels)
        if p.indicators and (slug := panels.slug(p.name))
    ]
    return (Option("", "Every panel", not choice.panel), *options)
