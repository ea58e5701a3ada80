"""The summary return: known indicators, the month of the file, and totals that make a figure."""

from __future__ import annotations

import polars as pl

from data import totals
from data.returns.schema import Return
from expectations import vocabulary as expect
from expectations.vocabulary import Expectation

ID, NUMERATOR, DENOMINATOR = pl.col("indicator"), pl.col("numerator"), pl.col("denominator")
SAY_ALL = ("all", "all teams", "authority", "council", "la", "overall", "total", "whole authority")


def rules(schema: Return) -> list[Expectation]:
    """What the return expects beyond its layout."""
    return [*_identity(), *_numerator(), *_denominator()]


def _identity() -> list[Expectation]:
    known = totals.indicators()["indicator"].to_list()
    unknown = "“indicator” is not the id of an indicator, so the row was left out. Correct the id."
    other_month = (
        "“period” is not the month of this file, so the row was left out. Write the file's month as 2026-09, and send "
        "other months in files of their own."
    )
    whole = "“breakdown” should be blank for the whole authority, or the name of a team. Leave it blank."
    is_team = ~pl.col("breakdown").str.to_lowercase().is_in(SAY_ALL)
    return [
        expect.one_of("indicator", known, "unknown_indicator", "error", unknown, suggest=True),
        expect.one_of("period", expect.SPELLED_PERIODS, "wrong_period", "error", other_month),
        expect.rows_hold(is_team, "breakdown", "not_a_team", "error", whole),
    ]


def _numerator() -> list[Expectation]:
    blank = "“numerator” is blank, so the row gives no figure. Fill it in, or leave the row out; 0 means none."
    below = "“numerator” is below 0, which no total can be, so the row was left out. Correct the number."
    return [
        expect.present("numerator", "missing_value", "warning", blank),
        expect.between("numerator", 0, None, "out_of_range", "error", below),
    ]


def _denominator() -> list[Expectation]:
    has_none = ID.is_in(totals.with_denominator(totals.NONE))
    needs_one = ID.is_in(totals.with_denominator(totals.WHOLE, totals.BASE))
    is_part = ID.is_in(totals.with_denominator(totals.WHOLE))
    figure = NUMERATOR.is_not_null()

    def rule(holds: pl.Expr, slug: str, severity: str, message: str) -> Expectation:
        return expect.rows_hold(holds, "denominator", slug, severity, message)

    return [
        expect.between(
            "denominator",
            0,
            None,
            "out_of_range",
            "error",
            "“denominator” is below 0, which no total can be, so the row was left out. Correct the number.",
        ),
        rule(
            ~needs_one | DENOMINATOR.is_not_null() | ~figure,
            "missing_denominator",
            "error",
            "“denominator” is blank, and without it the numerator is no figure, so the row was left out. Fill it in: "
            "the page of the indicator says what it counts.",
        ),
        rule(
            has_none | (DENOMINATOR != 0) | (NUMERATOR == 0),
            "no_denominator",
            "error",
            "“denominator” is 0 and the numerator is not, so there is no figure and the row was left out. Correct one "
            "of the two.",
        ),
        rule(
            has_none | (DENOMINATOR != 0) | (NUMERATOR != 0),
            "no_cases",
            "warning",
            "“denominator” is 0: the month is shown as one without cases, not as 0. If nobody knows how many there "
            "were, leave the row out.",
        ),
        rule(
            ~has_none | DENOMINATOR.is_null(),
            "unused_denominator",
            "warning",
            "This indicator is a number by itself (a count or a median) and has no denominator; what is given was not "
            "used.",
        ),
        rule(
            ~is_part | (DENOMINATOR == 0) | (NUMERATOR <= DENOMINATOR),
            "numerator_over_denominator",
            "error",
            "The numerator is greater than the denominator, of which it is a part: more than 100%. The row was left "
            "out. Check both, and that they are not the wrong way round.",
        ),
    ]
