"""Visits, reviews, health checks and pathway plans: the list holds the latest only.

A case is a child, and its state that of the child at the month end. The latest is judged by the indicator's own rule;
whether earlier ones were late cannot be seen.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from indicators.catalogue import find, reports
from indicators.catalogue.children_in_care import SETTLED
from indicators.cohorts import age_at_month_end
from indicators.holdings import Holdings
from indicators.processes.model import (
    OF_THE_LATEST,
    ON_TIME,
    OPEN_OVERDUE,
    UNKNOWN,
    WHO,
    Process,
    case_rows,
    days_after,
    months_after,
    standing,
    working_days_after,
)
from indicators.tables.care_leavers import care_leavers
from indicators.tables.stock import child_protection_plans, children_in_need, looked_after

NEED, PLAN, CARE = "children_in_need", "child_protection", "children_looked_after"
LATEST_ONLY = "The list holds the latest one only, so that earlier late ones cannot be seen."
DUE_FROM_THE_FIRST_DAY = (ON_TIME, OPEN_OVERDUE, UNKNOWN)  # there is no first limit
LOCAL = "local standard"


def _of(
    stock: Callable[[Holdings], pl.LazyFrame],
    indicator: str,
    *,
    begun: str,
    latest: str,
    next_due: pl.Expr,
    first_due: pl.Expr | None = None,
    since_begun: bool = False,
    only: pl.Expr | None = None,
) -> Callable[[Holdings], pl.LazyFrame]:
    """Cases of a stock of children. `next_due` follows from the latest, `first_due` from the beginning; with
    `since_begun`, one from before the beginning is none."""
    counts = pl.col(latest) >= pl.col(begun) if since_begun else pl.col(latest).is_not_null()
    due = pl.when(counts.fill_null(False)).then(next_due)
    if first_due is not None:
        due = due.otherwise(first_due) if since_begun else pl.max_horizontal(due, first_due)

    def build(holdings: Holdings) -> pl.LazyFrame:
        defined = find(indicator)
        rows = stock(holdings) if only is None else stock(holdings).filter(only)
        judged = standing(defined.denominator, defined.numerator)
        return case_rows(
            rows,
            state=pl.when(pl.col("is_open").is_null()).then(pl.lit(UNKNOWN)).otherwise(judged),
            started=pl.when(counts.fill_null(False)).then(pl.col(latest)).otherwise(pl.col(begun)),
            due=due,
        )

    return build


def _pathway_plans(holdings: Holdings) -> pl.LazyFrame:
    plans, reviewed = find("pathway_plan_current_pct"), pl.col("pathway_plan_review_date")
    team, _ = WHO
    return case_rows(
        care_leavers(holdings).filter(plans.denominator.fill_null(True)),
        state=standing(plans.denominator, plans.numerator),
        started=reviewed,
        due=months_after(reviewed, 6),
        who=(team, pl.coalesce("personal_adviser", "allocated_worker")),
    )


def _process(id: str, title: str, case: tuple[str, str], list: str, columns: tuple[str, ...], **facts) -> Process:
    return Process(
        id=id,
        title=title,
        case=case,
        lists=(list,),
        rests_on=tuple((list, column) for column in columns),
        **{"states": OF_THE_LATEST, "cannot_tell": LATEST_ONLY} | facts,
    )


PROTECTION_REVIEW = _process(
    "protection_review",
    "Reviews of child protection plans",
    ("review of a child protection plan", "reviews of child protection plans"),
    PLAN,
    ("cpp_start_date", "latest_review_date"),
    starts="the start of the plan, then the latest review",
    ends="the next review conference",
    limit="3 months for the first, then 6 months",
    source=reports.WORKING_TOGETHER,
    indicators=("cpp_review_timely_pct",),
    unknown="no review is recorded, or the plan has no start",
    build=_of(
        child_protection_plans,
        "cpp_review_timely_pct",
        begun="cpp_start_date",
        latest="latest_review_date",
        next_due=months_after(pl.col("latest_review_date"), 6),
        first_due=months_after(pl.col("cpp_start_date"), 3),
        since_begun=True,
    ),
)
NEED_VISIT = _process(
    "need_visit",
    "Visits to children in need",
    ("visit to a child in need", "visits to children in need"),
    NEED,
    ("last_seen_date",),
    starts="the day on which the child was last seen",
    ends="the next visit",
    limit="20 working days",
    source=LOCAL,
    indicators=("cin_visit_20wd_pct",),
    states=DUE_FROM_THE_FIRST_DAY,
    unknown="no day is recorded on which the child was seen, or the case has no start",
    build=_of(
        children_in_need,
        "cin_visit_20wd_pct",
        begun="cin_start_date",
        latest="last_seen_date",
        next_due=working_days_after(pl.col("last_seen_date"), 20),
        only=pl.col("case_status").eq_missing("CIN"),
    ),
)
PROTECTION_VISIT = _process(
    "protection_visit",
    "Visits to children on protection plans",
    ("visit to a child on a plan", "visits to children on plans"),
    PLAN,
    ("cpp_start_date", "last_visit_date"),
    starts="the start of the plan, then the latest visit",
    ends="the next visit",
    limit="10 working days",
    source=LOCAL,
    indicators=("cpp_visit_timely_pct",),
    unknown="no visit is recorded, or the plan has no start",
    build=_of(
        child_protection_plans,
        "cpp_visit_timely_pct",
        begun="cpp_start_date",
        latest="last_visit_date",
        next_due=working_days_after(pl.col("last_visit_date"), 10),
        first_due=working_days_after(pl.col("cpp_start_date"), 10),
    ),
)
CARE_VISIT = _process(
    "care_visit",
    "Visits to children in care",
    ("visit to a child in care", "visits to children in care"),
    CARE,
    ("cla_start_date", "last_visit_date"),
    starts="the day on which the child came into care, then the latest visit",
    ends="the next visit",
    limit="7 days for the first, then 42 days, or 3 months in a settled long-term placement",
    source=f"{reports.CARE_PLANNING}, regulation 28",
    indicators=("cla_visit_timely_pct",),
    unknown="no visit is recorded, or the period of care has no start",
    build=_of(
        looked_after,
        "cla_visit_timely_pct",
        begun="cla_start_date",
        latest="last_visit_date",
        next_due=pl.when(SETTLED.fill_null(False))
        .then(months_after(pl.col("last_visit_date"), 3))
        .otherwise(days_after(pl.col("last_visit_date"), 42)),
        first_due=days_after(pl.col("cla_start_date"), 7),
    ),
)
CARE_REVIEW = _process(
    "care_review",
    "Reviews of children in care",
    ("review of a child in care", "reviews of children in care"),
    CARE,
    ("cla_start_date", "latest_review_date"),
    starts="the day on which the child came into care, then the latest review",
    ends="the next review",
    limit="20 working days for the first, then 6 months",
    source=f"{reports.CARE_PLANNING}, regulation 33",
    indicators=("cla_review_timely_pct",),
    unknown="no review is recorded, or the period of care has no start",
    cannot_tell=f"{LATEST_ONLY} So the second review's own limit, 3 months, is not tested.",
    build=_of(
        looked_after,
        "cla_review_timely_pct",
        begun="cla_start_date",
        latest="latest_review_date",
        next_due=months_after(pl.col("latest_review_date"), 6),
        first_due=working_days_after(pl.col("cla_start_date"), 20),
        since_begun=True,
    ),
)
UNDER_FIVE = (age_at_month_end() < 5).fill_null(False)
HEALTH_CHECK = _process(
    "health_check",
    "Health checks of children in care for a year",
    ("health check", "health checks"),
    CARE,
    ("cla_start_date", "last_health_assessment_date"),
    starts="the latest health assessment",
    ends="the next one",
    limit="12 months, or 6 months under the age of five",
    source=f"{reports.CARE_PLANNING}, regulation 7",
    indicators=("cla_health_assessment_pct",),
    unknown="no health assessment is recorded, or the period of care has no start",
    cannot_tell=f"{LATEST_ONLY} Children in care for less than 12 months are not yet due, as in the indicator.",
    build=_of(
        looked_after,
        "cla_health_assessment_pct",
        begun="cla_start_date",
        latest="last_health_assessment_date",
        next_due=pl.when(UNDER_FIVE)
        .then(months_after(pl.col("last_health_assessment_date"), 6))
        .otherwise(months_after(pl.col("last_health_assessment_date"), 12)),
        first_due=months_after(pl.col("cla_start_date"), 12),
        since_begun=True,
    ),
)
PATHWAY_PLAN = _process(
    "pathway_plan",
    "Reviews of pathway plans",
    ("review of a pathway plan", "reviews of pathway plans"),
    "care_leavers",
    ("eligibility", "pathway_plan_review_date"),
    worker="personal_adviser, else allocated_worker",
    starts="the latest review",
    ends="the next one",
    limit="6 months",
    source="Care Leavers (England) Regulations 2010, regulation 7",
    indicators=("pathway_plan_current_pct",),
    states=DUE_FROM_THE_FIRST_DAY,
    unknown="no review is recorded, or it is not known what the young person is owed",
    cannot_tell=f"{LATEST_ONLY} Nor does the list say when the first plan was due.",
    build=_pathway_plans,
)
