from datetime import date, datetime

import pytest

from dashboard import words


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (38.35616, 1, "38.4"),
        (0.25, 1, "0.3"),  # half away from zero, not half to even
        (-0.25, 1, "−0.3"),
        (-0.04, 1, "0.0"),  # no negative zero
        (1234567, 0, "1,234,567"),
        (0.15, 1, "0.2"),
        (1e-9, 1, "0.0"),
    ],
)
def test_numbers_round_half_away_from_zero(value, decimals, text):
    assert words.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (38.356, "percent", "38.4%"),
        (91.94, "rate_per_10k", "91.9"),
        (1234.0, "count", "1,234"),
        (17.25, "ratio", "17.3"),
        (17.25, "average", "17.3"),
        (421.0, "days", "421.0 days"),
        (31.16, "weeks", "31.2 weeks"),
        (None, "percent", "–"),
    ],
)
def test_a_figure_carries_its_unit(value, unit, text):
    assert words.figure(value, unit) == text


def test_published_figures_keep_the_decimals_they_were_published_with():
    assert words.published(38.0, "percent") == "38%"
    assert words.published(38.5, "percent") == "38.5%"
    assert words.published(1234.0, "count") == "1,234"
    assert words.published(None, "percent") == "–"


@pytest.mark.parametrize(
    ("n", "d", "unit", "text"),
    [
        (28.0, 73.0, "percent", "28 of 73"),
        (3.4, 61.25, "percent", "3.4 of 61.3"),
        (412.0, 44799.0, "rate_per_10k", "412 among 44,799"),
        (812.0, 44.6, "ratio", "812 shared by 44.6 full-time equivalents"),
        (9000.0, 20.0, "days", "average of 20"),
        (412.0, None, "count", ""),
        (None, None, "percent", ""),
    ],
)
def test_how_a_figure_is_made_up(n, d, unit, text):
    assert words.out_of(n, d, unit) == text


@pytest.mark.parametrize(
    ("now", "before", "unit", "text"),
    [
        (38.4, 37.2, "percent", "up 1.2 points since August 2026"),
        (36.2, 37.2, "percent", "down 1 point since August 2026"),
        (37.21, 37.2, "percent", "up less than 0.1 points since August 2026"),
        (37.2, 37.2, "percent", "no change since August 2026"),
        (412.0, 400.0, "count", "up 12 since August 2026"),
        (91.0, 92.0, "rate_per_10k", "down 1.0 since August 2026"),
        (38.4, None, "percent", "no figure for August 2026 to compare with"),
        (None, 38.4, "percent", "no figure for August 2026 to compare with"),
        (0.0, 3.0, "count", "down 3 since August 2026"),
        (31.0, 28.0, "weeks", "up 3.0 weeks since August 2026"),
        (31.0, 30.0, "days", "up 1 day since August 2026"),
    ],
)
def test_changes_are_neutral_and_honest(now, before, unit, text):
    assert words.change(now, before, unit, "August 2026") == text


def test_one_case_is_said_only_where_it_weighs():
    assert words.one_case(73.0, "percent") == ""
    assert words.one_case(49.0, "percent", "young person") == "1 young person = 2.0 points"
    assert words.one_case(0.0, "percent") == ""
    assert words.one_case(20.0, "percent", "") == ""  # full-time equivalents: one row is not one whole thing
    assert words.one_case(20.0, "count") == ""


def test_unknowns_are_counted_and_silence_means_none():
    assert words.unknown(6) == "6 not recorded"
    assert words.unknown(0) == words.unknown(None) == ""


def test_a_restatement_says_by_how_much():
    assert words.restated(38.4, 37.0, "percent") == "37.0% on what is held now, 1.4 points lower"
    assert words.restated(38.4, 38.4, "percent") == ""
    assert words.restated(None, 12.0, "count") == "12 on what is held now"
    assert words.restated(12.0, None, "count") == "no figure on what is held now"
    assert words.restated(None, None, "count") == ""


def test_dates():
    assert words.period("2026-09") == "September 2026"
    assert words.period_short("2026-09") == "Sep 2026"
    assert words.day(date(2026, 9, 30)) == "30 September 2026"
    assert words.day_short(date(2026, 9, 3)) == "3 Sep 2026"
    assert words.moment(datetime(2026, 10, 4, 9, 12)) == "4 Oct 2026 at 09:12"


def test_every_rating_has_a_word_and_a_shape():
    targets = pytest.importorskip("indicators.targets")
    states = {
        targets.ON, targets.CLOSE, targets.OFF, targets.NO_TARGET,
        targets.NO_DATA, targets.NO_CASES, targets.NOT_AVAILABLE, targets.SUPPRESSED, targets.NOT_YET_DUE,
    }  # fmt: skip
    assert states == set(words.RAG)
    rated = [words.rag(s) for s in (targets.ON, targets.CLOSE, targets.OFF)]
    assert len({t.shape for t in rated}) == len({t.words for t in rated}) == 3


def test_published_symbols_are_words():
    assert words.symbol("suppressed") == "withheld, because the numbers are small [c]"
    assert words.symbol("not_published") == "not published"
    assert words.symbol("some_new_state") == "some new state"


def test_joined_and_plural():
    assert words.joined([]) == ""
    assert words.joined(["a"]) == "a"
    assert words.joined(["a", "b", "c"]) == "a, b and c"
    assert words.plural(1, "return") == "1 return"
    assert words.plural(2000, "child", "children") == "2,000 children"


def test_the_text_alternative_of_a_sparkline():
    assert words.sparkline([35.1, None, 44.0, 38.4], "2026-09", "percent") == (
        "4 months to September 2026: between 35.1% and 44.0%, latest 38.4%; 1 month without a figure."
    )
    assert words.sparkline([2.0, 2.0], "2026-09", "count") == ("2 months to September 2026: always 2, latest 2.")
    assert words.sparkline([2.0, None], "2026-09", "count").endswith("latest not available; 1 month without a figure.")
    assert words.sparkline([None, None], "2026-09", "count") == ("No figures in the 2 months to September 2026.")


def test_comparison_follows_what_is_printed():
    assert words.against(38.41, 38.43, "percent") == "the same as"
    assert words.against(38.5, 38.4, "percent") == "higher than"
    assert words.against(38.3, 38.4, "percent") == "lower than"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2027-01", "No return for January 2027 yet. Latest held: September 2026."),
        ("2026-08", "No return is held for August 2026."),
        (
            "2020-01",
            "No return is held for January 2020. The first month held is July 2026, the latest September 2026.",
        ),
    ],
)
def test_a_month_that_is_not_held_is_yet_to_come_missing_or_before_all(asked, said):
    assert words.not_held(asked, ["2026-07", "2026-09"]) == said


@pytest.mark.parametrize(
    ("value", "decimals"),
    [(0.0, 1), (100.0, 1), (50.0, 1), (99.94, 1), (99.96, 2), (0.04, 2), (0.004, 3), (1e-12, 6)],
)
def test_some_is_never_printed_as_none_nor_not_all_as_all(value, decimals):
    assert words.decimals_of(value, "percent") == decimals
    assert words.decimals_of(value, "count") == 0
