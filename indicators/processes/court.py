"""Families in pre-proceedings and in care proceedings. A case is a family: its first day and its last."""

from __future__ import annotations

import polars as pl

from indicators.cohorts import MONTH_END, during
from indicators.holdings import Holdings
from indicators.processes.model import UNKNOWN, Process, case_rows, days_after, finished, unfinished
from indicators.processes.tables import families

PRE_PROCEEDINGS_DAYS, PROCEEDINGS_DAYS = 16 * 7, 26 * 7
LIST = "plo_tracker"
FAMILY = "that of the open case of one of the children at the month end"


def _pre_proceedings(holdings: Holdings) -> pl.LazyFrame:
    letter, ended, issued = pl.col("letter_date"), pl.col("pre_proceedings_end"), pl.col("issue_date")
    days = (ended - letter).dt.total_days()
    in_time = pl.when(days >= 0).then(days <= PRE_PROCEEDINGS_DAYS)
    over = days_after(letter, PRE_PROCEEDINGS_DAYS) < MONTH_END
    begun = letter.is_not_null() | pl.col("pre_proceedings_agreed").fill_null(False)
    is_open = ended.is_null() & issued.is_null() & begun
    # An application ends them; where their own end is blank, nobody knows whether that was in time.
    went_to_court = ended.is_null() & letter.is_not_null() & during("issue_date", 12).fill_null(False)
    not_ended = pl.when(issued.is_not_null()).then(pl.lit(UNKNOWN)).otherwise(unfinished(over))
    return case_rows(
        families(holdings).filter(during("pre_proceedings_end", 12).fill_null(False) | is_open | went_to_court),
        state=pl.when(ended.is_not_null()).then(finished(in_time)).otherwise(not_ended),
        started=letter,
        due=days_after(letter, PRE_PROCEEDINGS_DAYS),
        ended=ended,
        child=pl.col("children"),
        who=("team", "worker"),
    )


def _proceedings(holdings: Holdings) -> pl.LazyFrame:
    issued, concluded = pl.col("issue_date"), pl.col("final_order_date")
    days = (concluded - issued).dt.total_days()
    in_time = pl.when(days >= 0).then(days <= PROCEEDINGS_DAYS)
    over = days_after(issued, PROCEEDINGS_DAYS) < MONTH_END
    in_court = (concluded.is_null() & issued.is_not_null()) | during("final_order_date", 12).fill_null(False)
    return case_rows(
        families(holdings).filter(in_court),
        state=pl.when(concluded.is_not_null()).then(finished(in_time)).otherwise(unfinished(over)),
        started=issued,
        due=days_after(issued, PROCEEDINGS_DAYS),
        ended=concluded,
        child=pl.col("children"),
        who=("team", "worker"),
    )


PROCESSES = (
    Process(
        id="pre_proceedings",
        title="Pre-proceedings",
        case=("family in pre-proceedings", "families in pre-proceedings"),
        lists=(LIST,),
        rests_on=((LIST, "pre_proc_letter_date"), (LIST, "pre_proc_end_date")),
        team=FAMILY,
        worker=FAMILY,
        starts="the letter before proceedings to the family",
        ends="the end of pre-proceedings for the last child",
        limit="16 weeks",
        source="practice guidance of the Public Law Working Group, 2021",
        indicators=("preproceedings_weeks_avg",),
        unknown="the letter has no date or one after the end, or an application was made and no end is recorded",
        build=_pre_proceedings,
    ),
    Process(
        id="care_proceedings",
        title="Care proceedings",
        case=("family in care proceedings", "families in care proceedings"),
        lists=(LIST,),
        rests_on=((LIST, "issue_date"), (LIST, "final_order_date")),
        team=FAMILY,
        worker=FAMILY,
        starts="the application to the court",
        ends="the final order for the last child",
        limit="26 weeks",
        source="Children Act 1989, section 32",
        indicators=("care_proceedings_weeks_avg",),
        unknown="the application has no date or one after the final order",
        cannot_tell="An extension that the court allowed does not move the limit here.",
        build=_proceedings,
    ),
)
