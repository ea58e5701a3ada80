"""Files that wait for a decision: in the ledger, and nowhere else."""

from datetime import date, datetime

import polars as pl
import pytest

from data.batch import Batch
from data.ledger import ACCEPTED, DISCARDED, LEDGER, OFFERED, Offer, as_decided
from data.returns import find
from data.store import Store

RETURN = find("care_leavers")


def offer(verdict: str, *children: str, decides: str = "", **more) -> Offer:
    rows = [{"line": n, "child_id": child} for n, child in enumerate(children, start=2)]
    facts = {
        "upload_id": Batch.new_id(),
        "offered_at": datetime(2025, 10, 4, 9, 12),
        "offered_by": "officer",
        "authority": "999",
        "authority_name": "Exampleshire (synthetic)",
        "list": RETURN.name,
        "period": "2025-09",
        "extract_date": date(2025, 9, 30),
        "filename": "care_leavers.csv",
        "sha256": "0",
        "verdict": verdict,
        "rows_read": len(rows),
        "rows_stored": len(rows),
        "decides": decides,
        "rows": pl.DataFrame(rows, schema={"line": pl.Int64()} | RETURN.schema),
    }
    return Offer(**facts | more)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store")


@pytest.mark.parametrize("verdict", [OFFERED, DISCARDED, "reject"])
def test_only_what_was_accepted_is_held(store, verdict):
    store.commit([offer(ACCEPTED[0], "A")])
    store.commit([offer(verdict, "B")])
    assert store.rows(RETURN.name)["child_id"].to_list() == ["A"]
    assert store.held().height == 1
    assert Batch(store).months_of("999", RETURN.name, "0") == {"2025-09"}


def test_a_file_that_waits_is_offered_and_not_yet_in_the_ledger_of_decisions(store):
    store.commit([offer(OFFERED)])
    assert store.ledger().is_empty()
    assert store.offers()["verdict"].to_list() == [OFFERED]


def test_a_decision_takes_the_place_of_the_offer(store):
    waiting = [offer(OFFERED) for _ in range(3)]
    store.commit(waiting)
    store.commit([offer("accept", "A", decides=waiting[0].upload_id)])
    store.commit([offer(DISCARDED, decides=waiting[1].upload_id)])
    assert store.ledger()["verdict"].to_list() == ["accept"]
    assert store.offers()["verdict"].to_list() == [OFFERED, DISCARDED]
    assert store.held()["decides"].to_list() == [waiting[0].upload_id]


def test_what_is_accepted_last_is_held_whenever_it_was_offered(store):
    waiting = offer(OFFERED)
    store.commit([waiting])
    store.commit([offer("accept", "loaded meanwhile")])
    store.commit([offer("accept", "accepted later", decides=waiting.upload_id)])
    assert store.rows(RETURN.name)["child_id"].to_list() == ["accepted later"]


def test_an_offer_is_no_news_for_open_pages_and_a_decision_is(store):
    waiting = offer(OFFERED)
    before = store.version()
    store.commit([waiting])
    assert store.version() == before
    store.commit([offer(DISCARDED, decides=waiting.upload_id)])
    assert store.version() == before
    store.commit([offer("accept", "A")])
    assert store.version() != before


def test_a_ledger_from_before_files_could_wait_is_read():
    old = [c for c in LEDGER if c != "decides"]
    rows = pl.DataFrame([offer("accept").ledger_row()]).select(old)
    assert as_decided(rows.lazy()).collect()["decides"].to_list() == [""]
    joined = pl.concat([rows, pl.DataFrame([offer("accept").ledger_row()])], how="diagonal")
    assert as_decided(joined.lazy()).collect()["decides"].to_list() == ["", ""]
