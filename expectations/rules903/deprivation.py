"""Rules on deprivation of liberty orders (since 2026/27)."""

from __future__ import annotations

from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.spans import crossing, not_carried_on, outlasting
from expectations.rules903.tables import Tables
from expectations.rules903.terms import END, col, in_year, one_of, unreadable

EXPECTED = ("K2", "Z12", "Z13")
ORDER = "The deprivation of liberty order"


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    return (
        rule("701", "DoLo", unreadable("DOLO_END"), f"{ORDER}'s end is not a date. Write it as dd/mm/yyyy."),
        rule(
            "700",
            "DoLo",
            col("DOLO_START").is_null(),
            f"{ORDER}'s start is missing or not a date. Write it as dd/mm/yyyy.",
        ),
        rule(
            "702",
            "DoLo",
            col("DOLO_END") < col("DOLO_START"),
            f"{ORDER} ends before it begins. Correct one of the dates.",
        ),
        rule(
            "704",
            "DoLo",
            ~in_year(col("DOLO_END")),
            f"{ORDER} ends outside the collection year. Correct the end, or leave the order out.",
        ),
        rule(
            "708",
            "DoLo",
            col("DOLO_START") < col("DOB"),
            f"{ORDER} begins before the child was born. Correct one of the dates.",
        ),
        together(
            "706",
            {"DoLo": "CHILD DOLO_START", "DoLo_last": "CHILD DOLO_START DOLO_END"},
            open_order_gone,
            f"{ORDER} was open at the end of last year, and none of this year has its start. Add it with the same"
            f" start.",
        ),
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


def open_order_gone(t: Tables) -> Faults:
    return not_carried_on(t, "DoLo", "DOLO_START", "DOLO_END")


def outlasts_care(t: Tables) -> Faults:
    return {"DoLo": outlasting(t, "DoLo", "DOLO_START", "DOLO_END")}


def unexpected_placement(t: Tables) -> Faults:
    """Orders with both dates only, as the rule says, and episodes whose days they share; an open episode goes on."""
    orders = t["DoLo"].filter(col("DOLO_START").is_not_null() & col("DOLO_END").is_not_null())
    pairs = orders.join(t["Episodes"].filter(~one_of("PLACE", EXPECTED)), on="CHILD", suffix="_episode")
    share = (col("DECOM") <= col("DOLO_END")) & (col("DEC").is_null() | (col("DEC") >= col("DOLO_START")))
    found = pairs.filter(share)
    return {"DoLo": found["row"], "Episodes": found["row_episode"]}
