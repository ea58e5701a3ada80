"""A scorecard made fit for papers that anybody may read: what must be kept back is taken out before a pack is made.

Nothing downstream can leak what is not there: every document is written from the pack, the pack from this scorecard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from dashboard import words
from dashboard.views.figures import months_to
from data import periods
from data.snapshots import Snapshot
from indicators import direction
from indicators.disclosure.figures import is_small
from indicators.disclosure.papers import NOTHING, Figure, Known, Protected, protected
from indicators.scorecard import Scorecard
from indicators.targets import SUPPRESSED

# What a row says of its indicator, its own month and what is published elsewhere; all else rests on other months.
OF_ITSELF = (
    "indicator", "title", "domain", "unit", "polarity", "basis_words", "period", "definition_version", "every", "tags",
    "complete", "source", "ever", "neighbour_mean", "neighbour_median", "neighbours_with_data", "neighbours_total",
    "region_value", "region_name", "england_value", "comparator_year", "comparator_label", "target", "limit",
    "target_low", "target_high", "close_low", "close_high", "target_polarity", "target_words", "target_basis",
    "target_owner", "target_from", "status", "rag",
)  # fmt: skip
OF_THE_MONTH = ("numerator", "denominator", "value", "unknown", "value_lower", "value_upper", "could_be")
OF_EARLIER_MONTHS = {"previous_value": -1, "year_ago_value": -12}
LASTING = ("months_off", "months_concern")  # 0 where nothing lasts
RESTATED = ("restated_value", "restated_numerator", "restated_denominator")
OF_CHART = (
    "signal", "signal_months", "run_months", "chart_value", "chart_months", "chart_mean", "chart_lower", "chart_upper",
    "chart_from", "rebased", "assurance", "miss_share", "uneven", "chart_of",
)  # fmt: skip
FLOW = "flow"  # a chart of what happened in each month alone, which papers print nowhere else


@dataclass(frozen=True)
class Published:
    """A scorecard without what must be kept back, and the certificate of it."""

    scorecard: Scorecard
    certificate: Mapping[str, object]


def published(card: Scorecard, smallest: int, known: Known = NOTHING, others: pl.DataFrame | None = None) -> Published:
    """The scorecard as anybody may read it; `card` holds only the indicators that are printed. Teams are left out.
    `others`: the history of further indicators, of which earlier papers may speak.

    Raises BadInput where earlier papers make protection impossible.
    """
    months = months_to(card.period)
    history = card.history.filter((pl.col("breakdown") == "") & pl.col("period").is_in(months))
    if others is not None:
        others = others.filter(pl.col("period").is_in(months))
    found = protected(history, smallest=smallest, known=known, others=others)
    fragile = _fragile(card.history, found, smallest, known)
    rows = _rows(_without_flows(card.rows), card.period, found, fragile)
    rest = {name: getattr(card, name).clear() for name in ("revisions", "used", "ratings", "charts", "marks")}
    return Published(replace(card, rows=rows, history=_history(history, found), **rest), found.certificate)


def known_of(snapshots: Iterable[Snapshot]) -> Known:
    """What earlier papers said, of those that anybody may have read, the newest first: of a figure that two printed the
    newest counts."""
    printed: dict[Figure, tuple[Mapping[str, float | None], str]] = {}
    hidden: set[Figure] = set()
    for snapshot in snapshots:
        said = snapshot.figures()
        name = f"the pack of {words.period(said['period'])} ({said['panel']})"
        for row in said["figures"]:
            figure = (row["indicator"], row["period"])
            if row["state"] == SUPPRESSED:
                hidden.add(figure)
            elif row["value"] is not None:
                printed.setdefault(figure, (row, name))
    return Known(printed, frozenset(hidden))


# ------------------------------------------------------------------------------------------------------


def _history(history: pl.DataFrame, found: Protected) -> pl.DataFrame:
    """The months, each with `suppressed`; of those that are kept back no number is left."""
    gone = _is_one_of(found.figures)
    numbers = [pl.when(~gone).then(pl.col(c)).alias(c) for c in ("numerator", "denominator", "value", "unknown")]
    blank = pl.when(~_is_one_of(found.unknowns)).then(pl.col("unknown")).alias("unknown")
    return history.with_columns(gone.alias("suppressed"), *numbers).with_columns(blank)


def _rows(rows: pl.DataFrame, period: str, found: Protected, fragile: set[str]) -> pl.DataFrame:
    """The rows of the month. Of a figure that is kept back only its definition and what others published stay; of one
    with such a month before, nothing that rests on other months."""
    gone, shaky = _of(found.figures, period), pl.col("indicator").is_in(sorted(fragile))
    blank = _of(found.unknowns, period)
    own = [c for c in (*OF_THE_MONTH, *RESTATED) if c in rows.columns]
    others = [c for c in rows.columns if c not in (*OF_ITSELF, *own, *OF_EARLIER_MONTHS, *LASTING)]
    changed = [pl.when(~gone & ~shaky).then(pl.col(c)).alias(c) for c in others]
    changed += [pl.when(~gone).then(pl.col(c)).alias(c) for c in own]
    changed += [pl.when(~gone & ~shaky).then(pl.col(c)).otherwise(0).alias(c) for c in LASTING]
    for name, back in OF_EARLIER_MONTHS.items():
        then = _of(found.figures, periods.shift(period, back))
        changed.append(pl.when(~gone & ~then).then(pl.col(name)).alias(name))
    rows = rows.with_columns(
        *changed,
        status=pl.when(gone).then(pl.lit(SUPPRESSED)).otherwise("status"),
        rag=pl.when(gone).then(pl.lit(SUPPRESSED)).otherwise("rag"),
    )
    return rows.with_columns(
        pl.when(~blank).then(pl.col("unknown")).alias("unknown"),
        quality=pl.lit("not_judged"),  # its reasons count records
        quality_words=pl.lit(""),
    )


def _without_flows(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without what was charted of each month alone: no paper prints such a month, so nothing has been proved
    of it. Where such a month decided the direction, the figure's own test against the year before does, which rests on
    two printed figures."""
    if "chart_of" not in rows.columns:
        return rows
    of_flow = (pl.col("chart_of") == FLOW).fill_null(False)
    by_flow = of_flow & (pl.col("direction_by") == direction.BY_CHART).fill_null(False)
    of_chart = [c for c in OF_CHART if c in rows.columns]
    return rows.with_columns(
        pl.when(by_flow).then(_tested()).otherwise("direction").alias("direction"),
        pl.when(by_flow).then(_tested_by()).otherwise("direction_by").alias("direction_by"),
        pl.when(of_flow).then(pl.lit(direction.LONGER)).otherwise("no_chart").alias("no_chart"),
        pl.when(by_flow).then(0).otherwise("months_concern").alias("months_concern"),
        *(pl.when(~of_flow).then(pl.col(c)).alias(c) for c in of_chart),
    )


