"""A pack on two pages: what moved and what is off target, then every indicator in a line, as far as there is room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard import words
from dashboard.outputs.pack import Pack, Section
from dashboard.outputs.states import Cell
from dashboard.outputs.travel import Travel
from dashboard.words import Tag

MOST_LINES = 44  # of the second page
MOST_LETTERS = 700  # of commentary on the first


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
    """What the two pages print; what moved is the pack's. `more_*`: how many are not shown, where not all are."""

    off_target: tuple[Short, ...]
    remarks: tuple[tuple[str, str, str], ...]  # title, text, author
    more_remarks: str
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

    first = sorted(range(len(pack.sections)), key=lambda at: place(pack.sections[at]))[:MOST_LINES]
    lines = [pack.sections[at] for at in sorted(first)]
    remarks = tuple(_remarks(pack))
    *_, latest = pack.columns
    return Brief(
        off_target=tuple(map(_short, off)),
        remarks=remarks,
        more_remarks=_more(len(pack.remarks) - len(remarks)),
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


def _remarks(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """As many remarks as there is room for, in the order of the pack."""
    room = MOST_LETTERS
    for section in pack.sections:
        if section.remark is not None:
            room -= len(section.line.title) + len(section.remark.text)
            if room < 0:
                return
            yield section.line.title, section.remark.text, section.remark.author


def _more(of: int) -> str:
    return f"{words.plural(of, 'more remark')} in the pack in full." if of else ""


def _left_out(of: int) -> str:
    if of <= MOST_LINES:
        return ""
    return (
        f"{MOST_LINES} of {words.count(of)} indicators have room here: first those that moved or miss their target. "
        "The pack in full has all."
    )
