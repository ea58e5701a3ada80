"""A scorecard, or one indicator of it, as text for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

import polars as pl

from dashboard import words
from dashboard.views.choice import Choice
from dashboard.views.conservation import TITLE, Count
from dashboard.views.direction import direction
from dashboard.views.moved import attention, by_chance, moves
from dashboard.views.waiting import fed_by, is_waiting
from dashboard.words import verdicts
from indicators.model import Indicator
from indicators.scorecard import Scorecard

WIDTH = 100
TEAM = 60  # characters of a team's name


def scorecard_text(scorecard: Scorecard) -> str:
    """Every indicator with a figure on a line, by domain; then the names of those that have no return yet."""
    lines = [*_head(scorecard), *_news(scorecard)]
    domains: dict[str, list[Mapping]] = {}
    for row in scorecard.rows.iter_rows(named=True):
        domains.setdefault(row["domain"], []).append(row)
    for domain, rows in domains.items():
        lines += ["", domain, "-" * len(domain)]
        waits = [row["indicator"] for row in rows if is_waiting(row)]
        for row in (r for r in rows if not is_waiting(r)):
            tag = words.rag(row["rag"])
            target = f"{tag.shape} {tag.words}" + (f" ({row['target_words']})" if row["target_words"] else "")
            lines.append(f"{row['title'][:62]:<62} {_value(row):>24}  {target}")
            lines.append("  ".join(filter(None, [f"  {row['indicator']}", words.source(row["source"])])))
        if waits:
            lines.append(fill(f"No return yet ({len(waits)}): {', '.join(waits)}", WIDTH, subsequent_indent="  "))
    if any(is_waiting(row) for rows in domains.values() for row in rows):
        lines += ["", fill("'scorecard show INDICATOR' says what feeds an indicator that has no return yet.", WIDTH)]
    return "\n".join(lines)


def counts_text(counts: Sequence[Count]) -> str:
    """Whether the counts of the month add up, a line a count; empty where nothing can be checked."""
    if not counts:
        return ""
    lines = [fill(count.sentence, WIDTH, initial_indent="  ", subsequent_indent="    ") for count in counts]
    return "\n".join(["", TITLE, "-" * len(TITLE), *lines])


def indicator_text(scorecard: Scorecard, indicator: Indicator) -> str:
    """One indicator: its figure, its months, its teams, and what it means."""
    row = scorecard.rows.row(by_predicate=pl.col("indicator") == indicator.id, named=True)
    lines = [*_head(scorecard), "", indicator.title, "=" * len(indicator.title)]
    rating = [words.rag(row["rag"]).words.lower(), verdicts.escalated(row, scorecard.escalate_after).lower()]
    lines += [", ".join(filter(None, [_value(row), *rating, verdicts.badge(row).lower()])), ""]
    told = direction(row)
    lines += [fill(text, WIDTH) for text in (*told.sentences, *told.alone)]
    lines += [""] if told.tag else []
    lines += [fill(text, WIDTH) for text in (indicator.meaning, indicator.why)]
    history = scorecard.history.filter(pl.col("indicator") == indicator.id)
    lines += ["", *_months(history.filter(pl.col("breakdown") == ""), row["unit"])]
    now = (pl.col("period") == scorecard.period) & (pl.col("basis") == "as_reported") & (pl.col("breakdown") != "")
    teams = [(_cut(t["breakdown"]), _value(t)) for t in history.filter(now).sort("breakdown").to_dicts()]
    if teams:
        lines += ["", "By team", *(f"  {line}" for line in _columns(teams))]
    lines += ["", fill(f"Fed by {fed_by(indicator)}.", WIDTH)]
    if indicator.is_sent:
        lines.append(fill(f"Numerator: {indicator.numerator_words}.", WIDTH))
        lines += [fill(f"Denominator: {indicator.denominator_words}.", WIDTH)] if indicator.denominator_words else []
    lines.append(f"Source: {indicator.source.report}, {indicator.source.place}")
    return "\n".join(lines)


def _months(whole: pl.DataFrame, unit: str) -> list[str]:
    """The figures of each month, the newest first."""
    rows = [("Month", "As reported", "Restated")]
    for period in whole["period"].unique().sort(descending=True):
        month = {r["basis"]: r for r in whole.filter(pl.col("period") == period).iter_rows(named=True)}
        cells = (_value(month[b] | {"unit": unit}) if b in month else "–" for b in ("as_reported", "restated"))
        rows.append((words.period(period), *cells))
    return _columns(rows)


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows under each other: the first column to the left, the others to the right, as wide as what they hold."""
    first, *others = (max(len(cell) for cell in column) for column in zip(*rows, strict=True))
    return [
        row[0].ljust(first) + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], others, strict=True))
        for row in rows
    ]


def _cut(team: str) -> str:
    return team if len(team) <= TEAM else f"{team[: TEAM - 1]}…"


def _head(scorecard: Scorecard) -> list[str]:
    return [f"{scorecard.authority_name}, {words.period(scorecard.period)} (as reported)"]


def _news(scorecard: Scorecard) -> list[str]:
    """What moved, and what needs attention: as on top of the page."""
    here = Choice(period=scorecard.period)
    found = moves(scorecard, here)
    lines = ["", "What moved this month", "-" * 21]
    for move in found:
        said = f"{move.tag.shape} {move.tag.words}: {move.title}: {move.figure}, {move.why}."
        lines.append(fill(said, WIDTH, subsequent_indent="    "))
    chance = by_chance(scorecard)
    if not found:
        lines.append(fill(verdicts.nothing_moved(chance), WIDTH))
    lines += [fill(chance, WIDTH)] if chance else []
    points = [point.words for point in attention(scorecard, scorecard.rows.to_dicts())]
    return [*lines, "", fill(f"Needs attention: {' · '.join(points) or 'nothing'}", WIDTH)]


def _value(row: Mapping) -> str:
    if row["numerator"] is None:
        return "no return"
    if row["complete"] == 0:
        return "not available yet"
    if row["value"] is None:
        return "no cases"
    base = words.out_of(row["numerator"], row["denominator"], row["unit"])
    if verdicts.is_few(row["denominator"], row["unit"]):
        return base
    return words.figure(row["value"], row["unit"]) + (f" ({base})" if base else "")
