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


@dataclass(frozen=True)
class Published:
    """A scorecard without what must be kept back, and the certificate of it."""

    scorecard: Scorecard
    certificate: Mapping[str, object]


def published(card: Scorecard, smallest: int, known: Known = NOTHING) -> Published:
    """The scorecard as anybody may read it; `card` holds only the indicators that are printed. Teams are left out.

    Raises BadInput where earlier papers make protection impossible.
    """
    months = months_to(card.period)
    history = card.history.filter((pl.col("breakdown") == "") & pl.col("period").is_in(months))
    found = protected(history, smallest=smallest, known=known)
    rows = _rows(card.rows, card.period, found, _fragile(card.history, found, smallest))
    nothing = card.revisions.clear() if card.revisions is not None else card.revisions
    safe = replace(card, rows=rows, history=_history(history, found), revisions=nothing)
    return Published(safe, found.certificate)


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


def _fragile(history: pl.DataFrame, found: Protected, smallest: int) -> set[str]:
    """Indicators with any month, printed or not, that would be kept back: limits and runs would tell of it."""
    small = (pl.col("numerator") > 0) & (pl.col("numerator") < smallest)
    older = history.filter((pl.col("breakdown") == "") & small)["indicator"]
    return {i for i, _ in found.figures} | set(older)


def _of(figures: Iterable[Figure], period: str) -> pl.Expr:
    return pl.col("indicator").is_in(sorted(i for i, p in figures if p == period))


def _is_one_of(figures: Iterable[Figure]) -> pl.Expr:
    names = [f"{indicator} {period}" for indicator, period in sorted(figures)]
    return pl.concat_str("indicator", "period", separator=" ").is_in(names)
