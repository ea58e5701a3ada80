"""Rules on placements: type, age, length, provider and return from temporary ones."""

from __future__ import annotations

from datetime import date

import polars as pl

from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import (
    ADOPTED,
    END,
    FOR_ADOPTION,
    FOSTER,
    NOT_IN_HOMES,
    TEMPORARY,
    birthday,
    blank,
    col,
    days,
    given,
    invalid,
    one_of,
    same,
    valid,
)

EPISODES = "Episodes"
MOVES = ("P", "B", "T", "U")
FROM_YEAR = {"K3": date(2024, 4, 1)} | dict.fromkeys(NOT_IN_HOMES, date(2025, 4, 1))
UNTIL_YEAR = dict.fromkeys(("H5", "P2", "Z1"), date(2025, 3, 31))  # without the year today's codes count
YOUNGEST = {  # rule: placement, age, words
    "371": ("K3", 16, "supported accommodation"),
    "372": ("R5", 10, "youth custody or prison"),
    "374": ("P3", 14, "residential employment"),
    "373": ("S1", 4, "a residential school"),
}
LONGEST = {  # rule: placement, days, words
    "375": ("T1", 42, "a hospital stay"),
    "376": ("T3", 21, "a carer's holiday"),
    "379": ("T4", 7, "a temporary placement for another reason"),
}
NEVER_WITH = {  # rule: provider, placements that it cannot provide
    "527": ("PR1", ("P1", "R2", "R5")),
    "529": ("PR3", ("P1", *FOR_ADOPTION, "K1", "K2", *FOSTER)),
    "531": ("PR5", ("P1",)),
    "528": ("PR2", ("P1", "R2", "R5")),
    "530": ("PR4", ("P1",)),
}


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    no_provider = (*TEMPORARY, *NOT_IN_HOMES)
    temporary = one_of("PLACE", TEMPORARY)
    placement_of_the_year = one_of("PLACE", set(valid("place")) - set(FROM_YEAR) - set(UNTIL_YEAR))
    for place, first in FROM_YEAR.items():
        placement_of_the_year |= one_of("PLACE", [place]) & (END.is_null() | (first <= END))
    for place, last in UNTIL_YEAR.items():
        placement_of_the_year |= one_of("PLACE", [place]) & (last >= END).fill_null(False)
    return (
        *(
            rule(
                number,
                EPISODES,
                one_of("PLACE", [place]) & (birthday(age, "born") > col("DECOM")),
                f"The child was under {age} when {words} ({place}) began. Correct the placement, the start or the date"
                " of birth.",
            )
            for number, (place, age, words) in YOUNGEST.items()
        ),
        *(
            rule(
                number,
                EPISODES,
                one_of("PLACE", [place]) & (days(col("DECOM"), col("until")) > longest),
                f"The episode is {words} ({place}) of more than {longest} days. End it, or correct the placement.",
                Severity.WARNING,
            )
            for number, (place, longest, words) in LONGEST.items()
        ),
        *(
            rule(
                number,
                EPISODES,
                one_of("PLACE_PROVIDER", [provider]) & one_of("PLACE", places),
                f"The provider {provider} cannot provide a placement {' or '.join(places)}. Correct one of the two.",
            )
            for number, (provider, places) in NEVER_WITH.items()
        ),
        rule(
            "550",
            EPISODES,
            one_of("PLACE_PROVIDER", ["PR0"]) & ~one_of("PLACE", ["P1"]),
            "The provider PR0 (parents) goes only with placement P1. Correct one of the two.",
        ),
        rule(
            "526",
            EPISODES,
            given("PLACE") & ~one_of("PLACE", no_provider) & blank("PLACE_PROVIDER"),
            "The placement has no provider. Enter PR0 to PR5.",
        ),
        rule(
            "213",
            EPISODES,
            one_of("PLACE", no_provider) & given("PLACE_PROVIDER"),
            "A temporary placement or one of Z11 to Z14 has a provider. Leave the provider blank.",
        ),
        rule(
            "146",
            EPISODES,
            given("PLACE") & ~placement_of_the_year,
            "The placement type is not one of this year's codes. Correct it.",
            year_may_be_unknown=True,
        ),
        rule(
            "178",
            EPISODES,
            invalid("PLACE_PROVIDER", valid("place_provider")),
            "The placement provider is not one of the codes. Use PR0 to PR5.",
        ),
        rule(
            "390",
            EPISODES,
            one_of("REC", ADOPTED) & ~one_of("PLACE", FOR_ADOPTION),
            "The child was adopted (E11, E12), but the last placement was not for adoption (A3 to A6). Correct one of"
            " the two.",
        ),
        rule(
            "225",
            EPISODES,
            one_of("next_RNE", MOVES) & ~temporary & ~one_of("next_PLACE", TEMPORARY) & blank("REASON_PLACE_CHANGE"),
            "The placement changed with the next episode, and the reason is blank. Enter the reason for the change.",
            Severity.WARNING,
        ),
        rule(
            "226",
            EPISODES,
            temporary & given("REASON_PLACE_CHANGE", "prev_REASON_PLACE_CHANGE"),
            "A move into or out of a temporary placement needs no reason, yet one is given on this episode or on the"
            " one before it. Leave it blank.",
            Severity.WARNING,
        ),
        rule(
            "381",
            EPISODES,
            temporary & given("REC") & ~one_of("REC", ["X1"]),
            "The child left care from a temporary placement. Add the episode in the usual placement, or correct the"
            " placement.",
        ),
        together(
            "377",
            {EPISODES: "CHILD DECOM PLACE"},
            third_holiday,
            "More than two temporary placements because the foster carer is on holiday (T3) began within 12 months."
            " Check the placements.",
            Severity.WARNING,
        ),
        together(
            "383",
            {EPISODES: "CHILD RNE DECOM PLACE PL_POST"},
            not_back_where_it_was,
            "After a temporary placement the child did not go back to the usual one: the placement, its postcode or the"
            " reason (P, or B with a new legal status) is another. Correct them, or the temporary placement.",
            Severity.WARNING,
        ),
    )


def third_holiday(t: Tables) -> Faults:
    """Every placement of three whose starts lie within 12 months."""
    stays = t[EPISODES].filter(one_of("PLACE", ["T3"]) & col("DECOM").is_not_null()).sort("CHILD", "DECOM", "row")
    third = col("DECOM").shift(-2).over("CHILD") < col("DECOM").dt.offset_by("1y")
    first_of_three = stays.with_columns(third.fill_null(False).alias("first"))
    held = col("first") | col("first").shift(1).over("CHILD") | col("first").shift(2).over("CHILD")
    return {EPISODES: first_of_three.filter(held)["row"]}


def not_back_where_it_was(t: Tables) -> Faults:
    """The episode after a temporary one beside the last usual placement before that."""
    ordered = t[EPISODES].filter(col("DECOM").is_not_null()).with_columns(usual=~one_of("PLACE", TEMPORARY))
    last_usual = pl.when("usual").then("row").forward_fill().shift(1).over("CHILD")
    beside = ordered.with_columns(usual_row=last_usual).join(
        ordered.select("row", "PLACE", "PL_POST"), left_on="usual_row", right_on="row", suffix="_usual"
    )
    back = same("PLACE", "PLACE_usual") & same("PL_POST", "PL_POST_usual") & one_of("RNE", ("P", "B"))
    returns = col("usual") & one_of("prev_PLACE", TEMPORARY) & ~one_of("RNE", ["S"])
    return {EPISODES: beside.filter(returns & ~back)["row"]}
