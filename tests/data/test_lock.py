"""Writers beside each other, and the one who works alone."""

import fcntl

import polars as pl
import pytest

from data import lock
from data.store import Store


def free(folder, kind: int) -> bool:
    """Whether another process would get the lock at once."""
    with (folder / lock.NAME).open("ab") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@pytest.mark.parametrize(("held", "writers", "loners"), [(lock.writing, True, False), (lock.alone, False, False)])
def test_who_may_come_in_beside_whom(tmp_path, held, writers, loners):
    with held(tmp_path / "store"):
        assert free(tmp_path / "store", fcntl.LOCK_SH) == writers
        assert free(tmp_path / "store", fcntl.LOCK_EX) == loners
    assert free(tmp_path / "store", fcntl.LOCK_EX)


def test_a_fault_gives_the_lock_back(tmp_path):
    with pytest.raises(RuntimeError), lock.alone(tmp_path):
        raise RuntimeError
    assert free(tmp_path, fcntl.LOCK_EX)


def test_every_write_of_the_store_holds_it(tmp_path, monkeypatch):
    store, seen = Store(tmp_path / "store"), []

    def write(frame, path, **options):
        seen.append(free(store.folder, fcntl.LOCK_EX))

    monkeypatch.setattr(pl.DataFrame, "write_delta", write)
    store.append("issues", pl.DataFrame({"authority": ["999"]}))
    store.replace("measures", pl.DataFrame({"authority": ["999"]}), "999")
    assert seen == [False, False]
    assert free(store.folder, fcntl.LOCK_EX)
