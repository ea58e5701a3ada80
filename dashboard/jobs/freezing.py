"""Snapshots made in processes of their own, since documents bring libraries that a web worker must not carry.

`python -m dashboard.jobs.freezing --store DIR --order ID`. A web worker starts it. The order is on disk and whoever
works on it holds a lock that ends with the process, so any web worker can tell later that the work was cut short.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dashboard.jobs import apart
from data import account, orders, panels, periods
from data.errors import ScorecardError
from data.orders import Order, Orders, Stage
from data.store import Store
from data.uploads import moment

LOG = logging.getLogger("dashboard.jobs.freezing")
CUT_SHORT = (
    "The work on this snapshot was cut short several times. Try again with fewer documents, or tell the people who "
    "look after this service."
)
OUR_FAULT = (
    "Something went wrong on our side. Try again; if it happens again, tell the people who look after this service."
)


def order(
    store: Store, *, period: str, panel: str, authority: str, formats: Iterable[str], internal: bool = False
) -> Order:
    """Order a snapshot and begin the work on it. Raises BadInput, NotFound for what cannot be made."""
    from dashboard.outputs.snapshot import formats_of

    periods.index(period)
    named = panels.find(panel, store.folder)
    kept = Orders(store.folder)
    by = account.name()
    wanted = tuple(formats_of(formats))
    new = kept.add(period=period, panel=named.name, authority=authority, formats=wanted, by=by, internal=internal)
    start(store, new.id)
    return new


def again(store: Store, id: str) -> None:
    """Try once more what went wrong."""
    kept = Orders(store.folder)
    order, stage = kept.get(id), kept.stage(id)
    if stage.state == orders.FAILED:
        kept.report(id, Stage(of=stage.of))
        kept.keep(replace(order, begun_at=moment(), attempts=1))
        start(store, id)


def attend(store: Store, id: str) -> tuple[Order, Stage]:
    """The order and how far it is; where work on it is due and nobody is doing it, it is begun again, a few times at
    most. Should two begin it at once, one of them finds the other at work and ends. Raises NotFound."""
    kept = Orders(store.folder)
    order, stage = kept.get(id), kept.stage(id)
    age = datetime.fromisoformat(moment()) - datetime.fromisoformat(order.begun_at)
    if stage.state != orders.UNDER_WAY or age < apart.GRACE or kept.is_at_work(id):
        return order, stage
    stage = kept.stage(id)  # it may have been done while we looked
    if stage.state != orders.UNDER_WAY:
        return order, stage
    if order.attempts >= apart.MOST_ATTEMPTS:
        stage = replace(stage, state=orders.FAILED, fault=CUT_SHORT)
        kept.report(id, stage)
        return order, stage
    order = replace(order, begun_at=moment(), attempts=order.attempts + 1)
    kept.keep(order)
    start(store, id)
    return order, stage


def start(store: Store, id: str) -> None:
    """Start the work in a process that outlives this one."""
    with Orders(store.folder).log(id) as log:
        apart.start("dashboard.jobs.freezing", ["--store", str(store.folder.resolve()), "--order", id], log)


def main(arguments: list[str] | None = None) -> int:
    """Do the work of an order; 0 where it is done, or somebody else does it."""
    parser = argparse.ArgumentParser(prog="dashboard.jobs.freezing")
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--order", required=True)
    options = parser.parse_args(arguments)
    store = Store(options.store)
    kept = Orders(store.folder)
    with kept.at_work(options.order) as mine:
        return make(store, kept, options.order) if mine else 0


def make(store: Store, kept: Orders, id: str) -> int:
    """Make the snapshot; a fault is noted in the order, so that the page can say so."""
    from dashboard.outputs.snapshot import freeze

    order, pieces = kept.get(id), []
    if kept.stage(id).state != orders.UNDER_WAY:
        return 0
    of = len(order.formats) + 1

    def begun(what: str) -> None:
        kept.report(id, Stage(done=len(pieces), of=of, doing=what))
        pieces.append(what)

    try:
        with kept.one_at_a_time():
            panel = panels.find(order.panel, store.folder)
            if order.internal:
                panel = replace(panel, smallest=0)
            made = freeze(
                store, order.period, panel, authority=order.authority or None, formats=order.formats, begun=begun
            )
    except Exception as problem:
        LOG.exception("The snapshot %s could not be made", id)
        said = str(problem) if isinstance(problem, ScorecardError) else OUR_FAULT
        kept.report(id, Stage(orders.FAILED, done=max(0, len(pieces) - 1), of=of, fault=said))
        return 1
    kept.report(id, Stage(orders.DONE, done=of, of=of, snapshot=made.name))
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    os.nice(5)  # those who read the pages come first
    sys.exit(main())
