"""Tables remade from the archive and the ledger, and put in the place of the old ones.

The archive, the ledger and what cannot be remade (revisions, targets, snapshots) stay as they are.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data import imports, lock
from data.errors import BadInput
from data.store import Store

TABLES = ("returns", "issues", "quality", "measures", "computed", *imports.TABLES)  # all that can be remade
ASIDE = ".rebuilt"
HERE, EXCHANGE = -100, 2  # of Linux' renameat2: relative to the working directory; swap both names


@contextmanager
def fresh(store: Store, into: Path | None) -> Iterator[Store]:
    """An empty store to remake the tables in: the folder `into`, or one inside the store that is gone afterwards.

    Raises BadInput where there is nothing to rebuild, or `into` holds something already.
    """
    if store.ledger().is_empty():
        raise BadInput(f"{store.folder} holds no file to rebuild from. Check the folder: is it a store?")
    if into is not None:
        if into.exists() and any(into.iterdir()):
            raise BadInput(f"{into} is not empty. Name a new folder for the rebuilt store.")
        yield Store(into)
        return
    aside = store.folder / ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    try:
        yield Store(aside)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def finish(store: Store, remade: Store) -> bool:
    """Put the remade tables in place of the store's own, or complete the new folder with what cannot be remade.

    False, and nothing is done, where more files were loaded meanwhile: they are to be remade first.
    """
    with lock.alone(store.folder):
        if _files(remade) != _files(store):
            return False
        if remade.folder == store.folder / ASIDE:
            for table in TABLES:
                _exchange(remade.folder / table, store.folder / table)
        else:
            shutil.rmtree(remade.folder / "ledger")
            for path in store.folder.iterdir():
                if path.name not in TABLES and not path.name.startswith("."):
                    _copy(path, remade.folder / path.name)
    return True


def _files(store: Store) -> tuple[list[str], list[str]]:
    return store.ledger()["upload_id"].to_list(), imports.held(store)["import_id"].to_list()


def _exchange(new: Path, old: Path) -> None:
    """Swap two folders. At no moment is there none under the old name, where the system can swap names."""
    for folder in (new, old):
        folder.mkdir(exist_ok=True)  # no table is a table without rows
    swap = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if swap is not None and swap(HERE, os.fsencode(new), HERE, os.fsencode(old), EXCHANGE) == 0:
        return
    between = new.with_name(f"{new.name}.old")
    old.rename(between)
    new.rename(old)
    between.rename(new)


def _copy(path: Path, to: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, to)
    else:
        shutil.copy2(path, to)
