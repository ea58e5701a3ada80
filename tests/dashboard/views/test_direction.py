"""The direction of travel in words: tag, arrow by the way the figure went, colour by polarity, and the reason."""

import pytest

from dashboard import charts
from dashboard.views.direction import direction, limits
from dashboard.views.indicator import indicator
from dashboard.views.scorecard import scorecard

COLUMNS = """direction direction_by signal signal_months chart_months chart_mean chart_lower chart_upper uneven
    no_chart compared_period difference difference_lower difference_upper no_difference chart_of chart_value chart_from
    rebased run_months assurance miss_share"""
NOTHING: dict = dict.fromkeys(COLUMNS.split())
FACTS = {"unit": "percent", "polarity": "higher_is_better", "period": "2026-10", "target_words": "95% or more"}


def charted(word: str, signal: str, running: int = 8, **more) -> dict:
    found = {"chart_mean": 93.1, "chart_lower": 87.76, "chart_upper": 98.43, "chart_months": 24, "uneven": False}
    found |= {"chart_of": "figure", "chart_value": 99.0, "rebased": False, "run_months": 1}
    said = {"direction": word, "direction_by": "control_chart", "signal": signal, "signal_months": running}
    return NOTHING | FACTS | found | said | more


def compared(word: str, lower: float, upper: float, **more) -> dict:
    found = {"compared_period": "2025-10", "difference": (lower + upper) / 2}
    ends = {"difference_lower": lower, "difference_upper": upper}
    return NOTHING | FACTS | found | ends | {"direction": word, "direction_by": "difference"} | more


def test_no_figure_no_tag():
    assert direction(NOTHING | FACTS).tag is None
    assert direction(NOTHING | FACTS).sentences == ()


@pytest.mark.parametrize(
    ("signal", "why", "sentence"),
    [
        (
            "7 Points Above CL",
            "8 months above its mean",
            "It has been above its mean (93.1%, from 24 months) for 8 months running: that is a real change, not "
            "chance.",
        ),
        (
            "7 Point Trend (Increasing)",
            "up 8 months running",
            "It has risen 8 months running: that is a real change, not chance.",
        ),
        (
            "Above UCL",
            "above its usual range",
            "It lies above the range that chance explains (87.8% to 98.4%, from 24 months): that is a real change, not "
            "chance.",
        ),
        (
            "2 in 3 Above CL",
            "near the top of its usual range",
            "Two of the last three months lie near the top of its usual range (87.8% to 98.4%): that is a real change, "
            "not chance.",
        ),
    ],
)
def test_what_the_chart_saw(signal, why, sentence):
    found = direction(charted("improving", signal))
    assert (found.tag.words, found.tag.shape, found.tag.tone) == ("Improving", "↑", "good")
    assert (found.why, found.sentences) == (why, (sentence,))


@pytest.mark.parametrize("signal", ["7 Points Below CL", "7 Point Trend (Decreasing)", "Below LCL", "2 in 3 Below CL"])
def test_what_the_chart_saw_below(signal):
    found = direction(charted("worsening", signal))
    assert (found.tag.shape, found.tag.tone) == ("↓", "bad")
    text = f"{found.why} {found.sentences[0]}"
    assert "above" not in text and "risen" not in text and "top" not in text


@pytest.mark.parametrize(
    ("word", "polarity", "shape", "tone"),
    [
        ("improving", "lower_is_better", "↓", "good"),
        ("worsening", "lower_is_better", "↑", "bad"),
        ("worsening", "higher_is_better", "↓", "bad"),
        ("higher", "neutral", "↑", "quiet"),
        ("lower", "neutral", "↓", "quiet"),
        ("no real change", "neutral", "●", "quiet"),
    ],
)
def test_the_arrow_is_the_way_the_figure_went_and_the_tone_whether_that_is_good(word, polarity, shape, tone):
    tag = direction(compared(word, 1, 2, polarity=polarity)).tag
    assert (tag.shape, tag.tone) == (shape, tone)


