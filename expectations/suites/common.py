"""Expectations that follow from a return's layout: what must be filled, which dates may lie ahead, what comes first."""

from __future__ import annotations

import polars as pl

from data.returns.schema import Column, Kind, Return
from expectations import vocabulary as expect
from expectations.vocabulary import Expectation

MAY_LIE_AHEAD = ("due_date",)  # when something is due may be later than the extract
BIRTH = "date_of_birth"
DATES = (Kind.DATE, Kind.DATETIME)


def from_layout(schema: Return) -> list[Expectation]:
    """The expectations that the columns and orders of a return make."""
    found = [expectation for column in schema.columns for expectation in _of_column(column, schema)]
    for earlier, later in schema.in_order:
        first, last = schema.column(earlier).header, schema.column(later).header
        message = f"“{last}” is before “{first}”. It should be the same day or later: check both dates."
        found.append(expect.in_order(earlier, later, "end_before_start", "error", message))
    return found


def key_is_unique(schema: Return) -> Expectation:
    """No two rows with the same key."""
    heads = " and ".join(f"“{schema.column(c).header}”" for c in schema.key)
    message = f"Two or more rows have the same {heads} and differ elsewhere, so it is not known which is right."
    return expect.unique_together(schema.key, "duplicate_conflict", "error", f"{message} Keep one and send it again.")


def needed_columns(schema: Return) -> tuple[str, ...]:
    """The columns whose blank takes the row out: who it is about, and the key dates."""
    if schema.family == "annex_a":
        start = schema.period_start
        keys = (start,) if start is not None and schema.column(start).required else ()
    elif schema.family == "ssda903":
        keys = tuple(c for c in schema.key if schema.column(c).kind in DATES)
    else:
        keys = tuple(c.name for c in schema.columns if c.required)
    people = tuple(c.name for c in schema.columns if c.kind is Kind.PERSON_ID and c.required)
    return tuple(dict.fromkeys((*people, *keys)))


def _of_column(column: Column, schema: Return) -> list[Expectation]:
    found = []
    name, head = column.name, f"“{column.header}”"
    if name in needed_columns(schema):
        if column.kind is Kind.PERSON_ID:
            message = f"{head} is blank, so nobody knows whom the row is about. Fill it in; it is never guessed."
            found.append(expect.present(name, "missing_id", "error", message))
        else:
            message = f"{head} is blank. The row cannot be counted without it: fill it in and send it again."
            found.append(expect.present(name, "missing_key", "error", message))
    elif column.required:
        message = f"{head} is blank. It should always be filled; the row is kept and counts as not recorded."
        found.append(expect.present(name, "missing_value", "warning", message))
    if column.kind in DATES and name != BIRTH and name not in MAY_LIE_AHEAD:
        timed = column.kind is Kind.DATETIME
        if column.spine:
            message = f"{head} is later than the extract date. {_which_is_wrong(schema)}"
            found.append(expect.no_later_than_extract(name, "date_after_extract", "error", message, timed=timed))
        else:
            message = f"{head} is later than the extract date: the date is left out, the row is kept."
            found.append(expect.no_later_than_extract(name, "date_after_extract", "warning", message, timed=timed))
    if column.minimum is not None or column.maximum is not None:
        allowed = " to ".join(f"{bound:g}" for bound in (column.minimum, column.maximum) if bound is not None)
        allowed = f"{allowed} or more" if column.maximum is None else allowed
        message = f"{head} should be {allowed}. Check the number; it is kept as sent."
        found.append(expect.between(name, column.minimum, column.maximum, "out_of_range", "warning", message))
    return found


def _which_is_wrong(schema: Return) -> str:
    if schema.family != "ssda903":
        return "Check the date, or the month that the file is for."
    return (
        "A return for the year to 31 March is declared for March of the year in which it ends. Check the date and that "
        "month; of a file taken later in the year, say the day with --extract-date."
    )


def birth(*, start: str | None, severity: str) -> list[Expectation]:
    """A child is not born after the extract, nor after the row's start."""
    born, extract = pl.col(BIRTH), pl.col(expect.EXTRACT_DATE_COLUMN)
    advice = (
        "An unborn child may have a due date here; the row is kept." if severity == "warning" else "Check the date."
    )
    found = [
        expect.no_later_than_extract(
            BIRTH, "dob_in_future", severity, f"The date of birth is later than the extract date. {advice}"
        )
    ]
    if start is not None:
        holds = (born <= pl.col(start)) | (born > extract)
        message = f"The date of birth is after the row's start date. {advice}"
        found.append(expect.rows_hold(holds, BIRTH, "dob_after_start", severity, message))
    return found


def age_on_extract() -> pl.Expr:
    """Completed years on the extract date."""
    born, extract = pl.col(BIRTH), pl.col(expect.EXTRACT_DATE_COLUMN)
    day = extract.dt.month().cast(pl.Int32) * 100 + extract.dt.day()
    birthday = born.dt.month().cast(pl.Int32) * 100 + born.dt.day()
    return extract.dt.year() - born.dt.year() - (day < birthday).cast(pl.Int32)
