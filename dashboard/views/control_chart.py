"""The control chart of an indicator as its page draws it: stretches of limits, and the chart of the months alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard import words
from dashboard.pictures import sparkline
from dashboard.views.direction import LIMITS, Limits, limits, monthly_limits
from indicators.scorecard import Scorecard

WIDTH, HEIGHT = 640, 150


@dataclass(frozen=True)
class Alone:
    """What happened in each month alone, of a figure that covers twelve: its picture, in words and as a table."""

    address: str
    alternative: str
    limits: Limits
    months: tuple[tuple[str, str, str], ...]  # month, figure, what the chart says of it; latest first


def segments(card: Scorecard, row: Mapping, first: str) -> tuple[Limits, ...]:
    """The limits that the chart of one row of the scorecard may draw, one for each stretch between rebases, oldest
    first; empty where its months are no control chart. `first`: the first month shown."""
    latest = limits(row)
    if latest is None:
        return ()
    mine = card.charts.filter((pl.col("indicator") == row["indicator"]) & pl.col("lpl").is_not_null())
    rows = (
        mine.filter(pl.col("period") >= first)
        .group_by("rebase_group", maintain_order=True)
        .agg(
            pl.col("mean", "lpl", "upl").last(), start=pl.col("period").first(), end=pl.col("period").last(), n=pl.len()
        )
    )
    earlier = [_of(r, row["unit"]) for r in rows.sort("start").to_dicts()[:-1]]
    return (*earlier, latest)


def alone(card: Scorecard, row: Mapping) -> Alone | None:
    """The chart of the months alone; None where the indicator has none."""
    found = monthly_limits(row)
    if found is None:
        return None
    unit = row["unit"]
    mine = card.charts.filter(pl.col("indicator") == row["indicator"]).to_dicts()
    values = [r["value"] for r in mine]
    picture = sparkline.svg(
        values,
        target=mine[-1]["target"],
        mean=found.mean,
        usual=(found.lower, found.upper),
        width=WIDTH,
        height=HEIGHT,
        adaptive=True,
    )
    said = words.sparkline(values, row["period"], unit)
    table = tuple((words.period(r["period"]), words.figure(r["value"], unit), _said(r)) for r in reversed(mine))
    return Alone(sparkline.data_uri(picture), f"Each month alone: {said}", found, table)


# ------------------------------------------------------------------------------------------------------


def _of(segment: Mapping, unit: str) -> Limits:
    lowest, highest = LIMITS.get(unit, (0, None))
    upper = segment["upl"] if highest is None else min(segment["upl"], highest)
    return Limits(
        segment["mean"], max(segment["lpl"], lowest), upper, segment["n"], unit, segment["start"], segment["end"]
    )


def _said(row: Mapping) -> str:
    """What the chart says of one month; empty where it says nothing."""
    signal = row["special_cause_type"] or "Common Cause"
    if signal == "Common Cause":
        return ""
    above = "Above" in signal or "Increasing" in signal
    if "Trend" in signal:
        return "part of a rise" if above else "part of a fall"
    if "Points" in signal:
        return f"part of a run {'above' if above else 'below'} the mean"
    if "2 in 3" in signal:
        return f"near the {'top' if above else 'bottom'} of the usual range"
    return f"{'above' if above else 'below'} the usual range"
