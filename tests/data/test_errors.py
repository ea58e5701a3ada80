"""What a wrong name may have meant."""

import pytest

from data.errors import NotFound, did_you_mean

KNOWN = ["cla_count", "cpp_count", "cl_neet_19_21_pct", "cl_eet_19_21_pct", "care_leavers"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("cl_neet", "'cl_neet_19_21_pct'"),  # the beginning of a name, though the rest is long
        ("NEET", "'cl_neet_19_21_pct'"),
        ("cla_cuont", "'cla_count' or 'cpp_count'"),
        ("CLA_COUNT", "'cla_count' or 'cpp_count'"),
        ("19_21", "'cl_eet_19_21_pct' or 'cl_neet_19_21_pct'"),
        ("the leavers of 2026", "'care_leavers'"),  # nothing alike but a word
    ],
)
def test_near_names_are_said(name, near):
    assert did_you_mean(name, KNOWN) == f" Did you mean {near}?"


@pytest.mark.parametrize("name", ["", "c", "xyz", "visits"])
def test_nothing_near_is_nothing_said(name):
    assert did_you_mean(name, KNOWN) == ""


def test_where_nothing_is_near_a_reader_learns_what_there_is():
    assert str(NotFound("authority", "877", ["999", "888"])) == "No authority is called '877'. There is '999', '888'."
    assert str(NotFound("list", "877", KNOWN * 2)) == "No list is called '877'."
    assert str(NotFound("list", "877", [], "See help.")) == "No list is called '877'. See help."
