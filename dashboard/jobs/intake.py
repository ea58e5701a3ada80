"""The work of an upload, in a process of its own: judge the files that were sent, load those that were accepted.

`python -m dashboard.jobs.intake judge|load --store DIR --upload ID`. A web worker starts it and never imports it, since
the gate brings libraries that a web worker must not carry. Where it is cut short, it can be started again.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from data import areas, uploads
from data.errors import ScorecardError
from data.faulty_lines import faulty_lines
from data.receiving import discard
from data.returns import find
from data.store import Store
from data.uploads import Archived, Upload, Uploads

LOG = logging.getLogger("dashboard.jobs.intake")
OUR_FAULT = (
    "Something went wrong on our side. Try again; if it happens again, tell the people who look after this service."
)
CHANGED_MEANWHILE = (
    "Other returns were loaded while this upload waited, so the verdict and what will change were worked out again. "
    "Look once more, then accept."
)


class Withdrawn(Exception):
    """The upload is no longer to be worked on."""


def main(arguments: list[str] | None = None) -> int:
    """Do one piece of work; 0 where it is done, or somebody else does it."""
    parser = argparse.ArgumentParser(prog="dashboard.jobs.intake")
    parser.add_argument("what", choices=("judge", "load"))
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--upload", required=True)
    options = parser.parse_args(arguments)
    kept = Uploads(Store(options.store))
    with kept.at_work(options.upload) as mine:
        return run(options.what, kept, options.upload) if mine else 0


def run(what: str, kept: Uploads, id: str) -> int:
    """Judge or load the upload; a fault is noted in it, so that its page can say so."""
    try:
        judge(kept, id) if what == "judge" else load(kept, id)
    except Withdrawn:
        return 0
    except Exception as problem:
        LOG.exception("The upload %s could not be worked on", id)
        said = str(problem) if isinstance(problem, ScorecardError) else OUR_FAULT
        kept.change(id, lambda u: replace(u, state=uploads.FAILED, fault=said) if u.state in uploads.BUSY else u)
        return 1
    return 0


def judge(kept: Uploads, id: str) -> None:
    """Work out the verdict on each file and what the sound ones would change. Nothing is stored."""
    from dashboard.jobs.preview import File, foreseen
    from data.batch import Batch
    from expectations import collection903, loading, report903, report_html

    upload = _in_state(kept, id, uploads.JUDGING)
    files = kept.incoming(upload)
    held = fingerprint(kept.store)
    sender = loading.Sender(authority=upload.authority, authority_name=area_name(upload.authority), by=upload.by)
    decisions = loading.check(files, sender, kept.store, progress=lambda f: _counted(kept, id, f, uploads.JUDGING))
    in_place = {(r["authority"], r["list"], r["period"]): r for r in kept.store.held().iter_rows(named=True)}
    sound = [d for d in decisions if d.verdict != "reject"]
    rules_903 = collection903.findings(decisions, Batch(kept.store))
    would_store = [File(d.declaration.list, d.declaration.period, d.rows) for d in sound]
    verdict = {
        "held": held,
        "files": [_of_file(kept, upload, f, d, in_place) for f, d in zip(files, decisions, strict=True)],
        "rules_903": [{"year": r.year, "hit": r.rules_hit, "judged": r.judged} for r in rules_903],
        **foreseen(kept.store, upload.authority, would_store),
    }
    made = f"{sender.authority_name}. Sent by {upload.by} on {upload.sent_at[:16].replace('T', ' at ')} UTC."
    kept.keep(id, uploads.REPORT, report_html.as_html(decisions, made=made, more=report903.as_html(rules_903)))
    kept.keep_verdict(id, verdict)
    done = kept.change(id, lambda u: replace(u, state=uploads.JUDGED) if u.state == uploads.JUDGING else u)
    if done.state == uploads.DISCARDED:
        kept.drop(id)  # withdrawn at the last moment


def load(kept: Uploads, id: str) -> None:
    """Store what was accepted and bring the figures up to date, unless more is held by now than when it was judged:
    then it is judged again."""
    from expectations import loading
    from indicators.measures import bring_up_to_date

    with kept.one_load_at_a_time():
        upload, verdict = _in_state(kept, id, uploads.LOADING), kept.verdict(id)
        if not verdict.get("cleared"):
            if verdict["held"] != fingerprint(kept.store):
                kept.change(id, lambda u: replace(u, state=uploads.JUDGING, notice=CHANGED_MEANWHILE))
                return judge(kept, id)
            kept.keep_verdict(id, verdict | {"cleared": True})  # what is loaded from here on is our own
        name = area_name(upload.authority)
        sender = loading.Sender(authority=upload.authority, authority_name=name, by=upload.by)
        files = kept.incoming(upload)
        loading.load(files, sender, kept.store, progress=lambda f: _counted(kept, id, f, uploads.LOADING))
        discard(kept.store, upload, upload.files, name)  # what was taken out, or was held already
        bring_up_to_date(kept.store, upload.authority)
        kept.change(id, lambda u: replace(u, state=uploads.LOADED, notice="", outcome=_outcome(kept.store, upload)))


def fingerprint(store: Store) -> str:
    """Changes whenever what is held changes."""
    return hashlib.sha256("\n".join(sorted(store.held()["upload_id"])).encode()).hexdigest()


def area_name(authority: str) -> str:
    """The authority's name. Raises NotFound."""
    return areas.area(authority)["area"]


