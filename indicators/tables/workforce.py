"""Posts, workers and what they hold; audits of practice."""

from __future__ import annotations

import polars as pl

from data.codes import SOCIAL_WORK_POSTS
from indicators.cohorts import MONTH_END, open_at_month_end
from indicators.holdings import Holdings
from indicators.tables.stock import looked_after


def posts(holdings: Holdings) -> pl.LazyFrame:
    """One row per team and role of the month's staff plan, social work posts only."""
    rows = holdings.own("workforce_posts").filter(pl.col("snapshot_date") == MONTH_END)
    return rows.filter(pl.col("role").is_in(SOCIAL_WORK_POSTS))


def people(holdings: Holdings) -> pl.LazyFrame:
    """One row per worker in the month's staff list; `in_post` at the month end, `is_social_worker`."""
    rows = holdings.own("workforce_people").filter(pl.col("snapshot_date") == MONTH_END)
    return rows.with_columns(
        in_post=open_at_month_end("start_date", "leave_date").fill_null(False),
        is_social_worker=pl.col("role").is_in(SOCIAL_WORK_POSTS).fill_null(False),
    )


def workers(holdings: Holdings) -> pl.LazyFrame:
    """One row per worker in the staff list, with the children allocated to them at the month end: `cases` as social
    worker, `young_people` as personal adviser."""
    allocated = holdings.own("allocations").filter(open_at_month_end("start_date", "end_date"))
    held = allocated.group_by("period", "worker_id").agg(cases=_children("SW"), young_people=_children("PA"))
    return (
        people(holdings)
        .join(held, on=["period", "worker_id"], how="left")
        .with_columns(pl.col("cases", "young_people").fill_null(0))  # no allocation is no case
    )


def reviewing_officers(holdings: Holdings) -> pl.LazyFrame:
    """One row per independent reviewing officer in post, with the children in care allocated to them (`children`)."""
    in_care = looked_after(holdings).filter("is_open").select("period", "child_id")
    held = (
        holdings.own("allocations")
        .filter(open_at_month_end("start_date", "end_date") & (pl.col("role") == "IRO"))
        .join(in_care, on=["period", "child_id"])
        .group_by("period", "worker_id")
        .agg(children=pl.col("child_id").n_unique().cast(pl.Int64))
    )
    officers = people(holdings).filter((pl.col("role") == "IRO") & pl.col("in_post"))
    return officers.join(held, on=["period", "worker_id"], how="left").with_columns(pl.col("children").fill_null(0))


def _children(role: str) -> pl.Expr:
    return pl.col("child_id").filter(pl.col("role") == role).n_unique().cast(pl.Int64)


def audits(holdings: Holdings) -> pl.LazyFrame:
    """One row per audit; `final_grade` is the moderated grade where there is one."""
    return holdings.own("audits").with_columns(final_grade=pl.coalesce("moderated_grade", "grade"))
