"""What an officer may do with an upload, a step a function. A step that is no longer the upload's turn does nothing:
whoever pressed the button is shown how things stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from dashboard.jobs import working
from data import account, areas, periods, receiving, uploads
from data.errors import BadInput
from data.returns import find
from data.store import Store
from data.unpacking import Piece
from data.uploads import Sent, Upload, Uploads

REJECT = "reject"
OPEN = (uploads.NAMING, uploads.JUDGED, uploads.FAILED)  # the officer may change the set
BEFORE_LOADING = (*OPEN, uploads.JUDGING)


def take(store: Store, files: Iterable[Piece], *, authority: str, period: str, today: date) -> Upload:
    """Take files in; where it is plain what each of them is, they are judged at once. Raises BadInput, NotFound."""
    if not authority:
        raise BadInput("Whose returns are these? Choose the authority, then send the files again.")
    name = areas.council(authority)["area"]
    if period:
        periods.index(period)
    kept = Uploads(store)
    upload = receiving.receive(
        store,
        files,
        authority=authority,
        authority_name=name,
        by=account.name(),
        today=today,
        period=period,
    )
    return _judge_if_named(kept, upload)


def name(kept: Uploads, id: str, told: Mapping[int, tuple[str, str]]) -> Upload:
    """Say of files (by number) which list and month they are. Raises BadInput, NotFound for what does not exist."""
    for list_name, period in told.values():
        if list_name:
            find(list_name)
        if period:
            periods.index(period)

    def named(upload: Upload) -> Upload:
        if upload.state not in OPEN:
            return upload
        for number, said in told.items():
            upload = upload.with_file(number, **_said(upload.file(number), *said))
        return replace(upload, state=uploads.NAMING)

    return _judge_if_named(kept, kept.change(id, named))


def remove(kept: Uploads, id: str, number: int) -> Upload:
    """Take a file out of the set. Of a rejected one nothing was reckoned with, so the other verdicts stand."""
    verdict = kept.verdict(id)
    rejected = verdict and any(f["number"] == number and f["verdict"] == REJECT for f in verdict["files"])

    def removed(upload: Upload) -> Upload:
        if upload.state not in OPEN:
            return upload
        stands = rejected and upload.state == uploads.JUDGED
        state = uploads.JUDGED if stands else uploads.NAMING
        upload.file(number)
        return replace(upload.with_file(number, removed=True), state=state)

    return _judge_if_named(kept, kept.change(id, removed))


def put_back(kept: Uploads, id: str, number: int) -> Upload:
    """Take a removed file into the set again."""

    def back(upload: Upload) -> Upload:
        if upload.state not in OPEN:
            return upload
        upload.file(number)
        return replace(upload.with_file(number, removed=False), state=uploads.NAMING)

    return _judge_if_named(kept, kept.change(id, back))


def accept(kept: Uploads, id: str, seen: str) -> Upload:
    """Load the files, if nothing is against it and the verdict that stands is the one `seen` (when its judging
    began)."""
    upload, verdict = kept.get(id), kept.verdict(id)
    if upload.state != uploads.JUDGED or upload.begun_at != seen or hindrance(upload, verdict):
        return upload
    return working.begin(kept, id, uploads.LOADING, (uploads.JUDGED,), seen=seen)


def again(kept: Uploads, id: str) -> Upload:
    """Try once more what went wrong. What was stored of it already is found to be held."""
    return working.begin(kept, id, uploads.JUDGING, (uploads.FAILED,))


def discard(kept: Uploads, id: str) -> Upload:
    """Take everything back: nothing of it is held but the archived bytes and the rows of the ledger that say so."""

    def discarded(upload: Upload) -> Upload:
        return replace(upload, state=uploads.DISCARDED) if upload.state in BEFORE_LOADING else upload

    upload = kept.change(id, discarded)
    if upload.state == uploads.DISCARDED:
        receiving.discard(kept.store, upload, upload.files, areas.area(upload.authority)["area"])
        kept.drop(id)
    return upload


def is_named(file: Sent) -> bool:
    """Whether it is plain which list and month the file is."""
    return bool(file.list and file.period and not file.looks_like)


def twice(upload: Upload) -> list[tuple[str, str]]:
    """Lists and months for which there is more than one file in the set."""
    counts = Counter((f.list, f.period) for f in upload.chosen if f.list and f.period)
    return sorted((of for of, n in counts.items() if n > 1), key=lambda of: (of[1], of[0]))


def hindrance(upload: Upload, verdict: Mapping) -> str:
    """Why the upload cannot be accepted as it stands, and what to do; empty where it can."""
    chosen = {f.number for f in upload.chosen}
    judged = [f for f in verdict["files"] if f["number"] in chosen]
    rejected = sum(f["verdict"] == REJECT and not f["duplicate"] for f in judged)
    if rejected:
        them = "1 file is rejected. Take it" if rejected == 1 else f"{rejected:,} files are rejected. Take them"
        return f"{them} out of the set, or correct and send the files again, before you accept the others."
    for list_name, period in twice(upload)[:1]:
        return (
            f"More than one file is {find(list_name).title}, {periods.name(period)}. A list is sent whole, so only one "
            "of them can count: take the others out, or correct what they are."
        )
    if not judged:
        return "No file is left in the set."
    if all(f["duplicate"] for f in judged):
        return "Everything in this set is held already, so there is nothing to accept."
    return ""


# ------------------------------------------------------------------------------------------------------


def _said(file: Sent, list_name: str, period: str) -> dict:
    """What the officer said of a file; what was left as it was keeps the reason that it had."""
    changes: dict = {"looks_like": ""}
    if list_name != file.list:
        changes |= {"list": list_name, "list_by": receiving.YOU if list_name else ""}
    if period != file.period:
        changes |= {"period": period, "period_by": receiving.YOU if period else ""}
    return changes


def _judge_if_named(kept: Uploads, upload: Upload) -> Upload:
    if upload.state != uploads.NAMING or not upload.chosen or not all(map(is_named, upload.chosen)):
        return upload
    return working.begin(kept, upload.id, uploads.JUDGING, (uploads.NAMING,), notice="")
