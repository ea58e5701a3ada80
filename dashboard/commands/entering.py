"""The commands that take in what people write by hand: targets, and marks of charts."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from dashboard.commands import say
from data import account
from data.errors import BadInput


def targets(options: argparse.Namespace) -> int:
    """Keep the targets of a CSV or TOML file, or say which targets hold now."""
    from data import entries
    from data import targets as kept
    from indicators import catalogue

    store, authority = _store(options)
    if options.file is None:
        _in_force(store, authority)
        return 0
    aims = {i.id: kept.Aim(i.unit.value, i.polarity.value) for i in catalogue.ALL}
    raw, at = entries.file(options.file), datetime.now(UTC).replace(tzinfo=None)
    new = kept.enter(
        store, raw, options.file.name, aims, authority=authority, by=account.name(), at=at, correct=options.correct
    )
    count = f"{new.height} target{'' if new.height == 1 else 's'}"
    say(f"Kept {count} of {options.file.name}." if new.height else f"{options.file.name} says nothing new.")
    return 0


def marks(options: argparse.Namespace) -> int:
    """Keep the marks of charts in a CSV or TOML file: changes named by month, and where limits begin anew."""
    from data import entries
    from data import marks as kept
    from indicators import catalogue

    store, authority = _store(options)
    if options.file is None:
        for mark in kept.held(store, authority).to_dicts():
            print(f"{mark['month']}  {mark['indicator']:<36} {mark['kind']:<7} {mark['words']} ({mark['by']})")
        return 0
    raw, at = entries.file(options.file), datetime.now(UTC).replace(tzinfo=None)
    known = [i.id for i in catalogue.ALL]
    found = kept.enter(store, raw, options.file.name, known, authority=authority, by=account.name(), at=at)
    say(f"Kept {found.height} mark{'' if found.height == 1 else 's'} of {options.file.name}.")
    return 0


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands to the parser of the command line."""
    for run in (targets, marks):
        sub = command(run, "required")
        sub.add_argument("file", nargs="?", type=Path, metavar="FILE", help="CSV or TOML; without it: say what is kept")
        sub.add_argument("--authority", metavar="CODE", help="three-figure code, where the store holds several")
        if run is targets:
            sub.add_argument("--correct", action="store_true", help="the file corrects targets entered by mistake")


def _store(options: argparse.Namespace):
    from data.store import existing

    store = existing(options.store)
    known = store.authorities()
    if not known:
        raise BadInput("The store holds no return yet. 'scorecard load' brings returns in.")
    if options.authority is None and len(known) > 1:
        raise BadInput(f"The store holds {', '.join(sorted(known))}. Say which with --authority.")
    if options.authority is not None and options.authority not in known:
        raise BadInput(f"The store holds nothing of '{options.authority}'. It holds {', '.join(sorted(known))}.")
    return store, options.authority or next(iter(known))


def _in_force(store, authority: str) -> None:
    """Print the target of every indicator that has one in the latest month held."""
    from dashboard.source import StoreSource

    card = StoreSource(store, authority=authority).scorecard()
    if card is None:
        raise BadInput("The store holds no return yet. 'scorecard load' brings returns in.")
    for row in card.rows.filter(pl.col("target_words") != "").iter_rows(named=True):
        since = f"from {row['target_from']:%d/%m/%Y}" if row["target_from"] else "by default"
        by = f", {row['target_owner']}" if row["target_owner"] else ""
        print(f"{row['indicator']:<36} {row['target_words']:<16} {since}: {row['target_basis']}{by}")
