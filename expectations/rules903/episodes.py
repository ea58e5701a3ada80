"""Rules on the chain of episodes: dates, reasons, order, leaving care."""

from __future__ import annotations

from datetime import date

from expectations.rules903.frames import those
from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import (
    ADOPTED,
    END,
    START,
    birthday,
    blank,
    col,
    given,
    invalid,
    one_of,
    unreadable,
    valid,
)

EPISODES = "Episodes"
CONTINUES = ("P", "L", "T", "U", "B")
CHILDREN_ACT = date(1991, 10, 14)
NOT_A_DATE = "is not a date. Write it as dd/mm/yyyy."


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    has_previous = col("prev_row").is_not_null()
    # a start on another day than the end before; an unreadable end is rule 147's, not this one's
    elsewhere = (col("prev_DEC") != col("DECOM")) | blank("prev_DEC")
    follows = (col("next_DECOM") == col("DEC")).fill_null(False)
    return (
        rule("141", EPISODES, unreadable("DECOM"), f"The start of the episode {NOT_A_DATE}", Severity.BLOCK),
        rule("147", EPISODES, unreadable("DEC"), f"The end of the episode {NOT_A_DATE}", Severity.BLOCK),
        rule(
            "143",
            EPISODES,
            invalid("RNE", valid("rne")),
            "The reason for the new episode is not one of the codes. Use S, L, P, T, B or U.",
        ),
        rule(
            "145",
            EPISODES,
            invalid("CIN", valid("cin")),
            "The category of need is not one of the codes. Use N1 to N8.",
        ),
        rule(
            "149",
            EPISODES,
            invalid("REC", valid("rec")),
            "The reason why the episode ended is not one of the codes. Use X1 where another episode follows, else the"
            " code for leaving care.",
        ),
        rule(
            "142",
            EPISODES,
            (blank("DEC") | blank("REC")) & col("DECOM").is_not_null() & col("next_DECOM").is_not_null(),
            "Another episode follows, but this one has no end or no reason for it. End it with X1 on the day on which"
            " the next begins.",
            Severity.BLOCK,
        ),
        rule(
            "148",
            EPISODES,
            blank("DEC") != blank("REC"),
            "The episode has an end without a reason, or a reason without an end. Fill in both, or neither.",
        ),
        together(
            "199",
            {EPISODES: "CHILD DECOM DEC REC"},
            adopted_earlier,
            "The child was adopted before this episode began. Check that the episode belongs to this child: an adopted"
            " child who comes back has a new identifier.",
        ),
        rule(
            "233",
            EPISODES,
            blank("DEC") & given("REASON_PLACE_CHANGE"),
            "The episode is open, yet a reason for a change of placement is given. Leave it blank, or end the episode.",
            Severity.WARNING,
        ),
        together(
            "302",
            {EPISODES: "CHILD DECOM", "Header": "CHILD DOB"},
            starts_before_birth,
            "The child's first episode begins before the child was born. Correct the start or the date of birth.",
        ),
        rule(
            "353",
            EPISODES,
            col("DECOM") < CHILDREN_ACT,
            "The episode begins before 14 October 1991, when the Children Act came into force. Correct the start.",
        ),
        rule(
            "354",
            EPISODES,
            col("DECOM") > END,
            "The episode begins after the collection year. Correct the start, or leave it to next year.",
        ),
        rule(
            "356",
            EPISODES,
            col("DEC") < col("DECOM"),
            "The episode ends before it begins. Correct one of the dates.",
            Severity.BLOCK,
        ),
        rule(
            "388",
            EPISODES,
            ~unreadable("DEC") & given("REC") & (one_of("REC", ["X1"]) != follows),
            "X1 means that another episode begins on the day on which this one ended, and only X1 does. Correct the"
            " reason or a date, or add the next episode.",
        ),
        rule(
            "355",
            EPISODES,
            col("DECOM") == col("DEC"),
            "The episode begins and ends on one day, so it lasted less than 24 hours. Correct a date, or remove it.",
        ),
        rule(
            "357",
            EPISODES,
            col("prev_row").is_null() & (col("DECOM") >= START) & ~one_of("RNE", ["S"]),
            "The child's first episode began in the year but not with S, started to be looked after. Add the episode"
            " before it, or correct the reason to S.",
        ),
        rule(
            "385",
            EPISODES,
            col("DEC") > END,
            "The episode ends after the collection year. Leave the end blank, or correct it.",
        ),
        rule(
            "387",
            EPISODES,
            one_of("REC", ("E5", "E6")) & (birthday(14, "born") > col("DEC")),
            "The episode ended with a move to independent living, but the child was under 14. Correct the reason or a"
            " date.",
        ),
        rule(
            "389",
            EPISODES,
            one_of("REC", ["E7"]) & (birthday(16, "born") > col("DEC")),
            "The episode ended with a move to adult social care, but the child was under 16. Correct the reason or a"
            " date.",
        ),
        rule(
            "431",
            EPISODES,
            one_of("RNE", ["S"]) & (col("prev_DEC") == col("DECOM")),
            "The episode says that care started, yet the episode before it ended that day. Correct the reason for the"
            " new episode.",
        ),
        rule(
            "433",
            EPISODES,
            one_of("RNE", CONTINUES) & has_previous & col("DECOM").is_not_null() & elsewhere,
            "The episode says that care continued, yet it does not begin on the day on which the one before it ended."
            " Correct a date or the reason.",
        ),
        rule(
            "437",
            EPISODES,
            one_of("REC", ("E2", "E15")) & col("DECOM").is_not_null() & col("next_DECOM").is_not_null(),
            "The episode ended because the child died or turned 18, yet another follows. Correct the reason, or remove"
            " what follows.",
        ),
        rule(
            "501",
            EPISODES,
            col("DECOM") < col("prev_DEC"),
            "The episode begins before the one before it ended. Correct one of the dates.",
        ),
    )


def adopted_earlier(t: Tables) -> Faults:
    """An adoption of this year counts for other episodes only, not for the one that it ended."""
    adoptions = those(t, ("Episodes", "Episodes_last"), "CHILD DECOM DEC REC").filter(
        one_of("REC", ADOPTED) & col("DEC").is_not_null()
    )
    adoptions = adoptions.group_by("CHILD", "DECOM", "DEC").len()
    pairs = t["Episodes"].join(adoptions, on="CHILD", suffix="_then")
    own = (col("DECOM") == col("DECOM_then")) & (col("DEC") == col("DEC_then"))
    return {"Episodes": pairs.filter((col("DECOM") >= col("DEC_then")) & ~own.fill_null(False))["row"]}


def starts_before_birth(t: Tables) -> Faults:
    first = t["Episodes"].filter(col("CHILD").is_not_null() & (col("DECOM") == col("DECOM").min().over("CHILD")))
    early = first.filter(col("DECOM") < col("born"))
    born = t["Header"].filter(col("DOB").is_not_null())
    return {"Episodes": early["row"], "Header": born.join(early, on="CHILD", how="semi")["row"]}
