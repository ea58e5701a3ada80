"""What one version of a list changed against another."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data.returns.schema import Return

WORKED_OUT = ("age_years",)  # differs with every birthday and is never used


@dataclass(frozen=True)
class Changes:
    """How many records are only in the later version, only in the earlier one, in both and different, and the same."""

    new: int
    gone: int
    changed: int
    same: int


def changes(now: pl.DataFrame, before: pl.DataFrame, schema: Return) -> Changes:
    """Compare two versions of a list, record by record. Records are told apart by the key by which months are merged;
    of records that share it, the last line counts."""
    key = list(schema.merge_key)
    others = [c for c in schema.schema if c not in key and c not in WORKED_OUT]
    now, before = (
        frame.sort("line").unique(key, keep="last", maintain_order=True).select(*key, *others)
        for frame in (now, before)
    )
    both = now.join(before, on=key, how="inner", nulls_equal=True, suffix="_before")
    differs = [pl.col(c).ne_missing(pl.col(f"{c}_before")) for c in others] or [pl.lit(False)]
    changed = both.filter(pl.any_horizontal(differs)).height
    return Changes(now.height - both.height, before.height - both.height, changed, both.height - changed)
