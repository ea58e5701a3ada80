"""Tables remade from the archive and the ledger are those that the loads made."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from data import rebuilt
from data.errors import BadInput, StoreError
from data.incoming import gather
from data.store import Store
from expectations import rebuilding
from expectations.loading import Sender, load

KIRKLEES, LEEDS = Sender(authority="382", authority_name="Kirklees"), Sender(authority="383", authority_name="Leeds")
LISTS = ("care_leavers", "children_looked_after", "contacts", "referrals")


def offer(store: Store, folder: Path, files: dict[str, bytes], sender: Sender = KIRKLEES) -> list[str]:
    """Load files, named by month and list; their verdicts."""
    shutil.rmtree(folder, ignore_errors=True)
    for place, raw in files.items():
        path = folder / f"{place}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return [d.verdict for d in load(gather([folder]), sender, store)]


@pytest.fixture
def store(made, tmp_path_factory, tmp_path) -> Store:
    """A copy of the store that `loaded` makes once."""
    original = tmp_path_factory.getbasetemp() / "store-to-rebuild"
    if not original.exists():
        loaded(made, Store(original), tmp_path / "returns")
    shutil.copytree(original, tmp_path / "store")
    return Store(tmp_path / "store")


def loaded(made, store: Store, folder: Path) -> None:
    """Two authorities: faults, a repeat, a correction, a file offered twice, one for two months, one rejected, one
    that another list doubts, and a load that was cut short."""
    leavers = [{"activity": ""}, {"activity": "Q9"}, {"gender": "Q9"}, *[{}] * 27]
    files = {
        "2025-09/care_leavers": made.file("care_leavers", leavers),
        "2025-09/contacts": made.file("contacts", [{"child_id": "1"}, {"child_id": "1"}, *[{}] * 18]),
        "2025-09/children_looked_after": made.file("children_looked_after", [{}] * 3),
        "2025-10/care_leavers": made.file("care_leavers", leavers),  # the same bytes for the next month
    }
    assert offer(store, folder, files) == ["accept_with_warnings", "accept", *["accept_with_warnings"] * 2]
    assert offer(store, folder, files | {"2025-09/contacts": made.file("contacts", [{}] * 20)}).count("reject") == 3
    assert offer(store, folder, {"2025-09/referrals": made.file("referrals", [{"child_id": ""}] * 9)}) == ["reject"]
    moved = made.file("care_leavers", [{"eligibility": "E", "date_of_birth": "01/06/2008"}] * 1 + [{}] * 11)
    assert offer(store, folder, {"2025-09/care_leavers": moved}) == ["accept_with_warnings"]
    assert offer(store, folder, {"2025-09/care_leavers": made.file("care_leavers", [{}] * 4)}, LEEDS) == ["accept"]
    store.append("returns/care_leavers", store.rows("care_leavers").with_columns(upload_id=pl.lit("never committed")))


def tables(store: Store) -> dict[str, pl.DataFrame]:
    held = {name: store.rows(name).sort("authority", "period", "line") for name in LISTS}
    return held | {
        "ledger": store.ledger(),
        "held": store.held(),
        "issues": store.issues().sort(pl.all()),
        "quality": pl.concat([store.quality(a) for a in ("382", "383")]).sort("upload_id", "field", "team"),
    }


def assert_equal(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> None:
    for name, frame in one.items():
        assert frame.height or name == "referrals"
        assert frame.equals(other[name]), name


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def remake(store: Store, into: Path | None = None) -> list:
    with rebuilt.fresh(store, into) as remade:
        differences = rebuilding.rebuild(store, remade)
        assert rebuilt.finish(store, remade)
    return differences


def test_rebuilding_in_place_gives_equal_tables_and_touches_neither_archive_nor_ledger(store):
    before = tables(store)
    kept = {name: files_of(store.folder / name) for name in ("archive", "ledger")}
    assert remake(store) == []
    assert_equal(before, tables(store))
    assert kept == {name: files_of(store.folder / name) for name in ("archive", "ledger")}
    assert not (store.folder / rebuilt.ASIDE).exists()
    everything = store.scan("returns/care_leavers", {}).collect()
    assert "never committed" not in everything["upload_id"], "what a killed load left behind is gone"


def test_rebuilding_into_a_new_folder_makes_a_whole_store_and_leaves_the_old_one(store, tmp_path):
    (store.folder / "snapshots").mkdir()
    (store.folder / "snapshots" / "pack.pdf").write_bytes(b"frozen")
    before = files_of(store.folder)
    assert remake(store, tmp_path / "new") == []
    assert files_of(store.folder) == before
    new = Store(tmp_path / "new")
    assert_equal(tables(store), tables(new))
    assert files_of(new.archive.folder) == files_of(store.archive.folder)
    assert (new.folder / "snapshots" / "pack.pdf").read_bytes() == b"frozen"


@pytest.mark.parametrize("lost", ["returns", "issues", "quality", "returns/care_leavers/_delta_log"])
def test_tables_that_are_lost_or_broken_come_back(store, lost):
    before = tables(store)
    shutil.rmtree(store.folder / lost)
    remake(store)
    assert_equal(before, tables(store))


def test_where_the_system_cannot_swap_names_they_are_swapped_one_after_the_other(store, monkeypatch):
    before = tables(store)
    monkeypatch.setattr(rebuilt.ctypes, "CDLL", lambda *_, **__: object())
    shutil.rmtree(store.folder / "issues")
    remake(store)
    assert_equal(before, tables(store))


def test_a_file_loaded_meanwhile_is_remade_before_the_tables_change_places(made, store, tmp_path):
    with rebuilt.fresh(store, None) as remade:
        rebuilding.rebuild(store, remade)
        new = {"2025-11/care_leavers": made.file("care_leavers", [{}] * 7)}
        assert offer(store, tmp_path / "late", new) == ["accept_with_warnings"]  # far fewer than the month before
        before = tables(store)
        assert not rebuilt.finish(store, remade)
        rebuilding.rebuild(store, remade)
        assert rebuilt.finish(store, remade)
    assert_equal(before, tables(store))


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_an_archive_that_is_not_whole_stops_it_and_nothing_changes(store, harm):
    before, path = tables(store), store.archive.path(store.ledger()["sha256"][0])
    path.unlink() if harm == "missing" else path.write_bytes(b"other")
    with pytest.raises(StoreError, match="no file" if harm == "missing" else "altered"):
        remake(store)
    assert_equal(before, tables(store))
    assert not (store.folder / rebuilt.ASIDE).exists()


def test_a_file_that_todays_rules_see_otherwise_is_named(store, monkeypatch):
    gate = rebuilding.decide

    def stricter(raw, filename, declaration, held):
        decision = gate(raw, filename, declaration, held)
        if declaration.list != "children_looked_after":
            return decision
        return replace(decision, rows=decision.rows.head(2), rows_stored=2)

    monkeypatch.setattr(rebuilding, "decide", stricter)
    difference, *others = remake(store)
    assert {other.file for other in others} <= {"Care leavers, September 2025 (care_leavers.csv)"}  # compared with it
    assert difference.file == "Children looked after, September 2025 (children_looked_after.csv)"
    assert (difference.before[:6], difference.now[:6]) == ("3 rows", "2 rows")
    assert store.rows("children_looked_after").height == 2


def test_a_file_that_would_be_rejected_today_stops_it(store, monkeypatch):
    gate = rebuilding.decide

    def refusing(raw, filename, declaration, held):
        decision = gate(raw, filename, declaration, held)
        return replace(decision, verdict="reject") if declaration.authority == "383" else decision

    monkeypatch.setattr(rebuilding, "decide", refusing)
    before = tables(store)
    with pytest.raises(StoreError, match=r"today they reject: Care leavers, September 2025 \(care_leavers.csv\)"):
        remake(store)
    assert_equal(before, tables(store))


def test_a_replaced_file_that_would_be_rejected_today_stops_nothing(store, monkeypatch):
    gate, replaced = rebuilding.decide, store.ledger()["sha256"][0]  # September's care leavers, corrected since

    def refusing(raw, filename, declaration, held):
        decision = gate(raw, filename, declaration, held)
        refused = decision.sha256 == replaced and declaration.period == "2025-09"
        return replace(decision, verdict="reject", rows_stored=0, rows=decision.rows.clear()) if refused else decision

    monkeypatch.setattr(rebuilding, "decide", refusing)
    before = tables(store)
    [difference] = remake(store)
    assert difference.now.startswith("0 rows")
    assert_equal(before, tables(store))


def test_a_rejected_file_stays_rejected_even_if_it_would_pass_today(store, monkeypatch):
    gate = rebuilding.decide

    def milder(raw, filename, declaration, held):
        decision = gate(raw, filename, declaration, held)
        return replace(decision, verdict="accept") if decision.verdict == "reject" else decision

    monkeypatch.setattr(rebuilding, "decide", milder)
    remake(store)
    assert store.rows("referrals").is_empty()


def test_nothing_to_rebuild_and_a_folder_in_use_are_refused(store, tmp_path):
    with pytest.raises(BadInput, match="no file to rebuild from"):
        remake(Store(tmp_path / "nowhere"))
    with pytest.raises(BadInput, match="not empty"):
        remake(store, store.folder)
