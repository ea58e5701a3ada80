"""A pack on two pages: what moved and what is off target, then every indicator in a line, as far as there is room."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import words
from dashboard.outputs.pack import Pack, Section
from dashboard.outputs.states import Cell
from dashboard.outputs.travel import Travel
from dashboard.words import Tag

MOST_LINES = 44  # of the second page
MOST_NEWS = 8  # of each list of the first


@dataclass(frozen=True)
class Short:
    """One indicator in a line."""

    title: str
    latest: Cell
    year_ago: Cell
    rating: Tag
    target: str
    travel: Travel
    neighbours: str


@dataclass(frozen=True)
class Brief:
    """What the two pages print. `*_words`: how many are not shown, where not all are."""

    shown_moves: int
    more_moves: str
    off_target: tuple[Short, ...]
    more_off_target: str
    remarks: tuple[tuple[str, str, str], ...]  # title, text, author
    lines: tuple[Short, ...]
    more_lines: str
    month_short: str
    year_ago: str


def brief(pack: Pack) -> Brief:
    """The two pages of a pack. Where there are more indicators than lines, those that moved or miss their target come
    first; the order is that of the pack."""
    off = [s for s in pack.sections if s.line.head.rag == words.RAG["off_target"]]
    moved = {m.indicator for m in pack.moves}

    def place(section: Section) -> int:
        rating = section.line.head.rag
        if section.line.id in moved or rating == words.RAG["off_target"]:
            return 0
        return 1 if rating == words.RAG["close_to_target"] else 2 if section.line.cells[-1].value is not None else 3

    first = sorted(pack.sections, key=place)[:MOST_LINES]
    kept = {s.line.id for s in first}
    lines = [s for s in pack.sections if s.line.id in kept]
    *_, latest = pack.columns
    return Brief(
        shown_moves=MOST_NEWS,
        more_moves=_more(len(pack.moves), "moved"),
        off_target=tuple(map(_short, off[:MOST_NEWS])),
        more_off_target=_more(len(off), "are off target"),
        remarks=tuple((s.line.title, s.remark.text, s.remark.author) for s in pack.sections if s.remark)[:3],
        lines=tuple(map(_short, lines)),
        more_lines=_left_out(len(pack.sections)),
        month_short=words.period_short(latest),
        year_ago=words.period_short(pack.columns[1]),
    )


# ------------------------------------------------------------------------------------------------------


def _short(section: Section) -> Short:
    line = section.line
    median = line.neighbours
    near = f"{median.words} ({median.short})" if median.value is not None else ""
    return Short(line.title, line.cells[-1], line.cells[1], line.head.rag, line.head.target, line.travel, near)


def _more(of: int, what: str) -> str:
    return f"{words.count(of - MOST_NEWS)} more {what}: see the pack in full." if of > MOST_NEWS else ""


def _left_out(of: int) -> str:
    if of <= MOST_LINES:
        return ""
    return (
        f"{MOST_LINES} of {words.count(of)} indicators have room here: first those that moved or miss their target. "
        "The pack in full has all."
    )
