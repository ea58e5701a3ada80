"""Figures that a corrected or late file changed after they were first reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard import words
from dashboard.views.figures import AS_REPORTED
from dashboard.words import verdicts
from indicators.model import Indicator
from indicators.scorecard import Scorecard


@dataclass(frozen=True)
class Change:
    """A figure as it was before a correction, and as it is since."""

    period: str
    before: str
    after: str
    since: str


def changes(defined: Indicator, card: Scorecard) -> tuple[Change, ...]:
    """The changes of the whole authority's figures, latest first."""
    whole = (pl.col("indicator") == defined.id) & (pl.col("breakdown") == "") & (pl.col("basis") == AS_REPORTED)
    unit = defined.unit.value
    return tuple(
        Change(
            period=r["period"],
            before=_figure(r, "before", unit),
            after=_figure(r, "after", unit),
            since=words.moment(r["revised_at"]),
        )
        for r in card.revisions.filter(whole).sort("revised_at", "period", descending=True).to_dicts()
    )


def _figure(revision: Mapping, when: str, unit: str) -> str:
    base = words.out_of(revision[f"numerator_{when}"], revision[f"denominator_{when}"], unit)
    if verdicts.is_few(revision[f"denominator_{when}"], unit):
        return base
    figure = words.figure(revision[f"value_{when}"], unit)
    return f"{figure} ({base})" if base else figure
