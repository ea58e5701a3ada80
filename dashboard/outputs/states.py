"""A month's figure as a pack prints it, and the words that stand where there is none."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import words
from dashboard.views.figures import Figure
from dashboard.words import verdicts

WITHHELD = "[c]"  # the one sign for what is kept back, whatever the reason
STATE_WORDS = {
    "no_data": "No return", "no_cases": "No cases", "part_year": "Not available", "suppressed": WITHHELD,
    "not_yet_due": "Not yet due",
}  # fmt: skip


@dataclass(frozen=True)
class Month:
    """One month of the history: as reported, and as restated."""

    period: str
    reported: Figure
    restated: Figure

    @property
    def differs(self) -> bool:
        """Whether later returns changed the figure; a part-year figure is not shown, so it cannot differ."""
        return self.reported.state != "part_year" and self.reported.value != self.restated.value


@dataclass(frozen=True)
class Cell:
    """A printed figure: `value` is None where there is none, and `words` then says why."""

    words: str
    value: float | None
    state: str


@dataclass(frozen=True)
class Compared:
    """A published figure to compare with. `of`: how many neighbours it rests on. `year`: as it is printed."""

    words: str
    value: float | None
    of: str = ""
    year: str = ""
    stale: bool = False
    short: str = ""  # the year where there is no room for its age


def cell(figure: Figure, unit: str) -> Cell:
    """A month's figure as it is printed: under ten cases `3 of 7` and no percentage."""
    if figure.value is None:
        return Cell(STATE_WORDS[figure.state], None, figure.state)
    shown = verdicts.share(figure.value, figure.numerator, figure.denominator, unit)
    return Cell(shown, figure.value, figure.state)


def made_of(figure: Figure, unit: str) -> str:
    """How the figure is made up, beside it; empty where there is none, and where the figure itself says so."""
    if figure.value is None or verdicts.is_few(figure.denominator, unit):
        return ""
    return words.out_of(figure.numerator, figure.denominator, unit)


def symbol_of(state: str) -> str:
    """A published symbol as it stands in a table: `[c]`; words where the publisher prints no letter."""
    letter, meaning = words.SYMBOLS.get(state, ("–", state.replace("_", " ")))
    return meaning if letter == "–" else f"[{letter}]"
