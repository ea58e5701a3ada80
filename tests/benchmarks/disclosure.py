"""Protection of random tables and of months in a row, each attacked by another method than chose the cells."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from fractions import Fraction

from indicators.disclosure import audit, protect

TABLES, AREAS, SHARES, SEQUENCES = 500, 100, 100, 100


def table(chance: random.Random, rows: int, columns: int, threshold: int = 6) -> dict:
    """A table with its totals, most of its counts small."""
    cells, relations = {}, []
    for r in range(rows):
        for c in range(columns):
            cells[f"r{r}c{c}"] = min(int(chance.gammavariate(0.8, 14)), 90)
    lines = [(f"r{r}T", [f"r{r}c{c}" for c in range(columns)]) for r in range(rows)]
    lines += [(f"Tc{c}", [f"r{r}c{c}" for r in range(rows)]) for c in range(columns)]
    for total, parts in lines:
        cells[total] = sum(cells[p] for p in parts)
        relations.append([total, parts])
    cells["TT"] = sum(cells[f"r{r}T"] for r in range(rows))
    relations += [["TT", [f"r{r}T" for r in range(rows)]], ["TT", [f"Tc{c}" for c in range(columns)]]]
    return _case(cells, relations, threshold)


def months(chance: random.Random, length: int = 24, threshold: int = 6) -> dict:
    """Monthly counts with the year to date from April, and the rolling twelve months."""
    cells = {f"m{n}": int(chance.gammavariate(1.5, 5)) for n in range(length)}
    relations = []
    for n in range(length):
        begun = n - n % 12
        if n > begun:
            cells[f"ytd{n}"] = sum(cells[f"m{k}"] for k in range(begun, n + 1))
            relations.append([f"ytd{n}", [f"ytd{n - 1}" if n - 1 > begun else f"m{begun}", f"m{n}"]])
        if n >= 11:
            cells[f"year{n}"] = sum(cells[f"m{k}"] for k in range(n - 11, n + 1))
            relations.append([f"year{n}", [f"m{k}" for k in range(n - 11, n + 1)]])
    return _case(cells, relations, threshold)


def areas(chance: random.Random, threshold: int = 6) -> dict:
    """Teams within areas within the authority."""
    cells, relations, totals = {}, [], []
    for area in range(chance.randint(2, 4)):
        teams = [f"t{area}_{n}" for n in range(chance.randint(2, 5))]
        cells |= {team: min(int(chance.gammavariate(0.8, 14)), 90) for team in teams}
        cells[f"area{area}"] = sum(cells[t] for t in teams)
        relations.append([f"area{area}", teams])
        totals.append(f"area{area}")
    cells["all"] = sum(cells[t] for t in totals)
    return _case(cells, [*relations, ["all", totals]], threshold)


def shares(chance: random.Random, threshold: int = 6) -> dict:
    """A share by team, with those who are left and what each comes to."""
    cells, relations, ratios = {}, [], []
    teams = range(chance.randint(2, 6))
    for t in teams:
        of = chance.randint(1, 60)
        n = chance.randint(0, of)
        cells |= {f"of{t}": of, f"n{t}": n, f"rest{t}": of - n}
        relations.append([f"of{t}", [f"n{t}", f"rest{t}"]])
        ratios.append({"num": f"n{t}", "den": f"of{t}", "pct": float(round(Fraction(100 * n, of), 1)), "dp": 1})
    for which in ("of", "n", "rest"):
        cells[f"{which}T"] = sum(cells[f"{which}{t}"] for t in teams)
        relations.append([f"{which}T", [f"{which}{t}" for t in teams]])
    return _case(cells, [*relations, ["ofT", ["nT", "restT"]]], threshold) | {"ratios": ratios}


def _case(cells: dict, relations: list, threshold: int) -> dict:
    sensitive = [name for name, count in cells.items() if 0 < count < threshold]
    return {
        "threshold": threshold,
        "cells": cells,
        "relations": relations,
        "published": {name: count for name, count in cells.items() if name not in sensitive},
        "sensitive": sensitive,
    }


def attacked(case: dict, hidden: set[str]) -> Iterator[str]:
    """What an attacker narrows down: the bounds of each sensitive cell by linear programming over what is left in
    print, which never gives more away than is so."""
    import numpy as np
    from scipy.optimize import linprog

    names = list(case["cells"])
    place = {name: n for n, name in enumerate(names)}
    left = {name: v for name, v in case["published"].items() if name not in hidden}
    equal = np.zeros((len(case["relations"]), len(names)))
    for row, (total, parts) in enumerate(case["relations"]):
        equal[row, place[total]] = -1
        for part in parts:
            equal[row, place[part]] += 1
    bounds = [(left[n], left[n]) if n in left else (0, None) for n in names]
    for name in case["sensitive"]:
        ends = []
        for way in (1, -1):
            aim = np.zeros(len(names))
            aim[place[name]] = way
            answer = linprog(aim, A_eq=equal, b_eq=np.zeros(len(equal)), bounds=bounds, method="highs-ipm")
            ends.append(way * answer.fun if answer.status == 0 else np.inf)
        if ends[0] > 1 + 1e-6 or ends[1] < case["threshold"] - 1 - 1e-6:
            yield f"{name} lies between {ends[0]:.1f} and {ends[1]:.1f}"
    for total, parts in case["relations"]:
        gone = [p for p in parts if p not in left]
        if len(gone) > 1 and total in left and 0 < sum(case["cells"][p] for p in gone) < case["threshold"]:
            yield f"{' + '.join(gone)} is a small count"


def main(scale: int = 100) -> None:
    """All of them, or so many in a hundred."""
    chance, taken, hidden, cells, broken = random.Random(1), [], 0, 0, 0
    tables, of_areas, of_shares, sequences = (max(1, n * scale // 100) for n in (TABLES, AREAS, SHARES, SEQUENCES))
    cases = [table(chance, chance.randint(3, 6), chance.randint(3, 5)) for _ in range(tables)]
    cases += [areas(chance) for _ in range(of_areas)] + [shares(chance) for _ in range(of_shares)]
    cases += [months(chance) for _ in range(sequences)]
    for case in cases:
        began = time.perf_counter()
        found = protect(case)
        taken.append(time.perf_counter() - began)
        hidden, cells = hidden + len(found), cells + len(case["cells"])
        left = case | {"published": {n: v for n, v in case["published"].items() if n not in found}}
        left["ratios"] = [r for r in case.get("ratios", ()) if not {r["num"], r["den"]} & found]
        broken += audit(left) != "safe" or any(attacked(case, found))
    taken.sort()
    print(
        f"disclosure: {tables} tables, {of_areas} of areas, {of_shares} of shares and {sequences} runs of 24 months "
        f"protected, {broken} broken by attack; half within {1000 * taken[len(taken) // 2]:.0f} ms, the slowest "
        f"{taken[-1]:.1f} s; {100 * hidden / cells:.0f}% of cells hidden"
    )


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))
