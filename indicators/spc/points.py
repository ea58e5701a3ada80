"""The points of control charts: checked, put in order and cut into segments, which have limits of their own."""

from __future__ import annotations

import polars as pl

from data.errors import BadInput, did_you_mean

REQUIRED = ("series_id", "date", "value")
TOWARD = {"increase": 1, "decrease": -1, "neutral": 0}
OF_A_SERIES = ("improvement_direction", "fix_after_n_points", "screen_outliers")
FEWEST_FIXED = 12


def segmented(frame: pl.DataFrame, *, screen_outliers: bool = True) -> pl.DataFrame:
    """The rows by series and date with what they are judged by; one row per row given.

    Adds `toward` (1 higher is better, -1 lower is better, 0 neither), `screen`, `series` and `segment` (numbered from
    0 over all rows), `first` (the segment's first row), `rebase_group` (numbered within the series) and `baseline`
    (the row is one that the limits are worked out from). A rebase row belongs to the segment that it begins.
    """
    ordered = _ordered(frame)
    rows = ordered.select(
        "series_id",
        "date",
        _value(ordered).alias("value"),
        _number(ordered, "target").alias("target"),
        _toward(ordered).alias("toward"),
        _flag(ordered, "rebase", False).alias("rebase"),
        _fix_after(ordered).alias("fix_after"),
        _flag(ordered, "screen_outliers", screen_outliers).alias("screen"),
    )
    new = _begins(rows["series_id"])
    _refuse_twice(rows, new)
    _refuse_changing(ordered, new)
    rows = rows.with_columns(new.alias("new")).with_columns(first=pl.col("new") | pl.col("rebase"))
    rows = rows.with_columns(
        series=pl.col("new").cum_sum() - 1,
        segment=pl.col("first").cum_sum() - 1,
        row=pl.int_range(pl.len(), dtype=pl.Int64),
        group=pl.col("rebase").cast(pl.Int64).cum_sum(),
    )
    started = pl.when("first").then("row").forward_fill()
    before = pl.when("new").then(pl.col("group") - pl.col("rebase")).forward_fill()
    within = pl.col("fix_after").is_null() | (pl.col("row") - started < pl.col("fix_after"))
    return rows.with_columns(baseline=within, rebase_group=pl.col("group") - before).drop(
        "new", "rebase", "fix_after", "row", "group"
    )


