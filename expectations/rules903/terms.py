"""The words of the rules: given, one of, on a birthday, inside the year; each makes one expression."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from data import codes

ROW = "row"  # the position of a row in the table as given, from 0
DATES_OF_THE_YEAR = ("collection_start", "collection_end")
START_AND_END = ("DECOM", "DEC", "MIS_START", "MIS_END", "SW_DECOM", "SW_DEC", "DOLO_START", "DOLO_END")
DECISIONS = ("DATE_INT", "DATE_MATCH", "DATE_PLACED", "DATE_PLACED_CEASED", "DATE_PERM")
DATES = frozenset(("DOB", "MC_DOB", "REVIEW", "DUC", *START_AND_END, *DECISIONS))
CARE_LEAVER = ("IN_TOUCH", "ACTIV", "ACCOM")
ADOPTION = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
HEALTH = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
TWELVE_MONTHS = (*HEALTH, "CONVICTED", "HEALTH_CHECK", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")
FLAGS = frozenset(("MOTHER", "UASC", "FOSTER_CARE", "NB_ADOPTR", *TWELVE_MONTHS))  # 0, 1 or a count
SHORT_BREAKS = ("V3", "V4")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
NOT_IN_HOMES = ("Z11", "Z12", "Z13", "Z14")  # other placements, since 2025/26
ADOPTED = ("E11", "E12")
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
FOSTER = ("U1", "U2", "U3", "U4", "U5", "U6")
NO_URN = "XXXXXXX"  # written where a placement has none

col = pl.col
START, END = pl.col("collection_start"), pl.col("collection_end")


def valid(code_set: str) -> tuple[str, ...]:
    """The codes of a set of this return (`ls`, `rne`)."""
    return codes.code_set(f"903_{code_set}").codes


def one_of(column: str, allowed: Iterable[str]) -> pl.Expr:
    """The cell holds one of these codes; false where it is blank."""
    return col(column).is_in(list(allowed)).fill_null(False)


def given(*columns: str) -> pl.Expr:
    """Any of these cells holds something, readable or not."""
    return pl.any_horizontal(_raw(c).is_not_null() for c in columns)


def blank(*columns: str) -> pl.Expr:
    """All these cells are blank."""
    return pl.all_horizontal(_raw(c).is_null() for c in columns)


def all_given(*columns: str) -> pl.Expr:
    """None of these cells is blank."""
    return pl.all_horizontal(_raw(c).is_not_null() for c in columns)


def invalid(column: str, allowed: Iterable[str]) -> pl.Expr:
    """The cell holds something that is no code of the set."""
    return given(column) & ~one_of(column, allowed)


def unreadable(column: str) -> pl.Expr:
    """The cell holds something that is no date."""
    return given(column) & col(column).is_null()


def same(one: str, other: str) -> pl.Expr:
    """Both cells hold the same, or both are blank."""
    return col(one).eq_missing(col(other))


def birthday(years: int, born: str = "DOB") -> pl.Expr:
    """The day on which somebody born then is this old; a child of 29 February turns on 1 March in other years."""
    day = col(born)
    turns = day.dt.offset_by(f"{years}y")
    moved = (day.dt.month() == 2) & (day.dt.day() == 29) & (turns.dt.day() == 28)
    return pl.when(moved).then(turns.dt.offset_by("1d")).otherwise(turns)


def in_year(day: pl.Expr) -> pl.Expr:
    """The day lies in the collection year."""
    return (day >= START) & (day <= END)


def days(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Nights between two days."""
    return (end - start).dt.total_days()


def number(column: str) -> pl.Expr:
    """The cell as a number; null where it is blank or no number."""
    return col(column).str.strip_chars().cast(pl.Float64, strict=False)


def postcode(column: str) -> pl.Expr:
    """The postcode without spaces, in capitals; null where it is blank."""
    text = col(column).str.replace_all(r"\s", "").str.to_uppercase()
    return pl.when(text != "").then(text)


def _raw(column: str) -> pl.Expr:
    return col(f"{column}_text" if column.removeprefix("prev_").removeprefix("next_") in DATES else column)
