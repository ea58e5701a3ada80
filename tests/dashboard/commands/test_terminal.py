"""Figures in the terminal stand under each other, however long they are."""

from dashboard.commands.terminal import _columns, indicator_text, scorecard_text
from dashboard.source import StoreSource
from data.store import Store
from indicators import catalogue


def test_columns_are_as_wide_as_what_they_hold():
    assert _columns([("Month", "As reported", "Restated"), ("May", "1", "18.6 (1,461 shared by 78.6)")]) == [
        "Month  As reported                     Restated",
        "May              1  18.6 (1,461 shared by 78.6)",
    ]


def test_the_months_of_an_indicator_stand_under_each_other(tmp_path, load_leavers):
    store = Store(tmp_path)
    load_leavers(store, "2025-08", "F1", "G4")
    load_leavers(store, "2025-09", *["F1"] * 9, *["G4"] * 3)
    card = StoreSource(store).scorecard("2025-09")
    lines = indicator_text(card, catalogue.find("cl_neet_19_21_pct")).splitlines()
    head = lines.index("Month               As reported         Restated")
    assert lines[head + 1 : head + 3] == [
        "September 2025  25.0% (3 of 12)  25.0% (3 of 12)",
        "August 2025              1 of 2           1 of 2",
    ]


def test_the_first_month_claims_nothing(store):
    text = scorecard_text(StoreSource(store).scorecard("2025-09"))
    assert "No figure can yet be set beside an earlier one." in text
