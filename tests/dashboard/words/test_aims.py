"""A figure beside its target: rounding never contradicts the rating."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.words import aims


@pytest.mark.parametrize(
    ("value", "target", "polarity", "texts"),
    [
        (38.4, 40.0, "lower_is_better", ("38.4%", "40% or less")),
        (40.04, 40.0, "lower_is_better", ("40.04%", "40% or less")),
        (38.47, 38.45, "lower_is_better", ("38.47%", "38.45% or less")),
        (89.96, 90.0, "higher_is_better", ("89.96%", "90% or more")),
        (98.005, 98.0, "higher_is_better", ("98.0%", "98% or more")),  # met, and printed as met
        (40.0, 40.0, "lower_is_better", ("40.0%", "40% or less")),
        (0.02, 0.0, "lower_is_better", ("0.02%", "0%")),
    ],
)
def test_rounding_never_contradicts_the_rating(value, target, polarity, texts):
    assert aims.beside_target(value, target, "percent", polarity) == texts


@given(n=st.integers(0, 5000), d=st.integers(1, 5000), target=st.integers(0, 1000))
def test_what_is_printed_meets_the_target_when_the_figure_does(n, d, target):
    value, goal = 100 * n / d, target / 10
    for polarity, meets in (("higher_is_better", lambda v, t: v >= t), ("lower_is_better", lambda v, t: v <= t)):
        printed, aim = aims.beside_target(value, goal, "percent", polarity)
        shown, shown_aim = float(printed.rstrip("%").replace(",", "")), float(aim.split("%")[0])
        assert meets(shown, shown_aim) == meets(value, goal)


def test_target_words():
    assert aims.target_words(0.0, "count", "lower_is_better") == "0"
    assert aims.target_words(18.0, "ratio", "lower_is_better") == "18 or less"
    assert aims.target_words(100.0, "percent", "higher_is_better") == "100%"
    assert aims.target_words(None, "percent", "higher_is_better") == ""


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (17.0, ("17.0", "15 to 18")),
        (18.04, ("18.04", "15 to 18")),
        (14.96, ("14.96", "15 to 18")),
        (15.0, ("15.0", "15 to 18")),
    ],
)
def test_a_band_is_not_crossed_by_rounding(value, texts):
    assert aims.beside_band(value, 15.0, 18.0, "ratio") == texts


def test_a_row_without_a_target_or_without_a_figure():
    row = {"unit": "percent", "target_low": None, "target_high": None, "target_polarity": ""}
    assert aims.beside(38.44, row) == ("38.4%", "")
    band = row | {"target_low": 85.0, "target_high": 95.0, "target_polarity": "stay_close"}
    assert aims.beside(None, band) == ("–", "85% to 95%")
    assert aims.beside(None, row | {"target_low": 85.0, "target_polarity": "higher_is_better"}) == ("–", "85% or more")
