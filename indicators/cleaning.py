"""What a file says, cleaned of what it cannot have meant: uneven spaces, dates after its month, cases counted twice."""

from __future__ import annotations

from functools import cache

import polars as pl

from data import periods
from data.cells import single_spaced
from data.lines import in_order, of_files
from data.returns import find
from data.returns.schema import Kind
from indicators.gathering import last_of_each

MAY_LIE_AHEAD = ("due_date",)  # dates that a return may give for the time after its month end
UNEVEN = r"\s\s|[^\S ]"  # more than one white space, or one that is not the plain space
COUNTS_ITSELF = {"referrals": "referrals_prev_12m"}  # counts of earlier cases that some systems begin at one


def cleaned(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """The stored records of a list, one per file and key, in the order of files and lines."""
    return last_of_key(_known_at_month_end(_without_itself(_single_spaced(rows, name), name), name), name)


def last_of_key(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Of records of one file with the same key, the last line; in the order of files and lines."""
    return last_of_each(in_order(rows), sorted({"period", *find(name).merge_key}))


@cache
def only_until_month_end(name: str, columns: tuple[str, ...] | None = None) -> tuple[pl.Expr, ...]:
    """Each date column of the list (of these, where not all are asked for), null where it lies after `month_end`."""
    kept = []
    for column, dtype in find(name).schema.items():
        wanted = column not in MAY_LIE_AHEAD and (columns is None or column in columns)
        if wanted and dtype in (pl.Date, pl.Datetime):
            kept.append(pl.when(pl.col(column).dt.date() <= pl.col("month_end")).then(pl.col(column)).alias(column))
    return tuple(kept)


def _single_spaced(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Every white space within a text as one plain space, so that a team or person is not two by how the name is
    spaced. What then says that nothing was recorded is null."""
    texts = [c.name for c in find(name).columns if c.kind in (Kind.TEXT, Kind.PERSON_ID)]
    is_uneven = rows.select(pl.col(texts).unique().str.contains(UNEVEN).any())  # of far fewer than there are rows
    respaced = []
    for text in (column.name for column in is_uneven.iter_columns() if column.item()):
        uneven = rows.select(pl.col(text).unique()).filter(pl.col(text).str.contains(UNEVEN))
        respaced.append(pl.col(text).replace(uneven[text], uneven.select(single_spaced(pl.col(text)))[text]))
    return rows.with_columns(respaced) if respaced else rows


def _known_at_month_end(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Dates after the file's month end are unknown."""
    ends = of_files(rows["period"], periods.month_end, pl.Date()).alias("month_end")
    return rows.hstack([ends]).with_columns(only_until_month_end(name)).drop("month_end")


def _without_itself(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Where a file's smallest count of earlier cases is one or more, its system counted the case itself."""
    if name not in COUNTS_ITSELF:
        return rows
    count = pl.col(COUNTS_ITSELF[name])
    counts_itself = (count.min().over("period") >= 1).fill_null(False)
    return rows.with_columns(pl.when(counts_itself).then(count - 1).otherwise(count).alias(COUNTS_ITSELF[name]))
