"""The commands for packs: freeze a month, publish or withdraw it, and prove later what was frozen."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dashboard import words
from dashboard.commands import say
from data import account
from data.errors import BadInput, NotFound
from data.snapshots import PUBLISHED, WITHDRAWN, Snapshots

SAME, MOVED = 0, 2


def snapshot(options: Namespace) -> int:
    """Freeze a month's scorecard as a pack."""
    from dashboard.outputs.snapshot import freeze
    from dashboard.outputs.told import NOT_CHECKED
    from data.store import existing

    store = existing(options.store)
    panel = _panel(options.panel, store.folder)
    if options.internal:
        panel = replace(panel, smallest=0)
    formats = options.formats.split(",")
    made = freeze(
        store, options.period, panel, authority=options.authority, formats=formats, commentary=options.commentary
    )
    for path in made.write(options.out):
        say(f"Wrote {path}")
    said = made.pack.commentary
    if said is not None:
        say(f"{words.plural(len(made.pack.remarks), 'remark')} of {said.filename} printed. {NOT_CHECKED}")
    if options.publish:
        _mark(store, made.name, PUBLISHED)
    return SAME


def withdraw(options: Namespace) -> int:
    """Withdraw a snapshot of the store; it stays, with the reason."""
    from data.store import existing

    _mark(existing(options.store), options.name, WITHDRAWN, options.reason)
    return SAME


def verify(options: Namespace) -> int:
    """Work a snapshot out again and say which of its documents or figures are others now."""
    from dashboard.outputs.verify import verify as verified
    from data.snapshots import opened
    from data.store import existing

    found = verified(opened(options.snapshot), existing(options.store))
    print("\n".join(found.said))
    return SAME if found.is_same else MOVED


def add_commands(command: Callable[..., ArgumentParser]) -> None:
    """The commands of this module, by what adds one to the program."""
    sub = command(snapshot, "required")
    sub.add_argument("--period", required=True, metavar="YYYY-MM")
    sub.add_argument("--panel", required=True, metavar="NAME", help="one of those declared, or any other name")
    sub.add_argument("--out", type=Path, required=True, metavar="DIR")
    short = "and where wanted pdf-two-pages, pdf-one-page, html-one-page (plain words); default: %(default)s"
    sub.add_argument("--formats", default="pdf,xlsx,pptx,html,csv", metavar="NAMES", help=f"with commas; {short}")
    sub.add_argument("--authority", metavar="CODE")
    said = "what is said of the figures: indicator, period, text, author; default: commentary.csv in the store"
    sub.add_argument("--commentary", type=Path, metavar="FILE", help=said)
    sub.add_argument("--internal", action="store_true", help="every number, and marked as not for publication")
    sub.add_argument("--publish", action="store_true", help="note that the panel was given it")

    sub = command(withdraw, "required")
    sub.add_argument("name", metavar="NAME", help="for example 2026-09-scrutiny-committee")
    sub.add_argument("--reason", required=True, metavar="TEXT", help="why it must not be relied on any more")

    sub = command(verify, "required")
    sub.add_argument("snapshot", type=Path, metavar="SNAPSHOT_DIR")


def _panel(name: str, folder: Path):
    """The panel of this name; of a name that nobody declared, a panel of every indicator, and it is said."""
    from data import panels

    if not panels.slug(name):
        raise BadInput("A snapshot needs the name of its panel, for example --panel 'Corporate parenting panel'.")
    try:
        return panels.find(name, folder)
    except NotFound as unknown:
        say(f"{unknown} So the pack holds every indicator.")
        return panels.Panel(name, smallest=panels.SMALLEST)


def _mark(store, name: str, state: str, reason: str = "") -> None:
    """Note in the store's log what became of a snapshot, unless that is how it stands."""
    kept = Snapshots(store.folder)
    if kept.get(name).state != state:
        kept.mark(name, state, by=account.name(), reason=reason)
    say(f"The snapshot {name} is {state}.")
