"""Rules on health and well-being after twelve months in care (OC2): who is in it, what goes with what, SDQ scores."""

from __future__ import annotations

import polars as pl

from expectations.rules903.frames import looked_after_all_year
from expectations.rules903.rule import Faults, Rule, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import (
    END,
    HEALTH,
    START,
    TWELVE_MONTHS,
    all_given,
    birthday,
    blank,
    col,
    given,
    invalid,
    number,
    one_of,
)

SDQ_REASONS = ("SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5")
SDQ_OF_OTHERS = {
    "185": ("SDQ_SCORE", "an SDQ score"),
    "198": ("SDQ_REASON", "a reason for having no SDQ score"),
}
YES, NO = "1", "0"


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    sdq = given("SDQ_SCORE", "SDQ_REASON")
    of_sdq_age = (birthday(4) <= START) & (birthday(17) > END)
    whole_score = col("SDQ_SCORE").str.contains(r"^\d+(\.0)?$") & number("SDQ_SCORE").is_between(0, 40)
    return (
        rule(
            "158",
            "OC2",
            one_of("INTERVENTION_RECEIVED", [YES]) & given("INTERVENTION_OFFERED"),
            "The child received an intervention for substance misuse, so whether one was offered stays blank.",
        ),
        rule(
            "181",
            "OC2",
            pl.any_horizontal(invalid(c, (YES, NO)) for c in TWELVE_MONTHS),
            "A detail of a child looked after for 12 months is neither 0 nor 1. Correct it.",
        ),
        rule(
            "180",
            "OC2",
            given("SDQ_SCORE") & ~whole_score,
            "The SDQ score is not a whole number from 0 to 40. Correct it.",
        ),
        rule(
            "182",
            "OC2",
            given(*TWELVE_MONTHS) & ~all_given(*HEALTH),
            "Immunisations, teeth check, health assessment or substance misuse is blank while other details are given."
            " Fill in all four, or leave everything blank.",
        ),
        *(
            rule(
                code,
                "OC2",
                ~col("continuous") & given(column),
                f"The child was not looked after all year, yet has {words}. Remove it, or check the episodes.",
            )
            for code, (column, words) in SDQ_OF_OTHERS.items()
        ),
        rule(
            "189",
            "OC2",
            (birthday(17) <= START) & sdq,
            "The child was 17 or over when the year began, so has no SDQ score and needs no reason. Leave both blank.",
        ),
        together(
            "191",
            {"Episodes": "CHILD DECOM DEC LS REC RNE", "OC2": f"CHILD {' '.join(HEALTH)}"},
            health_details_missing,
            "The child was looked after all year, yet immunisations, teeth check, health assessment or substance misuse"
            " is blank or the child is not in OC2. Fill in all four.",
            needs_year="collection_start collection_end",
        ),
        rule(
            "186",
            "OC2",
            col("continuous") & of_sdq_age & blank("SDQ_SCORE", "SDQ_REASON"),
            "The child is 4 to 16 and was in care all year, yet has neither an SDQ score nor a reason for having none."
            " Enter one of the two.",
        ),
        rule(
            "188",
            "OC2",
            (birthday(4) > END) & sdq,
            "The child was under 4 at the end of the year, so has no SDQ score and needs no reason. Leave both blank.",
        ),
        rule(
            "190",
            "OC2",
            ~col("continuous") & given(*TWELVE_MONTHS),
            "The child was not looked after all year, yet has health details. Remove them, or check the episodes.",
        ),
        rule(
            "192",
            "OC2",
            one_of("SUBSTANCE_MISUSE", [YES]) & blank("INTERVENTION_RECEIVED"),
            "The child misuses substances, and whether help was received is blank. Enter 0 or 1.",
        ),
        rule(
            "196",
            "OC2",
            invalid("SDQ_REASON", SDQ_REASONS),
            "The reason for no SDQ score is not one of the codes. Use SDQ1 to SDQ5.",
        ),
        rule(
            "197a",
            "OC2",
            all_given("SDQ_SCORE", "SDQ_REASON"),
            "There is an SDQ score and also a reason for having none. Remove the reason, or the score.",
        ),
        rule(
            "542",
            "OC2",
            given("CONVICTED") & (birthday(10) > END),
            "The child was under 10 at the end of the year, so no conviction is recorded. Leave it blank.",
        ),
        rule(
            "544",
            "OC2",
            given("CONVICTED") & ~all_given(*HEALTH),
            "A conviction is recorded, but immunisations, teeth check, health assessment or substance misuse is blank."
            " Fill in all four.",
        ),
        rule(
            "546",
            "OC2",
            col("continuous") & given("HEALTH_CHECK") & (birthday(5) <= END),
            "The child was 5 or over at the end of the year, when developmental checks are no longer recorded. Leave"
            " the health check blank.",
        ),
    )


def health_details_missing(t: Tables) -> Faults:
    """Rows with a gap; where a child has no row at all, the child's last episode."""
    gaps = t["OC2"].filter(col("continuous") & ~all_given(*HEALTH))
    all_year = looked_after_all_year(t["Episodes"]).to_list()
    absent = t["Episodes"].filter(one_of("CHILD", all_year)).join(t["OC2"], on="CHILD", how="anti")
    return {"OC2": gaps["row"], "Episodes": absent.filter(col("DECOM") == col("DECOM").max().over("CHILD"))["row"]}
