"""The direction of travel of a pack's lines, what moved in the month, and the year so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard import words
from dashboard.outputs.states import WITHHELD, Cell, Compared, Month
from dashboard.views import moved as news
from dashboard.views.choice import Choice
from dashboard.views.direction import Limits, direction, limits
from dashboard.words import Tag, verdicts
from data import periods
from indicators.model import COUNT, MONTH, PERCENT, Indicator
from indicators.moved import moved
from indicators.scorecard import Scorecard

YEAR_BEGINS = 4  # April


@dataclass(frozen=True)
class Travel:
    """Which way a figure moves, as a word and a shape, and what that rests on. `tag` is None where there is no figure,
    and where it is kept back, which `words` then says."""

    tag: Tag | None
    words: str
    why: str = ""
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Move:
    """One real change of the month."""

    indicator: str
    title: str
    tag: Tag
    figure: str
    why: str


def travel(row: Mapping) -> Travel:
    """The direction of one row of the scorecard. A figure without one is a figure whose earlier months are kept
    back: its mean and limits would tell of them."""
    if row["status"] != "ok":
        return Travel(None, "")
    found = direction(row)
    if found.tag is None:
        return Travel(None, WITHHELD)
    return Travel(found.tag, found.tag.words, found.why, found.sentences)


def drawn_limits(row: Mapping) -> Limits | None:
    """The mean and limits of a chart, no more exact than they are printed: a mean to the last digit would tell what no
    paper prints. None where no chart judges the figure."""
    found = limits(row) if row["status"] == "ok" and row["direction"] is not None else None
    if found is None:
        return None
    mean, lower, upper = (round(x, 1) for x in (found.mean, found.lower, found.upper))
    return replace(found, mean=mean, lower=lower, upper=upper)


def chart_words(found: Limits | None, median: Compared | None) -> str:
    """What stands for the mean and the limits of a chart, and for the neighbours' median, where they cannot be seen."""
    said = "" if found is None else f" The mean is {found.centre}; chance alone explains {found.usual}."
    if median is not None and median.value is not None:
        said += f" The median of the neighbours was {median.words} ({median.short})."
    return said


def moves(card: Scorecard) -> tuple[Move, ...]:
    """The real changes of the month, the weightiest first: the same as on the scorecard page."""
    which = moved(card.rows)["indicator"]
    return tuple(
        Move(indicator, m.title, m.tag, m.figure, m.why)
        for indicator, m in zip(which, news.moves(card, Choice()), strict=True)
    )


def moves_words(card: Scorecard, found: Sequence[Move]) -> tuple[str, ...]:
    """What to know beside them: how many would be listed by chance alone, and how many could not be judged."""
    chance = news.by_chance(card)
    hidden = sum(r["status"] == "ok" and r["direction"] is None for r in card.rows.to_dicts())
    said = [chance] if chance else []
    if not found and (chance or not hidden):
        said.insert(0, verdicts.nothing_moved(chance))
    if hidden:
        said.append(f"Of {words.plural(hidden, 'other')} nothing is said, because earlier months are kept back.")
    return tuple(said)


def so_far(defined: Indicator, months: Sequence[Month], period: str) -> tuple[Cell, str] | None:
    """The financial year to date with how it is made up, summed from the months as they are printed; None for figures
    that are not of single months, and where it would only repeat the month. Where a month is kept back, so is it."""
    if defined.basis is not MONTH or defined.unit not in (COUNT, PERCENT) or defined.numerator_counts_apart:
        return None
    since = periods.shift(period, -((periods.month_start(period).month - YEAR_BEGINS) % 12))
    by_period = {m.period: m.reported for m in months}
    wanted = [by_period.get(p) for p in periods.between(since, period)]
    if len(wanted) < 2 or any(f is None or f.state not in ("ok", "no_cases", "suppressed") for f in wanted):
        return None
    if any(f.state == "suppressed" for f in wanted):
        return Cell(WITHHELD, None, "suppressed"), ""
    if any(f.numerator is None or (defined.unit is PERCENT and f.denominator is None) for f in wanted):
        return None
    numerator = sum(f.numerator for f in wanted)
    if defined.unit is COUNT:
        return Cell(words.figure(numerator, "count"), numerator, "ok"), ""
    denominator = sum(f.denominator for f in wanted)
    if not denominator:
        return None
    value = 100 * numerator / denominator
    shown = verdicts.share(value, numerator, denominator, "percent")
    made_of = words.out_of(numerator, denominator, "percent")
    return Cell(shown, value, "ok"), "" if shown == made_of else made_of
