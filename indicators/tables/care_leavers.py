"""Young people who have left care."""

from __future__ import annotations

import polars as pl

from indicators.holdings import Holdings
from indicators.tables.stock import is_named_person


def care_leavers(holdings: Holdings) -> pl.LazyFrame:
    """One row per young person in the month's leaving care list; `has_adviser`: a personal adviser is named."""
    return holdings.own("care_leavers").with_columns(
        team="allocated_team", has_adviser=is_named_person("personal_adviser")
    )
