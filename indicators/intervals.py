"""How far chance reaches: intervals of proportions, rates and differences, and funnel limits.

Every function takes numbers, sequences (Polars Series, lists, NumPy arrays) or Polars expressions, mixed at will, and
returns an Interval whose two ends are of the same kind: floats (None where there is nothing to say), Series or arrays,
or expressions named `lower` and `upper`. Proportions are 0 to 1, not per cent. Nothing out of nothing has no interval:
it is null, not 0. Numbers that cannot be (more cases than there are, fewer than none) raise BadInput, with expressions
when they are run.

An interval speaks of cases that happen independently of each other. The same child counted in two months is not two
cases: test a figure against one whose cases are others, such as that of a year before.

Methods: Wilson (1927); Breslow and Day (1987) for Byar's approximation; Garwood (1936) for exact Poisson limits;
Newcombe (1998), method 10. Which is used when follows the UK Health Security Agency (docs/deviations.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from statistics import NormalDist
from typing import Any, NamedTuple

import polars as pl

from data.errors import BadInput

BYAR_FROM = 10  # cases from which Byar's approximation is used
EXACT_FUNNEL_BELOW = 10  # cases below which funnel limits are those of the binomial distribution itself
STEPS, CLOSE, NOTHING = 200, 1e-12, 1e-17

Input = Any  # float | int | pl.Series | pl.Expr | list | NumPy array
ENDS = pl.Struct({"lower": pl.Float64, "upper": pl.Float64})


class Interval(NamedTuple):
    """The two ends of an interval."""

    lower: Any
    upper: Any


def wilson(x: Input, n: Input, confidence: float = 0.95) -> Interval:
    """Wilson's score interval of the proportion x of n. Null where n is 0."""
    z = quantile(confidence)
    return _answer(lambda cases: cases.select(_wilson(pl.col("x"), pl.col("n"), z)), _refuse_part, x=x, n=n)


def poisson_rate(
    x: Input, population: Input, per: float = 10_000, confidence: float = 0.95, method: str = "byar"
) -> Interval:
    """The interval of the rate of x events in a population, per so many people.

    `byar` is exact below 10 events and Byar's approximation from there; `exact` is exact throughout. Null where the
    population is 0. Exact limits need whole numbers of events.
    """
    if method not in ("byar", "exact"):
        raise BadInput(f"method is {method!r}. It may be 'byar' or 'exact'.")
    z = quantile(confidence)

    def ends(cases: pl.DataFrame) -> pl.DataFrame:
        events = cases["x"]
        exact = events.filter(events < BYAR_FROM) if method == "byar" else events
        limits = {count: exact_poisson(count, confidence) for count in exact.unique().drop_nulls()}
        x, scale = pl.col("x"), per / pl.col("population")
        by_count = [{count: pair[end] for count, pair in limits.items()} for end in (0, 1)]
        exact_ends = [x.replace_strict(of, default=None, return_dtype=pl.Float64) for of in by_count]
        lower, upper = (pl.coalesce(e, b) * scale for e, b in zip(exact_ends, _byar(x, z), strict=True))
        return cases.select(_null_without("population", lower=lower, upper=upper))

    return _answer(ends, _refuse_events, x=x, population=population)


def funnel_limits(p: Input, n: Input, confidence: float = 0.95) -> Interval:
    """Between which proportions an area of n cases would lie if only chance set it apart from the proportion p.

    From 10 cases the score limits p -+ z sqrt(p (1 - p) / n), within 0 and 1; below, the binomial distribution's own.
    Beyond a limit means strictly beyond. One area in twenty lies beyond 95% limits by chance alone: act on 99.8%.
    """
    z, tail = quantile(confidence), (1 - confidence) / 2

    def ends(cases: pl.DataFrame) -> pl.DataFrame:
        p, n = pl.col("p"), pl.col("n")
        width = z * (p * (1 - p) / n).sqrt()
        exact = [_exact(cases, q) for q in (tail, 1 - tail)]
        score = [(p - width).clip(0, 1), (p + width).clip(0, 1)]
        lower, upper = (pl.coalesce(e, s) for e, s in zip(exact, score, strict=True))
        return cases.select(_null_without("n", lower=lower, upper=upper))

    return _answer(ends, _refuse_baseline, p=p, n=n)


def newcombe(x1: Input, n1: Input, x2: Input, n2: Input, confidence: float = 0.95) -> Interval:
    """The interval of the difference x1/n1 - x2/n2 of two independent proportions. Null where n1 or n2 is 0.

    Where it leaves out 0 the two differ by more than chance.
    """
    z = quantile(confidence)

    def ends(cases: pl.DataFrame) -> pl.DataFrame:
        x1, n1, x2, n2 = (pl.col(c) for c in ("x1", "n1", "x2", "n2"))
        (low1, up1), (low2, up2) = _wilson(x1, n1, z), _wilson(x2, n2, z)
        p1, p2 = x1 / n1, x2 / n2
        lower = p1 - p2 - ((p1 - low1) ** 2 + (up2 - p2) ** 2).sqrt()
        upper = p1 - p2 + ((up1 - p1) ** 2 + (p2 - low2) ** 2).sqrt()
        clean = [end.fill_nan(None).clip(-1, 1) for end in (lower, upper)]
        return cases.select(clean[0].alias("lower"), clean[1].alias("upper"))

    return _answer(ends, _refuse_parts, x1=x1, n1=n1, x2=x2, n2=n2)


