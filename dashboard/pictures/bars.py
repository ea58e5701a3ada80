"""How the cases of a process are shared out among its states, as a bar in SVG: each state has a pattern of its own.

The same counts give the same bytes. Every state that has a case is seen, however few they are.
"""

from __future__ import annotations

from collections.abc import Mapping

WIDTH, HEIGHT, SEEN, GAP = 240, 20, 3.0, 1.0
SWATCH = 26
# state: (name in the style sheet, fill, what is drawn over it in a tile of 6 by 6)
LOOKS = {
    "on_time": ("a", ""),
    "late": ("b", '<path class="k" d="M-1.5 1.5l3-3M0 6l6-6M4.5 7.5l3-3"/>'),
    "open_in_time": ("c", '<path class="k" d="M0 3h6"/>'),
    "open_overdue": ("d", '<path class="k" d="M0 6l6-6M0 0l6 6"/>'),
    "not_yet_due": ("e", ""),
    "unknown": ("f", '<circle class="p" cx="3" cy="3" r="1.2"/>'),
}
STYLE = (
    "<style>"
    ".a{fill:#1f7a5c}.b{fill:#f2d9a6}.c{fill:#d3e6f5}.d{fill:#f4b6ab}.e{fill:#fff}.f{fill:#e3e7ea}"
    ".k{stroke:#14222e;stroke-width:1.1;fill:none}.p{fill:#14222e}.o{fill:none;stroke:#3d4a55}"
    "@media(prefers-color-scheme:dark){"
    ".a{fill:#5fc39f}.b{fill:#6b4d0c}.c{fill:#1d4664}.d{fill:#7d2318}.e{fill:#12181d}.f{fill:#35414b}"
    ".k{stroke:#edf1f4}.p{fill:#edf1f4}.o{stroke:#b3bfc9}}"
    "</style>"
)


def svg(counts: Mapping[str, int], *, width: int = WIDTH, height: int = HEIGHT) -> str:
    """The bar of these counts by state, in the order of LOOKS; an empty outline where there is no case."""
    there = [(state, counts.get(state, 0)) for state in LOOKS if counts.get(state, 0)]
    used = "".join(_pattern(state) for state, _ in there)
    parts, at = [], 0.5
    for (state, _), size in zip(there, widths([n for _, n in there], width - 1), strict=True):
        parts.append(_box(state, at, size - (GAP if size > SEEN else 0), height))
        at += size
    outline = "" if there else f'<rect class="o" x=".5" y=".5" width="{width - 1}" height="{height - 1}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"{STYLE}<defs>{used}</defs>{outline}{''.join(parts)}</svg>"
    )


def swatch(state: str) -> str:
    """One state's pattern, for the key."""
    return svg({state: 1}, width=SWATCH, height=HEIGHT)


def widths(counts: list[int], width: float) -> list[float]:
    """The width of each part: its share, but wide enough to be seen; what that takes comes from the wider ones."""
    total = sum(counts)
    sizes = [width * n / total for n in counts]
    small = [n for n, size in zip(counts, sizes, strict=True) if size < SEEN]
    if not small:
        return sizes
    left = width - SEEN * len(small)
    wide = total - sum(small)
    return [SEEN if size < SEEN else left * n / wide for n, size in zip(counts, sizes, strict=True)]


def _pattern(state: str) -> str:
    name, over = LOOKS[state]
    tile = f'<rect class="{name}" width="6" height="6"/>{over}'
    return f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">{tile}</pattern>' if over else ""


def _box(state: str, x: float, width: float, height: int) -> str:
    name, over = LOOKS[state]
    place = f'x="{_n(x)}" y=".5" width="{_n(width)}" height="{height - 1}"'
    fill = f'fill="url(#{name})"' if over else f'class="{name}"'
    return f'<rect {place} {fill}/><rect class="o" {place}/>'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
