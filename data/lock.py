"""One lock a store: many may write beside each other, and none while its tables change places. And a lock a task.

The system gives a lock back when a process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

NAME = ".lock"
PATIENCE = 50  # looks, a fiftieth of a second apart


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
def in_turn(file: Path) -> Iterator[None]:
    """Held while a task is done that nobody else may do at the same time; waits for its turn."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def at_work(file: Path) -> Iterator[bool]:
    """Held while somebody does the task that the lock file stands for; false where another does it already."""
    with file.open("ab") as held:
        for _ in range(PATIENCE):
            if _taken(held):
                yield True
                return
            time.sleep(0.02)  # somebody may only be looking
        yield False


def is_at_work(file: Path) -> bool:
    """Whether somebody does the task that the lock file stands for."""
    with file.open("ab") as held:
        return not _taken(held)


# ------------------------------------------------------------------------------------------------------


def _taken(file: IO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _held(folder: Path, kind: int) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("ab") as file:
        fcntl.flock(file, kind)
        yield
