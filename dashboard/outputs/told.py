"""What commentary must not tell: a number that the papers keep back, written out in words beside the [c].

Only that is looked for. Whether a text gives somebody away otherwise, no program can tell; its author must.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from data.commentary import Commentary, Remark
from data.errors import BadInput

NUMBER = re.compile(
    r"(?<![\w.])(?P<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<part>\.\d+)?\s*(?P<percent>%|per ?cent\b)?", re.I
)
WORDS = {
    word: Decimal(n)
    for n, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=2
    )
}
SOMEBODY = "child|young person|person|care leaver|baby|case|family|boy|girl"
ONE = re.compile(rf"\b(?:one|a single) (?:single )?(?:{SOMEBODY})\b", re.I)
COUNTS = ("numerator", "denominator", "unknown")
REST = pl.col("denominator") - pl.col("numerator")  # "all but 88"
LEFT = ("rest", "recorded")  # the second: of the rest, those of whom it is known
NOT_CHECKED = (
    "Commentary of a public pack may not tell a number of its indicator that is kept back. Nothing else in it is "
    "checked: read it before the pack is given to anybody."
)


def refuse(said: Commentary, remarks: Iterable[Remark], before: pl.DataFrame, after: pl.DataFrame) -> None:
    """Raises BadInput where a remark holds a number that is kept back of its indicator, naming each.

    `before` and `after`: the measures before and after they were made fit for publication.
    """
    faults = []
    kept_back = _kept_back(before, after)
    for remark in remarks:
        of_indicator = kept_back.get(remark.indicator, ())
        told = next((text for text in _numbers(remark.text) if _is_one_of(text, of_indicator)), None)
        if told is not None:
            faults.append(
                f"{said.filename}, line {remark.line}, column text: '{told.strip()}' cannot be used. It is a number of "
                "this indicator that the pack keeps back. Say it without the number, or make the pack with --internal."
            )
    if faults:
        raise BadInput("\n".join(faults))


# ------------------------------------------------------------------------------------------------------


def _kept_back(before: pl.DataFrame, after: pl.DataFrame) -> dict[str, list[Mapping]]:
    """Indicator -> the rows of which anything is kept back, with only that in them, under any month and basis."""
    key = ["indicator", "period", "basis"]
    numbers = [*COUNTS, "value"]
    both = before.filter(pl.col("breakdown") == "").join(after.select(*key, *numbers), on=key, suffix="_printed")
    hidden = both.select(
        "indicator",
        *(pl.when(pl.col(f"{c}_printed").is_null()).then(pl.col(c)).cast(pl.Float64).alias(c) for c in numbers),
        rest=pl.when(pl.col("numerator_printed").is_null()).then(REST),
        recorded=pl.when(pl.col("unknown_printed").is_null()).then(REST - pl.col("unknown")),
    )
    found: dict[str, list[Mapping]] = {}
    for row in hidden.filter(pl.any_horizontal(pl.col(*numbers, *LEFT).is_not_null())).to_dicts():
        found.setdefault(row["indicator"], []).append(row)
    return found


def _numbers(text: str) -> Iterable[str]:
    yield from (m.group(0) for m in NUMBER.finditer(text))
    yield from (w for w in re.findall(r"[a-z]+", text.lower()) if w in WORDS)
    yield from (m.group(0) for m in ONE.finditer(text))


def _is_one_of(told: str, rows: Iterable[Mapping]) -> bool:
    """Whether a number of a text is one of those kept back: a count itself, or a figure rounded as it is written."""
    found = NUMBER.fullmatch(told)
    if found is None:
        number, exact = WORDS.get(told.lower(), Decimal(1)), True
    else:
        number = Decimal(found["whole"].replace(",", "") + (found["part"] or ""))
        exact = not (found["part"] or found["percent"])
    return any(_says(number, row, exact) for row in rows)


def _says(number: Decimal, row: Mapping, exact: bool) -> bool:
    counts = [Decimal(repr(row[c])) for c in (*COUNTS, *LEFT, "value") if row[c] is not None]
    if number in counts:
        return True
    if exact or row["value"] is None:
        return False
    return Decimal(repr(row["value"])).quantize(number, rounding=ROUND_HALF_UP) == number
