"""Rules on the details of an adoption (AD1): complete, in order and in keeping with the episodes."""

from __future__ import annotations

from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import (
    ADOPTED,
    ADOPTION,
    all_given,
    blank,
    col,
    given,
    in_year,
    invalid,
    one_of,
    unreadable,
    valid,
)

LEFT_ADOPTED = ("E1", *ADOPTED)  # E1 until 2006
WITH_CARER, WITH_OTHERS = ("A2", "A3", "A5"), ("A1", "A4", "A6")
ONE_SEX = ("MM", "FF")
COUPLES = {"518": "L4", "524": "L12"}  # of one sex: civil partners, married


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    return (
        rule(
            "113",
            "AD1",
            unreadable("DATE_MATCH"),
            "The date of matching the child with adopters is not a date. Write it as dd/mm/yyyy.",
        ),
        rule(
            "175",
            "AD1",
            invalid("NB_ADOPTR", ("1", "2")),
            "The number of adopters is neither 1 nor 2. Correct it.",
        ),
        rule(
            "177",
            "AD1",
            invalid("LS_ADOPTR", valid("ls_adoptr")),
            "The legal status of the adopters is not one of the codes. Use L0, L11, L12, L2, L3 or L4.",
        ),
        rule(
            "333",
            "AD1",
            (col("DATE_INT") > col("DATE_MATCH")) | (blank("DATE_INT") & col("DATE_MATCH").is_not_null()),
            "The decision that the child should be placed for adoption is missing or after the match with adopters."
            " Correct the dates.",
        ),
        rule(
            "511",
            "AD1",
            one_of("NB_ADOPTR", ["2"]) & invalid("SEX_ADOPTR", ("MM", "FF", "MF")),
            "There are two adopters, so their sexes must be MM, FF or MF. Correct one of the two.",
        ),
        *(
            rule(
                number,
                "AD1",
                one_of("LS_ADOPTR", [status]) & invalid("SEX_ADOPTR", ONE_SEX),
                f"The adopters are a couple of one sex ({status}), so their sexes must be MM or FF. Correct one of the"
                " two.",
            )
            for number, status in COUPLES.items()
        ),
        rule(
            "520",
            "AD1",
            one_of("LS_ADOPTR", ["L11"]) & one_of("SEX_ADOPTR", ONE_SEX),
            "The adopters are a married couple of two sexes (L11), but the sexes are MM or FF. Correct one of the two.",
        ),
        together(
            "331",
            {"Episodes": "CHILD DECOM REC", "AD1": "CHILD DATE_MATCH"},
            matched_after_placement,
            "The child was matched with the adopters after being placed with them. Correct one of the dates.",
        ),
        together(
            "334",
            {"Episodes": "CHILD DECOM RNE", "AD1": "CHILD DATE_INT"},
            decided_before_care,
            "The decision that the child should be placed for adoption is before the latest start of care. Correct one"
            " of the dates.",
        ),
        together(
            "602",
            {"Episodes": "CHILD DEC REC", "AD1": "CHILD"},
            not_adopted,
            "Details of an adoption are given, but no episode of the year ended with one (E11, E12). Remove them, or"
            " correct the reason.",
            needs_year="collection_start collection_end",
        ),
        together(
            "335",
            {"Episodes": "CHILD PLACE REC", "AD1": "CHILD FOSTER_CARE"},
            carer_unlike_placement,
            "Whether the adopters were the foster carers does not agree with the last placement (A2, A3, A5: they were;"
            " A1, A4, A6: they were not). Correct one of the two.",
        ),
        together(
            "582",
            {"Episodes": "CHILD DEC REC", "AD1": "CHILD DATE_MATCH"},
            matched_on_adoption,
            "The child was matched with the adopters on the day of the adoption itself. Check the date of matching.",
            Severity.WARNING,
        ),
        together(
            "601",
            {"Episodes": "CHILD DEC REC", "AD1": f"CHILD {' '.join(ADOPTION)}"},
            details_missing,
            "The child was adopted in the year, and details of the adoption are missing. Fill in all six.",
            needs_year="collection_start collection_end",
        ),
    )


def carer_unlike_placement(t: Tables) -> Faults:
    adopted = t["Episodes"].filter(one_of("REC", LEFT_ADOPTED))
    pairs = t["AD1"].join(adopted, on="CHILD", suffix="_episode")
    unlike = pairs.filter(
        ((col("FOSTER_CARE") == "0") & one_of("PLACE", WITH_CARER))
        | ((col("FOSTER_CARE") == "1") & one_of("PLACE", WITH_OTHERS))
    )
    return {"AD1": unlike["row"], "Episodes": unlike["row_episode"]}


def matched_after_placement(t: Tables) -> Faults:
    adopted = t["Episodes"].filter(one_of("REC", ADOPTED))
    late = t["AD1"].join(adopted, on="CHILD", suffix="_episode").filter(col("DATE_MATCH") > col("DECOM"))
    return {"AD1": late["row"], "Episodes": late["row_episode"]}


def decided_before_care(t: Tables) -> Faults:
    starts = t["Episodes"].filter(one_of("RNE", ["S"]) & col("CHILD").is_not_null())
    last = starts.filter(col("DECOM") == col("DECOM").max().over("CHILD"))
    early = t["AD1"].join(last, on="CHILD", suffix="_episode").filter(col("DATE_INT") < col("DECOM"))
    return {"AD1": early["row"], "Episodes": early["row_episode"]}


def not_adopted(t: Tables) -> Faults:
    adopted = t["Episodes"].filter(one_of("REC", ADOPTED) & in_year(col("DEC")))
    told = [c for c in ADOPTION if c in t["AD1"].columns]
    stated = t["AD1"].filter(given(*told)) if told else t["AD1"]
    return {"AD1": stated.join(adopted, on="CHILD", how="anti")["row"]}


def matched_on_adoption(t: Tables) -> Faults:
    adopted = t["Episodes"].filter(one_of("REC", ADOPTED) & col("DEC").is_not_null())
    return {
        "Episodes": adopted.join(t["AD1"], left_on=["CHILD", "DEC"], right_on=["CHILD", "DATE_MATCH"], how="semi")[
            "row"
        ]
    }


def details_missing(t: Tables) -> Faults:
    adopted = t["Episodes"].filter(one_of("REC", ADOPTED) & in_year(col("DEC")))
    gaps = t["AD1"].filter(~all_given(*ADOPTION)).join(adopted, on="CHILD", how="semi")
    complete = t["AD1"].filter(all_given(*ADOPTION))
    return {"AD1": gaps["row"], "Episodes": adopted.join(complete, on="CHILD", how="anti")["row"]}
