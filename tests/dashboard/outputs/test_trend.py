import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.outputs import trend
from dashboard.outputs.lines import Month
from dashboard.views.figures import Figure
from data import periods

PERIODS = periods.between("2024-10", "2026-09")
SVG = "{http://www.w3.org/2000/svg}"


def months(values, restated=None, states=None):
    def figure(at, value):
        state = "ok" if value is not None else (states or {}).get(at, "no_data")
        return Figure(PERIODS[at], value, None, value, 0, state)

    later = values if restated is None else restated
    return [
        Month(PERIODS[i], figure(i, now), figure(i, then))
        for i, (now, then) in enumerate(zip(values, later, strict=True))
    ]


def texts(svg):
    return [t.text for t in ET.fromstring(svg).iter(f"{SVG}text")]


def label_tops(svg):
    """Heights of the texts right of the chart."""
    found = ET.fromstring(svg).iter(f"{SVG}text")
    return sorted(float(t.get("y")) for t in found if float(t.get("x")) > trend.WIDTH - trend.RIGHT + 4)


def test_a_month_without_a_figure_breaks_the_line_and_says_why():
    values = [None, None, 10.0, 12.0, None, 11.0, 12.0, 13.0, None, 9.0]
    svg = trend.svg(months(values, states={0: "part_year", 1: "part_year", 4: "no_cases", 8: "no_data"}), "percent")
    assert len(re.findall("<polyline", svg)) == 2  # the last figure stands alone: a point
    assert {"Part year: not shown", "No cases", "No return"} <= set(texts(svg))
    assert len(re.findall('r="2.4"', svg)) == 6


def test_nothing_is_drawn_of_nothing():
    assert trend.svg(months([None] * 24), "percent") == ""


def test_the_last_known_figure_is_named_with_its_month():
    svg = trend.svg(months([20.0] * 23 + [None]), "count")
    assert texts(svg)[-2:] == ["Aug 2026", "20"]


def test_the_lines_are_named_beside_them():
    svg = trend.svg(months([40.0] * 24), "percent", latest="40.04%", target=40.0, target_words="40% or less")
    assert {"40.04%", "Target now", "40% or less"} <= set(texts(svg))


def test_restated_months_are_drawn_only_where_they_differ():
    values = [20.0] * 24
    assert "Restated" not in trend.svg(months(values), "count")
    svg = trend.svg(months(values, restated=[20.0] * 23 + [18.0]), "count")
    assert {"Restated", "18", "Restated, where it differs"} <= set(texts(svg))


def test_a_scale_that_does_not_begin_at_nothing_says_so():
    assert any("the scale begins at 92.5%" in t for t in texts(trend.svg(months([97.0, 99.0]), "percent")))
    assert not any("begins" in t for t in texts(trend.svg(months([2.0, 9.0]), "count")))


def test_a_text_cannot_break_the_picture():
    assert "<b>" in texts(trend.svg(months([1.0, 2.0]), "count", target=1.0, target_words="<b>"))


@given(
    st.lists(st.none() | st.floats(0, 100, allow_subnormal=False), min_size=2, max_size=24),
    st.sampled_from(["percent", "count", "rate_per_10k", "ratio"]),
    st.none() | st.floats(0, 100, allow_subnormal=False),
)
def test_everything_stays_inside_and_labels_apart(values, unit, target):
    svg = trend.svg(months(values), unit, target=target, target_words="x")
    if all(v is None for v in values):
        assert svg == ""
        return
    for circle in ET.fromstring(svg).iter(f"{SVG}circle"):
        assert 0 <= float(circle.get("cx")) <= trend.WIDTH
        assert trend.TOP - 0.01 <= float(circle.get("cy")) <= trend.HEIGHT - trend.BOTTOM + 0.01
    tops = label_tops(svg)
    assert all(later - earlier >= trend.LABEL_LINE - 0.02 for earlier, later in pairwise(tops))
    assert trend.svg(months(values), unit, target=target, target_words="x") == svg


@pytest.mark.parametrize("unit", ["percent", "count", "days"])
def test_a_percentage_is_never_given_room_above_a_hundred(unit):
    shown = texts(trend.svg(months([99.0, 100.0]), unit))
    highest = max(float(t.rstrip("%")) for t in shown if re.match(r"[\d.]+%?$", t))
    assert (highest <= 100) == (unit == "percent")
