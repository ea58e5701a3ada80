"""The chart of one indicator's last 24 months as SVG text, with its labels written beside what they name.

A month without a figure is a band that says why, never a point on the ground line. The same figures give the same
bytes. Documents do not read style sheets inside an image, so every colour is written out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard import words
from dashboard.charts import AXES
from dashboard.outputs.scale import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Scale, ticks
from dashboard.outputs.states import Month
from dashboard.pictures.sparkline import runs
from dashboard.views.direction import Limits
from dashboard.views.figures import Figure

FONT = "Source Sans Pro, Segoe UI, Arial, sans-serif"
LINE, LAST, RESTATED, TARGET = "#1d5f9f", "#0b2e4f", "#7a4fb5", "#55606c"
TEXT, QUIET, GRID, BAND = "#14222e", "#4c5965", "#dde3e8", "#eceff2"
USUAL, LIMIT, MEAN = "#eef4fa", "#7c8b98", "#5b6a76"  # the usual range of a control chart, its edges and its mean
NEIGHBOURS = "#0b6461"
LABEL_LINE = 15  # from one line of a label at the end of the chart to the next
LETTER_HEIGHT = 11.5  # from the top of a label's line to the foot of its letters
LETTER = 5.6  # the width to allow for a letter of a label
MONTHS_A_LABEL = 3
DASH = ' stroke-dasharray="5 3"'
BOLD = ' font-weight="bold"'
BAND_WORDS = {
    "no_data": "No return",
    "no_cases": "No cases",
    "part_year": "Part year: not shown",
    "suppressed": "Withheld [c]",
}


@dataclass(frozen=True)
class Label:
    """What stands right of the chart beside the end of a line; `y` is the height that it names."""

    y: float
    lines: tuple[str, ...]
    colour: str
    style: str = ""

    @property
    def height(self) -> float:
        return LABEL_LINE * len(self.lines)


def svg(
    months: Sequence[Month],
    unit: str,
    *,
    latest: str = "",
    target: float | None = None,
    target_words: str = "",
    limits: Limits | None = None,
    neighbours: tuple[float, str] | None = None,
) -> str:
    """The chart of months, oldest first. Empty text where no month has a figure: there is nothing to draw.

    `latest` is the latest figure as the pack prints it beside its target; `limits`: the mean and limits of its control
    chart, drawn over the months that they hold for; `neighbours`: their published median, and how it is printed."""
    reported = [m.reported.value for m in months]
    restated = _restated(months)
    seen = [v for v in (*reported, *restated) if v is not None]
    if not seen:
        return ""
    lines = [] if limits is None else [limits.lower, limits.mean, limits.upper]
    lines += [value for value in (target, neighbours and neighbours[0]) if value is not None]
    marks = ticks([*seen, *lines], unit)
    scale = Scale(marks[0], marks[-1], len(months))
    parts = [*_usual(limits, months, scale), *_axis(marks, scale, unit), *_target_line(target, scale)]
    if neighbours is not None:
        y = scale.y(neighbours[0])
        parts.append(_rule(LEFT, y, WIDTH - RIGHT + 4, y, NEIGHBOURS, 1.4, ' stroke-dasharray="9 3 2 3"'))
    parts += [*_bands([m.reported for m in months], scale), *_months(months, scale)]
    if any(v is not None for v in restated):
        parts += [*_line(restated, scale, RESTATED, dashed=True), *_restated_key()]
    parts += _line(reported, scale, LINE)
    parts += _end_labels(months, unit, latest, target, target_words, limits, neighbours, scale)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{FONT}" font-size="12" fill="{TEXT}">{"".join(parts)}</svg>'
    )


# ------------------------------------------------------------------------------------------------------


def _restated(months: Sequence[Month]) -> list[float | None]:
    """The restated figures of the months that differ, and of their neighbours so that the line has a start."""
    near = [any(m.differs for m in months[max(0, i - 1) : i + 2]) for i in range(len(months))]
    return [m.restated.value if show else None for m, show in zip(months, near, strict=True)]


def _axis(ticks: Sequence[float], scale: Scale, unit: str) -> list[str]:
    parts = []
    decimals = 0 if all(t == int(t) for t in ticks) else 1 if all(round(t * 10) == t * 10 for t in ticks) else 2
    sign = "%" if unit == "percent" else ""
    for tick in ticks:
        y = scale.y(tick)
        colour = QUIET if tick == 0 else GRID
        parts.append(_rule(LEFT, y, WIDTH - RIGHT, y, colour, 1))
        parts.append(_text(LEFT - 6, y + 4, words.number(tick, decimals) + sign, "end"))
    caption = AXES.get(unit, unit)
    caption = caption[:1].upper() + caption[1:]
    if ticks[0] > 0:
        caption += f" (the scale begins at {words.number(ticks[0], decimals)}{sign}, not at 0)"
    parts.append(_text(0, 11, caption, "start", QUIET))
    return parts


def _months(months: Sequence[Month], scale: Scale) -> list[str]:
    parts, ground = [], HEIGHT - BOTTOM
    for place, month in enumerate(months):
        named = (len(months) - 1 - place) % MONTHS_A_LABEL == 0
        x = scale.x(place)
        parts.append(_rule(x, ground, x, ground + (6 if named else 3), QUIET, 1))
        if named:
            parts.append(_text(x, ground + 19, words.period_short(month.period), "middle"))
    return parts


def _bands(figures: Sequence[Figure], scale: Scale) -> list[str]:
    parts, ground = [], HEIGHT - BOTTOM
    for first, last, state in _gaps(figures):
        x0, x1 = scale.x(first - 0.5), scale.x(last + 0.5)
        parts.append(f'<rect x="{_n(x0)}" y="{TOP}" width="{_n(x1 - x0)}" height="{ground - TOP}" fill="{BAND}"/>')
        label, middle = BAND_WORDS[state], (x0 + x1) / 2
        if len(label) * LETTER < x1 - x0:
            parts.append(_text(middle, TOP + 16, label, "middle", QUIET))
        else:
            x, y = middle + 4, (TOP + ground) / 2
            turned = f' transform="rotate(-90 {_n(x)} {_n(y)})"'
            parts.append(_text(x, y, label, "middle", QUIET, turned))
    return parts


def _gaps(figures: Sequence[Figure]) -> list[tuple[int, int, str]]:
    """Stretches of months without a figure for the same reason: first, last, state."""
    found: list[tuple[int, int, str]] = []
    for place, figure in enumerate(figures):
        if figure.value is not None:
            continue
        if found and found[-1][1] == place - 1 and found[-1][2] == figure.state:
            found[-1] = (found[-1][0], place, figure.state)
        else:
            found.append((place, place, figure.state))
    return found


def _line(values: Sequence[float | None], scale: Scale, colour: str, *, dashed: bool = False) -> list[str]:
    parts = []
    for run in runs(values):
        points = [(scale.x(i), scale.y(v)) for i, v in run]
        if len(points) > 1:
            path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            dash = DASH if dashed else ""
            parts.append(
                f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.2" '
                f'stroke-linejoin="round" stroke-linecap="round"{dash}/>'
            )
        if not dashed:
            parts += [f'<circle cx="{_n(x)}" cy="{_n(y)}" r="2.4" fill="{colour}"/>' for x, y in points]
    return parts


def _restated_key() -> list[str]:
    """What the dashed line is; it lies too close to the other to be named where it runs."""
    end = WIDTH - RIGHT
    rule = _rule(end - 158, 7, end - 132, 7, RESTATED, 2.2, DASH)
    return [rule, _text(end, 11, "Restated, where it differs", "end", RESTATED)]


def _usual(limits: Limits | None, months: Sequence[Month], scale: Scale) -> list[str]:
    """The usual range as a pale band between its limits, and the mean; from the first month that they are of."""
    if limits is None:
        return []
    held = [i for i, m in enumerate(months) if m.period >= limits.start]
    x0, x1 = scale.x(held[0] - 0.5), scale.x(held[-1] + 0.5)
    top, foot = scale.y(limits.upper), scale.y(limits.lower)
    band = f'<rect x="{_n(x0)}" y="{_n(top)}" width="{_n(x1 - x0)}" height="{_n(foot - top)}" fill="{USUAL}"/>'
    edges = [_rule(x0, y, x1, y, LIMIT, 1, ' stroke-dasharray="7 3"') for y in (top, foot)]
    return [band, *edges, _rule(x0, scale.y(limits.mean), x1, scale.y(limits.mean), MEAN, 1)]


def _target_line(target: float | None, scale: Scale) -> list[str]:
    if target is None:
        return []
    return [_rule(LEFT, scale.y(target), WIDTH - RIGHT + 4, scale.y(target), TARGET, 1.6, ' stroke-dasharray="2 3"')]


def _end_labels(
    months: Sequence[Month],
    unit: str,
    latest: str,
    target: float | None,
    target_words: str,
    limits: Limits | None,
    neighbours: tuple[float, str] | None,
    scale: Scale,
) -> list[str]:
    """The names of the lines, right of the chart, moved apart where they would meet."""
    labels: list[Label] = []
    parts = []
    place, last = next((i, m.reported.value) for i, m in _newest_first(months) if m.reported.value is not None)
    parts.append(f'<circle cx="{_n(scale.x(place))}" cy="{_n(scale.y(last))}" r="4.4" fill="{LAST}"/>')
    figure = words.figure(last, unit)
    if place == len(months) - 1:
        labels.append(Label(scale.y(last), (latest or figure,), LAST, BOLD + ' font-size="15"'))
    else:
        labels.append(Label(scale.y(last), (words.period_short(months[place].period), figure), LAST, BOLD))
    if months[-1].differs and months[-1].restated.value is not None:
        shown = ("Restated", words.figure(months[-1].restated.value, unit))
        labels.append(Label(scale.y(months[-1].restated.value), shown, RESTATED))
    if target is not None:
        labels.append(Label(scale.y(target), ("Target now", target_words), TARGET))
    if limits is not None:
        labels.append(Label(scale.y(limits.mean), (f"Mean {limits.centre}", "Usual range", limits.usual), MEAN))
    if neighbours is not None:
        labels.append(Label(scale.y(neighbours[0]), ("Neighbours’ median", neighbours[1]), NEIGHBOURS))
    for top, label in _apart(labels):
        for i, text in enumerate(label.lines):
            y = top + LETTER_HEIGHT + i * LABEL_LINE
            parts.append(_text(WIDTH - RIGHT + 8, y, text, "start", label.colour, label.style))
    return parts


def _newest_first(months: Sequence[Month]):
    return reversed(list(enumerate(months)))


def _apart(labels: list[Label]) -> list[tuple[float, Label]]:
    """Each label with the height of its top; those that would meet are moved apart, order kept, within the chart."""
    ordered = sorted(labels, key=lambda label: label.y)
    tops: list[float] = []
    least = 0.0
    for label in ordered:
        tops.append(max(label.y - label.height / 2, least))
        least = tops[-1] + label.height
    most = HEIGHT - BOTTOM + LABEL_LINE / 2
    for i in range(len(tops) - 1, -1, -1):
        tops[i] = min(tops[i], most - ordered[i].height)
        most = tops[i]
    return list(zip(tops, ordered, strict=True))


def _text(x: float, y: float, text: str, anchor: str, colour: str = TEXT, more: str = "") -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" fill="{colour}"{more}>{escape(text)}</text>'


def _rule(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, more: str = "") -> str:
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{colour}" '
        f'stroke-width="{_n(width)}"{more}/>'
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
