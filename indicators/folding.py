"""Monthly files of a list folded in order, so that a year's figures do not depend on one file's window.

The rule, per list and key: a record that a later file does not hold is kept while it lies outside that
file's window or was replaced there by a newer period of the same child; otherwise that file deletes it for
good. A record that comes back is new from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data import periods
from data.returns import find
from indicators.gathering import gathered

FOREVER = 1_000_000  # a month index later than any file
WINDOW_MONTHS = 6  # an Annex A file looks back over this many whole months


def month_index(column: str) -> pl.Expr:
    """The index of the month that holds the date: see `data.periods.index`."""
    return pl.col(column).dt.year().cast(pl.Int64) * 12 + pl.col(column).dt.month().cast(pl.Int64) - 1


@dataclass(frozen=True, kw_only=True)
class Window:
    """Which records a file of the list must hold, so that absence means deletion.

    `dates`: the record is in the window when the first is null or any falls in it; `always`: and whenever
    this holds. `span`: the start and end of a list that keeps only a child's latest period. `settled`: the
    columns by which a later file tells how a record ended.
    """

    dates: tuple[str, ...]
    always: pl.Expr | None = None
    span: tuple[str, str] | None = None
    settled: tuple[str, ...] = ()

    @property
    def last_month(self) -> pl.Expr:
        """Index of the last month whose file must hold the record."""
        open_ended = pl.col(self.dates[0]).is_null()
        if self.always is not None:
            open_ended = open_ended | self.always
        latest = pl.max_horizontal(*(month_index(d) for d in self.dates))
        return pl.when(open_ended).then(FOREVER).otherwise(latest + WINDOW_MONTHS - 1)


ENQUIRY_OPEN = pl.col("icpc_date").is_null() & pl.col("icpc_not_required").ne_missing("Y")

WINDOWS: Mapping[str, Window] = {
    "contacts": Window(dates=("contact_date",)),
    "early_help": Window(dates=("assessment_completion_date",), settled=("assessment_completion_date",)),
    "referrals": Window(dates=("referral_date",)),
    "assessments": Window(dates=("assessment_authorised_date",), settled=("assessment_authorised_date",)),
    "s47_icpc": Window(
        dates=("s47_start_date", "icpc_date"),
        always=ENQUIRY_OPEN,
        settled=("icpc_date", "icpc_led_to_cpp"),  # that no conference is needed has no date, so it settles nothing
    ),
    "children_in_need": Window(
        dates=("cin_closure_date",),
        span=("cin_start_date", "cin_closure_date"),
        settled=("cin_closure_date", "closure_reason"),
    ),
    "child_protection": Window(
        dates=("cpp_end_date",), span=("cpp_start_date", "cpp_end_date"), settled=("cpp_end_date",)
    ),
    "children_looked_after": Window(
        dates=("cla_end_date",),
        span=("cla_start_date", "cla_end_date"),
        settled=("cla_end_date", "reason_ceased"),
    ),
}


def last_of_key(rows: pl.LazyFrame, name: str) -> pl.LazyFrame:
    """Of records of one file with the same key, the last line."""
    key = ["period", *find(name).merge_key]
    return rows.sort("period", "line", maintain_order=True).unique(key, keep="last", maintain_order=True)


def fold(rows: pl.DataFrame, name: str, files: tuple[str, ...]) -> pl.DataFrame:
    """How long each record, with the values it has in one file, was what the authority last said.

    In: records of a list (one per key and period) and the periods of its files, empty files included.
    Out: the same rows with `valid_from` and `valid_to` (month indices, `valid_to` exclusive, FOREVER while
    it still stands).
    """
    order = _order(files)
    placed = _placed(rows, order)
    placed = placed.with_columns(_next_file(placed, name))
    missed = (pl.col("file") < len(files) - 1) & (pl.col("next_file") > pl.col("file") + 1).fill_null(True)
    deleted = _deletions(placed.filter(missed), placed, order, WINDOWS[name])
    replaced = order.select(next_file="file", replaced_month="file_month")
    ends = (
        placed.select("record", "next_file")
        .join(deleted, on="record", how="left", maintain_order="left")
        .join(replaced, on="next_file", how="left", maintain_order="left")
        .select(valid_to=pl.min_horizontal("deleted_month", "replaced_month").fill_null(FOREVER).cast(pl.Int64))
    )
    lives = placed.rename({"file_month": "valid_from"}).with_columns(ends["valid_to"])
    return lives.drop("record", "file", "next_file")


def _order(files: tuple[str, ...]) -> pl.DataFrame:
    """One row per file: its number, period and month index."""
    ordered = sorted(files)
    columns = {"file": range(len(files)), "period": ordered, "file_month": [periods.index(p) for p in ordered]}
    return pl.DataFrame(columns, schema={"file": pl.Int64, "period": pl.String, "file_month": pl.Int64})


def _placed(rows: pl.DataFrame, order: pl.DataFrame) -> pl.DataFrame:
    """The rows in the order of files and lines, with `record`, their number, and `file` and `file_month`."""
    rows = rows.sort("period", "line", maintain_order=True)
    files = rows.select("period").join(order, on="period", how="left", maintain_order="left").drop("period")
    return rows.hstack(files).with_row_index("record")


def _next_file(rows: pl.DataFrame, name: str) -> pl.Series:
    """next_file: of each row the file in which its key comes next; null where it does not."""
    same = pl.col("same")  # by hand, since a shift over each of so many groups takes three times as long
    following = pl.when(same == same.shift(-1)).then(pl.col("file").shift(-1))
    found = (
        rows.lazy()
        .group_by(find(name).merge_key)
        .agg("file", "record")
        .with_row_index("same")
        .select("same", "file", "record")
        .explode("file", "record")
        .select("record", next_file=following)
        .sort("record")
    )
    return gathered(found)["next_file"]


def _deletions(missed: pl.DataFrame, rows: pl.DataFrame, order: pl.DataFrame, window: Window) -> pl.DataFrame:
    """record, deleted_month: the first file after the record's own that should hold it and does not."""
    later = order.select(later_file="file", deleted_month="file_month")
    absent = (
        missed.with_columns(last_month=window.last_month)
        .filter(pl.col("last_month") > pl.col("file_month"))  # the others had left the window: nearly all
        .join(later, how="cross")
        .filter(
            pl.col("later_file") > pl.col("file"),
            (pl.col("later_file") < pl.col("next_file")).fill_null(True),
            pl.col("deleted_month") <= pl.col("last_month"),
        )
    )
    if window.span is not None:
        start, end = window.span
        concerned = rows.join(absent, on="child_id", how="semi")
        newest = concerned.group_by("child_id", later_file="file").agg(newest_start=pl.col(start).max())
        absent = absent.join(newest, on=["child_id", "later_file"], how="left")
        absent = absent.filter((pl.col(end) <= pl.col("newest_start")).fill_null(False).not_())
    return absent.group_by("record").agg(pl.col("deleted_month").min())
