"""Rules that hold the tables together: every child in the header, once, with one date of birth."""

from __future__ import annotations

from functools import partial

from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import col, given

NOT_IN_HEADER = {
    "INT01": "AD1",
    "INT02": "PlacedAdoption",
    "INT03": "Episodes",
    "INT04": "Missing",
    "INT05": "OC2",
    "INT06": "OC3",
    "INT07": "PrevPerm",
    "INT08": "Reviews",
    "INT09": "UASC",
}
OTHER_BIRTH = {
    "INT11": "AD1",
    "INT12": "PlacedAdoption",
    "INT13": "Missing",
    "INT14": "OC2",
    "INT15": "OC3",
    "INT16": "PrevPerm",
    "INT17": "Reviews",
    "INT18": "UASC",
}
ONCE = {"INT31": "AD1", "INT32": "Header", "INT33": "OC2", "INT34": "OC3", "INT35": "PrevPerm", "INT36": "UASC"}


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    return (
        *(
            together(
                number,
                {table: "CHILD", "Header": "CHILD"},
                partial(not_in_header, table=table),
                f"The child in {table} is not in the header. Add the child there, or correct the identifier.",
                Severity.BLOCK,
            )
            for number, table in NOT_IN_HEADER.items()
        ),
        *(
            together(
                number,
                {table: "CHILD DOB", "Header": "CHILD DOB"},
                partial(differs_from_header, table=table, column="DOB"),
                f"The date of birth in {table} is not the one in the header. Find out which is right.",
            )
            for number, table in OTHER_BIRTH.items()
        ),
        together(
            "INT21",
            {"UASC": "CHILD SEX", "Header": "CHILD SEX"},
            partial(differs_from_header, table="UASC", column="SEX"),
            "The sex in UASC is not the one in the header. Find out which is right.",
        ),
        *(
            rule(
                number,
                table,
                col("CHILD").is_not_null() & col("CHILD").is_duplicated(),
                f"The child is more than once in {table}, where each child has one row. Keep the right row.",
                Severity.BLOCK,
            )
            for number, table in ONCE.items()
        ),
        together(
            "EPI",
            {"Header": "CHILD", "Episodes": "CHILD"},
            without_episodes,
            "The child in the header has neither an episode nor a care-leaver row. Add the episodes: without them"
            " little else can be checked.",
            Severity.WARNING,
        ),
    )


def not_in_header(t: Tables, *, table: str) -> Faults:
    return {table: t[table].join(t["Header"], on="CHILD", how="anti", maintain_order="left")["row"]}


def differs_from_header(t: Tables, *, table: str, column: str) -> Faults:
    """Both tables have a value for the child and none of the header's is this one."""
    known = t["Header"].filter(given(column))
    stated = t[table].filter(given(column)).join(known, on="CHILD", how="semi")
    return {table: stated.join(known, on=["CHILD", column], how="anti", nulls_equal=True)["row"]}


def without_episodes(t: Tables) -> Faults:
    alone = t["Header"].join(t["Episodes"], on="CHILD", how="anti")
    return {"Header": (alone.join(t["OC3"], on="CHILD", how="anti") if t.has("OC3", "CHILD") else alone)["row"]}
