"""Where a month and a value stand in the picture of a chart, and the round numbers of its scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 370
LEFT, RIGHT, TOP, BOTTOM = 46, 118, 24, 30
TICKS = 5
LEAST_SPAN = {"percent": 10.0, "count": 4.0}  # so that small changes do not fill the height


@dataclass(frozen=True)
class Scale:
    """Where a month and a value stand in the picture."""

    low: float
    high: float
    months: int

    def x(self, place: float) -> float:
        """The middle of a month; -0.5 is the left edge of the first."""
        return LEFT + (WIDTH - LEFT - RIGHT) * (place + 0.5) / self.months

    def y(self, value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (self.high - value) / (self.high - self.low)


def ticks(values: Sequence[float], unit: str) -> list[float]:
    """The numbers at the side of a chart that has room for all values, from the lowest up."""
    low, high = min(values), max(values)
    span = max(high - low, LEAST_SPAN.get(unit, high * 0.1 or 1.0))
    middle = (low + high) / 2
    low, high = min(low, middle - span / 2), max(high, middle + span / 2)
    if low < (high - low):  # near enough to nothing: show the whole of it
        low = 0.0
    step = _step((high - low) / (TICKS - 1), whole=unit == "count")
    first, last = math.floor(max(low, 0) / step + 1e-9), math.ceil(high / step - 1e-9)
    if unit == "percent" and last * step > 100 >= max(values):
        last = math.ceil(100 / step - 1e-9)
        first = min(first, last - 1)
    return [i * step for i in range(first, last + 1)]


def _step(least: float, *, whole: bool) -> float:
    """The next round step (1, 2, 2.5 or 5 times a power of ten) that is not under `least`."""
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    steps = [power * m for m in (1, 2, 2.5, 5, 10)]
    if whole:
        steps = [s for s in steps if s >= 1 and s == int(s)] or [1.0]
    return next((s for s in steps if s >= least - 1e-9), steps[-1])
