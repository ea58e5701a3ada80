"""The figures of a pack as a model of what its reader learns, and what of them may be printed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from data.errors import BadInput
from data.parts import SPLIT, parts
from indicators import catalogue
from indicators.disclosure.protection import Protection, protection

LEAST_BASE = 10  # under so many cases no percentage is printed
SHARES = ("percent",)
RATES = ("rate_per_10k", "rate_per_1k", "rate_per_100k")
COUNTS = ("numerator", "denominator", "unknown")
FIGURE = ("indicator", "period")
Figure = tuple[str, str]  # indicator, period


@dataclass(frozen=True)
class Known:
    """What earlier papers that anybody may have read say. `printed`: figure -> its counts and the paper's name;
    `hidden`: figures that they kept back."""

    printed: Mapping[Figure, tuple[Mapping[str, float | None], str]] = field(default_factory=dict)
    hidden: frozenset[Figure] = frozenset()


NOTHING = Known()


@dataclass(frozen=True)
class Protected:
    """`figures` are not printed at all; `unknowns` are printed without how many were not recorded. `certificate`: what
    was proved, without any number that is kept back."""

    figures: frozenset[Figure]
    unknowns: frozenset[Figure]
    certificate: Mapping[str, object]


def protected(history: pl.DataFrame, *, smallest: int, known: Known = NOTHING) -> Protected:
    """What must be kept back of the figures of the whole authority.

    In: the measures of the indicators that are printed (indicator, period, basis, numerator, denominator, value,
    unknown, complete, unit), every month and basis that any document names. `smallest`: the smallest count printed.
    Raises BadInput where an earlier paper makes protection impossible.
    """
    rows = history.filter((pl.col("breakdown") == "") & (pl.col("complete") == 1)).sort("indicator", "period", "basis")
    figures, unknowns, proved = set(), set(), []
    seen = set()
    for (period, _), of_month in sorted(rows.partition_by("period", "basis", as_dict=True).items()):
        month = of_month.drop("basis")
        if (alike := (period, *month.rows())) in seen:
            continue  # restated as it was reported
        seen.add(alike)
        hidden, blank, proof = _month(month.to_dicts(), period, smallest, known)
        figures |= hidden
        unknowns |= blank
        proved += proof
    return Protected(frozenset(figures), frozenset(unknowns - figures), _certificate(rows, figures, smallest, proved))


# ------------------------------------------------------------------------------------------------------


def _month(
    rows: list[dict], period: str, smallest: int, known: Known
) -> tuple[set[Figure], set[Figure], list[Protection]]:
    """One month on one basis: the figures to keep back, those whose unknown is kept back, and the proofs."""
    kept_back = {r["indicator"] for r in rows if _is_small(r, smallest) or (r["indicator"], period) in known.hidden}
    cells, printed, relations, fixed = {}, set(), [], {}
    for row in rows:
        name = row["indicator"]
        before, source = known.printed.get((name, period), ({}, ""))
        if _is_small(row, smallest) and before and all(before[c] == row[c] for c in ("numerator", "denominator")):
            raise BadInput(_told(name, period, source))
        for which in COUNTS:
            count = row[which]
            if count is None or count != int(count) or (which == "denominator" and row["unit"] in RATES):
                continue
            cell = f"{name}:{which}"
            cells[cell] = int(count)
            if which == "unknown" or name not in kept_back:
                printed.add(cell)
            if before.get(which) == count:
                fixed[cell] = source
        if row["unit"] in SHARES and {f"{name}:numerator", f"{name}:denominator"} <= cells.keys():
            rest = cells[f"{name}:denominator"] - cells[f"{name}:numerator"]
            if rest >= 0:
                cells[f"{name}:rest"] = rest
                relations.append([f"{name}:denominator", [f"{name}:numerator", f"{name}:rest"]])
    relations += _splits(cells) + _same(cells)
    sensitive = sorted(c for c, count in cells.items() if 0 < count < smallest)
    for cell in sensitive:
        if cell in fixed and cell in printed:
            raise BadInput(_told(cell.partition(":")[0], period, fixed[cell]))
    published = {c: cells[c] for c in sorted(printed) if c not in sensitive}
    hidden: set[str] = set()
    proofs = []
    while True:  # a figure goes as a whole, so what is hidden of it may ask for more
        case = {
            "threshold": smallest,
            "cells": cells,
            "relations": relations,
            "published": {c: v for c, v in published.items() if c not in hidden},
            "sensitive": sensitive,
            "fixed": {c: s for c, s in fixed.items() if c in published and c not in hidden},
        }
        proof = protection(case)
        more = _whole({*proof.hidden, *hidden}, cells) | set(proof.hidden)
        if more <= hidden:
            break
        hidden |= more
        proofs = [proof]
    gone = {c for c in cells if c not in published or c in hidden}
    figures = {(c.partition(":")[0], period) for c in gone if c.endswith((":numerator", ":denominator"))}
    blank = {(c.partition(":")[0], period) for c in gone if c.endswith(":unknown")}
    return figures | {(name, period) for name in kept_back}, blank, proofs


def _is_small(row: Mapping, smallest: int) -> bool:
    """Whether the figure itself says too much: a small count, all but a few of a group, or a group that is small."""
    n, d = row["numerator"], row["denominator"]
    if row["unit"] in SHARES:
        few = d is not None and 0 < d < LEAST_BASE
        return few or _small(n, smallest) or (d is not None and n is not None and _small(d - n, smallest))
    if row["unit"] == "count" or row["unit"] in RATES:
        return _small(n, smallest)
    return _small(d, smallest)  # an average of a few tells of each


def _small(count: float | None, smallest: int) -> bool:
    return count is not None and 0 < count < smallest


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


def _same(cells: Mapping[str, int]) -> list[list]:
    """Denominators, and counts of what is not recorded, that are one and the same: of indicators that count the same
    table, and equal."""
    first: dict[tuple[str, str, int], str] = {}
    found = []
    for cell, count in cells.items():
        name, _, which = cell.partition(":")
        if which in ("denominator", "unknown"):
            one = first.setdefault((catalogue.find(name).table, which, count), cell)
            if one != cell:
                found.append([one, [cell]])
    return found


def _whole(hidden: Iterable[str], cells: Mapping[str, int]) -> set[str]:
    """Every count of the figures of which one is hidden: a percentage is printed with both of its counts or not."""
    names = {c.partition(":")[0] for c in hidden if c.endswith((":numerator", ":denominator"))}
    return {f"{name}:{which}" for name in names for which in ("numerator", "denominator")} & cells.keys()


def _told(name: str, period: str, source: str) -> str:
    return (
        f"{name} of {period} has a count that must be kept back, but {source} has printed it. Withdraw that paper, or "
        "ask who is responsible for disclosure what may be said."
    )


def _certificate(
    rows: pl.DataFrame, hidden: Collection[Figure], smallest: int, proved: list[Protection]
) -> dict[str, object]:
    shown = rows.filter(~pl.struct(FIGURE).is_in([dict(zip(FIGURE, f, strict=True)) for f in hidden] or [None]))
    text = json.dumps(shown.select(*FIGURE, "basis", "numerator", "denominator").rows(), ensure_ascii=False)
    return {
        "smallest_count_printed": smallest,
        "figures": rows.select(FIGURE).unique().height,
        "figures_kept_back": len(hidden),
        "method": "docs/decisions/0013-disclosure.md",
        "proofs": len(proved),
        "proofs_hold": True,
        "published_sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
