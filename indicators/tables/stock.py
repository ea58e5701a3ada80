"""Who has an open case at the month end: one row per child."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from data.codes import SHORT_BREAKS
from indicators.cohorts import open_at_month_end
from indicators.gathering import gathered, is_found, last_of_each
from indicators.holdings import Holdings

CHILD = ("period", "child_id")
PLACEHOLDERS = ("unallocated", "not allocated", "to be allocated", "tbc", "n/a", "no worker")


def one_row_per_child(rows: pl.LazyFrame, start: str, end: str) -> pl.DataFrame:
    """The row with the latest start of each child's open rows (`is_open` true); a row without a start that has
    not ended may be open or not, and stays as a row of its own (`is_open` null)."""
    may_be_open = rows.with_columns(is_open=open_at_month_end(start, end)).filter(pl.col("is_open").fill_null(True))
    rows = gathered(may_be_open)
    is_open = rows["is_open"]
    if not is_open.has_nulls():
        return last_of_each(rows, CHILD, [start, "line"])
    latest = last_of_each(rows.filter(is_open), CHILD, [start, "line"])
    return pl.concat([latest, rows.filter(is_open.is_null())])


def children_in_need(holdings: Holdings) -> pl.LazyFrame:
    """One row per child in need at the month end, children in care and on plans included."""
    return _stock(holdings, "children_in_need", "cin_start_date", "cin_closure_date")


def child_protection_plans(holdings: Holdings) -> pl.LazyFrame:
    """One row per child on a child protection plan at the month end."""
    return _stock(holdings, "child_protection", "cpp_start_date", "cpp_end_date")


def care_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of looked after children without short breaks; an unknown legal status stays."""
    return rows.filter(~pl.col("legal_status").is_in(SHORT_BREAKS).fill_null(False)).with_columns(team="allocated_team")


def looked_after(holdings: Holdings) -> pl.LazyFrame:
    """One row per child looked after at the month end, short breaks left out."""
    return _stock(holdings, "children_looked_after", "cla_start_date", "cla_end_date", care_rows)


def _stock(
    holdings: Holdings, name: str, start: str, end: str, rows: Callable[[pl.LazyFrame], pl.LazyFrame] = lambda r: r
) -> pl.LazyFrame:
    def make() -> pl.DataFrame:
        return one_row_per_child(rows(holdings.own(name)).with_columns(team="allocated_team"), start, end)

    return holdings.once(f"{name} open at the month end", make).lazy()


def is_named_person(column: str) -> pl.Expr:
    """Is a worker named, rather than a placeholder or a duty desk? False where blank."""
    name = pl.col(column).str.to_lowercase()
    return (name.is_in(PLACEHOLDERS).not_() & name.str.contains(r"\bduty\b").not_()).fill_null(False)


def children_with_a_case(holdings: Holdings) -> pl.LazyFrame:
    """One row per child in need, on a plan or in care at the month end: see `_children_with_a_case`."""
    return _with_a_case(holdings).lazy()


def _with_a_case(holdings: Holdings) -> pl.DataFrame:
    return holdings.once("children with a case", lambda: gathered(_children_with_a_case(holdings)))


def _children_with_a_case(holdings: Holdings) -> pl.LazyFrame:
    """One row per child who is in need, on a plan or in care at the month end.

    `team` is that of the care row, else of the plan, else of the need. `named` : some row names a worker;
    `disabled`: Y in any row true, else N in any row false, else null; `in_care`; `on_plan`; `status_in_need`: the case
    status is child in need.
    """
    shared = [*CHILD, "team", "allocated_worker", "has_disability"]
    in_need = children_in_need(holdings).select("is_open", *shared, "case_status")
    others = [looked_after(holdings), child_protection_plans(holdings)]
    stocks = [*(o.select("is_open", *shared, case_status=pl.lit(None, dtype=pl.String)) for o in others), in_need]
    ranked = [stock.filter("is_open").with_columns(rank=pl.lit(rank)) for rank, stock in enumerate(stocks)]
    cases = gathered(pl.concat(ranked))
    workers = cases.select(pl.col("allocated_worker").unique())  # of far fewer than there are cases
    named = workers.filter(is_named_person("allocated_worker"))["allocated_worker"]
    disability = pl.col("has_disability")
    children = (
        cases.lazy()
        .with_columns(named=pl.col("allocated_worker").is_in(named.implode()))
        .group_by(CHILD)
        .agg(
            team=pl.col("team").first(),  # the stocks come in the order of their rank
            named=pl.col("named").any(),
            disabled=pl.when((disability == "Y").any()).then(True).when((disability == "N").any()).then(False),
            in_care=(pl.col("rank") == 0).any(),
            on_plan=(pl.col("rank") == 1).any(),
            status_in_need=(pl.col("case_status") == "CIN").any(),
        )
    )
    return children.join(holdings.calendar.lazy(), on="period")


def children_and_assessments(holdings: Holdings) -> pl.LazyFrame:
    """The same children; `assessed`: an assessment was authorised in the last 12 months."""
    assessed = holdings.history("assessments", "assessment_authorised_date", 12)
    assessed = assessed.filter(pl.col("assessment_authorised_date").is_not_null())
    children = _with_a_case(holdings)
    return children.with_columns(assessed=is_found(children, assessed, CHILD)).lazy()  # none authorised is none


def children_and_supervision(holdings: Holdings) -> pl.LazyFrame:
    """The same children; `last_supervision`: when their case was last discussed in supervision."""
    supervised = (
        holdings.own("supervision")
        .filter(pl.col("kind") == "CASE")
        .group_by(CHILD)
        .agg(last_supervision=pl.col("supervision_date").max())
    )
    return children_with_a_case(holdings).join(supervised, on=CHILD, how="left")
