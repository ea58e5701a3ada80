"""The figures of papers as counts of people: which of them are small, which are one and the same, what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

LEAST_BASE = 10  # under so many cases no percentage is printed
DISTINCT = 3  # as many counts that differ make it sure that two series are one
SHARES = ("percent",)
RATES = ("rate_per_10k", "rate_per_1k", "rate_per_100k")
Figure = tuple[str, str]  # indicator, period


@dataclass(frozen=True)
class Known:
    """What earlier papers that anybody may have read say. `printed`: figure -> its counts and the paper's name;
    `hidden`: figures that they kept back."""

    printed: Mapping[Figure, tuple[Mapping[str, float | None], str]] = field(default_factory=dict)
    hidden: frozenset[Figure] = frozenset()


NOTHING = Known()


def is_small(row: Mapping, smallest: int) -> bool:
    """Whether the figure itself says too much: a small count, all but a few of a group, or a group that is small."""
    n, d = row["numerator"], row["denominator"]
    if row["unit"] in SHARES:
        few = d is not None and 0 < d < LEAST_BASE
        return few or small(n, smallest) or (d is not None and n is not None and small(d - n, smallest))
    if row["unit"] == "count" or row["unit"] in RATES:
        return small(n, smallest)
    return d is None or small(d, smallest)  # an average of a few tells of each; of how many a median is, nobody knows


def small(count: float | None, smallest: int) -> bool:
    return count is not None and 0 < count < smallest


def counts(row: Mapping) -> dict[str, float]:
    """The counts of people of a figure: both sides of a share and what is left, those whom an average is of."""
    n, d, unit = row.get("numerator"), row.get("denominator"), row["unit"]
    if unit in SHARES:
        found = {"numerator": n, "denominator": d, "rest": None if n is None or d is None or d < n else d - n}
    else:
        found = {"numerator": n} if unit == "count" or unit in RATES else {"denominator": d}
    return {which: count for which, count in found.items() if count is not None}


def said(before: Mapping, which: str) -> set[float]:
    """What an earlier paper printed of a count, as reported and restated."""
    if which == "rest":
        pairs = [(before.get(f"{b}numerator"), before.get(f"{b}denominator")) for b in ("", "restated_")]
        return {d - n for n, d in pairs if n is not None and d is not None}
    return {before[key] for key in (which, f"restated_{which}") if before.get(key) is not None}


def was_hidden(figure: Figure, row: Mapping, known: Known) -> bool:
    """Whether earlier papers kept it back, all of them."""
    before, _ = known.printed.get(figure, ({}, ""))
    return figure in known.hidden and row["numerator"] not in said(before, "numerator")


def same_throughout(rows: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Count -> all those that are equal to it in every month that both have, itself among them. A reader sees that they
    are the same, whatever they are called; a few months of few people may agree by chance."""
    seen: dict[str, dict] = {}
    for row in rows.to_dicts():
        for which, count in (counts(row) | {"unknown": row["unknown"]}).items():
            seen.setdefault(f"{row['indicator']}:{which}", {})[row["period"], row["basis"]] = count
    groups: list[list[str]] = []
    for cell, by_month in sorted(seen.items(), key=lambda item: (-len(item[1]), item[0])):
        mine = next((g for g in groups if all(_agree(by_month, seen[other]) for other in g)), None)
        if mine is None:
            groups.append([cell])
        else:
            mine.append(cell)
    return {cell: tuple(sorted(cells)) for cells in groups if len(cells) > 1 for cell in cells}


def _agree(one: Mapping, other: Mapping) -> bool:
    """Whether two counts are equal in every month that both have, and in enough of them that differ."""
    distinct = set()
    for month, count in one.items():
        if month in other:
            if other[month] != count:
                return False
            distinct.add(count)
    return len(distinct - {0, None}) >= DISTINCT
