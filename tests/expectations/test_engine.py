"""Our masks say of a frame what Great Expectations itself says of it; a crash is never a fault of the data."""

from __future__ import annotations

import json
from datetime import date, datetime

import great_expectations.expectations as gxe
import hypothesis.strategies as st
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from expectations import vocabulary as expect
from expectations.engine import ExpectationCrash, faults, mask_of, native, run
from expectations.vocabulary import EXTRACT_DATE, Suite, parameters

EXTRACT = date(2025, 9, 30)
SCHEMA = {
    "line": pl.Int64(),
    "child_id": pl.String(),
    "start": pl.Date(),
    "end": pl.Date(),
    "at": pl.Datetime("us"),
    "count": pl.Int64(),
    "share": pl.Float64(),
    "word": pl.String(),
}
COMPARED = (
    "element_count",
    "unexpected_count",
    "unexpected_percent",
    "missing_count",
    "missing_percent",
    "unexpected_percent_total",
    "unexpected_percent_nonmissing",
    "unexpected_index_list",
)


def declared() -> Suite:
    """One of every class that has a mask, with both kinds of bounds, and our own."""
    not_late = (pl.col("start") <= pl.col("extract_date")) | (pl.col("count") > 3)
    return Suite(
        name="everything",
        expectations=[
            expect.present("child_id", "missing_id", "error", "blank"),
            expect.no_later_than_extract("start", "date_after_extract", "error", "late"),
            expect.no_later_than_extract("at", "date_after_extract", "warning", "late", timed=True),
            expect.between("share", 0, 100, "out_of_range", "warning", "outside"),
            expect.between("share", 0, None, "out_of_range", "warning", "outside"),
            gxe.ExpectColumnValuesToBeBetween(column="count", min_value=1, max_value=3, strict_min=True),
            gxe.ExpectColumnValuesToBeBetween(column="count", min_value=1, max_value=3, strict_max=True),
            expect.in_order("start", "end", "end_before_start", "error", "order"),
            gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A="end", column_B="start", ignore_row_if="either_value_is_missing"
            ),
            gxe.ExpectColumnValuesToBeInSet(column="word", value_set=["a", "bb"]),
            gxe.ExpectColumnValuesToBeInSet(column="count", value_set=[1, 2]),
            gxe.ExpectColumnValuesToMatchRegex(column="word", regex="^[ab]+$"),
            gxe.ExpectColumnValueLengthsToBeBetween(column="word", min_value=1, max_value=2),
            gxe.ExpectColumnValueLengthsToBeBetween(column="word", min_value=1, strict_min=True),
            expect.unique_together(("child_id", "start"), "duplicate_conflict", "error", "twice"),
            expect.unique_together(("child_id",), "duplicate_conflict", "error", "twice"),
            expect.rows_hold(not_late, "start", "late", "error", "late"),
            expect.rows_hold(pl.col("word") != "a", "word", "no_a", "error", "an a"),
        ],
    )


days = st.sampled_from([None, date(2024, 2, 29), date(2025, 9, 29), EXTRACT, date(2025, 10, 1)])
moments = st.sampled_from([None, datetime(2025, 9, 30, 23, 59), datetime(2025, 10, 1), datetime(2020, 1, 1, 12)])
words = st.sampled_from([None, "", "a", "bb", "abc", "é", "日本", "a b"])
rows = st.tuples(
    st.sampled_from([None, "1", "2"]),
    days,
    days,
    moments,
    st.none() | st.integers(-1, 5),
    st.none() | st.sampled_from([-0.5, 0.0, 50.0, 100.0, 104.5, float("nan")]),
    words,
)


def frame_of(records: list[tuple]) -> pl.DataFrame:
    return pl.DataFrame([(n, *r) for n, r in enumerate(records, start=2)], schema=SCHEMA, orient="row")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=st.lists(rows, min_size=1, max_size=12))
def test_masks_and_great_expectations_agree(records):
    suite, frame, given_date = declared(), frame_of(records), parameters(EXTRACT)
    theirs = {_identity(r): r for r in native(suite, frame, given_date).results}
    ours = run(suite, frame, given_date).results
    assert len(ours) == len(theirs) == len(suite.expectations)
    for own in ours:
        their = theirs[_identity(own)]
        assert their.result, f"Great Expectations could not evaluate {_identity(own)}: {their.exception_info}"
        assert own.success == their.success, _identity(own)
        for key in COMPARED:
            assert _plain(own.result.get(key)) == _plain(their.result.get(key)), (key, _identity(own))


