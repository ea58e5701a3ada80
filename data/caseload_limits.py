"""How many cases are too many, by role and date: those that come with the program, and a council's own.

A council's own `caseload_limits.csv` in the folder of its store has the same columns, and may name a `worker_id` (a
newly qualified worker, say) whose limit is another than that of the role.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from data.entries import Entry, entries

OWN = "caseload_limits.csv"
NEEDED = ("role", "limit", "valid_from", "basis")
ROLES = ("SW", "NQSW", "PA", "IRO")


@dataclass(frozen=True)
class Limit:
    """More cases than `limit` are too many for the role, or for one worker of it, from a date on."""

    role: str
    limit: float
    valid_from: date
    basis: str
    worker_id: str = ""


@dataclass(frozen=True)
class Limits:
    """The limits in force at one date."""

    by_role: dict[str, Limit]
    by_worker: dict[str, Limit]

    def of(self, role: str, worker_id: str) -> Limit | None:
        """The limit of a worker; None where the role has none."""
        return self.by_worker.get(worker_id) or self.by_role.get(role)


def limits(on: date, folder: Path | None = None) -> Limits:
    """The limits in force on a date; a council's own in the folder of its store come before the shipped ones.

    Raises BadInput for a file that cannot be used, naming lines and columns.
    """
    own = folder / OWN if folder is not None else None
    ours = _read(own.read_bytes()) if own is not None and own.exists() else []
    known = [*_in_force(_shipped(), on), *_in_force(ours, on)]
    return Limits({r.role: r for r in known if not r.worker_id}, {r.worker_id: r for r in known if r.worker_id})


# ------------------------------------------------------------------------------------------------------


def _in_force(rows: Iterable[Limit], on: date) -> list[Limit]:
    return sorted((r for r in rows if r.valid_from <= on), key=lambda r: r.valid_from)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Limit, ...]:
    return tuple(_read(files("data.reference").joinpath(OWN).read_bytes()))


def _read(raw: bytes) -> list[Limit]:
    found = entries(raw, OWN, columns=(*NEEDED, "worker_id"), needed=NEEDED, block="limit")
    rows = [_limit(entry) for entry in found]
    found[0].faults.stop()
    return rows


def _limit(entry: Entry) -> Limit:
    role, limit = entry.text("role").upper(), entry.number("limit")
    if role not in ROLES:
        entry.fault("role", f"Write one of: {', '.join(ROLES)}.")
    if limit is None and not entry.text("limit"):
        entry.fault("limit", "Write a number, such as 25.")
    return Limit(role, limit, entry.day("valid_from"), entry.text("basis"), entry.text("worker_id"))