# ------------------------------------------------------------------------------------------------------


def _in_state(kept: Uploads, id: str, state: str) -> Upload:
    upload = kept.get(id)
    if upload.state != state:
        raise Withdrawn
    return upload


def _counted(kept: Uploads, id: str, files: list[Archived], state: str) -> Iterable[Archived]:
    """The files, one after the other, each counted as it is begun; ends where the upload was withdrawn."""
    for done, file in enumerate(files):
        _in_state(kept, id, state)
        kept.report_progress(id, done, len(files))
        yield file
    kept.report_progress(id, len(files), len(files))


def _of_file(kept: Uploads, upload: Upload, file: Archived, decision, in_place: dict) -> dict:
    """What the page says of one file, as plain data; its faulty lines are kept beside it."""
    from expectations.report import grouped

    schema, number = (
        find(decision.declaration.list),
        next(f.number for f in upload.files if f.upload_id == file.decides),
    )
    faulty = faulty_lines(file.read(), decision.filename, schema, decision.sha256, decision.issues)
    if faulty:
        kept.keep(upload.id, uploads.faulty_name(number), faulty)
    severity = decision.issues["severity"]
    return {
        "number": number,
        "list": decision.declaration.list,
        "period": decision.declaration.period,
        "verdict": decision.verdict,
        "duplicate": decision.is_duplicate,
        "rows_read": decision.rows_read,
        "rows_stored": decision.rows_stored,
        "errors": int((severity == "error").sum()),
        "warnings": int((severity == "warning").sum()),
        "faults": grouped(decision.issues).to_dicts(),
        "faulty": bool(faulty),
        "replaces": _replaced(decision, in_place),
    }


def _replaced(decision, in_place: dict) -> dict | None:
    """The file that is held for the list and month, which this one would replace."""
    of = decision.declaration
    row = in_place.get((of.authority, of.list, of.period))
    if row is None or decision.verdict == "reject":
        return None
    return {"filename": row["filename"], "at": row["offered_at"].isoformat(), "rows_stored": row["rows_stored"]}


def _outcome(store: Store, upload: Upload) -> dict:
    """What the ledger says became of the files."""
    rows = store.ledger().to_dicts()
    ours = [r for r in rows if r["decides"] in {f.upload_id for f in upload.files}]
    stored = [r for r in ours if r["verdict"] != "reject"]
    return {
        "files": len(stored),
        "rows": sum(r["rows_stored"] for r in stored),
        "months": sorted({r["period"] for r in stored}),
        "rejected": sorted(r["filename"] for r in ours if r["verdict"] == "reject"),
    }


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    os.nice(5)  # those who read the pages come first
    sys.exit(main())
