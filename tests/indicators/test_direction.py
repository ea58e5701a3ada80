"""Direction of travel: the chart where it may speak, the tested difference where not, words by polarity."""

import random
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import periods
from indicators import catalogue, direction
from indicators.charted import charts
from indicators.direction import travel
from indicators.model import (
    COUNT,
    DAYS,
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    MONTH,
    NEUTRAL,
    PERCENT,
    RATE_PER_10K,
    RATIO,
    ROLLING_3,
    ROLLING_12,
    SNAPSHOT,
    Indicator,
    Source,
)

NOW = "2026-09"
SCHEMA = {
    "indicator": pl.String,
    "period": pl.String,
    "breakdown": pl.String,
    "basis": pl.String,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "value": pl.Float64,
    "complete": pl.Int8,
}
# Percentages of 100 cases that hold no pattern: mean 50.
QUIET = [50, 53, 47, 51, 48, 52, 49, 54, 46, 50, 51, 49]


def indicator(unit=PERCENT, polarity=HIGHER_IS_BETTER, basis=MONTH, **more) -> Indicator:
    words = {name: "" for name in ("title", "domain", "meaning", "why", "table", "numerator_words")}
    return Indicator(
        id="i", **words, numerator=pl.lit(1), unit=unit, polarity=polarity, basis=basis, source=Source("", ""), **more
    )


def measures(parts: list, wholes: list | float | None = 100, scale: float = 100, **same) -> pl.DataFrame:
    """The months up to NOW, one for each part: value = scale x part / whole; None is a month without a figure."""
    wholes = wholes if isinstance(wholes, list) else [wholes] * len(parts)
    months = periods.between(periods.shift(NOW, 1 - len(parts)), NOW)
    rows = [
        {
            "indicator": "i",
            "period": month,
            "breakdown": "",
            "basis": "as_reported",
            "numerator": part,
            "denominator": whole,
            "value": None if part is None else part if whole is None else scale * part / whole,
            "complete": 1,
        }
        | same
        for month, part, whole in zip(months, parts, wholes, strict=True)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, strict=False)


def of(rows: pl.DataFrame, **facts) -> dict:
    return travel([indicator(**facts)], rows, NOW).row(0, named=True)


# --- the chart -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("polarity", "up", "down"),
    [
        (HIGHER_IS_BETTER, "improving", "worsening"),
        (LOWER_IS_BETTER, "worsening", "improving"),
        (NEUTRAL, "higher", "lower"),
    ],
)
def test_words_follow_polarity(polarity, up, down):
    for last, word in ((70, up), (30, down), (52, "no real change")):
        row = of(measures([*QUIET, last]), polarity=polarity)
        assert (row["direction"], row["direction_by"], row["no_chart"]) == (word, "control_chart", None)


def test_what_the_chart_found_is_told():
    shifted = of(measures([*QUIET, *QUIET, 56, 55, 57, 55, 56, 57, 55, 56]))
    assert (shifted["direction"], shifted["signal"], shifted["signal_months"]) == ("improving", "7 Points Above CL", 8)
    assert shifted["chart_months"] == 32
    rising = of(measures([*QUIET, *QUIET, 44, 46, 48, 50, 52, 54, 55]))
    assert (rising["signal"], rising["signal_months"]) == ("7 Point Trend (Increasing)", 7)
    quiet = of(measures(QUIET))
    assert (quiet["chart_mean"], quiet["signal"]) == (50, "Common Cause")
    assert quiet["chart_lower"] < 46 and quiet["chart_upper"] > 54


def test_twelve_months_with_a_figure_are_needed():
    eleven = of(measures([*QUIET[:10], 70]))
    assert (eleven["no_chart"], eleven["chart_mean"], eleven["signal"]) == ("few_months", None, None)
    assert (eleven["direction_by"], eleven["compared_period"]) == ("difference", "2026-06")
    gaps = of(measures([*QUIET[:6], None, *QUIET[6:11], 70]))  # 13 months, 12 figures
    assert gaps["direction_by"] == "control_chart" and gaps["chart_months"] == 12


def test_older_months_than_three_years_do_not_count():
    rows = measures([90] * 12 + [*QUIET] * 3)
    assert charts([indicator()], rows, NOW)["period"].min() == periods.shift(NOW, -35)
    assert of(rows)["chart_mean"] == 50


def test_only_whole_figures_of_the_authority_as_reported_up_to_the_month_count():
    rows = measures([*QUIET, 52])
    noise = [
        measures([99] * 13, breakdown="North"),
        measures([99] * 13, basis="restated"),
        measures([99] * 2).with_columns(period=pl.Series(["2026-10", "2026-11"])),
        measures([99] * 14, complete=0).head(1),
    ]
    assert of(pl.concat([rows, *noise])) == of(rows)
    part_year = pl.concat([rows.head(12), measures([52], complete=0)])
    assert of(part_year)["direction"] is None


