"""Rules on periods of being missing or away without authorisation."""

from __future__ import annotations

from expectations.rules903.frames import periods_of_care
from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.spans import crossing, not_carried_on, outlasting
from expectations.rules903.tables import Tables
from expectations.rules903.terms import END, blank, col, given, invalid, one_of, unreadable

KINDS = ("M", "A")


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    return (
        rule(
            "1004",
            "Missing",
            col("MIS_START").is_null() & given("MIS_START", "MIS_END"),
            "The start of the missing period is not a date, or is missing while there is an end. Write it as"
            " dd/mm/yyyy.",
        ),
        rule(
            "1005",
            "Missing",
            unreadable("MIS_END"),
            "The end of the missing period is not a date. Write it as dd/mm/yyyy.",
        ),
        rule(
            "567",
            "Missing",
            col("MIS_END") < col("MIS_START"),
            "The missing period ends before it begins. Correct one of the dates.",
        ),
        rule(
            "1006",
            "Missing",
            invalid("MISSING", KINDS),
            "The kind of absence is not one of the codes. Use M (missing) or A (away without authorisation).",
        ),
        rule(
            "564",
            "Missing",
            given("MISSING") & blank("MIS_START"),
            "The child was missing or away, and the start is blank. Enter it.",
        ),
        rule(
            "566",
            "Missing",
            blank("MISSING") & given("MIS_END"),
            "A missing period has an end, and whether the child was missing (M) or away (A) is blank. Enter it.",
        ),
        rule(
            "570",
            "Missing",
            col("MIS_START") > END,
            "The missing period begins after the collection year. Correct the start, or leave it to next year.",
        ),
        together(
            "574",
            {"Missing": "CHILD MIS_START MIS_END"},
            overlapping,
            "Two missing periods of the child overlap, or one began while another was open (the one that ends later is"
            " shown). Correct the dates.",
        ),
        together(
            "576",
            {"Missing": "CHILD MIS_START", "Missing_last": "CHILD MIS_START MIS_END"},
            open_period_gone,
            "A missing period was open at the end of last year, and no period of this year has its start. Add it with"
            " the same start.",
        ),
        together(
            "575",
            {"Missing": "CHILD MIS_START MIS_END", "Episodes": "CHILD DECOM DEC"},
            open_after_placement,
            "The placement from which the child went missing has ended, and the missing period has no end. Enter it.",
        ),
        together(
            "577",
            {"Missing": "CHILD MIS_START MIS_END", "Episodes": "CHILD DECOM DEC"},
            outlasts_care,
            "The missing period goes on, or ends, when the child is not in care. Enter its end, or correct the"
            " episodes.",
        ),
        together(
            "581",
            {"Missing": "CHILD MIS_START", "Episodes": "CHILD DECOM"},
            missing_before_care,
            "The missing period begins before the child first came into care. Correct its start, or add the episode.",
        ),
        together(
            "578",
            {"Missing": "CHILD MIS_START", "Episodes": "CHILD DECOM DEC"},
            missing_out_of_care,
            "The missing period begins when the child was not in care. Correct its start, or the episodes.",
        ),
        together(
            "580",
            {"Missing": "CHILD MIS_END", "Episodes": "CHILD DEC REC"},
            left_while_missing,
            "The child was missing on the day on which care ended, so the reason should be E8. Correct the reason, or"
            " the end of the missing period.",
            Severity.WARNING,
        ),
    )


def overlapping(t: Tables) -> Faults:
    return {"Missing": crossing(t["Missing"], "MIS_START", "MIS_END")}


def open_period_gone(t: Tables) -> Faults:
    return not_carried_on(t, "Missing", "MIS_START", "MIS_END")


def open_after_placement(t: Tables) -> Faults:
    """The placement is the episode that runs on the day on which the child went missing."""
    still = t["Missing"].filter(blank("MIS_END")).join(t["Episodes"], on="CHILD", suffix="_episode")
    return {"Missing": still.filter((col("DECOM") <= col("MIS_START")) & (col("DEC") > col("MIS_START")))["row"]}


def outlasts_care(t: Tables) -> Faults:
    return {"Missing": outlasting(t, "Missing", "MIS_START", "MIS_END")}


def missing_before_care(t: Tables) -> Faults:
    first = t["Episodes"].group_by("CHILD").agg(first=col("DECOM").min())
    return {"Missing": t["Missing"].join(first, on="CHILD").filter(col("MIS_START") < col("first"))["row"]}


def missing_out_of_care(t: Tables) -> Faults:
    care = t.of(periods_of_care)
    beside = t["Missing"].filter(col("MIS_START").is_not_null()).join(care, on="CHILD")
    inside = (col("starts") <= col("MIS_START")) & (col("ends").is_null() | (col("MIS_START") <= col("ends")))
    return {"Missing": beside.group_by("row").agg(inside.any().alias("inside")).filter(~col("inside"))["row"]}


def left_while_missing(t: Tables) -> Faults:
    left = t["Episodes"].filter(given("REC") & ~one_of("REC", ("E8", "X1")) & col("DEC").is_not_null())
    return {
        "Episodes": left.join(t["Missing"], left_on=["CHILD", "DEC"], right_on=["CHILD", "MIS_END"], how="semi")["row"]
    }
