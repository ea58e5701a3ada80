"""Which counts to hide so that none that matters can be worked out, and whether what is printed is safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from data.errors import BadInput
from indicators.disclosure import certificate
from indicators.disclosure.case import Case
from indicators.disclosure.solver import Goal, World, Worlds, all_worlds, cheapest, goals, prints

SAFE, UNSAFE = "safe", "unsafe"
TOTAL = 50.0  # what hiding a total costs more than hiding one of its parts


@dataclass(frozen=True)
class Protection:
    """The cells to hide, and the worlds that prove it: see `certificate`."""

    hidden: frozenset[str]
    worlds: tuple[World, ...]


def audit(case: Mapping) -> str:
    """`safe` where a reader of what is published can rule out no count from 1 to just below the threshold, of any
    sensitive cell and of any small union of hidden cells; else `unsafe`."""
    return SAFE if all(found is not None for _, found in all_worlds(Case.of(case))) else UNSAFE


def protect(case: Mapping) -> set[str]:
    """The cells to hide, the sensitive ones among them: see `protection`."""
    return set(protection(case).hidden)


def lost(case: Mapping) -> set[str]:
    """The sensitive cells that earlier papers give away by themselves, whatever is hidden now."""
    model = Case.of(case)
    known = model.without(model.printed.keys() - model.fixed.keys(), derived=False)
    return {goal.cells[0] for goal, world in all_worlds(known) if world is None and len(goal.cells) == 1}


def protection(case: Mapping) -> Protection:
    """The cheapest cells found to hide, with the proof that it is enough.

    What is worked out from counts (percentages, changes, means, ratings) is taken to stay in print while that can be
    made safe; else it goes with its counts. Raises BadInput where an earlier paper makes protection impossible, naming
    it, and where the proof does not hold: nothing is ever published without.
    """
    model = Case.of(case)
    in_print = [name for name in model.sensitive if name in model.fixed]
    if in_print:
        raise BadInput(_in_print(in_print[0], model.fixed[in_print[0]]))
    found = _hidden(model, derived=True) or _hidden(model, derived=False)
    if found is None:
        raise BadInput(_impossible(model, lost(case)))
    hidden, worlds = found
    wrong = certificate.faults(dict(case), set(hidden), worlds)
    if wrong:
        raise BadInput(f"These papers could not be proved safe, so they are not made: {wrong[0]}.")
    return Protection(hidden, worlds)


# ------------------------------------------------------------------------------------------------------


def _hidden(model: Case, *, derived: bool) -> tuple[frozenset[str], tuple[World, ...]] | None:
    """The sensitive cells and what else must go, with the worlds that show it; None where nothing that may be hidden is
    enough."""
    hidden = {name for name in model.sensitive} | {name for name in model.cells if name not in model.printed}
    cost = _costs(model)
    shown = model.without(hidden, derived=derived)
    worlds = Worlds([model.cells] if prints(shown, model.cells) else [])
    while True:
        missed = next((goal for goal in _ordered(shown) if worlds.reach(shown, goal) is None), None)
        if missed is None:
            return frozenset(hidden), tuple(worlds.found)
        more = cheapest(shown, missed, {name: c for name, c in cost.items() if name in shown.printed})
        if not more:
            return None
        hidden |= more
        shown = model.without(hidden, derived=derived)


def _ordered(model: Case) -> list[Goal]:
    """The goals, those of the smallest counts first, so that the order of the papers does not decide."""
    return sorted(goals(model), key=lambda g: (sum(model.cells[c] for c in g.cells), g.cells, g.side))


def _costs(model: Case) -> dict[str, int]:
    """What hiding each printed cell costs: large counts and totals more; those hidden before half; of two alike, the
    later name more."""
    totals = {total for total, _ in model.sums}
    order = sorted(model.printed, key=lambda name: (model.cells[name], name))
    costs = {}
    for place, name in enumerate(order):
        if name in model.fixed:
            continue
        cost = 1 + log(1 + model.cells[name]) + (TOTAL if name in totals else 0)
        costs[name] = round(1000 * (0.5 if name in model.preferred else 1) * cost) + place
    return costs


def _in_print(name: str, source: str) -> str:
    return (
        f"{name} must be hidden, but {source} has printed it, so hiding it now protects nobody. Leave it out, or ask "
        "who is responsible for disclosure what may be said."
    )


def _impossible(model: Case, given_away: set[str]) -> str:
    known = sorted(set(model.fixed.values()))
    why = f" What {' and '.join(known)} printed gives too much away" if known else ""
    which = f": {', '.join(sorted(given_away))}." if why and given_away else "." if why else ""
    return f"No choice of figures to hide keeps every small count of these papers unknown.{why}{which}"
