"""Rules on the episodes of a child's social workers."""

from __future__ import annotations

from datetime import date

from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import END, START, blank, col, given, invalid, unreadable, valid

SW = "SWEpisodes"
FIRST_COLLECTED = date(2023, 4, 1)  # before it the reason and the worker may be unknown
PLACEHOLDER = r"^(0[1-9]|[12]\d|3[01]|ZZ)/(0[1-9]|1[0-2]|ZZ)/(\d{4}|ZZZZ)$"  # Z for figures that are not known
UNKNOWN_FIGURES = r"Z"
REPORTED_FROM = START.dt.offset_by("-1y")  # social workers are reported for two years, to see how often they change
GRACE = "5d"  # an end in the last days before 31 March is this rule's, an earlier one is rule SW11aSTG2's


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    partly_unknown = col("SW_DEC_text").str.contains(PLACEHOLDER) & col("SW_DEC_text").str.contains(UNKNOWN_FIGURES)
    return (
        rule(
            "SW01aSTG1",
            SW,
            blank("SW_DECOM") | (blank("SW_ID") & (col("SW_DECOM") < FIRST_COLLECTED)),
            "The social worker's episode has no start, or began before April 2023 and has no worker. Enter both.",
        ),
        rule(
            "SW02STG1",
            SW,
            given("SW_ID") & ~col("SW_ID").str.contains("^(SW|XX)"),
            "The social worker's number begins neither with SW (Social Work England) nor with XX. Correct it.",
        ),
        rule(
            "SW05STG1",
            SW,
            unreadable("SW_DEC") & ~partly_unknown,
            "The end of the social worker's episode is not a date. Write it as dd/mm/yyyy, with Z for figures that are"
            " not known.",
        ),
        rule(
            "SW07STG2",
            SW,
            (col("SW_DEC") > END) | (col("SW_DEC") < REPORTED_FROM),
            "The social worker's episode ends after the collection year, or more than a year before it. Correct the"
            " end.",
        ),
        rule(
            "SW09STG2",
            SW,
            col("SW_DECOM") == col("SW_DEC"),
            "The social worker's episode begins and ends on one day. Correct a date, or remove it.",
            Severity.WARNING,
        ),
        rule(
            "SW13STG1",
            SW,
            invalid("SW_REASON", valid("sw_reason")) | (blank("SW_REASON") & (col("SW_DECOM") >= FIRST_COLLECTED)),
            "The reason for the change of social worker is missing or not one of the codes. Enter one.",
        ),
        together(
            "SW11bSTG2",
            {SW: "CHILD SW_DECOM SW_DEC"},
            no_worker_at_year_end,
            "The last social worker's episode ended in the five days before 31 March and none followed. Add the next"
            " one, or leave the end blank.",
            Severity.WARNING,
            needs_year="collection_end",
        ),
    )


def no_worker_at_year_end(t: Tables) -> Faults:
    """The last row of each child whose last worker left just before the end of the year."""
    ordered = t[SW].filter(col("CHILD").is_not_null()).sort("CHILD", "SW_DECOM", "SW_DEC", "row", nulls_last=True)
    left = col("SW_DEC").max().over("CHILD")
    goes_on = col("SW_DECOM").is_not_null() & col("SW_DEC").is_null()
    alone = ordered.with_columns(left=left, followed=goes_on.any().over("CHILD"))
    late = (col("left") >= END.dt.offset_by(f"-{GRACE}")) & (col("left") < END)
    last = col("row") == col("row").last().over("CHILD")
    return {SW: alone.filter(late & ~col("followed") & last)["row"]}
