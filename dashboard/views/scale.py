"""The axis of a dot plot: round ends and ticks, and where a value lies on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import words

EDGE = 4.0  # percent of the width kept free on either side, so that a mark at an end is whole
STEPS = (1, 2, 2.5, 5, 10)
TICKS = 5


@dataclass(frozen=True)
class Tick:
    """A labelled place on the axis, in percent of the width."""

    at: float
    label: str


@dataclass(frozen=True)
class Scale:
    """From `low` to `high`, which need not begin at zero."""

    low: float
    high: float
    ticks: tuple[Tick, ...]

    def place(self, value: float) -> float:
        """Where the value lies, in percent of the width."""
        return _place(value, self.low, self.high)


def scale(values: Sequence[float], unit: str) -> Scale:
    """Round ends just outside the values, about five steps. Without values it runs from 0 to 1."""
    least, most = (min(values), max(values)) if values else (0.0, 1.0)
    if least == most:
        least, most = least - 1, most + 1
    step = _step((most - least) / TICKS)
    low, high = math.floor(least / step + 1e-9) * step, math.ceil(most / step - 1e-9) * step
    count = round((high - low) / step)
    at = [low + i * step for i in range(count + 1)]
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) + (step * 10 % 10 == 5 and step > 1)
    labels = [words.figure(v, unit, decimals) for v in at]
    return Scale(low, high, tuple(Tick(_place(v, low, high), t) for v, t in zip(at, labels, strict=True)))


def _step(rough: float) -> float:
    """The smallest round step that is not less."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(s * power for s in STEPS if s * power >= rough - 1e-9)


def _place(value: float, low: float, high: float) -> float:
    return round(EDGE + (100 - 2 * EDGE) * (value - low) / (high - low), 2)
