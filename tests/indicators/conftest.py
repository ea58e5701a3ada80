"""What the tests of indicators share: how an example worked by hand is held against the computed figure."""

from collections.abc import Callable

import polars as pl
import pytest

from indicators import catalogue
from indicators.compute import compute

POPULATION = 40_000  # children aged 0 to 17 in every example
SCALES = {"_pct": 100, "_rate_10k": 10_000, "_admissions_rate": 100_000, "_conception_rate": 1_000}


@pytest.fixture(scope="session")
def worked(holdings_of) -> Callable[..., None]:
    """Hold one indicator against an answer worked out by hand.

    `returns` are the lists' rows by period; the answer is for the last period: numerator, denominator, unknown.
    `teams` gives the same for every team that has a row. Nothing is known later than the last period, so its
    restated figure must be the same as its reported one.
    """

    def hold(indicator: str, returns: dict, answer: tuple, teams: dict[str, tuple] | None = None) -> None:
        period = max(p for months in returns.values() for p in months)
        reported = holdings_of(returns)
        for holdings in (reported, reported.restated()):
            result = compute(holdings, [catalogue.find(indicator)], lambda year: (POPULATION, year - 1))
            rows = {r["breakdown"]: r for r in result.filter(pl.col("period") == period).to_dicts()}
            whole = rows.pop("")
            assert _answer(whole) == answer, holdings.knowledge
            assert whole["value"] == _value(indicator, *answer[:2])
            if teams is not None:
                assert {team: _answer(row) for team, row in rows.items()} == teams, holdings.knowledge

    return hold


def _answer(row: dict) -> tuple:
    return row["numerator"], row["denominator"], row["unknown"]


def _value(indicator: str, numerator: float, denominator: float | None):
    """The value by the rule: a count is its numerator, and nothing can be shared out among none."""
    if denominator is None:
        return numerator
    if denominator == 0:
        return None
    scale = next((size for ending, size in SCALES.items() if indicator.endswith(ending)), 1)
    return scale * numerator / denominator
