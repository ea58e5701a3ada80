"""Assessments, section 47 enquiries, conferences, children in need and plans that ended."""

from __future__ import annotations

import polars as pl

from indicators.folding import ENQUIRY_OPEN
from indicators.holdings import Holdings


def assessments_authorised(holdings: Holdings) -> pl.LazyFrame:
    """One row per assessment authorised in the last 12 months."""
    return _events(holdings, "assessments", "assessment_authorised_date")


def assessments_open(holdings: Holdings) -> pl.LazyFrame:
    """One row per assessment of the month's return that is not authorised yet."""
    rows = holdings.own("assessments").filter(pl.col("assessment_authorised_date").is_null())
    return rows.with_columns(team="allocated_team")


def enquiries_started(holdings: Holdings) -> pl.LazyFrame:
    """One row per section 47 enquiry begun in the last 12 months, or without a start."""
    return holdings.history("s47_icpc", "s47_start_date", 12)


def enquiries_open(holdings: Holdings) -> pl.LazyFrame:
    """One row per section 47 enquiry of the month's return that has no conference and is not known to need none."""
    return holdings.own("s47_icpc").filter(ENQUIRY_OPEN).with_columns(team="allocated_team")


def conferences(holdings: Holdings) -> pl.LazyFrame:
    """One row per enquiry whose initial child protection conference was held in the last 12 months."""
    return _events(holdings, "s47_icpc", "icpc_date")


def cases_closed(holdings: Holdings) -> pl.LazyFrame:
    """One row per child in need case closed in the last 12 months."""
    return _events(holdings, "children_in_need", "cin_closure_date")


def plans_started(holdings: Holdings) -> pl.LazyFrame:
    """One row per child protection plan begun in the last 12 months."""
    return _events(holdings, "child_protection", "cpp_start_date")


def plans_ended(holdings: Holdings) -> pl.LazyFrame:
    """One row per child protection plan ended in the last 12 months."""
    return _events(holdings, "child_protection", "cpp_end_date")


def _events(holdings: Holdings, name: str, event: str) -> pl.LazyFrame:
    rows = holdings.history(name, event, 12).filter(pl.col(event).is_not_null())
    return rows.with_columns(team="allocated_team")
