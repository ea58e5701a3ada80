"""A histogram as SVG text: how many workers hold how many cases, with the limit as a line."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 240, 40, 16, 26, 46
BAR, OVER, INK, GRID = "#1d5f9f", "#a3342b", "#33414d", "#c9d1d8"


def svg(bands: Sequence[tuple[int, int, int]], limit: float | None, what: str) -> str:
    """`bands`: (lowest, highest, workers), of equal width and in order; those above the limit are hatched."""
    most = max((n for _, _, n in bands), default=0) or 1
    step = (WIDTH - LEFT - RIGHT) / max(len(bands), 1)
    ground = HEIGHT - BOTTOM
    scale = (ground - TOP) / most
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui, sans-serif" '
        'font-size="13">',
        '<defs><pattern id="over" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="#f6dcd8"/><rect width="3" height="6" fill="{OVER}"/></pattern></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<path d="M{LEFT} {ground}H{WIDTH - RIGHT}" stroke="{INK}"/>',
    ]
    for place, (low, high, workers) in enumerate(bands):
        x, height = LEFT + place * step, workers * scale
        fill = "url(#over)" if limit is not None and low > limit else BAR
        if workers:
            parts.append(
                f'<rect x="{x + 2:.1f}" y="{ground - height:.1f}" width="{step - 4:.1f}" height="{height:.1f}" '
                f'fill="{fill}" stroke="{INK}" stroke-width=".5"/>'
                f'<text x="{x + step / 2:.1f}" y="{ground - height - 5:.1f}" text-anchor="middle" fill="{INK}">'
                f"{workers}</text>"
            )
        parts.append(
            f'<text x="{x + step / 2:.1f}" y="{ground + 18}" text-anchor="middle" fill="{INK}">{low}–{high}</text>'
        )
    if limit is not None and bands:
        width = bands[0][1] - bands[0][0] + 1
        at = LEFT + (limit + 1 - bands[0][0]) / width * step
        if at <= WIDTH - RIGHT:
            parts.append(
                f'<path d="M{at:.1f} {TOP - 8}V{ground}" stroke="{OVER}" stroke-width="2" stroke-dasharray="5 3"/>'
                f'<text x="{at - 5:.1f}" y="{TOP - 10}" text-anchor="end" fill="{OVER}">limit {limit:g}</text>'
            )
    parts.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.1f}" y="{HEIGHT - 6}" text-anchor="middle" fill="{INK}">{what}</text>'
        "</svg>"
    )
    return "".join(parts)
