"""A real server and a real browser: headless Chromium, nothing downloaded, nobody outside asked."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from werkzeug.serving import make_server

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


ROOT = Path(__file__).resolve().parents[2]
SERVING = """
import sys
from tests.screenshots import served
with served(None, formats="html,csv") as (address, store):
    print(address, store, flush=True)
    sys.stdin.read()
"""
MAKING = pytest.StashKey[tuple[subprocess.Popen, Path]]()

WIDTHS, SCHEMES = (320, 768, 1280), ("light", "dark")  # 320: 1280 at 400%
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # all that another look may change
STRUCTURE = [  # not in the standard's letter: headings in order, and everything in a named part of the page
    "heading-order", "landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo", "landmark-one-main",
    "landmark-unique", "page-has-heading-one", "region",
]  # fmt: skip
RUN = """([on, options]) => axe.run(on === "kinds" ? { include: window.kinds } : document, options)
  .then(found => found.violations.map(v => [v.id, v.help, v.nodes.slice(0, 5).map(n => n.html.slice(0, 200))]))"""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """What needs the demonstration council comes last: making it takes half a minute of another processor."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: "demonstration" in item.fixturenames)
    if items and "demonstration" in items[-1].fixturenames and CHROMIUM.exists() and not config.option.collectonly:
        folder = Path(tempfile.mkdtemp(prefix="scorecard-"))
        with (folder / "said").open("w") as said:
            making = subprocess.Popen(
                [sys.executable, "-c", SERVING],
                cwd=ROOT,
                env=os.environ | {"TMPDIR": str(folder)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                start_new_session=True,
            )
        config.stash[MAKING] = making, folder


def pytest_unconfigure(config):
    if MAKING in config.stash:
        making, folder = config.stash[MAKING]
        if making.poll() is None:
            os.killpg(making.pid, signal.SIGTERM)
            making.wait()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Demonstration:
    """The demonstration council as `make run` serves it: the address of the server, and its store."""

    address: str
    store: Path

    def snapshot(self) -> str:
        """The path of the page of its latest snapshot."""
        return f"/snapshots/{max(p.name for p in (self.store / 'snapshots').iterdir() if p.is_dir())}"


@pytest.fixture(scope="session")
def demonstration(request, browser) -> Demonstration:
    """The demonstration council, made and served by processes of their own while other tests ran."""
    making, folder = request.config.stash[MAKING]
    told = making.stdout.readline().split()
    if not told:
        pytest.fail(f"The demonstration council could not be served:\n{(folder / 'said').read_text()}")
    return Demonstration(told[0], Path(told[1]))


@pytest.fixture(scope="session")
def made_up():
    path = Path(__file__).resolve().parents[1] / "dashboard" / "conftest.py"
    spec = importlib.util.spec_from_file_location("scorecard_tests_dashboard_conftest", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.load_made_up()


@pytest.fixture(scope="session")
def serve():
    """Serve a source on a free port; returns its address."""
    from dashboard.app import Settings, build

    running = []

    def start(source, refresh_seconds: int = 0) -> str:
        app = build(source, Settings(refresh_seconds=refresh_seconds))
        server = make_server("127.0.0.1", 0, app.server, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in running:
        server.shutdown()


@pytest.fixture(scope="session")
def site(serve, made_up) -> str:
    """The address of the made-up council's dashboard."""
    return serve(made_up.MadeUpSource())


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright (a development dependency)")
    if not CHROMIUM.exists():
        pytest.skip(f"needs a browser: there is no {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A tab with what it asked for and what it complained of."""

    page: object
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Open the address and wait until its chart, if it has one, is drawn."""
        self.page.goto(address)
        self.drawn()

    def follow(self, link) -> None:
        """Click what leads to another page, and wait until all of that page is there."""
        with self.page.expect_navigation():
            link.click()

    def drawn(self) -> None:
        """Wait until Dash has done its part."""
        if self.page.locator(".chart-place").count():
            self.page.wait_for_selector(".js-plotly-plot .main-svg")


@pytest.fixture(scope="session")
def windows(browser):
    """One window per width and look, kept for the session so that scripts are fetched once."""
    kept = {}

    def window(width: int, look: dict):
        key = (width, *sorted(look.items()))
        if key not in kept:
            kept[key] = browser.new_context(viewport={"width": width, "height": 900}, **look)
        return kept[key]

    return window


@pytest.fixture(scope="session")
def violations() -> Callable[..., list]:
    """What axe finds on a page, by its widths and looks; every part that is folded is opened first.

    All rules are tried on everything in the first look; in the others those of colour, once for each kind of text.
    """
    axe = pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    kinds = Path(__file__).with_name("alike.js").read_text(encoding="utf-8")
    off = {rule: {"enabled": False} for rule in OF_COLOUR}
    on = {rule: {"enabled": True} for rule in STRUCTURE}
    everything = {"runOnly": STANDARD, "rules": off | on, "resultTypes": ["violations"]}
    colours = {"runOnly": {"type": "rule", "values": OF_COLOUR}, "resultTypes": ["violations"]}

    def found(page, width: int, schemes=SCHEMES) -> list:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        page.set_viewport_size({"width": width, "height": 900})
        wrong = page.evaluate(RUN, ["all", everything])
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            if page.evaluate(kinds):
                wrong += [[scheme, *v] for v in page.evaluate(RUN, ["kinds", colours])]
        return wrong

    return found


@pytest.fixture(scope="session")
def examine(violations) -> Callable[..., None]:
    """Fail unless the page that a tab shows is accessible at every width in every look, fits, is quiet, asks nobody
    outside, and has a title, one heading of the first level and the parts that every page has."""

    def thoroughly(tab: Visit, widths=WIDTHS, schemes=SCHEMES) -> None:
        page = tab.page
        for width in widths:
            assert violations(page, width, schemes) == [], width
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        host = page.evaluate("location.origin")
        assert [a for a in tab.asked if not a.startswith((f"{host}/", "data:", f"blob:{host}/"))] == []
        assert tab.complaints == []
        assert page.title() and page.locator("html").get_attribute("lang") == "en-GB"
        for part in ("h1", "main", "header", "footer", "header nav[aria-label]", "a.skip-link[href='#main']"):
            assert page.locator(part).count() == 1, part

    return thoroughly


@pytest.fixture()
def visit(windows):
    """Open a tab of a certain width and look; every tab is closed in the end."""
    pages = []

    def open_tab(width: int = 1280, **look) -> Visit:
        tab = Visit(windows(width, look).new_page())
        pages.append(tab.page)
        tab.page.on("request", lambda r: tab.asked.append(r.url))
        tab.page.on("console", lambda m: m.type in ("error", "warning") and tab.complaints.append(m.text))
        tab.page.on("pageerror", lambda e: tab.complaints.append(str(e)))
        return tab

    yield open_tab
    for page in pages:
        page.close()
