"""Ids of children, adopters and workers: text, never a number, never a name."""

from __future__ import annotations

import polars as pl

from data.cells import Fault, Typed, reported
from data.issues import ERROR, WARNING
from data.returns.schema import Column

LONGEST_ID = 50
SAME_LENGTH = 0.8  # of the all-digit ids: enough to say that shorter ones lost their leading zeros

_SCIENTIFIC = r"^\d+([.,]\d+)?[eE][+-]\d+$|^\d[.,]\d+[eE]\d+$"
_WORD = r"\p{L}[\p{L}\p{M}'’.\-]*"
_NAME = rf"^{_WORD}([\s\u00a0]*,[\s\u00a0]*|[\s\u00a0]+){_WORD}(([\s\u00a0]*,[\s\u00a0]*|[\s\u00a0]+){_WORD})*$"
_NOT_AN_ID = r"^[=+\-@]"
_SPACED_DIGITS = r"^\d+([\s\u00a0]+\d+)+$"
_SPACES = r"[\s\u00a0]+"
_DIGITS = r"^\d+$"


def read_ids(lines: pl.Series, cells: pl.Series, column: Column) -> Typed:
    """Ids as text; what cannot be an id becomes null. The value of a suspected name is never repeated."""
    cell = pl.col("cell")
    scientific = cell.str.contains(_SCIENTIFIC)
    invalid = (cell.str.contains(_NOT_AN_ID) | (cell.str.len_chars() > LONGEST_ID)) & ~scientific
    name = cell.str.contains(_NAME) & ~scientific & ~invalid
    spaced = cell.str.contains(_SPACED_DIGITS)
    solid = pl.when(spaced).then(cell.str.replace_all(_SPACES, "")).otherwise(cell)
    read = (
        cells.rename("cell")
        .to_frame()
        .select(
            scientific.alias("scientific"),
            invalid.alias("invalid"),
            name.alias("name"),
            spaced.alias("spaced"),
            pl.when(~(scientific | invalid | name)).then(solid).alias("id"),
        )
    )
    length = _lost_zeros(read["id"])
    read = read.with_columns(
        (pl.col("id").str.contains(_DIGITS) & (pl.col("id").str.len_chars() < length)).alias("shorter")
    ).with_columns(pl.when("shorter").then(pl.col("id").str.pad_start(length, "0")).otherwise("id").alias("id"))
    faults = [
        Fault(
            read["scientific"],
            "id_scientific",
            ERROR,
            "has been turned into a power of ten by a spreadsheet and its digits are lost. "
            "Export the file again and do not open it in Excel before you send it.",
        ),
        Fault(
            read["name"],
            "id_looks_like_name",
            ERROR,
            "looks like a person's name, not an id; it is not shown here. Send the local id instead.",
            shown=False,
        ),
        Fault(
            read["invalid"],
            "invalid_id",
            ERROR,
            f"is not an id: it begins like a formula or is longer than {LONGEST_ID} characters. Correct the cell.",
        ),
        Fault(read["spaced"], "id_spaces_removed", WARNING, "had spaces inside; they were taken out."),
        Fault(
            read["shorter"],
            "id_leading_zeros_lost",
            WARNING,
            f"is shorter than the others, which have {length} digits and begin with 0: zeros were put back.",
        ),
    ]
    return Typed(read["id"], reported(faults, lines, cells, column))


def _lost_zeros(ids: pl.Series) -> int:
    """The length that all-digit ids of this file should have, 0 when the file does not show one."""
    digits = ids.filter(ids.str.contains(_DIGITS).fill_null(False))
    if digits.is_empty():
        return 0
    lengths = digits.str.len_chars()
    length, share = int(lengths.mode().max()), (lengths == lengths.mode().max()).mean()
    whole = digits.filter(lengths == length)
    return length if share >= SAME_LENGTH and whole.str.starts_with("0").any() else 0
