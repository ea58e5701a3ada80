"""Rules on health and well-being after twelve months in care (OC2): who is in it, what goes with what, SDQ scores."""

from __future__ import annotations

import polars as pl

from expectations.rules903.rule import Rule, rule
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
    one_of,
)

SDQ_REASONS = ("SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5")
YES, NO = "1", "0"


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    sdq = given("SDQ_SCORE", "SDQ_REASON")
    of_sdq_age = (birthday(4) <= START) & (birthday(17) > END)
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
