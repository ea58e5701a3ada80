"""Division that gives the same figure whatever rows stand beside it."""

from __future__ import annotations

import polars as pl


def ratio(rows: pl.DataFrame, scale: int | pl.Series) -> pl.Series:
    """scale x numerator / denominator of each row; null where the denominator is null or not above 0.

    On whole columns: in an expression Polars may know that a column repeats one value, and then multiplies by its
    reciprocal, which is off by a hair (63.00000000000001 for 63).
    """
    above_0 = rows["denominator"] > 0
    return (scale * rows["numerator"] / rows["denominator"]).set(~above_0, None)
