"""Days as whole numbers (proleptic ordinals), which a simulation adds to and compares faster than dates."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import lru_cache

from data import periods

NEVER = 9_999_999  # later than any day that is simulated: "not yet"


class WorkingDays:
    """Monday to Friday without England's bank holidays, between two years."""

    def __init__(self, first_year: int, last_year: int):
        first, last = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
        holidays = {day.toordinal() for day in periods.bank_holidays()}
        self._days = [d for d in range(first, last + 1) if d % 7 not in (6, 0) and d not in holidays]

    def after(self, day: int, count: int) -> int:
        """The working day that is so many working days after `day`; for 0, `day` itself or the next one."""
        if count == 0:
            day, count = day - 1, 1
        return self._days[bisect_right(self._days, day) + count - 1]

    def between(self, start: int, end: int) -> int:
        """Working days d with start < d <= end."""
        return bisect_right(self._days, end) - bisect_right(self._days, start)


@lru_cache(maxsize=100_000)
def text(day: int) -> str:
    """`dd/mm/yyyy`, as the returns spell a date; NEVER is blank."""
    return "" if day >= NEVER else date.fromordinal(day).strftime("%d/%m/%Y")


@lru_cache(maxsize=100_000)
def parts(day: int) -> tuple[int, int]:
    """Year, and month and day as one number that sorts within the year."""
    moment = date.fromordinal(day)
    return moment.year, moment.month * 100 + moment.day


def age(born: int, day: int) -> int:
    """Completed years."""
    (birth_year, birthday), (year, today) = parts(born), parts(day)
    return year - birth_year - (today < birthday)


@lru_cache(maxsize=100_000)
def birthday(born: int, years: int) -> int:
    """The day on which so many years are completed; 29 February becomes 1 March."""
    moment = date.fromordinal(born)
    if (moment.month, moment.day) == (2, 29) and (moment.year + years) % 4:
        return date(moment.year + years, 3, 1).toordinal()
    return moment.replace(year=moment.year + years).toordinal()


def month_end(period: str) -> int:
    return periods.month_end(period).toordinal()


def window_start(period: str, months: int) -> int:
    """First day of the window of so many whole months that ends with the period."""
    return periods.month_start(periods.shift(period, 1 - months)).toordinal()
