"""What a file is, guessed from its folder, name, columns and dates."""

from datetime import date

import pytest

from data.guessing import COLUMNS, DATES, FOLDER, NAME, guessed, month_named
from data.returns import find

TODAY = date(2026, 11, 21)
LEAVERS = find("care_leavers")


def file(name: str, *rows: dict) -> bytes:
    schema = find(name)
    lines = [",".join(f'"{c.header}"' for c in schema.columns)]
    lines += [",".join(row.get(c.name, "") for c in schema.columns) for row in rows]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("care_leavers 2026-09", "2026-09"),
        ("care_leavers_202609", "2026-09"),
        ("09-2026 leavers", "2026-09"),
        ("List 4 Sept 2025", "2025-09"),
        ("AnnexA_List6_Sep25", "2025-09"),
        ("leavers September '26", "2026-09"),
        ("care_leavers_2026-09-30", "2026-09"),
        ("care_leavers_20260930", "2026-09"),
        ("care_leavers_2026-10-02", ""),  # the day of the export
        ("care_leavers", ""),
        ("SSDA903_2026_episodes", ""),
        ("list 12 marching orders", ""),
        ("2026-13", ""),
    ],
)
def test_the_month_in_a_name(name, month):
    assert month_named(name) == month


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("care_leavers.csv", "care_leavers"),
        ("Care-Leavers.CSV", "care_leavers"),
        ("AnnexA_List6_Sep25.csv", "children_in_need"),
        ("list 11.csv", "adopters"),
        ("x4_pep.csv", "pep"),
        ("ssda903_episodes.csv", "ssda903_episodes"),
    ],
)
def test_the_list_in_a_name(path, name):
    found = guessed(path, b"", TODAY)
    assert (found.list, found.list_by) == (name, NAME)


def test_the_list_in_the_columns():
    found = guessed("export (3).csv", file("care_leavers"), TODAY)
    assert (found.list, found.list_by, found.looks_like) == ("care_leavers", COLUMNS, "")


def test_a_name_that_the_columns_belie_is_kept_and_said():
    found = guessed("contacts.csv", file("care_leavers"), TODAY)
    assert (found.list, found.looks_like) == ("contacts", "care_leavers")


def test_nothing_tells():
    assert guessed("export.csv", b"a,b\n1,2\n", TODAY).list == ""
    assert guessed("export.xlsx", b"PK\x03\x04rubbish", TODAY).list == ""


def test_a_folder_tells_before_a_name_and_a_name_before_dates():
    raw = file("contacts", {"child_id": "1", "contact_date": "05/07/2026"})
    assert guessed("2026-09/contacts 2026-08.csv", raw, TODAY).period_by == FOLDER
    assert guessed("2026-09/contacts 2026-08.csv", raw, TODAY).period == "2026-09"
    assert (guessed("contacts 2026-08.csv", raw, TODAY).period) == "2026-08"
    found = guessed("contacts.csv", raw, TODAY)
    assert (found.period, found.period_by) == ("2026-07", DATES)
    assert guessed("2026-99/contacts.csv", raw, TODAY).period == "2026-07"


def test_the_newest_date_is_one_that_cannot_lie_ahead():
    rows = [
        {"child_id": "1", "cla_start_date": "01/02/2026", "date_of_birth": "01/01/2010"},
        {"child_id": "2", "cla_start_date": "14/09/2026", "last_review_date": "14/10/2026"},
        {"child_id": "3", "cla_start_date": "14/09/2052"},
    ]
    assert guessed("cla.csv", file("children_looked_after", *rows), TODAY).period == "2026-09"


def test_a_list_without_such_dates_goes_by_its_others():
    rows = [{"child_id": "1", "date_of_birth": "01/10/2006", "latest_contact_date": "20/09/2026"}]
    assert guessed("care_leavers.csv", file("care_leavers", *rows), TODAY).period == "2026-09"
    assert guessed("care_leavers.csv", file("care_leavers"), TODAY).period == ""
