"""Contacts, early help and referrals."""

from __future__ import annotations

import polars as pl

from indicators.gathering import gathered
from indicators.holdings import Holdings
from indicators.tables.stock import one_row_per_child


def contacts(holdings: Holdings) -> pl.LazyFrame:
    """One row per contact of the month's return."""
    return holdings.own("contacts")


def contact_outcomes(holdings: Holdings) -> pl.LazyFrame:
    """One row per contact, with what was decided."""
    return holdings.own("contact_outcomes")


def early_help_children(holdings: Holdings) -> pl.LazyFrame:
    """One row per child with an open early help episode at the month end."""
    rows = holdings.own("early_help")
    return one_row_per_child(rows, "assessment_start_date", "assessment_completion_date").lazy()


def early_help_assessments(holdings: Holdings) -> pl.LazyFrame:
    """One row per early help assessment of the month's return."""
    return holdings.own("early_help")


def referrals(holdings: Holdings) -> pl.LazyFrame:
    """One row per referral of the last 12 months, or without a date."""
    return holdings.history("referrals", "referral_date", 12).with_columns(team="allocated_team")


def stepped_down(holdings: Holdings) -> pl.LazyFrame:
    """One row per case stepped down to early help from 18 to 6 months ago; `came_back`: the child was referred
    within six months."""
    half_year_ago = pl.col("win6_start") - pl.duration(days=1)  # the last day of the month six months before
    closed = pl.col("cin_closure_date")
    cases = (
        holdings.history("children_in_need", "cin_closure_date", 18)
        .filter(closed.is_not_null() & (pl.col("closure_reason") == "RC9") & (closed <= half_year_ago))
        .with_columns(team="allocated_team")
        .pipe(gathered)
        .with_row_index("case")
        .lazy()
    )
    referred = holdings.history("referrals", "referral_date", 18).select("period", "child_id", "referral_date")
    back = (
        cases.select("case", "period", "child_id", "cin_closure_date")
        .join(referred, on=["period", "child_id"])
        .filter((pl.col("referral_date") > closed) & (pl.col("referral_date") <= closed.dt.offset_by("6mo")))
        .select("case", came_back=pl.lit(True))
        .unique()
    )
    return cases.join(back, on="case", how="left").with_columns(pl.col("came_back").fill_null(False))
