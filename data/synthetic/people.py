"""Made-up children and families: ids, ages, ethnicity. No name is given to a child."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Any

from data.synthetic.days import birthday
from data.synthetic.records import Child, Family


class Choice:
    """A weighted choice; weights need not sum to 1."""

    def __init__(self, *options: tuple[Any, float]):
        self.values = [value for value, _ in options]
        self.weights = list(accumulate(weight for _, weight in options))

    def draw(self, random: Random | Even) -> Any:
        return self.values[bisect_right(self.weights, random.random() * self.weights[-1])]


class Even:
    """Chances spread evenly: any run of draws covers 0 to 1 nearly evenly, so that a share which should be
    stable from month to month is not swayed by luck in small numbers."""

    STEP = 0.6180339887498949  # the golden ratio's fraction leaves no gaps

    def __init__(self, random: Random):
        self.last = random.random()

    def random(self) -> float:
        self.last = (self.last + self.STEP) % 1.0
        return self.last


GENDER = Choice(("M", 51.4), ("F", 48.2), ("X", 0.4))
ETHNICITY = Choice(
    ("WBRI", 84), ("WOTH", 3.6), ("WIRI", 0.4), ("WROM", 0.5), ("MWBC", 1.7), ("MWBA", 0.9), ("MWAS", 1.4),
    ("MOTH", 1.1), ("AIND", 0.6), ("APKN", 0.9), ("ABAN", 0.2), ("AOTH", 0.8), ("BAFR", 1.4), ("BCRB", 0.2),
    ("BOTH", 0.3), ("CHNE", 0.2), ("OOTH", 0.9), ("REFU", 0.2), ("NOBT", 0.7),
)  # fmt: skip
ETHNICITY_ALONE = Choice(("AOTH", 34), ("BAFR", 30), ("OOTH", 28), ("BOTH", 8))
AGE = Choice((0, 11), (1, 6), (2, 5), (3, 5), (4, 5), (5, 5), (6, 5), (7, 5), (8, 5), (9, 5),
             (10, 5.5), (11, 6), (12, 6.5), (13, 7), (14, 7.5), (15, 7), (16, 4), (17, 2))  # fmt: skip
SIBLINGS = Choice((1, 60), (2, 25), (3, 10.5), (4, 4.5))
AREA = Choice(("North", 37), ("Central", 31), ("South", 32))
UNBORN = 0.004  # families first heard of before the birth


class People:
    """Makes children; numbers rise, with gaps, in the order in which children are first known."""

    def __init__(self, random: Random):
        self.random = random
        self.number = 100_000
        self.children: list[Child] = []

    def child(self, family: Family, born: int, *, alone: bool = False) -> Child:
        random = self.random
        self.number += random.randint(1, 5)
        ethnicity = family.children[0].ethnicity if family.children else ETHNICITY.draw(random)
        child = Child(
            number=self.number,
            family=family,
            gender="M" if alone and random.random() < 0.93 else GENDER.draw(random),
            ethnicity=ETHNICITY_ALONE.draw(random) if alone else ethnicity,
            born=born,
            disabled="Y" if random.random() < 0.085 else "N",
        )
        family.children.append(child)
        self.children.append(child)
        return child

    def family(self, day: int) -> Family:
        """A new family of one to four children, all under 18 on the day."""
        random = self.random
        family = Family(area=AREA.draw(random))
        born = self.birth(day, AGE.draw(random))
        if random.random() < UNBORN:
            born = day + random.randint(20, 110)
        self.child(family, born)
        for _ in range(SIBLINGS.draw(random) - 1):
            born = born + random.choice((-1, 1)) * random.randint(330, 1500)
            oldest = birthday(day, -18) + 40
            self.child(family, min(max(born, oldest + random.randint(0, 300)), day - random.randint(15, 400)))
        return family

    def single(self, day: int, age: int, *, alone: bool = False) -> Child:
        """An only child of this age on the day."""
        family = Family(area=AREA.draw(self.random))
        return self.child(family, self.birth(day, age), alone=alone)

    def birth(self, day: int, age: int) -> int:
        """A day of birth for someone of this age on the day."""
        return birthday(day, -age) - self.random.randint(1, 364)


def poisson(random: Random, mean: float) -> int:
    """How many of something that happens `mean` times on average (Knuth's method; fine for small means)."""
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def latest(events: Sequence[tuple], day: int) -> tuple | None:
    """The last of (on, recorded, ...) that an extract at `day` can see; events are in date order."""
    for event in reversed(events):
        if event[0] <= day and event[1] <= day:
            return event
    return None


def at(steps: Sequence[tuple[int, Any]], day: int) -> Any:
    """What holds on the day, of (from, what) in date order; the first when the day is before them all."""
    held = steps[0][1]
    for start, what in steps:
        if start > day:
            break
        held = what
    return held
