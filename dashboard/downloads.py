"""The figures of a page as CSV text: the same numbers, unrounded, one row each."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Mapping, Sequence

import polars as pl

from dashboard.views.choice import Choice
from dashboard.views.chosen import wanted
from dashboard.views.overdue import TimelinessChoice, chosen, of_choice
from indicators import processes
from indicators.comparison import Comparison
from indicators.processes.model import CASE, STATES, UNKNOWN
from indicators.processes.month import TimedMonth
from indicators.scorecard import Scorecard

FORMULA = ("=", "+", "-", "@", "\t", "\r")
SCORECARD = (
    "authority", "indicator", "title", "domain", "unit", "polarity", "basis_words", "period", "status", "numerator",
    "denominator", "value", "unknown", "complete", "restated_numerator", "restated_denominator", "restated_value",
    "previous_value", "year_ago_value", "target", "target_low", "target_high", "target_words", "target_basis",
    "target_owner", "target_from", "rag", "could_be", "months_off", "direction", "neighbour_mean",
    "neighbour_median", "neighbours_with_data", "neighbours_total", "region_name", "region_value", "england_value",
    "comparator_year", "comparator_label", "definition_version", "source",
)  # fmt: skip
HISTORY = (
    "authority", "indicator", "period", "breakdown", "basis", "numerator", "denominator", "value", "unknown",
    "complete", "unit", "definition_version",
)  # fmt: skip
TIMELINESS = ("period", "process", "title", "limit", "breakdown", *STATES)
CASES = ("period", *CASE)
PARTS = ("numerator", "denominator", "value")
COMPARISON = (
    "series", "indicator", "year", "year_label", "area_code", "area", "role", "order", "closeness", "value", "status",
    "model",
)  # fmt: skip


def scorecard_csv(card: Scorecard, choice: Choice, of_panel: Container[str] | None = None) -> str:
    """One row per indicator that the reader chose (`of_panel`: the ids that the chosen panel reads): the columns of
    SCORECARD."""
    chosen = wanted(card.rows.to_dicts(), choice, of_panel, card.escalate_after)
    rows = [r | {"authority": card.authority} for r in chosen]
    return csv_text(SCORECARD, map(_whole_year_only, rows))


def indicator_csv(card: Scorecard, indicator: str, team: str = "") -> str:
    """One row per period, basis and breakdown (or of one team) of one indicator: the columns of HISTORY."""
    mine = card.history.filter(pl.col("indicator") == indicator)
    found = mine.filter(pl.col("breakdown") == team) if team else mine
    rows = found.sort("period", "basis", "breakdown").to_dicts()
    return csv_text(HISTORY, (_whole_year_only(r | {"authority": card.authority}) for r in rows))


def comparison_csv(found: Comparison) -> str:
    """One row per year and area of one series beside one circle: the columns of COMPARISON."""
    return csv_text(COMPARISON, (r | {"model": found.circle.model} for r in found.rows.to_dicts()))


def timeliness_csv(timed: TimedMonth, choice: TimelinessChoice) -> str:
    """One row per timed process and team: the columns of TIMELINESS. A state that the returns cannot tell is empty; a
    process that they cannot tell at all has no row. Of the choice, the process counts."""
    rows = []
    for row in timed.counts.to_dicts():
        process = processes.find(row["process"])
        told = {state: row[state] if state in process.states else None for state in STATES}
        named = {"period": timed.period, "title": process.title, "limit": process.limit}
        if choice.process in ("", process.id):
            rows.append(row | told | named)
    return csv_text(TIMELINESS, rows)


def cases_csv(timed: TimedMonth, choice: TimelinessChoice) -> str:
    """One row per overdue case that the choice lets through, the longest first, and then per case that cannot be
    judged: the columns of CASES."""
    unjudged = timed.cases.filter(pl.col("state") == UNKNOWN, of_choice(choice))
    rows = pl.concat([chosen(timed, choice), unjudged] if not choice.over else [chosen(timed, choice)])
    return csv_text(CASES, rows.with_columns(period=pl.lit(timed.period)).to_dicts())


def _whole_year_only(row: dict) -> dict:
    """A figure that needs more months than are held is not given: its `complete` is 0 and its parts are empty."""
    return row | dict.fromkeys(PARTS) if row["complete"] == 0 else row


def csv_text(columns: Sequence[str], rows: Iterable[Mapping]) -> str:
    """Rows as CSV text with these columns, for a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[c]) for c in columns] for row in rows)
    return "\ufeff" + text.getvalue()  # the mark by which spreadsheets know UTF-8


def _cell(value: object) -> object:
    """A text that a spreadsheet would run as a formula is kept a text."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
