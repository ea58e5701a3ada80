"""Control charts by hand: limits, special causes, icons, what few points allow, and what is refused."""

from datetime import date

import polars as pl
import pytest

from data.errors import BadInput
from indicators.spc import complete_months, xmr

QUIET = [50, 52, 49, 51, 48, 52, 50, 49, 51, 50, 48, 52]  # mean 50.1667, no special cause
BASE = [9, 11] * 5 + [11, 9]  # mean 10; ranges ten times 2 and one 0
FIXED = {"fix_after_n_points": 12}  # limits from BASE alone: 10 -+ 2.66 x 20/11 = 10 -+ 4.84, near from 13.22


def series(values: list, name: str = "a", **said) -> pl.DataFrame:
    """One series, a row for each month from January 2020; `said` are columns, one value for all or a list."""
    months = pl.date_range(date(2020, 1, 31), date(2029, 12, 31), "1mo", eager=True)
    frame = pl.DataFrame({"value": values}, schema={"value": pl.Float64}, strict=False)
    frame = frame.with_columns(series_id=pl.lit(name), date=months.head(len(values)))
    return frame.with_columns(
        (pl.Series(column, value) if isinstance(value, list) else pl.lit(value)).alias(column)
        for column, value in said.items()
    )


def labels(values: list, run_length: int = 7, **said) -> list[str | None]:
    return xmr(series(values, **said), run_length=run_length)["special_cause_type"].to_list()


def test_limits_by_hand():
    # Ranges 2 4 2 4 2 4 2 4 2 4 2: 32 in 11. The values come to 72 in 12.
    chart = xmr(series([10, 12, 8, 10, 6, 8, 4, 6, 2, 4, 0, 2])).row(-1, named=True)
    spread = 2.66 * 32 / 11
    assert (chart["mean"], chart["lpl"], chart["upl"]) == pytest.approx((6, 6 - spread, 6 + spread))
    assert chart["lpl"] < 0  # never cut off


def test_an_outlying_moving_range_is_left_out_once_and_the_value_stays():
    # Ranges: eleven of 2, then 40 and 40. Their mean is 102/13 = 7.85; 40 > 3.267 x 7.85, so they go; the rest is 2.
    values = [10, 12] * 6 + [52, 12]
    screened, plain = (xmr(series(values), screen_outliers=s).row(0, named=True) for s in (True, False))
    mean = (10 * 6 + 12 * 6 + 52 + 12) / 14
    assert screened["upl"] == pytest.approx(mean + 2.66 * 2)
    assert plain["upl"] == pytest.approx(mean + 2.66 * 102 / 13)
    assert (screened["ranges_screened"], plain["ranges_screened"]) == (2, 0)
    assert xmr(series(values, screen_outliers=False)).row(0, named=True)["upl"] == plain["upl"]


def test_only_one_round_of_screening():
    # Ranges 1 x 12, then 9, then 100: the mean 121/14 = 8.64 sends away 100 only (28.2); a second round would send 9.
    values = [0, 1] * 6 + [0, 9, 109]
    chart = xmr(series(values)).row(0, named=True)
    assert chart["ranges_screened"] == 1
    assert chart["upl"] - chart["mean"] == pytest.approx(2.66 * 21 / 13)


def test_a_value_on_a_limit_is_inside():
    even = [9, 11] * 6  # 10 -+ 2.66 x 2
    inside = xmr(series([*even, 10 + 2.66 * 2], **FIXED)).row(-1, named=True)
    outside = xmr(series([*even, 10 + 2.66 * 2 + 0.001], **FIXED)).row(-1, named=True)
    assert (inside["outside_limits"], inside["close_to_limits"]) == (False, True)
    assert (outside["special_cause_type"], outside["close_to_limits"]) == ("Above UCL", False)


@pytest.mark.parametrize(("above", "run", "named"), [(5, 6, False), (6, 6, True), (6, 7, False), (9, 7, True)])
def test_a_shift_is_as_long_as_the_run_length(above, run, named):
    found = labels([*BASE, *[10.5] * above, 9], run, **FIXED)
    assert found[12:-1] == [f"{run} Points Above CL" if named else "Common Cause"] * above
    assert {*found[:12], found[-1]} == {"Common Cause"}


def test_a_point_on_the_mean_breaks_a_shift():
    assert labels([*BASE, *[10.2] * 8], **FIXED)[12:] == ["7 Points Above CL"] * 8
    assert labels([*BASE, *[10.2] * 3, 10, *[10.2] * 4], **FIXED)[12:] == ["Common Cause"] * 8


