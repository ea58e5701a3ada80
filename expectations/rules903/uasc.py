"""Rules on unaccompanied asylum-seeking children: their status this year and last, its end, their age."""

from __future__ import annotations

import polars as pl

from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import END, START, birthday, blank, col, given, one_of

YES, NO = "1", "0"


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    both_years = {"UASC": "CHILD DOB DUC", "UASC_last": "CHILD DUC"}
    return (
        together(
            "105",
            {"Header": "UASC"},
            no_flag,
            "The mark for an unaccompanied asylum-seeking child is missing or neither 0 nor 1. Enter one of the two.",
            needs_metadata="file_format",
        ),
        rule(
            "231",
            "Header",
            col("uasc_now") & (birthday(11) > END),
            "The unaccompanied asylum-seeking child is under 11 at the end of the year, which is rare. Check the date"
            " of birth.",
            Severity.WARNING,
            needs_any=("Header.UASC", "UASC.CHILD"),
        ),
        rule(
            "304",
            "UASC",
            col("DUC") > birthday(18),
            "The status of unaccompanied asylum-seeking child ends after the 18th birthday. It ends then at the latest:"
            " correct the date.",
        ),
        together(
            "205A",
            both_years,
            status_lost,
            "The child was an unaccompanied asylum-seeking child last year and is not one this year, though the status"
            " did not cease before the year began. Correct the status or the date on which it ceased.",
            needs_year="collection_start",
            needs_metadata="file_format",
        ),
        together(
            "205C",
            both_years,
            never_status,
            "The child was no unaccompanied asylum-seeking child this year or last, yet there is a date on which the"
            " status ceased. Correct the status, or remove the date.",
            needs_metadata="file_format",
        ),
    )


def no_flag(t: Tables) -> Faults:
    """Only returns made as XML carry the mark."""
    wrong = t["Header"].filter((pl.lit(t.file_format) == "xml") & ~one_of("UASC", (YES, NO)))
    return {"Header": wrong["row"]}


def _both_years(t: Tables) -> pl.DataFrame:
    """Children of UASC in both years, with this year's and last year's date; the marks of the header beside them."""
    last = t["UASC_last"].group_by("CHILD").agg(col("DUC").max().alias("DUC_last"))
    beside = t["UASC"].join(last, on="CHILD")
    for table, name in (("Header", "UASC"), ("Header_last", "UASC_last")):
        marks = (
            t[table].group_by("CHILD").agg(col("UASC").max().alias(name))
            if t.has(table, "CHILD UASC")
            else pl.DataFrame(schema={"CHILD": pl.String, name: pl.String})
        )
        beside = beside.join(marks, on="CHILD", how="left")
    return beside


def status_lost(t: Tables) -> Faults:
    """In XML the marks say who had the status; in CSV the dates do: this year's counts up to the 18th birthday."""
    beside = _both_years(t)
    if t.file_format == "xml":
        lost = (col("UASC_last") == YES) & (col("UASC") == NO)
    else:
        lost = col("DUC_last").is_not_null() & (blank("DUC") | (col("DUC") > birthday(18)))
    ceased_before = (col("DUC_last") < START).fill_null(False)
    return _in_both_tables(t, beside.filter(lost & ~ceased_before))


def never_status(t: Tables) -> Faults:
    """In CSV a row in the table is the status itself, so there is nothing to contradict."""
    beside = _both_years(t)
    never = (pl.lit(t.file_format) == "xml") & (col("UASC") == NO) & (col("UASC_last") == NO)
    return _in_both_tables(t, beside.filter(never & (given("DUC") | col("DUC_last").is_not_null())))


def _in_both_tables(t: Tables, found: pl.DataFrame) -> Faults:
    header = t["Header"].join(found, on="CHILD", how="semi")["row"] if t.has("Header", "CHILD") else pl.Series([])
    return {"UASC": found["row"], "Header": header}
