"""Rules on care leavers (OC3): who belongs there, and what is said of them."""

from __future__ import annotations

import polars as pl

from expectations.rules903.frames import those
from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import (
    CARE_LEAVER,
    END,
    SHORT_BREAKS,
    START,
    TWELVE_MONTHS,
    all_given,
    birthday,
    blank,
    col,
    days,
    given,
    in_year,
    one_of,
    valid,
)

COUNTED = "CHILD DECOM DEC LS"
ALL_OR_NONE = {"OC3": f"CHILD {' '.join(CARE_LEAVER)}"}
NEVER_SUITABLE = ("S1", "X1")  # no home and custody are never suitable: the guidance has only S2 and X2
OLD_ACTIVITIES = ("F3", "P3")  # until 2020/21; F4, F5, P4 and P5 since
OLD_ENOUGH, LONG_ENOUGH = 16, 13 * 7  # years, days: what makes a care leaver, from the 14th birthday on
WITH_FORMER_CARERS, FOYER = ("Z1", "Z2"), ("T", "T1", "T2")


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    activities = [code for code in valid("activ") if code not in OLD_ACTIVITIES]
    homes = [code for code in valid("accom") if code not in NEVER_SUITABLE]
    return (
        rule(
            "131",
            "OC3",
            ~one_of("IN_TOUCH", valid("in_touch")),
            "Whether the authority is in touch with the young person is missing or no code. Use YES, NO, DIED, REFU,"
            " NREQ or RHOM.",
        ),
        rule(
            "132",
            "OC3",
            ~one_of("ACTIV", activities),
            "The activity is missing or no code. Use F1, F2, F4, F5, P1, P2, P4, P5, G4, G5, G6 or 0.",
        ),
        rule(
            "133",
            "OC3",
            ~one_of("ACCOM", homes),
            "The accommodation is missing or no code. Use the letter with 1 (suitable) or 2 (unsuitable), or 0.",
        ),
        rule(
            "153",
            "OC3",
            given(*CARE_LEAVER) & ~all_given(*CARE_LEAVER),
            "In touch, activity and accommodation are not all given. Fill in all three, or none.",
        ),
        together(
            "215",
            {**ALL_OR_NONE, "OC2": f"CHILD {' '.join(TWELVE_MONTHS)}"},
            both_returns,
            "The person has care-leaver details and health details of a child looked after for 12 months. Nobody is"
            " both: remove one.",
        ),
        rule(
            "344",
            "OC3",
            one_of("IN_TOUCH", ("DIED", "RHOM")) & ~(one_of("ACTIV", ["0"]) & one_of("ACCOM", ["0"])),
            "The young person died or went home (DIED, RHOM), so activity and accommodation must both be 0.",
        ),
        rule(
            "345",
            "OC3",
            one_of("IN_TOUCH", ["YES"]) & (one_of("ACTIV", ["0"]) | one_of("ACCOM", ["0"])),
            "The authority is in touch with the young person, so activity and accommodation are known and not 0."
            " Correct them.",
        ),
        rule(
            "347",
            "OC3",
            one_of("ACCOM", FOYER) & (birthday(18) > START),
            "The young person was under 18 at the start of the year, yet lives in a foyer (T). Correct one of the two.",
            Severity.WARNING,
        ),
        rule(
            "391",
            "OC3",
            given(*CARE_LEAVER) & ((birthday(17) > END) | (birthday(22) <= START)),
            "The person was not 17 to 21 at any time in the year, so is not of the care-leaver age. Correct the date of"
            " birth, or remove the row.",
        ),
        rule(
            "3001",
            "OC3",
            one_of("ACCOM", WITH_FORMER_CARERS) & in_year(birthday(17, "born")),
            "A 17-year-old cannot live with former foster carers (Z): a foster placement at that age is care. Correct"
            " the accommodation.",
            Severity.WARNING,
        ),
        together(
            "1000",
            {"Episodes": "CHILD REC", "OC3": "CHILD"},
            died_in_care,
            "The child died in care (E2), so is not a care leaver. Remove the care-leaver row, or correct the reason.",
        ),
        together(
            "348",
            {"OC3": "CHILD", "OC3_last": "CHILD IN_TOUCH"},
            reported_dead,
            "Last year's return says that the young person died. Remove the care-leaver row, or correct last year's.",
        ),
        together(
            "1001",
            {"Episodes": COUNTED, "Episodes_last": COUNTED, "Header": "CHILD DOB", **ALL_OR_NONE},
            too_little_care,
            "The episodes of this year and last do not show 13 weeks in care from the 14th birthday on, some of it"
            " after the 16th. Check whether the person is a care leaver (care may have been earlier).",
            Severity.WARNING,
            needs_year="collection_end",
        ),
        together(
            "1007",
            {"Episodes": "CHILD DECOM DEC", "OC3": "CHILD DOB IN_TOUCH ACTIV ACCOM"},
            in_care_on_birthday,
            "The young person was still in care on the 17th or 18th birthday of this year, so is not reported as a care"
            " leaver for it. Remove the row.",
            needs_year="collection_start collection_end",
        ),
        together(
            "1010",
            {"Episodes": "CHILD", "Episodes_last": "CHILD DECOM DEC", **ALL_OR_NONE},
            open_last_year_only,
            "The young person's episode was open at the end of last year and there is none this year, only a"
            " care-leaver row. Add the episode and its end.",
        ),
        together(
            "1002",
            {"Episodes": "CHILD DEC", "Episodes_last": "CHILD DEC", "OC3": "CHILD"},
            never_in_care,
            "The person has no ended episode this year or last, so may not be a care leaver. Check (care may have ended"
            " in an earlier year).",
            Severity.WARNING,
        ),
        together(
            "1011",
            {"Episodes": "CHILD DECOM REC", **ALL_OR_NONE},
            moved_to_another_authority,
            "Care passed to another authority at the end of the last episode (E3), which reports the care leaver."
            " Remove the row, or correct the reason.",
        ),
        together(
            "1014",
            {"UASC": "CHILD", "Episodes": "CHILD DECOM DEC", **ALL_OR_NONE},
            leaver_listed_as_uasc,
            "A care leaver who was not looked after in the year is listed in UASC. Remove the row from UASC.",
            needs_year="collection_start collection_end",
        ),
        together(
            "1016",
            {"Episodes": "CHILD DEC", "OC3": "CHILD DOB IN_TOUCH ACTIV ACCOM"},
            left_after_birthday,
            "The young person left care on or after the 17th or 18th birthday of this year, so is not reported as a"
            " care leaver for it. Remove the row.",
            needs_year="collection_start collection_end",
        ),
    )


