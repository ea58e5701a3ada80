"""Do the counts add up? What was counted before, what began and ended since, and what is counted now, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from dashboard import words
from data import periods
from data.store import Store
from indicators import conservation
from indicators.conservation import STOCKS
from indicators.measures import holdings

TITLE = "Do the counts add up?"
INTRODUCTION = (
    "A count at the end should be the count at the beginning, with what began since and without what ended. Where it "
    "is not, cases came or went without a beginning or an end that the returns show."
)


@dataclass(frozen=True)
class Count:
    """One count over one stretch of time. `gap`: counted at the end less what was to be expected."""

    title: str
    since: str  # the day of the opening count, in words
    opening: int
    begun: int
    ended: int
    expected: int
    closing: int
    gap: int
    sentence: str

    @property
    def gap_words(self) -> str:
        """The gap with its sign: `none`, `+8`, `−3`."""
        return "none" if self.gap == 0 else f"{'+' if self.gap > 0 else '−'}{abs(self.gap):,}"


def counts(store: Store, authority: str, period: str) -> tuple[Count, ...]:
    """The counts of the month, in the order of `conservation.STOCKS`; none where nothing can be checked."""
    held = holdings(store, authority, {stock.list for stock in STOCKS.values()}).since(period)
    return of_month(conservation.checked(held), period)


def of_month(balance: pl.DataFrame, period: str) -> tuple[Count, ...]:
    """The same from the rows of `conservation.checked`."""
    return tuple(_count(row) for row in balance.filter(pl.col("period") == period).iter_rows(named=True))


def _count(row: Mapping) -> Count:
    before = words.day(row["since"] - timedelta(days=1))
    return Count(
        title=STOCKS[row["stock"]].title,
        since=before,
        opening=row["opening"],
        begun=row["begun"],
        ended=row["ended"],
        expected=row["expected"],
        closing=row["closing"],
        gap=row["gap"],
        sentence=_sentence(row, before, words.day(periods.month_end(row["period"]))),
    )


def _sentence(row: Mapping, before: str, now: str) -> str:
    title, gap = STOCKS[row["stock"]].title, row["gap"]
    sum_of = f"{row['opening']:,} on {before}, {row['begun']:,} begun, {row['ended']:,} ended"
    if gap == 0:
        return f"{title}: {sum_of}: {row['closing']:,} on {now}. It adds up.{_why(row)}"
    more = "more" if gap > 0 else "fewer"
    return (
        f"{title}: {sum_of}: {row['expected']:,} expected on {now}, {row['closing']:,} counted, {abs(gap):,} {more}."
        f"{_why(row)}"
    )


def _why(row: Mapping) -> str:
    """What makes the gap, where two files tell: also what cancels out."""
    if row["late"] is None:
        return "" if row["gap"] == 0 else (
            " Episodes of the return begin or end care without saying so, or turn from or into short breaks."
        )  # fmt: skip
    parts = [
        (row["late"], "recorded late"),
        (row["ended_before"], "ended earlier than the file before knew"),
        (row["gone"], "no longer in the file"),
    ]
    said = [f"{n:,} {why}" for n, why in parts if n]
    return f" {words.joined(said).capitalize()}." if said else ""
