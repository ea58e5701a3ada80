"""One month of a pack as a model of what its reader learns, and what of it may be printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from data.errors import BadInput
from data.parts import SPLIT, parts
from indicators import catalogue
from indicators.disclosure.figures import RATES, SHARES, Figure, Known, is_small, said, small, was_hidden
from indicators.disclosure.protection import Protection, protection

COUNTS = ("numerator", "denominator", "unknown")


def month(
    rows: list[dict],
    period: str,
    smallest: int,
    known: Known,
    over_months: Collection[Figure],
    same: Mapping[str, tuple[str, ...]],
    others: Sequence[dict] = (),
) -> tuple[set[Figure], set[Figure], list[Protection]]:
    """One month on one basis: the figures to keep back, those whose unknown is kept back, and the proofs.

    `over_months`: figures that are kept back because of other months (`runs`). `same`: counts that are one and the same
    (`figures.same_throughout`). `others`: the month's rows of indicators that only earlier papers speak of; what those
    kept back stays unknown too. Raises BadInput where an earlier paper has printed what must be kept back.
    """
    kept_back = {
        r["indicator"]
        for r in rows
        if is_small(r, smallest)
        or was_hidden((r["indicator"], period), r, known)
        or (r["indicator"], period) in over_months
    }
    cells, printed, relations, fixed = {}, set(), [], {}
    for row in (*rows, *others):
        name = row["indicator"]
        before, source = known.printed.get((name, period), ({}, ""))
        for which in COUNTS:
            count = row[which]
            if count is None or count != int(count) or (which == "denominator" and row["unit"] in RATES):
                continue
            cells[f"{name}:{which}"] = int(count)
            if count in said(before, which):
                fixed[f"{name}:{which}"] = source
        if row["unit"] in SHARES:
            relations += _rest(name, cells)
    for row in rows:
        name = row["indicator"]
        mine = {f"{name}:{which}" for which in COUNTS} & cells.keys()
        printed |= mine if name not in kept_back else {c for c in mine if c.endswith(":unknown")}
        both = {f"{name}:numerator", f"{name}:denominator"} <= fixed.keys()
        if both and is_small(row, smallest) and small(cells.get(f"{name}:rest"), smallest):
            raise BadInput(_told(name, period, fixed[f"{name}:numerator"]))
    printed |= fixed.keys()
    relations += _splits(cells) + _same(cells, same)
    theirs = {row["indicator"] for row in others}
    ours = {c for c in cells if c.partition(":")[0] not in theirs}
    told = ours | _linked(ours, relations, fixed)
    sensitive = sorted(c for c, count in cells.items() if 0 < count < smallest and c in told)
    for cell in sensitive:
        if cell in fixed:
            raise BadInput(_told(cell.partition(":")[0], period, fixed[cell]))
    published = {c: cells[c] for c in sorted(printed) if c not in sensitive}
    hidden: set[str] = set()
    proofs = []
    while True:  # a figure goes as a whole, so what is hidden of it may ask for more
        case = {
            "threshold": smallest,
            "cells": cells,
            "relations": relations,
            "published": {c: v for c, v in published.items() if c not in hidden or c in fixed},
            "sensitive": sensitive,
            "fixed": {c: s for c, s in fixed.items() if c in published},
        }
        try:
            proof = protection(case)
        except BadInput as problem:
            raise BadInput(f"{period}: {problem}") from problem
        more = _whole({*proof.hidden, *hidden}, cells) | set(proof.hidden)
        if more <= hidden:
            break
        hidden |= more
        proofs = [proof]
    gone = {c for c in ours if c not in published or c in hidden}
    figures = {(c.partition(":")[0], period) for c in gone if c.endswith((":numerator", ":denominator"))}
    blank = {(c.partition(":")[0], period) for c in gone if c.endswith(":unknown")}
    return figures | {(name, period) for name in kept_back}, blank, proofs


# ------------------------------------------------------------------------------------------------------


def _linked(cells: Collection[str], relations: Iterable[list], fixed: Collection[str]) -> set[str]:
    """The cells that are not in print and hang together with these by sums."""
    sums_of: dict[str, list[set[str]]] = {}
    for total, parts_of_it in relations:
        of_sum = {total, *parts_of_it} - set(fixed)
        for cell in of_sum:
            sums_of.setdefault(cell, []).append(of_sum)
    found: set[str] = set()
    waiting = list(cells)
    while waiting:
        for of_sum in sums_of.pop(waiting.pop(), ()):
            waiting += of_sum - found
            found |= of_sum
    return found


def _rest(name: str, cells: dict[str, int]) -> list[list]:
    """What is left of a share's denominator, and of that what is left when those not recorded are taken away: a reader
    takes both away. Each becomes a cell of its own."""
    n, d, unknown, rest = (f"{name}:{which}" for which in (*COUNTS, "rest"))
    if not {n, d} <= cells.keys() or cells[d] < cells[n]:
        return []
    cells[rest] = cells[d] - cells[n]
    found = [[d, [n, rest]]]
    if 0 < cells.get(unknown, 0) <= cells[rest]:
        recorded = f"{rest} without those not recorded"
        cells[recorded] = cells[rest] - cells[unknown]
        found.append([rest, [unknown, recorded]])
    return found


def _splits(cells: dict[str, int]) -> list[list]:
    """The sums between indicators that are so in these figures; what is left of a whole becomes a cell of its own."""
    wholes: dict[str, list[str]] = {}
    found = []
    for one in parts():
        whole, part = ":".join(one.whole), ":".join(one.part)
        if whole not in cells or part not in cells:
            continue
        if one.kind == SPLIT:
            wholes.setdefault(whole, []).append(part)
        elif cells[whole] >= cells[part]:
            rest = f"{whole} without {part} (never printed)"
            cells[rest] = cells[whole] - cells[part]
            found.append([whole, [part, rest]])
    return found + [[w, p] for w, p in wholes.items() if cells[w] == sum(cells[c] for c in p)]


def _same(cells: Mapping[str, int], same: Mapping[str, tuple[str, ...]]) -> list[list]:
    """Counts that are one and the same: those that were so in every month; denominators, and counts of what is not
    recorded, of indicators that count the same table, where they are equal."""
    found = [[c, [one]] for one, others in same.items() for c in others if one < c and {one, c} <= cells.keys()]
    first: dict[tuple[str, str, int], str] = {}
    for cell, count in cells.items():
        name, _, which = cell.partition(":")
        if which in ("denominator", "unknown"):
            one = first.setdefault((catalogue.find(name).table, which, count), cell)
            if one != cell and cell not in same.get(one, ()):
                found.append([one, [cell]])
    return found


def _whole(hidden: Iterable[str], cells: Mapping[str, int]) -> set[str]:
    """Every count of the figures of which one is hidden: a percentage is printed with both of its counts or not."""
    names = {c.partition(":")[0] for c in hidden if c.endswith((":numerator", ":denominator"))}
    return {f"{name}:{which}" for name in names for which in ("numerator", "denominator")} & cells.keys()


def _told(name: str, period: str, source: str) -> str:
    return (
        f"{name} of {period} has a count that must be kept back, but {source} has printed it. Leave it out of this "
        "panel's papers, or ask who is responsible for disclosure what may be said."
    )