def test_a_month_without_a_row_breaks_a_run():
    rows = measures([*QUIET, *QUIET, 56, 55, 57, 55, 56, 57, 55, 56])
    holed = rows.filter(pl.col("period") != periods.shift(NOW, -3))
    assert charts([indicator()], holed, NOW).height == rows.height
    assert of(holed)["signal"] == "Common Cause"


def test_no_figure_no_direction():
    row = of(measures([*QUIET, None]))
    assert all(value is None for name, value in row.items() if name != "indicator")
    assert of(measures(QUIET).clear())["direction"] is None


@pytest.mark.parametrize("basis", [ROLLING_3, ROLLING_12])
def test_a_rolling_figure_is_never_charted(basis):
    rows = measures([*QUIET, *QUIET, 70])
    assert charts([indicator(basis=basis)], rows, NOW).height == 0
    row = of(rows, basis=basis)
    assert (row["direction_by"], row["no_chart"], row["chart_mean"]) == ("difference", "longer", None)


def test_rare_events_and_shares_of_few_or_of_all_are_not_judged_by_a_chart():
    count = measures([1, 2, 0, 3, 1, 0, 2, 1, 0, 3, 1, 2, 9], None)
    assert of(count, unit=COUNT)["no_chart"] == "few_cases"
    few = of(measures([2, 3, 1, 2, 3, 2, 1, 3, 2, 2, 3, 1, 2], 4))
    assert (few["direction"], few["no_chart"], few["no_difference"]) == ("too few to compare", "few_cases", "few_cases")
    full = of(measures([100, 99, *[100] * 15]))
    assert (full["signal"], full["no_chart"], full["direction"]) == ("7 Points Above CL", "few_cases", "no real change")


# --- figures at a month end that follow each other -----------------------------------------------------

DRIFT = [40, 41, 41, 42, 42, 43, 44, 44, 45, 46, 46, 47, 47, 48, 48, 49, 50, 50, 51, 51, 52, 52, 53, 53]


def test_a_drifting_stock_is_decided_by_the_difference_and_its_chart_is_still_told():
    row = of(measures(DRIFT), basis=SNAPSHOT)
    assert row["signal"] == "Above UCL"
    assert (row["no_chart"], row["direction_by"], row["direction"]) == ("same_cases", "difference", "no real change")
    assert of(measures(DRIFT), basis=MONTH)["direction"] == "improving"
    larger = of(measures([10 * v for v in DRIFT], 1000), basis=SNAPSHOT)
    assert (larger["direction"], larger["compared_period"]) == ("improving", "2025-09")


def test_a_stock_that_does_not_follow_itself_is_charted():
    assert of(measures([*QUIET, 70]), basis=SNAPSHOT)["direction_by"] == "control_chart"


def test_chance_alone_rarely_gives_a_direction_to_a_stock():
    """Two hundred councils of 100 children, a tenth of them new each month, each 40% likely to count."""
    chance, rows, stocks = random.Random(5), [], []
    for name in map(str, range(200)):
        children = [chance.random() < 0.4 for _ in range(100)]
        line = []
        for _ in range(24):
            children = [chance.random() < 0.4 if chance.random() < 0.1 else c for c in children]
            line.append(sum(children))
        rows.append(measures(line, indicator=name))
        stocks.append(replace(indicator(basis=SNAPSHOT), id=name))
    found = travel(stocks, pl.concat(rows), NOW)
    assert (found["direction"] != "no real change").sum() <= 16
    assert (found["signal"] != "Common Cause").sum() > 60  # what the chart alone would have said


# --- the difference ------------------------------------------------------------------------------------


def year(now: tuple, then: tuple, months: int = 12, **facts) -> dict:
    """The direction of `now` (part, whole) against `then` so many months before, nothing else being held."""
    parts, wholes = [then[0], *[None] * (months - 1), now[0]], [then[1], *[None] * (months - 1), now[1]]
    return of(measures(parts, wholes), basis=facts.pop("basis", ROLLING_12), **facts)


@pytest.mark.parametrize(
    ("now", "then", "lower", "upper", "word"),
    [
        ((150, 200), (128, 200), 1.974, 19.786, "improving"),
        ((170, 200), (150, 200), 2.153, 17.731, "improving"),
        ((18, 24), (20, 24), -30.599, 14.843, "no real change"),
        ((9, 10), (5, 10), -0.236, 67.591, "no real change"),
    ],
)
def test_worked_differences(now, then, lower, upper, word):
    row = year(now, then)
    assert row["direction"] == word
    assert (row["difference_lower"], row["difference_upper"]) == pytest.approx((lower, upper), abs=5e-4)
    assert row["difference"] == pytest.approx(100 * now[0] / now[1] - 100 * then[0] / then[1])
    turned = {"improving": "worsening", "no real change": "no real change"}[word]
    assert year(then, now)["direction"] == turned
    assert year(now, then, polarity=LOWER_IS_BETTER)["direction"] == turned
    neutral = {"improving": "higher", "no real change": "no real change"}[word]
    assert year(now, then, polarity=NEUTRAL)["direction"] == neutral


