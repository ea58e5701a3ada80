"""Corrected lines that were sent alone, put back into the file that they are from: a list is always sent whole."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data.errors import BadInput
from data.faulty_lines import origin, put_back
from data.returns import find
from data.store import Store


@dataclass(frozen=True)
class Mended:
    """A file with corrected lines in their places; `changed` of its lines are new."""

    raw: bytes
    filename: str
    list: str
    period: str
    changed: int


def mended(raw: bytes, store: Store | None, authority: str) -> Mended | None:
    """The whole file, where the bytes are corrected faulty lines; None where they are a file of their own.

    Raises BadInput where the file that they are from was never offered for this authority, or does not fit them.
    """
    digits = origin(raw)
    if not digits:
        return None
    if store is None:
        raise BadInput("These are the faulty lines of a file. Name the store that has the whole file with --store.")
    offered = pl.concat([store.offers(), store.ledger()])
    of_ours = offered.filter(
        pl.col("sha256").str.starts_with(digits), pl.col("authority") == authority, pl.col("list") != ""
    )
    if of_ours.is_empty():
        raise BadInput(
            "The file that these faulty lines are from was not sent here for this authority. Send the whole file."
        )
    row = of_ours.sort("upload_id").row(-1, named=True)
    whole, changed = put_back(raw, store.archive.read(row["sha256"]), find(row["list"]))
    return Mended(whole, row["filename"], row["list"], row["period"], changed)
