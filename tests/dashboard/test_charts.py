import json

import pytest

from dashboard import charts
from dashboard.views.indicator import indicator


@pytest.fixture()
def trend(source):
    return lambda name, **query: charts.trend(indicator(source, name, query))


def traces(figure):
    return {t["name"]: t for t in figure["data"]}


def test_the_lines_of_the_chart(trend):
    figure = trend("cl_neet_19_21_pct")
    assert list(traces(figure)) == [
        "Monthly, provisional",
        "Restated",
        "Target now: 50% or less",
        "Published, this authority",
        "Neighbours’ median",
        "England",
    ]


def test_lines_differ_in_more_than_colour(trend):
    looks = [
        (t["mode"], t["line"].get("dash", "solid"), t.get("marker", {}).get("symbol", "circle"))
        for t in trend("cl_neet_19_21_pct")["data"]
    ]
    assert len(set(looks)) == len(looks)


def test_a_missing_month_is_a_gap_and_a_band_not_a_zero(trend):
    figure = trend("rereferral_12m_pct")
    monthly = traces(figure)["Monthly, provisional"]
    assert monthly["y"][:6] == [None] * 6 and None not in monthly["y"][6:]
    assert monthly["connectgaps"] is False
    (band,) = figure["layout"]["shapes"]
    assert band["x0"] < monthly["x"][0] and monthly["x"][5] < band["x1"] < monthly["x"][6]


def test_restated_begins_at_the_last_month_that_agrees(trend):
    restated = traces(trend("cl_neet_19_21_pct"))["Restated"]
    assert [x for x, y in zip(restated["x"], restated["y"], strict=True) if y is not None] == [
        "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30",
    ]  # fmt: skip


def test_there_is_no_restated_line_where_nothing_changed(trend):
    assert "Restated" not in traces(trend("cla_count"))


def test_a_chart_without_target_or_comparators(trend):
    assert list(traces(trend("cpp_rate_10k"))) == ["Monthly, provisional"]


def test_the_figure_is_plain_and_the_shared_layout_stays_as_it_is(trend):
    before = json.dumps(charts.LAYOUT)
    json.dumps(trend("cl_neet_19_21_pct"))
    assert trend("cl_neet_19_21_pct")["layout"]["yaxis"]["ticksuffix"] == "%"
    assert "ticksuffix" not in trend("cla_count")["layout"]["yaxis"]
    assert json.dumps(charts.LAYOUT) == before


def test_a_withheld_year_stays_a_gap(source):
    view = indicator(source, "cl_neet_19_21_pct", {"months": "all"})
    years = [y.label for y in view.years]
    england = traces(charts.trend(view))["England"]
    assert len(england["x"]) == len(years) == 5
