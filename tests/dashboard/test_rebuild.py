"""`scorecard rebuild`: the same tables and the same figures, after a correction and a file offered twice."""

import polars as pl
import pytest

from dashboard.cli import main
from data import synthetic
from data.store import Store

LISTS = ("care_leavers", "children_looked_after", "child_protection", "children_in_need")


@pytest.fixture
def store(write_returns, tmp_path) -> Store:
    """Two months of four lists of the made-up council, one of them corrected."""
    returns, folder = tmp_path / "returns", tmp_path / "store"
    write_returns(returns, *LISTS, months=2)
    load = ["load", "--authority", synthetic.AUTHORITY, "--store", str(folder), "--format", "json"]
    assert main([*load, str(returns)]) == 0
    leavers = returns / "2026-09" / "care_leavers.csv"
    text = leavers.read_text("utf-8-sig").splitlines(keepends=True)
    leavers.write_text("".join(text[:-9]), "utf-8-sig")
    assert main([*load, str(returns)]) == 0
    store = Store(folder)
    assert store.ledger().height == 2 * len(LISTS) + 1
    return store


def tables(store: Store) -> dict[str, pl.DataFrame]:
    return {name: store.rows(name) for name in LISTS} | {
        "ledger": store.ledger(),
        "issues": store.issues().sort(pl.all()),
        "quality": store.quality(synthetic.AUTHORITY).sort(pl.all()),
        "measures": store.measures(),
        "revisions": store.revisions(synthetic.AUTHORITY),
    }


def test_the_tables_are_equal_in_place_and_in_a_new_folder(store, tmp_path, capsys):
    before = tables(store)
    assert all(frame.height for frame in before.values())
    assert main(["rebuild", "--store", str(store.folder), "--into", str(tmp_path / "new")]) == 0
    assert main(["rebuild", "--store", str(store.folder)]) == 0
    said = capsys.readouterr().err
    assert f"Rebuilt the tables of {before['ledger'].height} files into {tmp_path / 'new'}." in said
    assert "rules of today" not in said
    for after in (tables(store), tables(Store(tmp_path / "new"))):
        for name, frame in before.items():
            assert frame.equals(after[name]), name


def test_what_it_cannot_do_is_said(tmp_path, capsys):
    assert main(["rebuild", "--store", str(tmp_path / "nowhere")]) == 1
    assert "holds no file to rebuild from" in capsys.readouterr().err
