"""Intervals: the worked numbers, their edges, and what holds for all of them."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import BadInput
from indicators.intervals import (
    Interval,
    exact_poisson,
    funnel_limits,
    newcombe,
    poisson_rate,
    quantile,
    rate_difference,
    wilson,
)

NEAR = 1e-6  # in the unit of the table, whose last figure is of this size
PROPORTIONS = [  # x, n, 95% lower, upper, 99.8% lower, upper; per cent
    (0, 8, 0.000000, 32.440756, 0.000000, 54.414748),
    (1, 5, 3.622411, 62.446537, 1.771191, 77.609594),
    (3, 12, 8.894167, 53.230533, 5.197701, 66.959471),
    (8, 10, 49.016247, 94.331785, 33.781148, 96.910118),
    (12, 12, 75.750599, 100.000000, 55.685655, 100.000000),
    (45, 60, 62.767930, 84.223477, 55.159106, 87.975618),
    (88, 120, 64.787561, 80.431545, 59.484506, 83.742203),
    (230, 300, 71.561865, 81.097176, 68.369810, 83.318202),
    (5, 400, 0.535075, 2.892374, 0.344574, 4.428850),
    (950, 1000, 93.468618, 96.186974, 92.412320, 96.736352),
]
RATES = [  # x, population, by Byar from 10 on, exact; per 10,000
    (0, 25_000, 0, 1.475552, 0, 1.475552),
    (3, 25_000, 0.247469, 3.506909, 0.247469, 3.506909),
    (9, 25_000, 1.646149, 6.833921, 1.646149, 6.833921),
    (10, 25_000, 1.914980, 7.356583, 1.918155, 7.356142),
    (25, 42_000, 3.851016, 8.787250, 3.852067, 8.786888),
    (180, 42_000, 36.824419, 49.596084, 36.824738, 49.595864),
    (412, 61_234, 60.941910, 74.104316, 60.942047, 74.104208),
    (1050, 310_000, 31.852961, 35.983308, 31.852977, 35.983294),
]
FUNNEL = [  # n, 95% lower, upper, 99.8% lower, upper around 80%; per cent
    (10, 55.2082, 100, 40.9113, 100),
    (25, 64.3203, 95.6797, 55.2781, 100),
    (50, 68.9128, 91.0872, 62.5190, 97.4810),
    (100, 72.1601, 87.8399, 67.6391, 92.3609),
    (400, 76.0801, 83.9199, 73.8195, 86.1805),
]
EXPECTED = [(1, 0.025318, 5.571643), (5, 1.623486, 11.668332), (10, 4.795389, 18.390356), (50, 37.110964, 65.918767)]
DIFFERENCES = [  # x1, n1, x2, n2, lower, upper; percentage points
    (6, 10, 640, 1000, -32.880, 19.378),
    (3, 10, 640, 1000, -53.441, -3.527),
    (12, 20, 1600, 2000, -41.409, -1.790),
    (70, 100, 1600, 2000, -19.734, -1.695),
    (76, 100, 1600, 2000, -13.387, 3.529),
    (14, 16, 1600, 2000, -16.084, 16.682),
    (2, 10, 1600, 2000, -74.432, -28.963),
    (150, 200, 128, 200, 1.974, 19.786),
    (170, 200, 150, 200, 2.153, 17.731),
    (18, 24, 20, 24, -30.599, 14.843),
    (9, 10, 5, 10, -0.236, 67.591),
]


def near(interval: Interval, lower: float, upper: float, scale: float = 1, within: float = NEAR) -> bool:
    return tuple(interval) == pytest.approx((lower / scale, upper / scale), abs=within / scale)


@pytest.mark.parametrize("case", PROPORTIONS)
def test_worked_proportions(case):
    x, n, *ends = case
    assert near(wilson(x, n), *ends[:2], scale=100)
    assert near(wilson(x, n, 0.998), *ends[2:], scale=100)


@pytest.mark.parametrize("case", RATES)
def test_worked_rates(case):
    x, population, *ends = case
    assert near(poisson_rate(x, population), *ends[:2])
    assert near(poisson_rate(x, population, method="exact"), *ends[2:])
    assert near(poisson_rate(x, population, per=1_000), *(e / 10 for e in ends[:2]))


@pytest.mark.parametrize("case", FUNNEL)
def test_worked_funnel(case):
    n, *ends = case
    assert near(funnel_limits(0.8, n), *ends[:2], scale=100, within=5e-5)
    assert near(funnel_limits(0.8, n, 0.998), *ends[2:], scale=100, within=5e-5)


@pytest.mark.parametrize("case", EXPECTED)
def test_worked_expected_numbers(case):
    assert near(Interval(*exact_poisson(case[0])), *case[1:])


@pytest.mark.parametrize("case", DIFFERENCES)
def test_worked_differences(case):
    *cases, lower, upper = case
    assert near(newcombe(*cases), lower, upper, scale=100, within=5e-4)


def test_quantiles_of_the_normal_distribution():
    assert quantile(0.95) == pytest.approx(1.959963985, abs=1e-9)
    assert quantile(0.998) == pytest.approx(3.090232306, abs=1e-9)


# --- edges ---------------------------------------------------------------------------------------------


def test_nothing_out_of_nothing_has_no_interval():
    nothing = (None, None)
    assert wilson(0, 0) == newcombe(0, 0, 5, 10) == newcombe(5, 10, 0, 0) == nothing
    assert poisson_rate(0, 0) == funnel_limits(0.8, 0) == nothing
    assert wilson(None, 10) == poisson_rate(3, None) == poisson_rate(None, 100) == nothing
    assert newcombe(None, 10, 5, 10) == nothing


def test_none_and_all_end_exactly_at_zero_and_one():
    counts = pl.Series(range(1, 3000))
    assert (wilson(0, counts).lower == 0).all()
    assert (wilson(counts, counts).upper == 1).all()
    assert newcombe(10, 10, 0, 10).upper == pytest.approx(1)


def test_byar_begins_at_ten():
    assert poisson_rate(9, 1_000) == poisson_rate(9, 1_000, method="exact")
    assert poisson_rate(10, 1_000) != poisson_rate(10, 1_000, method="exact")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: wilson(11, 10), "cannot be more than n. Found x = 11, n = 10"),
        (lambda: wilson(-1, 10), "cannot be negative"),
        (lambda: wilson(0, -1), "cannot be negative"),
        (lambda: wilson([5, 6, 7], 5), "and 1 more"),
        (lambda: newcombe(1, 2, 3, 2), "x2 cases of n2"),
        (lambda: poisson_rate(-1, 100), "cannot be negative"),
        (lambda: poisson_rate(1, -100), "cannot be negative"),
        (lambda: poisson_rate(2.5, 100), "whole number of events"),
        (lambda: poisson_rate(1, 100, method="wald"), "'byar' or 'exact'"),
        (lambda: funnel_limits(80, 100), "0.8 for 80%"),
        (lambda: funnel_limits(0.8, 9.5), "whole number"),
        (lambda: wilson(1, 10, 95), "between 0 and 1"),
        (lambda: wilson(1, 10, 0), "between 0 and 1"),
    ],
)
def test_what_cannot_be_is_refused(call, says):
    with pytest.raises(BadInput, match=says):
        call()


# --- kinds of input ------------------------------------------------------------------------------------


def test_every_kind_of_input_gives_the_same_and_its_own_kind():
    x, n = [0, 3, 12, None], [8, 12, 12, 5]
    one_by_one = [wilson(a, b) for a, b in zip(x, n, strict=True)]
    series = wilson(pl.Series(x), pl.Series(n))
    assert list(zip(series.lower, series.upper, strict=True)) == [tuple(i) for i in one_by_one]
    assert wilson(x, n).lower.equals(series.lower)
    arrays = wilson(np.array([0, 3, 12, math.nan]), np.array(n))
    assert isinstance(arrays.lower, np.ndarray)
    assert np.allclose(arrays.upper, series.upper.to_numpy(), equal_nan=True)
    frame = pl.DataFrame({"x": x, "n": n})
    for found in (
        frame.select(*wilson(pl.col("x"), pl.col("n"))),
        frame.lazy().select(*wilson(pl.col("x"), pl.col("n"))).collect(),
    ):
        assert found["lower"].equals(series.lower) and found["upper"].equals(series.upper)
    assert isinstance(wilson(np.int64(3), np.int64(12)).lower, float)


def test_one_number_goes_with_many():
    assert wilson([1, 2], 10).upper.to_list() == [wilson(1, 10).upper, wilson(2, 10).upper]
    frame = pl.DataFrame({"x": [1, 20]})
    found = frame.select(*poisson_rate(pl.col("x"), 1_000))
    assert found.rows() == [tuple(poisson_rate(1, 1_000)), tuple(poisson_rate(20, 1_000))]
    with_limits = frame.with_columns(pl.struct(*funnel_limits(0.8, pl.col("x"))).alias("limits"))
    assert with_limits["limits"].struct.field("upper").to_list() == [1.0, funnel_limits(0.8, 20).upper]


def test_expressions_refuse_when_they_are_run():
    frame = pl.DataFrame({"x": [1, 9], "n": [5, 5]})
    ends = wilson(pl.col("x"), pl.col("n"))
    with pytest.raises(BadInput, match="Found x = 9, n = 5"):
        frame.select(*ends)


def test_empty_sequences():
    assert wilson([], []).lower.len() == poisson_rate([], []).upper.len() == 0


# --- what holds for all --------------------------------------------------------------------------------

confidences = st.sampled_from([0.5, 0.9, 0.95, 0.998])
parts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=150, deadline=None)
@given(parts, confidences)
def test_wilson_holds_the_proportion_mirrors_and_grows_with_x(part, confidence):
    x, n = part
    lower, upper = wilson(x, n, confidence)
    assert 0 <= lower <= x / n <= upper <= 1
    assert wilson(n - x, n, confidence) == pytest.approx((1 - upper, 1 - lower), abs=1e-12)
    wider = wilson(x, n, 0.999)
    assert wider.lower <= lower and upper <= wider.upper
    if x < n:
        more = wilson(x + 1, n, confidence)
        assert more.lower > lower and more.upper > upper


@settings(max_examples=100, deadline=None)
@given(parts, confidences)
def test_wilson_ends_are_where_the_score_test_turns(part, confidence):
    """At an end p of the interval the observed proportion lies just z standard errors of p away."""
    x, n = part
    for end in wilson(x, n, confidence):
        if 0 < end < 1:
            assert abs(x / n - end) == pytest.approx(quantile(confidence) * math.sqrt(end * (1 - end) / n), rel=1e-7)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 3000), confidences, st.sampled_from(["byar", "exact"]))
def test_rates_hold_the_rate_and_grow_with_x(x, confidence, method):
    lower, upper = poisson_rate(x, 10_000, confidence=confidence, method=method)
    assert 0 <= lower <= x <= upper
    more = poisson_rate(x + 1, 10_000, confidence=confidence, method=method)
    assert more.lower > lower and more.upper > upper
    assert poisson_rate(x, 20_000, confidence=confidence, method=method) == pytest.approx((lower / 2, upper / 2))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 400), confidences)
def test_exact_limits_leave_out_their_tails(x, confidence):
    lower, upper = exact_poisson(x, confidence)
    tail = (1 - confidence) / 2

    def at_most(k: int, mean: float) -> float:
        return math.fsum(math.exp(i * math.log(mean) - mean - math.lgamma(i + 1)) for i in range(k + 1))

    assert at_most(x, upper) == pytest.approx(tail, rel=1e-9)
    if x:
        assert 1 - at_most(x - 1, lower) == pytest.approx(tail, rel=1e-6, abs=1e-12)


def test_exact_limits_are_those_of_scipy():
    chi2 = pytest.importorskip("scipy.stats").chi2
    for x in (1, 2, 5, 9, 10, 37, 100, 999, 12_345, 1_000_000):
        for confidence in (0.5, 0.95, 0.998):
            lower, upper = exact_poisson(x, confidence)
            tail = (1 - confidence) / 2
            assert lower == pytest.approx(chi2.ppf(tail, 2 * x) / 2, rel=1e-11)
            assert upper == pytest.approx(chi2.isf(tail, 2 * x + 2) / 2, rel=1e-11)


@settings(max_examples=80, deadline=None)
@given(st.floats(0, 1), st.integers(1, 9), confidences)
def test_funnel_limits_of_few_cases_are_the_binomial_s(p, n, confidence):
    """Between them lie all but half of 1 - confidence on either side, and one case less would leave out more."""
    lower, upper = funnel_limits(p, n, confidence)
    tail = (1 - confidence) / 2

    def at_most(k: int) -> float:
        return math.fsum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1))

    low, high = round(lower * n), round(upper * n)
    assert at_most(low - 1) <= tail + 1e-12 and (low == n or at_most(low) >= tail - 1e-12)
    assert at_most(high) >= 1 - tail - 1e-12 and (high == 0 or at_most(high - 1) <= 1 - tail + 1e-12)


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1), st.integers(10, 5_000), confidences)
def test_funnel_limits_hold_the_baseline_and_agree_with_wilson(p, n, confidence):
    lower, upper = funnel_limits(p, n, confidence)
    assert 0 <= lower <= p <= upper <= 1
    for x in {0, n // 3, n // 2, n}:
        interval = wilson(x, n, confidence)
        if (
            abs(interval.lower - p) > 1e-9 and abs(interval.upper - p) > 1e-9
        ):  # beyond in one way is beyond in the other
            assert (interval.lower > p) == (x / n > upper)
            assert (interval.upper < p) == (x / n < lower)


@settings(max_examples=100, deadline=None)
@given(parts, parts, confidences)
def test_newcombe_holds_the_difference_and_turns_its_sign_with_the_order(one, other, confidence):
    lower, upper = newcombe(*one, *other, confidence)
    difference = one[0] / one[1] - other[0] / other[1]
    assert -1 - 1e-12 <= lower <= difference + 1e-12 and difference - 1e-12 <= upper <= 1 + 1e-12
    assert newcombe(*other, *one, confidence) == pytest.approx((-upper, -lower), abs=1e-12)


# --- two rates -----------------------------------------------------------------------------------------


def test_two_rates_given_their_total():
    # 30 of 40 events where half are expected: Wilson 59.81% to 85.81% of 40, so 23.92 - 16.08 to 34.32 - 5.68.
    lower, upper = wilson(30, 40)
    assert rate_difference(30, 1, 10, 1) == pytest.approx((40 * (2 * lower - 1), 40 * (2 * upper - 1)))
    assert rate_difference(30, 1, 10, 1).lower > 0 > rate_difference(12, 1, 10, 1).lower


@pytest.mark.parametrize(("x1", "n1", "x2", "n2"), [(25, 42_000, 310, 420_000), (40, 42_000, 310, 420_000)])
def test_rates_that_the_exact_test_finds_alike(x1, n1, x2, n2):
    lower, upper = rate_difference(x1, n1, x2, n2, per=10_000)
    assert lower < 0 < upper
    assert lower < 10_000 * (x1 / n1 - x2 / n2) < upper


def test_no_event_no_difference_of_rates():
    assert rate_difference(0, 1, 0, 1) == rate_difference(3, 0, 3, 1) == (None, None)
    with pytest.raises(BadInput, match="negative"):
        rate_difference(1, 1, -1, 1)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 100), st.integers(1, 100), confidences)
def test_the_order_of_two_rates_turns_the_sign(x1, x2, n1, n2, confidence):
    lower, upper = rate_difference(x1, n1, x2, n2, confidence=confidence)
    assert lower <= x1 / n1 - x2 / n2 + 1e-9 and x1 / n1 - x2 / n2 - 1e-9 <= upper
    assert rate_difference(x2, n2, x1, n1, confidence=confidence) == pytest.approx((-upper, -lower), abs=1e-9)
