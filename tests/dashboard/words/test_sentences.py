from dashboard.words import sentences

ROW = {
    "period": "2026-09", "unit": "percent", "polarity": "lower_is_better", "status": "ok", "value": 100 * 28 / 73,
    "numerator": 28.0, "denominator": 73.0, "unknown": 0, "previous_value": None, "year_ago_value": 40.0,
    "rag": "on_target", "comparator_year": None, "target_low": None, "target_high": 40.0, "close_low": None,
    "close_high": 42.0, "target_polarity": "lower_is_better", "could_be": "", "value_lower": 28.1, "value_upper": 49.8,
}  # fmt: skip


def test_a_figure_its_target_and_its_changes():
    assert sentences.in_words(ROW, "August 2026", "September 2025") == [
        "September 2026: 38.4% (28 of 73), which meets the target (40% or less).",
        "Two more cases (30 of 73) would make it close to target.",  # 29 of 73 is 39.7%, 30 of 73 is 41.1%
        "No figure for August 2026 to compare with; down 1.6 points since September 2025.",
    ]


def test_without_a_figure_only_the_reason_is_said():
    row = ROW | {"status": "no_data", "value": None}
    assert sentences.in_words(row, "a", "b") == ["September 2026: no return held for this month."]


def test_a_count_says_how_many_away_the_next_band_is():
    row = ROW | {"unit": "count", "value": 17.0, "numerator": 17.0, "denominator": None, "rag": "off_target"}
    row |= {"target_high": 5.0, "close_high": 8.0}
    said = sentences.in_words(row, "a", "b", "assessment")
    assert said[1] == "Nine fewer assessments (8) would make it close to target."


def test_under_ten_cases_no_percentage_is_printed():
    row = ROW | {"numerator": 3.0, "denominator": 7.0, "value": 300 / 7, "rag": "off_target"}
    assert sentences.in_words(row, "a", "b")[0] == "September 2026: 3 of 7, which misses the target (40% or less)."


def test_chance_is_said_where_it_could_give_another_rating():
    said = sentences.in_words(ROW | {"could_be": "close_to_target off_target"}, "a", "b")
    assert said[2] == (
        "With this many cases chance alone could put it anywhere from 28.1% to 49.8%: it could be close to target or "
        "off target. The numbers are small."
    )


def test_full_time_equivalents_have_no_turning_point():
    row = ROW | {"numerator": 3.4, "denominator": 61.25, "value": 5.55}
    assert not any("would" in s for s in sentences.in_words(row, "a", "b"))


def test_a_target_that_cannot_be_missed_is_not_talked_about():
    row = ROW | {"target_low": 0.0, "target_high": None, "close_low": 0.0, "close_high": None}
    assert not any("would" in s for s in sentences.in_words(row, "a", "b"))


def test_the_chart_says_its_span_and_its_gaps():
    months = ["2026-07", "2026-08", "2026-09"]
    assert sentences.chart(months, [10.0, None, 12.0], "count", target="5 or less") == (
        "Monthly figures from July 2026 to September 2026: lowest 10 (July 2026), highest 12 (September 2026), latest "
        "12 (September 2026). 1 month has no figure. The target is 5 or less."
    )
    assert sentences.chart(months, [None] * 3, "count") == "No monthly figures from July 2026 to September 2026."


def test_a_chart_of_one_month_or_one_figure_names_no_lowest_and_highest():
    assert sentences.chart(["2026-09"], [None], "percent") == "No figure for September 2026."
    assert sentences.chart(["2026-09"], [38.4], "percent") == "One monthly figure: 38.4% (September 2026)."
    said = sentences.chart(["2026-08", "2026-09"], [38.4, None], "percent")
    assert said == "One monthly figure: 38.4% (August 2026). 1 month has no figure."


def test_without_any_earlier_figure_that_is_said_once():
    said = sentences.in_words(ROW | {"previous_value": None, "year_ago_value": None}, "August 2026", "September 2025")
    assert "No figure for August 2026 or September 2025 to compare with." in said
