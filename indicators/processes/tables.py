"""Cases that no counted table of the indicators holds as a whole: open ones of earlier months, and families."""

from __future__ import annotations

import polars as pl

from indicators.gathering import gathered
from indicators.holdings import Holdings
from indicators.processes.model import working_days_after
from indicators.tables.care import CHILD, RETURNED, missing_episodes
from indicators.tables.permanence import proceedings
from indicators.tables.stock import care_rows, child_protection_plans, children_in_need, looked_after


def with_case_holder(rows: pl.LazyFrame, holdings: Holdings) -> pl.LazyFrame:
    """The rows with `team` and `worker` of the child's open case at the month end: in care, else on a plan, else in
    need. For lists that name neither."""
    stocks = (looked_after(holdings), child_protection_plans(holdings), children_in_need(holdings))
    ranked = [
        stock.filter("is_open").select(*CHILD, "team", worker="allocated_worker", rank=pl.lit(rank))
        for rank, stock in enumerate(stocks)
    ]
    held_by = pl.concat(ranked).sort("rank").unique(CHILD, keep="first", maintain_order=True).drop("rank")
    return rows.join(held_by, on=CHILD, how="left")


def families(holdings: Holdings) -> pl.LazyFrame:
    """One row per family's case in or before court: the dates of `proceedings`, the `children`, the team and worker of
    the first of them who has one, and `pre_proceedings_agreed` at the legal gateway."""
    children = (
        with_case_holder(holdings.own("plo_tracker"), holdings)
        .sort("child_id")
        .group_by("period", "case_id", maintain_order=True)
        .agg(
            children=pl.col("child_id").unique().sort().str.join(", "),
            team=pl.col("team").drop_nulls().first(),
            worker=pl.col("worker").drop_nulls().first(),
            pre_proceedings_agreed=(pl.col("gateway_outcome") == "START_PRE_PROC").fill_null(False).any(),
        )
    )
    return proceedings(holdings).join(children, on=["period", "case_id"], how="left")


def returns_from_missing(holdings: Holdings) -> pl.LazyFrame:
    """One row per missing episode that ended in the last 12 months or has not ended: see `missing_episodes`."""
    recent = RETURNED.is_null() | (pl.col("win12_start") <= RETURNED)
    return with_case_holder(missing_episodes(holdings, pl.col("start_datetime").is_not_null() & recent), holdings)


def first_health_assessments(holdings: Holdings) -> pl.LazyFrame:
    """One row per period of care begun in the last 12 months (or without a start and not ended) that lasted beyond its
    20th working day (`due`) or may still do so; `has_record`: the list has some initial assessment of the child;
    `done_on`: the first completed in this period of care."""
    start, end = pl.col("cla_start_date"), pl.col("cla_end_date")
    care = (
        care_rows(holdings.history("children_looked_after", "cla_start_date", 12))
        .with_columns(due=working_days_after(start, 20))
        .filter(end.is_null() | (end > pl.col("due")))
        .pipe(gathered)
        .with_row_index("entry")
        .lazy()
    )
    first = holdings.own("cla_health").filter(pl.col("event_type") == "IHA")
    completed = (pl.col("status") == "COMPLETED") & (pl.col("event_date") >= start)
    records = (
        care.select("entry", *CHILD, "cla_start_date")
        .join(first.select(*CHILD, "status", "event_date"), on=CHILD)
        .group_by("entry")
        .agg(has_record=pl.lit(True).first(), done_on=pl.col("event_date").filter(completed).min())
    )
    return care.join(records, on="entry", how="left").with_columns(pl.col("has_record").fill_null(False))
