"""Control charts against the R package NHSRplotthedots, apart from the deviations of docs/deviations.md.

The expected frame is R's with exactly those deviations written over it: nothing else may differ.
"""

import polars as pl
import pytest

from indicators.spc import xmr

LABELS = ["special_cause_type", "point_type"]
SAME = ["rebase_group", "relative_to_mean", "outside_limits", "close_to_limits"]
ICONS = ["variation_type", "assurance_type"]
OUTSIDE = ["Above UCL", "Below LCL"]
COMMON = {"special_cause_type": "Common Cause", "point_type": "common_cause"}
# A tie between a rise and a fall: R names the last point of the rise after the fall (C027, 52.0 of July 2020).
TIE = {"special_cause_type": "7 Point Trend (Increasing)", "point_type": "special_cause_improvement"}
# One step in an otherwise flat series (C075): mean 15, one moving range of 10 among 23.
STEP = {"mean": 15.0, "lpl": 15 - 2.66 * 10 / 23, "upl": 15 + 2.66 * 10 / 23}
# All values the same: limits on the mean. C069 and C070 are R's own, unscreened.
FLAT = {"C067": 12.0, "C068": 0.1, "C071": 0.0}
FLAT_ASSURANCE = {
    "C067": "consistent_pass",  # 10 or more is wanted, and 12 it always is
    "C068": "consistent_fail",  # 0.2 or more is wanted, and 0.1 it always is
    "C069": "consistent_fail",
    "C070": "inconsistent",  # 33.3 is wanted and 33.3 it is: on both limits
    "C071": "inconsistent",
}


@pytest.fixture(scope="module", params=["spc", "spc_fuzz"])
def both(request, shared) -> pl.DataFrame:
    """One row per row that R answered: R's columns as they are, ours with `_ours`."""
    name = request.param
    cases = pl.read_csv(shared / "oracle" / f"{name}_cases.csv", infer_schema_length=None)
    answers = pl.read_csv(shared / "oracle" / f"{name}_expected.csv", infer_schema_length=None)
    charted = xmr(cases.rename({"case_id": "series_id"})).rename({"series_id": "case_id"})
    answers = answers.with_columns(pl.col("date").str.to_date(), pl.col("mean", "lpl", "upl").fill_nan(None))
    return answers.join(charted, on=["case_id", "date"], how="left", suffix="_ours", maintain_order="left")


def differing(frame: pl.DataFrame, *columns: str) -> list[dict]:
    """The first rows where a column of ours is not R's."""
    other = pl.any_horizontal(pl.col(c).ne_missing(pl.col(f"{c}_ours")) for c in columns)
    return frame.filter(other).select("case_id", "date", "state", *columns, *(f"{c}_ours" for c in columns)).to_dicts()


def test_every_row_is_answered(both):
    assert both.height > 2_000
    assert both["points"].null_count() == 0


@pytest.mark.parametrize("column", ["mean", "lpl", "upl"])
def test_limits_are_equal(both, column):
    expected = both.filter(~pl.col("case_id").is_in([*FLAT, "C075"]))
    if column != "mean":
        none = expected.filter(pl.col("points") < 5)
        assert none[f"{column}_ours"].null_count() == none.height
        expected = expected.filter(pl.col("points") >= 5)
    ours, theirs = expected[f"{column}_ours"], expected[column]
    assert theirs.null_count() == ours.null_count() == 0
    assert ((ours - theirs).abs() <= 1e-9 * theirs.abs() + 1e-12).all()  # a limit may be 0


def test_what_lies_where_is_equal(both):
    with_limits = both.filter((pl.col("points") >= 5) & ~pl.col("case_id").is_in([*FLAT]))
    assert differing(with_limits, *SAME) == []
    assert differing(both, "rebase_group", "relative_to_mean") == []


def test_labels_are_equal(both):
    full = pl.col("state").is_in(["full", "no_variation"])
    is_tie = (pl.col("case_id") == "C027") & (pl.col("date") == pl.date(2020, 7, 1))
    assert differing(both.filter(full & ~is_tie), *LABELS) == []
    assert both.filter(is_tie).select(pl.col(f"{c}_ours") for c in LABELS).to_dicts() in (
        [],
        [{f"{c}_ours": TIE[c] for c in LABELS}],
    )


