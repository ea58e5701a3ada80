"""Text -> dates and times, for the distinct values of a column.

Day before month, always: a file whose slash dates only make sense the American way is refused, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from data.cells import Fault, Typed, reported
from data.issues import ERROR, WARNING, issue, none
from data.returns.schema import Column, Kind

EARLIEST, LATEST = 1900, 2100  # years that a date may have
NOT_A_DATE = date(1900, 1, 1)  # the placeholder of several systems
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
    name: f"{number:02d}"
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
    patterns = {"numbers": _NUMBERS, "iso": _ISO, "compact": _COMPACT, "named": _NAMED, "serial": _SERIAL}
    parts = pl.DataFrame({"text": values}).select(
        "text", *(pl.col("text").str.extract_groups(p).alias(form) for form, p in patterns.items())
    )
    month = _part("named", "m").str.to_lowercase().replace_strict(_MONTHS, default=None, return_dtype=pl.String)
    same_marks = _part("numbers", "s1") == _part("numbers", "s2")  # 12/03-2025 is not a date
    read = parts.select(
        "text",
        pl.when(same_marks).then(_moment("numbers", latest_year)).alias("numbers"),
        _moment("numbers", latest_year, day="m", month=_part("numbers", "d")).alias("swapped"),
        (same_marks & (_part("numbers", "s1") == "/")).fill_null(False).alias("slash"),
        pl.coalesce(
            pl.when(_part("iso", "s1") == _part("iso", "s2")).then(_moment("iso", latest_year)),
            _moment("named", latest_year, month=month),
            _from_serial(),
            _moment("compact", latest_year),
        ).alias("other"),
        pl.coalesce(_part("numbers", "y"), _part("named", "y")).str.len_chars().alias("digits"),
    )
    moment = pl.coalesce("numbers", "other")
    by_day, by_month = pl.col("numbers").is_not_null(), pl.col("swapped").is_not_null()
    return read.select(
        "text",
        pl.when(moment.dt.date() != NOT_A_DATE).then(moment).alias("moment"),
        (pl.col("text").is_not_null() & moment.is_null()).alias("unread"),
        ((pl.col("digits") == 2) & moment.is_not_null()).fill_null(False).alias("short_year"),
        (pl.col("slash") & ~by_day & by_month).alias("only_us"),
        (pl.col("slash") & by_day & ~by_month).alias("only_uk"),
    )


def _part(form: str, name: str) -> pl.Expr:
    return pl.col(form).struct.field(name)


def _moment(form: str, latest_year: int, *, day: str = "d", month: pl.Expr | None = None) -> pl.Expr:
    """Date and time from the parts of one written form; null when they make none."""
    written_year = _part(form, "y")
    year = written_year.cast(pl.Int32, strict=False)
    if form in ("numbers", "named"):
        century = pl.when(2000 + year <= latest_year).then(2000).otherwise(1900)
        year = pl.when(written_year.str.len_chars() == 2).then(century + year).otherwise(year)
    month = _part(form, "m") if month is None else month
    text = pl.format("{}-{}-{}", year, month.str.zfill(2), _part(form, day).str.zfill(2))
    midnight = pl.when(year.is_between(EARLIEST, LATEST)).then(text.str.to_date("%Y-%m-%d", strict=False))
    return midnight.cast(pl.Datetime("us")) + (pl.duration() if form == "compact" else _time(form))


def _time(form: str) -> pl.Expr:
    """Time of day as a duration: nothing when there is none, null when no clock shows it."""
    hour, minute, second = (_part(form, n).cast(pl.Int64, strict=False) for n in ("hour", "minute", "second"))
    half = _part(form, "half").str.to_lowercase()
    on_the_clock = (
        pl.when(half.is_null())
        .then(hour)
        .when(hour.is_between(1, 12))
        .then(hour % 12 + pl.when(half == "pm").then(12).otherwise(0))
    )
    second = second.fill_null(0)
    possible = (on_the_clock < 24) & (minute < 60) & (second < 60)
    seconds = on_the_clock * 3600 + minute * 60 + second
    return pl.when(hour.is_null()).then(pl.duration(seconds=0)).when(possible).then(pl.duration(seconds=seconds))


def _from_serial() -> pl.Expr:
    days = _part("serial", "days").cast(pl.Int64, strict=False)
    part = ("0" + _part("serial", "part")).cast(pl.Float64, strict=False).fill_null(0.0)
    seconds = (part * 86_400).round().cast(pl.Int64)
    moment = _EXCEL_DAY_0.cast(pl.Datetime("us")) + pl.duration(days=days, seconds=seconds)
    return pl.when(moment.dt.year().is_between(EARLIEST, LATEST)).then(moment)


@dataclass(frozen=True)
class Dates:
    """The date columns of a file, read.

    `us_dates`: an issue a column whose dates exist only as month/day, unless another shows that the day comes first.
    """

    typed: dict[str, Typed]
    us_dates: pl.DataFrame


def read_dates(lines: pl.Series, cells: dict[Column, pl.Series], latest_year: int) -> Dates:
    """Dates, or dates with times, of all the date columns of a file: together, for they share an order."""
    if not cells:
        return Dates({}, none())
    meaning = parse(pl.concat([c.unique().rename("text") for c in cells.values()]).unique(), latest_year)
    days = meaning.select(pl.col("moment").dt.date())["moment"]
    flagged = {
        flag: meaning["text"].filter(meaning[flag]).implode()
        for flag in ("unread", "short_year", "only_us")
        if meaning[flag].any()
    }
    nowhere = pl.Series([False]).new_from_index(0, lines.len())
    typed, american = {}, [none()]
    for column, own in cells.items():
        moments = meaning["moment"] if column.kind is Kind.DATETIME else days
        values = own.replace_strict(meaning["text"], moments, default=None, return_dtype=column.kind.dtype)
        at = {flag: own.is_in(texts) for flag, texts in flagged.items()}
        faults = [
            Fault(
                at.get("unread", nowhere),
                "invalid_date",
                ERROR,
                "is not a date that exists. Write it as dd/mm/yyyy and send the file again.",
            ),
            Fault(
                at.get("short_year", nowhere),
                "two_digit_year",
                WARNING,
                "has a year of two digits; its century was worked out. Write years with four digits.",
            ),
        ]
        typed[column.name] = Typed(values, reported(faults, lines, own, column))
        first = at.get("only_us", nowhere).arg_true()
        if first.len() and not meaning["only_uk"].any():
            american.append(_us_dates(column, lines[first[0]], own[first[0]]))
    return Dates(typed, pl.concat(american))


def _us_dates(column: Column, line: int, value: str) -> pl.DataFrame:
    return issue(
        "us_dates",
        ERROR,
        f"The dates in “{column.header}” look like mm/dd/yyyy, so none of the file's dates can be trusted. "
        "Set the export to dd/mm/yyyy and send the file again.",
        line=line,
        column=column.name,
        value=value,
    )
