"""What moved this month, and what needs attention: the news on top of the scorecard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard import words
from dashboard.views.choice import Choice
from dashboard.views.direction import direction
from dashboard.words import Tag, aims, verdicts
from indicators import moved
from indicators.scorecard import Scorecard

OVERDUE = {
    "assessment_open_overdue_count": ("assessment overdue", "assessments overdue"),
    "s47_open_over_15wd_count": ("section 47 enquiry overdue", "section 47 enquiries overdue"),
}
SHOWN = 8  # of what moved; the others are folded away


@dataclass(frozen=True)
class Move:
    """One real change: which way and whether that is good, the indicator with its figure, and what it rests on."""

    tag: Tag
    title: str
    address: str
    figure: str
    why: str


@dataclass(frozen=True)
class Point:
    """Something that needs attention, with where to read on."""

    words: str
    address: str = ""


def moves(card: Scorecard, here: Choice) -> tuple[Move, ...]:
    """The real changes of the month, the weightiest first."""
    return tuple(_move(row, here) for row in moved.moved(card.rows).to_dicts())


def by_chance(card: Scorecard) -> str:
    """How many would be listed though nothing changed; empty where nothing can be judged."""
    judged, alarms = moved.expected(card.rows)
    return verdicts.by_chance(judged, alarms) if judged else ""


def attention(card: Scorecard, rows: Iterable[Mapping], overdue: int | None = None) -> Iterable[Point]:
    """What needs attention: long off target, off target, overdue, not in. `overdue`: the cases of all timed processes
    that are open beyond their time, where that is known."""
    here, rows = Choice(period=card.period), list(rows)
    after = words.plural(card.escalate_after, "month")
    long = sum(r["months_off"] >= card.escalate_after for r in rows)
    if long:
        yield Point(f"{words.plural(long, 'indicator')} off target for {after} or more", here.address(show="lasting"))
    concern = sum(r["months_concern"] >= card.escalate_after > r["months_off"] for r in rows)
    if concern:
        yield Point(f"{concern} worse than usual for {after} or more", here.address(show="lasting"))
    off = sum(r["rag"] == "off_target" for r in rows)
    if off > long:
        said = f"{off} off target in all" if long else f"{words.plural(off, 'indicator')} off target"
        yield Point(said, here.address(rating="off_target"))
    yield from _overdue(rows, here)
    if overdue:
        yield Point(f"{words.number(overdue, 0)} overdue in all timed work", here.address("/timeliness"))
    if card.missing:
        lists = words.joined(words.list_name(name) for name in card.missing)
        yield Point(f"{words.plural(len(card.missing), 'return')} not yet in: {lists}")


# ------------------------------------------------------------------------------------------------------


def _overdue(rows: Iterable[Mapping], here: Choice) -> Iterable[Point]:
    """The cases open beyond their time that have an indicator of their own."""
    for row in rows:
        if row["indicator"] in OVERDUE and row["status"] == "ok" and row["value"]:
            address = here.address(f"/indicator/{row['indicator']}")
            yield Point(words.plural(row["value"], *OVERDUE[row["indicator"]]), address)


def _move(row: Mapping, here: Choice) -> Move:
    figure, _ = aims.beside(row["value"], row)
    made_of = words.out_of(row["numerator"], row["denominator"], row["unit"])
    if verdicts.is_few(row["denominator"], row["unit"]):
        figure, made_of = made_of, ""
    found = direction(row)
    return Move(
        tag=found.tag,
        title=row["title"],
        address=here.address(f"/indicator/{row['indicator']}"),
        figure=f"{figure} ({made_of})" if made_of else figure,
        why=_why(row, found.why),
    )


def _why(row: Mapping, why: str) -> str:
    """What the change rests on: the chart's words, or the size of a tested difference."""
    if row["direction_by"] != "difference":
        return why
    way = "up" if row["difference"] > 0 else "down"
    since = words.period_short(row["compared_period"])
    return f"{way} {words.difference(row['difference'], row['unit'])} since {since}, more than chance would make"
