"""Cells -> values: cleaning, null tokens, codes, numbers and free text. Column by column, in Polars.

Each reader takes the lines and the cells of one column (cleaned text, null where the cell is null) and gives the
typed column together with its issues.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data import codes
from data.issues import ERROR, WARNING, issues
from data.returns.schema import Column, Kind

TRIMMED = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
)
NULL_TOKENS = frozenset(
    {"", "-", ".", "..", "#n/a", "#multivalue", "nan", "null", "none", "<blank>", "not recorded", "no data"}
    | {"01/01/1900", "n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!"}
)
_LOOKED_UP_FIRST = frozenset({"not recorded", "no data"})
LONGEST_TEXT = 500

_UNWRAPPED = r'^="([^"]*)"$'  # Excel's way to keep leading zeros
_FORMULA = r"^[=+\-@\t\r]"
_HTML = (
    r"(?i)<!--|<!doctype|</?(a|abbr|article|aside|audio|b|base|body|br|button|canvas|center|code|details|div|em"
    r"|embed|font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|mark|math"
    r"|meta|nav|noscript|object|ol|option|p|pre|s|script|section|select|small|span|strike|strong|style|sub|sup"
    r"|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|video)(\s[^>]*)?/?>"
    r"|<(script|img|svg|iframe|object|embed|style|link|meta|a|body|video|audio)[\s/]"
)
_POSTCODE = r"(?i)^[a-z]{1,2}[0-9][a-z0-9]?\s*[0-9][a-z]{2}$"
_WHOLE = r"^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.0*)?$"
_DECIMAL = r"^[+-]?((\d+|\d{1,3}(,\d{3})+)(\.\d*)?|\.\d+)$"


@dataclass(frozen=True)
class Typed:
    """One column, read: its values and what is wrong with them."""

    values: pl.Series
    issues: list[pl.DataFrame]


@dataclass(frozen=True)
class Fault:
    """A fault that cells of a column may have. `words` follow the header in the message."""

    where: pl.Series  # Boolean, null = no
    rule: str
    severity: str
    words: str
    shown: bool = True  # whether the issue repeats the cell


def reported(faults: list[Fault], lines: pl.Series, cells: pl.Series, column: Column) -> list[pl.DataFrame]:
    """The issues of one column: one frame for each fault that occurs."""
    return [
        issues(
            lines.filter(fault.where),
            fault.rule,
            fault.severity,
            f"“{column.header}” {fault.words}",
            column=column.name,
            values=cells.filter(fault.where) if fault.shown else None,
        )
        for fault in faults
        if fault.where.any()
    ]


def clean(cell: pl.Expr) -> pl.Expr:
    """The text of a cell without white space around it and without Excel's `="..."`; a missing cell is empty."""
    trimmed = cell.fill_null("").str.strip_chars(TRIMMED)
    unwrapped = trimmed.str.extract(_UNWRAPPED).str.strip_chars(TRIMMED)
    return pl.when(trimmed.str.starts_with('="')).then(unwrapped.fill_null(trimmed)).otherwise(trimmed)


def nullified(cell: pl.Expr) -> pl.Expr:
    """The cleaned cell, null where it is a null token."""
    return pl.when(~cell.str.to_lowercase().is_in(sorted(NULL_TOKENS))).then(cell)


def single_spaced(cell: pl.Expr) -> pl.Expr:
    """The text with every white space in it as one plain space, so that a name is one name however it is spaced; null
    where that is a null token."""
    return nullified(cell.str.replace_all(r"\s+", " "))


def severity(column: Column) -> str:
    """A value that cannot be read quarantines the row where the column is required."""
    return ERROR if column.required else WARNING