def _identity(result) -> str:
    kwargs = {k: v for k, v in result.expectation_config.kwargs.items() if k != "batch_id"}
    filled = {name: str(parameters(EXTRACT)[v["$PARAMETER"]]) for name, v in kwargs.items() if isinstance(v, dict)}
    return result.expectation_config.type + json.dumps(kwargs | filled, sort_keys=True, default=str)


def _plain(value):
    """Percentages compare as the ratios they are; native lists hold numpy numbers, and are absent when empty."""
    if isinstance(value, float):
        return round(value, 9)
    if isinstance(value, list):
        return sorted(int(line) for entry in value for line in entry["line"]) or None
    return value


def test_every_class_in_the_parity_test_has_a_mask():
    schema = pl.Schema(SCHEMA)
    filled = [e.copy(update={"max_value": EXTRACT}) for e in declared().expectations[1:2]]
    assert all(mask_of(e, schema) is not None for e in [*declared().expectations[3:], *filled])


FRAME = frame_of(
    [
        ("1", date(2025, 1, 1), date(2024, 1, 1), None, 1, 5.0, "a"),
        (None, date(2025, 10, 1), None, None, 2, None, "bb"),
        ("1", None, date(2025, 1, 1), None, 3, None, "c"),
    ]
)


def test_faults_name_the_rows_by_position():
    suite = Suite(
        name="s",
        expectations=[
            expect.present("child_id", "missing_id", "error", "blank"),
            expect.between("count", 0, 9, "out_of_range", "warning", "outside"),
            expect.in_order("start", "end", "end_before_start", "error", "order"),
        ],
    )
    found = faults(suite, FRAME)
    assert [(f.expectation.meta["rule"], f.rows.to_list()) for f in found] == [
        ("missing_id", [1]),
        ("end_before_start", [0]),
    ]


@pytest.mark.parametrize(
    "unmapped",
    [
        gxe.ExpectColumnValuesToNotBeInSet(column="word", value_set=["a"]),
        gxe.ExpectColumnValuesToMatchRegex(column="word", regex="^(?!a)"),  # Polars has no look-ahead
    ],
)
def test_what_has_no_mask_runs_natively(unmapped):
    suite = Suite(name="s", expectations=[unmapped, expect.present("child_id", "missing_id", "error", "blank")])
    assert [f.rows.to_list() for f in faults(suite, FRAME)] == [[0], [1]]
    result = run(suite, FRAME).results[0]
    assert not result.success
    assert result.result["unexpected_count"] == 1


def test_an_expectation_about_a_whole_column_runs_natively_and_names_no_rows():
    suite = Suite(name="s", expectations=[gxe.ExpectColumnMeanToBeBetween(column="count", min_value=5)])
    assert run(suite, FRAME).results[0].result["observed_value"] == 2
    with pytest.raises(TypeError, match="names no rows"):
        faults(suite, FRAME)


def test_mostly_is_left_to_great_expectations():
    suite = Suite(name="s", expectations=[gxe.ExpectColumnValuesToNotBeNull(column="child_id", mostly=0.5)])
    assert run(suite, FRAME).success


@pytest.mark.parametrize(
    "crashing",
    [
        expect.present("no_such_column", "missing_value", "warning", "blank"),
        expect.rows_hold(pl.col("word") > pl.col("start"), "word", "nonsense", "error", "nonsense"),
        gxe.ExpectColumnMeanToBeBetween(column="no_such_column", min_value=5),
        gxe.ExpectColumnValuesToBeBetween(column="start", max_value=EXTRACT_DATE),  # its parameter is not given
    ],
)
def test_a_crash_is_raised_and_names_the_expectation(crashing):
    suite = Suite(name="s", expectations=[expect.present("child_id", "missing_id", "error", "blank"), crashing])
    with pytest.raises(ExpectationCrash, match=crashing.configuration.type):
        run(suite, FRAME)


def test_an_empty_frame_meets_everything():
    assert faults(declared(), FRAME.clear(), parameters(EXTRACT)) == []
    assert run(declared(), FRAME.clear(), parameters(EXTRACT)).success


def test_a_saved_suite_is_the_same_suite():
    suite = declared()
    again = Suite(**json.loads(json.dumps(suite.to_json_dict())))
    assert [e.configuration for e in again.expectations] == [e.configuration for e in suite.expectations]
    ours, theirs = (run(s, FRAME, parameters(EXTRACT)) for s in (suite, again))
    assert [r.result for r in theirs.results] == [r.result for r in ours.results]
