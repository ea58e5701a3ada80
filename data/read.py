"""Bytes -> typed frame and issues: all that one file's own text can tell, and nothing that needs another file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

import polars as pl

from data import headers
from data.cells import nullified, read_codes, read_numbers, read_text
from data.dates import read_dates
from data.decoding import decode
from data.headers import Header
from data.identities import read_ids
from data.issues import ERROR, WARNING, Refusal, issue, none, together
from data.records import table
from data.returns.schema import Column, Kind, Return
from data.rows import Rows, data_rows

_READERS = {
    Kind.PERSON_ID: read_ids,
    Kind.TEXT: read_text,
    Kind.CODE: read_codes,
    Kind.YES_NO: read_codes,
    Kind.INTEGER: read_numbers,
    Kind.NUMBER: read_numbers,
}


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

    present = [c for c in schema.columns if c.name in header.columns]
    cells = rows.cells.select(_cell(header, column) for column in present)
    lines = rows.cells["line"]
    dates = read_dates(
        lines,
        {c: cells[c.name] for c in present if c.kind in (Kind.DATE, Kind.DATETIME)},
        extract_date.year,
    )
    if dates.us_dates.height:
        raise Refusal(dates.us_dates, rows_read=rows.rows_read)
    typed = dict(dates.typed)
    for column in present:
        if column.kind in _READERS:
            typed[column.name] = _READERS[column.kind](lines, cells[column.name], column)
        found += typed[column.name].issues
    frame = pl.DataFrame([lines, *(typed[c.name].values.alias(c.name) for c in present)])
    frame = frame.with_columns(
        pl.lit(None, c.kind.dtype).alias(c.name) for c in schema.columns if c not in present
    ).select("line", *schema.schema)
    rejected = rows.cut_off or (rows.rows_read == 0 and not schema.may_be_empty)
    return Reading(frame, together(found, file), rows.rows_read, rejected, headers.absent(header, schema))


def _cell(header: Header, column: Column) -> pl.Expr:
    cell = pl.col(f"c{header.columns[column.name][0]}")
    if column.kind not in (Kind.CODE, Kind.YES_NO):  # there a null token may be a code
        cell = nullified(cell)
    return pl.when(~pl.col("too_long")).then(cell).alias(column.name)


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
        agree = (
            rows.cells.filter(~pl.col("too_long"))
            .select(pl.all_horizontal(first.eq_missing(o) for o in others).all())
            .item()
        )
        heads = " and ".join(dict.fromkeys(f"“{header.cells[i].strip()}”" for i in places))
        what = f"{len(places)} columns ({heads}) hold “{column.header}”"
        if agree:
            message = f"{what} and they agree in every row; the first is used."
            same.append(issue(rule, WARNING, message, line=header.line, column=column.name))
        else:
            message = f"{what} and they differ, so it is not known which is right. Leave out the wrong one."
            different.append(issue(rule, ERROR, message, line=header.line, column=column.name))
    if len(different) > 1:
        raise Refusal(pl.concat(different))
    return pl.concat(same)
