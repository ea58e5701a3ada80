"""What months in a row give away together: of a rolling year or a year to date, what happened in one month alone.

A year to date less that of the month before is the month's own count. A rolling year less that of the month before is
the month that came in less the month that went out; over two years of a rare event that may fix every month.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from data import periods
from indicators.disclosure.protection import Protection, protection
from indicators.model import FINANCIAL_YEAR, ROLLING_12, SCHOOL_YEAR, Basis

YEAR = 12
BEGINS = {FINANCIAL_YEAR: 4, SCHOOL_YEAR: 9}  # the month in which a year to date begins


def covers(basis: Basis) -> bool:
    """Whether figures on this basis tell of months that they do not name."""
    return basis is ROLLING_12 or basis in BEGINS


def kept_back(
    basis: Basis,
    counts: Mapping[str, float],
    hidden: Collection[str],
    fixed: Mapping[str, str],
    smallest: int,
) -> tuple[set[str], list[Protection]]:
    """The months whose figure must be kept back too, so that no month alone is known to be small; and the proofs.

    `counts`: month -> the count over its rolling year or its year to date. `hidden`: months kept back already. `fixed`:
    months that an earlier paper printed, with its name. Raises BadInput where that makes protection impossible.
    """
    if any(count != int(count) or count < 0 for count in counts.values()):
        return set(), []  # not a count of people: nobody can be told from it
    whole = {month: int(count) for month, count in sorted(counts.items())}
    found, proofs = set(), []
    for cells, relations, goal in _models(basis, whole, smallest):
        asked = {
            "threshold": smallest,
            "cells": cells,
            "relations": relations,
            "published": {m: v for m, v in cells.items() if m in whole and m not in hidden},
            "sensitive": [],
            "fixed": {m: s for m, s in fixed.items() if m in cells and m not in hidden},
        }
        proof = protection(asked | goal)
        found |= {m for m in proof.hidden if m in whole} - set(hidden)
        proofs.append(proof)
    return found, proofs


# ------------------------------------------------------------------------------------------------------


def _models(basis: Basis, counts: Mapping[str, int], smallest: int) -> Iterator[tuple[dict, list, dict]]:
    """Cells, sums and what to protect, of each stretch of months."""
    if basis in BEGINS:
        for stretch in _stretches(counts, lambda month: int(month[5:]) == BEGINS[basis]):
            yield from _to_date(stretch, counts, smallest)
    elif basis is ROLLING_12:
        for stretch in _stretches(counts):
            yield from _rolling(stretch, counts, smallest)


def _stretches(counts: Iterable[str], begins=lambda month: False) -> list[list[str]]:
    """Runs of months that follow each other; a month that `begins` something starts another."""
    found: list[list[str]] = []
    for month in counts:
        follows = found and periods.shift(found[-1][-1], 1) == month
        if follows and not begins(month):
            found[-1].append(month)
        else:
            found.append([month])
    return [run for run in found if len(run) > 1]


def _to_date(run: list[str], counts: Mapping[str, int], smallest: int) -> Iterator[tuple[dict, list, dict]]:
    """A small count of one month is protected like any other. A year to date that falls is no sum of months."""
    cells, relations, small = {m: counts[m] for m in run}, [], []
    for before, month in pairwise(run):
        if counts[month] >= counts[before]:
            alone = f"{month} alone"
            cells[alone] = counts[month] - counts[before]
            relations.append([month, [before, alone]])
            if 0 < cells[alone] < smallest:
                small.append(alone)
    if small:
        yield cells, relations, {"sensitive": [*small, *(m for m in run if 0 < counts[m] < smallest)]}


def _rolling(run: list[str], counts: Mapping[str, int], smallest: int) -> Iterator[tuple[dict, list, dict]]:
    """That no month alone is known to be small, though never printed.

    The months that lie twelve apart are a chain: what they differ by is in print, only how high the chain stands is
    not. Each stands as low as it can without a count below 0; `spare` is left for one of them or more.
    """
    first = periods.shift(run[0], 1 - YEAR)
    alone = {m: 0 for m in periods.between(first, run[-1])}
    for before, month in pairwise(run):
        alone[month] = alone[periods.shift(month, -YEAR)] + counts[month] - counts[before]
    for start in periods.between(first, run[0]):
        chain = [m for m in alone if (periods.index(m) - periods.index(start)) % YEAR == 0]
        lowest = min(alone[m] for m in chain)
        alone |= {m: alone[m] - lowest for m in chain}
    spare = counts[run[0]] - sum(alone[m] for m in periods.between(first, run[0]))
    if spare < 0 or all(not low or low + spare >= smallest for low in alone.values()):
        return  # corrected between two months, so no sum; or room enough for every month
    for month in [m for m in alone if (periods.index(m) - periods.index(first)) % YEAR == 0]:
        alone[month] += spare
    cells = {m: counts[m] for m in run} | {f"{m} alone": n for m, n in alone.items()}
    relations = [[m, [f"{p} alone" for p in periods.between(periods.shift(m, 1 - YEAR), m)]] for m in run]
    small = [m for m in run if 0 < counts[m] < smallest]
    yield cells, relations, {"latent": [f"{m} alone" for m in alone], "sensitive": small}
