"""Proof that papers are safe, checked by plain arithmetic: no solver, and nothing shared with what chose the cells.

A reader cannot tell the true counts from a world that prints the same papers. So two worlds are enough for each group:
one where it is 1 or fewer, and one where it is just below the threshold or more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

LEVELS = 3  # of totals within totals
CLOSE = 1e-9  # a mean is given in decimals


def faults(case: Mapping, hidden: set[str], worlds: Sequence[Mapping[str, int]]) -> list[str]:
    """What is wrong with the proof, in words; nothing where the papers are proved safe.

    `case`: in the form of the exchange. `hidden`: the cells that are not printed. `worlds`: counts of every cell.
    """
    threshold, said = case.get("threshold", 6), []
    printed = {name: value for name, value in case.get("published", case["cells"]).items() if name not in hidden}
    true = [w for w in worlds if not _contradictions(case, printed, w)]
    said += [f"world {n}: {_contradictions(case, printed, w)[0]}" for n, w in enumerate(worlds) if w not in true]
    for group in _groups(case, printed, threshold):
        sums = [sum(w[c] for c in group) for w in true]
        if not any(s <= 1 for s in sums) or not any(s >= threshold - 1 for s in sums):
            said.append(f"{' + '.join(group)} is not shown to be able to be anything from 1 to {threshold - 1}")
    for name in case.get("latent", ()):
        if not any(w[name] == 0 or w[name] >= threshold for w in true):
            said.append(f"{name} is not shown to be able to be none, or not small")
    return said


def _groups(case: Mapping, printed: Mapping, threshold: int) -> list[tuple[str, ...]]:
    """Each sensitive cell, and what is left of each sum when what is printed is taken away, where that is small."""
    small = [name for name, count in case["cells"].items() if 0 < count < threshold]
    groups = [(name,) for name in case.get("sensitive", small)]
    sums = case.get("relations", ())
    left = {frozenset(p for p in parts if p not in printed) for _, parts in sums}
    for _ in range(LEVELS):  # a total that is left stands for its own parts as well
        left |= {
            (group - {total}) | {p for p in parts if p not in printed}
            for group in left
            for total, parts in sums
            if total in group and group.isdisjoint(parts)
        }
    return groups + sorted(
        tuple(sorted(g)) for g in left if len(g) > 1 and 0 < sum(case["cells"][p] for p in g) < threshold
    )


def _contradictions(case: Mapping, printed: Mapping, world: Mapping[str, int]) -> list[str]:
    said = [f"{name} is {world[name]}" for name in case["cells"] if world[name] < 0 or world[name] != int(world[name])]
    for name, value in printed.items():
        low, high = (value["lo"], value["hi"]) if isinstance(value, Mapping) else (value, value)
        if not low <= world[name] <= high:
            said.append(f"{name} is {world[name]} and printed as {value}")
    for total, parts in case.get("relations", ()):
        if world[total] != sum(world[p] for p in parts):
            said.append(f"{total} is not the sum of {', '.join(parts)}")
    for ratio in case.get("ratios", ()):
        if ratio["num"] in printed and ratio["den"] in printed:
            half = Fraction(1, 2 * 10 ** ratio["dp"])
            off = abs(100 * world[ratio["num"]] - Fraction(str(ratio["pct"])) * world[ratio["den"]])
            if off > half * world[ratio["den"]]:
                said.append(f"{ratio['num']} of {ratio['den']} is not {ratio['pct']}%")
    for terms, low, high in case.get("extra", ()):
        if terms.keys() <= printed.keys():
            total = sum(factor * world[name] for name, factor in terms.items())
            if (low is not None and total < low - CLOSE) or (high is not None and total > high + CLOSE):
                said.append(f"what is worked out from {', '.join(terms)} is {total}")
    return said
