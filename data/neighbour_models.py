"""DfE's statistical-neighbour models: ten neighbours of every authority, closest first, in the two layouts in use."""

from __future__ import annotations

import re

import polars as pl

from data import areas
from data.errors import BadInput

NEIGHBOURS = 10
CLOSENESS = ("Extremely close", "Very close", "Close", "Somewhat close", "Not close")
FIRST_OF_2025 = "942"  # Cumberland, formed in 2023: only the newer model has it
SCHEMA = {
    "model": pl.String,
    "authority": pl.String,
    "neighbour_code": pl.String,
    "order": pl.Int64,
    "closeness": pl.String,
}


def header_at(records: list[list[str]]) -> int | None:
    """The position of the header row of a neighbour model among the first rows, or None."""
    for place, record in enumerate(records[:10]):
        names = [c.strip().lower().replace("_", "") for c in record]
        if names and names[0] in ("la num", "oldlacode") and "sn1" in names and "sn10" in names:
            return place
    return None


def read(records: list[list[str]], filename: str) -> pl.DataFrame:
    """One row per authority and neighbour: model, authority, neighbour_code, order, closeness. Raises BadInput."""
    start = header_at(records)
    if start is None:
        raise BadInput(f"{filename}: no header row of a statistical-neighbour model was found.")
    names = [c.strip().lower().replace("_", "") for c in records[start]]
    places = [names.index(f"sn{i}") for i in range(1, NEIGHBOURS + 1)]
    rows = []
    for number, record in enumerate(records[start + 1 :], start=start + 2):
        cells = [c.strip() for c in record]
        if any(c.lower().startswith("old sn") for c in cells):
            break  # below stand authorities that are no more
        if not cells or not re.fullmatch(r"\d{3}", _code(cells[0])):
            continue
        authority = _code(cells[0])
        for order, place in enumerate(places, start=1):
            neighbour, closeness = _code(cells[place]), cells[place + 1].capitalize()
            _check(filename, number, authority, neighbour, closeness)
            rows.append((authority, neighbour, order, closeness))
    if not rows:
        raise BadInput(f"{filename}: the neighbour model has a header and no authorities. Download it again.")
    frame = pl.DataFrame(rows, schema=["authority", "neighbour_code", "order", "closeness"], orient="row")
    twice = frame.filter(pl.struct("authority", "order").is_duplicated())
    if twice.height:
        raise BadInput(f"{filename}: authority {twice['authority'][0]} is listed twice.")
    newer = frame["authority"].eq(FIRST_OF_2025).any()
    model = areas.MODELS[0] if newer else areas.MODELS[1]
    return frame.with_columns(pl.lit(model).alias("model")).select(list(SCHEMA)).cast(SCHEMA)


def _code(cell: str) -> str:
    return cell.removesuffix(".0")


def _check(filename: str, number: int, authority: str, neighbour: str, closeness: str) -> None:
    known = areas.codes()
    if authority not in known or neighbour not in known:
        raise BadInput(
            f"{filename}, row {number}: '{neighbour if authority in known else authority}' is not the code of an "
            "authority. If it is new, add it to data/reference/areas.csv."
        )
    if closeness not in CLOSENESS:
        raise BadInput(
            f"{filename}, row {number}: the closeness '{closeness}' is not known. It should be one of "
            f"{', '.join(CLOSENESS)}."
        )
