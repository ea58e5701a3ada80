"""Which records under a header are data, and which are blanks, repeated headers, totals or footers."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data.cells import clean
from data.headers import Header, slug
from data.issues import ERROR, WARNING, issue, issues, none
from data.records import Table

_TOTALS = r"(?i)^(grand total|sub[ -]?total|total|count)\b"
_LETTER, _SPACE = r"\p{L}", r"[\s\u00a0]"


@dataclass(frozen=True)
class Rows:
    """The data records of a file. `cells`: `line`, `c0`, `c1`... (cleaned, never null) and `too_long`."""

    cells: pl.DataFrame
    issues: pl.DataFrame
    rows_read: int
    cut_off: bool


def data_rows(table: Table, header: Header) -> Rows:
    """The data records of a table, and what was left out."""
    names = [f"c{i}" for i in range(header.width)]
    cells = table.cells.select("line", *(clean(pl.col(n)).alias(n) for n in names), "beyond")
    beyond = pl.col("beyond").fill_null("").str.replace_all(r'[\s\u00a0,;|"]', "") != ""
    cells = cells.with_columns(
        beyond.alias("too_long"),
        pl.sum_horizontal((pl.col(n) != "").cast(pl.UInt16) for n in names).alias("filled"),
    ).drop("beyond")
    cells = cells.filter((pl.col("filled") > 0) | pl.col("too_long"))

    repeated = _repeated_headers(cells, header)
    named = sum(1 for cell in header.cells if cell.strip())
    sparse = cells.filter(
        pl.col("filled") * 2 < named, ~pl.col("too_long"), ~pl.col("line").is_in(repeated.implode())
    ).with_columns(
        pl.coalesce(pl.when(pl.col(n) != "").then(n) for n in names).alias("first"),
    )
    totals = sparse.filter(pl.col("first").str.contains(_TOTALS))["line"]
    cut_line = table.open_quote
    if cut_line is None and table.short_end is not None:
        last = cells.filter(pl.col("line") == table.short_end)["line"]
        cut_line = None if last.is_empty() or last.is_in(totals.implode()).any() else table.short_end
    footers = sparse.filter(
        pl.col("filled") == 1,
        pl.col("first").str.contains(_LETTER) & pl.col("first").str.contains(_SPACE),
        ~pl.col("line").is_in(totals.implode()),
        pl.lit(cut_line is None) | (pl.col("line") != (cut_line or 0)),
    )["line"]

    left_out = pl.concat([repeated, totals, footers])
    if cut_line is not None:
        left_out = left_out.append(pl.Series([cut_line], dtype=pl.Int64))
    data = cells.filter(~pl.col("line").is_in(left_out.implode())).drop("filled")
    found = [
        none(),
        issues(repeated, "repeated_header", WARNING, "The header row comes again here; it was left out."),
        issues(totals, "totals_row", WARNING, "This looks like a row of totals; it was left out."),
        issues(footers, "footer_row", WARNING, "This looks like a note under the table; it was left out."),
        issues(
            data.filter("too_long")["line"],
            "extra_cells",
            ERROR,
            "This row has more cells than the header, so its cells cannot be matched to columns. "
            "Usually a comma inside a cell is not in quotes: correct the row and send the file again.",
        ),
    ]
    if cut_line is not None:
        found.append(
            issue(
                "truncated_file",
                ERROR,
                "The file stops in the middle of this row, so rows after it may be lost. Export it again.",
                line=cut_line,
            )
        )
    return Rows(data, pl.concat(found), data.height + (cut_line is not None), cut_line is not None)


def _repeated_headers(cells: pl.DataFrame, header: Header) -> pl.Series:
    heads = [slug(cell) for cell in header.cells if cell.strip()]
    first = next(i for i, cell in enumerate(header.cells) if cell.strip())
    letters = pl.col(f"c{first}").str.to_lowercase().str.replace_all(r"[^a-z0-9]", "")
    likely = cells.filter(letters == slug(header.cells[first]), ~pl.col("too_long"))
    lines = [
        row[0]
        for row in likely.drop("too_long", "filled").iter_rows()
        if [slug(cell) for cell in row[1:] if cell] == heads
    ]
    return pl.Series("line", lines, dtype=pl.Int64)