def _tested() -> pl.Expr:
    """The word of the tested difference; only one whose interval leaves out 0 is a change."""
    up, down = pl.col("difference_lower") > 0, pl.col("difference_upper") < 0
    way = pl.col("polarity")
    good = (up & (way == "higher_is_better")) | (down & (way == "lower_is_better"))
    return (
        pl.when(pl.col("difference_lower").is_null())
        .then(pl.lit(direction.TOO_FEW))
        .when(~up & ~down)
        .then(pl.lit(direction.NO_CHANGE))
        .when(way == "neutral")
        .then(pl.when(up).then(pl.lit(direction.HIGHER)).otherwise(pl.lit(direction.LOWER)))
        .when(good)
        .then(pl.lit(direction.IMPROVING))
        .otherwise(pl.lit(direction.WORSENING))
    )


def _tested_by() -> pl.Expr:
    return pl.when(pl.col("difference_lower").is_not_null()).then(pl.lit(direction.BY_DIFFERENCE))


def _fragile(history: pl.DataFrame, found: Protected, smallest: int, known: Known) -> set[str]:
    """Indicators with any month, printed or not, that is or would be kept back, or that an earlier paper kept back: a
    mean, limits and runs would tell of it."""
    whole = history.filter((pl.col("breakdown") == "") & (pl.col("complete") == 1))
    older = {r["indicator"] for r in whole.to_dicts() if is_small(r, smallest)}
    return {i for i, _ in found.figures | known.hidden} | older


def _of(figures: Iterable[Figure], period: str) -> pl.Expr:
    return pl.col("indicator").is_in(sorted(i for i, p in figures if p == period))


def _is_one_of(figures: Iterable[Figure]) -> pl.Expr:
    names = [f"{indicator} {period}" for indicator, period in sorted(figures)]
    return pl.concat_str("indicator", "period", separator=" ").is_in(names)
