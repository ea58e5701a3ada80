"""The work on uploads, started in processes of their own and started again where one was cut short.

The state of an upload is on disk and whoever works on it holds a lock that ends with the process, so any web worker can
tell, at any later time, that work is due and that nobody is doing it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dashboard.jobs import apart
from dashboard.jobs.apart import GRACE, MOST_ATTEMPTS
from data import uploads
from data.uploads import Upload, Uploads, moment

WORK = {uploads.JUDGING: "judge", uploads.LOADING: "load"}
CUT_SHORT = (
    "The work on these files was cut short several times, most likely because they are too much for this machine at "
    "once. Discard them and send fewer months at a time, or tell the people who look after this service."
)


def begin(
    kept: Uploads, id: str, state: str, among: tuple[str, ...], *, seen: str | None = None, notice: str | None = None
) -> Upload:
    """Have the upload judged or loaded, if it is in one of these states; the upload as it is then.

    `seen`: only if the work on it was last begun at that time. `notice`: what the officer must hear from now on.
    """
    mine = moment()

    def begun(upload: Upload) -> Upload:
        if upload.state not in among or seen not in (None, upload.begun_at):
            return upload
        said = upload.notice if notice is None else notice
        return replace(upload, state=state, begun_at=mine, attempts=1, fault="", notice=said)

    upload = kept.change(id, begun)
    if (upload.state, upload.begun_at) == (state, mine):
        kept.report_progress(id, 0, len(upload.chosen))
        start(kept, id, WORK[state])
    return upload


def attend(kept: Uploads, id: str) -> Upload:
    """The upload; where work on it is due and nobody is doing it, it is begun again, a few times at most."""
    upload = kept.get(id)
    if upload.state not in uploads.BUSY or _age(upload) < GRACE or kept.is_at_work(id):
        return upload

    def again(now: Upload) -> Upload:
        if now != upload:
            return now  # somebody else was quicker
        if now.attempts >= MOST_ATTEMPTS:
            return replace(now, state=uploads.FAILED, fault=CUT_SHORT)
        return replace(now, begun_at=mine, attempts=now.attempts + 1)

    mine = moment()
    found = kept.change(id, again)
    if found.state in uploads.BUSY and found.begun_at == mine:
        start(kept, id, WORK[found.state])
    return found


def start(kept: Uploads, id: str, what: str) -> None:
    """Start the work in a process that outlives this one and shares nothing with it but the store."""
    arguments = [what, "--store", str(kept.store.folder.resolve()), "--upload", id]
    with kept.log(id) as log:
        apart.start("dashboard.jobs.intake", arguments, log)


def _age(upload: Upload) -> timedelta:
    return datetime.fromisoformat(moment()) - datetime.fromisoformat(upload.begun_at)
