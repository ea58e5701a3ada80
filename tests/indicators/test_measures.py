"""Measures kept up to date: what a new return cannot change is left alone, and the rest is as if all were anew."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import polars as pl
import pytest

from data import areas
from data.batch import Batch
from data.returns import find
from data.store import Offer, Store
from indicators import catalogue, inputs, measures
from indicators.compute import compute_both
from indicators.inputs import Inputs, change
from indicators.measures import KEY, bring_up_to_date, holdings

MONTHS = ("2025-03", "2025-04", "2025-05", "2025-06")
TEAMS = ("North", "South", None)


def some_day(chance: random.Random, before: date, days: int) -> date | None:
    return before - timedelta(days=chance.randrange(days)) if chance.random() < 0.8 else None


def rows_of(name: str, period: str, chance: random.Random) -> list[dict]:
    """A few records of a few children, ever other ones of the same."""
    end = date(int(period[:4]), int(period[5:]), 28)
    rows = []
    for child in chance.sample("ABCDEFGH", 6):
        row = {"child_id": child, "date_of_birth": date(2006, 5, 1), "allocated_team": chance.choice(TEAMS)}
        if name == "children_looked_after":
            begun = some_day(chance, end, 700)
            row |= {"cla_start_date": begun, "cla_end_date": some_day(chance, end, 60) if begun else None}
            row |= {"reason_ceased": chance.choice(("E3", "X1", None)), "legal_status": "C2"}
        elif name == "referrals":
            row |= {"referral_date": some_day(chance, end, 200), "referrals_prev_12m": chance.randrange(3)}
        elif name == "care_leavers":
            row = {"child_id": child, "date_of_birth": date(2005, 5, 1), "eligibility": "FR"}
            row["activity"] = chance.choice(("F1", "G5", None))
        elif name == "missing_episodes":
            began = datetime.combine(end - timedelta(days=chance.randrange(90)), datetime.min.time())
            row = {"child_id": child, "episode_id": f"{child}1", "type": "M", "start_datetime": began}
            row["end_datetime"] = began + timedelta(hours=chance.randrange(1, 99))
        rows.append(row)
    return rows


def offer(name: str, period: str, rows: list[dict]) -> Offer:
    schema = {"line": pl.Int64()} | find(name).schema
    frame = pl.DataFrame([{"line": n} | r for n, r in enumerate(rows, start=2)], schema=schema)
    return Offer(
        upload_id=Batch.new_id(),
        offered_at=datetime(2025, 10, 4, 9, 12),
        offered_by="officer",
        authority="999",
        authority_name="Exampleshire (synthetic)",
        list=name,
        period=period,
        extract_date=date(2025, 9, 30),
        filename=f"{name}.csv",
        sha256=str(rows),
        verdict="accept",
        rows_read=frame.height,
        rows_stored=frame.height,
        rows=frame,
    )


def anew(store: Store) -> pl.DataFrame:
    found = compute_both(holdings(store, "999"), catalogue.ALL, lambda year: areas.population("999", year))
    return found.sort(KEY).select(*KEY, "numerator", "denominator", "value", "unknown", "complete")


@pytest.mark.parametrize("seed", range(2))
def test_after_any_file_the_measures_are_as_if_all_were_worked_out_anew(tmp_path, seed):
    chance, store = random.Random(seed), Store(tmp_path / "store")
    names = ("children_looked_after", "referrals", "care_leavers", "missing_episodes")
    files = [(name, period) for period in MONTHS for name in names]
    late = files.pop(chance.randrange(len(files)))
    order = [*files, late, *chance.sample(files, 3)]  # one file comes late, three are corrected
    bring_up_to_date(store)
    for n in range(0, len(order), 3):
        store.commit([offer(name, period, rows_of(name, period, chance)) for name, period in order[n : n + 3]])
        bring_up_to_date(store)
        now, expected = store.measures("999").sort(KEY), anew(store)
        assert now.select(expected.columns).equals(expected)


def test_a_file_changes_its_own_tables_from_its_month_on(monkeypatch, tmp_path):
    store = Store(tmp_path / "store")
    store.commit([offer("care_leavers", m, [{"child_id": "A", "activity": "F1"}]) for m in MONTHS[:2]])
    store.commit([offer("referrals", m, [{"child_id": "A", "referral_date": date(2025, 3, 1)}]) for m in MONTHS[:2]])
    bring_up_to_date(store)
    asked = []

    def watched(held, indicators, population, since):
        asked.append((set(held.rows), {i.table for i in indicators}, since))
        return compute_both(held, indicators, population, since)

    monkeypatch.setattr(measures, "compute_both", watched)
    store.commit([offer("care_leavers", MONTHS[2], [{"child_id": "A", "activity": "G5"}])])
    bring_up_to_date(store)
    assert asked == [({"care_leavers"}, {"care_leavers"}, MONTHS[2])]
    assert bring_up_to_date(store) == []


def test_a_new_definition_is_worked_out_for_every_month():
    held = pl.DataFrame({"list": ["referrals"], "period": ["2025-03"], "upload_id": ["u1"]})
    now = Inputs.of(held, catalogue.ALL)
    first = catalogue.ALL[0]
    before = Inputs(now.files, dict(now.definitions) | {first.id: "another"})
    found = change(before, now, catalogue.ALL)
    assert found.whole == (first,) and found.later == ()


def test_other_rules_of_reading_work_everything_out_anew(monkeypatch):
    held = pl.DataFrame({"list": ["referrals"], "period": ["2025-03"], "upload_id": ["u1"]})
    before = Inputs.of(held, catalogue.ALL)
    monkeypatch.setattr(inputs, "RULES", inputs.RULES + 1)
    assert change(before, Inputs.of(held, catalogue.ALL), catalogue.ALL).whole == catalogue.ALL


def test_inputs_are_kept_as_text_and_read_again():
    held = pl.DataFrame({"list": ["referrals"], "period": ["2025-03"], "upload_id": ["u1"]})
    now = Inputs.of(held, catalogue.ALL)
    assert Inputs.read(now.text) == now
    assert Inputs.read("0123456789abcdef") is None


def test_two_at_once_work_the_measures_out_once(tmp_path):
    store = Store(tmp_path / "store")
    store.commit([offer("care_leavers", MONTHS[0], [{"child_id": "A", "activity": "F1"}])])
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: bring_up_to_date(Store(store.folder)), range(4)))
    assert sorted(map(len, done)) == [0, 0, 0, 1]
    assert store.measures("999").select(KEY).is_unique().all()
