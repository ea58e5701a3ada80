"""The chart of an indicator's page as SVG text to take away, drawn from the very figure that the page draws.

It knows the few things that `charts` makes use of: lines with or without marks, steps, gaps, bands, marks and a legend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from itertools import pairwise

from dashboard import words
from dashboard.pictures.sheet import GRID, MARGIN, QUIET, WIDTH, Sheet, n, rule, svg, text
from dashboard.views.scale import Scale, scale

LEFT, RIGHT, TOP, HEIGHT = MARGIN + 56, MARGIN, 26, 400
LEGEND_LINE, SAMPLE, LETTER = 24, 40, 7.6
MOST_LABELS = 10
DASHES = {"dot": "2 4", "dash": "9 5", "longdash": "14 6", "dashdot": "9 4 2 4", "longdashdot": "14 5 3 5"}
MARKS = {
    "circle": "M-{r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z",
    "diamond": "M0-{r} {r} 0 0 {r}-{r} 0z",
    "square": "M-{r}-{r}H{r}V{r}H-{r}z",
    "triangle-up": "M-{r} {r}H{r}L0-{r}z",
}
LEAST_COUNT = 5  # whole numbers get a scale of whole steps


def picture(figure: Mapping, unit: str, about: Sheet) -> str:
    """The picture of a figure of `charts.trend`. Without any value there is an empty frame, and its words say so."""
    traces = figure["data"]
    values = [v for t in traces for v in t["y"] if v is not None]
    if values and unit == "count":
        values.append(min(values) + LEAST_COUNT)
    on = scale(values if values and any(values) else [0.0, 1.0], unit)
    days = [date.fromisoformat(x) for t in traces for x in t["x"] if x is not None]
    along = _Along(min(days) - timedelta(days=15), max(days) + timedelta(days=15))
    ground = TOP + HEIGHT
    layout = figure["layout"]
    body = [_band(shape, along) for shape in layout.get("shapes", ()) if shape["type"] == "rect"]
    body += _axes(on, along, layout["yaxis"]["title"]["text"])
    body += [_mark_line(shape, along) for shape in layout.get("shapes", ()) if shape["type"] == "line"]
    body += [_mark_words(mark, along) for mark in layout.get("annotations", ())]
    for trace in reversed(traces):  # the months over all else
        body += _trace(trace, along, on)
    legend, height = _legend([t for t in traces if t.get("showlegend", True)], ground + 44)
    return svg(about, [*body, *legend], height)


@dataclass(frozen=True)
class _Along:
    """Where a day stands in the picture."""

    first: date
    last: date

    def x(self, day: date | str) -> float:
        on = date.fromisoformat(day) if isinstance(day, str) else day
        return LEFT + (WIDTH - LEFT - RIGHT) * (on - self.first).days / (self.last - self.first).days


def _y(value: float, on: Scale) -> float:
    return TOP + HEIGHT * (1 - on.place(value) / 100)


def _axes(on: Scale, along: _Along, caption: str) -> list[str]:
    parts = [text(MARGIN, 14, caption[:1].upper() + caption[1:], "start", QUIET)]
    for tick in on.ticks:
        y = TOP + HEIGHT * (1 - tick.at / 100)
        parts += [rule(LEFT, y, WIDTH - RIGHT, y, GRID), text(LEFT - 10, y + 5, tick.label, "end")]
    ground = TOP + HEIGHT
    parts.append(rule(LEFT, ground, WIDTH - RIGHT, ground, QUIET))
    for day in _months(along):
        x = along.x(day)
        parts += [rule(x, ground, x, ground + 5, QUIET)]
        parts.append(text(x, ground + 22, words.period_short(f"{day:%Y-%m}"), "middle"))
    return parts


def _months(along: _Along) -> list[date]:
    """The first days of months to name, evenly spaced and not too many."""
    months = range(along.first.year * 12 + along.first.month, along.last.year * 12 + along.last.month)
    step = next((s for s in (1, 2, 3, 6) if len(months) / s <= MOST_LABELS), 12 * -(-len(months) // 120))
    return [date(m // 12, m % 12 + 1, 1) for m in months if m % step == 0]


def _trace(trace: Mapping, along: _Along, on: Scale) -> list[str]:
    line, parts = trace["line"], []
    for run in _runs(trace["x"], trace["y"]):
        points = [(along.x(x), _y(y, on)) for x, y in run]
        if len(points) > 1:
            path = _steps(points) if line.get("shape") == "hvh" else "L".join(f"{n(x)} {n(y)}" for x, y in points)
            parts.append(_stroke(f"M{path}", line))
        if "markers" in trace["mode"]:
            parts += [_mark(trace, x, y) for x, y in points]
    return parts


def _runs(xs: Sequence, ys: Sequence) -> list[list[tuple]]:
    """Stretches without a gap."""
    found: list[list[tuple]] = [[]]
    for x, y in zip(xs, ys, strict=True):
        if x is None or y is None:
            found.append([])
        else:
            found[-1].append((x, y))
    return [run for run in found if run]


def _steps(points: Sequence[tuple[float, float]]) -> str:
    """Level lines that step half way from one point to the next."""
    path = f"{n(points[0][0])} {n(points[0][1])}"
    for (x0, _), (x1, y1) in pairwise(points):
        path += f"H{n((x0 + x1) / 2)}V{n(y1)}"
    return f"{path}H{n(points[-1][0])}"


def _stroke(path: str, line: Mapping) -> str:
    dash = f' stroke-dasharray="{DASHES[line["dash"]]}"' if "dash" in line else ""
    return (
        f'<path d="{path}" fill="none" stroke="{line["color"]}" stroke-width="{n(line["width"])}" '
        f'stroke-linejoin="round"{dash}/>'
    )


def _mark(trace: Mapping, x: float, y: float) -> str:
    mark, colour = trace["marker"], trace["line"]["color"]
    symbol, r = mark.get("symbol", "circle"), mark["size"] / 2
    drawn = MARKS[symbol.removesuffix("-open")].format(r=n(r), d=n(2 * r))
    look = f'fill="#ffffff" stroke="{colour}" stroke-width="2"' if symbol.endswith("-open") else f'fill="{colour}"'
    return f'<path d="{drawn}" transform="translate({n(x)} {n(y)})" {look}/>'


def _band(shape: Mapping, along: _Along) -> str:
    """A stretch of months without a figure."""
    x0, x1 = along.x(shape["x0"]), along.x(shape["x1"])
    return f'<rect x="{n(x0)}" y="{TOP}" width="{n(x1 - x0)}" height="{HEIGHT}" fill="#e9edf0"/>'


def _mark_line(shape: Mapping, along: _Along) -> str:
    x, line = along.x(shape["x0"]), shape["line"]
    return rule(x, TOP, x, TOP + HEIGHT, line["color"], line["width"], DASHES[line["dash"]])


def _mark_words(mark: Mapping, along: _Along) -> str:
    """The words of a mark beside its line: on the left where there is no room on the right."""
    x, said = along.x(mark["x"]), unescape(mark["text"])  # Plotly reads it as HTML
    y = TOP + HEIGHT * (1 - mark["y"]) + 15
    fits = x + 6 + len(said) * LETTER < WIDTH - RIGHT
    return text(x + 6 if fits else x - 6, y, said, "start" if fits else "end", more=' font-size="13"')


def _legend(traces: Sequence[Mapping], top: float) -> tuple[list[str], float]:
    """A sample and the name of each line, and how tall the picture is with them."""
    parts, x, y = [], float(LEFT), top
    for trace in traces:
        wide = SAMPLE + len(trace["name"]) * LETTER + 28
        if x > LEFT and x + wide > WIDTH - RIGHT:
            x, y = float(LEFT), y + LEGEND_LINE
        parts.append(_stroke(f"M{n(x)} {n(y)}h{SAMPLE - 8}", trace["line"]))
        if "markers" in trace["mode"]:
            parts.append(_mark(trace, x + (SAMPLE - 8) / 2, y))
        parts.append(text(x + SAMPLE, y + 5, trace["name"]))
        x += wide
    return parts, y + LEGEND_LINE
