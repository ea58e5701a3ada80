"""The store: visible by the ledger, whole files or none, nothing lost."""

from datetime import date, datetime

import polars as pl
import pytest

from data.archive import Archive, digest
from data.batch import Batch
from data.errors import NotFound, StoreError
from data.returns import find
from data.store import ISSUES, Offer, Store

RETURN = find("care_leavers")


def leavers(*children: str, born: date = date(2006, 1, 1)) -> pl.DataFrame:
    schema = {"line": pl.Int64()} | RETURN.schema
    rows = [{"line": n, "child_id": child, "date_of_birth": born} for n, child in enumerate(children, start=2)]
    return pl.DataFrame(rows, schema=schema)


def offer(rows: pl.DataFrame, *, period: str = "2025-09", sha: str = "", verdict: str = "accept", **more) -> Offer:
    facts = {
        "upload_id": Batch.new_id(),
        "offered_at": datetime(2025, 10, 4, 9, 12),
        "offered_by": "officer",
        "authority": "999",
        "authority_name": "Exampleshire (synthetic)",
        "list": RETURN.name,
        "period": period,
        "extract_date": date(2025, 9, 30),
        "filename": "care_leavers.csv",
        "sha256": sha or digest(str(rows.rows()).encode()),
        "verdict": verdict,
        "rows_read": rows.height,
        "rows_stored": rows.height,
        "rows": rows,
    }
    return Offer(**facts | more)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store")


def children(store: Store, **where) -> list[str]:
    return store.rows(RETURN.name, **where)["child_id"].to_list()


def test_an_empty_store_holds_nothing_and_makes_no_folder(store):
    assert store.held().is_empty()
    assert store.rows(RETURN.name).is_empty()
    assert store.measures().is_empty()
    assert not store.folder.exists()


def test_what_is_committed_is_held(store):
    store.commit([offer(leavers("A", "B")), offer(leavers("C"), period="2025-10")])
    assert children(store) == ["A", "B", "C"]
    assert children(store, period="2025-10") == ["C"]
    assert children(store, authority="888") == []
    assert store.authorities() == {"999": "Exampleshire (synthetic)"}


def test_a_corrected_file_replaces_the_one_before_and_both_stay_in_the_ledger(store):
    store.commit([offer(leavers("A", "B"))])
    store.commit([offer(leavers("A"))])
    assert children(store) == ["A"]
    assert store.ledger().height == 2


def test_a_rejected_file_leaves_only_its_ledger_row_and_issues(store):
    issue = pl.DataFrame([{"file": "f.csv", "rule": "no_header", "severity": "error", "message": "?"}], schema=ISSUES)
    store.commit([offer(leavers("A"))])
    store.commit([offer(leavers("Z"), verdict="reject", issues=issue)])
    assert children(store) == ["A"]
    assert store.ledger()["errors"].to_list() == [0, 1]
    assert store.issues()["rule"].to_list() == ["no_header"]


@pytest.mark.parametrize("writes_before_the_fault", [0, 1, 2])
def test_a_load_cut_short_shows_nothing_and_can_be_run_again(store, monkeypatch, writes_before_the_fault):
    store.commit([offer(leavers("A"), period="2025-08")])
    warning = pl.DataFrame([{"file": "f", "rule": "missing_value", "severity": "warning"}], schema=ISSUES)
    new = offer(leavers("B"), issues=warning)
    written = []
    append = Store.append

    def failing(self, table, frame):
        if len(written) == writes_before_the_fault:
            raise KeyboardInterrupt
        written.append(table)
        append(self, table, frame)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Store, "append", failing)
        store.commit([new])
    assert children(store) == ["A"]
    assert store.issues().is_empty()
    store.commit([offer(leavers("B"), issues=warning)])
    assert children(store) == ["A", "B"]
    assert store.issues().height == 1


def test_a_log_folder_without_a_commit_is_no_table(store):
    (store.folder / "ledger" / "_delta_log").mkdir(parents=True)
    assert store.ledger().is_empty()
    store.commit([offer(leavers("A"))])
    assert children(store) == ["A"]


def test_the_version_changes_with_every_commit(store):
    before = store.version()
    store.commit([offer(leavers("A"))])
    assert store.version() != before


def test_an_unknown_list_is_named_with_near_ones(store):
    with pytest.raises(NotFound, match="care_leavers"):
        store.rows("care_leaver")


def test_a_batch_counts_what_is_on_its_way_as_held(store):
    store.commit([offer(leavers("A"), period="2025-08", sha="1")])
    batch = Batch(store)
    batch.add(offer(leavers("B"), sha="2"))
    assert batch.months_of("999", RETURN.name, "1") == {"2025-08"}
    assert batch.months_of("999", RETURN.name, "2") == {"2025-09"}
    assert batch.months_of("888", RETURN.name, "1") == set()
    assert batch.rows("999", RETURN.name, "2025-08")["child_id"].to_list() == ["A"]
    assert batch.rows("999", RETURN.name, "2025-09")["child_id"].to_list() == ["B"]
    assert batch.rows("999", RETURN.name, "2025-07") is None
    assert sorted(batch.births_of("999")["child_id"]) == ["A", "B"]
    assert batch.births("999", "2025-09")["child_id"].to_list() == ["B"]
    assert batch.births_elsewhere("999").is_empty()
    assert sorted(batch.births_elsewhere("888")["child_id"]) == ["A", "B"]


def test_bytes_that_were_replaced_may_be_offered_again(store):
    store.commit([offer(leavers("A"), sha="1")])
    store.commit([offer(leavers("B"), sha="2")])
    assert Batch(store).months_of("999", RETURN.name, "1") == set()


def test_the_archive_keeps_bytes_by_their_digest(tmp_path):
    archive = Archive(tmp_path / "archive")
    sha = archive.keep(b"one,two\n")
    assert archive.keep(b"one,two\n") == sha
    assert archive.read(sha) == b"one,two\n"
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [sha]


def test_an_altered_archive_is_noticed(tmp_path):
    archive = Archive(tmp_path / "archive")
    sha = archive.keep(b"one")
    archive.path(sha).write_bytes(b"two")
    with pytest.raises(StoreError, match="altered"):
        archive.read(sha)
    with pytest.raises(StoreError, match="no file"):
        archive.read(digest(b"never kept"))
