"""From the contact to the initial conference: work that begins on one day and must be done by another.

What ended is counted over the same time as its indicator; what is open is counted however long ago it began.
"""

from __future__ import annotations

import polars as pl

from indicators.catalogue import find, reports
from indicators.cohorts import during, working_days_open
from indicators.holdings import Holdings
from indicators.processes.model import (
    LATE,
    ON_TIME,
    OPEN_IN_TIME,
    OPEN_OVERDUE,
    UNKNOWN,
    Process,
    case_rows,
    finished,
    unfinished,
    working_days_after,
)
from indicators.tables.front_door import contact_outcomes
from indicators.tables.protection import assessments_authorised, assessments_open, conferences, enquiries_open


def _contacts(holdings: Holdings) -> pl.LazyFrame:
    begun, decided = pl.col("contact_date"), pl.col("decision_date")
    over = working_days_open("contact_date") > 1
    # An outcome without a date was decided, nobody knows when; within the limit it is in time either way.
    undated = pl.when(over & pl.col("outcome").is_not_null()).then(None).otherwise(over)
    in_time = find("contact_decision_1wd_pct").numerator
    state = pl.when(decided.is_not_null()).then(finished(in_time)).otherwise(unfinished(undated))
    rows = contact_outcomes(holdings).filter(decided.is_null() | during("contact_date", 1).fill_null(False))
    return case_rows(
        rows,
        state=state,
        started=begun,
        due=working_days_after(begun, 1),
        ended=decided,
        who=(None, "decision_worker_id"),
    )


def _assessments(holdings: Holdings) -> pl.LazyFrame:
    begun = pl.col("assessment_start_date")
    when = {"started": begun, "due": working_days_after(begun, 45), "ended": pl.col("assessment_authorised_date")}
    in_time, over = (find(i).numerator for i in ("assessment_45wd_pct", "assessment_open_overdue_count"))
    done = case_rows(assessments_authorised(holdings), state=finished(in_time), **when)
    return pl.concat([done, case_rows(assessments_open(holdings), state=unfinished(over), **when)])


def _enquiries(holdings: Holdings) -> pl.LazyFrame:
    begun, over = pl.col("s47_start_date"), find("s47_open_over_15wd_count").numerator
    return case_rows(enquiries_open(holdings), state=unfinished(over), started=begun, due=working_days_after(begun, 15))


def _conferences(holdings: Holdings) -> pl.LazyFrame:
    begun, in_time = pl.col("s47_start_date"), find("icpc_15wd_pct").numerator
    return case_rows(
        conferences(holdings),
        state=finished(in_time),
        started=begun,
        due=working_days_after(begun, 15),
        ended=pl.col("icpc_date"),
    )


PROCESSES = (
    Process(
        id="contact_decision",
        title="Contact decisions",
        case=("contact", "contacts"),
        lists=("contact_outcomes",),
        rests_on=(("contact_outcomes", "contact_date"), ("contact_outcomes", "decision_date")),
        team="",
        worker="decision_worker_id",
        starts="the contact",
        ends="the decision on what happens next",
        limit="1 working day",
        source=reports.WORKING_TOGETHER,
        indicators=("contact_decision_1wd_pct",),
        unknown="it has an outcome without a date, or a decision before the contact",
        build=_contacts,
    ),
    Process(
        id="assessment",
        title="Child and family assessments",
        case=("assessment", "assessments"),
        lists=("assessments",),
        rests_on=(("assessments", "assessment_start_date"), ("assessments", "assessment_authorised_date")),
        starts="the start of the assessment",
        ends="its authorisation",
        limit="45 working days",
        source=reports.WORKING_TOGETHER,
        indicators=("assessment_45wd_pct", "assessment_open_overdue_count"),
        rolling=True,
        unknown="its start is blank or later than its authorisation",
        cannot_tell="The law counts from the referral; the list holds the assessment's own start.",
        build=_assessments,
    ),
    Process(
        id="s47_enquiry",
        title="Section 47 enquiries still open",
        case=("section 47 enquiry", "section 47 enquiries"),
        lists=("s47_icpc",),
        rests_on=(("s47_icpc", "s47_start_date"), ("s47_icpc", "icpc_date"), ("s47_icpc", "icpc_not_required")),
        starts="the strategy discussion",
        ends="the initial conference, or the decision that none is needed",
        limit="15 working days",
        source=reports.WORKING_TOGETHER,
        indicators=("s47_open_over_15wd_count", "s47_open_count", "icpc_15wd_pct"),
        states=(OPEN_IN_TIME, OPEN_OVERDUE, UNKNOWN),
        unknown="its start is blank",
        cannot_tell="On which day an enquiry ended without a conference is not in the list, so that only open ones are "
        "counted; those that led to a conference are counted as initial conferences held.",
        build=_enquiries,
    ),
    Process(
        id="initial_conference",
        title="Initial child protection conferences held",
        case=("initial conference", "initial conferences"),
        lists=("s47_icpc",),
        rests_on=(("s47_icpc", "s47_start_date"), ("s47_icpc", "icpc_date")),
        starts="the strategy discussion",
        ends="the conference",
        limit="15 working days",
        source=reports.WORKING_TOGETHER,
        indicators=("icpc_15wd_pct",),
        rolling=True,
        states=(ON_TIME, LATE, UNKNOWN),
        unknown="the strategy discussion has no date or a later one",
        aside="Those still to be held: see the section 47 enquiries still open.",
        cannot_tell="Those still to be held are among the section 47 enquiries still open: nobody knows yet which of "
        "them need one.",
        build=_conferences,
    ),
)
