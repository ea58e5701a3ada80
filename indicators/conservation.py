"""Do the counts add up? Stock at the end = stock at the beginning + begun - ended, or the gap is named.

A gap does not say which count is wrong. It says how many cases came or went without a beginning or an end that the
returns show.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data import periods
from indicators.cohorts import during, open_at_month_end
from indicators.holdings import Holdings
from indicators.tables import care_episodes
from indicators.tables.stock import care_rows

FLOWS = {
    "stock": pl.String(),  # a name in STOCKS
    "period": pl.String(),
    "since": pl.Date(),  # the day after the opening count
    "opening": pl.Int64(),
    "begun": pl.Int64(),
    "ended": pl.Int64(),
    "closing": pl.Int64(),
    "late": pl.Int64(),  # begun before `since` and first seen now
    "ended_before": pl.Int64(),  # was open, and ended before `since` by what is known now
    "gone": pl.Int64(),  # was open, and the new file no longer has it
}
BALANCE = FLOWS | {"expected": pl.Int64(), "gap": pl.Int64()}


@dataclass(frozen=True)
class Stock:
    """A count with beginnings and ends. `of_year`: told once for the year by its own return, not month by month."""

    title: str
    list: str
    start: str
    end: str
    of_year: bool = False


STOCKS = {
    "in_need": Stock("Children in need", "children_in_need", "cin_start_date", "cin_closure_date"),
    "on_plan": Stock("Child protection plans", "child_protection", "cpp_start_date", "cpp_end_date"),
    "in_care": Stock("Children looked after", "children_looked_after", "cla_start_date", "cla_end_date"),
    "in_care_903": Stock(
        "Children looked after, by the SSDA903 return",
        care_episodes.EPISODES,
        care_episodes.START,
        care_episodes.END,
        of_year=True,
    ),
}


def balance(flows: pl.DataFrame) -> pl.DataFrame:
    """The flows with `expected` (opening + begun - ended) and `gap` (closing - expected); 0 where the counts add up."""
    expected = pl.col("opening") + pl.col("begun") - pl.col("ended")
    return flows.with_columns(expected=expected).with_columns(gap=pl.col("closing") - pl.col("expected"))


def checked(holdings: Holdings) -> pl.DataFrame:
    """One row per stock and reported period that can be checked: BALANCE, by stock and month.

    A month of an Annex A list is checked against the month before where both files are held: cases are records with one
    child and start, each as its own file has it. A return of episodes is checked by itself, from the day before its
    year to its month end: children at both ends, episodes that begin care and exits from it between.
    """
    monthly = [_monthly(holdings, name) for name, stock in STOCKS.items() if not stock.of_year]
    yearly = [_yearly(holdings, name) for name, stock in STOCKS.items() if stock.of_year]
    return balance(pl.concat([*monthly, *yearly]))


def _monthly(holdings: Holdings, name: str) -> pl.DataFrame:
    stock = STOCKS[name]
    files = holdings.files.get(stock.list, ())
    pairs = [p for p in holdings.reporting if p in files and periods.shift(p, -1) in files]
    key = ["child_id", stock.start]
    rows = holdings.of_files(stock.list).lazy()
    rows = (care_rows(rows) if name == "in_care" else rows).filter(pl.col(stock.start).is_not_null())
    rows = rows.unique(["period", *key], keep="last", maintain_order=True)
    calendar = periods.frame([*pairs, *(periods.shift(p, -1) for p in pairs)]).lazy()
    told = rows.join(calendar, on="period", how="inner").with_columns(
        is_open=open_at_month_end(stock.start, stock.end),
        begins=during(stock.start, 1),
        ends=during(stock.end, 1).fill_null(False),
    )
    facts = ["period", *key, "is_open", "begins", "ends"]
    following = {periods.index(p) - 1: p for p in pairs}
    checked_in = pl.col("month").replace_strict(following, default=None, return_dtype=pl.String)
    before = told.filter("is_open").select(checked_in.alias("period"), *key, was_open=pl.lit(True))
    both = told.select(facts).join(
        before.filter(pl.col("period").is_not_null()), on=["period", *key], how="full", coalesce=True
    )
    here = pl.col("is_open").is_not_null()
    was_open, is_open, begins, ends = (pl.col(c).fill_null(False) for c in ("was_open", "is_open", "begins", "ends"))
    counted = (
        both.filter(pl.col("period").is_in(pairs))
        .group_by("period")
        .agg(
            opening=was_open.sum(),
            begun=begins.sum(),
            ended=ends.sum(),
            closing=is_open.sum(),
            late=(~was_open & ~begins & (is_open | ends)).sum(),
            ended_before=(was_open & here & ~is_open & ~ends).sum(),
            gone=(was_open & ~here).sum(),
        )
        .collect()
    )
    every = pl.DataFrame({"period": pairs}, schema={"period": pl.String}).join(counted, on="period", how="left")
    return (
        every.with_columns(pl.exclude("period").fill_null(0).cast(pl.Int64))
        .join(periods.frame(pairs).select("period", since="win1_start"), on="period")
        .select(pl.lit(name).alias("stock"), *list(FLOWS)[1:])
        .sort("period")
    )


def _yearly(holdings: Holdings, name: str) -> pl.DataFrame:
    unknown = pl.lit(None, pl.Int64)
    years = care_episodes.year_to_date(holdings).collect()
    return years.select(
        pl.lit(name).alias("stock"),
        "period",
        pl.Series("since", [care_episodes.year_start(p) for p in years["period"]], dtype=pl.Date),
        pl.col("children_before").alias("opening"),
        pl.col("started").alias("begun"),
        pl.col("ceased").alias("ended"),
        pl.col("children").alias("closing"),
        *(unknown.alias(c) for c in ("late", "ended_before", "gone")),
    )
