"""The target in force in a month, and how far the figure is from it, in words.

Values are compared unrounded. A figure without a target, without cases, withheld, not due yet or without data has a
state of its own and is never called on or off target. Until an authority sets its own targets those of the catalogue
apply. Each month is judged by the target that was in force at its end: a later target leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

import polars as pl

from data import periods
from data.targets import HIGHER, LOWER, NEIGHBOURS, NONE, STAY_CLOSE, TARGETS
from indicators.model import Indicator, Polarity, Unit

ON, CLOSE, OFF = "on_target", "close_to_target", "off_target"
RATED = (ON, CLOSE, OFF)
NO_TARGET, NO_DATA, NO_CASES, NOT_AVAILABLE = "no_target", "no_data", "no_cases", "not_available"
SUPPRESSED, NOT_YET_DUE = "suppressed", "not_yet_due"
TOLERANCE = Decimal("0.1")  # a neighbours' median may be missed by a tenth of itself and still be close
GOALS = {
    "indicator": pl.String(),
    "period": pl.String(),
    "target": pl.Float64(),  # the figure to reach; null where there is none, or a band
    "limit": pl.Float64(),  # the furthest value that is still close to it; null likewise
    "target_low": pl.Float64(),  # on target from low to high, both included; null: open on that side
    "target_high": pl.Float64(),
    "close_low": pl.Float64(),  # still close from close_low to close_high
    "close_high": pl.Float64(),
    "target_polarity": pl.String(),  # higher_is_better | lower_is_better | stay_close; "" without a target
    "target_words": pl.String(),
    "target_basis": pl.String(),
    "target_owner": pl.String(),
    "target_from": pl.Date(),  # null: the catalogue's own, which holds for every month
}


def goals(
    indicators: Iterable[Indicator],
    months: Iterable[str],
    comparators: pl.DataFrame,
    own: pl.DataFrame | None = None,
    known_at: datetime | None = None,
) -> pl.DataFrame:
    """The target of each indicator in each month: the columns of GOALS, one row per indicator and month.

    In: the comparators of the scorecard (for targets that are the neighbours' median) and the targets that the
    authority entered (`data.targets.TARGETS`); with `known_at`, only those entered by then.
    """
    own = pl.DataFrame(schema=TARGETS) if own is None else own
    if known_at is not None:
        own = own.filter(pl.col("entered_at") <= known_at)
    entered: dict[str, list[dict]] = {}
    for row in own.sort("valid_from", "entered_at", "line").to_dicts():
        entered.setdefault(row["indicator"], []).append(row)
    medians = _medians(comparators)
    rows, months = [], list(months)
    for indicator in indicators:
        mine, of_years = entered.get(indicator.id, []), medians.get(indicator.id, {})
        for period in months:
            rows.append({"indicator": indicator.id, "period": period} | _goal(indicator, period, mine, of_years))
    return pl.DataFrame(rows, schema=GOALS)


def target_words(indicator: Indicator, low: float | None, high: float | None) -> str:
    """`40% or less`, `90% or more`, `15 to 18`, `0` where none should be, or an empty text without a target."""
    of_unit = "%" if indicator.unit is Unit.PERCENT else ""
    shown = [f"{x:,.1f}".removesuffix(".0") + of_unit for x in (low, high) if x is not None]
    if len(shown) == 2:
        return " to ".join(shown)
    if not shown or (high == 0 and low is None):
        return "".join(shown)
    return f"{shown[0]} or {'less' if low is None else 'more'}"


def rate(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `rag` to a frame with status, value and the columns of GOALS (one row per figure); `every` and `ever` where
    known: a figure of each quarter or year is not yet due in between, unless it never came."""
    no_target = pl.col("target_low").is_null() & pl.col("target_high").is_null()
    quiet = {"no_cases": NO_CASES, "part_year": NOT_AVAILABLE, "suppressed": SUPPRESSED}
    due = pl.col("every") <= 1 if "every" in frame.columns else pl.lit(True)
    due = due | ~pl.col("ever") if "ever" in frame.columns else due
    state = pl.when(pl.col("status") == "no_data").then(pl.when(due).then(pl.lit(NO_DATA)).otherwise(_LATER))
    for status, word in quiet.items():
        state = state.when(pl.col("status") == status).then(pl.lit(word))
    state = (
        state.when(no_target)
        .then(pl.lit(NO_TARGET))
        .when(_between("target_low", "target_high"))
        .then(pl.lit(ON))
        .when(_between("close_low", "close_high"))
        .then(pl.lit(CLOSE))
        .otherwise(pl.lit(OFF))
    )
    return frame.with_columns(rag=state)


def rating(value: float | Decimal, goal: Mapping) -> str:
    """The rating of one value by the target in a row of GOALS; NO_TARGET where there is none."""
    if goal["target_low"] is None and goal["target_high"] is None:
        return NO_TARGET
    for ends, word in ((("target_low", "target_high"), ON), (("close_low", "close_high"), CLOSE)):
        low, high = (goal[end] for end in ends)
        if (low is None or value >= low) and (high is None or value <= high):
            return word
    return OFF


# ------------------------------------------------------------------------------------------------------

_LATER = pl.lit(NOT_YET_DUE)


def _between(low: str, high: str) -> pl.Expr:
    value = pl.col("value")
    return (pl.col(low).is_null() | (value >= pl.col(low))) & (pl.col(high).is_null() | (value <= pl.col(high)))


def _goal(indicator: Indicator, period: str, entered: list[dict], medians: Mapping[int, tuple]) -> dict:
    end = periods.month_end(period)
    in_force = [row for row in entered if row["valid_from"] <= end]
    found = _entered(indicator, in_force[-1], period, medians) if in_force else _default(indicator, period, medians)
    if not found or (found["target_low"] is None and found["target_high"] is None):
        return {"target_polarity": "", "target_words": "", "target_basis": "", "target_owner": ""}
    low, high = found["target_low"], found["target_high"]
    if low is None or high is None:
        side = "high" if low is None else "low"
        found |= {"target": found[f"target_{side}"], "limit": found[f"close_{side}"]}
    return found | {"target_words": target_words(indicator, low, high)}


def _entered(indicator: Indicator, row: Mapping, period: str, medians: Mapping[int, tuple]) -> dict:
    if row["kind"] == NONE:
        return {}
    told = {
        "target_polarity": row["polarity"],
        "target_owner": row["owner"],
        "target_from": row["valid_from"],
        "target_basis": row["basis"] or "set by the authority",
    }
    if row["kind"] != NEIGHBOURS:
        ends = {f"target_{e}": row[e] for e in ("low", "high")}
        return told | ends | {e: row[e] for e in ("close_low", "close_high")}
    found = _like_neighbours(period, medians, row["polarity"], row["tolerance"])
    return found and found | told | {"target_basis": row["basis"] or found["target_basis"]}


def _default(indicator: Indicator, period: str, medians: Mapping[int, tuple]) -> dict:
    default = indicator.default
    if default is None or indicator.polarity is Polarity.NEUTRAL:
        return {}
    polarity = indicator.polarity.value
    if default.neighbours:
        return _like_neighbours(period, medians, polarity, None)
    side = "high" if polarity == LOWER else "low"
    return {"target_low": None, "target_high": None} | {
        f"target_{side}": float(default.green),
        f"close_{side}": float(default.amber),
        "target_polarity": polarity,
        "target_basis": default.basis,
        "target_owner": "",
    }


def _like_neighbours(period: str, medians: Mapping[int, tuple], polarity: str, tolerance: float | None) -> dict:
    """The median of the latest year that ended before the year of the month: what is published later does not change
    how the month is judged."""
    years = [year for year in medians if year < periods.month_start(period).year]
    if not years:
        return {}
    median, label = medians[max(years)]
    middle = Decimal(repr(median))  # as published: a tenth more than 3 is 3.3 and not a hair above
    spare = middle * TOLERANCE if tolerance is None else Decimal(repr(tolerance))
    below, above, further_below, further_above = (
        max(float(x), 0.0) for x in (middle - spare, middle + spare, middle - 2 * spare, middle + 2 * spare)
    )
    ends = {
        HIGHER: (median, None, below, None),
        LOWER: (None, median, None, above),
        STAY_CLOSE: (below, above, further_below, further_above),
    }[polarity]
    return dict(zip(("target_low", "target_high", "close_low", "close_high"), ends, strict=True)) | {
        "target_polarity": polarity,
        "target_basis": f"statistical neighbours' median, {label}",
        "target_owner": "",
    }


def _medians(comparators: pl.DataFrame) -> dict[str, dict[int, tuple[float, str]]]:
    """Indicator -> year -> the neighbours' median and the year as published."""
    value = pl.col("value")
    if comparators.is_empty():
        return {}
    found = (
        comparators.filter((pl.col("role") == "neighbour") & value.is_not_null())
        .group_by("indicator", "year")
        .agg(median=value.median(), label=pl.col("year_label").first())
    )
    medians: dict[str, dict[int, tuple[float, str]]] = {}
    for indicator, year, median, label in found.iter_rows():
        medians.setdefault(indicator, {})[year] = (median, label)
    return medians
