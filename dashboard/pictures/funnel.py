"""A funnel as SVG text: teams by how many their figure is out of, with how far chance would carry them from the
authority's own. Drawn once for a wide place and once for a narrow one, so that its words stay as large as the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators import intervals
from indicators.teams import RARE, USUAL

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 300, 52, 14, 16, 48
WIDE, NARROW = 640, 288
STEPS, SPARE, ROOM = 60, 1.08, 5  # points of a curve; how far the scales go beyond the teams, along and up
MIDDLE = 'text-anchor="middle"'
LIGHT = {"band": "#e3e9ee", "rare": "#eff3f6", "line": "#5c6873", "ink": "#33414d", "dot": "#1d5f9f", "out": "#a3342b"}
DARK = {"band": "#26323c", "rare": "#1b252d", "line": "#a3acb8", "ink": "#d3dce3", "dot": "#7db8ef", "out": "#ff9d8f"}


@dataclass(frozen=True)
class Dot:
    """One team: its cases, its figure in per cent, and whether it lies beyond the outer limits."""

    number: int
    cases: float
    value: float
    is_out: bool


def svg(dots: Sequence[Dot], share: float, width: int = WIDE) -> str:
    """`share`: the authority's own, 0 to 1. The dots carry the numbers of the table, in a narrow picture only those
    beyond the outer limits, which are squares."""
    most = max(d.cases for d in dots) * SPARE
    first = intervals.EXACT_FUNNEL_BELOW  # of fewer no team is drawn
    counts = sorted({float(round(first + (most - first) * (step / STEPS) ** 2)) for step in range(STEPS + 1)})
    bands = {c: intervals.funnel_limits(share, counts, c) for c in (RARE, USUAL)}
    seen = [100 * share, *(d.value for d in dots)]
    low, high = _round_span(max(0.0, min(seen) - ROOM), min(100.0, max(seen) + ROOM))

    def x(cases: float) -> float:
        return LEFT + (width - LEFT - RIGHT) * cases / most

    def y(value: float) -> float:
        within = min(max(value, low), high)
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - within) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'font-family="system-ui, sans-serif" font-size="13">{_style()}'
    ]
    for name, confidence in (("rare", RARE), ("band", USUAL)):
        ends = bands[confidence]
        above = [f"{x(c):.1f},{y(100 * u):.1f}" for c, u in zip(counts, ends.upper, strict=True)]
        below = [f"{x(c):.1f},{y(100 * v):.1f}" for c, v in zip(counts, ends.lower, strict=True)]
        parts.append(f'<polygon class="{name}" points="{" ".join(above + below[::-1])}"/>')
        parts += [f'<polyline class="edge" points="{" ".join(edge)}"/>' for edge in (above, below)]
    parts.append(f'<path class="line" d="M{LEFT} {y(100 * share):.1f}H{width - RIGHT}"/>')
    parts.append(f'<path class="axis" d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{width - RIGHT}"/>')
    for value in (low, (low + high) / 2, high):
        parts.append(f'<text class="ink" x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:g}%</text>')
    for cases in _ticks(most):
        parts.append(f'<text class="ink" x="{x(cases):.1f}" y="{HEIGHT - BOTTOM + 18}" {MIDDLE}>{cases:,}</text>')
    parts.append(
        f'<text class="ink" x="{(LEFT + width - RIGHT) / 2:.0f}" y="{HEIGHT - 8}" {MIDDLE}>'
        "Out of how many in the team</text>"
    )
    together: dict[tuple[float, float], list[Dot]] = {}
    for dot in dots:
        together.setdefault((dot.cases, dot.value), []).append(dot)
    parts += [_dot(same, x(cases), y(value), width) for (cases, value), same in together.items()]
    return "".join(parts) + "</svg>"


def _dot(same: list[Dot], x: float, y: float, width: int) -> str:
    """The teams of one place: one mark with all their numbers."""
    mark = (
        f'<rect class="out" x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"/>'
        if same[0].is_out
        else f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
    )
    at, anchor = (x + 9, "start") if x < width - RIGHT - 24 else (x - 9, "end")
    if width < WIDE and not same[0].is_out:  # numbers would cover each other: the table has them all
        return mark
    numbers = ", ".join(str(dot.number) for dot in same)
    place = f'x="{at:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}"'
    return f'{mark}<text class="ink" font-weight="600" {place}>{numbers}</text>'


def _round_span(low: float, high: float) -> tuple[float, float]:
    """Out to whole tens, with room between."""
    low, high = 10 * (low // 10), 10 * -(-high // 10)
    return (low, high) if high > low else (max(0.0, low - 10), min(100.0, high + 10))


def _ticks(most: float) -> list[int]:
    """About four round numbers up to the most."""
    size = 10 ** (len(str(int(most))) - 1)
    step = next((s for s in (size // 5 or 1, size // 2 or 1, size, 2 * size) if most / s <= 5), size)
    return list(range(0, int(most) + 1, step))


def _style() -> str:
    def rules(look: dict[str, str]) -> str:
        return (
            f".band{{fill:{look['band']}}}.rare{{fill:{look['rare']}}}.edge{{stroke:{look['line']}}}"
            f".line{{stroke:{look['line']}}}.axis{{stroke:{look['line']}}}.ink{{fill:{look['ink']}}}"
            f".dot{{fill:{look['dot']}}}.out{{fill:{look['out']}}}"
        )

    still = ".axis{fill:none}.edge{fill:none;stroke-width:.8}.line{stroke-dasharray:5 3}"
    return f"<style>{still}{rules(LIGHT)}@media (prefers-color-scheme:dark){{{rules(DARK)}}}</style>"
