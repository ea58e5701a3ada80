"""Snapshots that were ordered and how far each is, on disk beside the snapshots of a store.

One folder per order. What was ordered and how far it is are written whole or not at all, so that whoever comes next
(another process, or the same after a restart) finds the order as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from data import durable, lock
from data.errors import NotFound
from data.uploads import ID, moment, new_id

UNDER_WAY, DONE, FAILED = "under_way", "done", "failed"
SHOWN = 20
_ORDER, _STAGE, _WORK, _LOG = "order.json", "stage.json", "work.lock", "work.log"


@dataclass(frozen=True, kw_only=True)
class Order:
    """A snapshot to be made. Moments are UTC, ISO. `attempts`: how often the work on it was begun."""

    id: str
    period: str
    panel: str
    authority: str
    formats: tuple[str, ...]
    by: str
    asked_at: str
    begun_at: str
    attempts: int = 1
    internal: bool = False  # every number, and not for publication


@dataclass(frozen=True)
class Stage:
    """How far an order is: `done` pieces of `of`, `doing` the next. `snapshot`: its name once it is made. `fault`: why
    the work stopped."""

    state: str = UNDER_WAY
    done: int = 0
    of: int = 1
    doing: str = ""
    snapshot: str = ""
    fault: str = ""


class Orders:
    """The orders of a store. Opening creates nothing."""

    def __init__(self, store_folder: Path):
        self.folder = store_folder / "snapshots" / "orders"

    def add(
        self, *, period: str, panel: str, authority: str, formats: tuple[str, ...], by: str, internal: bool = False
    ) -> Order:
        """A new order, whose work is to be begun."""
        now = moment()
        order = Order(
            id=new_id(datetime.now(UTC)),
            period=period,
            panel=panel,
            authority=authority,
            formats=formats,
            internal=internal,
            by=by,
            asked_at=now,
            begun_at=now,
        )
        (self.folder / order.id).mkdir(parents=True)
        self.report(order.id, Stage(of=len(formats) + 1))
        self.keep(order)
        return order

    def keep(self, order: Order) -> None:
        """Keep an order as it is now."""
        self._write(order.id, _ORDER, asdict(order))

    def get(self, id: str) -> Order:
        """The order with this id. Raises NotFound."""
        path = self.folder / id / _ORDER if ID.match(id) else None
        if path is None or not path.exists():
            raise NotFound("order of a snapshot", id[:40], [])
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Order(**kept | {"formats": tuple(kept["formats"])})

    def newest(self) -> tuple[Order, ...]:
        """The newest orders, newest first."""
        if not self.folder.is_dir():
            return ()
        ids = sorted((f.name for f in self.folder.iterdir() if (f / _ORDER).exists()), reverse=True)
        return tuple(self.get(i) for i in ids[:SHOWN])

    def stage(self, id: str) -> Stage:
        """How far an order is."""
        return Stage(**json.loads((self.folder / id / _STAGE).read_text(encoding="utf-8")))

    def report(self, id: str, stage: Stage) -> None:
        """Say how far an order is."""
        self._write(id, _STAGE, asdict(stage))

    # who is at work ----------------------------------------------------------------------------------------

    def at_work(self, id: str) -> AbstractContextManager[bool]:
        """Held while somebody works on the order; false where another does already."""
        return lock.at_work(self.folder / id / _WORK)

    def is_at_work(self, id: str) -> bool:
        """Whether somebody works on the order."""
        return lock.is_at_work(self.folder / id / _WORK)

    def one_at_a_time(self) -> AbstractContextManager[None]:
        """Held while documents are made, so that a machine makes one snapshot after the other."""
        return lock.alone(self.folder)

    @contextmanager
    def log(self, id: str) -> Iterator[IO]:
        """Open for what the work on the order says of itself, after what it said before."""
        with (self.folder / id / _LOG).open("ab") as file:
            yield file

    def _write(self, id: str, name: str, content: dict) -> None:
        with durable.written(self.folder / id / name) as part:
            part.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
