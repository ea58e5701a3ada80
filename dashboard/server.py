"""Serving the dashboard: by gunicorn in several processes, each with its own application."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

from dash import Dash
from flask import Flask

from dashboard.serving.security import is_loopback
from data.errors import BadInput

STORE_SETTING, AUTHORITY_SETTING = "SCORECARD_STORE", "SCORECARD_AUTHORITY"
WORKERS, THREADS = 2, 4
FIRST = ("/", "/indicator/cla_count")  # a page without a chart and one with


def serve(
    store: Path | Callable[[], Dash],
    *,
    host: str = "127.0.0.1",
    port: int = 8050,
    workers: int = WORKERS,
    authority: str | None = None,
) -> None:
    """Serve the dashboard of a store (or what makes an application) until it is stopped.

    Raises BadInput for a host that others can reach: there is no sign-in yet.
    """
    check_host(host)
    make = store if callable(store) else lambda: application(store, authority)
    _gunicorn(make, {"bind": f"{_in_address(host)}:{port}", "workers": workers, "threads": THREADS}).run()


def application(store: Path, authority: str | None = None) -> Dash:
    """The dashboard of the store in a folder."""
    from dashboard.app import build
    from dashboard.source import StoreSource
    from data.store import Store

    return build(StoreSource(Store(store), authority=authority))


def wsgi() -> Flask:
    """For `gunicorn "dashboard.server:wsgi()"`: the store is named by the setting SCORECARD_STORE."""
    store = os.environ.get(STORE_SETTING)
    if not store:
        raise BadInput(f"Set {STORE_SETTING} to the folder of the store, then start the server again.")
    return warmed(application(Path(store), os.environ.get(AUTHORITY_SETTING)).server)


def warmed(server: Flask) -> Flask:
    """The same server, which begins at once with what its first answers need: Dash's once-only work, the libraries that
    a first page loads, and the figures from the store. A reader who comes meanwhile waits for the rest of it only.

    It is done beside the worker's own beginning, not before it: a store whose figures are to be worked out anew may
    take longer than the time after which a worker that says nothing is taken for dead.
    """
    threading.Thread(target=_ask_first, args=(server,), name="first answers", daemon=True).start()
    return server


def _ask_first(server: Flask) -> None:
    client = server.test_client()
    for path in FIRST:
        client.get(path)  # a fault is logged by the server, and told to the reader who asks for the page


def check_host(host: str) -> None:
    """Raises BadInput unless the host is this machine's own loopback address."""
    if not is_loopback(host):
        raise BadInput(
            f"The dashboard does not serve on '{host}': anyone who can reach that address could read it, because "
            "sign-in is not configured. Use --host 127.0.0.1, and reach it from elsewhere through a tunnel."
        )


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _gunicorn(make: Callable[[], Dash], options: dict):
    """Gunicorn without its command line; each worker makes its own application after the fork."""
    from gunicorn.app.base import BaseApplication

    class Application(BaseApplication):
        def load_config(self) -> None:
            for name, value in (DEFAULTS | options).items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return warmed(make().server)

    return Application()


DEFAULTS = {
    "worker_class": "gthread",
    "preload_app": False,  # Polars' threads do not survive a fork
    "timeout": 120,
    "graceful_timeout": 5,
    "keepalive": 30,
    "loglevel": "warning",
    "control_socket_disable": True,
}
