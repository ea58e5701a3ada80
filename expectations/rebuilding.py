"""Every file of the ledger through the gate again, in the order of offer: the tables as a load would make them today.

The ledger's word stands: what was accepted is stored, what was rejected is not. Where the gate's rules have changed
since, the rows and issues are those of today's rules, and the file is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from data import imports, periods
from data.batch import Batch
from data.errors import StoreError
from data.ledger import ACCEPTED, LEDGER, Offer
from data.returns import find
from data.store import Store
from expectations.gate import Decision, Declaration, decide

Progress = Callable[[list[Mapping]], Iterable[Mapping]]
FROM_LEDGER = [c for c in LEDGER if c not in ("errors", "warnings", "rows_stored")]
NAMED = 5  # files that a message names


@dataclass(frozen=True)
class Difference:
    """A file that the gate sees otherwise today: what was noted when it was loaded, and what is found now."""

    file: str
    before: str
    now: str


def rebuild(store: Store, remade: Store, progress: Progress = iter) -> list[Difference]:
    """Remake the rows, issues and quality of every file of the ledger that `remade` does not have yet, and the
    published figures of every imported file.

    Raises StoreError for an archived file that is missing or altered, and where a file that is held would be rejected
    today: then there is nothing to put in its place.
    """
    imports.remake(store, remade)
    held_now = set(store.held()["upload_id"])
    done = remade.ledger()["upload_id"]
    ledger = store.ledger().filter(~pl.col("upload_id").is_in(done.implode()))
    batch, differences, refused = Batch(remade), [], []
    for entry in progress(ledger.to_dicts()):
        raw, held = store.archive.read(entry["sha256"]), _Settled(batch, entry["period"])
        decision = decide(raw, entry["filename"], _declared(entry), held)
        if decision.verdict not in ACCEPTED and entry["upload_id"] in held_now:
            refused.append(_name(entry))
            continue
        offer = _offer(entry, decision)
        if (before := _counts(entry)) != (now := _counts(offer.ledger_row())):
            differences.append(Difference(_name(entry), before, now))
        batch.add(offer)
        if batch.full:
            batch.commit()
    if refused:
        raise StoreError(
            f"Nothing was rebuilt. The gate's rules have changed; today they reject: {_listed(refused)}. Load a "
            "corrected file in place of each, or rebuild with the version of the program that accepted them."
        )
    batch.commit()
    return differences


class _Settled:
    """What is held, as the gate asks for it of a file whose acceptance is settled: it is not turned away because its
    bytes are held for its month already."""

    def __init__(self, batch: Batch, period: str):
        self._batch, self._period = batch, period

    def months_of(self, authority: str, list: str, sha256: str) -> set[str]:
        return self._batch.months_of(authority, list, sha256) - {self._period}

    def __getattr__(self, name: str):
        return getattr(self._batch, name)


def _declared(entry: Mapping) -> Declaration:
    return Declaration(
        authority=entry["authority"],
        authority_name=entry["authority_name"],
        list=entry["list"],
        period=entry["period"],
        extract_date=entry["extract_date"],
        placed=True,  # else a file held for another month would have been turned away, and not be in the ledger
    )


def _offer(entry: Mapping, decision: Decision) -> Offer:
    rejected = entry["verdict"] not in ACCEPTED
    return Offer(
        **{name: entry[name] for name in FROM_LEDGER},
        rows_stored=0 if rejected else decision.rows_stored,
        issues=decision.issues,
        rows=decision.rows.clear() if rejected else decision.rows,
        quality=decision.quality.clear() if rejected else decision.quality,
    )


def _counts(entry: Mapping) -> str:
    return f"{entry['rows_stored']:,} rows, {entry['errors']:,} errors, {entry['warnings']:,} warnings"


def _name(entry: Mapping) -> str:
    return f"{find(entry['list']).title}, {periods.name(entry['period'])} ({entry['filename']})"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return "; ".join(names[:NAMED]) + more