def test_a_trend_needs_six_steps_one_way_and_no_tie():
    rising = [*QUIET, 44, 45, 46, 47, 48, 49, 50]
    tied = [*QUIET, 44, 45, 46, 46, 47, 48, 49]
    assert labels(rising)[-7:] == ["7 Point Trend (Increasing)"] * 7
    assert "7 Point Trend (Increasing)" not in labels(tied)
    assert labels([*tied[:-1], 50, 51, 52, 53], 6)[-6:] == ["6 Point Trend (Increasing)"] * 6


def test_the_top_of_a_rise_and_fall_is_named_after_the_fall_and_a_tie_is_not():
    peak = [*QUIET, 44, 45, 46, 47, 48, 49, 50, 49, 48, 47, 46, 45, 44]
    tie = [*QUIET, 44, 45, 46, 47, 48, 49, 50, 50, 49, 48, 47, 46, 45, 44]
    assert labels(peak)[17:20] == ["7 Point Trend (Increasing)"] + ["7 Point Trend (Decreasing)"] * 2
    assert labels(tie)[17:20] == ["7 Point Trend (Increasing)"] * 2 + ["7 Point Trend (Decreasing)"]


def test_two_of_three_names_the_near_points_only():
    found = labels([*BASE, 14, 10.5, 14, 9], **FIXED)
    assert found[-4:] == ["2 in 3 Above CL", "Common Cause", "2 in 3 Above CL", "Common Cause"]
    assert labels([*BASE, 14, 9.5, 14, 9], **FIXED)[-4:] == ["Common Cause"] * 4
    assert labels([*BASE, 20, 14, 10.5, 9], **FIXED)[-4:] == ["Above UCL", *["Common Cause"] * 3]


@pytest.mark.parametrize(
    ("direction", "high", "low"),
    [
        ("increase", "special_cause_improvement", "special_cause_concern"),
        ("decrease", "special_cause_concern", "special_cause_improvement"),
        ("neutral", "special_cause_neutral_high", "special_cause_neutral_low"),
    ],
)
def test_good_and_bad_follow_the_direction(direction, high, low):
    for last, word in ((60, high), (40, low)):
        chart = xmr(series([*QUIET, last], improvement_direction=direction))
        assert chart["point_type"][-1] == word
        assert chart["variation_type"].unique().to_list() == [word]
        assert chart["point_type"][0] == "common_cause"


def test_no_direction_is_no_judgement():
    assert xmr(series([*QUIET, 60]))["point_type"][-1] == "special_cause_neutral_high"


def test_a_trend_is_judged_by_its_slope_wherever_the_mean_lies():
    rising_below = [*QUIET, *QUIET, 40, 41, 42, 43, 44, 45, 46]
    chart = xmr(series(rising_below, improvement_direction="increase")).row(-1, named=True)
    assert (chart["relative_to_mean"], chart["special_cause_type"]) == (-1, "7 Point Trend (Increasing)")
    assert chart["point_type"] == "special_cause_improvement"


@pytest.mark.parametrize(
    ("direction", "target", "verdict"),
    [
        ("increase", 40, "consistent_pass"),
        ("increase", 60, "consistent_fail"),
        ("increase", 50, "inconsistent"),
        ("decrease", 40, "consistent_fail"),
        ("decrease", 60, "consistent_pass"),
        ("decrease", 50, "inconsistent"),
        ("neutral", 40, None),
        ("increase", None, None),
    ],
)
def test_assurance(direction, target, verdict):
    chart = xmr(series(QUIET, improvement_direction=direction, target=target))
    assert chart["assurance_type"].to_list() == [verdict] * 12


def test_the_latest_target_is_judged():
    targets = [40.0] * 11 + [60.0]
    assert (
        xmr(series(QUIET, improvement_direction="increase", target=targets))["assurance_type"][0] == "consistent_fail"
    )


def test_a_target_on_a_limit_is_inconsistent():
    upl = xmr(series(QUIET))["upl"][0]
    for target, verdict in ((upl, "inconsistent"), (upl + 0.001, "consistent_fail")):
        chart = xmr(series(QUIET, improvement_direction="increase", target=target))
        assert chart["assurance_type"][0] == verdict


