"""Rules on previous permanence: what a child had before coming into care."""

from __future__ import annotations

from data import areas
from expectations.rules903.rule import Rule, rule
from expectations.rules903.terms import all_given, blank, col, given, invalid, one_of, valid

NOT_ENGLAND = ("NIR", "NUK", "SCO", "WAL")  # Northern Ireland, outside the United Kingdom, Scotland, Wales


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    every_area = areas.areas()
    authorities = every_area.filter(col("level") == "authority")["area_code"].to_list()
    before = all_given("LA_PERM", "DATE_PERM") & one_of("PREV_PERM", ["Z1"])
    return (
        rule(
            "631",
            "PrevPerm",
            invalid("PREV_PERM", valid("prev_perm")),
            "The previous permanence option is not one of the codes. Use P1 to P4 or Z1.",
        ),
        rule(
            "633",
            "PrevPerm",
            invalid("LA_PERM", (*authorities, *NOT_ENGLAND)),
            "The authority that arranged the previous permanence is no code of an authority. Use its three figures, or"
            " NIR, NUK, SCO or WAL.",
        ),
        rule(
            "635",
            "PrevPerm",
            before | (blank("PREV_PERM") & given("LA_PERM", "DATE_PERM")),
            "There is a date or an authority for a previous permanence order, but no order (blank, or Z1 with both)."
            " Enter the order, or remove the two.",
        ),
    )
