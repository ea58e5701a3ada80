"""Text -> dates and times, for the distinct values of a column.

Day before month, always: a file whose slash dates only make sense the American way is refused, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data.cells import Typed
from data.issues import ERROR, WARNING, issue, issues, none
from data.returns.schema import Column, Kind

EARLIEST, LATEST = 1900, 2100  # years that a date may have
NOT_A_DATE = "1900-01-01"  # the placeholder of several systems
_EXCEL_DAY_0 = pl.date(1899, 12, 30)

_TIME = (
    r"(?:(?:\s*T|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_NUMBERS = r"^(?P<d>\d{1,2})(?P<s1>[/.\-])(?P<m>\d{1,2})(?P<s2>[/.\-])(?P<y>\d{4}|\d{2})" + _TIME + "$"
_ISO = r"^(?P<y>\d{4})(?P<s1>[/\-])(?P<m>\d{1,2})(?P<s2>[/\-])(?P<d>\d{1,2})" + _TIME + "$"
_COMPACT = r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})$"
_NAMED = r"^(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]*(?P<m>[A-Za-z]{3,9})[\s\-/.,]*(?P<y>\d{4}|\d{2})" + _TIME + "$"
_SERIAL = r"^(?P<days>\d{5})(?P<part>\.\d+)?$"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}


def parse(values: pl.Series, latest_year: int) -> pl.DataFrame:
    """What each text means. Columns: text, moment (null: not a date, or the placeholder 01/01/1900), `unread`,
    `short_year`, `only_us` (a slash date that exists only as month/day), `only_uk` (only as day/month).

    A two-digit year is of this century unless that is later than `latest_year`.
    """
    text = pl.DataFrame({"text": values})
    numbers = _parts(text, _NUMBERS).with_columns(
        pl.when(pl.col("s1") == pl.col("s2")).then("y").alias("y"),  # 12/03-2025 is not a date
        (pl.col("s1") == "/").fill_null(False).alias("slash"),
    )
    iso = _parts(text, _ISO).with_columns(pl.when(pl.col("s1") == pl.col("s2")).then("y").alias("y"))
    compact = _parts(text, _COMPACT)
    named = _parts(text, _NAMED).with_columns(
        pl.col("m").str.to_lowercase().replace_strict(_MONTHS, default=None, return_dtype=pl.Int32).cast(pl.String)
    )
    serial = _parts(text, _SERIAL)
    written = pl.DataFrame(
        {
            "text": values,
            "moment": _moment(numbers, latest_year),
            "swapped": _moment(numbers.rename({"d": "m", "m": "d"}), latest_year),
            "slash": numbers["slash"],
            "iso": _moment(iso, latest_year),
            "compact": _moment(compact, latest_year),
            "named": _moment(named, latest_year),
            "serial": _serial(serial),
            "short_year": (numbers["y"].str.len_chars() == 2) | (named["y"].str.len_chars() == 2),
        }
    )
    moment = pl.coalesce("moment", "iso", "named", "serial", "compact")
    placeholder = moment.dt.date() == pl.lit(NOT_A_DATE).str.to_date()
    return written.select(
        "text",
        pl.when(~placeholder).then(moment).alias("moment"),
        moment.is_null().alias("unread"),
        (pl.col("short_year").fill_null(False) & moment.is_not_null()).alias("short_year"),
        (pl.col("slash") & pl.col("moment").is_null() & pl.col("swapped").is_not_null()).alias("only_us"),
        (pl.col("slash") & pl.col("moment").is_not_null() & pl.col("swapped").is_null()).alias("only_uk"),
    )


def _parts(text: pl.DataFrame, pattern: str) -> pl.DataFrame:
    parts = text.select(pl.col("text").str.extract_groups(pattern).alias("parts")).unnest("parts")
    missing = [name for name in ("hour", "minute", "second", "half") if name not in parts.columns]
    return parts.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)


def _moment(parts: pl.DataFrame, latest_year: int) -> pl.Series:
    """Date and time from text parts y, m, d, hour, minute, second, half; null when they make none."""
    year = pl.col("y").cast(pl.Int32, strict=False)
    this_century = 2000 + year
    full = (
        pl.when(pl.col("y").str.len_chars() == 2)
        .then(pl.when(this_century <= latest_year).then(this_century).otherwise(1900 + year))
        .otherwise(year)
    )
    hour, minute, second = (pl.col(n).cast(pl.Int32, strict=False).fill_null(0) for n in ("hour", "minute", "second"))
    half = pl.col("half").str.to_lowercase()
    on_the_clock = (
        pl.when(half.is_null())
        .then(hour)
        .when(hour.is_between(1, 12))
        .then(hour % 12 + pl.when(half == "pm").then(12).otherwise(0))
    )
    written = pl.format(
        "{}-{}-{}",
        full.cast(pl.String).str.zfill(4),
        pl.col("m").str.zfill(2),
        pl.col("d").str.zfill(2),
    )
    day = written.str.to_date("%Y-%m-%d", strict=False)
    possible = full.is_between(EARLIEST, LATEST) & (on_the_clock < 24) & (minute < 60) & (second < 60)
    seconds = on_the_clock.cast(pl.Int64) * 3600 + minute * 60 + second
    return parts.select(
        pl.when(possible).then(day.cast(pl.Datetime("us")) + pl.duration(seconds=seconds)).alias("moment")
    )["moment"]


def _serial(parts: pl.DataFrame) -> pl.Series:
    days = pl.col("days").cast(pl.Int64, strict=False)
    seconds = (("0" + pl.col("part")).cast(pl.Float64, strict=False).fill_null(0.0) * 86_400).round().cast(pl.Int64)
    moment = _EXCEL_DAY_0.cast(pl.Datetime("us")) + pl.duration(days=days, seconds=seconds)
    return parts.select(pl.when(moment.dt.year().is_between(EARLIEST, LATEST)).then(moment).alias("moment"))["moment"]


@dataclass(frozen=True)
class Dates:
    """One date column, read, with what it says about the order of day and month in the file."""

    typed: Typed
    us_dates: pl.DataFrame  # one issue at the first date that exists only as month/day; no rows if there is none
    only_uk: bool


def read_dates(frame: pl.DataFrame, column: Column, latest_year: int) -> Dates:
    """Dates, or dates with times, of a column."""
    meaning = parse(frame["cell"].unique().drop_nulls(), latest_year)
    values = meaning["moment"] if column.kind is Kind.DATETIME else meaning["moment"].dt.date()
    typed = frame["cell"].replace_strict(meaning["text"], values, default=None, return_dtype=column.kind.dtype)
    found = [none()]
    for flag, rule, severity, fault in (
        (
            "unread",
            "invalid_date",
            ERROR,
            "is not a date that exists. Write it as dd/mm/yyyy and send the file again.",
        ),
        (
            "short_year",
            "two_digit_year",
            WARNING,
            "has a year of two digits; its century was worked out. Write years with four digits.",
        ),
    ):
        wrong = _where(frame, meaning, flag)
        if wrong.height:
            found.append(
                issues(
                    wrong["line"],
                    rule,
                    severity,
                    f"“{column.header}” {fault}",
                    column=column.name,
                    values=wrong["cell"],
                )
            )
    american = _where(frame, meaning, "only_us").head(1)
    us_dates = none()
    if american.height:
        us_dates = issue(
            "us_dates",
            ERROR,
            f"The dates in “{column.header}” look like mm/dd/yyyy, so none of the file's dates can be trusted. "
            "Set the export to dd/mm/yyyy and send the file again.",
            line=american["line"][0],
            column=column.name,
            value=american["cell"][0],
        )
    return Dates(Typed(typed, pl.concat(found)), us_dates, bool(meaning["only_uk"].any()))


def _where(frame: pl.DataFrame, meaning: pl.DataFrame, flag: str) -> pl.DataFrame:
    texts = meaning.filter(flag)["text"]
    return frame.filter(pl.col("cell").is_in(texts.implode())) if texts.len() else frame.clear()
