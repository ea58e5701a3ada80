"""Rules on reviews: their date and who took part."""

from __future__ import annotations

import polars as pl

from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import SHORT_BREAKS, birthday, col, given, one_of, valid

TOOK_PART = tuple(f"PN{n}" for n in range(1, 8))


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    return (
        rule(
            "166",
            "Reviews",
            col("REVIEW").is_null(),
            "The date of the review is missing or not a date. Write it as dd/mm/yyyy.",
        ),
        rule(
            "167",
            "Reviews",
            given("REVIEW", "REVIEW_CODE") & ~one_of("REVIEW_CODE", valid("review_code")),
            "How the child took part in the review is missing or no code. Use PN0 to PN7.",
        ),
        rule(
            "440",
            "Reviews",
            one_of("REVIEW_CODE", ["PN0"]) & (birthday(4) <= col("REVIEW")),
            "The child was 4 or over at the review, so PN0 (too young to take part) cannot be right. Correct the code"
            " or a date.",
            Severity.WARNING,
        ),
        together(
            "399",
            {"Episodes": "CHILD LS", "Header": "CHILD MOTHER", "Reviews": "CHILD REVIEW REVIEW_CODE"},
            short_breaks_only,
            "The child had only short breaks (V3, V4), for which neither motherhood nor reviews are reported. Remove"
            " them, or correct the legal status.",
            Severity.WARNING,
        ),
        rule(
            "441",
            "Reviews",
            one_of("REVIEW_CODE", TOOK_PART) & (birthday(4) > col("REVIEW")),
            "The child was under 4 at the review, so took no part in it (PN0), yet another code is given. Correct the"
            " code or a date.",
            Severity.WARNING,
        ),
    )


def short_breaks_only(t: Tables) -> Faults:
    breaks = t["Episodes"].filter(col("CHILD").is_not_null() & one_of("LS", SHORT_BREAKS).all().over("CHILD"))
    mothers = t["Header"].filter(given("MOTHER")).join(breaks, on="CHILD", how="semi")
    reviewed = t["Reviews"].filter(given("REVIEW", "REVIEW_CODE")).join(breaks, on="CHILD", how="semi")
    named = pl.concat([mothers.select("CHILD"), reviewed.select("CHILD")])
    at_fault = breaks.join(named, on="CHILD", how="semi")["row"]
    return {"Episodes": at_fault, "Header": mothers["row"], "Reviews": reviewed["row"]}
