"""How far chance reaches, and how many cases away the next band is: worked by hand and against every count."""

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.chance import reach, steps
from indicators.intervals import wilson
from indicators.targets import rating

NONE = dict.fromkeys(("target_low", "target_high", "close_low", "close_high"))
ENDS = list(NONE)


def row(n: float, d: float | None, rag: str, unit: str = "percent", **ends: float) -> dict:
    value = n if d is None else (10_000 if unit == "rate_per_10k" else 100) * n / d
    return NONE | {"numerator": float(n), "denominator": d, "value": value, "unit": unit, "rag": rag,
                   "status": "ok"} | ends  # fmt: skip


def reached(*rows: dict) -> list[dict]:
    floats = dict.fromkeys(("numerator", "denominator", "value", *ENDS), pl.Float64)
    return reach(pl.DataFrame(list(rows), infer_schema_length=None).cast(floats)).to_dicts()


def test_the_interval_is_wilson_s_in_per_cent_and_holds_the_target_or_not():
    few, many = row(8, 10, "off_target", target_low=90.0, close_low=85.0), row(45, 60, "off_target", target_low=90.0,
                                                                              close_low=85.0)  # fmt: skip
    found = reached(few, many)
    assert (found[0]["value_lower"], found[0]["value_upper"]) == pytest.approx((49.016247, 94.331785), abs=1e-6)
    assert [r["could_be"] for r in found] == ["on_target close_to_target", ""]  # 84.22 does not reach 85


def test_a_band_within_the_interval_is_seen_though_neither_end_lies_in_it():
    [found] = reached(row(50, 100, "on_target", target_low=49.0, target_high=51.0, close_low=48.0, close_high=52.0))
    assert found["could_be"] == "close_to_target off_target"


def test_rates_per_head_have_an_interval_and_counts_averages_and_posts_have_none():
    rate = row(25, 42_000.0, "off_target", "rate_per_10k", target_high=5.0, close_high=5.5)
    count = row(2, None, "off_target", "count", target_high=0.0, close_high=1.0)
    posts = row(3.4, 61.25, "on_target", target_high=10.0, close_high=12.0)
    found = reached(rate, count, posts)
    assert (found[0]["value_lower"], found[0]["value_upper"]) == pytest.approx((3.851016, 8.787250), abs=1e-6)
    assert found[0]["could_be"] == "on_target close_to_target"
    assert [(r["value_lower"], r["could_be"]) for r in found[1:]] == [(None, "")] * 2


def test_what_has_no_rating_could_be_nothing_else():
    assert reached(row(5, 10, "no_target"))[0]["could_be"] == ""


@settings(max_examples=60, deadline=None)
@given(n=st.integers(0, 60), more=st.integers(0, 60), target=st.integers(0, 100), spare=st.integers(0, 20))
def test_the_other_ratings_are_those_of_some_value_between_the_ends(n, more, target, spare):
    d = float(n + more + 1)
    goal = NONE | {"target_low": float(target), "close_low": float(max(target - spare, 0))}
    mine = row(n, d, rating(100 * n / d, goal), **goal)
    [found] = reached(mine)
    low, high = (100 * end for end in wilson(n, d))
    between = {rating(low + (high - low) * k / 2000, goal) for k in range(2001)}
    assert between - {mine["rag"]} <= set(found["could_be"].split())
    assert mine["rag"] not in found["could_be"].split()


def test_one_child_changed():
    neet = row(28, 73.0, "on_target", target_high=40.0, close_high=42.0)
    assert [(s.cases, s.numerator, s.rag) for s in steps(neet)] == [(2, 30, "close_to_target")]
    icpc = row(62, 87.0, "close_to_target", target_low=75.0, close_low=70.0)
    assert [(s.cases, s.numerator, s.rag) for s in steps(icpc)] == [(-2, 60, "off_target"), (4, 66, "on_target")]
    overdue = row(6, None, "off_target", "count", target_high=0.0, close_high=5.0)
    assert [(s.cases, s.rag) for s in steps(overdue)] == [(-1, "close_to_target")]


def test_where_no_case_changes_the_rating_nothing_is_said():
    assert steps(row(3, 7.0, "on_target", target_low=0.0, close_low=0.0)) == ()
    assert steps(row(3.4, 61.25, "on_target", target_high=10.0, close_high=12.0)) == ()
    assert steps(row(3, 7.0, "no_target")) == ()
    assert steps(row(300, 20.0, "on_target", "ratio", target_high=18.0, close_high=20.0)) == ()


bounds = st.tuples(st.integers(0, 1000), st.integers(0, 300)).map(lambda b: (b[0] / 10, b[1] / 10))


@settings(max_examples=60, deadline=None)
@given(d=st.integers(1, 300), share=st.fractions(0, 1), bound=bounds, lower=st.booleans())
def test_steps_are_the_nearest_of_all_counts_with_another_rating(d, share, bound, lower):
    n, (target, spare) = round(share * d), bound
    goal = NONE | (
        {"target_high": target, "close_high": target + spare}
        if lower
        else {"target_low": target, "close_low": max(target - spare, 0.0)}
    )
    exact = {k: None if v is None else Fraction(str(v)) for k, v in goal.items()}
    words = [rating(Fraction(100 * c, d), exact) for c in range(d + 1)]
    found = {s.cases > 0: s for s in steps(row(n, float(d), words[n], **goal))}
    for up, others in ((True, range(n + 1, d + 1)), (False, range(n - 1, -1, -1))):
        nearest = next((c for c in others if words[c] != words[n]), None)
        assert (found[up].numerator if up in found else None) == nearest
        assert nearest is None or found[up].rag == words[nearest]
