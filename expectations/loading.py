"""Files through the gate into the store, in order of month: the single way in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from data import periods
from data.batch import Batch
from data.errors import BadInput
from data.incoming import Incoming
from data.mending import mended
from data.returns import find
from data.store import Offer, Store
from expectations.gate import Decision, Declaration, decide

Progress = Callable[[list[Incoming]], Iterable[Incoming]]


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Whose returns these are, and who offers them."""

    authority: str
    authority_name: str = ""
    extract_date: date | None = None  # the month end unless said
    by: str = ""

    def declares(self, file: Incoming) -> Declaration:
        """What the sender says of one file."""
        return Declaration(
            authority=self.authority,
            authority_name=self.authority_name,
            list=file.schema.name,
            period=file.period,
            extract_date=self.extract_date or periods.month_end(file.period),
            placed=file.placed,
        )


def check(
    files: list[Incoming], sender: Sender, store: Store | None = None, progress: Progress = iter
) -> list[Decision]:
    """The verdict on each file, as if the accepted ones before it had been loaded; nothing is stored."""
    batch = Batch(store) if store is not None else None
    decisions = []
    for file in progress(files):
        decision = decide(_whole(file, sender, store), file.path.name, sender.declares(file), batch)
        decisions.append(decision)
        if batch is not None:
            batch.add(offer_of(decision, sender, batch))
    return decisions


def load(files: list[Incoming], sender: Sender, store: Store, progress: Progress = iter) -> list[Decision]:
    """Archive each file, decide, and store what is sound. A file already held changes nothing.

    Files become visible together, some hundred thousand rows at a time. A load that is cut short leaves
    whole files only; run again, it takes up where it stopped.
    """
    batch = Batch(store)
    decisions = []
    for file in progress(files):
        raw = _whole(file, sender, store)
        store.archive.keep(raw)
        decision = decide(raw, file.path.name, sender.declares(file), batch)
        decisions.append(decision)
        if not decision.is_duplicate:
            batch.add(offer_of(decision, sender, batch, decides=file.decides))
        if batch.full:
            batch.commit()
    batch.commit()
    return decisions


def _whole(file: Incoming, sender: Sender, store: Store | None) -> bytes:
    """The file's bytes; of corrected lines that were sent alone, the file with these lines in their places.

    Raises BadInput where that file is another list or month than was said.
    """
    raw = file.read()
    whole = mended(raw, store, sender.authority)
    if whole is None:
        return raw
    if (whole.list, whole.period) != (file.schema.name, file.period):
        is_of, said = _words(whole.list, whole.period), _words(file.schema.name, file.period)
        raise BadInput(f"{file.path.name} holds corrected lines of {is_of}, and was said to be {said}. Correct that.")
    return whole.raw


def _words(name: str, period: str) -> str:
    return f"{find(name).title}, {periods.name(period)}"


def offer_of(decision: Decision, sender: Sender, batch: Batch, decides: str = "") -> Offer:
    """What the ledger and the tables keep of a decision. `decides`: the row by which the file waited for it."""
    declaration = decision.declaration
    where = (declaration.authority, declaration.list, declaration.period)
    return Offer(
        upload_id=batch.new_id(),
        offered_at=datetime.now(UTC).replace(tzinfo=None),
        offered_by=sender.by,
        authority=declaration.authority,
        authority_name=declaration.authority_name,
        list=declaration.list,
        period=declaration.period,
        extract_date=declaration.extract_date,
        filename=decision.filename,
        sha256=decision.sha256,
        verdict=decision.verdict,
        rows_read=decision.rows_read,
        rows_stored=decision.rows_stored,
        supersedes="" if decision.verdict == "reject" else batch.replaces(*where),
        decides=decides,
        issues=decision.issues,
        rows=decision.rows,
        quality=decision.quality,
    )
