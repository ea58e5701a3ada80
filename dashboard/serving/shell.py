"""The HTML document around every page: head, skip link, header, main part, footer, and Dash's own scripts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from dash import dcc

from dashboard.pages.page import LIVE, Page
from dashboard.serving.markup import markup

ASSETS = Path(__file__).parents[1] / "assets"
PLOTLY = ASSETS / "plotly" / "plotly-basic.min.js"  # decision 0018; Dash asks for the whole library where this is not
SERVICE = "Children’s services scorecard"
SYNTHETIC = "Every child, worker and figure of this council is made up."


def document(
    page: Page,
    *,
    links: Sequence[tuple[str, str]],
    path: str,
    section: str,
    version: str,
    refresh_seconds: int,
    parts: dict[str, str] | None,
) -> str:
    """The whole document. `links`: (name, address) of the pages for the navigation; `section`: the address of the one
    that the page belongs to. `parts`: what Dash's interpolate_index is given (metas, css, config, scripts, app_entry,
    renderer); None for a page without Dash."""
    styles, scripts = own_assets() if parts is None else (parts["css"], _scripts(page, parts))
    entry = parts["app_entry"] if parts is not None else ""
    main = markup(page.main, {LIVE: entry + _still(page)} if page.live is not None else {})
    return f"""<!DOCTYPE html>
<html lang="en-GB" data-version="{escape(version)}" data-refresh="{refresh_seconds}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(page.title)}</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
{styles}
</head>
<body>
{_top(page, links, path, section)}
{main}
{_foot()}
{f"<div hidden>{entry}</div>" if page.live is None else ""}
{scripts}
</body>
</html>"""


def _still(page: Page) -> str:
    """What stands in place of the live part on paper and where there are no scripts; the words around it name it."""
    if page.still:
        source = f'src="{escape(page.still)}" alt=""'
        return f'<img class="printed" {source} fetchpriority="low"><noscript><img class="still" {source}></noscript>'
    return "<noscript>This part needs a script. Its words and its figures stand below.</noscript>"


def _scripts(page: Page, parts: dict[str, str]) -> str:
    """Dash's scripts, and the library that draws charts where there is one."""
    plotly = f'<script src="{_address(PLOTLY)}"></script>' if isinstance(page.live, dcc.Graph) else ""
    return "\n".join((parts["config"], plotly, parts["scripts"], parts["renderer"]))


@lru_cache(maxsize=1)
def own_assets() -> tuple[str, str]:
    """The links to our own styles and scripts, under addresses that change with the files."""
    found = {ending: sorted(ASSETS.glob(f"*.{ending}")) for ending in ("css", "js")}
    styles = "\n".join(f'<link rel="stylesheet" href="{_address(p)}">' for p in found["css"])
    return styles, "\n".join(f'<script src="{_address(p)}"></script>' for p in found["js"])


def _address(asset: Path) -> str:
    """Where browsers find the asset: another address when it changes, so that they may keep it for ever."""
    return f"/assets/{asset.relative_to(ASSETS).as_posix()}?m={asset.stat().st_mtime}"


def plain(
    title: str,
    message: str,
    css: str = "/assets/style.css",
    back: tuple[str, str] = ("Go to the scorecard", "/"),
) -> str:
    """A document without scripts, for when the page itself could not be made; `back`: words and address of the way
    on."""
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title><meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="{css}"></head>
<body><main id="main"><h1>{escape(title)}</h1><p class="lead">{escape(message)}</p>
<p><a href="{escape(back[1])}">{escape(back[0])}</a></p></main></body>
</html>"""


def _top(page: Page, links: Sequence[tuple[str, str]], path: str, section: str) -> str:
    council = f'<span class="council">{escape(page.council)}</span>' if page.council else ""
    items = "".join(
        f'<li><a href="{address}"{_current(address, path, section)}>{escape(name)}</a></li>' for name, address in links
    )
    banner = f'<p class="synthetic"><strong>Synthetic data.</strong> {SYNTHETIC}</p>' if page.synthetic else ""
    return f"""<a class="skip-link" href="#main">Skip to main content</a>
<header class="top"><div class="inner">
<a class="service" href="/">{council}<span class="name">{SERVICE}</span></a>
<nav aria-label="Pages"><ul>{items}</ul></nav>
</div>{banner}</header>
<div id="news" role="status"></div>"""


def _current(address: str, path: str, section: str) -> str:
    """The page itself, or the part of the service in which the page lies."""
    if address != section:
        return ""
    return ' aria-current="page"' if address == path else ' aria-current="true"'


def _foot() -> str:
    return """<footer class="bottom"><div class="inner">
<p>Published figures: Department for Education and Office for National Statistics, under the Open Government Licence
v3.0.
For use inside the council: small numbers are not suppressed on these pages.</p>
</div></footer>"""
