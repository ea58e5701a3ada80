"""Rows one by one: what is said of a cell, what keeps a row out, what becomes of rows that share a key."""

from __future__ import annotations

from datetime import date, datetime

import pytest


def test_a_sound_row_of_every_list_is_accepted_in_silence(made):
    for name in ("contacts", "early_help", "referrals", "assessments", "s47_icpc", "children_in_need"):
        assert made.found(made.decide(name, [{}])) == [], name
    for name in ("child_protection", "children_looked_after", "care_leavers", "pep", "missing_episodes", "allocations"):
        assert made.found(made.decide(name, [{}])) == [], name


def test_what_a_blank_means_depends_on_the_column(made):
    decision = made.decide(
        "referrals",
        [{"child_id": ""}, {"referral_date": "N/A"}, {"allocated_team": " "}, {"date_of_birth": ""}] + [{}] * 20,
    )
    assert made.found(decision) == [
        (2, "child_id", "missing_id", "error"),
        (3, "referral_date", "missing_key", "error"),
        (4, "allocated_team", "missing_value", "warning"),
    ]
    assert (decision.rows_read, decision.rows_stored) == (24, 22)
    assert decision.rows["line"].to_list()[:3] == [4, 5, 6]


def test_the_start_of_list_6_and_the_person_of_personal_supervision_may_be_blank(made):
    assert made.found(made.decide("children_in_need", [{"cin_start_date": ""}])) == []
    assert made.found(made.decide("supervision", [{"child_id": ""}])) == []


def test_a_blank_in_the_key_of_an_extra_return_keeps_the_row_out(made):
    decision = made.decide("supervision", [{"worker_id": ""}, {"kind": ""}, {"supervision_date": ""}] + [{}] * 30)
    assert made.found(decision) == [
        (2, "worker_id", "missing_id", "error"),
        (3, "kind", "missing_key", "error"),
        (4, "supervision_date", "missing_key", "error"),
    ]


def test_a_cell_that_could_not_be_read_is_not_also_blank(made):
    decision = made.decide("children_looked_after", [{"placements_12m": "many", "child_id": "Ann Example"}] + [{}] * 20)
    assert made.found(decision) == [
        (2, "child_id", "id_looks_like_name", "error"),
        (2, "placements_12m", "not_a_number", "error"),
    ]
    assert decision.issues["value"].to_list() == [None, "many"]
    assert "Example" not in "".join(decision.issues["message"])


def test_a_column_that_the_export_does_not_have_is_not_blank_row_by_row(made):
    decision = made.decide("children_looked_after", [{}] * 3, without=("placement_location", "placement_la"))
    assert [f[1:3] for f in made.found(decision)] == [
        ("placement_location", "missing_column"),
        ("placement_la", "missing_column"),
    ]


def test_nothing_else_is_said_of_a_row_with_too_many_cells(made):
    raw = made.file("contacts", [{}] * 20).decode().splitlines()
    raw[3] += ",left over"
    from expectations.gate import Declaration, decide

    declared = Declaration(authority="382", list="contacts", period="2025-09", extract_date=date(2025, 9, 30))
    decision = decide("\n".join(raw).encode(), "c.csv", declared)
    assert made.found(decision) == [(4, None, "extra_cells", "error")]
    assert decision.rows_stored == 19


def test_a_spine_date_after_the_extract_keeps_the_row_out_and_another_is_left_blank(made):
    rows = [{"cla_start_date": "01/10/2025"}, {"last_dental_check_date": "01/10/2025"}, {}, *[{}] * 20]
    decision = made.decide("children_looked_after", rows)
    assert made.found(decision) == [
        (2, "cla_start_date", "date_after_extract", "error"),
        (3, "last_dental_check_date", "date_after_extract", "warning"),
    ]
    assert decision.issues["value"].to_list() == ["01/10/2025", "01/10/2025"]
    stored = decision.rows.filter(line=3)["last_dental_check_date"].item(), decision.rows["last_dental_check_date"][1]
    assert stored == (None, date(2025, 9, 10))


def test_the_extract_date_itself_is_not_late_by_day_or_by_minute(made):
    assert made.found(made.decide("contacts", [{"contact_date": "30/09/2025"}])) == []
    decision = made.decide(
        "missing_episodes", [{"end_datetime": "30/09/2025 23:59"}, {"end_datetime": "01/10/2025 00:00"}]
    )
    assert made.found(decision, "date_after_extract") == [(3, "end_datetime", "date_after_extract", "error")]


def test_a_due_date_may_lie_ahead(made):
    decision = made.decide("cla_health", [{"due_date": "01/03/2026"}])
    assert made.found(decision) == []
    assert decision.rows["due_date"].item() == date(2026, 3, 1)


def test_an_end_before_its_start_is_reported_at_the_end(made):
    rows = [{"cpp_start_date": "10/09/2025", "cpp_end_date": "09/09/2025"}, {"cpp_end_date": "10/09/2025"}, *[{}] * 20]
    assert made.found(made.decide("child_protection", rows)) == [(2, "cpp_end_date", "end_before_start", "error")]


def test_an_end_is_not_compared_with_a_start_that_is_no_good(made):
    rows = [{"cpp_start_date": "14/03/2052"}, {"cpp_start_date": "31/02/2025"}, *[{}] * 20]
    assert [f[2] for f in made.found(made.decide("child_protection", rows))] == ["date_after_extract", "invalid_date"]


def test_a_two_digit_year_is_still_a_date_to_compare(made):
    rows = [{"episode_start_date": "02/07/2025", "episode_end_date": "01/07/25"}, *[{}] * 20]
    found = made.found(made.decide("ssda903_episodes", rows))
    assert [f[2] for f in found if f[0] == 2] == ["two_digit_year", "end_before_start"]


