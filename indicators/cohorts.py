"""The vocabulary of time: expressions over a counted table, whose rows carry their period's dates.

Every counted table has `month_end` (D) and the first days of its whole-month windows (`win1_start` ...).
All these expressions are null where a date they need is null.
"""

from __future__ import annotations

import polars as pl

from data.periods import working_days_between

MONTH_END = pl.col("month_end")


def during(column: str, months: int) -> pl.Expr:
    """The date falls in the whole-month window that ends with the period."""
    return pl.col(column).is_between(pl.col(f"win{months}_start"), MONTH_END)


def open_at_month_end(start: str, end: str) -> pl.Expr:
    """Begun by D and not ended by D; a case that ends on D is no longer open. Null where start is null
    and the case has not ended: it may or may not have begun."""
    not_ended = pl.col(end).is_null() | (pl.col(end) > MONTH_END)
    return (pl.col(start) <= MONTH_END) & not_ended


def months_before(months: int) -> pl.Expr:
    """The same day so many months before D, or that month's last day."""
    return MONTH_END.dt.offset_by(f"-{months}mo")


def days_before(days: int) -> pl.Expr:
    """The day so many days before D."""
    return MONTH_END - pl.duration(days=days)


def since(column: str, limit: pl.Expr) -> pl.Expr:
    """The date is the limit or later."""
    return pl.col(column) >= limit


def working_days(start: str, end: str) -> pl.Expr:
    """Working days d with start < d <= end; null where a date is missing or end is before start."""
    return working_days_between(pl.col(start), pl.col(end))


def working_days_open(start: str) -> pl.Expr:
    """Working days from start to D."""
    return working_days_between(pl.col(start), MONTH_END)


def age_on(day: pl.Expr, born: str = "date_of_birth") -> pl.Expr:
    """Completed years on the day; a child born on 29 February has the birthday on 1 March in other years."""
    birth = pl.col(born)
    before_birthday = _day_of_year(day) < _day_of_year(birth)
    return day.dt.year() - birth.dt.year() - before_birthday.cast(pl.Int32)


def age_at_month_end(born: str = "date_of_birth") -> pl.Expr:
    """Completed years at D."""
    return age_on(MONTH_END, born)


def _day_of_year(day: pl.Expr) -> pl.Expr:
    # As month and day, so that the birthday is the same in leap years. Polars' months are 8-bit: widen first.
    return day.dt.month().cast(pl.Int32) * 100 + day.dt.day()


def aged(lowest: int, highest: int, born: str = "date_of_birth") -> pl.Expr:
    """Completed years at D from lowest to highest, both included."""
    return age_at_month_end(born).is_between(lowest, highest)


def is_yes(column: str) -> pl.Expr:
    """Y is true, N is false; unknown and blank are null."""
    return pl.when(pl.col(column) == "Y").then(True).when(pl.col(column) == "N").then(False)


def all_of(*conditions: pl.Expr) -> pl.Expr:
    """Every condition is known to hold; false where one is unknown."""
    return pl.all_horizontal(c.fill_null(False) for c in conditions)


def unless_unknown(unknown: pl.Expr, condition: pl.Expr) -> pl.Expr:
    """The condition, or null where it cannot be told: such a row is left out and counted as unknown."""
    return pl.when(unknown.fill_null(False).not_()).then(condition)


IS_OPEN = pl.col("is_open").fill_null(False)  # of a stock table: a case without a start is not a known open one


def days_open(start: str) -> pl.Expr:
    """Calendar days from start to D."""
    return (MONTH_END - pl.col(start)).dt.total_days()
