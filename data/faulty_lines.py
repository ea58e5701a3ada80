"""The faulty lines of a file as a small CSV that can be put right and sent again, and the way back into the file.

The CSV begins with three columns of ours: the line, what is wrong with it, and which file it is from. Then come the
file's own columns, with the cells as they were sent. A list is always sent whole, so corrected lines alone must never
be taken for one: they are put back into the file that they are from, and that is sent.
"""

from __future__ import annotations

import csv
import io
import re

import polars as pl

from data import headers
from data.decoding import decode
from data.errors import BadInput
from data.headers import DELIMITERS, Header
from data.issues import ERROR, Refusal
from data.records import leading, table
from data.returns.schema import Return

OURS = ("line", "problem", "file")
MARK = "sha-"  # before the digits that name a file, so that no spreadsheet takes them for a number
DIGITS = 16
NOTHING_TO_MEND = ("repeated_header", "totals_row", "footer_row", "duplicate_row")
HEAD = 1 << 16
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_FORMULA = re.compile(r'[+-]?[\d,]*\.?\d*%?|[-.]+|="[^"=+@\t\r-][^"]*"')  # numbers, dashes, a text such as ="007"


def faulty_lines(raw: bytes, filename: str, schema: Return, sha256: str, issues: pl.DataFrame) -> str:
    """The CSV, one row a line that has an error or a warning, those with errors first; '' where there is none.

    A cell that a spreadsheet would run is kept a text by an apostrophe. In: the file as it was sent and its issues.
    """
    if issues["line"].null_count() == issues.height:
        return ""
    try:
        text = decode(raw, filename)
        header = headers.find(text, schema)
    except Refusal:
        return ""
    problems = _problems(issues, header)
    cells = (
        _cells(text, header).join(problems, on="line", how="inner").sort("is_error", "line", descending=[True, False])
    )
    if cells.is_empty():
        return ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*OURS, *map(harmless, header.cells)])
    names = [f"c{i}" for i in range(header.width)]
    for found in cells.select("line", "problem", *names, "beyond").iter_rows():
        line, problem, *values, beyond = found
        row = [*values, *_extra(beyond, header.delimiter)]
        writer.writerow([line, harmless(problem), MARK + sha256[:DIGITS], *map(harmless, row)])
    return "\ufeff" + out.getvalue()  # the mark by which spreadsheets know UTF-8


