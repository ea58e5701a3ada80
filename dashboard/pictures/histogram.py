"""A histogram as SVG text: how many workers hold how many cases, with the limit as a line.

Drawn once for a wide place and once for a narrow one, so that its words stay as large as those of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 240, 8, 8, 42, 46
WIDE, NARROW = 640, 288
ROOM = 46  # of a bar whose label gives both ends of its band


@dataclass(frozen=True)
class Look:
    """The colours of one look."""

    bar: str
    over: str
    pale: str
    ink: str


LIGHT = Look(bar="#1d5f9f", over="#a3342b", pale="#f6dcd8", ink="#33414d")
DARK = Look(bar="#7db8ef", over="#ff9d8f", pale="#561d15", ink="#d3dce3")


def svg(bands: Sequence[tuple[int, int, int]], limit: float | None, what: str, width: int = WIDE) -> str:
    """`bands`: (lowest, highest, workers), in order; those above the limit are hatched, and the limit is a line between
    the bands that it parts. It follows a dark screen."""
    most = max((n for _, _, n in bands), default=0) or 1
    step = (width - LEFT - RIGHT) / max(len(bands), 1)
    ground = HEIGHT - BOTTOM
    scale = (ground - TOP) / most
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'font-family="system-ui, sans-serif" font-size="13" text-anchor="middle">{_style()}',
        '<defs><pattern id="over" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="p" width="6" height="6"/><rect class="o" width="3" height="6"/></pattern></defs>',
        f'<path class="s" d="M{LEFT} {ground}H{width - RIGHT}"/>',
    ]
    for place, (low, high, workers) in enumerate(bands):
        x, height = LEFT + place * step, workers * scale
        middle = f"{x + step / 2:.1f}"
        over = limit is not None and low > limit
        if workers:
            parts.append(
                f'<rect class="{"h" if over else "b"}" x="{x + 2:.1f}" y="{ground - height:.1f}" '
                f'width="{step - 4:.1f}" height="{height:.1f}"/>'
                f'<text class="t" x="{middle}" y="{ground - height - 5:.1f}">{workers}</text>'
            )
        label = str(low) if step < ROOM else f"{low}–{high}" if high > low else str(low)
        parts.append(f'<text class="t" x="{middle}" y="{ground + 18}">{label}</text>')
    within = sum(high <= limit for _, high, _ in bands) if limit is not None else 0
    if within:
        at = LEFT + within * step
        parts.append(f'<path class="l" d="M{at:.1f} {TOP - 34}V{ground}"/>')
        parts.append(f'<text class="o" text-anchor="end" x="{at - 5:.1f}" y="{TOP - 26}">limit {limit:g}</text>')
    text = f"{what}, from" if step < ROOM else what
    parts.append(f'<text class="t" x="{width / 2:.1f}" y="{HEIGHT - 6}">{escape(text)}</text></svg>')
    return "".join(parts)


def _style() -> str:
    def rules(look: Look) -> str:
        return (
            f".b{{fill:{look.bar}}}.o{{fill:{look.over}}}.p{{fill:{look.pale}}}.t{{fill:{look.ink}}}"
            f".s{{stroke:{look.ink}}}.h{{stroke:{look.over}}}.l{{stroke:{look.over}}}"
        )

    still = ".h{fill:url(#over)}.l{stroke-width:2;stroke-dasharray:5 3}"
    return f"<style>{still}{rules(LIGHT)}@media (prefers-color-scheme:dark){{{rules(DARK)}}}</style>"