def test_under_twelve_points_only_what_is_outside_is_named(both):
    trial = both.filter(pl.col("state") == "trial")
    assert trial.height > 50
    outside = pl.col("special_cause_type").is_in(OUTSIDE)
    assert differing(trial.filter(outside), *LABELS) == []
    others = trial.filter(~outside).select(pl.col(f"{c}_ours").alias(c) for c in LABELS).unique().to_dicts()
    assert others == [COMMON]


def test_no_value_and_too_few_points_have_no_label(both):
    silent = both.filter(pl.col("state").is_in(["no_data", "too_few"]))
    assert silent.height > 10
    assert all(silent[f"{c}_ours"].null_count() == silent.height for c in LABELS)


def test_states_follow_from_the_points(both):
    known = both.filter(pl.col("relative_to_mean").is_not_null())
    size = pl.when(pl.col("points") < 5).then(pl.lit("too_few")).when(pl.col("points") < 12).then(pl.lit("trial"))
    flat = pl.col("lpl_ours") == pl.col("upl_ours")
    state = size.when(flat).then(pl.lit("no_variation")).otherwise(pl.lit("full"))
    assert known.filter(pl.col("state") != state).height == 0
    unknown = both.filter(pl.col("relative_to_mean").is_null())
    assert set(unknown["state"]) <= {"no_data"}


def test_icons_are_equal_where_the_latest_segment_is_full(both):
    latest = both.group_by("case_id", maintain_order=True).last()
    full = latest.filter(pl.col("state") == "full")
    assert full.height > 50
    assert differing(full, *ICONS) == []
    for row in latest.filter(pl.col("state") == "no_variation").to_dicts():
        assert row["variation_type_ours"] == "common_cause"
        assert row["assurance_type_ours"] == FLAT_ASSURANCE[row["case_id"]], row["case_id"]


def test_icons_where_it_is_not(both):
    latest = both.group_by("case_id", maintain_order=True).last()
    short = latest.filter(pl.col("points") < 12)
    assert short["assurance_type_ours"].null_count() == short.height
    own_label = pl.col("variation_type_ours").ne_missing(pl.col("point_type_ours"))
    assert latest.filter(own_label).height == 0
    unknown = latest.filter(pl.col("state") == "no_data")
    assert unknown["variation_type_ours"].null_count() == unknown.height
    judged = unknown.filter(pl.col("points") >= 12)
    assert differing(judged, "assurance_type") == []


def test_an_icon_is_the_same_in_every_row(both):
    several = both.group_by("case_id").agg(pl.col(f"{c}_ours").n_unique() for c in ICONS)
    assert several.filter(pl.any_horizontal(pl.col(f"{c}_ours") > 1 for c in ICONS)).height == 0


def test_flat_series_and_one_step(both):
    if not both["case_id"].str.starts_with("C").any():
        assert set(FLAT).isdisjoint(both["case_id"])  # the random cases hold none of these
        return
    for case, value in FLAT.items():
        rows = both.filter(pl.col("case_id") == case)
        assert rows["state"].unique().to_list() == ["no_variation"]
        for column in ("mean_ours", "lpl_ours", "upl_ours"):
            assert rows[column].to_list() == pytest.approx([value] * rows.height)
        assert rows["outside_limits_ours"].any() is False and rows["close_to_limits_ours"].any() is False
    step = both.filter(pl.col("case_id") == "C075")
    assert step["screening_undone"].all()
    for column, value in STEP.items():
        assert step[f"{column}_ours"].to_list() == pytest.approx([value] * step.height, rel=1e-12)


def test_the_case_that_stops_r_is_answered(shared):
    cases = pl.read_csv(shared / "oracle" / "spc_cases.csv", infer_schema_length=None)
    crash = cases.filter(pl.col("case_id") == "C081").rename({"case_id": "series_id"})
    charted = xmr(crash)
    assert charted.height == crash.height
    assert charted.filter(pl.col("value").is_null())["special_cause_type"].to_list() == [None]
    assert charted.filter(pl.col("special_cause_type").str.contains("Trend")).height == 0