def rate_difference(
    x1: Input, population1: Input, x2: Input, population2: Input, per: float = 1, confidence: float = 0.95
) -> Interval:
    """The interval of the difference of two rates of events, x1 / population1 - x2 / population2, per so many people.

    Of x1 + x2 events chance would give the first its part of the population: Wilson's interval of the share that it
    has, put back into rates. For two counts of equal times give 1 as both populations. Null where a population is 0 or
    there is no event. Where it leaves out 0 the two differ by more than chance.
    """
    z = quantile(confidence)

    def ends(cases: pl.DataFrame) -> pl.DataFrame:
        first, second, events = per / pl.col("population1"), per / pl.col("population2"), pl.col("x1") + pl.col("x2")
        there = (pl.col("population1") > 0) & (pl.col("population2") > 0)
        rates = [events * share * first - events * (1 - share) * second for share in _wilson(pl.col("x1"), events, z)]
        return cases.select(pl.when(there).then(r).alias(n) for r, n in zip(rates, ("lower", "upper"), strict=True))

    return _answer(ends, _refuse_rates, x1=x1, population1=population1, x2=x2, population2=population2)


def quantile(confidence: float) -> float:
    """The normal deviate z that leaves out half of 1 - confidence on either side: 1.96 for 0.95."""
    if not 0 < confidence < 1:
        raise BadInput(f"confidence is {confidence!r}. Give a number between 0 and 1, such as 0.95 or 0.998.")
    return NormalDist().inv_cdf(confidence + (1 - confidence) / 2)


