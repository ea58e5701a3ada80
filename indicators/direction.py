"""Direction of travel: whether a figure really moved, or only as chance moves figures.

With twelve months or more that do not overlap the control chart says so, by its latest point. Otherwise the figure is
tested against the same month last year, or the one a quarter before, by the interval of the difference. Where
neither can be done it is too few to compare. A raw rise or fall from one month to the next is never a direction. A
rolling figure is tested against the year before; where a control chart of what happens in each month alone
(indicators.flows) finds its latest month special, that is the direction.

Figures at the month end overlap where mostly the same children are counted again: each then follows the one before,
and a control chart takes that for a signal more often than not. Where the figures show it, the difference decides
(docs/decisions/0006-direction-of-travel.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import NormalDist

import polars as pl

from data import periods
from indicators import charted, intervals, spc
from indicators.model import Indicator

IMPROVING, WORSENING, HIGHER, LOWER = "improving", "worsening", "higher", "lower"
NO_CHANGE, TOO_FEW = "no real change", "too few to compare"
BY_CHART, BY_DIFFERENCE = "control_chart", "difference"

YEAR, QUARTER = 12, 3
FEWEST_CASES = 10  # of which a share is judged: in both months of a difference, in the middle month of a chart
RARE = 5  # a monthly count with a mean below it has no useful limits
VERDICTS = {
    "special_cause_improvement": IMPROVING,
    "special_cause_concern": WORSENING,
    "special_cause_neutral_high": HIGHER,
    "special_cause_neutral_low": LOWER,
    "common_cause": NO_CHANGE,
}
# Why the chart does not decide, and why the difference does not.
LONGER, FEW_MONTHS, FEW_CASES, SAME_CASES = "longer", "few_months", "few_cases", "same_cases"
NOTHING_BEFORE, NOT_TESTED = "nothing_before", "not_tested"


def travel(
    indicators: Iterable[Indicator],
    measures: pl.DataFrame,
    period: str,
    charts: pl.DataFrame | None = None,
    flows: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """One row per indicator: `direction`, a word, and what it rests on.

    improving | worsening | no real change; higher | lower for an indicator that is neutral; too few to compare; null
    where there is no figure for the month. `direction_by` is control_chart or difference, null without a verdict.

    Of the control chart, where it has limits that can be judged: `signal` (the special cause of the latest month),
    `signal_months` (for how many months running the figure has risen or fallen, or lain on the same side of the mean),
    `chart_value` (its latest point), `chart_months`, `chart_mean`, `chart_lower`, `chart_upper` (its limits, in the
    unit of the figure), `chart_from` (the first month of those limits), `rebased` (they were begun anew), `chart_of`
    (figure, or flow: what happened in each month alone), `run_months` (for how many months running it went up, or,
    below 0, down), `assurance` (where the limits lie by the target: spc.xmr), `miss_share` (the part of months in which
    it would miss the target if nothing changed, 0 to 1) and `uneven` (the number of cases behind the figure varies more
    than twofold). `no_chart` says why it does not decide: longer (the figure is of more than a month), few_months,
    few_cases (rare events, or a share of few or of all), same_cases
    (figures at a month end that follow the one before).

    Of the difference: `compared_period`, `difference` (this month less that one), `difference_lower` and
    `difference_upper` (95%), in the unit of the figure. Two months are tested as if nobody were counted in both, which
    is careful: it finds too few changes, not too many. `no_difference` says why there is none: nothing_before,
    few_cases, not_tested (averages, and people in full-time equivalents).
    """
    indicators = tuple(indicators)
    figures = charted.figures(measures)
    now = figures.filter(pl.col("period") == period).select(pl.exclude("period"))
    judged = charted.facts(indicators)
    if charts is None:
        charts = charted.charts(indicators, measures, period, flows=flows)
    points = charted.points(indicators, measures, flows)
    for found in (now, charted.latest(charts), charted.cases(points, period), charted.flowing(flows)):
        judged = judged.join(found, on="indicator", how="left", maintain_order="left")
    return _verdicts(_tested(_before(judged, figures, period)))


# ------------------------------------------------------------------------------------------------------


def _before(judged: pl.DataFrame, figures: pl.DataFrame, period: str) -> pl.DataFrame:
    """Adds the figure of the year before or, where that has none, of the quarter before: numerator_then,
    denominator_then and compared_period. A rolling twelve months shares nine with those a quarter before."""
    for name, months in (("year", YEAR), ("quarter", QUARTER)):
        earlier = figures.filter((pl.col("period") == periods.shift(period, -months)) & pl.col("value").is_not_null())
        judged = judged.join(
            earlier.select("indicator", pl.col("numerator", "denominator", "period").name.suffix(f"_{name}")),
            on="indicator",
            how="left",
            maintain_order="left",
        )
    by_quarter = pl.col("period_year").is_null() & ~pl.col("quarter_overlaps")
    names = {"numerator": "numerator_then", "denominator": "denominator_then", "period": "compared_period"}
    return judged.with_columns(
        pl.when(by_quarter).then(f"{of}_quarter").otherwise(f"{of}_year").alias(name) for of, name in names.items()
    )


def _tested(judged: pl.DataFrame) -> pl.DataFrame:
    """Adds the difference from the month before and its interval, and `no_difference`: why there is no interval.

    Shares and rates per head by Newcombe's interval; counts, and cases per full-time equivalent, by that of two rates
    of events. Averages of days or scores are not tested: what is held of them does not say how they spread.
    """
    columns = ("numerator", "denominator", "numerator_then", "denominator_then")
    given = judged.with_columns(
        pl.when("is_count").then(1.0).otherwise(c).alias(c) for c in ("denominator", "denominator_then")
    )
    part, whole, part_then, whole_then = (pl.col(c) for c in columns)
    # People counted in full-time equivalents are not cases that chance picks one by one.
    of_shares = [c == c.round() for c in (part, whole, part_then, whole_then)]
    share = pl.all_horizontal(of_shares) & (part <= whole) & (part_then <= whole_then)
    rate = (part == part.round()) & (part_then == part_then.round())
    few = pl.when("is_share").then(pl.min_horizontal(whole, whole_then)).otherwise(part + part_then) < FEWEST_CASES
    fits = (pl.col("is_share") & share) | (pl.col("is_rate") & rate)
    given = given.with_columns(
        no_difference=pl.when(~pl.col("is_share") & ~pl.col("is_rate"))
        .then(pl.lit(NOT_TESTED))
        .when(pl.col("compared_period").is_null())
        .then(pl.lit(NOTHING_BEFORE))
        .when(~fits.fill_null(False))
        .then(pl.lit(NOT_TESTED))
        .when(few)
        .then(pl.lit(FEW_CASES))
    )
    testable = pl.col("no_difference").is_null() & pl.col("value").is_not_null()
    shares, rates = (
        given.select(pl.when(testable & pl.col(kind)).then(c).alias(c) for c in columns).get_columns()
        for kind in ("is_share", "is_rate")
    )
    of_share, of_rate = intervals.newcombe(*shares), intervals.rate_difference(*rates)
    scale = pl.col("scale")
    return given.with_columns(
        difference=(part / whole - part_then / whole_then) * scale,
        difference_lower=pl.coalesce(of_share.lower, of_rate.lower) * scale,
        difference_upper=pl.coalesce(of_share.upper, of_rate.upper) * scale,
    )


def _verdicts(judged: pl.DataFrame) -> pl.DataFrame:
    """The word of each row by the method that fits it, with what that method found."""
    known = pl.col("value").is_not_null()
    full = pl.col("state").is_in([spc.FULL, spc.NO_VARIATION]).fill_null(False)
    events = pl.when("is_count").then("chart_mean").when("per_head").then("usual_events")
    rare = ((events < RARE).fill_null(False) | pl.col("mostly_zero")).fill_null(False)
    few = (pl.col("is_share") & ((pl.col("usual_cases") < FEWEST_CASES) | pl.col("mostly_all"))).fill_null(False)
    same = (pl.col("is_stock") & pl.col("persistent")).fill_null(False)
    no_chart = (
        pl.when(~pl.col("is_monthly") & pl.col("of_flow").is_null())
        .then(pl.lit(LONGER))
        .when(~full)
        .then(pl.lit(FEW_MONTHS))
        .when(rare | few)
        .then(pl.lit(FEW_CASES))
        .when(same)
        .then(pl.lit(SAME_CASES))
    )
    of_flow, tested = pl.col("of_flow").fill_null(False), pl.col("difference_lower").is_not_null()
    # Twelve months against the twelve before is the stronger test of a rolling figure; its months speak where one of
    # them is special, which is the newer evidence.
    special = (pl.col("variation_type") != "common_cause").fill_null(False)
    by_chart = known & no_chart.is_null() & (~of_flow | ~tested | special)
    by_difference = known & ~by_chart & tested
    of_chart = ["signal", "signal_months", "run_months", "chart_value", "chart_months", "chart_mean", "chart_lower",
                "chart_upper", "chart_from", "rebased", "assurance", "miss_share", "uneven"]  # fmt: skip
    of_difference = ["compared_period", "difference", "difference_lower", "difference_upper"]
    word = pl.col("variation_type").replace_strict(VERDICTS, return_dtype=pl.String)
    unsaid = pl.when(known).then(pl.lit(TOO_FEW))
    of = pl.when(pl.col("of_flow").is_null()).then(pl.lit("figure")).otherwise(pl.lit("flow"))
    judged = judged.with_columns(pl.Series("miss_share", [_miss_share(r) for r in judged.to_dicts()], pl.Float64))
    return judged.select(
        "indicator",
        pl.when(by_chart).then(word).when(by_difference).then(_moved()).otherwise(unsaid).alias("direction"),
        pl.when(by_chart).then(pl.lit(BY_CHART)).when(by_difference).then(pl.lit(BY_DIFFERENCE)).alias("direction_by"),
        *(pl.when(known & full).then(c).alias(c) for c in of_chart),
        pl.when(known & full).then(of).alias("chart_of"),
        pl.when(known).then(no_chart).alias("no_chart"),
        *(pl.when(known & tested).then(c).alias(c) for c in of_difference),
        pl.when(known).then("no_difference").alias("no_difference"),
    )


def _miss_share(row: Mapping) -> float | None:
    """In which part of months the figure would miss its target if it went on varying as it does."""
    target, mean = row["chart_target"], row["chart_mean"]
    if row["assurance"] is None or target is None:
        return None
    sigma = (row["chart_upper"] - mean) / 3
    if row["improvement_direction"] == "decrease":
        target, mean = -target, -mean
    return NormalDist(mean, sigma).cdf(target) if sigma > 0 else float(mean < target)


def _moved() -> pl.Expr:
    """The word of a tested difference: only one whose interval leaves out 0 is a change."""
    up, down = pl.col("difference_lower") > 0, pl.col("difference_upper") < 0
    better = pl.col("improvement_direction")
    good = (up & (better == "increase")) | (down & (better == "decrease"))
    return (
        pl.when(~up & ~down)
        .then(pl.lit(NO_CHANGE))
        .when(better == "neutral")
        .then(pl.when(up).then(pl.lit(HIGHER)).otherwise(pl.lit(LOWER)))
        .when(good)
        .then(pl.lit(IMPROVING))
        .otherwise(pl.lit(WORSENING))
    )