def test_the_year_before_comes_first_then_the_quarter():
    parts = [128, *[None] * 8, 10, None, None, 150]
    both = of(measures(parts, [200] * 13), basis=ROLLING_3)
    assert both["compared_period"] == "2025-09"
    quarter = year((150, 200), (128, 200), months=3, basis=ROLLING_3)
    assert (quarter["compared_period"], quarter["direction"]) == ("2026-06", "improving")


def test_a_rolling_year_is_not_compared_with_the_quarter_before():
    row = year((150, 200), (128, 200), months=3)
    assert (row["direction"], row["no_difference"]) == ("too few to compare", "nothing_before")
    assert row["compared_period"] is None and row["difference"] is None


def test_fewer_than_ten_cases_are_too_few():
    assert year((9, 9), (0, 200))["no_difference"] == "few_cases"
    assert year((200, 200), (0, 9))["direction"] == "too few to compare"
    assert year((0, 10), (10, 10))["direction"] == "worsening"


def test_rates_per_head_are_tested_and_told_in_their_unit():
    row = year((412, 61_234), (300, 61_000), unit=RATE_PER_10K, polarity=LOWER_IS_BETTER)
    assert row["direction"] == "worsening"
    assert row["difference"] == pytest.approx(412 / 6.1234 - 300 / 6.1)
    assert row["difference_lower"] < row["difference"] < row["difference_upper"]


def test_counts_and_cases_per_worker_are_tested_as_events():
    few = {"unit": COUNT, "polarity": LOWER_IS_BETTER, "basis": SNAPSHOT}
    assert year((30, None), (10, None), **few)["direction"] == "worsening"
    assert year((12, None), (10, None), **few)["direction"] == "no real change"
    assert year((5, None), (4, None), **few)["no_difference"] == "few_cases"
    load = {"unit": RATIO, "polarity": LOWER_IS_BETTER, "basis": SNAPSHOT}
    assert year((1500, 75.5), (1500, 90.25), **load)["direction"] == "worsening"
    assert year((1500, 75.5), (1500, 76.25), **load)["direction"] == "no real change"


def test_averages_and_full_time_equivalents_are_not_tested():
    assert year((5000, 20), (9000, 20), unit=DAYS)["no_difference"] == "not_tested"
    assert year((5.5, 80.2), (20.4, 80.2))["no_difference"] == "not_tested"
    apart = year((50, 40), (30, 40), numerator_counts_apart=True)
    assert (apart["direction"], apart["no_difference"]) == ("too few to compare", "not_tested")


# --- form ----------------------------------------------------------------------------------------------


def test_one_row_per_indicator_in_their_order():
    found = travel(catalogue.ALL, measures(QUIET).clear(), NOW)
    assert found["indicator"].to_list() == [i.id for i in catalogue.ALL]
    words = {direction.IMPROVING, direction.WORSENING, direction.NO_CHANGE}
    assert words == {"improving", "worsening", "no real change"}


def test_a_chart_row_is_that_of_the_chart():
    rows = charts([indicator()], measures([*QUIET, None, 70]), NOW)
    assert rows["period"].to_list() == periods.between("2025-08", NOW)
    assert rows["state"].to_list() == ["full"] * 12 + ["no_data", "full"]
    assert rows["point_type"][-1] == "special_cause_improvement"


line = st.lists(st.none() | st.integers(0, 100), min_size=1, max_size=30)
TURNED = {"improving": "worsening", "worsening": "improving"}


@settings(max_examples=25, deadline=None)
@given(line, st.sampled_from([MONTH, SNAPSHOT, ROLLING_12]))
def test_what_improves_one_way_worsens_the_other(parts, basis):
    rows = measures(parts)
    up = of(rows, basis=basis, polarity=HIGHER_IS_BETTER)["direction"]
    down = of(rows, basis=basis, polarity=LOWER_IS_BETTER)["direction"]
    neutral = of(rows, basis=basis, polarity=NEUTRAL)["direction"]
    assert down == TURNED.get(up, up)
    assert neutral == {"improving": "higher", "worsening": "lower"}.get(up, up)
    others = measures([100 if p is None else 100 - p for p in parts]).with_columns(
        pl.when(pl.Series([p is not None for p in parts])).then(pl.col("numerator", "value"))
    )
    assert of(others, basis=basis, polarity=LOWER_IS_BETTER)["direction"] == up


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 100), st.integers(1, 30), st.sampled_from([MONTH, SNAPSHOT, ROLLING_12]))
def test_what_never_moves_has_no_direction(part, months, basis):
    assert of(measures([part] * months), basis=basis)["direction"] in ("no real change", "too few to compare")
