"""What the command line does with packs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from dashboard.outputs.snapshot import make
from dashboard.source import StoreSource
from data import panels
from data.errors import BadInput, NotFound
from data.panels import Panel
from data.store import Store


def snapshot(store: Store, options: Namespace, say: Callable[[str], None]) -> None:
    """Freeze a month's scorecard as a pack. Raises BadInput where nothing is held for the month."""
    scorecard = StoreSource(store, authority=options.authority).scorecard(options.period)
    if scorecard is None:
        raise BadInput(f"The store holds no return for {options.period}, so no snapshot can be made of it.")
    panel = _panel(options.panel, store, say)
    for path in make(scorecard, panel=panel, out=options.out, formats=options.formats.split(",")):
        say(f"Wrote {path}")


def _panel(name: str, store: Store, say: Callable[[str], None]) -> Panel:
    """The panel of this name; of a name that nobody declared, a panel of every indicator, and it is said."""
    try:
        return panels.find(name, store.folder)
    except NotFound as unknown:
        declared = ", ".join(f"'{p.name}'" for p in panels.panels(store.folder))
        say(f"{unknown} So the pack holds every indicator. Declared are {declared}.")
        return Panel(name)
