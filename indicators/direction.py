"""Direction of travel: whether a figure really moved, or only as chance moves figures.

With twelve months or more that do not overlap the control chart says so, by its latest point. Otherwise the figure is
tested against the same month last year, or the one a quarter before, by the interval of the difference. Where
neither can be done it is too few to compare. A raw rise or fall from one month to the next is never a direction.

Figures at the month end overlap where mostly the same children are counted again: each then follows the one before,
and a control chart takes that for a signal more often than not. Where the figures show it, the difference decides
(docs/decisions/0006-direction-of-travel.md).
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from data import periods
from indicators import intervals, spc
from indicators.holdings import Knowledge
from indicators.model import COUNT, MONTH, RATIO, ROLLING_3, SNAPSHOT, Indicator, Polarity

IMPROVING, WORSENING, HIGHER, LOWER = "improving", "worsening", "higher", "lower"
NO_CHANGE, TOO_FEW = "no real change", "too few to compare"
BY_CHART, BY_DIFFERENCE = "control_chart", "difference"

MONTHS = 36  # of a control chart: older months would judge the present by what is long past
YEAR, QUARTER = 12, 3
FEWEST_CASES = 10  # of which a share is judged: in both months of a difference, in the middle month of a chart
PERSISTENT = 1.645  # standard errors by which a figure follows the one before: more would happen once in twenty times
RARE = 5  # a monthly count with a mean below it has no useful limits
UNEVEN = 2  # times: beyond it the limits are too wide for months of many cases and too narrow for months of few
TOWARD = {Polarity.HIGHER_IS_BETTER: "increase", Polarity.LOWER_IS_BETTER: "decrease", Polarity.NEUTRAL: "neutral"}
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


def charts(indicators: Iterable[Indicator], measures: pl.DataFrame, period: str) -> pl.DataFrame:
    """The control charts of the indicators that may have one: one row per indicator and month up to the period.

    In: one authority's measures. Charted are figures as reported, at the month end or in the month (not rolling ones),
    of the whole authority, for up to 36 months; a month without a figure is a row without a value. Columns: indicator,
    period and those of spc.xmr; empty for indicators that never had a figure.
    """
    facts = _facts(i for i in indicators if i.basis in (SNAPSHOT, MONTH))
    figures = _figures(measures)
    first = figures["period"].min() or period
    first = max(min(first, period), periods.shift(period, 1 - MONTHS))
    months = pl.DataFrame({"period": periods.between(first, period)})
    ended = pl.DataFrame({"date": [periods.month_end(p) for p in months["period"]]}, schema={"date": pl.Date})
    points = (
        facts.join(figures.select("indicator").unique(), on="indicator", how="semi")
        .join(months.hstack(ended), how="cross")
        .join(figures, on=["indicator", "period"], how="left")
        .rename({"indicator": "series_id"})
    )
    charted = spc.xmr(points.select("series_id", "date", "value", "improvement_direction"))
    return charted.select(
        pl.col("series_id").alias("indicator"),
        pl.col("date").dt.strftime("%Y-%m").alias("period"),
        pl.exclude("series_id", "rebase_group", "assurance_type", "screening_undone", "ranges_screened"),
    )


def travel(indicators: Iterable[Indicator], measures: pl.DataFrame, period: str) -> pl.DataFrame:
    """One row per indicator: `direction`, a word, and what it rests on.

    improving | worsening | no real change; higher | lower for an indicator that is neutral; too few to compare; null
    where there is no figure for the month. `direction_by` is control_chart or difference, null without a verdict.

    Of the control chart, where it has limits that can be judged: `signal` (the special cause of the latest month),
    `signal_months` (for how many months running the figure has risen or fallen, or lain on the same side of the mean),
    `chart_months`, `chart_mean`, `chart_lower`, `chart_upper` (its limits, in the unit of the figure) and `uneven` (the
    number of cases behind the figure varies more than twofold). `no_chart` says why it does not decide: longer (the
    figure is of more than a month), few_months, few_cases (rare events, or a share of few or of all), same_cases
    (figures at a month end that follow the one before).

    Of the difference: `compared_period`, `difference` (this month less that one), `difference_lower` and
    `difference_upper` (95%), in the unit of the figure. Two months are tested as if nobody were counted in both, which
    is careful: it finds too few changes, not too many. `no_difference` says why there is none: nothing_before,
    few_cases, not_tested (averages, and people in full-time equivalents).
    """
    indicators = tuple(indicators)
    figures = _figures(measures)
    now = figures.filter(pl.col("period") == period).select(pl.exclude("period"))
    judged = _facts(indicators)
    for found in (now, _latest(charts(indicators, measures, period)), _cases(figures, period)):
        judged = judged.join(found, on="indicator", how="left", maintain_order="left")
    return _verdicts(_tested(_before(judged, figures, period)))


# ------------------------------------------------------------------------------------------------------


def _facts(indicators: Iterable[Indicator]) -> pl.DataFrame:
    """One row per indicator: which way is better, and which methods fit it."""
    schema = {
        "indicator": pl.String,
        "improvement_direction": pl.String,
        "scale": pl.Float64,
        "is_count": pl.Boolean,
        "is_monthly": pl.Boolean,
        "quarter_overlaps": pl.Boolean,
        "is_stock": pl.Boolean,
        "is_share": pl.Boolean,
        "is_rate": pl.Boolean,
    }
    rows = [
        (
            i.id,
            TOWARD[i.polarity],
            float(i.unit.scale),
            i.unit is COUNT,
            i.basis in (SNAPSHOT, MONTH),
            i.basis not in (SNAPSHOT, MONTH, ROLLING_3),
            i.basis is SNAPSHOT,
            i.unit.scale > 1 and not i.numerator_counts_apart,
            i.unit in (COUNT, RATIO),
        )
        for i in indicators
    ]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _figures(measures: pl.DataFrame) -> pl.DataFrame:
    """The whole authority's figures as reported, by indicator and period; one that is not complete is none."""
    whole = (pl.col("breakdown") == "") & (pl.col("basis") == Knowledge.AS_REPORTED.value) & (pl.col("complete") == 1)
    return measures.filter(whole).select("indicator", "period", "numerator", "denominator", "value")


