"""Rules on the header: sex, ethnicity, UPN, birth, motherhood."""

from __future__ import annotations

from datetime import date
from functools import partial

import polars as pl

from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import (
    CARE_LEAVER,
    END,
    SHORT_BREAKS,
    START,
    birthday,
    blank,
    col,
    given,
    in_year,
    invalid,
    one_of,
    unreadable,
    valid,
)

NEW_SEX_CODES = date(2024, 4, 1)  # M, F and U from the return of 2024/25, 1 and 2 before it
FEMALE = ("F", "2")
OLD_SEX_CODES = {"1": "M", "2": "F"}
CHANGED = {"202": ("SEX", "sex"), "204": ("ETHNIC", "ethnicity")}
UPN = r"^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$"  # no I, O or S; the check letter itself is not judged
NO_UPN = ("UN1", "UN2", "UN3", "UN4", "UN5")


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    before = col("collection_end") < NEW_SEX_CODES
    allowed = pl.when(before.fill_null(False)).then(one_of("SEX", ("1", "2"))).otherwise(one_of("SEX", ("M", "F", "U")))
    mother_born = "Give the right dates of birth of the mother and of her first child."
    return (
        rule(
            "101",
            "Header",
            ~allowed,
            "The code for sex is missing or is not one of this year's. Use M, F or U (1 or 2 up to 2023/24).",
            year_may_be_unknown=True,
        ),
        rule(
            "102",
            "Header",
            unreadable("DOB"),
            "The date of birth is not a date. Write it as dd/mm/yyyy.",
            Severity.BLOCK,
        ),
        rule(
            "301",
            "Header",
            col("DOB") > END,
            "The date of birth lies after the collection year. Correct it.",
            Severity.BLOCK,
        ),
        rule(
            "103",
            "Header",
            blank("ETHNIC") | invalid("ETHNIC", valid("ethnic")),
            "The ethnicity is missing or its code is not in the list. Enter one of the return's codes.",
        ),
        rule(
            "168",
            "Header",
            given("UPN") & ~one_of("UPN", NO_UPN) & ~col("UPN").str.contains(UPN),
            "The unique pupil number is not of the right form: a letter (not I, O or S), 11 digits and a digit or such"
            " a letter. Correct it, or give the reason it is unknown as UN1 to UN5.",
            Severity.WARNING,
        ),
        rule(
            "171",
            "Header",
            unreadable("MC_DOB"),
            "The date of birth of the mother's child is not a date. Write it as dd/mm/yyyy.",
        ),
        rule(
            "209",
            "Header",
            one_of("UPN", ["UN1"]) & (birthday(5) <= START),
            "The child is of school age, so UN1 (too young to have a pupil number) cannot be right. Enter the number.",
            Severity.WARNING,
        ),
        rule(
            "351",
            "Header",
            birthday(25) < START,
            "The person was over 25 when the collection year began. Check the date of birth, or leave the person out.",
        ),
        rule(
            "444",
            "Header",
            given("UPN") & ~one_of("UPN", NO_UPN) & col("UPN").is_duplicated(),
            "Two children have the same unique pupil number. Find out whose it is and correct the other.",
            Severity.WARNING,
        ),
        rule(
            "612",
            "Header",
            one_of("SEX", FEMALE) & ~one_of("MOTHER", ["1"]) & given("MC_DOB"),
            "A date of birth of her child is given, but the girl is not marked as a mother. Correct one of the two.",
        ),
        rule(
            "621",
            "Header",
            col("MC_DOB") <= col("DOB"),
            f"The mother would be younger than her own child. {mother_born}",
        ),
        *(
            together(
                number,
                {"Header": f"CHILD {column}", "Header_last": f"CHILD {column}"},
                partial(changed, column=column),
                f"The {words} is not the one given for this child last year. Find out which is right.",
                Severity.WARNING,
            )
            for number, (column, words) in CHANGED.items()
        ),
        together(
            "203",
            {"Header": "CHILD DOB", "Header_last": "CHILD DOB"},
            birth_changed,
            "The date of birth is not the one given for this child last year. Find out which is right.",
            Severity.WARNING,
        ),
        together(
            "207",
            {"Header": "CHILD MOTHER", "Header_last": "CHILD MOTHER", "Episodes": "CHILD"},
            mother_no_more,
            "The child was a mother last year and is not marked as one this year. A mother stays one: correct the"
            " mark.",
        ),
        together(
            "607",
            {"Header": "CHILD SEX MOTHER", "Episodes": "CHILD DEC REC LS"},
            left_without_mother_mark,
            "A girl left care in the year and the mark for motherhood is blank. Enter 1 or 0.",
            needs_year="collection_start collection_end",
        ),
        together(
            "625",
            {"Header": "CHILD MC_DOB", "Episodes": "CHILD DEC"},
            child_born_too_late,
            "The first child's date of birth lies after the collection year or after its mother left care."
            " Correct it, or leave the child out.",
            needs_year="collection_end",
        ),
        together(
            "628",
            {"Header": "CHILD MOTHER", "Episodes": "CHILD", "OC3": "CHILD IN_TOUCH ACTIV ACCOM"},
            mother_out_of_care,
            "A care leaver who was not looked after in the year has a mark for motherhood. Leave it blank.",
        ),
    )


