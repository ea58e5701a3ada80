"""Rules on reviews: their date and who took part."""

from __future__ import annotations

from expectations.rules903.rule import Rule, Severity, rule
from expectations.rules903.terms import birthday, col, one_of

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
            "441",
            "Reviews",
            one_of("REVIEW_CODE", TOOK_PART) & (birthday(4) > col("REVIEW")),
            "The child was under 4 at the review, so took no part in it (PN0), yet another code is given. Correct the"
            " code or a date.",
            Severity.WARNING,
        ),
    )
