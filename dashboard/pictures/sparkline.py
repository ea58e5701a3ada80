"""A small trend line as SVG text: for a table cell, a pack or a print.

The same figures give the same bytes. One look for the screen follows the reader's light or dark setting; one
for documents has fixed colours, since PDF makers read no style sheet inside an image.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

MARGIN = 4.0
SPARE = 0.08  # of the range, left free above and below


@dataclass(frozen=True)
class Ink:
    """The colours of one look; both lines stand out from their ground by at least 3 to 1."""

    line: str
    target: str
    last: str
    usual: str = "#e3e9ee"
    mean: str = "#8795a1"


LIGHT = Ink(line="#1d5f9f", target="#6b7480", last="#0b2e4f")
DARK = Ink(line="#7db8ef", target="#a3acb8", last="#ffffff", usual="#26323c", mean="#82909c")


def svg(
    values: Sequence[float | None],
    *,
    target: float | None = None,
    mean: float | None = None,
    usual: tuple[float, float] | None = None,
    behind: Sequence[float | None] = (),
    span: tuple[float, float] | None = None,
    width: int = 132,
    height: int = 34,
    title: str = "",
    adaptive: bool = False,
) -> str:
    """The line through the values, oldest first; None leaves a gap, never a zero. The last month is marked if
    it has a figure; `target` is a dashed line, `mean` a thin one, `usual` (the limits of a control chart) a pale band.
    `behind` is a second line of as many values, thin and quiet; `span` is what the scale takes in at least, so that
    several pictures may have the same. `adaptive` makes it follow a dark screen. `title` is the text alternative for
    readers of the SVG itself."""
    shown = (*values, target, mean, *(usual or ()), *behind, *(span or ()))
    spot = _scale([v for v in shown if v is not None], len(values), width, height)
    parts = _chart(spot, mean, usual, width)
    if target is not None:
        y = spot(0, target)[1]
        parts.append(
            f'<line class="t" x1="0" x2="{width}" y1="{_n(y)}" y2="{_n(y)}" stroke="{LIGHT.target}" '
            'stroke-width="1" stroke-dasharray="3 2"/>'
        )
    for run in runs(behind):
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in (spot(i, v) for i, v in run))
        parts.append(f'<polyline class="m" points="{path}" fill="none" stroke="{LIGHT.mean}" stroke-width="1"/>')
    for run in runs(values):
        points = [spot(i, v) for i, v in run]
        if len(points) == 1:
            x, y = points[0]
            parts.append(f'<circle class="f" cx="{_n(x)}" cy="{_n(y)}" r="1.3" fill="{LIGHT.line}"/>')
        else:
            path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            parts.append(
                f'<polyline class="l" points="{path}" fill="none" stroke="{LIGHT.line}" '
                'stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round"/>'
            )
    if values and values[-1] is not None:
        x, y = spot(len(values) - 1, values[-1])
        parts.append(f'<circle class="e" cx="{_n(x)}" cy="{_n(y)}" r="2.6" fill="{LIGHT.last}"/>')
    style = _dark_style() if adaptive else ""
    name = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}">{name}{style}{"".join(parts)}</svg>'
    )


def _chart(spot, mean: float | None, usual: tuple[float, float] | None, width: int) -> list[str]:
    """The quiet part of a control chart: its usual range as a band, its mean as a thin line."""
    parts = []
    if usual is not None:
        low, high = (spot(0, end)[1] for end in usual)
        parts.append(
            f'<rect class="u" x="0" width="{width}" y="{_n(high)}" height="{_n(low - high)}" fill="{LIGHT.usual}"/>'
        )
    if mean is not None:
        y = _n(spot(0, mean)[1])
        parts.append(f'<line class="m" x1="0" x2="{width}" y1="{y}" y2="{y}" stroke="{LIGHT.mean}" stroke-width=".8"/>')
    return parts


def data_uri(text: str) -> str:
    """The SVG as the address of an image, so that a page needs no further request for it."""
    return "data:image/svg+xml," + quote(text, safe=" =:/;,()'")


def runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Stretches of neighbouring figures as (place, value): what may be joined by a line."""
    stretches: list[list[tuple[int, float]]] = []
    for i, value in enumerate(values):
        if value is None:
            continue
        if i and values[i - 1] is not None:
            stretches[-1].append((i, value))
        else:
            stretches.append([(i, value)])
    return stretches


def _scale(seen: Sequence[float], months: int, width: int, height: int):
    low, high = (min(seen), max(seen)) if seen else (0.0, 1.0)
    if low == high:
        low, high = low - 1, high + 1
    spare = (high - low) * SPARE
    low, high = low - spare, high + spare
    step = (width - 2 * MARGIN) / max(months - 1, 1)

    def spot(place: int, value: float) -> tuple[float, float]:
        y = MARGIN + (height - 2 * MARGIN) * (high - value) / (high - low)
        return MARGIN + step * place, y

    return spot


def _dark_style() -> str:
    return (
        "<style>@media (prefers-color-scheme:dark){"
        f".l{{stroke:{DARK.line}}}.f{{fill:{DARK.line}}}.t{{stroke:{DARK.target}}}.e{{fill:{DARK.last}}}"
        f".u{{fill:{DARK.usual}}}.m{{stroke:{DARK.mean}}}"
        "}</style>"
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