@lru_cache(maxsize=100_000)
def exact_poisson(x: float, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval of the expected number where x events were observed: the numbers under which so many or more,
    and so many or fewer, would be seen with probability (1 - confidence) / 2.

    Half the chi-square quantiles with 2x and 2x + 2 degrees of freedom. Solved by Newton's method on the logarithm of
    the tail, a sum of positive terms. That is concave, so the method cannot run away. No library of ours has these
    quantiles but SciPy, which is too heavy for a web worker; the tests hold them against it.
    """
    if x != int(x) or x < 0:
        raise BadInput(f"{x:g} events: exact Poisson limits need a whole number of events, 0 or more.")
    tail, z = math.log((1 - confidence) / 2), quantile(confidence)
    return (_lower(int(x), tail, z) if x else 0.0), _upper(int(x), tail, z)


# ------------------------------------------------------------------------------------------------------


def _wilson(x: pl.Expr, n: pl.Expr, z: float) -> tuple[pl.Expr, pl.Expr]:
    """The two ends, null where n is 0; rounding must not carry them beyond 0 and 1."""
    middle, below = 2 * x + z**2, 2 * (n + z**2)
    width = z * (z**2 + 4 * x * (1 - x / n)).sqrt()
    lower = pl.when(n > 0).then(pl.when(x == 0).then(0.0).otherwise(((middle - width) / below).clip(0, 1)))
    upper = pl.when(n > 0).then(pl.when(x == n).then(1.0).otherwise(((middle + width) / below).clip(0, 1)))
    return lower.alias("lower"), upper.alias("upper")


def _byar(x: pl.Expr, z: float) -> tuple[pl.Expr, pl.Expr]:
    y = x + 1
    return x * (1 - 1 / (9 * x) - z / (3 * x.sqrt())) ** 3, y * (1 - 1 / (9 * y) + z / (3 * y.sqrt())) ** 3


def _null_without(base: str, **ends: pl.Expr) -> list[pl.Expr]:
    return [pl.when(pl.col(base) > 0).then(end).alias(name) for name, end in ends.items()]


def _exact(cases: pl.DataFrame, probability: float) -> pl.Series:
    """The binomial quantile as a share of the cases, where they are few; else null."""
    rows = cases.select("p", "n").iter_rows()
    few = [(p, int(n)) if p is not None and n and n < EXACT_FUNNEL_BELOW else None for p, n in rows]
    return pl.Series([_binomial(*case, probability) / case[1] if case else None for case in few], dtype=pl.Float64)


@lru_cache(maxsize=10_000)
def _binomial(p: float, n: int, probability: float) -> int:
    """The smallest number of n cases that at most so many are with this probability or more."""
    reached = accumulate(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n))
    return next((k for k, chance in enumerate(reached) if chance >= probability), n)


def _lower(x: int, tail: float, z: float) -> float:
    """In steps of log(expected): log P(x or more) is concave in it, with the slope x P(x) / P(x or more)."""
    guess = 1 - 1 / (9 * x) - z / (3 * math.sqrt(x))
    log_mean = math.log(x * guess**3) if guess > 0 else (tail + math.lgamma(x + 1)) / x
    for _ in range(STEPS):
        mean = math.exp(log_mean)
        term = total = 1.0  # in units of P(x)
        k = x
        while term > NOTHING * total:
            k += 1
            term *= mean / k
            total += term
        log_tail = x * log_mean - mean - math.lgamma(x + 1) + math.log(total)
        step = (log_tail - tail) * total / x
        log_mean -= step
        if abs(step) < CLOSE:
            break
    return math.exp(log_mean)


def _upper(x: int, tail: float, z: float) -> float:
    """In steps of the expected number: log P(x or fewer) is concave in it, with the slope -P(x) / P(x or fewer)."""
    y = x + 1
    mean = y * (1 - 1 / (9 * y) + z / (3 * math.sqrt(y))) ** 3
    for _ in range(STEPS):
        term = total = 1.0
        k = x
        while k and term > NOTHING * total:
            term *= k / mean
            total += term
            k -= 1
        log_tail = x * math.log(mean) - mean - math.lgamma(x + 1) + math.log(total)
        step = (log_tail - tail) * total
        mean += step
        if abs(step) < CLOSE * mean:
            break
    return mean


# ------------------------------------------------------------------------------------------------------

Ends = Callable[[pl.DataFrame], pl.DataFrame]


def _answer(ends: Ends, refuse: Callable[[pl.DataFrame], None], **inputs: Input) -> Interval:
    def work(given: pl.DataFrame) -> pl.DataFrame:
        cases = given.select(pl.all().cast(pl.Float64).fill_nan(None))
        refuse(cases)
        return ends(cases).select(pl.col("lower", "upper").cast(pl.Float64))

    if any(isinstance(value, pl.Expr) for value in inputs.values()):
        together = pl.struct(**{name: _expression(value) for name, value in inputs.items()})
        both = together.map_batches(
            lambda struct: work(struct.struct.unnest()).to_struct(), return_dtype=ENDS, is_elementwise=True
        )
        return Interval(*(both.struct.field(end).alias(end) for end in ("lower", "upper")))
    columns = {name: _column(value) for name, value in inputs.items()}
    found = work(pl.select(**columns))
    if not any(isinstance(column, pl.Series) for column in columns.values()):
        return Interval(*found.row(0))
    from_numpy = any(type(value).__module__ == "numpy" for value in inputs.values())
    return Interval(*(found[end].to_numpy() if from_numpy else found[end] for end in ("lower", "upper")))


def _expression(value: Input) -> pl.Expr:
    if isinstance(value, pl.Expr):
        return value
    column = _column(value)
    return pl.lit(column) if not isinstance(column, pl.Expr) else column


def _column(value: Input) -> pl.Series | pl.Expr:
    """A sequence as a Series, one number as a literal, which stands in every row."""
    if isinstance(value, pl.Series):
        return value
    if value is None or isinstance(value, (int, float)) or not hasattr(value, "__len__"):
        return pl.lit(value, dtype=pl.Float64)
    return pl.Series(value, strict=False)


def _refuse(cases: pl.DataFrame, wrong: pl.Expr, what: str) -> None:
    found = cases.filter(wrong)
    if found.height:
        row = ", ".join(f"{name} = {value:g}" for name, value in found.row(0, named=True).items() if value is not None)
        raise BadInput(f"{what} Found {row}{f' and {found.height - 1} more' if found.height > 1 else ''}.")


def _refuse_part(cases: pl.DataFrame, x: str = "x", n: str = "n") -> None:
    part, whole = pl.col(x), pl.col(n)
    _refuse(cases, (part < 0) | (whole < 0), "A number of cases cannot be negative.")
    _refuse(cases, part > whole, f"{x} cases of {n} cannot be more than {n}.")


def _refuse_parts(cases: pl.DataFrame) -> None:
    _refuse_part(cases, "x1", "n1")
    _refuse_part(cases, "x2", "n2")


def _refuse_events(cases: pl.DataFrame, x: str = "x", population: str = "population") -> None:
    _refuse(cases, (pl.col(x) < 0) | (pl.col(population) < 0), "Events and populations cannot be negative.")


def _refuse_rates(cases: pl.DataFrame) -> None:
    _refuse_events(cases, "x1", "population1")
    _refuse_events(cases, "x2", "population2")


def _refuse_baseline(cases: pl.DataFrame) -> None:
    _refuse(cases, ~pl.col("p").is_between(0, 1), "p is a proportion from 0 to 1 (0.8 for 80%).")
    few = pl.col("n") < EXACT_FUNNEL_BELOW
    _refuse(cases, (pl.col("n") < 0) | (few & (pl.col("n") != pl.col("n").floor())), "n is a whole number of cases.")
