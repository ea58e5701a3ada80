"""Rules on the decision that a child should be placed for adoption, and on its reversal (PlacedAdoption)."""

from __future__ import annotations

import polars as pl

from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import ADOPTED, FOR_ADOPTION, blank, col, given, one_of, unreadable

TABLE = "PlacedAdoption"
DECISION = "The decision that the child should be placed for adoption"


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    return (
        rule("115", TABLE, unreadable("DATE_PLACED"), f"{DECISION} has no readable date. Write it as dd/mm/yyyy."),
        rule(
            "119",
            TABLE,
            blank("DATE_PLACED_CEASED") != blank("REASON_PLACED_CEASED"),
            "A reversed decision needs both the date of the reversal and the reason. Fill in both, or neither.",
        ),
        rule(
            "184",
            TABLE,
            col("DATE_PLACED") < col("born"),
            f"{DECISION} is before the birth. Correct one of the dates.",
        ),
        rule(
            "522",
            TABLE,
            col("DATE_PLACED") > col("DATE_PLACED_CEASED"),
            f"{DECISION} is after its own reversal. Correct one of the dates.",
        ),
        together(
            "117",
            {TABLE: "CHILD DATE_PLACED DATE_PLACED_CEASED", "Episodes": "CHILD DECOM DEC REC"},
            too_late,
            f"{DECISION}, or its reversal, is after the collection year or after the child left care. Correct the"
            " dates.",
            needs_year="collection_end",
        ),
        together(
            "551",
            {TABLE: "CHILD DATE_PLACED", "Episodes": "CHILD PLACE"},
            placed_without_decision,
            "The child is placed for adoption (A3 to A6), but there is no date of the decision. Enter it.",
        ),
        together(
            "557",
            {TABLE: "CHILD DATE_PLACED_CEASED REASON_PLACED_CEASED", "Episodes": "CHILD LS PLACE REC"},
            left_unadopted,
            "The child was to be adopted and left care otherwise, so the decision was reversed. Enter the date of the"
            " reversal and the reason.",
        ),
        together(
            "579",
            {TABLE: "CHILD DATE_PLACED DATE_PLACED_CEASED"},
            decided_twice,
            "A new decision that the child should be placed for adoption was taken before the last one was reversed."
            " Correct the dates, or enter the reversal.",
        ),
        together(
            "552",
            {TABLE: "CHILD DATE_PLACED", "Episodes": "CHILD DECOM PLACE"},
            placed_before_decision,
            f"{DECISION} is after the day on which the child was placed. Correct one of the dates.",
        ),
        together(
            "554",
            {TABLE: "CHILD DATE_PLACED", "Episodes": "CHILD DECOM LS"},
            ordered_before_decision,
            f"{DECISION} is after the placement order (E1). Correct one of the dates; episodes of earlier years are not"
            " seen here.",
            Severity.WARNING,
        ),
        together(
            "558",
            {TABLE: "CHILD DATE_PLACED_CEASED", "Episodes": "CHILD REC"},
            adopted_after_reversal,
            "The child was adopted (E11, E12), yet every decision on adoption is reversed. Remove the reversal of the"
            " one that led to it.",
        ),
        together(
            "560",
            {TABLE: "CHILD DATE_PLACED", f"{TABLE}_last": "CHILD DATE_PLACED DATE_PLACED_CEASED"},
            another_date,
            f"{DECISION} has another date than last year, though it was not reversed. Find out which is right.",
            Severity.WARNING,
        ),
        together(
            "584",
            {TABLE: "CHILD DATE_PLACED", f"{TABLE}_last": "CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED"},
            not_after_reversal,
            f"{DECISION} was reversed in last year's return, and the one given this year is not later than that"
            " reversal. Give the new decision, or remove the row.",
            Severity.WARNING,
        ),
    )


def too_late(t: Tables) -> Faults:
    """A child who left and has an open episode since has come back: the exit does not count."""
    known = t["Episodes"].filter(col("CHILD").is_not_null())
    back = (
        known.filter(blank("DEC", "REC") & col("DECOM").is_not_null())
        .group_by("CHILD")
        .agg(col("DECOM").max().alias("back"))
    )
    exits = known.filter(given("REC") & (col("REC") != "X1") & col("DEC").is_not_null())
    last = exits.filter(col("DEC") == col("DEC").max().over("CHILD")).join(back, on="CHILD", how="left")
    left = last.filter((col("back") < col("DEC")).fill_null(True))
    latest = t[TABLE].join(left.group_by("CHILD").agg(left=col("DEC").max()), on="CHILD", how="left")
    end = pl.min_horizontal(pl.lit(t.end), "left")
    late = latest.filter((col("DATE_PLACED") > end) | (col("DATE_PLACED_CEASED") > end))
    return {TABLE: late["row"], "Episodes": left.join(late, on="CHILD", how="semi")["row"]}


