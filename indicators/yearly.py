"""How a published figure changed on the year before, and whether by more than chance.

That can be tested only where the counts behind the rate are published too, and make it up: else a change of a few
points may be one or two children, and nobody can say.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data.series import find, parts
from indicators import intervals
from indicators.direction import FEWEST_CASES, HIGHER, IMPROVING, LOWER, NO_CHANGE, TOO_FEW, WORSENING

HEADS = "population_0_17"
SCALES = {"percent": 100, "rate_per_10k": 10_000, "rate_per_1k": 1_000, "rate_per_100k": 100_000}
# Why there is no verdict.
NO_FIGURE, NOTHING_BEFORE, ONLY_RATE, COUNTS_HIDDEN, COUNTS_DIFFER = (
    "no_figure",
    "nothing_before",
    "only_rate",
    "counts_hidden",
    "counts_differ",
)


@dataclass(frozen=True)
class Yearly:
    """A figure and that of the year before. `verdict` is empty where `why` says why it cannot be tested; `counts` are
    numerator and denominator of this year and of the one before, where it was."""

    year: int
    value: float | None
    before: float | None
    verdict: str = ""
    why: str = ""
    counts: tuple[float, float, float, float] | None = None


def yearly(published: pl.DataFrame, heads: pl.DataFrame, *, series: str, area_code: str, year: int) -> Yearly:
    """The change of one area's figure on the year before, tested at 95%.

    `published` holds the rows of the series and of its parts (data.series.parts); `heads` head-counts
    (data.areas.populations). Shares are tested by Newcombe's interval of their difference, rates and counts by the
    interval of the difference of two rates.
    """
    facts = find(series)
    mine = published.filter(pl.col("area_code") == area_code)
    now, then = (_value(mine, series, y) for y in (year, year - 1))
    if now is None:
        return Yearly(year, now, then, why=NO_FIGURE)
    if then is None:
        return Yearly(year, now, then, why=NOTHING_BEFORE)
    if facts["unit"] == "count":
        whole = all(v.is_integer() for v in (now, then))
        if not whole:  # full-time equivalents are no events
            return Yearly(year, now, then, why=ONLY_RATE)
        return _tested(facts, Yearly(year, now, then, counts=(now, 1, then, 1)))
    made_of = parts(series)
    if made_of is None or facts["unit"] not in SCALES:
        return Yearly(year, now, then, why=ONLY_RATE)
    counts = [c for y in (year, year - 1) for c in _parts(mine, heads, made_of, area_code, y)]
    if any(c is None for c in counts):
        return Yearly(year, now, then, why=COUNTS_HIDDEN)
    n1, d1, n0, d0 = counts
    if not (_makes_up(n1, d1, now, facts) and _makes_up(n0, d0, then, facts)):
        return Yearly(year, now, then, why=COUNTS_DIFFER)
    return _tested(facts, Yearly(year, now, then, counts=(n1, d1, n0, d0)))


# ------------------------------------------------------------------------------------------------------


def _value(mine: pl.DataFrame, series: str, year: int) -> float | None:
    found = mine.filter((pl.col("series") == series) & (pl.col("year") == year))["value"]
    return found[0] if len(found) else None


def _parts(mine: pl.DataFrame, heads: pl.DataFrame, made_of: tuple[str, str], area_code: str, year: int) -> tuple:
    numerator, denominator = made_of
    if denominator != HEADS:
        return _value(mine, numerator, year), _value(mine, denominator, year)
    people = heads.filter((pl.col("area_code") == area_code) & (pl.col("year") == year - 1))["population"]
    return _value(mine, numerator, year), float(people[0]) if len(people) else None


def _makes_up(numerator: float, denominator: float, value: float, facts: dict) -> bool:
    """Whether the counts give the printed rate, as far as it is printed."""
    if denominator <= 0 or numerator > denominator:
        return False
    half = 0.5 * 10.0 ** -(facts["decimals"] or 0)
    return abs(SCALES[facts["unit"]] * numerator / denominator - value) <= half + 1e-6


def _tested(facts: dict, found: Yearly) -> Yearly:
    n1, d1, n0, d0 = found.counts
    share = facts["unit"] == "percent"
    if share and min(d1, d0) < FEWEST_CASES:
        return Yearly(found.year, found.value, found.before, TOO_FEW, counts=found.counts)
    if not share and n1 + n0 == 0:
        return Yearly(found.year, found.value, found.before, NO_CHANGE, counts=found.counts)
    test = intervals.newcombe if share else intervals.rate_difference
    between = test(n1, d1, n0, d0)
    verdict = _verdict(between.lower, between.upper, facts["polarity"])
    return Yearly(found.year, found.value, found.before, verdict, counts=found.counts)


def _verdict(lower: float, upper: float, polarity: str) -> str:
    if lower <= 0 <= upper:
        return NO_CHANGE
    up = lower > 0
    if polarity not in ("High", "Low"):
        return HIGHER if up else LOWER
    return IMPROVING if up == (polarity == "High") else WORSENING
