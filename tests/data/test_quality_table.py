"""The quality table of the store: written with the file, read while the file is held."""

from datetime import date, datetime

import polars as pl

from data.batch import Batch
from data.returns import find
from data.store import QUALITY, Offer, Store

RETURN = find("care_leavers")
NOTHING = pl.DataFrame(schema={"line": pl.Int64()} | RETURN.schema)


def counted(rows: int) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"field": f, "team": team, "rows": rows, "filled": rows, "valid": rows, "completeness": 100.0}
            for f in ("", "activity")
            for team in ("", "North")
        ],
        schema={c: QUALITY[c] for c in ("field", "team", "rows", "filled", "valid", "completeness", "validity")},
    )


def offer(rows: int, *, authority: str = "999", period: str = "2025-09", verdict: str = "accept") -> Offer:
    return Offer(
        upload_id=Batch.new_id(),
        offered_at=datetime(2025, 10, 4),
        offered_by="officer",
        authority=authority,
        authority_name="",
        list=RETURN.name,
        period=period,
        extract_date=date(2025, 9, 30),
        filename="f.csv",
        sha256=str(rows),
        verdict=verdict,
        rows_read=rows,
        rows_stored=0,
        rows=NOTHING,
        quality=counted(rows) if verdict == "accept" else pl.DataFrame(),
    )


def test_only_held_files_count_and_each_says_whose_and_when(tmp_path):
    store = Store(tmp_path / "store")
    assert store.quality("999").is_empty()
    store.commit([offer(5), offer(6, period="2025-10"), offer(9, authority="888")])
    store.commit([offer(7)])  # in place of the five
    store.commit([offer(8, verdict="reject")])  # stays out
    held = store.quality("999", team="").filter(pl.col("field") == "")
    assert held.select("list", "period", "rows").rows() == [
        ("care_leavers", "2025-09", 7),
        ("care_leavers", "2025-10", 6),
    ]
    assert dict(held.schema) == QUALITY
    assert store.quality("999").height == 8
    assert store.quality("888")["rows"].to_list() == [9] * 4
    assert store.quality("999", name="adoption").is_empty()


def test_counts_of_a_file_that_never_reached_the_ledger_are_not_seen(tmp_path, monkeypatch):
    store = Store(tmp_path / "store")
    store.commit([offer(5)])
    append = Store.append
    with monkeypatch.context() as patched:
        patched.setattr(Store, "append", lambda self, table, rows: table == "ledger" or append(self, table, rows))
        store.commit([offer(6)])
    assert store.quality("999")["rows"].unique().to_list() == [5]
