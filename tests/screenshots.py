"""Pictures of every page of the made-up council, served for real: `make screenshots`, or
`python -m tests.screenshots [STORE] [--out FOLDER] [--whole] [--only PAGE ...]`.

The store is copied first, since an upload and two snapshots are made for the pictures; without one, the demonstration
council is made. A page that the dashboard gains is in the pictures at once; one whose address has a part to fill in
needs an entry in EXAMPLES, and a test asks for it.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.app import PAGES

OUT = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
PANEL = "Corporate parenting panel"
INDICATOR = "cl_neet_19_21_pct"
UPLOADED, LATEST_SNAPSHOT = "uploaded", "snapshot"  # what is known only once it is made
OFFICER = {"LOGNAME": "data.officer"}  # in place of who runs this
COLOURS = 160  # of a picture: enough for text, tints and lines


@dataclass(frozen=True)
class Look:
    """A way of looking at a page; `media` is what Playwright emulates."""

    name: str
    width: int
    height: int
    media: Mapping[str, str] = field(default_factory=dict)


LOOKS = (
    Look("desktop", 1280, 860, {"color_scheme": "light"}),
    Look("phone", 360, 740, {"color_scheme": "light"}),
    Look("dark", 1280, 860, {"color_scheme": "dark"}),
)
# A page's PATH: its pictures as (name, address); for addresses with a part to fill in, and more of a page than its top.
EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "/": (("scorecard", "/"), ("scorecard-rows", "/#care-leavers")),
    "/indicator/<id>": (
        ("indicator", f"/indicator/{INDICATOR}"),
        ("indicator-team", "/indicator/assessment_45wd_pct?team=Assessment+Team+West"),
    ),
    "/compare/<id>": (("compare-indicator", f"/compare/{INDICATOR}"),),
    "/quality": (("quality", "/quality"), ("quality-list", "/quality?list=children_looked_after")),
    "/upload/<id>": (("upload-verdict", UPLOADED),),
    "/snapshots/<name>": (("snapshot", LATEST_SNAPSHOT),),
}


def pictures() -> tuple[tuple[str, str], ...]:
    """Every picture as (name, address), in the order of the pages. Raises KeyError for a page that has none."""
    return tuple(p for page in PAGES for p in of_page(page.PATH))


def of_page(path: str) -> tuple[tuple[str, str], ...]:
    """The pictures of the page at a path. Raises KeyError where the path has a part to fill in and nobody said what
    with."""
    if path in EXAMPLES or "<" in path:
        return EXAMPLES[path]
    return ((path.strip("/").replace("/", "-"), path),)


@contextlib.contextmanager
def served(store: Path | None, formats: str = "pdf,xlsx,pptx,html,csv") -> Iterator[tuple[str, Path]]:
    """The address of a server over a copy of the store, and the copy; `formats` are those of its two snapshots."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "store"
        if store is None:
            _run("demo", "--no-serve", "--store", str(copy))
        else:
            shutil.copytree(store, copy)
        for period in sorted(p.name for p in (copy / "demonstration-returns").iterdir())[-2:]:
            frozen = f"snapshot --period {period} --formats {formats}".split()
            _run(*frozen, "--store", str(copy), "--panel", PANEL, "--out", f"{folder}/{period}")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "dashboard.cli", "serve", "--store", str(copy), "--port", str(port)]
        server = subprocess.Popen(command, env=os.environ | OFFICER)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, server)
            yield address, copy
        finally:
            server.terminate()
            server.wait(30)


def _run(*command: str) -> None:
    whole = [sys.executable, "-m", "dashboard.cli", *command]
    subprocess.run(whole, check=True, stdout=subprocess.DEVNULL, env=os.environ | OFFICER)


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("The server stopped before it answered; what it said stands above.")
        with contextlib.suppress(urllib.error.URLError), urllib.request.urlopen(f"{address}/help", timeout=60):
            return
        time.sleep(0.1)
    raise SystemExit("The server did not answer within a minute.")


def upload(page, address: str, store: Path) -> str:
    """Send a correction, a warning and a fault of a held month, and wait for the verdict; its address."""
    month = max((store / "demonstration-returns").iterdir())
    leavers = (month / "care_leavers.csv").read_text("utf-8-sig")
    corrected = leavers.replace("G5:", "F2:")
    [head, first, *rest] = (month / "workforce_posts.csv").read_text("utf-8-sig").splitlines()
    files = {"care_leavers.csv": corrected, "workforce_posts.csv": "\n".join([head, first, first, *rest])}
    page.goto(f"{address}/upload")
    chosen = [
        {"name": f"{month.name}_{name}", "mimeType": "text/csv", "buffer": text.encode()}
        for name, text in files.items()
    ]
    page.get_by_label("Files, or a zip of them").set_input_files(chosen)
    page.get_by_role("button", name="Check the files").click()
    page.wait_for_url("**/upload/2*")
    page.locator("[data-poll]").wait_for(state="detached", timeout=120_000)
    return page.url.removeprefix(address)


def take(out: Path, store: Path | None, *, whole: bool = False, only: tuple[str, ...] = ()) -> list[Path]:
    """Take the pictures into a folder; the paths of what was written. `whole`: pages to their end, not what a first
    look shows."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    written = []
    with served(store) as (address, copy), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        known = {LATEST_SNAPSHOT: f"/snapshots/{max(p.name for p in (copy / 'snapshots').iterdir() if p.is_dir())}"}
        if any(where == UPLOADED for name, where in pictures() if not only or name in only):
            known[UPLOADED] = upload(browser.new_page(), address, copy)
        for look in LOOKS:
            size = {"width": look.width, "height": look.height}
            page = browser.new_context(viewport=size, reduced_motion="reduce", **look.media).new_page()
            for name, where in pictures():
                if only and name not in only:
                    continue
                page.goto(address + known.get(where, where))
                if page.locator(".chart-place").count():
                    page.wait_for_selector(".js-plotly-plot .main-svg")
                    page.wait_for_timeout(300)
                path = out / f"{name}-{look.name}.png"
                path.write_bytes(small(page.screenshot(full_page=whole)))
                written.append(path)
    return written


def small(png: bytes) -> bytes:
    """The picture with few colours, a third of the size."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__.split("\n\n")[0])
    parser.add_argument("store", nargs="?", type=Path, help="a store with the demonstration council; made if left out")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--whole", action="store_true", help="whole pages rather than what a first look shows")
    parser.add_argument("--only", nargs="+", default=(), metavar="PAGE")
    options = parser.parse_args()
    written = take(options.out, options.store, whole=options.whole, only=tuple(options.only))
    print(f"{len(written)} pictures, {sum(p.stat().st_size for p in written) / 1e6:.1f} MB, in {options.out}")


if __name__ == "__main__":
    main()
