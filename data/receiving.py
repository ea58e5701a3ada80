"""Files as they come in from the browser: into the archive and, as offered, into the ledger; nothing else is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from data import periods
from data.batch import Batch
from data.errors import BadInput
from data.guessing import FOLDER, guessed
from data.ledger import DISCARDED, OFFERED, Offer
from data.mending import mended
from data.store import Store
from data.unpacking import MOST_FILES, LeftOut, Piece, is_meant, is_zip, no_csv, unpacked
from data.uploads import NAMING, Sent, Upload, Uploads, new_id

OTHERS, MENDED, YOU = "the other files", "the file that it corrects", "you"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def receive(
    store: Store,
    files: Iterable[Piece],
    *,
    authority: str,
    authority_name: str,
    by: str,
    today: date,
    period: str = "",
) -> Upload:
    """Keep the files, zips unpacked, as an upload that waits to be named. Raises BadInput where none can be kept.

    `period`: the month of every file that does not lie in a folder named by month, where the officer said one.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    sent, left_out = [], []
    for piece in _each(files, left_out):
        if len(sent) == MOST_FILES:
            raise BadInput(f"More than {MOST_FILES:,} files were sent, so none was taken. Send them in parts.")
        try:
            sent.append(_kept(store, piece, len(sent) + 1, authority, period, today))
        except BadInput as problem:
            left_out.append(LeftOut(piece.path, f"was not taken. {problem}"))
    if not sent:
        why = " ".join(f"{one.path} {one.why}" for one in left_out)
        raise BadInput(why or "No file was chosen. Choose the CSV files of a month, or a zip of them.")
    sent = _same_month(sent)
    upload = Upload(
        id=new_id(now),
        state=NAMING,
        sent_at=now.isoformat(timespec="milliseconds"),
        by=by,
        authority=authority,
        files=tuple(sent),
        left_out=tuple((one.path, one.why) for one in left_out),
    )
    store.commit([_row(upload, f, authority_name, OFFERED) for f in sent])
    Uploads(store).add(upload)
    return upload


def discard(store: Store, upload: Upload, files: Iterable[Sent], authority_name: str) -> None:
    """Note in the ledger that these files were taken back, unless it says what became of them already."""
    waiting = store.offers()
    waiting = set(waiting.filter(waiting["verdict"] == OFFERED)["upload_id"])
    rows = [_row(upload, f, authority_name, DISCARDED) for f in files if f.upload_id in waiting]
    store.commit(rows)


def _each(files: Iterable[Piece], left_out: list[LeftOut]) -> Iterable[Piece]:
    """The files, those of a zip in its place; what is not taken goes to `left_out`."""
    for piece in files:
        path = _plain(piece.path)
        if not is_meant(path):
            continue
        if not is_zip(path):
            if why := no_csv(path):
                left_out.append(LeftOut(path, why))
            else:
                yield Piece(path, piece.raw)
            continue
        try:
            inside, others = unpacked(piece.raw, path)
        except BadInput as problem:
            left_out.append(LeftOut(path, f"was not taken. {problem}"))
            continue
        left_out += others
        if not inside and not others:
            left_out.append(LeftOut(path, "holds no CSV file."))
        yield from inside


def _plain(path: str) -> str:
    """The path as browsers of any kind give it, as a text to show; it is never used as a place."""
    return _CONTROL.sub(" ", path.replace("\\", "/")).strip("/ ")[-200:] or "file"


def _kept(store: Store, piece: Piece, number: int, authority: str, period: str, today: date) -> Sent:
    sha256 = store.archive.keep(piece.raw)
    whole = mended(piece.raw, store, authority)
    if whole is not None:
        return Sent(
            number=number,
            upload_id=Batch.new_id(),
            path=whole.filename,
            sha256=store.archive.keep(whole.raw),
            size=len(whole.raw),
            list=whole.list,
            list_by=MENDED,
            period=whole.period,
            period_by=MENDED,
            note=f"{whole.changed:,} corrected line{'s' if whole.changed != 1 else ''} put back into this file.",
        )
    guess = guessed(piece.path, piece.raw, today)
    if period and guess.period_by != FOLDER:
        guess = replace(guess, period=period, period_by=YOU)
    return Sent(
        number=number,
        upload_id=Batch.new_id(),
        path=piece.path,
        sha256=sha256,
        size=len(piece.raw),
        list=guess.list,
        list_by=guess.list_by,
        period=guess.period,
        period_by=guess.period_by,
        looks_like=guess.looks_like,
    )


def _same_month(sent: list[Sent]) -> list[Sent]:
    """Files that tell no month are taken for that of the others, where they all tell the same."""
    told = {f.period for f in sent if f.period}
    if len(told) != 1:
        return sent
    month = told.pop()
    return [f if f.period else replace(f, period=month, period_by=OTHERS) for f in sent]


def _row(upload: Upload, file: Sent, authority_name: str, verdict: str) -> Offer:
    decided = verdict != OFFERED
    return Offer(
        upload_id=Batch.new_id() if decided else file.upload_id,
        offered_at=datetime.now(UTC).replace(tzinfo=None),
        offered_by=upload.by,
        authority=upload.authority,
        authority_name=authority_name,
        list=file.list,
        period=file.period,
        extract_date=periods.month_end(file.period) if file.period else None,
        filename=file.name,
        sha256=file.sha256,
        verdict=verdict,
        rows_read=0,
        rows_stored=0,
        decides=file.upload_id if decided else "",
    )