def changed(t: Tables, *, column: str) -> Faults:
    """Codes of both years, the old ones for sex read as the new ones."""
    code = pl.col(column).replace(OLD_SEX_CODES) if column == "SEX" else pl.col(column)
    last = t["Header_last"].select("CHILD", before=code).unique()
    both = t["Header"].with_columns(now=code).join(last, on="CHILD")
    agrees = both.group_by("row").agg(same=col("now").eq_missing(col("before")).any())
    return {"Header": agrees.filter(~col("same"))["row"]}


def birth_changed(t: Tables) -> Faults:
    last = t["Header_last"].group_by("CHILD").agg(col("DOB").min().alias("before"))
    both = t["Header"].join(last, on="CHILD")
    return {"Header": both.filter(col("DOB").ne_missing(col("before")))["row"]}


def mother_no_more(t: Tables) -> Faults:
    mothers = t["Header_last"].filter(col("MOTHER") == "1")
    still = t["Header"].filter(~one_of("MOTHER", ["1"])).join(mothers, on="CHILD", how="semi")
    return {"Header": still.join(t["Episodes"], on="CHILD", how="semi")["row"]}


def left_without_mother_mark(t: Tables) -> Faults:
    girls = t["Header"].filter(one_of("SEX", FEMALE) & blank("MOTHER"))
    left = t["Episodes"].filter(
        in_year(col("DEC")) & given("REC") & ~one_of("REC", ["X1"]) & ~one_of("LS", SHORT_BREAKS)
    )
    return {
        "Header": girls.join(left, on="CHILD", how="semi")["row"],
        "Episodes": left.join(girls, on="CHILD", how="semi")["row"],
    }


def child_born_too_late(t: Tables) -> Faults:
    known = t["Episodes"].filter(col("CHILD").is_not_null())
    last = known.filter(col("DEC") == col("DEC").max().over("CHILD"))
    open_ = known.filter(blank("DEC")).select("CHILD").unique()
    left = last.join(open_, on="CHILD", how="anti").group_by("CHILD").agg(col("DEC").max().alias("left"))
    late = t["Header"].join(left, on="CHILD", how="left").filter((col("MC_DOB") > END) | (col("MC_DOB") > col("left")))
    return {"Header": late["row"], "Episodes": last.join(late, on="CHILD", how="semi")["row"]}


def mother_out_of_care(t: Tables) -> Faults:
    leavers = t["OC3"].filter(given(*CARE_LEAVER))
    marked = t["Header"].filter(given("MOTHER")).join(leavers, on="CHILD", how="semi")
    return {"Header": marked.join(t["Episodes"], on="CHILD", how="anti")["row"]}
