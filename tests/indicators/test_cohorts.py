"""The vocabulary of time at its edges."""

from datetime import date

import polars as pl
import pytest

from data import periods
from indicators import cohorts


def at(month_end: date, expression: pl.Expr, **row):
    frame = pl.DataFrame({"month_end": [month_end]} | {k: [v] for k, v in row.items()})
    frame = frame.with_columns(pl.col(pl.Null).cast(pl.Date))
    return frame.join(periods.frame([periods.of(month_end)]).drop("month_end"), how="cross").select(expression).item()


@pytest.mark.parametrize(
    ("born", "month_end", "age"),
    [
        (date(2006, 9, 30), date(2025, 9, 30), 19),
        (date(2006, 10, 1), date(2025, 9, 30), 18),
        (date(2004, 2, 29), date(2025, 2, 28), 20),  # the birthday is on 1 March
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2003, 12, 26), date(2024, 10, 31), 20),
        (date(2002, 3, 7), date(2024, 10, 31), 22),
        (None, date(2025, 9, 30), None),
    ],
)
def test_age(born, month_end, age):
    assert at(month_end, cohorts.age_at_month_end(), date_of_birth=born) == age


@pytest.mark.parametrize(
    ("month_end", "months", "limit"),
    [
        (date(2025, 11, 30), 3, date(2025, 8, 30)),
        (date(2025, 12, 31), 1, date(2025, 11, 30)),
        (date(2025, 2, 28), 12, date(2024, 2, 28)),
    ],
)
def test_months_before_keep_the_day_or_the_months_last(month_end, months, limit):
    assert at(month_end, cohorts.months_before(months)) == limit


@pytest.mark.parametrize(
    ("start", "end", "is_open"),
    [
        (date(2025, 9, 30), None, True),
        (date(2025, 9, 1), date(2025, 9, 30), False),
        (date(2025, 9, 1), date(2025, 10, 1), True),
        (date(2025, 10, 1), None, False),
        (None, None, None),
        (None, date(2025, 10, 5), None),
        (None, date(2025, 9, 5), False),
    ],
)
def test_open_at_the_month_end(start, end, is_open):
    assert at(date(2025, 9, 30), cohorts.open_at_month_end("start", "end"), start=start, end=end) is is_open


def test_during_the_last_twelve_months():
    inside = cohorts.during("day", 12)
    assert at(date(2025, 2, 28), inside, day=date(2024, 3, 1)) is True
    assert at(date(2025, 2, 28), inside, day=date(2024, 2, 29)) is False
    assert at(date(2025, 2, 28), inside, day=None) is None