def test_a_rebase_begins_a_segment_of_its_own():
    values = [*QUIET, *(v + 20 for v in QUIET)]
    rebase = [False] * 12 + [True] + [False] * 11
    chart = xmr(series(values, rebase=rebase, improvement_direction="increase", target=60))
    assert chart["rebase_group"].to_list() == [0] * 12 + [1] * 12
    assert chart["mean"][12] - chart["mean"][11] == pytest.approx(20)
    assert set(chart["special_cause_type"]) == {"Common Cause"}
    assert chart["assurance_type"][0] == "consistent_pass"  # the latest limits, about 70
    assert xmr(series(QUIET, rebase=[1] + [0] * 11))["rebase_group"].to_list() == [1] * 12


def test_no_run_crosses_a_rebase_or_a_gap():
    run = [*QUIET, *[51.5] * 7]
    cut = [False] * 15 + [True] + [False] * 3
    assert "7 Points Above CL" in labels(run)
    assert "7 Points Above CL" not in labels(run, rebase=cut)
    gap = [*QUIET, *[51.5] * 4, None, *[51.5] * 4]
    assert "7 Points Above CL" not in labels(gap)


def test_a_fixed_window_is_counted_in_rows():
    values = [*QUIET, *(v + 20 for v in QUIET)]
    fixed = xmr(series(values, fix_after_n_points=12))
    assert fixed["mean"].to_list() == [pytest.approx(sum(QUIET) / 12)] * 24
    assert set(fixed["special_cause_type"][12:]) == {"Above UCL"}
    missing = [None, *values]
    assert xmr(series(missing, fix_after_n_points=12))["mean"][0] == pytest.approx(sum(QUIET[:11]) / 11)


# --- what few points, none, or all the same allow ------------------------------------------------------


def test_four_points_have_a_mean_and_no_more():
    chart = xmr(series([1, 2, 3, 10], improvement_direction="increase", target=0))
    assert chart["state"].to_list() == ["too_few"] * 4
    assert chart["mean"].to_list() == [4.0] * 4
    for column in ("lpl", "upl", "special_cause_type", "point_type", "variation_type", "assurance_type"):
        assert chart[column].null_count() == 4, column


def test_five_to_eleven_points_name_only_what_is_outside():
    rising = xmr(series([1, 2, 3, 4, 5, 6, 7, 8], improvement_direction="increase", target=0))
    assert rising["state"].to_list() == ["trial"] * 8
    assert "7 Point Trend (Increasing)" not in rising["special_cause_type"].to_list()
    assert rising["assurance_type"].null_count() == 8
    outside = xmr(series([10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 40]))
    assert (outside["special_cause_type"][-1], outside["variation_type"][0]) == (
        "Above UCL",
        "special_cause_neutral_high",
    )


def test_points_are_values_and_not_rows():
    chart = xmr(series([*QUIET[:11], None], target=0, improvement_direction="increase"))
    assert chart["points"].unique().to_list() == [11]
    assert chart["state"].to_list() == ["trial"] * 11 + ["no_data"]


def test_all_the_same():
    for value in (0.0, 0.1, 99.9, 1e9):
        for count, state in ((4, "too_few"), (11, "trial"), (36, "no_variation")):
            chart = xmr(series([value] * count))
            assert chart["state"].unique().to_list() == [state]
            assert set(chart["special_cause_type"]) <= {"Common Cause", None}
            assert chart["ranges_screened"].to_list() == [0] * count
    flat = xmr(series([0.1] * 15, target=0.1, improvement_direction="increase"))
    assert flat["assurance_type"][0] == "inconsistent"
    assert flat.select((pl.col("upl") - pl.col("lpl")).max()).item() == 0


def test_one_step_falls_back_on_all_ranges():
    chart = xmr(series([10.0] * 12 + [20.0] * 12))
    assert chart["screening_undone"].all() and chart["ranges_screened"].to_list() == [0] * 24
    assert chart["upl"][0] == pytest.approx(15 + 2.66 * 10 / 23)


def test_no_two_values_next_to_each_other():
    chart = xmr(series([1, None] * 12))
    assert set(chart["state"]) == {"too_few", "no_data"}
    assert chart["upl"].null_count() == 24


def test_a_missing_value_has_no_label_and_the_icon_is_empty_when_it_is_the_latest():
    middle = xmr(series([*QUIET[:6], None, *QUIET[6:]]))
    assert middle["point_type"][6] is None and middle["state"][6] == "no_data"
    assert middle["variation_type"].unique().to_list() == ["common_cause"]
    latest = xmr(series([*QUIET, None], target=40, improvement_direction="increase"))
    assert latest["variation_type"].null_count() == 13
    assert latest["assurance_type"].unique().to_list() == ["consistent_pass"]
    nothing = xmr(series([None, None]))
    assert nothing["state"].to_list() == ["no_data"] * 2 and nothing["mean"].null_count() == 2
    assert xmr(series([*QUIET, float("nan")]))["state"][-1] == "no_data"