def harmless(cell: str | None) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run as a formula."""
    if not cell:
        return ""
    return f"'{cell}" if cell.startswith(FORMULA) and not _NO_FORMULA.fullmatch(cell) else cell


def origin(raw: bytes) -> str:
    """The first digits of the SHA-256 of the file that these faulty lines are from; '' for any other file.

    Raises BadInput for faulty lines of which that cannot be told.
    """
    found = _corrected(raw)
    if found is None:
        return ""
    _, rows = found
    told = {row[2].strip() for row in rows}
    if len(told) != 1 or not re.fullmatch(rf"{MARK}[0-9a-f]{{{DIGITS}}}", next(iter(told))):
        raise BadInput(
            "These are faulty lines, and their column “file” must say on each line, as it did, which file they are "
            "from. Download them again and correct that copy."
        )
    return next(iter(told)).removeprefix(MARK)


def put_back(corrected: bytes, whole: bytes, schema: Return) -> tuple[bytes, int]:
    """The whole file with the corrected lines in their places, and how many of them were changed.

    Cells that were not changed stay as they were sent; a line whose cells were all emptied is taken out. Raises
    BadInput where the columns or line numbers do not fit the file.
    """
    text = decode(whole, schema.name)
    header = headers.find(text, schema)
    heading, rows = _corrected(corrected) or ([], [])
    own = [harmless(c).strip() for c in header.cells]
    if [cell.strip() for cell in heading[len(OURS) :]][: header.width] != own:
        raise BadInput(
            "The columns of these faulty lines are no longer those of the file that they are from. Download them again "
            "and change cells only."
        )
    names = [f"c{i}" for i in range(header.width)]
    wanted = pl.Series([_line(row) for row in rows], dtype=pl.Int64)
    found = _cells(text, header).filter(pl.col("line").is_in(wanted.implode())).select("line", *names, "beyond")
    before = {line: cells for line, *cells in found.iter_rows()}
    lines, changed, done = text.split("\n"), 0, set()
    for row in sorted(rows, key=_line, reverse=True):
        line = _line(row)
        if line not in before or line in done:
            why = "is there twice: keep one" if line in done else "is not one of the file that these lines are from"
            raise BadInput(f"Line “{row[0][:20]}” {why}. Correct the line numbers.")
        done.add(line)
        *cells, beyond = before[line]
        sent = [*(cell or "" for cell in cells), *_extra(beyond, header.delimiter)]
        now = _merged(row[len(OURS) :], sent, header.width)
        if now != sent:
            changed += 1
            taken = _taken(lines, line, header.delimiter)
            lines[line - 1 : line - 1 + taken] = [_record(now, header.delimiter), *[""] * (taken - 1)]
    return "\n".join(lines).encode(), changed


# ------------------------------------------------------------------------------------------------------


def _problems(issues: pl.DataFrame, header: Header) -> pl.DataFrame:
    """line, problem (every message of the line, errors first), is_error."""
    severity = pl.col("severity")
    return (
        issues.filter(pl.col("line") >= header.body_line, ~pl.col("rule").is_in(NOTHING_TO_MEND))
        .sort("line", severity != ERROR, maintain_order=True)
        .with_columns(
            said=pl.when(severity == ERROR).then(pl.lit("Error: ")).otherwise(pl.lit("Warning: ")) + pl.col("message")
        )
        .group_by("line", maintain_order=True)
        .agg(problem=pl.col("said").unique(maintain_order=True).str.join(" "), is_error=(severity == ERROR).any())
    )


def _cells(text: str, header: Header) -> pl.DataFrame:
    return table(text, header.delimiter, first_line=header.body_line, width=header.width).cells


def _corrected(raw: bytes) -> tuple[list[str], list[list[str]]] | None:
    """The heading and the filled rows of faulty lines; None for a file that is something else."""
    try:
        start = decode(raw[:HEAD], "")
    except Refusal:
        return None
    for delimiter in DELIMITERS:
        first = next((cells for _, _, cells in leading(start, delimiter, 1)), [])
        if tuple(cell.strip().lower() for cell in first[: len(OURS)]) == OURS:
            rows = list(csv.reader(io.StringIO(decode(raw, "")), delimiter=delimiter))
            return rows[0], [row for row in rows[1:] if any(cell.strip() for cell in row)]
    return None


def _line(row: list[str]) -> int:
    return int(row[0]) if row[0].strip().isdecimal() else 0


def _merged(now: list[str], sent: list[str], width: int) -> list[str]:
    """The cells as corrected, those that were left alone as they were sent. Filled cells after the last column are
    kept, and are a fault."""
    sent = [*sent, *[""] * (len(now) - len(sent))]
    now = [*now, *[""] * (len(sent) - len(now))]
    merged = [old if new == harmless(old) else new for new, old in zip(now, sent, strict=True)]
    while len(merged) > width and not merged[-1].strip():
        merged.pop()
    return merged


def _extra(beyond: str | None, delimiter: str) -> list[str]:
    """The cells after the last column of a row that has too many."""
    return next(csv.reader([beyond], delimiter=delimiter)) if beyond else []


def _taken(lines: list[str], line: int, delimiter: str) -> int:
    """How many physical lines the record takes that begins at this one."""
    reader = csv.reader((text + "\n" for text in lines[line - 1 :]), delimiter=delimiter)
    next(reader)
    return reader.line_num


def _record(cells: list[str], delimiter: str) -> str:
    if not any(cell.strip() for cell in cells):
        return ""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()
