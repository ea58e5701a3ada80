"""Plain words, the same on the page and in packs."""

import pytest

from dashboard import words
from dashboard.words import plain
from indicators import direction


def test_every_direction_has_plain_words():
    told = {*direction.VERDICTS.values()}
    assert told == set(plain.TRAVELLED) and told - {direction.NO_CHANGE} == set(plain.CHANGED)
    assert plain.travelled("Improving") == "It is getting better."
    assert plain.travelled("Not tested") == "We cannot tell if it has really changed."
    assert plain.travelled("") == ""


def test_a_target_is_met_or_missed_in_words():
    assert plain.target(words.RAG["off_target"], "40% or less") == "It does not meet our target (40% or less)."
    assert plain.target(words.RAG["no_target"], "") == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0 in every 100"),
        (0.4, "fewer than 1 in every 100"),
        (33.6, "about 34 in every 100"),
        (50.0, "50 in every 100"),
        (99.6, "more than 99 in every 100"),
        (100.0, "100 in every 100"),
    ],
)
def test_in_every_100(value, said):
    assert plain.in_every_100(value) == said


def test_what_is_kept_back_agrees_in_number():
    assert [plain.kept_back(n, "[c]") for n in (0, 1)] == [
        "", "1 figure is kept back ([c]), so that nobody can be recognised.",
    ]  # fmt: skip
    assert plain.kept_back(2, "[c]").startswith("2 figures are")
