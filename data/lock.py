"""One lock a store: many may write beside each other, and none while its tables change places.

The system gives the lock back when a process ends, however it ends.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = ".lock"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Held while something is written; waits while the tables change places."""
    with _held(folder, fcntl.LOCK_SH):
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Held while the tables change places; waits until nobody is writing."""
    with _held(folder, fcntl.LOCK_EX):
        yield


@contextmanager
def _held(folder: Path, kind: int) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("ab") as file:
        fcntl.flock(file, kind)
        yield