def test_times_are_compared_to_the_minute(made):
    rows = [{"start_datetime": "10/09/2025 12:01", "end_datetime": "10/09/2025 12:00"}, *[{}] * 20]
    decision = made.decide("missing_episodes", rows)
    assert made.found(decision) == [(2, "end_datetime", "end_before_start", "error")]
    assert decision.rows["start_datetime"][0] == datetime(2025, 9, 10, 12)


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("contacts", "warning"),
        ("child_protection", "warning"),
        ("children_looked_after", "error"),
        ("care_leavers", "error"),
    ],
)
def test_birth_after_the_extract(made, name, severity):
    decision = made.decide(name, [{"date_of_birth": "01/10/2025"}, *[{}] * 20])
    assert made.found(decision) == [(2, "date_of_birth", "dob_in_future", severity)]


@pytest.mark.parametrize(
    ("name", "start", "severity"),
    [
        ("contacts", "contact_date", "warning"),
        ("children_looked_after", "cla_start_date", "error"),
        ("adoption", "entered_care_date", "error"),
    ],
)
def test_birth_after_the_start(made, name, start, severity):
    decision = made.decide(name, [{"date_of_birth": "11/09/2025"}, {"date_of_birth": "10/09/2025"}, *[{}] * 20])
    assert made.found(decision) == [(2, "date_of_birth", "dob_after_start", severity)]
    late = made.decide(name, [{start: "01/01/2020", "date_of_birth": "02/01/2020"}, *[{}] * 20])
    assert ("dob_after_start", severity) in [f[2:] for f in made.found(late)]


def test_a_decision_before_birth_is_no_fault_of_list_10_if_care_began_after(made):
    rows = [{"adoption_decision_date": "01/09/2025", "date_of_birth": "05/09/2025", "entered_care_date": "06/09/2025"}]
    assert made.found(made.decide("adoption", rows)) == []


@pytest.mark.parametrize(
    ("name", "born", "extract", "rules"),
    [
        ("contacts", "30/09/1999", date(2025, 9, 30), ["age_out_of_range"]),
        ("contacts", "01/10/1999", date(2025, 9, 30), []),
        ("care_leavers", "30/09/2010", date(2025, 9, 30), []),
        ("care_leavers", "01/10/2010", date(2025, 9, 30), ["age_out_of_range"]),
        ("contacts", "29/02/2000", date(2026, 2, 28), []),  # 26 on 1 March
        ("contacts", "28/02/2000", date(2026, 2, 28), ["age_out_of_range"]),
        ("children_looked_after", "30/09/2007", date(2025, 9, 30), ["age_over_18_in_care"]),
        ("children_looked_after", "01/10/2007", date(2025, 9, 30), []),
        ("children_looked_after", "30/09/1999", date(2025, 9, 30), ["age_out_of_range"]),
    ],
)
def test_ages_turn_on_the_birthday(made, name, born, extract, rules):
    period = f"{extract:%Y-%m}"
    rows = [{"date_of_birth": born}, *[{}] * 20]
    decision = made.decide(name, rows, period=period, extract_date=extract)
    assert [f[2] for f in made.found(decision) if f[0] == 2] == rules


def test_who_left_care_may_be_18_and_an_unreadable_end_is_not_an_open_case(made):
    rows = [{"date_of_birth": "01/01/2007", "cla_end_date": end} for end in ("20/09/2025", "31/02/2025", "")]
    found = made.found(made.decide("children_looked_after", [*rows, *[{}] * 20]))
    assert [(f[0], f[2]) for f in found] == [(3, "invalid_date"), (4, "age_over_18_in_care")]


def test_a_number_outside_its_range_is_kept_with_a_warning(made):
    decision = made.decide("pep", [{"attendance_pct": v} for v in ("0", "100%", "100.1", "-1")])
    assert [(f[0], f[2]) for f in made.found(decision)] == [(4, "out_of_range"), (5, "out_of_range")]
    assert decision.rows["attendance_pct"].to_list() == [0, 100, 100.1, -1]


def test_a_repeat_is_dropped_and_a_conflict_keeps_the_whole_group_out(made):
    same, other = {"child_id": "1"}, {"child_id": "2"}
    rows = [same, other, same, same, other | {"allocated_team": "y"}, other, *[{}] * 40]
    decision = made.decide("referrals", rows)
    assert made.found(decision) == [
        (3, None, "duplicate_conflict", "error"),
        (4, None, "duplicate_row", "warning"),
        (5, None, "duplicate_row", "warning"),
        (6, None, "duplicate_conflict", "error"),
        (7, None, "duplicate_conflict", "error"),
    ]
    assert (decision.rows_read, decision.rows_stored) == (46, 41)


def test_rows_already_out_take_no_part_in_conflicts(made):
    row = {"child_id": "1"}
    decision = made.decide("referrals", [row, row | {"gender": "Q"}, *[{}] * 20])
    assert made.found(decision) == [(3, "gender", "unknown_code", "error")]


def test_a_spelling_is_no_difference_and_a_blank_is_a_value_of_a_key(made):
    event = {"child_id": "1", "due_date": "", "event_date": "10/09/2025"}
    decision = made.decide("cla_health", [event, event | {"event_date": "2025-09-10"}])
    assert made.found(decision) == [(3, None, "duplicate_row", "warning")]
    conflict = made.decide("cla_health", [event, event | {"score": "3"}, *[{}] * 30])
    assert [f[2] for f in made.found(conflict)] == ["duplicate_conflict"] * 2
