"""Rules on legal status: how long it may last, whom it may hold, and what a change of it means."""

from __future__ import annotations

from functools import partial

from expectations.rules903.frames import runs_of
from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import FOSTER, SHORT_BREAKS, birthday, col, given, invalid, one_of, same, valid

PLACEMENT = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")
LONGEST = {  # legal status: days, name
    "361": ("L1", 3, "Police protection"),
    "363": ("L3", 7, "A child assessment order"),
    "362": ("L2", 21, "An emergency protection order"),
    "364": ("J2", 21, "Detention in local authority accommodation under the Police and Criminal Evidence Act"),
}


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    placement_is_same = same("PLACE", "prev_PLACE")
    status_is_same, follows = same("LS", "prev_LS"), col("prev_row").is_not_null()
    for column in PLACEMENT[1:]:
        placement_is_same &= same(column, f"prev_{column}")
    return (
        rule(
            "359",
            "Episodes",
            (birthday(18, "born") < col("until")) & ~(one_of("LS", ["V2"]) & one_of("PLACE", ["K2"])),
            "The person is looked after beyond the 18th birthday, which is possible only under V2 in a children's home"
            " (K2). End the episode, or correct the legal status, the placement or the date of birth.",
            needs_year="collection_end",
        ),
        *(
            together(
                number,
                {"Episodes": "CHILD DECOM DEC LS"},
                partial(too_long, legal_status=status, days=days),
                f"{what} ({status}) lasted longer than {days} days. End it on the day it ended, or correct the legal"
                " status of the episodes after it.",
                Severity.WARNING,
                needs_year="collection_end",
            )
            for number, (status, days, what) in LONGEST.items()
        ),
        rule(
            "366",
            "Episodes",
            one_of("LS", ["V3"]) & ~one_of("RNE", ["S"]),
            "A single short break (V3) cannot be changed half-way: each begins with S. Correct the reason for the new"
            " episode.",
        ),
        rule(
            "144",
            "Episodes",
            invalid("LS", valid("ls")),
            "The legal status is not one of the codes. Use one of the return's codes.",
        ),
        rule(
            "378",
            "Episodes",
            one_of("PLACE", ["P1"]) & one_of("LS", ["V2"]),
            "A child placed with parents (P1) cannot be accommodated under section 20 (V2). Correct one of the two.",
        ),
        rule(
            "408",
            "Episodes",
            one_of("PLACE", ("A5", "A6")) & ~one_of("LS", ["E1"]),
            "The child is placed for adoption with a placement order (A5, A6), but the legal status is not E1. Correct"
            " one of the two.",
        ),
        rule(
            "420",
            "Episodes",
            one_of("LS", SHORT_BREAKS) & given("PL_LA"),
            "A short break (V3, V4) has a local authority of placement. Leave it blank.",
            Severity.WARNING,
        ),
        rule(
            "434",
            "Episodes",
            one_of("RNE", ["L"]) & follows & (status_is_same | ~placement_is_same),
            "The reason for the episode (L) says that only the legal status changed, but it did not or the placement"
            " changed too. Correct the reason or the details.",
            Severity.WARNING,
        ),
        rule(
            "436",
            "Episodes",
            one_of("RNE", ("B", "U")) & follows & (status_is_same | placement_is_same),
            "The reason for the episode (B, U) says that legal status and placement both changed, but one did not."
            " Correct the reason or the details.",
            Severity.WARNING,
        ),
        rule(
            "435",
            "Episodes",
            one_of("RNE", ("P", "T")) & follows & (~status_is_same | placement_is_same),
            "The reason for the episode (P, T) says that only the placement changed, but the legal status changed too"
            " or nothing about the placement did. Correct the reason or the details.",
            Severity.WARNING,
        ),
        rule(
            "516",
            "Episodes",
            one_of("REC", ("E45", "E46")) & ~one_of("PLACE", FOSTER),
            "The episode ended with special guardianship to former foster carers (E45, E46), but the placement was not"
            " a foster one (U1 to U6). Correct one of the two.",
        ),
    )


def too_long(t: Tables, *, legal_status: str, days: int) -> Faults:
    """Episodes of runs without a break under this legal status that are longer than this."""
    return {"Episodes": runs_of(t, legal_status).filter(col("days") > days)["row"]}
