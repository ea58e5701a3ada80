from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dashboard import sentences

ROW = {
    "period": "2026-09", "unit": "percent", "polarity": "lower_is_better", "status": "ok", "value": 100 * 28 / 73,
    "numerator": 28.0, "denominator": 73.0, "unknown": 0, "previous_value": None, "year_ago_value": 40.0,
    "target": 40.0, "rag": "on_target", "comparator_year": None,
}  # fmt: skip


def test_a_figure_its_target_and_its_changes():
    assert sentences.in_words(ROW, "August 2026", "September 2025") == [
        "September 2026: 38.4% (28 of 73), which meets the target (40% or less).",
        "It would miss the target at 30 of 73.",  # 29 of 73 is 39.7%, 30 of 73 is 41.1%
        "No figure for August 2026 to compare with; down 1.6 points since September 2025.",
    ]


def test_without_a_figure_only_the_reason_is_said():
    row = ROW | {"status": "no_data", "value": None}
    assert sentences.in_words(row, "a", "b") == ["September 2026: no return held for this month."]


def test_a_count_says_where_its_target_lies():
    row = ROW | {
        "unit": "count",
        "value": 17.0,
        "numerator": 17.0,
        "denominator": None,
        "target": 5.0,
        "rag": "off_target",
    }
    assert sentences.in_words(row, "a", "b")[1] == "It would meet the target at 5."


def test_full_time_equivalents_have_no_turning_point():
    row = ROW | {"numerator": 3.4, "denominator": 61.25, "value": 5.55}
    assert not any("would" in s for s in sentences.in_words(row, "a", "b"))


def test_a_target_that_cannot_be_missed_is_not_talked_about():
    row = ROW | {"polarity": "higher_is_better", "target": 0.0, "rag": "on_target"}
    assert not any("would" in s for s in sentences.in_words(row, "a", "b"))


@given(d=st.integers(1, 400), share=st.fractions(0, 1), target=st.integers(0, 1000), lower=st.booleans())
def test_the_turning_point_is_the_nearest_figure_on_the_other_side(d, share, target, lower):
    n = round(share * d)
    polarity = "lower_is_better" if lower else "higher_is_better"

    def meets(count):
        value, goal = Fraction(100 * count, d), Fraction(target, 10)
        return value <= goal if lower else value >= goal

    turn, at = sentences.turning_point(float(n), float(d), target / 10, polarity)
    others = [c for c in range(d + 1) if meets(c) != meets(n)]
    assert turn == ("misses" if meets(n) else "meets")
    assert at == (min(others, key=lambda c: abs(c - n)) if others else -1)


def test_the_chart_says_its_span_and_its_gaps():
    months = ["2026-07", "2026-08", "2026-09"]
    assert sentences.chart(months, [10.0, None, 12.0], "count", target="5 or less") == (
        "Monthly figures from July 2026 to September 2026: lowest 10 (July 2026), highest 12 (September 2026), latest "
        "12 (September 2026). 1 month has no figure. The target is 5 or less."
    )
    assert sentences.chart(months, [None] * 3, "count") == "No monthly figures from July 2026 to September 2026."
