"""A corrected return in the dashboard: what was first reported stays visible beside what is known now."""

from datetime import date, datetime

import polars as pl

from dashboard.app import render
from dashboard.serving.markup import markup
from dashboard.source import StoreSource
from data.batch import Batch
from data.returns import find
from data.store import Offer, Store
from indicators.measures import bring_up_to_date


def offer(activity: str) -> Offer:
    schema = find("care_leavers")
    row = {"line": 2, "child_id": "A", "date_of_birth": date(2005, 1, 1), "eligibility": "FR", "activity": activity}
    return Offer(
        upload_id=Batch.new_id(),
        offered_at=datetime(2025, 10, 4, 9, 12),
        offered_by="officer",
        authority="999",
        authority_name="Exampleshire (synthetic)",
        list=schema.name,
        period="2025-09",
        extract_date=date(2025, 9, 30),
        filename="care_leavers.csv",
        sha256=activity,
        verdict="accept",
        rows_read=1,
        rows_stored=1,
        rows=pl.DataFrame([row], schema={"line": pl.Int64()} | schema.schema),
    )


def test_the_page_shows_the_figure_before_and_after_a_correction(tmp_path):
    store = Store(tmp_path / "store")
    source = StoreSource(store)
    for activity in ("F1", "G5"):
        store.commit([offer(activity)])
        bring_up_to_date(store)
    page = render(source, "/indicator/cl_neet_19_21_pct", {})
    text = markup(page.main)
    assert "Corrected since first reported" in text
    assert ">0 of 1<" in text and ">1 of 1<" in text and "100.0%" not in text  # of so few no percentage is printed


def test_computing_again_after_a_cut_notes_a_change_once(tmp_path):
    store = Store(tmp_path / "store")
    store.commit([offer("F1")])
    bring_up_to_date(store)
    store.commit([offer("G5")])
    bring_up_to_date(store)
    noted = store.revisions("999")
    store.append("revisions", noted)
    assert store.revisions("999").height == noted.height > 0
