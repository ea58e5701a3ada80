"""Months in a row: what a rolling year or a year to date tells of one month alone, and what is kept back against it."""

import itertools

import pytest

from data import periods
from data.errors import BadInput
from indicators.disclosure import runs
from indicators.model import FINANCIAL_YEAR, MONTH, ROLLING_12, SNAPSHOT

SMALLEST = 6


def series(first, counts):
    return dict(zip(periods.between(first, periods.shift(first, len(counts) - 1)), counts, strict=True))


def kept_back(basis, counts, hidden=(), fixed=None):
    return runs.kept_back(basis, counts, set(hidden), fixed or {}, SMALLEST)[0]


def years(first, alone):
    """Rolling years from the events of each month alone, which begin eleven months before."""
    return series(first, [sum(alone[n : n + 12]) for n in range(len(alone) - 11)])


def test_a_small_month_between_two_years_to_date_is_kept_apart():
    """April 20, May 23, June 40: three in May. One of the two goes, and June with May is 20."""
    assert kept_back(FINANCIAL_YEAR, series("2026-04", [20, 23, 40])) in ({"2026-04"}, {"2026-05"})
    assert kept_back(FINANCIAL_YEAR, series("2026-04", [20, 20, 40])) == set()


def test_a_year_to_date_begins_anew():
    assert kept_back(FINANCIAL_YEAR, series("2026-03", [40, 44])) == set()  # 44 in April alone
    assert kept_back(FINANCIAL_YEAR, series("2026-02", [40, 44])) != set()


def test_months_between_which_something_was_corrected_are_no_sum():
    assert kept_back(FINANCIAL_YEAR, series("2026-05", [40, 37])) == set()


def test_a_rare_event_over_two_years_is_kept_back():
    """Two in every other month, in the year after in the months between: every fall of two names its month."""
    alone = [2, 0] * 6 + [0, 2] * 6
    counts = years("2025-12", alone)
    assert min(counts.values()) >= 10
    found = kept_back(ROLLING_12, counts)
    assert found
    shown = {m: n for m, n in counts.items() if m not in found}
    assert shown and not known_small(shown, counts, alone)
    assert known_small(counts, counts, alone)


def known_small(shown, counts, alone):
    """Months whose count can only be small, by linear programming over the months alone."""
    import numpy as np
    from scipy.optimize import linprog

    starts = {month: n for n, month in enumerate(counts)}
    equal = np.array([[1.0 if starts[m] <= n < starts[m] + 12 else 0.0 for n in range(len(alone))] for m in shown])
    found = []
    for n in range(len(alone)):
        aim = np.eye(len(alone))[n]
        least, most = (
            way * linprog(way * aim, A_eq=equal, b_eq=list(shown.values()), bounds=[(0, 1000)] * len(alone)).fun
            for way in (1, -1)
        )
        if least > 1e-6 and most < SMALLEST - 1e-6:
            found.append(n)
    return found


@pytest.mark.parametrize("basis", [SNAPSHOT, MONTH])
def test_other_figures_tell_of_no_month_but_their_own(basis):
    assert not runs.covers(basis)
    assert kept_back(basis, series("2026-04", [20, 23, 40])) == set()


def test_a_busy_year_needs_nothing():
    alone = [10 + n % 3 for n in range(35)]
    assert kept_back(ROLLING_12, years("2025-01", alone)) == set()


def test_full_time_equivalents_are_not_people():
    assert kept_back(ROLLING_12, series("2026-04", [11.2, 9.4])) == set()


def test_what_earlier_papers_gave_away_is_named():
    counts = series("2026-04", [20, 23, 40])
    with pytest.raises(BadInput, match="the pack of May"):
        kept_back(FINANCIAL_YEAR, counts, fixed=dict.fromkeys(counts, "the pack of May 2026"))


def test_months_kept_back_already_are_counted_on():
    counts = series("2026-04", [20, 23, 40])
    assert kept_back(FINANCIAL_YEAR, counts, hidden={"2026-05"}) == set()


def test_random_rolling_years_of_rare_events_leave_no_month_known_to_be_small():
    import random

    chance = random.Random(4)
    for most in itertools.islice(itertools.cycle((1, 2, 3)), 6):
        alone = [chance.randint(0, most) for _ in range(30)]
        counts = years("2025-01", alone)
        small = {m for m, n in counts.items() if 0 < n < SMALLEST}
        found = kept_back(ROLLING_12, counts, hidden=small)
        shown = {m: n for m, n in counts.items() if m not in found | small}
        assert not (shown and known_small(shown, counts, alone))