def both_returns(t: Tables) -> Faults:
    leavers, children = t["OC3"].filter(given(*CARE_LEAVER)), t["OC2"].filter(given(*TWELVE_MONTHS))
    return {
        "OC3": leavers.join(children, on="CHILD", how="semi")["row"],
        "OC2": children.join(leavers, on="CHILD", how="semi")["row"],
    }


def died_in_care(t: Tables) -> Faults:
    died = those(t, ("Episodes", "Episodes_last"), "CHILD REC").filter(col("REC") == "E2")
    return {"OC3": t["OC3"].join(died, on="CHILD", how="semi")["row"]}


def reported_dead(t: Tables) -> Faults:
    return {"OC3": t["OC3"].join(t["OC3_last"].filter(one_of("IN_TOUCH", ["DIED"])), on="CHILD", how="semi")["row"]}


def too_little_care(t: Tables) -> Faults:
    """Days of both years' episodes without short breaks, each day once: an episode in both returns counts once."""
    both = those(t, ("Episodes", "Episodes_last"), "CHILD DECOM DEC LS")
    counted = both.filter(~one_of("LS", SHORT_BREAKS) & col("DECOM").is_not_null())
    spans = counted.group_by("CHILD", "DECOM").agg(ends=col("DEC").fill_null(t.end).min()).sort("CHILD", "DECOM")
    reached = col("ends").cum_max().shift(1).over("CHILD")
    apart = spans.with_columns(starts=pl.max_horizontal("DECOM", reached))
    leavers = t["OC3"].filter(given(*CARE_LEAVER))
    beside = leavers.select("CHILD", "row", "born").join(apart, on="CHILD")
    from_14 = pl.max_horizontal(pl.lit(0), days(pl.max_horizontal("starts", birthday(14, "born")), col("ends")))
    judged = beside.group_by("row").agg(
        weeks=from_14.sum(), late=(col("ends") > birthday(OLD_ENOUGH, "born")).any(), born=col("born").first()
    )
    short = (col("weeks") < LONG_ENOUGH) | ~col("late")
    return {"OC3": judged.filter(col("born").is_not_null() & short)["row"]}


def in_care_on_birthday(t: Tables) -> Faults:
    beside = t["OC3"].filter(given(*CARE_LEAVER)).join(t["Episodes"], on="CHILD", suffix="_episode")
    on_the_day = [
        in_year(birthday(age)) & (col("DECOM") <= birthday(age)) & (blank("DEC") | (col("DEC") > birthday(age)))
        for age in (17, 18)
    ]
    return {"OC3": beside.filter(on_the_day[0] | on_the_day[1])["row"]}


def open_last_year_only(t: Tables) -> Faults:
    known = t["Episodes_last"].filter(col("DECOM").is_not_null() & col("CHILD").is_not_null())
    was_open = known.filter((col("DECOM") == col("DECOM").max().over("CHILD")) & blank("DEC"))
    leavers = t["OC3"].filter(given(*CARE_LEAVER)).join(was_open, on="CHILD", how="semi")
    return {"OC3": leavers.join(t["Episodes"], on="CHILD", how="anti")["row"]}


def never_in_care(t: Tables) -> Faults:
    ended = those(t, ("Episodes", "Episodes_last"), "CHILD DEC_text").filter(given("DEC"))
    return {"OC3": t["OC3"].join(ended, on="CHILD", how="anti")["row"]}


def moved_to_another_authority(t: Tables) -> Faults:
    last = t["Episodes"].filter(col("DECOM").is_not_null() & (col("DECOM") == col("DECOM").max().over("CHILD")))
    moved = last.filter(col("REC") == "E3")
    return {"OC3": t["OC3"].filter(given(*CARE_LEAVER)).join(moved, on="CHILD", how="semi")["row"]}


def leaver_listed_as_uasc(t: Tables) -> Faults:
    in_care = t["Episodes"].filter((col("DECOM") <= END) & (blank("DEC") | (col("DEC") >= START)))
    leavers = t["OC3"].filter(given(*CARE_LEAVER)).join(in_care, on="CHILD", how="anti")
    return {
        "UASC": t["UASC"].join(leavers, on="CHILD", how="semi")["row"],
        "OC3": leavers.join(t["UASC"], on="CHILD", how="semi")["row"],
    }


def left_after_birthday(t: Tables) -> Faults:
    known = t["Episodes"].filter(col("CHILD").is_not_null())
    left = known.group_by("CHILD").agg(left=col("DEC").max(), closed=(~blank("DEC")).all()).filter(col("closed"))
    beside = t["OC3"].filter(given(*CARE_LEAVER)).join(left, on="CHILD")
    stayed = [in_year(birthday(age)) & (col("left") >= birthday(age)) for age in (17, 18)]
    return {"OC3": beside.filter((stayed[0] | stayed[1]) & (col("left") <= END))["row"]}
