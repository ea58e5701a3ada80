"""Figures of the measures by month, as plain Python: what a line of a table or a chart is drawn from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from dashboard import words
from dashboard.pictures import sparkline
from dashboard.words import verdicts
from data import periods

MONTHS = 24  # of a sparkline
AS_REPORTED, RESTATED = "as_reported", "restated"
NOUNS = {
    "assessment": ("assessments_authorised", "assessments_open", "early_help_assessments"),
    "audit": ("audits",),
    "child": (
        "adoptions",
        "care_exits",
        "care_starts",
        "child_protection_plans",
        "children_and_assessments",
        "children_and_supervision",
        "children_in_care",
        "children_in_care_and_education",
        "children_in_care_and_health",
        "children_in_care_and_workers",
        "children_in_need",
        "children_with_a_case",
        "early_help_children",
        "in_care_in_the_year",
        "initial_health_assessments",
        "placement_chains",
        "placements",
    ),
    "conference": ("conferences",),
    "contact": ("contacts", "contact_outcomes"),
    "enquiry": ("enquiries_open", "enquiries_started"),
    "plan": ("plans_ended", "plans_started"),
    "referral": ("referrals",),
    "worker": ("workers",),
    "young person": ("care_leavers",),
    "": ("people", "posts", "reviewing_officers"),  # counted in full-time equivalents: none is a whole one
}
NOUN_OF = {table: noun for noun, tables in NOUNS.items() for table in tables}


@dataclass(frozen=True)
class Figure:
    """One month's figure. `value` is None where there is none to show; `state` then says why. `unknown` is None
    where nothing was there to be counted, which is not the same as none unknown."""

    period: str
    numerator: float | None
    denominator: float | None
    value: float | None
    unknown: int | None
    state: str  # ok | no_data | no_cases | part_year | suppressed

    @classmethod
    def of(cls, row: Mapping) -> Figure:
        """The figure of a row of the measures. A part-year figure keeps no number: it is not shown."""
        if row.get("suppressed"):
            return cls(row["period"], None, None, None, None, "suppressed")
        if row["complete"] == 0:
            return cls(row["period"], None, None, None, None, "part_year")
        state = "ok" if row["value"] is not None else "no_cases"
        return cls(row["period"], row["numerator"], row["denominator"], row["value"], row["unknown"], state)

    @classmethod
    def missing(cls, period: str, state: str = "no_data") -> Figure:
        """No figure: no return is held, or (`no_cases`) it names nothing that counts."""
        return cls(period, None, None, None, None, state)


@dataclass(frozen=True)
class Spark:
    """A sparkline as the address of an image, with the sentence that stands for it."""

    address: str
    alternative: str


class Range(Protocol):
    """The mean and limits of a control chart."""

    mean: float
    lower: float
    upper: float


def histories(
    history: pl.DataFrame,
    *,
    breakdown: str | None = "",
    basis: str = AS_REPORTED,
    indicators: Collection[str] | None = None,
) -> dict[tuple, Figure]:
    """(indicator, breakdown, period) -> Figure, of one basis; breakdown None means every team, indicators None every
    one."""
    of_breakdown = pl.col("breakdown") != "" if breakdown is None else pl.col("breakdown") == breakdown
    rows = history.filter((pl.col("basis") == basis) & of_breakdown)
    if indicators is not None:
        rows = rows.filter(pl.col("indicator").is_in(pl.Series(indicators, dtype=pl.String).implode()))
    columns = ["indicator", "breakdown", "period", "numerator", "denominator", "value", "unknown", "complete"]
    columns += [c for c in rows.columns if c == "suppressed"]  # of papers for publication
    return {(r["indicator"], r["breakdown"], r["period"]): Figure.of(r) for r in rows.select(columns).to_dicts()}


def months_to(period: str, months: int = MONTHS) -> list[str]:
    """So many consecutive periods, the last of them the one named."""
    return periods.between(periods.shift(period, 1 - months), period)


def series(figures: Mapping[tuple, Figure], indicator: str, months: list[str], breakdown: str = "") -> list[Figure]:
    """The figure of each month, one without a return included."""
    return [figures.get((indicator, breakdown, m)) or Figure.missing(m) for m in months]


def spark(figures: list[Figure], unit: str, target: float | None = None, limits: Range | None = None) -> Spark:
    """The sparkline of a run of months, with the mean and limits of its control chart where there is one."""
    values = [f.value for f in figures]
    lines = {} if limits is None else {"mean": limits.mean, "usual": (limits.lower, limits.upper)}
    picture = sparkline.svg(values, target=target, adaptive=True, **lines)
    shown = [verdicts.share(f.value, f.numerator, f.denominator, unit) for f in figures]
    return Spark(sparkline.data_uri(picture), words.sparkline(values, figures[-1].period, unit, shown))


def noun(table: str) -> str:
    """What one row of a counted table is called: `child`, `young person`; `case` where there is no better word, and
    an empty text where one row is not one whole thing."""
    return NOUN_OF.get(table, "case")
