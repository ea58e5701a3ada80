"""Rules on deprivation of liberty orders (since 2026/27)."""

from __future__ import annotations

import polars as pl

from expectations.rules903.frames import periods_of_care
from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.spans import crossing
from expectations.rules903.tables import Tables
from expectations.rules903.terms import END, col, one_of, unreadable

EXPECTED = ("K2", "Z12", "Z13")
ORDER = "The deprivation of liberty order"


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    return (
        rule("701", "DoLo", unreadable("DOLO_END"), f"{ORDER}'s end is not a date. Write it as dd/mm/yyyy."),
        rule(
            "703",
            "DoLo",
            col("DOLO_START") > END,
            f"{ORDER} begins after the collection year. Correct the start, or leave it to next year.",
        ),
        together(
            "705",
            {"DoLo": "CHILD DOLO_START DOLO_END"},
            overlapping,
            "Two deprivation of liberty orders of the child overlap, or one began while another was open (the one that"
            " ends later is shown). Correct the dates.",
        ),
        together(
            "707",
            {"DoLo": "CHILD DOLO_START DOLO_END", "Episodes": "CHILD DECOM DEC"},
            outlasts_care,
            f"{ORDER} goes on, or ends, when the child is not in care. Enter its end, or correct the episodes.",
        ),
        together(
            "709",
            {"DoLo": "CHILD DOLO_START DOLO_END", "Episodes": "CHILD DECOM DEC PLACE"},
            unexpected_placement,
            f"{ORDER} overlaps a placement that is not {', '.join(EXPECTED)}. Check the placement and the order.",
            Severity.WARNING,
        ),
    )


def overlapping(t: Tables) -> Faults:
    return {"DoLo": crossing(t["DoLo"], "DOLO_START", "DOLO_END")}


def outlasts_care(t: Tables) -> Faults:
    return {"DoLo": outlasting(t, "DoLo", "DOLO_START", "DOLO_END")}


def outlasting(t: Tables, table: str, start: str, end: str) -> pl.Series:
    """Rows whose span ends outside every period of care, or is open although care ended since it began."""
    beside = t[table].filter(col(start).is_not_null()).join(t.of(periods_of_care), on="CHILD")
    ends_in_care = (col("starts") <= col(end)) & (col("ends").is_null() | (col(end) <= col("ends")))
    left_since = (col("ends") >= col(start)).fill_null(False)
    judged = beside.group_by("row").agg(
        open=col(end).is_null().first(),
        ends_in_care=ends_in_care.fill_null(False).any(),
        left_since=left_since.any(),
        in_care_now=col("ends").is_null().any(),
    )
    at_fault = (~col("open") & ~col("ends_in_care")) | (col("open") & (col("left_since") | ~col("in_care_now")))
    return judged.filter(at_fault)["row"]


def unexpected_placement(t: Tables) -> Faults:
    """Orders with both dates only, as the rule says, and episodes whose days they share; an open episode goes on."""
    orders = t["DoLo"].filter(col("DOLO_START").is_not_null() & col("DOLO_END").is_not_null())
    pairs = orders.join(t["Episodes"].filter(~one_of("PLACE", EXPECTED)), on="CHILD", suffix="_episode")
    share = (col("DECOM") <= col("DOLO_END")) & (col("DEC").is_null() | (col("DEC") >= col("DOLO_START")))
    found = pairs.filter(share)
    return {"DoLo": found["row"], "Episodes": found["row_episode"]}
