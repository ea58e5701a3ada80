"""A child's first health assessment in care, and the interview after going missing."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from indicators.catalogue import reports
from indicators.cohorts import MONTH_END
from indicators.holdings import Holdings
from indicators.processes.model import (
    LATE,
    NOT_YET_DUE,
    OF_A_TASK,
    OPEN_IN_TIME,
    OPEN_OVERDUE,
    UNKNOWN,
    Process,
    case_rows,
    finished,
)
from indicators.processes.tables import first_health_assessments, returns_from_missing

CARE = "children_looked_after"
CASE_HOLDER = "that of the child's open case at the month end"


def _first_health_assessments(holdings: Holdings) -> pl.LazyFrame:
    due, done, left = pl.col("due"), pl.col("done_on"), pl.col("cla_end_date")
    is_due = due <= MONTH_END
    after = pl.when(left.is_null()).then(pl.lit(OPEN_OVERDUE)).otherwise(pl.lit(LATE))
    judged = pl.when(done.is_null()).then(after).otherwise(finished(done <= due))
    state = (
        pl.when(due.is_null() | (is_due & ~pl.col("has_record")))
        .then(pl.lit(UNKNOWN))
        .when(is_due)
        .then(judged)
        .otherwise(pl.lit(OPEN_IN_TIME))
    )
    # What ended belongs to the month in which it was due, as in the indicator.
    is_open = done.is_null() & left.is_null()
    rows = first_health_assessments(holdings).filter(
        is_open | due.is_between(pl.col("win1_start"), MONTH_END).fill_null(False)
    )
    return case_rows(rows, state=state, started=pl.col("cla_start_date"), due=due, ended=pl.coalesce(done, left))


def _interviews(looked_after: bool) -> Callable[[Holdings], pl.LazyFrame]:
    def build(holdings: Holdings) -> pl.LazyFrame:
        back, held, hours = pl.col("end_datetime"), pl.col("rhi_held_datetime"), pl.col("hours")
        offered = pl.col("rhi_offered")
        refused = (offered == "Y") & (pl.col("rhi_accepted") == "N")
        not_held = (
            pl.when(pl.col("is_due").not_())
            .then(pl.lit(OPEN_IN_TIME))
            .when(refused.fill_null(False))
            .then(pl.lit(LATE))
            .when(offered.is_in(["Y", "N"]).fill_null(False))
            .then(pl.lit(OPEN_OVERDUE))
            .otherwise(pl.lit(UNKNOWN))
        )
        state = (
            pl.when(back.is_null())
            .then(pl.lit(NOT_YET_DUE))
            .when(held.is_not_null())
            .then(finished(pl.when(hours >= 0).then(hours <= 72)))
            .otherwise(not_held)
        )
        this_month = back.dt.date().is_between(pl.col("win1_start"), MONTH_END).fill_null(False)
        is_open = held.is_null() & refused.fill_null(False).not_()
        rows = returns_from_missing(holdings).filter(is_open | this_month)
        return case_rows(
            rows.filter(pl.col("looked_after") == looked_after),
            state=state,
            started=back.dt.date(),
            due=(back + pl.duration(hours=72)).dt.date(),
            ended=held.dt.date(),
            who=("team", "worker"),
        )

    return build


def _interview(id: str, title: str, indicator: str, *, looked_after: bool) -> Process:
    return Process(
        id=id,
        title=title,
        case=("return interview", "return interviews"),
        lists=(CARE, "missing_episodes"),
        rests_on=(("missing_episodes", "end_datetime"), ("missing_episodes", "rhi_held_datetime")),
        team=CASE_HOLDER,
        worker=CASE_HOLDER,
        starts="the return of the child",
        ends="the interview, or the child's refusal, which counts as late",
        limit="72 hours",
        source=reports.MISSING_GUIDANCE,
        indicators=(indicator,),
        states=(*OF_A_TASK, NOT_YET_DUE),
        unknown="none is recorded as held, offered or refused, or it is dated before the return",
        build=_interviews(looked_after),
    )


FIRST_HEALTH = Process(
    id="first_health_assessment",
    title="Initial health assessments",
    case=("initial health assessment", "initial health assessments"),
    lists=(CARE, "cla_health"),
    rests_on=((CARE, "cla_start_date"), ("cla_health", "event_date")),
    starts="the day on which the child came into care",
    ends="the assessment; a child who left care without one counts as late",
    limit="20 working days",
    source=reports.CARE_PLANNING,
    indicators=("cla_iha_20wd_pct",),
    unknown="no initial health assessment of the child is on record",
    cannot_tell="Children who came into care more than 12 months ago are left out: the list of health events may not "
    "reach back so far.",
    build=_first_health_assessments,
)
INTERVIEWS = (
    _interview("return_interview_care", "Return interviews, children in care", "cla_rhi_72h_pct", looked_after=True),
    _interview("return_interview_home", "Return interviews, children at home", "rhi_home_72h_pct", looked_after=False),
)
