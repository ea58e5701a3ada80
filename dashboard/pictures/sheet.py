"""The sheet around a picture that is taken away: its title, whose figure of when it is, and what must be known of it.

SVG text that stands alone in a paper: nothing is fetched, every colour is written out, and the same figures give the
same bytes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, MARGIN = 960, 32
FONT = "Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
INK, QUIET, GROUND, GRID = "#14222e", "#4a5966", "#ffffff", "#d3dae0"
BAND = 34  # the height of the band that says that the data are made up
LETTER = 0.5  # the width of a letter, as a share of its height
SYNTHETIC = "Synthetic data. Every child, worker and figure of this council is made up."
INSIDE = "For use inside the council: small numbers are shown."


@dataclass(frozen=True)
class Sheet:
    """What stands around a picture. `facts`: lines under the title; `notes`: small lines under the picture;
    `alternative`: the words that stand for the picture."""

    title: str
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    alternative: str
    synthetic: bool


def svg(about: Sheet, body: Sequence[str], height: float) -> str:
    """The whole picture; `body` is drawn from its own top, over the whole width, and `height` tall."""
    above, top = _lines(about.title, 22, MARGIN - 8, INK, ' font-weight="700"')
    top += 4
    for fact in about.facts:
        said, top = _lines(fact, 16, top, INK)
        above += said
    if about.synthetic:
        above.append(f'<rect x="0" y="{n(top + 8)}" width="{WIDTH}" height="{BAND}" fill="#ffc94a"/>')
        above.append(text(WIDTH / 2, top + 8 + BAND / 2 + 5, SYNTHETIC, "middle", INK, ' font-weight="600"'))
        top += BAND + 16
    top += 6
    below, foot = [], top + height + 12
    for note in (*about.notes, INSIDE):
        said, foot = _lines(note, 13, foot, QUIET)
        below += said
    whole = round(foot + 8)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole}" width="{WIDTH}" height="{whole}" '
        f'role="img" font-family="{FONT}" font-size="14" fill="{INK}">'
        f"<title>{escape(about.title)}</title><desc>{escape(about.alternative)}</desc>"
        f'<rect width="{WIDTH}" height="{whole}" fill="{GROUND}"/>{"".join(above)}'
        f'<g transform="translate(0 {n(top)})">{"".join(body)}</g>{"".join(below)}</svg>'
    )


def text(x: float, y: float, said: str, anchor: str = "start", colour: str = INK, more: str = "") -> str:
    """One line of words."""
    return f'<text x="{n(x)}" y="{n(y)}" text-anchor="{anchor}" fill="{colour}"{more}>{escape(said)}</text>'


def rule(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1, dash: str = "") -> str:
    """A straight line; `dash` as the lengths of stroke and gap."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{n(width)}"{dashed}/>'


def n(value: float) -> str:
    """A length with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


# ------------------------------------------------------------------------------------------------------


def _lines(said: str, size: int, top: float, colour: str, more: str = "") -> tuple[list[str], float]:
    """Words over as many lines as they need, and where the next may begin."""
    wide = int((WIDTH - 2 * MARGIN) / (size * LETTER))
    parts = []
    for line in textwrap.wrap(said, wide):
        parts.append(text(MARGIN, top + size, line, "start", colour, f' font-size="{size}"{more}'))
        top += size * 1.4
    return parts, top + 4
