"""Bytes -> typed frame and issues: all that one file's own text can tell, and nothing that needs another file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

import polars as pl

from data import headers
from data.cells import Typed, nullified, read_codes, read_numbers, read_text
from data.dates import Dates, read_dates
from data.decoding import decode
from data.headers import Header
from data.identities import read_ids
from data.issues import ERROR, WARNING, Refusal, issue, none, together
from data.records import table
from data.returns.schema import Column, Kind, Return
from data.rows import Rows, data_rows


@dataclass(frozen=True)
class Reading:
    """A file, read.

    `frame`: one row a data record: `line` (the physical line where it starts) and every column of the return, typed.
    Rows with an error are in it. It is empty when the file is rejected, except when the file was cut off: then it
    holds the whole rows before the end, so that they can be checked too.
    """

    frame: pl.DataFrame
    issues: pl.DataFrame
    rows_read: int
    rejected: bool
    absent: frozenset[str]  # columns of the return that the file does not have


def read(raw: bytes, *, filename: str, schema: Return, extract_date: date) -> Reading:
    """Read the bytes of one file as this return; `extract_date` is its as-at date. Never raises for a bad file.

    A cell that could not be read is null in the frame and has an issue. A row with more cells than the header is
    all null: nobody knows which cell belongs where.
    """
    file = PurePath(filename).name
    absent = frozenset(schema.schema)
    try:
        text = decode(raw, file)
        header = headers.find(text, schema)
        absent = headers.absent(header, schema)
        rows = data_rows(table(text, header.delimiter, first_line=header.body_line, width=header.width), header)
        del text
        return _typed(rows, header, schema, extract_date, file)
    except Refusal as refused:
        return Reading(_empty(schema), together([refused.found], file), refused.rows_read, True, absent)


def guess(raw: bytes, filename: str) -> Return | None:
    """The return that a file looks like, by its header; None when it cannot be told."""
    try:
        return headers.guess(decode(raw, PurePath(filename).name))
    except Refusal:
        return None


def _empty(schema: Return) -> pl.DataFrame:
    return pl.DataFrame(schema={"line": pl.Int64()} | schema.schema)


def _typed(rows: Rows, header: Header, schema: Return, extract_date: date, file: str) -> Reading:
    found = [_repeated_columns(rows, header, schema)]
    names = [f"c{i}" for i in range(header.width)]
    filled = rows.cells.select((pl.col(n) != "").any() for n in names).row(0)
    found.append(headers.remarks(header, schema, {i for i, any_filled in enumerate(filled) if any_filled}))
    found.append(rows.issues)
    if rows.rows_read == 0:
        found.append(_no_rows(schema))

    typed, dates = {}, []
    for column in schema.columns:
        cells = _cells(rows.cells, header, column)
        read_column = None if cells is None else _read_column(cells, column, extract_date)
        if isinstance(read_column, Dates):
            dates.append(read_column)
            read_column = read_column.typed
        if read_column is None:
            typed[column.name] = pl.lit(None, column.kind.dtype).alias(column.name)
        else:
            typed[column.name] = read_column.values.alias(column.name)
            found.append(read_column.issues)
    _refuse_us_dates(dates, rows.rows_read)

    frame = rows.cells.select("line", *typed.values())
    rejected = rows.cut_off or (rows.rows_read == 0 and not schema.may_be_empty)
    return Reading(frame, together(found, file), rows.rows_read, rejected, headers.absent(header, schema))


def _cells(cells: pl.DataFrame, header: Header, column: Column) -> pl.DataFrame | None:
    if column.name not in header.columns:
        return None
    place = pl.col(f"c{header.columns[column.name][0]}")
    if column.kind not in (Kind.CODE, Kind.YES_NO):
        place = nullified(place)
    return cells.select("line", pl.when(~pl.col("too_long")).then(place).alias("cell"))


def _read_column(cells: pl.DataFrame, column: Column, extract_date: date) -> Typed | Dates:
    match column.kind:
        case Kind.PERSON_ID:
            return read_ids(cells, column)
        case Kind.CODE | Kind.YES_NO:
            return read_codes(cells, column)
        case Kind.DATE | Kind.DATETIME:
            return read_dates(cells, column, extract_date.year)
        case Kind.INTEGER | Kind.NUMBER:
            return read_numbers(cells, column)
        case Kind.TEXT:
            return read_text(cells, column)


def _refuse_us_dates(dates: list[Dates], rows_read: int) -> None:
    american = pl.concat([none(), *(d.us_dates for d in dates)])
    if american.height and not any(d.only_uk for d in dates):
        raise Refusal(american, rows_read=rows_read)


def _no_rows(schema: Return) -> pl.DataFrame:
    if schema.may_be_empty:
        return issue(
            "no_rows",
            WARNING,
            f"The file has a header and no rows: it is taken as a nil return of {schema.title}.",
        )
    return issue(
        "no_rows",
        ERROR,
        f"The file has a header and no rows. {schema.title} is never empty: export it again.",
    )


def _repeated_columns(rows: Rows, header: Header, schema: Return) -> pl.DataFrame:
    """Columns that stand twice: a warning where both say the same, else Refusal."""
    same, different = [none()], [none()]
    for column in schema.columns:
        places = header.columns.get(column.name, ())
        if len(places) < 2:
            continue
        slugs = [headers.slug(header.cells[i]) for i in places]
        rule = "two_columns_one_field" if len(set(slugs)) == len(slugs) else "duplicate_column"
        first, *others = (nullified(pl.col(f"c{i}")) for i in places)
        agree = rows.cells.select(pl.all_horizontal(first.eq_missing(o) for o in others).all()).item()
        heads = " and ".join(f"“{header.cells[i].strip()}”" for i in places)
        what = f"The columns {heads} both hold “{column.header}”"
        if agree:
            message = f"{what} and agree in every row; the first is used."
            same.append(issue(rule, WARNING, message, line=header.line, column=column.name))
        else:
            message = f"{what} and differ, so it is not known which is right. Leave one out and send the file again."
            different.append(issue(rule, ERROR, message, line=header.line, column=column.name))
    if len(different) > 1:
        raise Refusal(pl.concat(different))
    return pl.concat(same)
