"""A pack in plain words on one page, for young people and members: what goes well, what must get better.

It is written from the pack, so it says nothing that the pack keeps back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard import words
from dashboard.outputs.pack import Pack, Section
from dashboard.outputs.states import WITHHELD
from dashboard.words import plain as plain_words
from indicators import catalogue
from indicators.model import Tag

MOST = 4  # of each group: there is one page
FIRST = (Tag.OUTCOME, Tag.QUALITY, Tag.COMPLIANCE, Tag.DEMAND)  # what matters to a reader first
WELL, BETTER, ALSO = "What is going well", "What needs to get better", "Also good to know"
EXPLAINED = (plain_words.TARGET, plain_words.CHANGE, plain_words.ALIKE)


@dataclass(frozen=True)
class Saying:
    """One indicator in plain words: its figure, what it means, and a line each on target, change and others."""

    indicator: str
    title: str
    figure: str
    about: str  # `about 34 in every 100`; empty where the figure says it
    meaning: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Plain:
    """The page: groups of sayings, what the words mean, and what is not shown."""

    title: str
    lead: str
    groups: tuple[tuple[str, tuple[Saying, ...]], ...]
    explained: tuple[tuple[str, str], ...]
    kept_back: str


def plain(pack: Pack) -> Plain:
    """The page of a pack. Each indicator stands in one group at most."""
    shown = [s for s in pack.sections if s.line.cells[-1].value is not None]
    moved = {m.indicator: at for at, m in enumerate(pack.moves)}
    well, better, other = [], [], []
    for section in shown:
        (better if _must_improve(section) else well if _goes_well(section) else other).append(section)
    groups = tuple(
        (name, tuple(_saying(s) for s in _chosen(of, moved)))
        for name, of in ((WELL, well), (BETTER, better), (ALSO, other))
    )
    hidden = sum(s.line.cells[-1].state == "suppressed" for s in pack.sections)
    return Plain(
        title=f"{pack.panel}: {pack.month} in plain words",
        lead=pack.title_page or f"How children’s services are doing at {pack.council}.",
        groups=groups,
        explained=EXPLAINED,
        kept_back=plain_words.kept_back(hidden, WITHHELD),
    )


# ------------------------------------------------------------------------------------------------------


def _must_improve(section: Section) -> bool:
    line = section.line
    return line.head.rag == words.RAG["off_target"] or line.travel.words == "Worsening"


def _goes_well(section: Section) -> bool:
    """On target; or improving, where no target is missed."""
    line = section.line
    improves = line.travel.words == "Improving" and line.head.rag == words.RAG["no_target"]
    return line.head.rag == words.RAG["on_target"] or improves


def _chosen(sections: Sequence[Section], moved: dict[str, int]) -> Iterable[Section]:
    """Those that moved first, then outcomes before processes, then in the order of the pack; shown in that order."""

    def place(section: Section) -> tuple:
        tags = catalogue.find(section.line.id).tags
        kind = min((FIRST.index(t) for t in tags if t in FIRST), default=len(FIRST))
        return moved.get(section.line.id, len(moved)), kind

    return sorted(sections, key=place)[:MOST]


def _saying(section: Section) -> Saying:
    line, head = section.line, section.line.head
    said = [plain_words.target(head.rag, head.target), _travelled(section)]
    if section.neighbours is not None:
        near = line.neighbours
        said.append(f"{plain_words.like_us(near.words)} ({near.short.removesuffix(', stale')}).")
    meaning = next(" ".join(d.words) for d in section.about if d.term == "What it means")
    return Saying(line.id, line.title, line.cells[-1].words, _about(section), meaning, tuple(filter(None, said)))


def _travelled(section: Section) -> str:
    travel = section.line.travel
    return plain_words.travelled(travel.words) if travel.tag is not None else ""


def _about(section: Section) -> str:
    """What the figure comes to in people, in a few words."""
    cell, unit = section.line.cells[-1], section.line.unit
    if unit == "percent" and cell.words.endswith("%"):
        return plain_words.in_every_100(cell.value)
    return plain_words.for_every(unit)
