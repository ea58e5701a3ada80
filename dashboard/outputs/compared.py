"""Two snapshots side by side: the figures that both print and that differ, and what only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard import downloads
from dashboard.outputs.earlier import Earlier, says_same
from dashboard.outputs.notes import difference
from dashboard.views.figures import Figure
from data.snapshots import Snapshot

COLUMNS = (
    "indicator", "title", "period", "unit", "first_numerator", "first_denominator", "first_value", "first_state",
    "second_numerator", "second_denominator", "second_value", "second_state", "definition_changed",
)  # fmt: skip


@dataclass(frozen=True)
class Differing:
    """A figure that two snapshots print differently. `difference`: how the second stands to the first; empty where
    either has no number. `redefined`: whether the indicator's definition is another in the second."""

    indicator: str
    title: str
    unit: str
    period: str
    first: Figure
    second: Figure
    difference: str
    redefined: bool


@dataclass(frozen=True)
class Compared:
    """What two snapshots have in common and what not. `both`: how many figures both print. `only_*`: titles of
    indicators that one of them prints alone; `months_*`: months that it alone prints, of the indicators in both."""

    both: int
    differing: tuple[Differing, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    months_first: tuple[str, ...]
    months_second: tuple[str, ...]


def compared(first: Snapshot, second: Snapshot) -> Compared:
    """The second snapshot beside the first, by indicator in its order, the newest month first.

    Raises NotFound and StoreError where the figures of either cannot be read.
    """
    titles = [{i["indicator"]: i for i in one.figures()["indicators"]} for one in (first, second)]
    figures = [Earlier.of(one, {}).figures for one in (first, second)]
    shared = [i for i in titles[0] if i in titles[1]]
    both = figures[0].keys() & figures[1].keys()
    versions = [one.manifest["definition_versions"] for one in (first, second)]
    found = []
    for indicator in shared:
        known = titles[0][indicator]
        for period in sorted((p for i, p in both if i == indicator), reverse=True):
            before, after = (f[indicator, period] for f in figures)
            if not says_same(before, after):
                redefined = versions[0].get(indicator) != versions[1].get(indicator)
                said = difference(before, after, known["unit"])
                found.append(
                    Differing(indicator, known["title"], known["unit"], period, before, after, said, redefined)
                )
    return Compared(
        len(both),
        tuple(found),
        _titles(titles[0], titles[1]),
        _titles(titles[1], titles[0]),
        _months(figures[0], figures[1], shared),
        _months(figures[1], figures[0], shared),
    )


def as_csv(found: Compared) -> str:
    """The figures that differ, as CSV for spreadsheets."""
    rows = []
    for one in found.differing:
        parts = {"indicator": one.indicator, "title": one.title, "period": one.period, "unit": one.unit}
        for which, of in (("first", one.first), ("second", one.second)):
            parts |= {f"{which}_{name}": getattr(of, name) for name in ("numerator", "denominator", "value", "state")}
        rows.append(parts | {"definition_changed": int(one.redefined)})
    return downloads.csv_text(COLUMNS, rows)


# ------------------------------------------------------------------------------------------------------


def _titles(mine: Mapping[str, Mapping], theirs: Mapping[str, Mapping]) -> tuple[str, ...]:
    return tuple(known["title"] for indicator, known in mine.items() if indicator not in theirs)


def _months(mine: Iterable[tuple[str, str]], theirs: Iterable[tuple[str, str]], shared: list[str]) -> tuple[str, ...]:
    mine, theirs = ({p for i, p in of if i in shared} for of in (mine, theirs))
    return tuple(sorted(mine - theirs, reverse=True))