def placed_without_decision(t: Tables) -> Faults:
    placed = t["Episodes"].filter(one_of("PLACE", FOR_ADOPTION))
    dated = t[TABLE].filter(given("DATE_PLACED"))
    undated = t[TABLE].filter(blank("DATE_PLACED")).join(placed, on="CHILD", how="semi")
    return {
        "Episodes": placed.join(dated, on="CHILD", how="anti")["row"],
        TABLE: undated.join(dated, on="CHILD", how="anti")["row"],
    }


def left_unadopted(t: Tables) -> Faults:
    """Exits other than to adoption from a placement for adoption or under a placement order."""
    planned = one_of("PLACE", FOR_ADOPTION) | one_of("LS", ["E1"])
    left = t["Episodes"].filter(planned & given("REC") & ~one_of("REC", ("X1", *ADOPTED)))
    standing = t[TABLE].filter(blank("DATE_PLACED_CEASED") | blank("REASON_PLACED_CEASED"))
    at_fault = standing.join(left, on="CHILD", how="semi")
    return {TABLE: at_fault["row"], "Episodes": left.join(at_fault, on="CHILD", how="semi")["row"]}


def decided_twice(t: Tables) -> Faults:
    ordered = t[TABLE].filter(col("DATE_PLACED").is_not_null() & col("CHILD").is_not_null())
    ordered = ordered.sort("CHILD", "DATE_PLACED", "DATE_PLACED_CEASED", "row", nulls_last=True)
    before = ordered.with_columns(
        later=col("CHILD") == col("CHILD").shift(1), reversed_on=col("DATE_PLACED_CEASED").shift(1).over("CHILD")
    )
    standing = col("reversed_on").is_null() | (col("reversed_on") > col("DATE_PLACED"))
    return {TABLE: before.filter(col("later") & standing)["row"]}


def placed_before_decision(t: Tables) -> Faults:
    return _before_decision(t, t["Episodes"].filter(one_of("PLACE", FOR_ADOPTION)))


def ordered_before_decision(t: Tables) -> Faults:
    orders = t["Episodes"].filter(one_of("LS", ["E1"]) & col("CHILD").is_not_null())
    return _before_decision(t, orders.filter(col("DECOM") == col("DECOM").min().over("CHILD")))


def _before_decision(t: Tables, steps: pl.DataFrame) -> Faults:
    """Steps taken before the child's first decision, and that decision."""
    decisions = t[TABLE].filter(col("DATE_PLACED").is_not_null() & col("CHILD").is_not_null())
    first = decisions.filter(col("DATE_PLACED") == col("DATE_PLACED").min().over("CHILD"))
    early = steps.join(first, on="CHILD", suffix="_decision").filter(col("DECOM") < col("DATE_PLACED"))
    return {TABLE: early["row_decision"], "Episodes": early["row"]}


def adopted_after_reversal(t: Tables) -> Faults:
    decided = t[TABLE].group_by("CHILD").agg(reversed=given("DATE_PLACED_CEASED").all()).filter(col("reversed"))
    return {"Episodes": t["Episodes"].filter(one_of("REC", ADOPTED)).join(decided, on="CHILD", how="semi")["row"]}


def another_date(t: Tables) -> Faults:
    """This year's dates that last year's return did not have, where one that it had, not reversed, is gone."""
    last = t[f"{TABLE}_last"].filter(col("DATE_PLACED").is_not_null())
    standing = last.filter(blank("DATE_PLACED_CEASED"))
    gone = standing.join(t[TABLE], on=["CHILD", "DATE_PLACED"], how="anti")
    new = t[TABLE].filter(col("DATE_PLACED").is_not_null()).join(last, on=["CHILD", "DATE_PLACED"], how="anti")
    return {TABLE: new.join(gone, on="CHILD", how="semi")["row"]}


def not_after_reversal(t: Tables) -> Faults:
    last = t[f"{TABLE}_last"].filter(
        col("DATE_PLACED").is_not_null() & given("DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
    )
    beside = t[TABLE].join(last, on="CHILD", suffix="_before")
    later = (col("DATE_PLACED") > col("DATE_PLACED_CEASED_before")).fill_null(False)
    return {TABLE: beside.filter(~later)["row"]}
