"""Whether pages may name children and workers. By default they do while only this machine can reach the server."""

from __future__ import annotations

import os

from flask import current_app, has_app_context

from dashboard.serving.security import is_loopback
from data.errors import BadInput

SETTING = "SCORECARD_SHOW_CASES"
WORKERS = "SCORECARD_SHOW_WORKERS"
SAID = {"yes": True, "no": False}


def are_shown() -> bool:
    """Whether lists of single cases may be shown. Raises BadInput for a setting that is neither yes nor no."""
    said = os.environ.get(SETTING, "").strip().lower()
    if said and said not in SAID:
        raise BadInput(f"{SETTING} is '{said}'. Set it to yes or no.")
    return SAID[said] if said else _only_this_machine()


def workers_are_shown() -> bool:
    """Whether pages may name workers one by one; not unless the setting says yes. Raises BadInput for a setting that is
    neither yes nor no."""
    said = os.environ.get(WORKERS, "no").strip().lower()
    if said not in SAID:
        raise BadInput(f"{WORKERS} is '{said}'. Set it to yes or no.")
    return SAID[said]


def _only_this_machine() -> bool:
    if not has_app_context():
        return True  # no server, so nobody else
    hosts = current_app.config.get("TRUSTED_HOSTS") or [""]
    return all(is_loopback(host) for host in hosts)
