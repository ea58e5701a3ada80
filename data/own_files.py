"""The files that a council edits beside the tables of its store, and whether one of them has been edited."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data import caseload_limits, panels

FILES = (caseload_limits.OWN, panels.OWN)  # what pages read of them


def state(folder: Path) -> str:
    """Changes when one of the files is edited, comes or goes; empty without any. Cheap: nothing is read."""
    found = []
    for name in FILES:
        try:
            known = (folder / name).stat()
        except FileNotFoundError:
            continue
        found.append(f"{name} {known.st_mtime_ns} {known.st_size}")
    return hashlib.sha256("\n".join(found).encode()).hexdigest()[:12] if found else ""
