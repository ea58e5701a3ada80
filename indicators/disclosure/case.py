"""What a reader of public papers knows: counts, how they add up, and what is printed about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from data.errors import BadInput

MOST_UNIONS = 500  # of one case: enough for every table that people read
THRESHOLD = 6  # the smallest count that is printed, where a case does not say another


@dataclass(frozen=True)
class Rule:
    """A linear fact that a reader can work out: `low` <= sum of coefficient x cell <= `high`; None is no bound."""

    terms: tuple[tuple[str, Fraction], ...]
    low: Fraction | None
    high: Fraction | None
    is_sum: bool = False  # of counts, known from how the papers are built
    goes_with_its_cells: bool = False  # not printed where one of its cells is hidden

    @cached_property
    def cells(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.terms)

    def holds(self, world: Mapping[str, int]) -> bool:
        """Whether it is true of these counts, to the last digit."""
        total = sum(factor * world[name] for name, factor in self.terms)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


@dataclass(frozen=True)
class Case:
    """The counts of an issue of papers, as one model.

    `cells`: name -> true count. `sums`: (total, its parts). `printed`: name -> the bounds that a reader sees, equal for
    an exact count. `derived`: percentages, changes, means and ratings that are printed. `sensitive`: the cells to
    protect. `latent`: cells that no paper prints, and that must not be shown to be small. `marked`: cells whose symbol
    says why they are hidden. `fixed`: printed by an earlier paper, with its name. `preferred`: cells that were hidden
    before and had better stay so.
    """

    threshold: int
    cells: Mapping[str, int]
    sums: tuple[tuple[str, tuple[str, ...]], ...]
    printed: Mapping[str, tuple[int, int]]
    sensitive: tuple[str, ...]
    derived: tuple[Rule, ...] = ()
    latent: tuple[str, ...] = ()
    marked: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    preferred: frozenset[str] = frozenset()

    @classmethod
    def of(cls, case: Mapping) -> Case:
        """From the form of the exchange: threshold, cells, relations, published (a number, or lo and hi; every cell
        where nothing is said of it), sensitive (every small count where nothing is said), ratios (num, den, pct, dp),
        extra (coefficients, low, high), marked; and ours: fixed, preferred, latent.

        Raises BadInput for a case that names a cell which it does not have, and for a count that is none.
        """
        cells, threshold = dict(case["cells"]), case.get("threshold", THRESHOLD)
        odd = next((name for name, count in cells.items() if count < 0 or count != int(count)), None)
        if odd is not None:
            raise BadInput(
                f"The count of '{odd}' is {cells[odd]}. A cell is a whole number of people, 0 or more: give a change "
                "between two counts as 'extra', from those counts."
            )
        bounds = {
            name: (value["lo"], value["hi"]) if isinstance(value, Mapping) else (value, value)
            for name, value in case.get("published", cells).items()
        }
        derived = [rule for ratio in case.get("ratios", ()) for rule in _ratio(ratio)]
        derived += [_rule(*extra) for extra in case.get("extra", ())]
        small = tuple(name for name, count in cells.items() if 0 < count < threshold)
        made = cls(
            threshold=threshold,
            cells=cells,
            sums=tuple((total, tuple(parts)) for total, parts in case.get("relations", ())),
            printed=bounds,
            sensitive=tuple(case.get("sensitive", small)),
            derived=tuple(derived),
            latent=tuple(case.get("latent", ())),
            marked=dict(case.get("marked", {})),
            fixed=dict(case.get("fixed", {})),
            preferred=frozenset(case.get("preferred", ())),
        )
        strange = made._named() - cells.keys()
        if strange:
            raise BadInput(f"The case speaks of '{min(strange)}', which is not among its cells. Give its count too.")
        return made

    def _named(self) -> set[str]:
        named = {*self.printed, *self.sensitive, *self.latent, *self.marked, *self.fixed, *self.preferred}
        for rule in self.derived:
            named |= rule.cells
        return named.union(*({total, *parts} for total, parts in self.sums))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Everything that a reader knows beside the printed counts."""
        return (*(_sum(total, parts) for total, parts in self.sums), *self.derived, *self._symbols())

    @cached_property
    def rules_of(self) -> dict[str, list[Rule]]:
        """The rules that speak of each cell."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for name in rule.cells:
                found.setdefault(name, []).append(rule)
        return found

    def _symbols(self) -> Iterable[Rule]:
        """What symbols say that are not the same for all: of a secondary one, that it is not small. A hidden zero says
        so too, and is then known to be no more than what it may be."""
        for name, why in self.marked.items():
            if name in self.printed:
                continue
            if why == "primary":
                yield _rule({name: 1}, 1, self.threshold - 1)
            elif self.cells[name] >= self.threshold:
                yield _rule({name: 1}, self.threshold, None)

    def without(self, hidden: Iterable[str], *, derived: bool = True) -> Case:
        """With these cells hidden too; with `derived` false, what is worked out from hidden cells is not printed, nor
        a symbol that says why one is hidden."""
        hidden = set(hidden)
        printed = {name: bounds for name, bounds in self.printed.items() if name not in hidden}
        if derived:
            return replace(self, printed=printed)
        shown = tuple(replace(r, goes_with_its_cells=True) for r in self.derived if r.cells <= printed.keys())
        return replace(self, printed=printed, derived=shown, marked={})

    def unions(self) -> list[tuple[str, ...]]:
        """The hidden parts of each sum, where they are several and together a small count that is not 0. A hidden part
        that is a total itself stands for its own parts as well: A + B of a printed whole, when both are hidden, tell
        what is hidden of A and of B together."""
        parts_of: dict[str, list[tuple[str, ...]]] = {}
        for total, parts in self.sums:
            parts_of.setdefault(total, []).append(parts)
        found: dict[tuple[str, ...], None] = {}
        waiting = [self._hidden(parts) for _, parts in self.sums]
        while waiting and len(found) < MOST_UNIONS:
            hidden = waiting.pop(0)
            if hidden in found or len(set(hidden)) < len(hidden):
                continue
            found[hidden] = None
            for part in hidden:
                others = tuple(p for p in hidden if p != part)
                waiting += [(*others, *self._hidden(parts)) for parts in parts_of.get(part, ())]
        small = [u for u in found if len(u) > 1 and 0 < sum(self.cells[p] for p in u) < self.threshold]
        return list({tuple(sorted(u)): None for u in small})

    def _hidden(self, parts: Iterable[str]) -> tuple[str, ...]:
        return tuple(p for p in parts if p not in self.printed)

    def groups(self) -> list[tuple[str, ...]]:
        """What must stay unknown: each sensitive cell, and each small union."""
        return [*((name,) for name in dict.fromkeys(self.sensitive)), *self.unions()]


def _ratio(ratio: Mapping) -> Iterable[Rule]:
    """A percentage rounded to `dp` decimals lies within half of its last digit, ends included."""
    half = Fraction(1, 2 * 10 ** ratio["dp"])
    percent = Fraction(str(ratio["pct"]))
    yield _rule({ratio["num"]: 100, ratio["den"]: half - percent}, 0, None)
    yield _rule({ratio["num"]: 100, ratio["den"]: -half - percent}, None, 0)


def _sum(total: str, parts: Iterable[str]) -> Rule:
    terms = {total: 1}
    for part in parts:
        terms[part] = terms.get(part, 0) - 1
    return Rule(tuple(terms.items()), 0, 0, is_sum=True)


def _rule(terms: Mapping, low: object, high: object) -> Rule:
    exact = tuple((name, _exact(factor)) for name, factor in terms.items())
    return Rule(exact, None if low is None else _exact(low), None if high is None else _exact(high))


def _exact(number: object) -> Fraction:
    """The fraction that a decimal number stands for: a twelfth as 0.08333333333333333 is a twelfth."""
    if isinstance(number, float):
        near = Fraction(number).limit_denominator(10_000)
        return near if abs(near - Fraction(number)) < Fraction(1, 10**12) else Fraction(str(number))
    return Fraction(number)