def _latest(charted: pl.DataFrame) -> pl.DataFrame:
    """One row per indicator: its latest month, how long it has gone on, and whether each month follows the one before
    (`persistent`, by the correlation of neighbouring months). `charted` has its months in order."""
    value = pl.col("value")
    off, before = value - value.mean(), value.shift() - value.mean()
    follows = (off * before).sum() / (off**2).sum()
    step = (value - value.shift()).sign()
    is_trend = pl.col("special_cause_type").last().str.contains("Trend")
    return charted.group_by("indicator", maintain_order=True).agg(
        pl.col("variation_type", "state", "mostly_zero").last(),
        chart_mean=pl.col("mean").last(),
        chart_lower=pl.col("lpl").last(),
        chart_upper=pl.col("upl").last(),
        signal=pl.col("special_cause_type").last(),
        chart_months=pl.col("points").last(),
        signal_months=pl.when(is_trend)
        .then(_running(step) + 1)
        .otherwise(_running(pl.col("relative_to_mean").cast(pl.Int64))),
        persistent=follows.fill_nan(None) > PERSISTENT / value.count().sqrt(),
    )


def _running(sign: pl.Expr) -> pl.Expr:
    """How many months up to the latest have its sign without a break."""
    backwards = sign.reverse()
    return (backwards == backwards.first()).fill_null(False).cast(pl.Int64).cum_prod().sum()


def _cases(figures: pl.DataFrame, period: str) -> pl.DataFrame:
    """One row per indicator with denominators: how many cases the months of its chart have, how unevenly,
    and whether in most months all of them count: what is mostly 100% is as unfit for a chart as what is mostly 0."""
    charted = pl.col("period").is_between(pl.lit(periods.shift(period, 1 - MONTHS)), pl.lit(period))
    cases = figures.filter(charted & (pl.col("denominator") > 0)).group_by("indicator")
    denominator = pl.col("denominator")
    return cases.agg(
        uneven=denominator.max() > UNEVEN * denominator.min(),
        usual_cases=denominator.median(),
        mostly_all=(pl.col("numerator") == denominator).mean() > 0.5,
    )


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
    rare = ((pl.col("is_count") & (pl.col("chart_mean") < RARE)) | pl.col("mostly_zero")).fill_null(False)
    few = (pl.col("is_share") & ((pl.col("usual_cases") < FEWEST_CASES) | pl.col("mostly_all"))).fill_null(False)
    same = (pl.col("is_stock") & pl.col("persistent")).fill_null(False)
    no_chart = (
        pl.when(~pl.col("is_monthly"))
        .then(pl.lit(LONGER))
        .when(~full)
        .then(pl.lit(FEW_MONTHS))
        .when(rare | few)
        .then(pl.lit(FEW_CASES))
        .when(same)
        .then(pl.lit(SAME_CASES))
    )
    by_chart = known & no_chart.is_null()
    by_difference = known & ~by_chart & pl.col("difference_lower").is_not_null()
    of_chart = ["signal", "signal_months", "chart_months", "chart_mean", "chart_lower", "chart_upper", "uneven"]
    of_difference = ["compared_period", "difference", "difference_lower", "difference_upper"]
    word = pl.col("variation_type").replace_strict(VERDICTS, return_dtype=pl.String)
    unsaid = pl.when(known).then(pl.lit(TOO_FEW))
    tested = pl.col("difference_lower").is_not_null()
    return judged.select(
        "indicator",
        pl.when(by_chart).then(word).when(by_difference).then(_moved()).otherwise(unsaid).alias("direction"),
        pl.when(by_chart).then(pl.lit(BY_CHART)).when(by_difference).then(pl.lit(BY_DIFFERENCE)).alias("direction_by"),
        *(pl.when(known & full).then(c).alias(c) for c in of_chart),
        pl.when(known).then(no_chart).alias("no_chart"),
        *(pl.when(known & tested).then(c).alias(c) for c in of_difference),
        pl.when(known).then("no_difference").alias("no_difference"),
    )


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
