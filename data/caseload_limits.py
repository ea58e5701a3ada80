"""How many cases are too many, by role and date: those that come with the program, and a council's own.

A council's own `caseload_limits.csv` in the folder of its store has the same columns, and may name a `worker_id` (a
newly qualified worker, say) whose limit is another than that of the role.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from data.errors import BadInput

OWN = "caseload_limits.csv"
COLUMNS = ("role", "limit", "valid_from", "basis")
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

    Raises BadInput for a file that cannot be used, naming line and column.
    """
    rows = list(_shipped())
    if folder is not None and (folder / OWN).exists():
        rows += _read((folder / OWN).read_text(encoding="utf-8-sig"), OWN)
    in_force = sorted((r for r in rows if r.valid_from <= on), key=lambda r: r.valid_from)
    own_last = [r for r in rows if r.valid_from <= on and r not in _shipped()]
    by_role = {r.role: r for r in [*in_force, *sorted(own_last, key=lambda r: r.valid_from)] if not r.worker_id}
    return Limits(by_role, {r.worker_id: r for r in in_force if r.worker_id})


@lru_cache(maxsize=1)
def _shipped() -> tuple[Limit, ...]:
    return tuple(_read(files("data.reference").joinpath(OWN).read_text(encoding="utf-8"), OWN))


def _read(text: str, name: str) -> list[Limit]:
    rows = csv.DictReader(io.StringIO(text))
    missing = [c for c in COLUMNS if c not in (rows.fieldnames or ())]
    if missing:
        raise BadInput(f"{name} has no column {missing[0]}. It needs {', '.join(COLUMNS)}, and may have worker_id.")
    return [_limit(row, f"{name}, line {rows.line_num}") for row in rows]


def _limit(row: dict[str, str], where: str) -> Limit:
    role = (row["role"] or "").strip().upper()
    if role not in ROLES:
        raise BadInput(f"{where}: role is '{row['role']}'; it should be one of {', '.join(ROLES)}.")
    try:
        limit = float(row["limit"])
    except (TypeError, ValueError) as problem:
        raise BadInput(f"{where}: limit is '{row['limit']}'; it should be a number, such as 25.") from problem
    try:
        begins = date.fromisoformat((row["valid_from"] or "").strip())
    except ValueError as problem:
        raise BadInput(
            f"{where}: valid_from is '{row['valid_from']}'; it should be a date, as 2026-04-01."
        ) from problem
    return Limit(role, limit, begins, (row["basis"] or "").strip(), (row.get("worker_id") or "").strip())
