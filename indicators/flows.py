"""What happened in each month alone, of the figures that cover twelve: the points of their control charts.

Neighbouring months of a rolling figure share eleven of twelve months, so a control chart of it would be full of false
trends. Of what is counted by the date of an event, such as a conference, the events of one month are a figure of their
own; this is worked out from the same rows by the same definition.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from data.store import COMPUTED, MEASURES, Store
from indicators import catalogue
from indicators.cohorts import during
from indicators.compute import Population, compute
from indicators.holdings import Holdings
from indicators.measures import holdings, population
from indicators.model import MONTH, ROLLING_12, Indicator

# The date of the event that each row of a counted table is.
EVENT = {
    "assessments_authorised": "assessment_authorised_date",
    "care_exits": "cla_end_date",
    "cases_closed": "cin_closure_date",
    "conferences": "icpc_date",
    "enquiries_started": "s47_start_date",
    "plans_ended": "cpp_end_date",
    "plans_started": "cpp_start_date",
    "referrals": "referral_date",
}
FLOWS = MEASURES | {"computed_at": pl.Datetime("us")}  # when the measures were, from the same returns


def flow(indicator: Indicator) -> Indicator | None:
    """The indicator of one month alone; None where it is not a rolling one of dated events."""
    date = EVENT.get(indicator.table)
    if indicator.basis is not ROLLING_12 or date is None:
        return None
    in_month = during(date, 1)
    parts = {"numerator": indicator.numerator, "denominator": indicator.denominator}
    # An event without its date is of no month: it is left out, as it is not known to be of this one.
    of_month = {n: pl.when(in_month).then(e).otherwise(False) for n, e in parts.items() if e is not None}
    return replace(indicator, **of_month, basis=MONTH, history_months=0, breakdowns=())


def monthly(held: Holdings, indicators: Iterable[Indicator], population: Population) -> pl.DataFrame:
    """One row per rolling indicator of dated events and month, as reported: the columns of compute.RESULT and basis."""
    return compute(held, [f for f in map(flow, indicators) if f is not None], population)


def kept(store: Store, authority: str) -> pl.DataFrame:
    """The authority's flows, worked out again where its measures were since last time: the columns of MEASURES."""
    computed = store.scan("computed", COMPUTED).filter(pl.col("authority") == authority).collect()
    moment = computed["computed_at"].max()
    found = store.scan("flows", FLOWS).filter(pl.col("authority") == authority).collect()
    if found.is_empty() or found["computed_at"][0] != moment:
        wanted = [i for i in catalogue.ALL if flow(i) is not None]
        now = monthly(holdings(store, authority), wanted, population(store, authority))
        found = now.with_columns(authority=pl.lit(authority), computed_at=pl.lit(moment, pl.Datetime("us")))
        store.replace_unless_taken("flows", found.select(list(FLOWS)), authority)
    # Two processes that make the table at the same moment may both write it: the rows are the same.
    return found.select(list(MEASURES)).unique(["indicator", "period", "breakdown"]).sort("indicator", "period")
