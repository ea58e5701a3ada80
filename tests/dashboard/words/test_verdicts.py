"""What chance, one case and time make of a rating, in words."""

import pytest

from dashboard.words import verdicts

ROW = {
    "unit": "percent", "numerator": 44.0, "denominator": 131.0, "value": 100 * 44 / 131, "rag": "on_target",
    "could_be": "", "value_lower": 26.07, "value_upper": 42.04, "target_low": None, "target_high": 35.0,
    "close_low": None, "close_high": 40.0, "target_words": "35% or less", "months_off": 0, "months_concern": 0,
    "assurance": None, "miss_share": None, "no_chart": None, "run_months": 0,
}  # fmt: skip


def test_the_badge_of_small_numbers():
    few = ROW | {"could_be": "close_to_target off_target"}
    assert verdicts.badge(few) == "Small numbers: chance could make it close to target or off target"
    assert verdicts.badge(ROW) == ""
    assert verdicts.badge(few | {"denominator": 200.0}) == ""  # said on the indicator's own page only
    assert "The numbers are small." not in verdicts.reach(few | {"denominator": 200.0})


@pytest.mark.parametrize(
    ("numerator", "of", "said"), [(44.0, 131.0, "2 young people away from “close to target”"), (40.0, 131.0, "")]
)
def test_a_case_or_two_from_another_rating(numerator, of, said):
    assert verdicts.near(ROW | {"numerator": numerator, "denominator": of}, "young person") == said


def test_one_child_changed_in_a_sentence():
    row = ROW | {"numerator": 50.0, "rag": "close_to_target"}
    said = (
        "Three more children (53 of 131) would make it off target; "
        "five fewer children (45 of 131) would make it on target."
    )
    assert verdicts.one_changed(row, "child") == said
    assert verdicts.one_changed(ROW | {"rag": "no_target"}, "child") == ""


def test_how_far_chance_reaches_with_so_few_cases_is_said_without_percentages():
    row = ROW | {"could_be": "close_to_target off_target", "denominator": 9.0, "numerator": 3.0}
    assert verdicts.reach(row) == "With so few cases chance alone could make it close to target or off target."


@pytest.mark.parametrize(("n", "d", "shown"), [(3.0, 9.0, "3 of 9"), (3.0, 10.0, "30.0%"), (0.0, 4.0, "0 of 4")])
def test_under_ten_cases_there_is_no_percentage(n, d, shown):
    assert verdicts.share(100 * n / d, n, d, "percent") == shown
    assert verdicts.share(None, 0.0, 0.0, "percent") == "–"
    assert verdicts.share(4.0, 4.0, None, "count") == "4"


@pytest.mark.parametrize(
    ("assurance", "missed", "tag", "sentence"),
    [
        ("consistent_fail", 1.0, "Likely to miss the target in every month", "miss the target (35% or less) in nearly"),
        ("consistent_pass", 0.0, "Likely to meet the target in every month", "meet the target (35% or less) in nearly"),
        ("inconsistent", 0.8, "Likely to miss the target in most months", "miss the target (35% or less) in most"),
        ("inconsistent", 0.2, "Likely to meet the target in most months", "meet the target (35% or less) in most"),
        ("inconsistent", 0.5, "Could meet or miss the target in any month", "in some months and miss it in others"),
    ],
)
def test_whether_the_target_can_be_relied_on(assurance, missed, tag, sentence):
    found, said = verdicts.assurance(ROW | {"assurance": assurance, "miss_share": missed})
    assert found.words == tag and sentence in said and said.startswith("At this level we would expect to ")
    assert verdicts.assurance(ROW | {"assurance": assurance, "miss_share": missed, "no_chart": "same_cases"}) is None


def test_without_a_verdict_of_the_chart_nothing_is_promised():
    assert verdicts.assurance(ROW) is None


@pytest.mark.parametrize(("run", "said"), [(3, "Up three months running"), (-2, "Down two months running"), (1, "")])
def test_months_running(run, said):
    assert verdicts.running(ROW | {"run_months": run}) == said


def test_escalated_after_so_many_months():
    assert verdicts.escalated(ROW | {"months_off": 3}, 3) == "Off target for 3 months"
    assert verdicts.escalated(ROW | {"months_off": 3}, 4) == ""
    assert verdicts.escalated(ROW | {"months_concern": 5}, 3) == "Worse than usual for 5 months"


@pytest.mark.parametrize(
    ("judged", "alarms", "said"),
    [
        (90, 1.44, "Of 90 indicators that can be judged, 1 or 2 would show here by chance alone."),
        (43, 0.7, "Of 43 indicators that can be judged, none or 1 would show here by chance alone."),
        (60, 1.1, "Of 60 indicators that can be judged, about 1 would show here by chance alone."),
        (1, 0.05, "Of 1 indicator that can be judged, none or 1 would show here by chance alone."),
    ],
)
def test_what_chance_would_list(judged, alarms, said):
    assert verdicts.by_chance(judged, alarms) == said


@pytest.mark.parametrize(
    ("denominator", "unit", "said"),
    [(2, "days", "so few that one child can change it much"), (1, "days", ""), (10, "days", ""), (2, "percent", "")],
)
def test_an_average_of_few_is_marked(denominator, unit, said):
    assert verdicts.small_average(denominator, unit, "child") == said
