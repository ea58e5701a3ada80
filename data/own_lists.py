"""A council's own lists of authorities to be compared with, such as those of its regional group, as a small CSV."""

from __future__ import annotations

import re

import polars as pl

from data import areas
from data.errors import BadInput
from data.neighbour_models import SCHEMA

HEADER = ["list", "authority", "neighbour_code"]
CHOSEN = "Chosen"  # stands where a statistical model says how close a neighbour is
REGION = "region"  # the name of the list that every authority has: the others of its region
TAKEN = (*areas.MODELS, REGION)
NAME = re.compile(r"[\w &'’().,-]{2,60}")


def is_list(record: list[str]) -> bool:
    """Whether this is the header of an own list."""
    return [c.strip().lower() for c in record] == HEADER


def read(records: list[list[str]], filename: str) -> pl.DataFrame:
    """One row per list, authority and neighbour, in the columns of a neighbour model: the list's name stands as the
    model, its order is that of the file. Raises BadInput with file and line."""
    rows: list[tuple[str, str, str]] = []
    for line, record in enumerate(records[1:], start=2):
        if not any(c.strip() for c in record):
            continue
        if len(record) != len(HEADER):
            raise BadInput(f"{filename}, line {line}: {len(record)} cells where {len(HEADER)} belong: {_form()}.")
        row = (record[0].strip(), record[1].strip(), record[2].strip())
        _check(row, rows, f"{filename}, line {line}")
        rows.append(row)
    if not rows:
        raise BadInput(f"{filename}: the list has a header and no rows. Write a row for each neighbour: {_form()}.")
    frame = pl.DataFrame(rows, schema=["model", "authority", "neighbour_code"], orient="row")
    return frame.with_columns(
        order=pl.int_range(1, pl.len() + 1).over("model", "authority"), closeness=pl.lit(CHOSEN)
    ).select(pl.col(c).cast(t) for c, t in SCHEMA.items())


def _form() -> str:
    return f"the columns are {', '.join(HEADER)}, such as 'Regional group,877,895'"


def _check(row: tuple[str, str, str], before: list[tuple[str, str, str]], where: str) -> None:
    name, authority, neighbour = row
    if not NAME.fullmatch(name) or name.lower() in TAKEN:
        raise BadInput(
            f"{where}: '{name}' cannot be the name of a list. Use 2 to 60 letters, figures or spaces, and none of "
            f"{', '.join(TAKEN)}, which are taken."
        )
    if authority not in areas.areas()["area_code"]:
        raise BadInput(f"{where}: '{authority}' is not the three-figure code of an authority.")
    real = areas.areas().filter(pl.col("level") == "authority")["area_code"]
    if neighbour not in real:
        raise BadInput(f"{where}: '{neighbour}' is not the three-figure code of an authority.")
    if neighbour == authority:
        raise BadInput(f"{where}: authority {authority} is named as its own neighbour. Take the line out.")
    if row in before:
        raise BadInput(f"{where}: '{neighbour}' stands twice in the list '{name}'. Take one line out.")
