"""The dot plot of the compare page as SVG text to take away: one row an area, each kind with a mark of its own."""

from __future__ import annotations

from dashboard.pictures.sheet import GRID, INK, MARGIN, QUIET, WIDTH, Sheet, n, rule, svg, text
from dashboard.views.compare import CompareView
from dashboard.views.spots import Spot

MARKS = {  # every kind of row has a shape of its own
    "own": "M0-8 8 0 0 8-8 0z",
    "month": "M0-7 7 0 0 7-7 0z",
    "before": "M0-7 7 5H-7z",
    "neighbour": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "mean": "M-2-9H2V9H-2z",
    "median": "M-2-9H2V9H-2z",
    "region": "M-6-6H6V6H-6z",
    "england": "M-7-5H7L0 7z",
}
HOLLOW = ("month", "before", "median")
COLOURS = {"neighbour": "#1d5f9f", "region": QUIET, "england": QUIET}
TOP, ROW = 56, 36
LEFT, RIGHT = 340, WIDTH - 130  # the strip, between names and figures
BEST, BAND = "#0d4a24", "#e9edf0"
LETTER = 7.6


def picture(view: CompareView) -> str:
    """The picture of a comparison that has rows."""
    foot = TOP + ROW * len(view.spots)
    parts = _band(view) + _legend(view)
    for tick in view.scale.ticks:
        parts.append(rule(_x(tick.at), TOP, _x(tick.at), foot, GRID))
        parts.append(text(_x(tick.at), TOP - 8, tick.label, "middle", QUIET))
    if view.england is not None:
        parts.append(rule(_x(view.england), TOP, _x(view.england), foot, QUIET, 2))
    if view.best is not None:
        parts.append(rule(_x(view.best), TOP, _x(view.best), foot, BEST, 2.5, "6 4"))
    for at, spot in enumerate(view.spots):
        parts += _row(spot, TOP + ROW * at)
    covers = f"{view.covers[:1].upper()}{view.covers[1:]}"
    if view.series_title != view.title:
        covers = f"{view.series_title}, {view.covers}"
    about = Sheet(
        title=view.title,
        facts=(covers, view.circle, view.news),
        notes=(view.alternative, " ".join(" ".join(said) for term, said in view.facts if term == "Published figure")),
        alternative=view.alternative,
        synthetic=view.synthetic,
    )
    return svg(about, parts, foot + 8)


def _x(percent: float) -> float:
    return LEFT + (RIGHT - LEFT) * percent / 100


def _band(view: CompareView) -> list[str]:
    """From the lowest to the highest neighbour, behind their rows."""
    rows = [at for at, spot in enumerate(view.spots) if spot.kind == "neighbour"]
    if view.band is None or not rows:
        return []
    low, high = map(_x, view.band)
    y, tall = TOP + ROW * rows[0], ROW * (rows[-1] - rows[0] + 1)
    return [f'<rect x="{n(low)}" y="{n(y)}" width="{n(high - low)}" height="{n(tall)}" fill="{BAND}"/>']


def _legend(view: CompareView) -> list[str]:
    parts, x = [], float(MARGIN)
    lines = [("England", QUIET, 2, "")] if view.england is not None else []
    lines += [(view.best_words, BEST, 2.5, "6 4")] if view.best is not None else []
    for said, colour, width, dash in lines:
        parts += [rule(x + 4, 2, x + 4, 20, colour, width, dash), text(x + 14, 16, said)]
        x += len(said) * LETTER + 44
    if view.band is not None:
        parts.append(f'<rect x="{n(x)}" y="4" width="24" height="14" fill="{BAND}" stroke="{QUIET}"/>')
        parts.append(text(x + 32, 16, "From the lowest to the highest neighbour"))
    return parts


def _row(spot: Spot, top: float) -> list[str]:
    middle, bold = top + ROW / 2, ' font-weight="700"' if spot.kind == "own" else ""
    parts = [
        rule(MARGIN, top + ROW, WIDTH - MARGIN, top + ROW, GRID),
        text(MARGIN, middle, spot.name, more=bold),
        text(MARGIN, middle + 14, "; ".join(filter(None, (spot.what, spot.aside))), "start", QUIET, ' font-size="12"'),
        text(WIDTH - MARGIN, middle + 5, spot.figure, "end", more=bold),
    ]
    if spot.at is not None:
        colour = COLOURS.get(spot.kind, INK)
        look = f'fill="#ffffff" stroke="{colour}" stroke-width="2"' if spot.kind in HOLLOW else f'fill="{colour}"'
        parts.append(f'<path d="{MARKS[spot.kind]}" transform="translate({n(_x(spot.at))} {n(middle)})" {look}/>')
    if spot.state:
        parts.append(text(LEFT + 12, middle + 5, spot.state, "start", QUIET))
    return parts
