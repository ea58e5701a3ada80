"""What a reader of public papers knows: counts, how they add up, and what is printed about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

THRESHOLD = 6  # the smallest count that is printed, where a case does not say another


@dataclass(frozen=True)
class Rule:
    """A linear fact that a reader can work out: `low` <= sum of coefficient x cell <= `high`; None is no bound."""

    terms: tuple[tuple[str, Fraction], ...]
    low: Fraction | None
    high: Fraction | None

    @property
    def cells(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.terms)

    def holds(self, world: Mapping[str, int]) -> bool:
        """Whether it is true of these counts, to the last digit."""
        total = sum((factor * world[name] for name, factor in self.terms), Fraction(0))
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


@dataclass(frozen=True)
class Case:
    """The counts of an issue of papers, as one model.

    `cells`: name -> true count. `sums`: (total, its parts). `printed`: name -> the bounds that a reader sees, equal for
    an exact count. `derived`: percentages, changes, means and ratings that are printed. `sensitive`: the cells to
    protect. `marked`: cells whose symbol says why they are hidden. `fixed`: printed by an earlier paper, with its name.
    `preferred`: cells that were hidden before and had better stay so.
    """

    threshold: int
    cells: Mapping[str, int]
    sums: tuple[tuple[str, tuple[str, ...]], ...]
    printed: Mapping[str, tuple[int, int]]
    sensitive: tuple[str, ...]
    derived: tuple[Rule, ...] = ()
    marked: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    preferred: frozenset[str] = frozenset()

    @classmethod
    def of(cls, case: Mapping) -> Case:
        """From the form of the exchange: threshold, cells, relations, published (a number, or lo and hi), sensitive,
        ratios (num, den, pct, dp), extra (coefficients, low, high), marked; and ours: fixed, preferred."""
        bounds = {
            name: (value["lo"], value["hi"]) if isinstance(value, Mapping) else (value, value)
            for name, value in case["published"].items()
        }
        derived = [rule for ratio in case.get("ratios", ()) for rule in _ratio(ratio)]
        derived += [_rule(*extra) for extra in case.get("extra", ())]
        return cls(
            threshold=case.get("threshold", THRESHOLD),
            cells=dict(case["cells"]),
            sums=tuple((total, tuple(parts)) for total, parts in case.get("relations", ())),
            printed=bounds,
            sensitive=tuple(case.get("sensitive", ())),
            derived=tuple(derived),
            marked=dict(case.get("marked", {})),
            fixed=dict(case.get("fixed", {})),
            preferred=frozenset(case.get("preferred", ())),
        )

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Everything that a reader knows beside the printed counts."""
        sums = (_rule({total: 1} | _minus(parts), 0, 0) for total, parts in self.sums)
        return (*sums, *self.derived, *self._symbols())

    def _symbols(self) -> Iterable[Rule]:
        for name, why in self.marked.items():
            if name not in self.printed:
                yield _rule({name: 1}, *((1, self.threshold - 1) if why == "primary" else (self.threshold, None)))

    def without(self, hidden: Iterable[str], *, derived: bool = True) -> Case:
        """With these cells hidden too; with `derived` false, what is worked out from hidden cells is not printed."""
        hidden = set(hidden)
        printed = {name: bounds for name, bounds in self.printed.items() if name not in hidden}
        shown = self.derived if derived else tuple(r for r in self.derived if r.cells <= printed.keys())
        return replace(self, printed=printed, derived=shown, marked=self.marked if derived else {})

    def unions(self) -> list[tuple[str, ...]]:
        """The hidden parts of each sum, where they are several and together a small count that is not 0."""
        found = []
        for _, parts in self.sums:
            hidden = tuple(p for p in parts if p not in self.printed)
            if len(hidden) > 1 and 0 < sum(self.cells[p] for p in hidden) < self.threshold:
                found.append(hidden)
        return list(dict.fromkeys(found))

    def groups(self) -> list[tuple[str, ...]]:
        """What must stay unknown: each sensitive cell, and each small union."""
        return [*((name,) for name in dict.fromkeys(self.sensitive)), *self.unions()]


def _minus(parts: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in parts:
        found[part] = found.get(part, 0) - 1
    return found


def _ratio(ratio: Mapping) -> Iterable[Rule]:
    """A percentage rounded to `dp` decimals lies within half of its last digit, ends included."""
    half = Fraction(1, 2 * 10 ** ratio["dp"])
    percent = Fraction(str(ratio["pct"]))
    yield _rule({ratio["num"]: 100, ratio["den"]: half - percent}, 0, None)
    yield _rule({ratio["num"]: 100, ratio["den"]: -half - percent}, None, 0)


def _rule(terms: Mapping, low: object, high: object) -> Rule:
    exact = tuple((name, _exact(factor)) for name, factor in terms.items())
    return Rule(exact, None if low is None else _exact(low), None if high is None else _exact(high))


def _exact(number: object) -> Fraction:
    """The fraction that a decimal number stands for: a twelfth as 0.08333333333333333 is a twelfth."""
    if isinstance(number, float):
        near = Fraction(number).limit_denominator(10_000)
        return near if abs(near - Fraction(number)) < Fraction(1, 10**12) else Fraction(str(number))
    return Fraction(number)
