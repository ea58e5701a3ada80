"""Adoption, and cases in pre-proceedings and court."""

from __future__ import annotations

import polars as pl

from indicators.holdings import Holdings


def adoptions(holdings: Holdings) -> pl.LazyFrame:
    """One row per decision that a child should be placed for adoption."""
    return holdings.own("adoption")


def proceedings(holdings: Holdings) -> pl.LazyFrame:
    """One row per family's case: when its stages began and ended over all its children."""
    outcome = pl.col("pre_proc_outcome")
    cases = (
        holdings.own("plo_tracker")
        .group_by("period", "case_id")
        .agg(
            letter_date=pl.col("pre_proc_letter_date").min(),
            pre_proceedings_end=pl.col("pre_proc_end_date").max(),
            stepped_down=pl.when(outcome.is_null().any().not_()).then((outcome == "STEP_DOWN").all()),
            issue_date=pl.col("issue_date").min(),
            final_order_date=pl.when(pl.col("final_order_date").is_null().any().not_()).then(
                pl.col("final_order_date").max()
            ),
        )
    )
    return cases.join(holdings.calendar.lazy(), on="period")
