"""The cells of a table that one month's figure fills, the same for months and for teams."""

from __future__ import annotations

from dashboard import components, words
from dashboard.components import Column
from dashboard.views.figures import Figure
from dashboard.words import verdicts


def value(figure: Figure, unit: str) -> list | str:
    """The figure, or a dash with the reason for those who listen."""
    if figure.value is not None:
        return verdicts.share(figure.value, figure.numerator, figure.denominator, unit)
    return ["–", components.hidden(words.status(figure.state))]


def unknown(figure: Figure) -> str:
    """How many were not recorded."""
    return "–" if figure.unknown is None else words.count(figure.unknown)


def parts(unit: str) -> list[Column]:
    """The columns of what the figure is made of; none for a count."""
    if unit == "count":
        return []
    return [Column("Numerator", numbers=True), Column("Denominator", numbers=True)]


def part_cells(figure: Figure, unit: str) -> list[str]:
    """The cells of the columns of `parts`."""
    if unit == "count":
        return []
    return ["–" if v is None else words.count(v) for v in (figure.numerator, figure.denominator)]
