"""Published symbols: a status beside a null, never a number."""

from __future__ import annotations

import polars as pl

OK = "ok"
NOT_PUBLISHED = "not_published"

STATUSES = {
    OK: "a published number",
    "suppressed": "hidden by the publisher so that no child can be recognised",
    "not_available": "not available",
    "not_applicable": "not applicable",
    "low": "rounds to zero but is not zero",
    "unreliable": "low reliability, or not collected that year",
    "rounds_to_zero": "rounds to zero but is not zero",
    NOT_PUBLISHED: "not published; no reason is given",
}

# The letters of the government statistics symbols, and the older signs that they replaced.
SYMBOLS = {
    "c": "suppressed",
    "x": "not_available",
    "z": "not_applicable",
    "low": "low",
    "u": "unreliable",
    "k": "rounds_to_zero",
    "~": "rounds_to_zero",
    ":": "not_available",
    "..": "not_available",
    "": NOT_PUBLISHED,
    "-": NOT_PUBLISHED,
}
DECIMALS = 6  # published figures have at most five; the rest of a long number is float noise


def number(text: pl.Expr) -> pl.Expr:
    """The finite number written in a cell (also 1,036 and 4.8E-2), else null."""
    plain = text.str.strip_chars()
    grouped = plain.str.contains(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")
    joined = pl.when(grouped).then(plain.str.replace_all(",", "", literal=True)).otherwise(plain)
    value = joined.cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value.round(DECIMALS))


def status(text: pl.Expr) -> pl.Expr:
    """`ok` for a number, the word of a known symbol (`c` or `[c]`), null for anything else."""
    sign = text.fill_null("").str.strip_chars().str.to_lowercase().str.replace(r"^\[(.+)\]$", "${1}")
    word = sign.replace_strict(SYMBOLS, default=None, return_dtype=pl.String)
    return pl.when(number(text).is_not_null()).then(pl.lit(OK)).otherwise(word)
