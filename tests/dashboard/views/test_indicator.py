"""The page of one indicator, from the made-up council."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.app import build
from dashboard.views.figures import Figure
from dashboard.views.indicator import indicator
from data.errors import BadInput, NotFound

NEET = "cl_neet_19_21_pct"


def test_the_figure_in_words(source):
    assert indicator(source, NEET, {}).in_words == (
        "September 2026: 38.4% (28 of 73), which meets the target (50% or less).",
        "Nine more young people (37 of 73) would make it close to target.",
        "No change since August 2026; down 5.5 points since September 2025.",
        "In 2025 the median of the statistical neighbours was 50% (9 of 10 have a figure) and England 56%.",
        "6 are not recorded: what decides it is blank in the return.",
    )


def test_restated_months_are_those_that_differ(source):
    months = indicator(source, NEET, {}).months
    assert [m.period for m in months if m.differs] == ["2026-06", "2026-07", "2026-08", "2026-09"]
    last = months[-1]
    assert (last.on, last.reported.numerator, last.restated.numerator) == (date(2026, 9, 30), 28.0, 27.0)


def test_part_year_months_keep_no_number_and_differ_from_nothing(source):
    months = indicator(source, "rereferral_12m_pct", {}).months
    first = months[0]
    assert (first.reported.state, first.reported.value, first.reported.numerator) == ("part_year", None, None)
    assert first.reported.unknown is None
    assert not any(m.differs for m in months)


def test_a_month_without_a_return_is_in_its_place(source):
    last = indicator(source, "pa_caseload_avg", {}).months[-1]
    assert (last.period, last.reported.state, last.reported.value) == ("2026-09", "no_data", None)


@pytest.mark.parametrize(
    ("months", "held", "years"),
    [
        ("12", 12, []),
        ("24", 24, ["2025"]),
        ("36", 24, ["2024", "2025"]),
        ("all", 24, ["2021", "2022", "2023", "2024", "2025"]),
        ("rubbish", 24, ["2024", "2025"]),
    ],
)
def test_the_span_of_the_chart(source, months, held, years):
    view = indicator(source, NEET, {"months": months})
    assert len(view.months) == held
    assert [y.label for y in view.years] == years


def test_a_published_year_ends_when_its_series_does(source):
    assert indicator(source, NEET, {}).years[-1].on == date(2025, 3, 31)
    assert indicator(source, "sw_caseload_avg", {}).years[-1].on == date(2025, 9, 30)


def test_teams_have_their_own_figures(source):
    teams = indicator(source, NEET, {}).teams
    assert [t.name for t in teams] == ["East & Valleys", "North <1>", "South"]
    assert (teams[0].figure.numerator, teams[0].figure.denominator, teams[0].figure.unknown) == (9.0, 24.0, 2)


def test_a_team_that_the_return_does_not_name_had_no_cases_then(source):
    gone = (pl.col("breakdown") == "South") & (pl.col("period") == "2026-09")
    source.measures = source.measures.filter(~gone)
    south = indicator(source, NEET, {}).teams[-1]
    assert (south.name, south.figure.state, south.figure.value, south.figure.unknown) == (
        "South",
        "no_cases",
        None,
        None,
    )


def test_a_month_without_a_return_is_so_for_teams_too(source):
    assert {t.figure.state for t in indicator(source, "pa_caseload_avg", {}).teams} <= {"no_data"}


def test_rates_have_no_team_table(source):
    view = indicator(source, "cla_rate_10k", {})
    assert (view.by_team, view.teams) == (False, ())


def test_areas_stand_by_closeness_with_symbols_in_words(source):
    areas = indicator(source, NEET, {}).areas
    assert [a.name for a in areas[:3]] == ["Exampleshire (synthetic)", "Ashborough", "Birchborough"]
    assert [a.name for a in areas[-2:]] == ["North West", "England"]
    assert len(areas) == 13 and [a.is_own for a in areas].count(True) == 1
    assert areas[1].what == "neighbour 1, extremely close"
    assert (areas[2].figure, areas[2].state) == ("–", "withheld, because the numbers are small [c]")


def test_both_periods_the_age_and_the_difference_are_said(source):
    assert indicator(source, NEET, {}).yardstick == (
        "Monthly figures are provisional: September 2026, at the month end, from the returns held. Published figures "
        "are yearly: year ending 31 March 2025; it ends 18 months before September 2026.",
        "They do not count alike. Ours is the status at the month end; the published figure is the status around the "
        "birthday, for birthdays in the year to 31 March.",
    )
    source.comparators = source.comparators.filter(pl.col("year") < 2025)
    assert "30 months before September 2026, so it is stale" in indicator(source, NEET, {}).yardstick[0]
    assert indicator(source, "cpp_rate_10k", {}).yardstick == ()


def test_the_median_rests_on_neighbours_with_a_figure(source):
    last = indicator(source, NEET, {}).years[-1]
    assert (last.neighbour_median, last.neighbours_with_data, last.own, last.england) == (50.0, 9, 44.0, 56.0)


def test_the_chart_in_words(source):
    said = indicator(source, NEET, {}).alternative
    assert said.startswith("Monthly figures from October 2024 to September 2026: lowest 38.4% (")
    assert said.endswith(
        "The target is 50% or less. Published: Exampleshire (synthetic) 44% in 2025, neighbours' median 50% in 2025 "
        "and England 56% in 2025."
    )


def test_about_names_the_parts_of_the_count_and_the_source(source):
    about = {d.term: " ".join(d.words) for d in indicator(source, NEET, {}).about}
    assert about["Out of (denominator)"] == "Former relevant young people aged 19 to 21 at the month end"
    assert "CareLeaversNEET" in about["National figure"]
    assert about["Named in"] and about["Definition"].startswith(NEET)
    assert about["Where the target comes from"] == "Statistical neighbours' median, 2025"


def test_earlier_months_do_not_know_later_ones(source):
    view = indicator(source, NEET, {"period": "2026-03"})
    assert view.month == "March 2026"
    assert view.months[-1].period == "2026-03"


def test_a_month_without_a_return_still_explains_the_indicator(source):
    view = indicator(source, NEET, {"period": "2027-01"})
    assert view.missing == "No return for January 2027 yet. Latest held: September 2026."
    assert view.about and view.headline is None


def test_what_never_had_a_figure_has_no_chart(source, monkeypatch):
    view = indicator(source, NEET, {"period": "2024-10"})
    nothing = Figure.missing("2024-10")
    bare = replace(view, years=(), months=(replace(view.months[-1], reported=nothing, restated=nothing),))
    assert bare.has_nothing_to_draw and not view.has_nothing_to_draw
    monkeypatch.setattr("dashboard.pages.indicator.of_team", lambda *_: bare)
    text = build(source).server.test_client().get(f"/indicator/{NEET}").text
    assert "chart-place" not in text and f"/indicator/{NEET}.csv" in text


def test_an_empty_store_still_explains_the_indicator(made_up):
    view = indicator(made_up.MadeUpSource(months=[]), NEET, {})
    assert view.missing and view.about


def test_errors_say_what_was_wrong(source):
    with pytest.raises(NotFound, match="Did you mean 'cl_neet_19_21_pct'"):
        indicator(source, "cl_neet_19_21", {})
    with pytest.raises(BadInput):
        indicator(source, NEET, {"period": "2026-13"})
