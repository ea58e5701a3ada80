"""A file against what is held: another authority's children, far fewer rows than last month, lists that disagree.

Only rows that would be stored are compared with rows that are stored.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

import polars as pl

from data import periods
from data.issues import ERROR, WARNING, issue
from data.returns.schema import Return
from expectations.decision import Declaration

IN_NEED, CARE, LEAVERS = "children_in_need", "children_looked_after", "care_leavers"
PERSON = ("child_id", "date_of_birth")
FEWEST_ROWS, ENOUGH_ROWS_BEFORE = 10, 20
TOLERATED, TOLERATED_PERCENT = 3, 20  # children by which lists 8 and 9 may differ, the larger of the two


class Held(Protocol):
    """What is held already, of files that were accepted and not replaced."""

    def months_of(self, authority: str, list: str, sha256: str) -> set[str]:
        """The months for which these very bytes are held."""

    def rows(self, authority: str, list: str, period: str) -> pl.DataFrame | None:
        """The stored rows of a file, None where none is held."""

    def rows_read(self, authority: str, list: str, period: str) -> int | None:
        """How many records that file had, None where none is held."""

    def births(self, authority: str, period: str, besides: str = "") -> pl.DataFrame:
        """Distinct child_id and date_of_birth of the month's Annex A files, one list left out."""

    def births_of(self, authority: str) -> pl.DataFrame:
        """The same over every month."""

    def births_elsewhere(self, authority: str) -> pl.DataFrame:
        """The same for every other authority."""


def of_the_file(
    rows: pl.DataFrame, rows_read: int, schema: Return, declaration: Declaration, held: Held
) -> list[pl.DataFrame]:
    """Issues of the file as a whole."""
    if not declaration.authority:  # nobody said whose file it is
        return []
    found = _fewer_rows(rows_read, schema, declaration, held)
    if set(PERSON) <= set(rows.columns):
        found += _children_of_another(rows, declaration, held)
    if schema.name == LEAVERS:
        found += _counts_of_eligible(rows, declaration, held)
    return found


def with_other_lists(rows: pl.DataFrame, schema: Return, declaration: Declaration, held: Held) -> pl.DataFrame:
    """The rows with what the month's other lists say of them: see `expectations.suites.between_lists`."""
    unknown = pl.lit(None, pl.Boolean)
    told = {"in_need": unknown, "in_care": unknown, "born_as_elsewhere": unknown}
    if schema.name == "child_protection":
        in_need = held.rows(declaration.authority, IN_NEED, declaration.period)
        if in_need is not None:
            told["in_need"] = pl.col("child_id").is_in(in_need["child_id"].unique().implode())
    if schema.name == LEAVERS:
        in_care = _in_care(declaration, held)
        if in_care is not None:
            told["in_care"] = pl.col("child_id").is_in(in_care["child_id"].unique().implode())
    if schema.family == "annex_a" and set(PERSON) <= set(rows.columns):
        births = held.births(declaration.authority, declaration.period, besides=schema.name)
        dates = births.drop_nulls().group_by("child_id").agg(born=pl.col("date_of_birth").unique())
        rows = rows.join(dates, on="child_id", how="left", maintain_order="left")
        same = pl.col("born").list.set_difference(pl.concat_list("date_of_birth")).list.len() == 0
        told["born_as_elsewhere"] = pl.when(pl.col("date_of_birth").is_not_null() & pl.col("born").is_not_null()).then(
            same
        )
    return rows.with_columns(**told)


def _fewer_rows(rows_read: int, schema: Return, declaration: Declaration, held: Held) -> list[pl.DataFrame]:
    if schema.family == "summary":  # some figures come each quarter or each year only
        return []
    before = held.rows_read(declaration.authority, schema.name, periods.shift(declaration.period, -1))
    if before is None or before < ENOUGH_ROWS_BEFORE or 2 * rows_read >= before:
        return []
    month = periods.name(periods.shift(declaration.period, -1))
    message = (
        f"The file has {rows_read:,} rows; {month} had {before:,}. Check that the export was complete. If it was, "
        "nothing needs doing."
    )
    return [issue("row_count_drop", WARNING, message)]


def _children_of_another(rows: pl.DataFrame, declaration: Declaration, held: Held) -> list[pl.DataFrame]:
    if rows.height < FEWEST_ROWS:
        return []
    children = rows.select(PERSON).drop_nulls().unique()
    theirs = children.join(held.births_elsewhere(declaration.authority), on=PERSON, how="semi").height
    if theirs == 0 or 2 * theirs < children.height:
        return []
    ours = children.join(held.births_of(declaration.authority), on=PERSON, how="semi").height
    if 10 * ours >= children.height:
        return []
    name = declaration.authority_name or declaration.authority
    message = (
        f"{theirs:,} of the {children.height:,} children in the file are held for another authority, and {ours:,} for "
        f"{name}. It is probably another authority's file: check whose it is, and load it for that authority."
    )
    return [issue("authority_mismatch", ERROR, message, column="child_id")]


def _in_care(declaration: Declaration, held: Held) -> pl.DataFrame | None:
    """The rows of the month's list 8 that are open on the extract date; None where that list is not held."""
    care = held.rows(declaration.authority, CARE, declaration.period)
    if care is None:
        return None
    day, end = declaration.extract_date, pl.col("cla_end_date")
    return care.filter((pl.col("cla_start_date") <= day) & (end.is_null() | (end > day)))


def _counts_of_eligible(rows: pl.DataFrame, declaration: Declaration, held: Held) -> list[pl.DataFrame]:
    in_care = _in_care(declaration, held)
    if in_care is None:
        return []
    born = pl.col("date_of_birth")
    day = declaration.extract_date
    near_adult = in_care.filter((born <= _years_before(day, 16)) & (born > _years_before(day, 18)))
    in_care_16_17, eligible = near_adult["child_id"].n_unique(), (rows["eligibility"] == "E").sum()
    gap = abs(eligible - in_care_16_17)
    if gap <= TOLERATED or 100 * gap <= TOLERATED_PERCENT * in_care_16_17:
        return []
    message = (
        f"This list has {eligible:,} eligible young people; list 8 has {in_care_16_17:,} people aged 16 or 17 open on "
        "the extract date. The two should be about the same: check which list is short."
    )
    return [issue("care_counts_differ", WARNING, message)]


def _years_before(day: date, years: int) -> date:
    """The latest birthday of those who have reached this age on the day (29 February counts from 1 March)."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February, and that year had none
        return day.replace(year=day.year - years, day=28)
