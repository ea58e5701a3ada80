"""The file as a whole: the tenth, the month, the authority, and what is held."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from expectations.declared import authority_named
from expectations.gate import Declaration, decide

ROOT = Path(__file__).resolve().parents[2]


def kirklees(**more) -> Declaration:
    facts = {"list": "contacts", "period": "2025-09", "extract_date": date(2025, 9, 30)}
    return Declaration(authority="382", authority_name="Kirklees", **(facts | more))


@pytest.mark.parametrize(("faulty", "verdict"), [(1, "accept_with_warnings"), (2, "reject")])
def test_more_than_a_tenth_of_rows_at_fault_rejects_the_file(made, faulty, verdict):
    decision = made.decide("contacts", [{"child_id": ""}] * faulty + [{}] * (10 - faulty))
    assert decision.verdict == verdict
    assert len(made.found(decision, "missing_id")) == faulty
    assert made.found(decision, "too_many_row_errors") == [(None, None, "too_many_row_errors", "error")] * (faulty - 1)
    assert decision.rows_stored == decision.rows.height == (9 if faulty == 1 else 0)


def test_a_row_with_two_errors_is_one_row_and_a_dropped_repeat_is_none(made):
    decision = made.decide("contacts", [{"child_id": "", "gender": "Q"}, *[{"child_id": "1"}] * 5, *[{}] * 4])
    assert (decision.verdict, decision.rows_stored) == ("accept_with_warnings", 5)


def test_issues_come_by_line_then_in_the_order_of_the_columns(made):
    rows = [{"allocated_worker": "", "allocated_team": "", "gender": "Q", "child_id": ""}, *[{}] * 20]
    assert [f[1] for f in made.found(made.decide("referrals", rows))] == [
        "child_id",
        "gender",
        "allocated_team",
        "allocated_worker",
    ]


OLD = {"contact_date": "10/08/2025"}


def test_another_months_extract_is_rejected_and_a_small_one_only_doubted(made):
    assert made.found(made.decide("contacts", [OLD] * 19)) == [(None, None, "no_dates_in_period", "warning")]
    decision = made.decide("contacts", [OLD] * 20)
    assert (decision.verdict, decision.rows_read, decision.rows_stored) == ("reject", 20, 0)
    assert made.found(decision) == [(None, None, "wrong_period", "error")]
    assert made.found(made.decide("contacts", [OLD] * 19 + [{}])) == []


def test_row_errors_are_listed_beside_a_wrong_month_and_not_counted_again(made):
    decision = made.decide("contacts", [OLD | {"child_id": ""}] * 20)
    assert [f[2] for f in made.found(decision)] == ["wrong_period"] + ["missing_id"] * 20


def test_only_events_date_a_file_and_only_lists_1_to_8_are_dated(made):
    assert made.found(made.decide("contacts", [OLD | {"date_of_birth": "05/09/2025"}] * 5), "no_dates_in_period")
    leavers = {"pathway_plan_review_date": "10/08/2025", "latest_contact_date": "10/08/2025"}
    assert made.found(made.decide("care_leavers", [leavers] * 25)) == []


@pytest.mark.parametrize("place", ["Leeds", "LEEDS CITY COUNCIL", "383", "383 - Leeds", "Leeds (383)", "E08000035"])
def test_an_authority_is_known_by_code_or_name(place):
    assert authority_named(place, kirklees()) == "383"


@pytest.mark.parametrize(
    "place", ["382", "kirklees ", "Kirklees Council", "Kirklees MBC", "382: Kirklees", "E08000034"]
)
def test_our_own_authority_is_known_in_each_spelling(place):
    assert authority_named(place, kirklees()) == "382"


@pytest.mark.parametrize("place", ["Not known", "CON", "x", "In borough"])
def test_what_names_no_authority_counts_for_none(place):
    assert authority_named(place, kirklees()) is None


@pytest.mark.parametrize(
    ("places", "rejected"),
    [
        (["383"] * 3 + ["382"] * 2, True),
        (["383"] * 3 + ["Kirklees Council"] * 3, False),  # half is not more than half
        (["383"] * 4, False),  # fewer than five
        (["Not known"] * 6, False),
    ],
)
def test_children_placed_in_their_own_authority_tell_whose_file_it_is(made, places, rejected):
    rows = [{"placement_location": "IN", "placement_la": p} for p in places]
    decision = made.decide("children_looked_after", rows)
    mismatch = [(None, "placement_la", "authority_mismatch", "error")]
    assert made.found(decision, "authority_mismatch") == (mismatch if rejected else [])
    assert (decision.verdict == "reject") is rejected


def test_placements_outside_tell_nothing_and_without_an_authority_nothing_is_judged(made):
    out = [{"placement_location": "OUT", "placement_la": "383"}] * 8
    assert made.decide("children_looked_after", out).verdict == "accept"
    placed_in = [{"placement_location": "IN", "placement_la": "383"}] * 8
    assert made.decide("children_looked_after", placed_in, authority="", authority_name="").verdict == "accept"


def children(first: int, count: int) -> list[dict]:
    return [{"child_id": str(n), "date_of_birth": "01/06/2015"} for n in range(first, first + count)]


@pytest.mark.parametrize(
    ("theirs", "ours", "rejected"),
    [(10, 0, True), (5, 0, True), (4, 0, False), (10, 1, False)],
)
def test_children_held_for_another_authority_tell_whose_file_it_is(made, theirs, ours, rejected):
    held = made.Held(made.decide("child_protection", children(0, theirs), authority="383"))
    if ours:
        held.add(made.decide("contacts", children(0, ours)))
    decision = made.decide("child_protection", children(0, 10), held=held)
    mismatch = [(None, "child_id", "authority_mismatch", "error")]
    assert made.found(decision, "authority_mismatch") == (mismatch if rejected else [])


def test_nine_rows_are_too_few_to_tell_whose_they_are(made):
    held = made.Held(made.decide("child_protection", children(0, 10), authority="383"))
    assert made.decide("contacts", children(0, 9), held=held).verdict == "accept"
    repeated = [c | {"contact_date": f"{day:02d}/09/2025"} for c in children(0, 5) for day in (1, 2)]
    assert made.decide("contacts", repeated, held=held).verdict == "reject"  # ten rows about five children


@pytest.mark.parametrize(("before", "now", "warned"), [(20, 9, True), (20, 10, False), (19, 1, False)])
def test_far_fewer_rows_than_last_month(made, before, now, warned):
    held = made.Held(made.decide("pep", [{"pep_date": "01/08/2025"}] * before, period="2025-08"))
    decision = made.decide("pep", [{"pep_date": "01/09/2025"}] * now, held=held)
    assert bool(made.found(decision, "row_count_drop")) is warned


def test_a_child_on_a_plan_should_be_in_need(made):
    plans = [{"child_id": str(n)} for n in range(3)]
    assert made.decide("child_protection", plans, held=made.Held()).verdict == "accept"
    held = made.Held(made.decide("children_in_need", [{"child_id": "1"}, {"child_id": "2"}]))
    assert made.found(made.decide("child_protection", plans, held=held)) == [
        (2, "child_id", "not_in_list_6", "warning")
    ]


def test_eligible_young_people_are_those_of_16_and_17_in_care(made):
    person = [{"child_id": str(n), "date_of_birth": "01/06/2008"} for n in range(10)]
    ended = [p | {"cla_end_date": end} for p, end in zip(person, ["30/09/2025", "20/09/2025"], strict=False)]
    care = made.Held(made.decide("children_looked_after", ended + person[2:]))
    leavers = [p | {"eligibility": "E"} for p in person[:4]] + [person[9] | {"eligibility": "R"}]
    found = made.found(made.decide("care_leavers", leavers, held=care))
    assert found == [  # 4 eligible against 8 in care aged 16 or 17: a gap of 4
        (None, None, "care_counts_differ", "warning"),
        (2, "eligibility", "eligible_not_in_care", "warning"),
        (3, "eligibility", "eligible_not_in_care", "warning"),
    ]
    five = [p | {"eligibility": "E"} for p in person[2:7]]
    assert made.found(made.decide("care_leavers", five, held=care)) == []  # a gap of 3


def test_a_birthday_on_29_february_counts_from_1_march(made):
    born = {"date_of_birth": "29/02/2008"}
    rows = [born | {"child_id": str(n), "cla_start_date": "10/02/2026"} for n in range(4)]
    dates = {"last_visit_date": "10/02/2026"}
    month = {"period": "2026-02", "extract_date": date(2026, 2, 28)}
    care = made.Held(made.decide("children_looked_after", [r | dates for r in rows], **month))
    older = [{"child_id": str(n), "date_of_birth": "01/01/2005", "eligibility": "FR"} for n in range(9)]
    decision = made.decide("care_leavers", older, held=care, **month)  # none eligible, four still 17
    assert made.found(decision, "care_counts_differ")


def test_two_lists_with_two_birth_dates_for_one_child(made):
    held = made.Held(made.decide("contacts", [{"child_id": "1"}, {"child_id": "2", "date_of_birth": ""}]))
    referrals = [{"child_id": "1", "date_of_birth": "02/06/2009"}, {"child_id": "2", "date_of_birth": "02/06/2009"}]
    decision = made.decide("referrals", referrals, held=held)
    assert made.found(decision) == [(2, "date_of_birth", "dob_conflict", "warning")]
    assert decision.issues["value"].to_list() == ["02/06/2009"]


def test_a_correction_does_not_conflict_with_the_file_that_it_replaces(made):
    held = made.Held(made.decide("contacts", [{"child_id": "1"}]))
    assert made.decide("contacts", [{"child_id": "1", "date_of_birth": "02/06/2009"}], held=held).verdict == "accept"


def test_a_rejected_file_is_not_compared(made):
    held = made.Held(made.decide("children_in_need", [{}]))
    decision = made.decide("child_protection", [{"child_id": ""}] * 5, held=held)
    assert {f[2] for f in made.found(decision)} == {"missing_id", "too_many_row_errors"}


def test_the_same_bytes_are_turned_away_unless_the_folder_says_another_month(made):
    first = made.decide("contacts", [{}])
    held = made.Held(first)
    raw = made.file("contacts", [{}])
    again = decide(raw, "again.csv", kirklees(period="2025-10", extract_date=date(2025, 10, 31)), held)
    assert again.is_duplicate
    assert made.found(again) == [(None, None, "duplicate_file", "error")]
    placed = decide(raw, "a.csv", kirklees(period="2025-10", extract_date=date(2025, 10, 31), placed=True), held)
    assert ("duplicate_file", "warning") in [f[2:] for f in made.found(placed)]
    assert not placed.is_duplicate


def test_a_cut_off_file_lists_its_row_errors_and_does_not_count_them(made):
    raw = made.file("contacts", [{"child_id": ""}] * 4).rstrip(b"\n")
    decision = decide(raw[: raw.rindex(b",")], "cut.csv", kirklees())
    assert [f[2] for f in made.found(decision)] == ["missing_id"] * 3 + ["truncated_file"]
    assert (decision.verdict, decision.rows_read, decision.rows_stored) == ("reject", 4, 0)


def test_a_nil_return_is_stored_as_nothing(made):
    decision = made.decide("pep", [])
    assert (decision.verdict, decision.rows_read, decision.rows_stored) == ("accept_with_warnings", 0, 0)
    assert made.found(decision) == [(None, None, "no_rows", "warning")]


def test_great_expectations_is_loaded_only_when_rows_are_checked():
    code = (
        "import sys; from datetime import date; from expectations import gate, report\n"
        "d = gate.Declaration(authority='382', list='contacts', period='2025-09', extract_date=date(2025, 9, 30))\n"
        "report.as_text([gate.decide(b'', 'empty.csv', d)])\n"
        "print(sorted({'great_expectations', 'pandas', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
