"""The dashboard: an explicit list of pages over a source of scorecards, as a Dash application.

Each page is sent ready to read; Dash then brings its live part (a chart) to life in the browser. The state of a page
is its address and nothing else.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from urllib.parse import parse_qsl

from dash import Dash, Input, Output, dcc, html, no_update
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import NotFound as NoSuchAddress
from werkzeug.routing import Map, RequestRedirect, Rule

from dashboard import downloads
from dashboard.pages import (
    caseloads,
    compare,
    compare_list,
    definitions,
    help,
    indicator,
    plain,
    quality,
    scorecard,
    snapshot,
    snapshots,
    timeliness,
    upload,
    uploaded,
)
from dashboard.pages.page import Page
from dashboard.pages.problem import FAULT, problem
from dashboard.serving import shell
from dashboard.serving.kept import Kept
from dashboard.serving.security import protect
from dashboard.views.choice import Choice, Source
from dashboard.views.panels import read_by
from data.errors import BadInput, NotFound, ScorecardError

# A page is a module with PATH, NAME ("" keeps it out of the navigation) and page(source, query, **of_the_path); one
# that takes forms or gives downloads also has add_routes(server, source). RESTS_ON_STORE: it shows nothing but what the
# store holds, so that its answer can be kept until that changes.
PAGES = (
    scorecard,
    plain,
    indicator,
    compare_list,
    compare,
    caseloads,
    timeliness,
    quality,
    upload,
    uploaded,
    snapshots,
    snapshot,
    definitions,
    help,
)
DASH_RULES = ("/", "/<path:path>")  # what Dash answers with a page
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """How the dashboard behaves. `trusted_hosts`: the names it answers to; others are refused, so that no foreign
    site can reach a dashboard without sign-in under a name of its own."""

    refresh_seconds: int = 4
    trusted_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")


class Dashboard(Dash):
    """Dash with our document around it, for the pages that have a live part."""

    around: Callable[[dict[str, str]], str]

    def interpolate_index(self, **parts: str) -> str:
        """The document of the page that the request asks for."""
        return self.around(parts)


def build(source: Source, settings: Settings = Settings()) -> Dash:
    """The application over a source. Nothing is read until the first request."""
    app = Dashboard(
        "dashboard",
        assets_folder=str(shell.ASSETS),
        assets_ignore=shell.PLOTLY.name,  # only pages with a chart ask for it
        use_pages=False,
        compress=True,
        update_title="",
        enable_mcp=False,
        health_endpoint="health",
        add_log_handler=False,
    )
    server: Flask = app.server
    server.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts)
    app.layout = [dcc.Location(id="address", refresh=False), html.Div(id="content")]
    app.around = partial(_document, source, settings)

    @app.callback(Output("content", "children"), Input("address", "pathname"), Input("address", "search"))
    def show(path: str | None, search: str | None):
        if path is None:
            return no_update
        return render(source, path, dict(parse_qsl((search or "").removeprefix("?")))).live

    _answer_pages(server, source, settings)
    _add_routes(server, source)
    for page in PAGES:
        if hasattr(page, "add_routes"):
            page.add_routes(server, source)
    protect(server, app.csp_hashes)
    server.wsgi_app = Kept(FirstAlone(server.wsgi_app), source.version, rests_on_store)
    return app


def rests_on_store(path: str) -> bool:
    """Whether the page at this path shows nothing but what the store holds."""
    return getattr(_page_at(path), "RESTS_ON_STORE", False)


def _page_at(path: str) -> ModuleType | None:
    try:
        return _ADDRESSES.match(path)[0]
    except (NoSuchAddress, RequestRedirect):
        return None


def section(path: str) -> str:
    """The address in the navigation to which the page at this path belongs, empty where there is no page."""
    page = _page_at(path)
    if page is None or page.NAME:
        return page.PATH if page else ""
    above = (p.PATH for p in PAGES if p.NAME and page.PATH.startswith(f"{p.PATH}/"))
    return next(above, scorecard.PATH)


class FirstAlone:
    """Lets the first request be answered before any other is begun: Dash does its once-only work in it, and refuses
    its own scripts to requests that come meanwhile."""

    def __init__(self, application: Callable):
        self.application = application
        self.lock = threading.Lock()
        self.done = False

    def __call__(self, environment: dict, start_response: Callable):
        if self.done:
            return self.application(environment, start_response)
        with self.lock:
            answer = self.application(environment, start_response)
            self.done = True
            return answer


def render(source: Source, path: str, query: Mapping[str, str]) -> Page:
    """The page at an address; a page that says what is wrong where there is none."""
    try:
        page, arguments = _ADDRESSES.match(path)
        return page.page(source, query, **arguments)
    except NoSuchAddress:
        return problem(404, f"There is no page at {path}.")
    except NotFound as error:
        return problem(404, str(error))
    except BadInput as error:
        return problem(400, str(error))
    except ScorecardError as error:
        LOG.error("%s: %s", path, error)
        return problem(503, str(error))


_ADDRESSES = Map([Rule(page.PATH, endpoint=page) for page in PAGES], strict_slashes=False).bind("dashboard")
_LINKS = tuple((page.NAME, page.PATH) for page in PAGES if page.NAME)


def _answer_pages(server: Flask, source: Source, settings: Settings) -> None:
    """Pages without a live part are answered without Dash: it would add scripts that have nothing to do."""

    @server.before_request
    def whole() -> Response | None:
        of_dash = request.url_rule is not None and request.url_rule.rule in DASH_RULES
        if request.method not in ("GET", "HEAD") or not of_dash or _page_at(request.path) is None:
            return None
        page = render(source, request.path, request.args)
        if page.live is not None:
            g.page = page
            return None
        return Response(_document(source, settings, None, page), status=page.status, mimetype="text/html")


def _document(source: Source, settings: Settings, parts: dict[str, str] | None, page: Page | None = None) -> str:
    page = page or g.pop("page", None) or render(source, request.path, request.args)
    g.status = page.status
    return shell.document(
        page,
        links=_LINKS,
        path=request.path,
        section=section(request.path),
        version=source.version(),
        refresh_seconds=settings.refresh_seconds,
        parts=parts,
    )


def _add_routes(server: Flask, source: Source) -> None:
    """Downloads, the version that pages ask for, and the answers to errors."""

    def download(name: str, text: Callable) -> Response:
        try:
            card = source.scorecard(request.args.get("period") or None)
            if card is None:
                raise BadInput("No return is held for that month, so there is nothing to download.")
            answer = Response(text(card), mimetype="text/csv")
        except ScorecardError as error:
            status = 404 if isinstance(error, NotFound) else 400
            return Response(shell.plain(problem(status, "").title, str(error)), status=status, mimetype="text/html")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{card.period}.csv"'
        return answer

    @server.get("/scorecard.csv")
    def scorecard_csv() -> Response:
        choice = Choice.of(request.args)
        return download("scorecard", lambda card: downloads.scorecard_csv(card, choice, read_by(source, choice)))

    @server.get("/indicator/<id>.csv")
    def indicator_csv(id: str) -> Response:
        team = request.args.get("team", "").strip()
        return download(id, lambda card: downloads.indicator_csv(card, source.indicator(id).id, team))

    @server.get("/version")
    def version() -> Response:
        return Response(source.version(), mimetype="text/plain", headers={"Cache-Control": "no-store"})

    @server.after_request
    def set_status(response: Response) -> Response:
        if "status" in g and response.status_code == 200:
            response.status_code = g.status
        return response

    @server.errorhandler(Exception)
    def fault(error: Exception) -> Response:
        status = error.code if isinstance(error, HTTPException) and error.code else 500
        if status >= 500:
            LOG.error("%s could not be answered", request.path, exc_info=error)
        said = "Try again in a moment. If it happens again, tell the people who look after this service."
        title = FAULT if status >= 500 else problem(status, "").title
        text = said if status >= 500 else getattr(error, "description", None) or title
        return Response(shell.plain(title, text), status=status, mimetype="text/html")
