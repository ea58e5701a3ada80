"""What an upload would change, worked out beforehand, is what it does change."""

from datetime import date

import polars as pl
import pytest

from dashboard.jobs.preview import File, foreseen
from data.incoming import Incoming
from data.returns import find
from data.store import Store
from expectations.loading import Sender, check, load
from indicators.compute import WHOLE_AUTHORITY
from indicators.measures import bring_up_to_date

SENDER = Sender(authority="999", authority_name="Exampleshire (synthetic)")
NEET = "cl_neet_19_21_pct"
AUGUST = {"A": "G5", "B": "F1", "C": "F1", "D": "F1"}


@pytest.fixture
def send(tmp_path, leavers_csv):
    """Offer care leavers of a month; with `keep`, store them, else the file as the preview takes it."""
    store = Store(tmp_path / "store")

    def offer(activities: dict, period: str, *, keep: bool = False) -> tuple[Store, File]:
        path = tmp_path / f"{period}.csv"
        path.write_bytes(leavers_csv(activities, day=date.fromisoformat(f"{period}-20").strftime("%d/%m/%Y")))
        incoming = Incoming(path, find("care_leavers"), period, placed=True)
        if keep:
            load([incoming], SENDER, store)
            bring_up_to_date(store)
        (decision,) = check([incoming], SENDER, store)
        return store, File("care_leavers", period, decision.rows)

    return offer


def figure(found: dict, indicator: str, period: str) -> dict:
    (one,) = [f for f in found["figures"] if (f["indicator"], f["period"]) == (indicator, period)]
    return one


def test_a_new_month_is_set_beside_the_one_before(send):
    send(AUGUST, "2026-08", keep=True)
    store, file = send({"A": "G5", "B": "G4", "C": "F1", "E": "F2"}, "2026-09")
    found = foreseen(store, "999", [file])
    assert found["records"] == [
        {
            "list": "care_leavers",
            "period": "2026-09",
            "against": "2026-08",
            "new": 1,
            "gone": 1,
            "changed": 3,
            "same": 0,
        }
    ]
    neet = figure(found, NEET, "2026-09")
    assert (neet["against"], neet["before"]["value"], neet["after"]["value"]) == ("2026-08", 25.0, 50.0)
    assert (neet["after"]["numerator"], neet["after"]["denominator"]) == (2.0, 4.0)
    assert {f["period"] for f in found["figures"]} == {"2026-09"}


def test_a_correction_is_set_beside_what_it_replaces(send):
    send(AUGUST, "2026-08", keep=True)
    store, file = send(AUGUST | {"B": "G5"}, "2026-08")
    found = foreseen(store, "999", [file])
    (record,) = found["records"]
    assert (record["against"], record["new"], record["gone"], record["changed"], record["same"]) == (
        "2026-08",
        0,
        0,
        1,
        3,
    )
    neet = figure(found, NEET, "2026-08")
    assert (neet["against"], neet["before"]["value"], neet["after"]["value"]) == ("2026-08", 25.0, 50.0)


def test_the_first_return_has_nothing_to_be_set_beside(send):
    store, file = send(AUGUST, "2026-08")
    found = foreseen(store, "999", [file])
    assert [r["against"] for r in found["records"]] == [""]
    assert figure(found, NEET, "2026-08")["before"] is None


def test_what_changes_nothing_says_so(send):
    send(AUGUST, "2026-08", keep=True)
    store, file = send(AUGUST, "2026-08")
    again = File(file.list, file.period, store.rows("care_leavers").drop("authority", "period", "upload_id"))
    found = foreseen(store, "999", [again])
    assert found["figures"] == [] and found["records"][0]["same"] == 4
    assert foreseen(store, "999", []) == {"records": [], "figures": []}


def test_of_two_months_the_second_is_set_beside_the_first(send):
    store, first = send(AUGUST, "2026-08")
    _, second = send(AUGUST | {"E": "F1"}, "2026-09")
    found = foreseen(store, "999", [first, second])
    assert [(r["against"], r.get("new")) for r in found["records"]] == [("", None), ("2026-08", 1)]
    assert figure(found, NEET, "2026-09")["after"]["value"] == 20.0


def test_what_was_foreseen_comes_true(send):
    """An earlier month that comes late, between two that are held: every figure after it is as it was foreseen."""
    send(AUGUST, "2026-07", keep=True)
    send(AUGUST | {"B": "G4"}, "2026-09", keep=True)
    store, file = send(AUGUST | {"C": "G5", "D": "G5"}, "2026-08")
    found = {(f["indicator"], f["period"]): f for f in foreseen(store, "999", [file])["figures"]}
    key = ["indicator", "period"]
    parts = ["value", "numerator", "denominator", "complete"]

    def figures() -> dict:
        shown = store.measures("999").filter(
            (pl.col("basis") == "as_reported") & (pl.col("breakdown") == WHOLE_AUTHORITY)
        )
        return {tuple(r[k] for k in key): {p: r[p] for p in parts} for r in shown.iter_rows(named=True)}

    before = figures()
    send(AUGUST | {"C": "G5", "D": "G5"}, "2026-08", keep=True)
    after = figures()
    changed = {k: v for k, v in after.items() if before.get(k) != v}
    assert changed == {k: f["after"] for k, f in found.items()} and (NEET, "2026-08") in changed
