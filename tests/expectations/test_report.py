"""What the officer reads, and what a program reads."""

from __future__ import annotations

import json

from expectations.report import as_json, as_text, grouped


def test_a_thousand_like_faults_are_one_line(made):
    decision = made.decide("contacts", [{"contact_date": "31/02/2025"}] * 60 + [{}] * 1000)
    text = as_text([decision])
    assert text.splitlines()[:2] == [
        "contacts.csv: Contacts, September 2025",
        "  Accepted, with things to look at. 1,060 rows read, 1,000 stored.",
    ]
    assert len(text.splitlines()) == 3
    assert text.splitlines()[2].startswith("  60 errors: “Date of Contact” ")
    assert text.endswith("Lines 2, 3, 4 and 57 more (“31/02/2025”).")


def test_errors_come_before_warnings(made):
    decision = made.decide("referrals", [{"allocated_team": ""}, {"child_id": ""}, *[{}] * 20])
    assert [line.split(":")[0].strip() for line in as_text([decision]).splitlines()[2:]] == ["1 error", "1 warning"]
    assert grouped(decision.issues)["rule"].to_list() == ["missing_id", "missing_value"]


def test_a_name_in_an_id_column_is_never_shown(made):
    decision = made.decide("contacts", [{"child_id": "Ann Example"}, *[{}] * 20])
    assert "Line 2." in as_text([decision])
    assert "Example" not in as_text([decision]) + json.dumps(as_json([decision]))


def test_a_cell_cannot_give_orders_to_the_terminal(made):
    decision = made.decide("referrals", [{"allocated_team": "=\x1b[2J\x1b]0;x\x07\u202e"}, *[{}] * 20])
    assert "formula_cell" in decision.issues["rule"]
    assert not set("\x1b\x07\u202e") & set(as_text([decision]))


def test_one_file_as_data(made):
    decision = made.decide("missing_episodes", [{"child_id": ""}, *[{}] * 10])
    data = as_json([decision], with_stored=True)
    assert {k: data[k] for k in ("verdict", "rows_read", "rows_stored")} == {
        "verdict": "accept_with_warnings",
        "rows_read": 11,
        "rows_stored": 10,
    }
    (issue,) = data["issues"]
    assert issue.pop("message").startswith("“child_id” is blank")
    assert issue == {
        "file": "missing_episodes.csv",
        "line": 2,
        "column": "child_id",
        "rule": "missing_id",
        "severity": "error",
        "value": None,
    }
    assert [s["line"] for s in data["stored"]] == list(range(3, 13))
    assert data["stored"][0]["values"]["start_datetime"] == "2025-09-10T12:00"
    assert json.loads(json.dumps(data)) == data
    assert "stored" not in as_json([decision])


def test_a_folder_is_as_good_as_its_worst_file_and_a_repeat_is_no_failure(made):
    sound, looked_at = made.decide("contacts", [{}]), made.decide("pep", [])
    again = made.decide("contacts", [{}], held=made.Held(sound))
    assert as_json([sound, again])["verdict"] == "accept"
    assert as_json([again, again])["verdict"] == "accept"
    data = as_json([looked_at, sound, again])
    assert data["verdict"] == "accept_with_warnings"
    assert [(f["list"], f["period"], f["verdict"]) for f in data["files"]] == [
        ("pep", "2025-09", "accept_with_warnings"),
        ("contacts", "2025-09", "accept"),
        ("contacts", "2025-09", "reject"),
    ]
    assert as_json([sound, made.decide("contacts", [{"child_id": ""}])])["verdict"] == "reject"


def test_many_files_end_with_a_count_and_say_nothing_of_sound_ones(made):
    text = as_text([made.decide("contacts", [{}]), made.decide("pep", []), made.decide("referrals", [{}])])
    assert "contacts.csv" not in text
    assert text.endswith("3 files: 2 accepted; 1 accepted, with things to look at. 2 rows stored in all.")
    assert as_text([made.decide("contacts", [{}])]).endswith("  Accepted. 1 row read, 1 stored.")
