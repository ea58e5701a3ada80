"""What chance and a single case could do to a rating: how far the figure reaches, and how near the next band is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import polars as pl

from indicators import intervals
from indicators.model import Unit
from indicators.targets import CLOSE, OFF, ON, RATED, rating

SHARES = ("percent", "rate_per_1k", "rate_per_100k")
ENDS = ("target_low", "target_high", "close_low", "close_high")


@dataclass(frozen=True)
class Step:
    """The nearest numerator with another rating: `cases` more of those counted, or (negative) fewer."""

    cases: int
    numerator: int
    rag: str


def reach(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `value_lower`, `value_upper` (95%, in the unit of the figure) and `could_be`: the other ratings that the
    interval holds, as words joined by a space, best first; "" where there is no other.

    In: rows of the scorecard with rag and the columns of `targets.GOALS`. Shares of whole cases have Wilson's interval,
    rates per head Byar's or the exact one. Counts, averages and full-time equivalents have none: what is counted is
    known, and what is held of averages does not say how they spread.
    """
    n, d = pl.col("numerator"), pl.col("denominator")
    whole = (n == n.round()) & (d == d.round()) & (n <= d) & (d > 0)
    rated = (pl.col("status") == "ok") & whole.fill_null(False)
    of_share, of_rate = (rated & pl.col("unit").is_in(units) for units in (SHARES, ("rate_per_10k",)))
    parts = rows.select(
        *(pl.when(of_share).then(c).alias(f"share_{c}") for c in ("numerator", "denominator")),
        *(pl.when(of_rate).then(c).alias(f"rate_{c}") for c in ("numerator", "denominator")),
    )
    share = intervals.wilson(parts["share_numerator"], parts["share_denominator"])
    rate = intervals.poisson_rate(parts["rate_numerator"], parts["rate_denominator"])
    scale = pl.col("unit").replace_strict({u.value: float(u.scale) for u in Unit}, return_dtype=pl.Float64)
    rows = rows.with_columns(
        value_lower=pl.coalesce(share.lower * rows.select(scale).to_series(), rate.lower),
        value_upper=pl.coalesce(share.upper * rows.select(scale).to_series(), rate.upper),
    )
    return rows.with_columns(pl.Series("could_be", [could_be(r) for r in rows.iter_rows(named=True)], dtype=pl.String))


def could_be(row: Mapping) -> str:
    """The other ratings that lie between the two ends of the figure's interval."""
    lower, upper = row["value_lower"], row["value_upper"]
    if lower is None or upper is None or row["rag"] not in RATED:
        return ""
    between = [row[end] for end in ENDS if row[end] is not None and lower <= row[end] <= upper]
    edges = sorted([lower, *between, upper])
    # Every stretch between two edges has one rating: its middle's. An edge of its own has a rating too.
    seen = {rating(v, row) for v in (*edges, *((a + b) / 2 for a, b in pairwise(edges)))}
    return " ".join(word for word in (ON, CLOSE, OFF) if word in seen - {row["rag"]})


def steps(row: Mapping) -> tuple[Step, ...]:
    """How many cases more, and how many fewer, would give the figure another rating, the others staying as they are.

    For counts, and for shares of whole cases; exact, without rounding of the target. The nearer one comes first;
    empty where no number of cases would, or the figure is no number of cases.
    """
    n, d, unit = row["numerator"], row["denominator"], row["unit"]
    counted = row["rag"] in RATED and unit in ("count", "percent") and float(n).is_integer()
    if not counted or (unit == "percent" and not (d and float(d).is_integer() and n <= d)):
        return ()
    parts = Fraction(int(d), 100) if unit == "percent" else Fraction(1)
    goal = {end: None if row[end] is None else Decimal(repr(row[end])) for end in ENDS}
    found: dict[bool, Step] = {}
    for at in sorted(_turns(goal, parts, int(d) if unit == "percent" else None), key=lambda at: abs(at - n)):
        value = Fraction(at) / parts
        word = rating(value, {end: None if v is None else Fraction(v) for end, v in goal.items()})
        if word != row["rag"]:
            found.setdefault(at > n, Step(at - int(n), at, word))
    return tuple(sorted(found.values(), key=lambda step: abs(step.cases)))


def _turns(goal: Mapping[str, Decimal | None], parts: Fraction, most: int | None) -> set[int]:
    """The numerators next to each end of the bands: only there can the rating change."""
    places: set[int] = set()
    for end in goal.values():
        if end is not None:
            exact = Fraction(end) * parts
            places |= {exact.__floor__() - 1, exact.__floor__(), exact.__ceil__(), exact.__ceil__() + 1}
    return {p for p in places if p >= 0 and (most is None or p <= most)}