def test_within_the_usual_range_and_uneven_months():
    found = direction(charted("no real change", "Common Cause", uneven=True))
    assert found.why == "within its usual range"
    assert found.sentences == (
        "It lies within the range that chance explains (87.8% to 98.4%, from 24 months): no real change.",
        "The number of cases behind it varies more than twofold, so the range is a rough guide.",
    )


def test_limits_are_printed_within_what_is_possible_and_only_where_the_chart_decides():
    wide = charted("no real change", "Common Cause", chart_lower=-12.5, chart_upper=104.2)
    assert limits(wide).usual == "0.0% to 100.0%"
    assert limits(wide | {"unit": "count", "chart_upper": 104.2}).usual == "0 to 104"
    assert limits(compared("improving", 2, 6)) is None
    assert limits(NOTHING | FACTS) is None


@pytest.mark.parametrize(
    ("lower", "upper", "word", "chance", "reach"),
    [
        (-6.4, -2.5, "worsening", "more", "between 2.5 points and 6.4 points down"),
        (1.974, 19.786, "improving", "more", "between 2.0 points and 19.8 points up"),
        (-30.6, 14.84, "no real change", "no more", "anything from 30.6 points down to 14.8 points up"),
    ],
)
def test_a_tested_difference(lower, upper, word, chance, reach):
    found = direction(compared(word, lower, upper, no_chart="longer"))
    assert found.why == "tested against Oct 2025"
    assert found.sentences == (
        f"The change since October 2025 is {chance} than chance would make: allowing for chance it is {reach}.",
        "Each figure covers more than a month: neighbouring months share cases, so no control chart judges it.",
    )


@pytest.mark.parametrize("no_chart", ["longer", "few_months", "few_cases", "same_cases"])
@pytest.mark.parametrize("no_difference", ["nothing_before", "few_cases", "not_tested"])
def test_too_few_to_compare_says_why(no_chart, no_difference):
    row = NOTHING | FACTS | {"direction": "too few to compare", "no_chart": no_chart, "no_difference": no_difference}
    found = direction(row)
    named = {"nothing_before": "No earlier figure", "few_cases": "Too few to compare", "not_tested": "Not tested"}
    assert (found.tag.words, found.tag.shape, found.tag.tone) == (named[no_difference], "○", "quiet")
    assert found.why and len(found.sentences) == 3


def test_the_scorecard_and_the_page_say_the_same(source):
    lines = {line.id: line for d in scorecard(source, {}).domains for line in d.lines}
    for name, line in lines.items():
        assert indicator(source, name, {}).direction == line.direction
    assert lines["pa_caseload_avg"].direction.tag is None  # no return
    assert lines["cla_review_timely_pct"].direction.why == "within its usual range"
    assert lines["cl_neet_19_21_pct"].direction.why == "tested against Sep 2025"


def test_the_chart_draws_mean_and_limits_where_they_decide(source):
    view = indicator(source, "cla_review_timely_pct", {"months": "12"})
    drawn = {t["name"]: t for t in charts.trend(view)["data"]}
    assert drawn["Mean"]["y"] == [view.limits[-1].mean] * 2
    assert drawn["Mean"]["x"] == [view.months[0].on.isoformat(), view.months[-1].on.isoformat()]
    assert [y for y in drawn["Usual range"]["y"] if y is not None] == [view.limits[-1].lower] * 2 + [
        view.limits[-1].upper
    ] * 2
    looks = [(t["mode"], t["line"].get("dash"), t.get("marker", {}).get("symbol")) for t in charts.trend(view)["data"]]
    assert len(set(looks)) == len(looks)
    other = charts.trend(indicator(source, "cl_neet_19_21_pct", {}))["data"]
    assert not {"Mean", "Usual range"} & {t["name"] for t in other}
