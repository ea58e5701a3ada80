"""What a comparison says, in sentences."""

from datetime import date

import pytest

from dashboard.words import comparing
from indicators.influence import Together, Without
from indicators.yearly import Yearly


def year(**more) -> dict:
    return {"rank": 83, "areas_ranked": 151, "areas": 153, "quartile_band": "C", "no_rank": ""} | more


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (83, "83rd"),
        (112, "112th"),
    ],
)
def test_places_are_ordinals(n, said):
    assert comparing.ordinal(n) == said


def test_the_place_says_rank_of_how_many_and_quarter():
    assert comparing.place("Aford", "41%", year(), "year ending 31 March 2025") == (
        "Aford: 41% in the year ending 31 March 2025, 83rd of 151 authorities with a figure (1st is best), in the "
        "third quarter of authorities (band C)."
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"no_rank": "no_polarity"}, "neither high nor low is good by itself"),
        ({"no_rank": "few_areas", "areas_ranked": 94}, "only 94 of 153 authorities have a figure"),
        ({"no_rank": "no_figure"}, "Aford has no published figure on 31 March 2025: withheld [c]."),
        ({"no_rank": "not_ranked"}, "It has no rank. Staff are 11 by head-count."),
        ({"no_rank": "made_up"}, "Aford is made up"),
        ({"no_rank": "replaced"}, "its successors have figures"),
        ({"quartile_band": None}, "83rd of 151 authorities with a figure (1st is best), without a quarter"),
    ],
)
def test_why_there_is_no_rank_is_said(more, said):
    assert said in comparing.place("Aford", "withheld [c]", year(**more), "31 March 2025", "Staff are 11 by head-count")


def test_when_goes_on_in_a_sentence():
    found = [comparing.when(c) for c in ("31 March 2025", "school year 2023 to 2024", "January 2024")]
    assert found == ["on 31 March 2025", "in the school year 2023 to 2024", "in January 2024"]


def test_mean_and_median_are_both_said_with_how_many():
    all_ten = comparing.neighbours(Together(10, 10, 38.9, 38.5, 28, 45), "percent")
    assert all_ten == "The mean of the neighbours is 38.9%, their median 38.5% (all 10 have a figure, from 28% to 45%)."
    assert "(9 of 10 have a figure" in comparing.neighbours(Together(9, 10, 38.9, 38.5, 28, 45), "percent")
    assert comparing.neighbours(Together(0, 10, None, None, None, None), "percent") == (
        "None of the 10 neighbours has a published figure."
    )
    assert "Only one of the 10" in comparing.neighbours(Together(1, 10, 3, 3, 3, 3), "percent")


def test_the_neighbour_that_matters_most():
    found = [Without("Dale", 40.1111, 1.2111), Without("Elm", 38.2, -0.7)]
    assert comparing.influence(found, 38.9, "percent") == (
        "Dale matters most to the mean: without it the mean would be 40.1%, not 38.9%."
    )
    assert "No single neighbour matters much" in comparing.influence([Without("Dale", 38.91, 0.01)], 38.9, "percent")
    assert comparing.influence([], 38.9, "percent") == "" == comparing.influence([Without("D", 5, 0.0)], 5, "percent")


def test_neighbours_that_are_not_close_are_a_caution():
    assert comparing.closeness(["Not close"] * 10).startswith("None of the 10 neighbours is close")
    assert "6 of the 10" in comparing.closeness(["Not close"] * 6 + ["Close"] * 4)
    assert comparing.closeness(["Not close"] * 4 + ["Close"] * 6) == "" == comparing.closeness([])


@pytest.mark.parametrize(
    ("found", "unit", "said"),
    [
        (
            Yearly(2025, 41.0, 37.0, "no real change", "", (62, 151, 51, 138)),
            "percent",
            "It is up 4 points on the year before (37%): no real change, 62 of 151 after 51 of 138.",
        ),
        (
            Yearly(2025, 2.3, 9.5, why="only_rate"),
            "percent",
            "It is down 7.2 points on the year before (9.5%). Whether",
        ),
        (
            Yearly(2025, 310.0, 354.0, "lower", "", (310, 1, 354, 1)),
            "count",
            "It is down 44 on the year before (354): lower.",
        ),
        (Yearly(2025, 5.0, 5.0, why="only_rate"), "average", "It is the same as the year before (5). Whether"),
        (Yearly(2025, 5.0, None, why="nothing_before"), "percent", "There is no published figure for the year before."),
    ],
)
def test_the_change_on_the_year_is_tested_or_says_why_not(found, unit, said):
    assert comparing.change(found, unit).startswith(said)


def test_no_figure_has_no_change():
    assert (
        comparing.change(None, "percent") == "" == comparing.change(Yearly(2025, None, 3.0, why="no_figure"), "percent")
    )


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (date(2025, 3, 31), "it ends 18 months before September 2026"),
        (date(2025, 2, 28), "it ends 19 months before September 2026, so it is stale (more than 18 months)"),
        (date(2026, 8, 31), "it ends 1 month before September 2026"),
        (date(2026, 9, 30), "it covers a time that ends with September 2026"),
        (date(2027, 3, 31), "it covers a time that ends after September 2026"),
    ],
)
def test_a_published_figure_is_stale_after_18_months(ends, said):
    assert comparing.age(ends, date(2026, 9, 30)) == said
