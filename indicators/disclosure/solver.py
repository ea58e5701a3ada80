"""Worlds: other counts that would print the very same papers, found by whole-number programming (HiGHS, in SciPy)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.disclosure.case import Case

World = Mapping[str, int]
AT_MOST, AT_LEAST = "at most", "at least"


@dataclass(frozen=True)
class Goal:
    """That the sum of these cells is at most, or at least, so much."""

    cells: tuple[str, ...]
    side: str
    bound: int

    def holds(self, world: World) -> bool:
        total = sum(world[c] for c in self.cells)
        return total <= self.bound if self.side == AT_MOST else total >= self.bound


def goals(case: Case) -> list[Goal]:
    """What must be possible for the papers to be safe: for each group, that it is 1 or fewer, and that it is one below
    the threshold or more; then none of 1 to the threshold has been ruled out."""
    low, high = min(1, case.threshold - 1), case.threshold - 1
    return [Goal(group, *side) for group in case.groups() for side in ((AT_MOST, low), (AT_LEAST, high))]


def world(case: Case, goal: Goal) -> World | None:
    """Counts that print what the case prints and reach the goal; None where there are none."""
    found = _solved(case, goal, {})
    if found is None or not all(rule.holds(found[0]) for rule in case.rules):
        return None  # the solver works with rounded numbers: what is not true to the last digit proves nothing
    return found[0]


def cheapest(case: Case, goal: Goal, cost: Mapping[str, float]) -> frozenset[str] | None:
    """The cheapest printed cells to hide so that the goal can be reached; None where hiding these does not help."""
    found = _solved(case, goal, cost)
    return found[1] if found else None


def _solved(case: Case, goal: Goal, cost: Mapping[str, float]) -> tuple[World, frozenset[str]] | None:
    """A variable for each cell of the part of the model that the goal touches, one more for each that may be hidden."""
    names = _touched(case, goal, cost)
    rules = [r for r in case.rules if not r.cells.isdisjoint(names)]
    if not rules and not any(c in case.printed for c in goal.cells):
        return _alone(case, goal), frozenset()

    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import lil_array

    cells = sorted(names | {name for r in rules for name in r.cells} | set(goal.cells))
    free = [c for c in cells if c in cost and c in case.printed]
    place = {name: n for n, name in enumerate(cells)}
    switch = {name: len(cells) + n for n, name in enumerate(free)}
    room = 4 * case.threshold + 2 * max((case.cells[c] for c in cells), default=0)
    low, high = np.zeros(len(cells) + len(free)), np.ones(len(cells) + len(free))
    for name in cells:
        fixed = name in case.printed and name not in switch
        low[place[name]], high[place[name]] = case.printed[name] if fixed else (0, case.cells[name] + room)
    matrix = lil_array((len(rules) + 1 + 2 * len(free), len(low)))
    least, most = np.full(matrix.shape[0], -np.inf), np.full(matrix.shape[0], np.inf)
    for row, rule in enumerate(rules):
        scale = max(abs(f) for _, f in rule.terms)
        for name, factor in rule.terms:
            matrix[row, place[name]] = float(factor / scale)
        least[row] = -np.inf if rule.low is None else float(rule.low / scale) - 1e-9
        most[row] = np.inf if rule.high is None else float(rule.high / scale) + 1e-9
    row = len(rules)
    for name in goal.cells:
        matrix[row, place[name]] = 1
    (most if goal.side == AT_MOST else least)[row] = goal.bound
    for n, name in enumerate(free):
        for row, end, away in ((len(rules) + 1 + 2 * n, 0, -1), (len(rules) + 2 + 2 * n, 1, 1)):
            matrix[row, place[name]], matrix[row, switch[name]] = 1, -away * room
            (least if away < 0 else most)[row] = case.printed[name][end]
    weights = np.array([*([0.0] * len(cells)), *(cost[name] for name in free)])
    answer = milp(
        weights,
        constraints=LinearConstraint(matrix.tocsr(), least, most),
        bounds=Bounds(low, high),
        integrality=np.ones(len(low)),
        options={"mip_rel_gap": 0},
    )
    if answer.x is None:
        return None
    counts = {name: round(answer.x[place[name]]) for name in cells}
    return dict(case.cells) | counts, frozenset(c for c in free if answer.x[switch[c]] > 0.5)


def _alone(case: Case, goal: Goal) -> World:
    """The goal reached by counts that nothing else is tied to."""
    first, *others = goal.cells
    return dict(case.cells) | dict.fromkeys(others, 0) | {first: goal.bound}


def _touched(case: Case, goal: Goal, cost: Mapping[str, float]) -> set[str]:
    """The cells that can be otherwise when the goal is reached: those linked to it through others that can."""
    can_move = {c for c in case.cells if c not in case.printed or c in cost or case.printed[c][0] != case.printed[c][1]}
    by_cell: dict[str, list[frozenset[str]]] = {}
    for rule in case.rules:
        for name in rule.cells:
            by_cell.setdefault(name, []).append(rule.cells)
    found, waiting = set(), list(goal.cells)
    while waiting:
        name = waiting.pop()
        if name in found or name not in can_move:
            continue
        found.add(name)
        waiting += [n for linked in by_cell.get(name, ()) for n in linked if n not in found]
    return found


def all_worlds(case: Case) -> Iterable[tuple[Goal, World | None]]:
    """Each goal with a world that reaches it."""
    return ((goal, world(case, goal)) for goal in goals(case))
