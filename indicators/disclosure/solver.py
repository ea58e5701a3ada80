"""Worlds: other counts that would print the very same papers, found by whole-number programming (HiGHS, in SciPy)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from indicators.disclosure.aside import printed_aside
from indicators.disclosure.case import Case, Rule

World = Mapping[str, int]
AT_MOST, AT_LEAST = "at most", "at least"
# How much larger than it is a hidden count may be taken to be: so many times the threshold, and the largest count.
# Little room makes the search short; much is needed where a percentage is printed (1 of 20 is 5.0%, as is 50 of 1,000).
LITTLE, ENOUGH, MUCH = (2, 0), (4, 2), (100, 50)


@dataclass(frozen=True)
class Goal:
    """That the sum of these cells is at most, or at least, so much; or else that another goal is reached."""

    cells: tuple[str, ...]
    side: str
    bound: int
    otherwise: Goal | None = None

    def holds(self, world: World) -> bool:
        total = sum(world[c] for c in self.cells)
        reached = total <= self.bound if self.side == AT_MOST else total >= self.bound
        return reached or (self.otherwise is not None and self.otherwise.holds(world))


def goals(case: Case) -> list[Goal]:
    """What must be possible for the papers to be safe: for each group, that it is 1 or fewer, and that it is one below
    the threshold or more; then none of 1 to the threshold has been ruled out. For each latent cell, that it is none or
    not small."""
    low, high = min(1, case.threshold - 1), case.threshold - 1
    found = [Goal(group, *side) for group in case.groups() for side in ((AT_MOST, low), (AT_LEAST, high))]
    none = ((name, Goal((name,), AT_MOST, 0)) for name in case.latent)
    return found + [Goal((name,), AT_LEAST, case.threshold, otherwise) for name, otherwise in none]


@dataclass
class Worlds:
    """The worlds found so far. A world stays one while more is hidden, so it is looked for here before it is solved."""

    found: list[World] = field(default_factory=list)

    def reach(self, case: Case, goal: Goal) -> World | None:
        """Counts that print what the case prints and reach the goal; None where there are none."""
        known = next((w for w in self.found if goal.holds(w)), None)
        if known is not None:
            return known
        for one in (goal, goal.otherwise):
            found = _solved(case, one, {}) if one is not None else None
            # The solver works with rounded numbers: what is not true to the last digit proves nothing.
            if found is not None and prints(case, found.world) and one.holds(found.world):
                self.found.append(found.world)
                return found.world
        return None


def prints(case: Case, world: World) -> bool:
    """Whether these counts print the very papers of the case, to the last digit."""
    as_printed = all(low <= world[name] <= high for name, (low, high) in case.printed.items())
    return as_printed and min(world.values(), default=0) >= 0 and all(rule.holds(world) for rule in case.rules)


def all_worlds(case: Case, known: Sequence[World] = ()) -> Iterable[tuple[Goal, World | None]]:
    """Each goal with a world that reaches it; `known` are worlds of the case."""
    worlds = Worlds([w for w in (case.cells, *known) if prints(case, w)])
    return ((goal, worlds.reach(case, goal)) for goal in goals(case))


def cheapest(case: Case, goal: Goal, cost: Mapping[str, int]) -> frozenset[str] | None:
    """The cheapest printed cells to hide so that the goal can be reached; None where hiding these does not help."""
    tried = [_solved(case, one, cost) for one in (goal, goal.otherwise) if one is not None]
    return min((f for f in tried if f is not None), key=lambda f: f.cost, default=NOTHING).hidden


@dataclass(frozen=True)
class _Found:
    """A world, and what must be hidden for it to print the same papers."""

    world: World
    hidden: frozenset[str] | None = frozenset()
    cost: int = 0


NOTHING = _Found({}, None)


def _solved(case: Case, goal: Goal, cost: Mapping[str, int]) -> _Found | None:
    """The goal reached in the part of the model that it touches; nothing else has to move."""
    names = _touched(case, goal, cost)
    rules = sorted({r for name in names for r in case.rules_of.get(name, ())}, key=lambda r: (r.is_sum, r.terms))
    if not rules and not any(c in case.printed for c in goal.cells):
        return _Found(_alone(case, goal))
    cells = tuple(sorted(names | {name for r in rules for name in r.cells} | set(goal.cells)))
    part = _Part(
        cells,
        tuple(case.cells[c] for c in cells),
        tuple(case.printed.get(c) for c in cells),
        tuple(cost.get(c) if c in case.printed else None for c in cells),
        tuple(rules),
        (goal.cells, goal.side, goal.bound),
    )
    most = max(part.counts, default=0)
    rooms = [LITTLE, ENOUGH] if cost else [ENOUGH]
    for thresholds, counts in rooms if all(r.is_sum for r in rules) else [*rooms, MUCH]:
        found = _tried(part, thresholds * case.threshold + counts * most)
        if found is not None:
            hidden = frozenset(c for c, gone in zip(cells, found.hidden, strict=True) if gone)
            world = dict(case.cells) | dict(zip(cells, found.counts, strict=True))
            return _Found(world, hidden, sum(cost[c] for c in hidden))
    return None


@dataclass(frozen=True)
class _Part:
    """What a search needs to know of the cells that hang together: the same from month to month, and for the figures as
    reported and restated, far more often than not. By cell: its count, its printed bounds, and what hiding it costs,
    where it may be hidden."""

    cells: tuple[str, ...]
    counts: tuple[int, ...]
    printed: tuple[tuple[int, int] | None, ...]
    cost: tuple[int | None, ...]
    rules: tuple[Rule, ...]
    goal: tuple[tuple[str, ...], str, int]


@dataclass(frozen=True)
class _Answer:
    """By cell: its count, and whether it must be hidden."""

    counts: tuple[int, ...]
    hidden: tuple[bool, ...]


@lru_cache(maxsize=4096)
def _tried(part: _Part, room: int) -> _Answer | None:
    """A variable for each cell, one more for each that may be hidden; none is more than `room` above its count."""
    import numpy as np
    from scipy.sparse import csr_array

    place = {name: n for n, name in enumerate(part.cells)}
    free = [c for c, cost in zip(part.cells, part.cost, strict=True) if cost is not None]
    switch = {name: len(place) + n for n, name in enumerate(free)}
    width = len(place) + len(free)
    low, high = np.zeros(width), np.ones(width)
    for n, name in enumerate(part.cells):
        fixed = part.printed[n] is not None and name not in switch
        low[n], high[n] = part.printed[n] if fixed else (0, part.counts[n] + room)
    rows, least, most = [], [], []

    def add(terms: Mapping[int, float], at_least: float, at_most: float) -> None:
        rows.append(terms)
        least.append(at_least)
        most.append(at_most)

    for rule in part.rules:
        scale = max(abs(f) for _, f in rule.terms)
        terms = {place[name]: float(factor / scale) for name, factor in rule.terms}
        # What is worked out from counts goes with them: hide one, and it binds no more.
        slack = [switch[name] for name, _ in rule.terms if name in switch] if rule.goes_with_its_cells else []
        reach = sum(abs(terms[place[name]]) * high[place[name]] for name, _ in rule.terms) + 1 if slack else 0.0
        if rule.low is not None:
            bound = float(rule.low / scale)
            add(terms | dict.fromkeys(slack, reach + abs(bound)), bound - 1e-9, np.inf)
        if rule.high is not None:
            bound = float(rule.high / scale)
            add(terms | dict.fromkeys(slack, -reach - abs(bound)), -np.inf, bound + 1e-9)
    aimed, side, bound = part.goal
    add(dict.fromkeys((place[c] for c in aimed), 1.0), *((-np.inf, bound) if side == AT_MOST else (bound, np.inf)))
    for name in free:
        first, last = part.printed[place[name]]
        # Written per unit of the switch: a switch that is off but for the solver's tolerance then moves nothing.
        if first > 0:
            add({place[name]: 1 / first, switch[name]: 1.0}, 1, np.inf)
        room_above = max(part.counts[place[name]] + room - last, 1)
        add({place[name]: 1 / room_above, switch[name]: -1.0}, -np.inf, last / room_above)
    entries = [(row, at, value) for row, terms in enumerate(rows) for at, value in terms.items()]
    across, at, values = zip(*entries, strict=True)
    matrix = csr_array((values, (across, at)), shape=(len(rows), width))
    weights = np.array([*([0.0] * len(place)), *(cost for cost in part.cost if cost is not None)])
    answer = _milp(weights, matrix, np.array(least), np.array(most), low, high)
    if answer is None:
        return None
    hidden = tuple(c in switch and bool(answer[switch[c]] > 0.5) for c in part.cells)
    return _Answer(tuple(round(count) for count in answer[: len(place)]), hidden)


def _milp(weights, matrix, least, most, low, high):
    """The whole numbers that cost least. Fractions are allowed first: mostly the best is whole all the same."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    limits, bounds = LinearConstraint(matrix, least, most), Bounds(low, high)
    for whole in (0, 1):
        with printed_aside():
            answer = milp(
                weights,
                constraints=limits,
                bounds=bounds,
                integrality=np.full(len(low), whole),
                options={"mip_rel_gap": 0},
            )
        if answer.x is None:
            return None  # what no fractions reach, no whole numbers do
        if whole or np.abs(answer.x - np.round(answer.x)).max() < 1e-7:
            return np.round(answer.x)
    return None


def _alone(case: Case, goal: Goal) -> World:
    """The goal reached by counts that nothing else is tied to."""
    first, *others = goal.cells
    return dict(case.cells) | dict.fromkeys(others, 0) | {first: goal.bound}


def _touched(case: Case, goal: Goal, cost: Mapping[str, int]) -> set[str]:
    """The cells that can be otherwise when the goal is reached: those linked to it through others that can."""
    can_move = {c for c in case.cells if c not in case.printed or c in cost or case.printed[c][0] != case.printed[c][1]}
    found, waiting = set(), list(goal.cells)
    while waiting:
        name = waiting.pop()
        if name in found or name not in can_move:
            continue
        found.add(name)
        waiting += [n for linked in case.rules_of.get(name, ()) for n in linked.cells if n not in found]
    return found
