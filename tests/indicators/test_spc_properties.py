"""What holds for every control chart: shift, scale, mirror, order of rows, company of other series."""

from datetime import date
from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.spc import xmr

MONTHS = pl.date_range(date(2015, 1, 31), date(2024, 12, 31), "1mo", eager=True)
JUDGED = ["outside_limits", "close_to_limits", "special_cause_type", "point_type", "variation_type", "state"]
MIRROR = {
    "Above UCL": "Below LCL",
    "2 in 3 Above CL": "2 in 3 Below CL",
    "7 Points Above CL": "7 Points Below CL",
    "7 Point Trend (Increasing)": "7 Point Trend (Decreasing)",
    "Common Cause": "Common Cause",
}
MIRROR |= {low: high for high, low in MIRROR.items()}

# Whole numbers: no two values, means or limits are apart by less than the tolerance without being equal.
values = st.lists(st.none() | st.integers(0, 40), min_size=1, max_size=40)
several = st.lists(values, min_size=1, max_size=4)


def frame(many: list[list], **said) -> pl.DataFrame:
    rows = [(f"series {i}", MONTHS[j], v) for i, line in enumerate(many) for j, v in enumerate(line)]
    schema = {"series_id": pl.String, "date": pl.Date, "value": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row", strict=False).with_columns(
        pl.lit(v).alias(k) for k, v in said.items()
    )


def close(a: pl.Series, b: pl.Series) -> bool:
    return (a.is_null() == b.is_null()).all() and bool(((a - b).abs() <= 1e-9 * (1 + b.abs())).fill_null(True).all())


@settings(max_examples=30, deadline=None)
@given(several, st.integers(-1000, 1000), st.sampled_from([0.001, 0.01, 0.5, 3.0, 1000.0]))
def test_shifting_and_stretching_values_does_so_to_limits_and_changes_no_verdict(many, shift, scale):
    said = {"improvement_direction": "decrease"}
    plain, moved = frame(many, **said), frame(many, **said).with_columns(pl.col("value") * scale + shift * scale)
    before, after = xmr(plain), xmr(moved)
    for limit in ("mean", "lpl", "upl"):
        assert close(after[limit], before[limit] * scale + shift * scale)
    assert after.select(JUDGED).equals(before.select(JUDGED))


@settings(max_examples=30, deadline=None)
@given(several)
def test_upside_down_everything_is_mirrored(many):
    up, down = xmr(frame(many)), xmr(frame(many).with_columns(-pl.col("value")))
    assert close(down["lpl"], -up["upl"]) and close(down["mean"], -up["mean"])
    assert down["special_cause_type"].to_list() == [MIRROR.get(t) for t in up["special_cause_type"].to_list()]
    bettering = xmr(frame(many, improvement_direction="increase"))
    mirrored = xmr(frame(many, improvement_direction="decrease").with_columns(-pl.col("value")))
    assert bettering["point_type"].equals(mirrored["point_type"])


@settings(max_examples=20, deadline=None)
@given(several, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_other_series_matter(many, random):
    whole = frame(many)
    rows = list(range(whole.height))
    random.shuffle(rows)
    together = xmr(whole)
    assert xmr(whole[rows]).equals(together)
    alone = pl.concat([xmr(part) for part in whole.partition_by("series_id", maintain_order=True)])
    assert alone.equals(together)


@settings(max_examples=30, deadline=None)
@given(values, st.sampled_from([6, 7]))
def test_labels_and_limits_agree(line, run_length):
    chart = xmr(frame([line]), run_length=run_length)
    for row in chart.to_dicts():
        if row["value"] is None or row["lpl"] is None:
            assert row["special_cause_type"] is None and row["point_type"] is None
            continue
        assert row["lpl"] <= row["mean"] <= row["upl"]
        assert (row["special_cause_type"] in ("Above UCL", "Below LCL")) == row["outside_limits"]
        assert not (row["outside_limits"] and row["close_to_limits"])
        assert (row["point_type"] == "common_cause") == (row["special_cause_type"] == "Common Cause")
        if "CL" in row["special_cause_type"]:
            assert ("Above" in row["special_cause_type"]) == (row["relative_to_mean"] == 1)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=12, max_size=30), st.sampled_from([6, 7]))
def test_runs_are_those_that_a_plain_count_finds(line, run_length):
    """Shift and trend by walking along the series, against the labels that no stronger signal hides."""
    mean = sum(line) / len(line)
    sides = [(v > mean + 1e-9) - (v < mean - 1e-9) for v in line]
    steps = [0] + [(b > a) - (b < a) for a, b in pairwise(line)]
    shift, trend = set(), set()
    for end in range(run_length, len(line) + 1):
        window = range(end - run_length, end)
        if abs(sum(sides[i] for i in window)) == run_length:
            shift |= set(window)
        if abs(sum(steps[i] for i in list(window)[1:])) == run_length - 1:
            trend |= set(window)
    for i, label in enumerate(xmr(frame([line]), run_length=run_length)["special_cause_type"].to_list()):
        if label not in ("Above UCL", "Below LCL"):
            assert ("Trend" in label) == (i in trend)
            if i not in trend and "2 in 3" not in label:
                assert ("Points" in label) == (i in shift)
