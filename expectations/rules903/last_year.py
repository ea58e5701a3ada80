"""Rules that hold this year's episodes to those of last year's return."""

from __future__ import annotations

from functools import partial

from expectations.rules903.rule import Faults, Rule, Severity, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import START, blank, col, number

NEARLY = 0.2  # miles: distances worked out anew from revised postcodes differ by this much
OPEN_AT_YEAR_END = {
    "503A": ("RNE", "reason for the new episode"),
    "503B": ("LS", "legal status"),
    "503C": ("CIN", "category of need"),
    "503D": ("PLACE", "placement type"),
    "503E": ("PLACE_PROVIDER", "placement provider"),
    "503F": ("URN", "Ofsted reference number (URN)"),
    "503G": ("PL_DISTANCE", "distance from home"),
    "503H": ("PL_LA", "local authority of the placement"),
    "503J": ("PL_LOCATION", "location of the placement"),
    "452": ("PL_LA", "local authority of the placement"),
    "453": ("PL_DISTANCE", "distance from home"),
}


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    return (
        *(
            together(
                number_,
                {"Episodes": f"CHILD DECOM {column}", "Episodes_last": f"CHILD DECOM DEC {column}"},
                partial(differs_from_last_year, column=column),
                f"The {words} of the first episode is not that of the episode which was open at the end of last year."
                " Correct this year's, or the date on which it changed.",
                Severity.WARNING,
            )
            for number_, (column, words) in OPEN_AT_YEAR_END.items()
        ),
        together(
            "502",
            {"Episodes": "CHILD DECOM", "Episodes_last": "CHILD DECOM DEC"},
            partial(differs_from_last_year, column="DECOM"),
            "An episode was open at the end of last year, and this year's first episode has another start. Correct the"
            " start, or add the open episode.",
        ),
        together(
            "562",
            {"Episodes": "CHILD DECOM", "Episodes_last": "CHILD DECOM"},
            not_in_last_year,
            "The episode began before this year, yet last year's return has no episode of the child with this start."
            " Correct the start, or add the episode to last year's return.",
            needs_year="collection_start",
        ),
    )


def differs_from_last_year(t: Tables, *, column: str) -> Faults:
    """The child's first episode this year beside the last of last year, where that one was open."""
    first = t["Episodes"].filter(col("DECOM").is_not_null() & col("prev_row").is_null())
    known = t["Episodes_last"].filter(col("DECOM").is_not_null() & col("CHILD").is_not_null())
    last = known.filter(col("DECOM") == col("DECOM").max().over("CHILD"))
    was_open = last.filter(blank("DEC").all().over("CHILD")).select("CHILD", column)
    beside = first.join(was_open, on="CHILD", suffix="_before")
    if column == "PL_DISTANCE":
        now, before = number(column), number(f"{column}_before")
        unlike = (now - before).abs() >= NEARLY
        unlike = unlike.fill_null(now.is_null() != before.is_null())
    else:
        unlike = col(column).ne_missing(col(f"{column}_before"))
    return {"Episodes": beside.filter(unlike)["row"]}


def not_in_last_year(t: Tables) -> Faults:
    early = t["Episodes"].filter(col("DECOM") < START)
    return {"Episodes": early.join(t["Episodes_last"], on=["CHILD", "DECOM"], how="anti")["row"]}