def read_codes(lines: pl.Series, cells: pl.Series, column: Column) -> Typed:
    """Codes of the column's set; Y, N or U in a yes/no column. The cells still hold null tokens here."""
    known = codes.code_set(column.codes)
    own = {code.lower() for code in known.codes}
    meaning: dict[str, str | None] = {}
    unknown: list[str] = []
    for value in cells.unique().to_list():
        if value is None:
            continue
        token = value.lower()
        if token in NULL_TOKENS and token not in own:
            looked_up = token in _LOOKED_UP_FIRST and column.codes not in codes.OPEN_SETS
            meaning[value] = (known.match(value) or None) if looked_up else None
            continue
        code = known.match(value)
        meaning[value] = code or None
        if code is None:
            unknown.append(value)
    values = cells.replace_strict(meaning, default=None, return_dtype=pl.String())
    if not unknown:
        return Typed(values, [])
    some = ", ".join(f"{code} ({label})" for code, label in list(known.labels.items())[:6])
    more = f" and {len(known.codes) - 6} more" if len(known.codes) > 6 else ""
    words = (
        f"has a value that is not in its list of codes: {some}{more}.{_stored(column)} "
        "Correct the cell, or ask for the spelling to be added."
    )
    fault = Fault(cells.is_in(unknown), "unknown_code", severity(column), words)
    return Typed(values, reported([fault], lines, cells, column))


def _stored(column: Column) -> str:
    return "" if column.required else " It was stored as blank."


def read_numbers(lines: pl.Series, cells: pl.Series, column: Column) -> Typed:
    """Whole numbers or numbers with decimals. A value that is none is an issue and becomes null."""
    whole = column.kind is Kind.INTEGER
    age = column.name == "age_years"  # never used, so never a reason to leave a row out
    text = pl.col("cell").str.replace("\u2212", "-", literal=True)
    if column.name.endswith("_pct"):
        text = text.str.replace(r"\s*%$", "")
    plain = text.str.replace_all(",", "", literal=True).str.strip_prefix("+")
    number = pl.when(text.str.contains(_DECIMAL)).then(plain.cast(pl.Float64, strict=False))
    value = number
    if whole:
        digits = plain.str.replace(r"\.0*$", "").cast(pl.Int64, strict=False)
        value = pl.when(text.str.contains(_WHOLE)).then(digits)
    negative = (number < 0).fill_null(False) & pl.lit(whole or age)
    read = (
        cells.rename("cell")
        .to_frame()
        .select(
            pl.when(~negative).then(value).alias("value"),
            negative.alias("negative"),
            (pl.col("cell").is_not_null() & value.is_null() & ~negative).alias("unread"),
        )
    )
    wanted = f"expected {'a whole number, 0 or more' if whole else 'a number'}.{_stored(column)} Correct the cell."
    grade = WARNING if age else severity(column)
    faults = [
        Fault(read["negative"], "bad_age" if age else "negative_count", grade, f"is below 0; {wanted}"),
        Fault(read["unread"], "bad_age" if age else "not_a_number", grade, f"cannot be read as a number; {wanted}"),
    ]
    return Typed(read["value"], reported(faults, lines, cells, column))


def read_text(lines: pl.Series, cells: pl.Series, column: Column) -> Typed:
    """Free text, kept as it is but for its length."""
    cell = pl.col("cell")
    read = (
        cells.rename("cell")
        .to_frame()
        .select(
            cell.str.slice(0, LONGEST_TEXT).alias("value"),
            cell.str.contains(_FORMULA).alias("formula"),
            cell.str.contains(_HTML).alias("html"),
            (cell.str.len_chars() > LONGEST_TEXT).alias("long"),
        )
    )
    kept = "It is kept as text; if it is not meant, correct it."
    faults = [
        Fault(read["formula"], "formula_cell", WARNING, f"begins like a spreadsheet formula. {kept}"),
        Fault(read["html"], "html_in_text", WARNING, f"holds HTML. {kept}"),
        Fault(
            read["long"],
            "long_text",
            WARNING,
            f"is longer than {LONGEST_TEXT} characters; the first {LONGEST_TEXT} are kept.",
        ),
    ]
    if column.name == "placement_postcode":
        words = "is not shaped like a UK postcode (for example WA1 1AA). Correct the cell."
        faults.append(Fault(~cells.str.contains(_POSTCODE), "bad_postcode", WARNING, words))
    return Typed(read["value"], reported(faults, lines, cells, column))
