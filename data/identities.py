"""Ids of children, adopters and workers: text, never a number, never a name."""

from __future__ import annotations

import polars as pl

from data.cells import Typed
from data.issues import ERROR, WARNING, issues, none
from data.returns.schema import Column

LONGEST_ID = 50
SAME_LENGTH = 0.8  # of the all-digit ids: enough to say that shorter ones lost their leading zeros

_SCIENTIFIC = r"^\d+([.,]\d+)?[eE][+-]\d+$|^\d[.,]\d+[eE]\d+$"
_WORD = r"\p{L}[\p{L}\p{M}'’.\-]*"
_NAME = rf"^{_WORD}([\s\u00a0]*,[\s\u00a0]*|[\s\u00a0]+){_WORD}(([\s\u00a0]*,[\s\u00a0]*|[\s\u00a0]+){_WORD})*$"
_NOT_AN_ID = r"^[=+\-@]"
_SPACED_DIGITS = r"^\d+([\s\u00a0]+\d+)+$"
_DIGITS = r"^\d+$"


def read_ids(frame: pl.DataFrame, column: Column) -> Typed:
    """Ids as text; what cannot be an id becomes null. The value of a suspected name is never repeated."""
    cell = pl.col("cell")
    scientific = cell.str.contains(_SCIENTIFIC)
    name = cell.str.contains(_NAME)
    invalid = cell.str.contains(_NOT_AN_ID) | (cell.str.len_chars() > LONGEST_ID)
    spaced = cell.str.contains(_SPACED_DIGITS)
    frame = frame.with_columns(
        scientific.fill_null(False).alias("scientific"),
        (invalid & ~scientific).fill_null(False).alias("invalid"),
        (name & ~scientific & ~invalid).fill_null(False).alias("name"),
        spaced.fill_null(False).alias("spaced"),
    )
    faulty = pl.col("scientific") | pl.col("name") | pl.col("invalid")
    frame = frame.with_columns(
        pl.when(~faulty)
        .then(pl.when("spaced").then(cell.str.replace_all(r"[\s\u00a0]+", "")).otherwise(cell))
        .alias("id")
    )
    length = _lost_zeros(frame["id"])
    padded = frame["id"]
    shorter = pl.Series([False]).new_from_index(0, frame.height)
    if length:
        shorter = (padded.str.contains(_DIGITS) & (padded.str.len_chars() < length)).fill_null(False)
        padded = padded.to_frame().select(
            pl.when(shorter).then(pl.col("id").str.zfill(length)).otherwise("id").alias("id")
        )["id"]
    remarks = (
        (
            frame["scientific"],
            "id_scientific",
            ERROR,
            "has been turned into a power of ten by a spreadsheet and its digits are lost. "
            "Export the file again and do not open it in Excel before you send it.",
        ),
        (
            frame["name"],
            "id_looks_like_name",
            ERROR,
            "looks like a person's name, not an id; it is not shown here. Send the local id instead.",
        ),
        (
            frame["invalid"],
            "invalid_id",
            ERROR,
            f"is not an id: it begins like a formula or is longer than {LONGEST_ID} characters. Correct the cell.",
        ),
        (frame["spaced"], "id_spaces_removed", WARNING, "had spaces inside; they were taken out."),
        (
            shorter,
            "id_leading_zeros_lost",
            WARNING,
            f"is shorter than the others, which have {length} digits and begin with 0: zeros were put back.",
        ),
    )
    found = [none()]
    for flag, rule, severity, fault in remarks:
        wrong = frame.filter(flag)
        if wrong.height:
            found.append(
                issues(
                    wrong["line"],
                    rule,
                    severity,
                    f"“{column.header}” {fault}",
                    column=column.name,
                    values=None if rule == "id_looks_like_name" else wrong["cell"],
                )
            )
    return Typed(padded.alias("value"), pl.concat(found))


def _lost_zeros(ids: pl.Series) -> int:
    """The length that all-digit ids of this file should have, 0 when the file does not show one."""
    digits = ids.filter(ids.str.contains(_DIGITS).fill_null(False))
    if digits.is_empty():
        return 0
    lengths = digits.str.len_chars()
    length, share = int(lengths.mode().max()), (lengths == lengths.mode().max()).mean()
    whole = digits.filter(lengths == length)
    return length if share >= SAME_LENGTH and whole.str.starts_with("0").any() else 0