def test_mostly_zero_is_said():
    assert xmr(series([0] * 8 + [1, 0, 2, 0]))["mostly_zero"].all()
    assert not xmr(series([0, 1] * 6))["mostly_zero"].any()


def test_missing_months_are_neighbours_unless_completed():
    run = series([*QUIET, *[51.5] * 8])
    holed = run.filter(pl.col("date") != date(2021, 4, 30))
    assert "7 Points Above CL" in xmr(holed)["special_cause_type"].to_list()
    whole = complete_months(holed)
    assert whole.filter(pl.col("value").is_null())["date"].to_list() == [date(2021, 4, 30)]
    assert "7 Points Above CL" not in xmr(whole)["special_cause_type"].to_list()


def test_completing_months_carries_what_is_said_of_the_series():
    said = {"target": [5.0, None, 7.0], "improvement_direction": "increase", "rebase": [False, True, False]}
    held = series([1, 2, 3], **said).with_columns(date=pl.Series([date(2024, m, 15) for m in (1, 4, 6)]))
    whole = complete_months(pl.concat([held, held.with_columns(series_id=pl.lit("b")).head(1)]))
    a = whole.filter(pl.col("series_id") == "a")
    assert a["target"].to_list() == [5.0, 5.0, 5.0, None, None, 7.0]
    assert a["improvement_direction"].to_list() == ["increase"] * 6
    assert a["rebase"].to_list() == [False, None, None, True, None, False]
    assert whole.filter(pl.col("series_id") == "b").height == 1
    assert complete_months(held.clear()).height == 0


# --- form ----------------------------------------------------------------------------------------------


def test_one_row_per_row_given_by_series_and_date():
    both = pl.concat([series(QUIET, "b"), series([v + 1 for v in QUIET], "a")])
    chart = xmr(both.sample(fraction=1, shuffle=True, seed=3))
    assert chart["series_id"].to_list() == ["a"] * 12 + ["b"] * 12
    assert chart["date"].is_sorted() is False and chart["date"][:12].is_sorted()
    assert chart["mean"][0] == pytest.approx(chart["mean"][-1] + 1)


def test_nothing_in_nothing_out():
    chart = xmr(series([]))
    assert chart.height == 0 and "state" in chart.columns


def test_dates_as_text_and_numbers_as_counts():
    text = series(QUIET).with_columns(pl.col("date").dt.to_string("%Y-%m-%d"), pl.col("value").cast(pl.Int32))
    assert xmr(text).equals(xmr(series(QUIET)))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda f: f.drop("value"), "Not there: value"),
        (lambda f: f.with_columns(value=pl.lit("n/a")), "Column value holds String"),
        (lambda f: f.with_columns(value=pl.lit(float("inf"))), "infinite"),
        (lambda f: f.with_columns(date=pl.lit("31/01/2020")), "'31/01/2020', which is not a date"),
        (lambda f: f.with_columns(date=pl.lit(5)), "not dates"),
        (lambda f: f.with_columns(date=pl.lit(None, pl.Date)), "Column date is empty in 12 rows"),
        (lambda f: pl.concat([f, f.tail(1)]), "2020-12-31 more than once"),
        (lambda f: f.with_columns(improvement_direction=pl.lit("increas")), "Did you mean 'increase'"),
        (lambda f: f.with_columns(fix_after_n_points=pl.lit(11)), "12 points or more"),
        (lambda f: f.with_columns(fix_after_n_points=pl.lit(12.5)), "not whole"),
        (lambda f: f.with_columns(rebase=pl.lit(2)), "true or false"),
        (lambda f: f.with_columns(screen_outliers=pl.lit("yes")), "true or false"),
        (lambda f: f.with_columns(target=pl.lit("90%")), "Column target holds String"),
        (lambda f: f.with_columns(fix_after_n_points=pl.Series([12] * 6 + [13] * 6)), "changes within series 'a'"),
    ],
)
def test_what_cannot_be_is_refused(change, says):
    with pytest.raises(BadInput, match=says):
        xmr(change(series(QUIET)))


def test_a_run_has_six_or_seven_points():
    with pytest.raises(BadInput, match="6 or 7"):
        xmr(series(QUIET), run_length=8)