def complete_months(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with one more, without a value, for every month that a series leaves out between its first and its
    last; it stands on the last day of the month. In a control chart such a row breaks runs and moving ranges. What
    else the series says of itself (target, direction, settings) is carried forward; a rebase is not."""
    month = pl.col("date").dt.truncate("1mo")
    months = (
        frame.group_by("series_id", maintain_order=True)
        .agg(month=pl.date_ranges(month.min(), month.max(), "1mo", closed="both").first())
        .explode("month")
    )
    said = [c for c in frame.columns if c not in (*REQUIRED, "rebase")]
    held = frame.with_columns(month=month, said=pl.struct(pl.lit(True).alias("held"), *said)).drop(said)
    return (
        months.join(held, on=["series_id", "month"], how="left")
        .with_columns(pl.col("date").fill_null(pl.col("month").dt.month_end()))
        .sort("series_id", "date")
        .with_columns(pl.col("said").forward_fill())  # a series begins with a row that it has
        .unnest("said")
        .select(frame.columns)
    )


# ------------------------------------------------------------------------------------------------------


def _ordered(frame: pl.DataFrame) -> pl.DataFrame:
    missing = [c for c in REQUIRED if c not in frame.columns]
    if missing:
        raise BadInput(
            f"A control chart needs the columns series_id, date and value. Not there: {', '.join(missing)}. "
            f"The frame has: {', '.join(frame.columns) or 'no column'}."
        )
    dated = frame.with_columns(_date(frame))
    for name in ("series_id", "date"):
        if dated[name].null_count():
            raise BadInput(f"Column {name} is empty in {dated[name].null_count()} rows. Every point needs one.")
    return dated.sort("series_id", "date")


def _date(frame: pl.DataFrame) -> pl.Series:
    days = frame["date"]
    if days.dtype in (pl.Date, pl.Datetime):
        return days
    if days.dtype == pl.String:
        read = days.str.to_date("%Y-%m-%d", strict=False)
        wrong = days.filter(read.is_null() & days.is_not_null())
        if wrong.is_empty():
            return read
        raise BadInput(f"Column date has '{wrong[0]}', which is not a date. Give dates, or text such as 2026-09-30.")
    if days.dtype == pl.Null:
        return days.cast(pl.Date)
    raise BadInput(f"Column date holds {days.dtype}, not dates. Give dates, or text such as 2026-09-30.")


def _value(frame: pl.DataFrame) -> pl.Series:
    value = _number(frame, "value")
    if value.is_infinite().any():
        series = frame.filter(value.is_infinite())["series_id"][0]
        raise BadInput(f"A value of series '{series}' is infinite. A figure out of none has no value: leave it empty.")
    return value


def _number(frame: pl.DataFrame, name: str) -> pl.Series:
    """The column as Float64; not a number (NaN) is how other libraries write that there is none."""
    if name not in frame.columns:
        return pl.repeat(None, frame.height, dtype=pl.Float64, eager=True)
    column = frame[name]
    if not (column.dtype.is_numeric() or column.dtype == pl.Null):
        raise BadInput(f"Column {name} holds {column.dtype}, not numbers. Give numbers, empty where there is none.")
    return column.cast(pl.Float64).fill_nan(None)


def _toward(frame: pl.DataFrame) -> pl.Series:
    name = "improvement_direction"
    if name not in frame.columns:
        return pl.repeat(0, frame.height, dtype=pl.Int8, eager=True)
    said = frame[name].cast(pl.String)
    for word in said.unique().drop_nulls():
        if word not in TOWARD:
            known = ", ".join(TOWARD)
            raise BadInput(f"Column {name} has '{word}'. It may be {known}.{did_you_mean(word, TOWARD)}")
    return said.replace_strict(TOWARD, default=0, return_dtype=pl.Int8)


def _flag(frame: pl.DataFrame, name: str, otherwise: bool) -> pl.Series:
    if name not in frame.columns:
        return pl.repeat(otherwise, frame.height, dtype=pl.Boolean, eager=True)
    column = frame[name]
    if column.dtype == pl.Boolean or column.dtype == pl.Null:
        return column.cast(pl.Boolean).fill_null(otherwise)
    if column.dtype.is_integer() and column.is_between(0, 1).all():
        return column.cast(pl.Boolean).fill_null(otherwise)
    raise BadInput(f"Column {name} must say true or false, or 1 or 0, in every row; it holds {column.dtype}.")


def _fix_after(frame: pl.DataFrame) -> pl.Series:
    name = "fix_after_n_points"
    if name not in frame.columns:
        return pl.repeat(None, frame.height, dtype=pl.Int64, eager=True)
    said = _number(frame, name)
    least = said.min()
    if least is not None and least < FEWEST_FIXED:
        raise BadInput(f"Column {name} has {least:g}. Limits need {FEWEST_FIXED} points or more: give at least that.")
    if (said != said.floor()).any():
        raise BadInput(f"Column {name} has a number that is not whole. Give the number of points.")
    return said.cast(pl.Int64)


def _begins(series: pl.Series) -> pl.Series:
    return series.ne_missing(series.shift()).scatter(0, True) if series.len() else pl.Series([], dtype=pl.Boolean)


def _refuse_twice(rows: pl.DataFrame, new: pl.Series) -> None:
    twice = ~new & (rows["date"] == rows["date"].shift())
    if twice.any():
        series, day = rows.filter(twice).select("series_id", "date").row(0)
        raise BadInput(f"Series '{series}' has {day:%Y-%m-%d} more than once. Give one row per series and date.")


def _refuse_changing(ordered: pl.DataFrame, new: pl.Series) -> None:
    for name in OF_A_SERIES:
        if name in ordered.columns:
            changes = ~new & ordered[name].ne_missing(ordered[name].shift())
            if changes.any():
                series = ordered.filter(changes)["series_id"][0]
                raise BadInput(f"Column {name} changes within series '{series}'. Give one {name} for all its rows.")
