"""Text -> records: the rows of a CSV, each with the physical line where it starts.

Lines without quotes, and lines in which every quoted cell is plainly quoted, are split column-wise; only the others
go through `csv.reader`, which also joins a record that holds line breaks. Both ways give the same cells.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

LONGEST_CELL = 2**31 - 1
_AFTER_THE_END = "\0end of file\0"


@dataclass(frozen=True)
class Table:
    """The records under a header. `cells`: `line`, `c0`, `c1`..., and `beyond` (the text after the last column).

    A cell that a record lacks is null. The file may be cut off: `open_quote` is the line of a record whose quote
    never closes; `short_end` the line of a last record that lacks cells and a line break.
    """

    cells: pl.DataFrame
    open_quote: int | None = None
    short_end: int | None = None


def leading(text: str, delimiter: str, count: int) -> list[tuple[int, int, list[str]]]:
    """The first records of the text: (line, lines taken, cells). Blank lines are records without cells."""
    csv.field_size_limit(LONGEST_CELL)
    found, line = [], 1
    reader = csv.reader(_lines_of(text), delimiter=delimiter)
    for record in reader:
        taken = reader.line_num - line + 1
        found.append((line, taken, record))
        line += taken
        if len(found) == count:
            break
    return found


def _lines_of(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end + 1
        yield text[start:end]
        start = end


def table(text: str, delimiter: str, *, first_line: int, width: int) -> Table:
    """Every record from physical line `first_line` on, cut into `width` columns."""
    lines = text.split("\n")
    finished = lines[-1] == ""
    if finished:
        lines.pop()
    del lines[: first_line - 1]
    column = pl.Series("text", lines, dtype=pl.String)
    names = [f"c{i}" for i in range(width)]
    cells = (
        pl.DataFrame({"line": pl.int_range(first_line, first_line + len(lines), eager=True)})
        .with_columns(column.str.splitn(delimiter, width + 1).alias("cells"))
        .unnest("cells")
        .rename({f"field_{i}": name for i, name in enumerate([*names, "beyond"])})
    )
    quoted = column.str.contains('"', literal=True)
    open_quote = None
    if quoted.any():
        cells, open_quote = _with_quotes(cells, quoted, lines, delimiter, first_line, names)
    if finished or open_quote is not None or not cells.height:
        return Table(cells, open_quote)
    last = cells.row(-1, named=True)
    return Table(cells, short_end=last["line"] if last[names[-1]] is None else None)


def _with_quotes(
    cells: pl.DataFrame, quoted: pl.Series, lines: list[str], delimiter: str, first_line: int, names: list[str]
) -> tuple[pl.DataFrame, int | None]:
    marks = {name: pl.col(name).str.count_matches('"', literal=True) for name in names}
    plain = pl.all_horizontal(
        (mark.fill_null(0) == 0) | ((mark == 2) & pl.col(name).str.starts_with('"') & pl.col(name).str.ends_with('"'))
        for name, mark in marks.items()
    ) & ~pl.col("beyond").str.contains('"', literal=True).fill_null(False)
    with_quotes = cells.filter(quoted).with_columns(plain.alias("plain"))
    odd = (with_quotes.filter(~pl.col("plain"))["line"] - first_line).to_list()
    stripped = with_quotes.filter("plain").select(
        "line",
        *(
            pl.when(mark == 2).then(pl.col(name).str.slice(1, pl.col(name).str.len_chars() - 2))
            .otherwise(pl.col(name)).alias(name)
            for name, mark in marks.items()
        ),
        "beyond",
    )  # fmt: skip
    records, swallowed, unfinished = _read_one_by_one(lines, odd, delimiter)
    rest = pl.DataFrame(
        {
            "line": [first_line + i for i, _ in records],
            **{name: [row[k] if k < len(row) else None for _, row in records] for k, name in enumerate(names)},
            "beyond": [delimiter.join(row[len(names) :]) if len(row) > len(names) else None for _, row in records],
        },
        schema=cells.schema,
    )
    whole = pl.concat([cells.filter(~quoted), stripped])
    if swallowed:
        inside = pl.Series([first_line + i for i in swallowed], dtype=pl.Int64)
        whole = whole.filter(~pl.col("line").is_in(inside.implode()))
    cells = pl.concat([whole, rest]).sort("line")
    return cells, None if unfinished is None else first_line + unfinished


def _read_one_by_one(
    lines: list[str], starts: list[int], delimiter: str
) -> tuple[list[tuple[int, list[str]]], list[int], int | None]:
    """The records that start at these lines; the lines that lie inside them; the start of one that never ends."""
    csv.field_size_limit(LONGEST_CELL)
    records: list[tuple[int, list[str]]] = []
    swallowed: list[int] = []
    free = 0
    for start in starts:
        if start < free:
            continue
        reader = csv.reader(_from(lines, start), delimiter=delimiter)
        record = next(reader)
        free = start + reader.line_num
        if free > len(lines):
            records.append((start, record))
            return records, [*swallowed, *range(start + 1, len(lines))], start
        records.append((start, record))
        swallowed.extend(range(start + 1, free))
    return records, swallowed, None


def _from(lines: list[str], start: int) -> Iterator[str]:
    for i in range(start, len(lines)):
        yield lines[i] + "\n"
    yield _AFTER_THE_END
