"""Returns -> counted tables: one row per thing counted, for each reported period.

Every table carries `period`, `month_end`, the windows of `data.periods.frame` and, where the return names
one, `team`. Each function takes the holdings and returns a frame; hard cases become a column here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from indicators.cohorts import open_at_month_end
from indicators.holdings import Holdings

SHORT_BREAKS = ("V1", "V3", "V4")  # respite series: not looked after in the statistics
SOCIAL_WORKERS = ("SW", "SSW", "TM")  # social worker, senior social worker, team manager


@dataclass(frozen=True)
class Table:
    """A counted table: what one row is, which lists it needs, how it is made."""

    grain: str
    lists: tuple[str, ...]
    build: Callable[[Holdings], pl.LazyFrame]


def referrals(holdings: Holdings) -> pl.LazyFrame:
    """One row per referral of the last 12 months, or without a date."""
    return holdings.history("referrals", "referral_date", 12).with_columns(team="allocated_team")


def assessments_authorised(holdings: Holdings) -> pl.LazyFrame:
    """One row per assessment authorised in the last 12 months."""
    rows = holdings.history("assessments", "assessment_authorised_date", 12)
    return rows.filter(pl.col("assessment_authorised_date").is_not_null()).with_columns(team="allocated_team")


def assessments_open(holdings: Holdings) -> pl.LazyFrame:
    """One row per assessment of the month's return that is not authorised yet."""
    rows = holdings.own("assessments").filter(pl.col("assessment_authorised_date").is_null())
    return rows.with_columns(team="allocated_team")


def conferences(holdings: Holdings) -> pl.LazyFrame:
    """One row per enquiry whose initial child protection conference was held in the last 12 months."""
    rows = holdings.history("s47_icpc", "icpc_date", 12)
    return rows.filter(pl.col("icpc_date").is_not_null()).with_columns(team="allocated_team")


def enquiries_open(holdings: Holdings) -> pl.LazyFrame:
    """One row per section 47 enquiry of the month's return without a conference and not known to need none."""
    still_open = pl.col("icpc_date").is_null() & pl.col("icpc_not_required").ne_missing("Y")
    return holdings.own("s47_icpc").filter(still_open).with_columns(team="allocated_team")


def child_protection_plans(holdings: Holdings) -> pl.LazyFrame:
    """One row per child on a plan at the month end; a plan without a start that has not ended is a row of
    its own, with `is_open` null."""
    return _one_row_per_child(holdings.own("child_protection"), "cpp_start_date", "cpp_end_date")


def children_in_care(holdings: Holdings) -> pl.LazyFrame:
    """One row per child looked after at the month end, short breaks left out; a period of care without a
    start that has not ended is a row of its own, with `is_open` null."""
    short_break = pl.col("legal_status").is_in(SHORT_BREAKS).fill_null(False)
    rows = holdings.own("children_looked_after").filter(~short_break)
    return _one_row_per_child(rows, "cla_start_date", "cla_end_date")


def care_leavers(holdings: Holdings) -> pl.LazyFrame:
    """One row per young person in the month's leaving care list."""
    return holdings.own("care_leavers").with_columns(team="allocated_team")


def workers(holdings: Holdings) -> pl.LazyFrame:
    """One row per worker in the month's staff list, with the children allocated to them at the month end:
    `cases` as social worker, `young_people` as personal adviser."""
    people = holdings.own("workforce_people").filter(pl.col("snapshot_date") == pl.col("month_end"))
    allocated = holdings.own("allocations").filter(open_at_month_end("start_date", "end_date"))
    held = allocated.group_by("period", "worker_id").agg(
        _children_with_role("SW").alias("cases"), _children_with_role("PA").alias("young_people")
    )
    return people.join(held, on=["period", "worker_id"], how="left").with_columns(
        pl.col("cases", "young_people").fill_null(0),  # no allocation is no case
        in_post=open_at_month_end("start_date", "leave_date").fill_null(False),
        is_social_worker=pl.col("role").is_in(SOCIAL_WORKERS).fill_null(False),
    )


def _children_with_role(role: str) -> pl.Expr:
    return pl.col("child_id").filter(pl.col("role") == role).n_unique().cast(pl.Int64)


def _one_row_per_child(rows: pl.LazyFrame, start: str, end: str) -> pl.LazyFrame:
    rows = rows.with_columns(is_open=open_at_month_end(start, end), team="allocated_team").collect()
    latest = (
        rows.filter("is_open")
        .sort("period", start, "line", maintain_order=True)
        .unique(["period", "child_id"], keep="last", maintain_order=True)
    )
    return pl.concat([latest, rows.filter(pl.col("is_open").is_null())]).lazy()


TABLES: Mapping[str, Table] = {
    "referrals": Table("a referral of the last 12 months", ("referrals",), referrals),
    "assessments_authorised": Table(
        "an assessment authorised in the last 12 months", ("assessments",), assessments_authorised
    ),
    "assessments_open": Table("an assessment open at the month end", ("assessments",), assessments_open),
    "conferences": Table("an initial conference of the last 12 months", ("s47_icpc",), conferences),
    "enquiries_open": Table("a section 47 enquiry open at the month end", ("s47_icpc",), enquiries_open),
    "child_protection_plans": Table(
        "a child on a child protection plan at the month end", ("child_protection",), child_protection_plans
    ),
    "children_in_care": Table("a child in care at the month end", ("children_looked_after",), children_in_care),
    "care_leavers": Table("a young person in the leaving care list", ("care_leavers",), care_leavers),
    "workers": Table("a worker in the month's staff list", ("workforce_people", "allocations"), workers),
}
