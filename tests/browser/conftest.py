"""A real server and a real browser: headless Chromium, nothing downloaded, nobody outside asked."""

import importlib.util
import threading
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


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


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
