"""The dashboard as its users meet it: bytes and times by the browser's own figures, beside a stock Dash application of
the same content, and fifty people at once on a real server."""

from __future__ import annotations

import http.client
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data import synthetic
from data.incoming import gather
from data.store import Store
from expectations.loading import Sender, load
from indicators.measures import bring_up_to_date

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
USERS, SECONDS, THINKING = 50, 60, (1.0, 3.0)
PATHS = (
    "/", "/?find=care", "/?rating=off_target", "/indicator/cla_visit_timely_pct", "/indicator/assessment_45wd_pct",
    "/indicator/cl_neet_19_21_pct", "/compare/cla_rate_10k", "/version", "/version",
)  # fmt: skip
SEEN = ("/", "/indicator/assessment_45wd_pct", "/compare/cla_rate_10k")
FILTER = "a[href*='rating=off_target']"
DRAWN = "() => [...document.querySelectorAll('.chart-place')].every(place => place.querySelector('.main-svg'))"
STOCK_DRAWN = """() => document.querySelectorAll('tr').length > 0 &&
  [...document.querySelectorAll('tr')].every(row => row.querySelector('.main-svg'))"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length"
TIMES = """() => {
  const now = performance.now(), page = performance.getEntriesByType('navigation')[0];
  const all = performance.getEntriesByType('resource');
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return {paint: paint ? paint.startTime : null, ready: now,
          bytes: page.transferSize + all.reduce((sum, r) => sum + r.transferSize, 0), asked: all.length + 1,
          first: page.transferSize +
                 all.filter(r => r.initiatorType === 'link').reduce((sum, r) => sum + r.transferSize, 0)};
}"""


@dataclass(frozen=True)
class Load:
    """What many users met: seconds of each answer, sorted, and how many were no good."""

    seconds: list[float]
    errors: int

    def at(self, share: float) -> float:
        """The time within which this share of the answers came, in milliseconds."""
        return 1000 * self.seconds[int(share * (len(self.seconds) - 1))]


def main(seconds: float = SECONDS) -> None:
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store")
        synthetic.write(Path(name) / "returns")
        load(gather([Path(name) / "returns"]), Sender(authority=synthetic.AUTHORITY), store)
        bring_up_to_date(store)
        with served("-m", "dashboard.cli", "serve", "--store", str(store.folder)) as port:
            for path in SEEN:
                _fetch(http.client.HTTPConnection("127.0.0.1", port, timeout=30), path)
            for path in SEEN:
                print(f"page {path}: {_seen(f'http://127.0.0.1:{port}{path}')}")
            found = visited(port, seconds)
        print(
            f"serve: {USERS} users for {seconds:.0f} s, {len(found.seconds)} answers: half within "
            f"{found.at(0.5):.0f} ms, 95 in 100 within {found.at(0.95):.0f} ms, {found.errors} errors"
        )
        with served(str(ROOT / "tests/benchmarks/stock_dash.py"), str(store.folder)) as port:
            print(f"stock Dash application of the same content: {_seen(f'http://127.0.0.1:{port}/', STOCK_DRAWN)}")


@contextmanager
def served(*command: str) -> Iterator[int]:
    """A server in a process of its own; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, *command, "--port", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            time.sleep(0.1)
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield port
    finally:
        process.terminate()
        process.wait(10)


def visited(port: int, seconds: float) -> Load:
    """Users who open a page, read it for a moment, and open the next."""
    taken, errors, until = [], [], time.monotonic() + seconds

    def user(number: int) -> None:
        chance = random.Random(number)
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        time.sleep(chance.uniform(0, THINKING[1]))
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                if _fetch(line, chance.choice(PATHS)) != 200:
                    errors.append(number)
            except (OSError, http.client.HTTPException):
                errors.append(number)
                line.close()
            taken.append(time.perf_counter() - began)
            time.sleep(chance.uniform(*THINKING))

    users = [threading.Thread(target=user, args=(n,)) for n in range(USERS)]
    for one in users:
        one.start()
    for one in users:
        one.join()
    return Load(sorted(taken), len(errors))


def _fetch(line: http.client.HTTPConnection, path: str) -> int:
    line.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
    answer = line.getresponse()
    answer.read()
    return answer.status


def _seen(address: str, drawn: str = DRAWN) -> str:
    """The browser's own figures of a first visit, until every chart is drawn."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        return f"not measured: there is no {CHROMIUM}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        tab, outside = browser.new_page(), []
        tab.on("request", lambda r: outside.append(r.url) if "//127.0.0.1" not in r.url[:20] else None)
        tab.goto(address)
        tab.wait_for_function(drawn)
        found = tab.evaluate(TIMES)
        filtered = _filtered(tab)
        browser.close()
    abroad = len([url for url in outside if not url.startswith(("data:", "blob:"))])
    return (
        f"painted after {found['paint']:.0f} ms, ready after {found['ready']:.0f} ms, {found['first'] / 1000:.0f} kB "
        f"for the page and its styles, {found['bytes'] / 1000:.0f} kB in all, {found['asked']} requests, "
        f"{abroad} to others{filtered}"
    )


def _filtered(tab: Page) -> str:
    """What a reader waits for who filters the page, from the click to the first paint, where it has the filter."""
    link = tab.locator(FILTER).first
    if not link.count():
        return ""
    with tab.expect_navigation():
        link.click()
    tab.wait_for_function(PAINTED)
    return f"; a filter painted after {tab.evaluate(TIMES)['paint']:.0f} ms"


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
