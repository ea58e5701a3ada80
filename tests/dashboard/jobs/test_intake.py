"""The work on an upload: judged without storing, loaded once it is accepted, taken up again where it was cut short."""

import os
import signal
import subprocess
import time
from dataclasses import replace
from datetime import date

import pytest

from dashboard.jobs import desk, intake, working
from data import uploads
from data.errors import BadInput
from data.receiving import receive
from data.store import Store
from data.unpacking import Piece
from data.uploads import Uploads

TODAY = date(2026, 11, 21)
SOUND = {"A": "G5", "B": "F1", "C": "F1", "D": "F1"}


@pytest.fixture
def kept(tmp_path) -> Uploads:
    return Uploads(Store(tmp_path / "store"))


@pytest.fixture
def started(monkeypatch) -> list:
    """What would have been started, in place of processes."""
    calls: list = []
    monkeypatch.setattr(working, "start", lambda kept, id, what: calls.append((id, what)))
    return calls


@pytest.fixture
def send(kept, started):
    """Take files in as the page does, without starting anything; returns the upload."""

    def take(*files: tuple[str, bytes], period: str = ""):
        pieces = [Piece(*f) for f in files]
        return desk.take(kept.store, pieces, authority="999", period=period, today=TODAY)

    return take


def worked(kept: Uploads, id: str, what: str):
    """The upload after its work was done in this process."""
    assert intake.run(what, kept, id) == 0
    return kept.get(id)


def sound(leavers_csv, **changes) -> tuple[str, bytes]:
    return "2026-09/care_leavers.csv", leavers_csv(SOUND | changes)


def test_a_named_file_is_judged_and_nothing_is_stored(kept, send, started, leavers_csv):
    upload = send(sound(leavers_csv))
    assert (upload.state, started) == (uploads.JUDGING, [(upload.id, "judge")])
    upload = worked(kept, upload.id, "judge")
    assert upload.state == uploads.JUDGED
    verdict = kept.verdict(upload.id)
    (file,) = verdict["files"]
    assert (file["verdict"], file["rows_read"], file["rows_stored"], file["faulty"]) == ("accept", 4, 4, False)
    assert [r["list"] for r in verdict["records"]] == ["care_leavers"] and verdict["figures"]
    assert "Exampleshire (synthetic)" in kept.kept(upload.id, uploads.REPORT)
    assert kept.store.ledger().is_empty() and kept.store.measures().is_empty()
    assert sorted(p.name for p in kept.store.folder.iterdir() if p.is_dir()) == ["archive", "ledger", "uploads"]


def test_an_accepted_upload_is_loaded_and_changes_the_version(kept, send, started, leavers_csv):
    upload = worked(kept, send(sound(leavers_csv)).id, "judge")
    before = kept.store.version()
    desk.accept(kept, upload.id, upload.begun_at)
    assert started[-1] == (upload.id, "load")
    upload = worked(kept, upload.id, "load")
    assert upload.state == uploads.LOADED
    assert upload.outcome == {"files": 1, "rows": 4, "months": ["2026-09"], "rejected": []}
    assert kept.store.version() != before and kept.store.rows("care_leavers").height == 4
    assert kept.store.offers().is_empty()
    neet = kept.store.measures("999").filter(indicator="cl_neet_19_21_pct", basis="as_reported", breakdown="")
    assert neet["value"].to_list() == [25.0]


def test_only_the_verdict_that_was_seen_can_be_accepted(kept, send, started, leavers_csv):
    upload = worked(kept, send(sound(leavers_csv)).id, "judge")
    assert desk.accept(kept, upload.id, "another").state == uploads.JUDGED
    assert started[1:] == []


def test_a_rejected_file_bars_the_way_until_it_is_taken_out(kept, send, started, leavers_csv):
    bad = "2026-08/care_leavers.csv", leavers_csv(SOUND, day="31/02/2026", date_of_birth="x")
    upload = worked(kept, send(sound(leavers_csv), bad).id, "judge")
    assert desk.hindrance(upload, kept.verdict(upload.id)).startswith("1 file is rejected. Take it out")
    assert desk.accept(kept, upload.id, upload.begun_at).state == uploads.JUDGED
    upload = desk.remove(kept, upload.id, 2)
    assert (upload.state, len(upload.chosen), started[1:]) == (uploads.JUDGED, 1, [])
    assert desk.accept(kept, upload.id, upload.begun_at).state == uploads.LOADING
    worked(kept, upload.id, "load")
    assert kept.store.offers().select("filename", "period", "verdict").rows() == [
        ("care_leavers.csv", "2026-08", "discarded")
    ]


def test_a_sound_file_taken_out_or_put_back_is_judged_again(kept, send, started, leavers_csv):
    august = "2026-08/care_leavers.csv", leavers_csv(SOUND, day="20/08/2026")
    upload = worked(kept, send(sound(leavers_csv), august).id, "judge")
    assert desk.remove(kept, upload.id, 2).state == uploads.JUDGING
    worked(kept, upload.id, "judge")
    assert [f["number"] for f in kept.verdict(upload.id)["files"]] == [1]
    assert desk.put_back(kept, upload.id, 2).state == uploads.JUDGING
    worked(kept, upload.id, "judge")
    assert [f["number"] for f in kept.verdict(upload.id)["files"]] == [2, 1]


def test_two_files_of_one_list_and_month_bar_the_way(kept, send, leavers_csv):
    other = "more/2026-09/care_leavers.csv", leavers_csv(SOUND | {"B": "G4"})
    upload = worked(kept, send(sound(leavers_csv), other).id, "judge")
    assert desk.hindrance(upload, kept.verdict(upload.id)).startswith("More than one file is Care leavers, Sept")


def test_what_is_held_already_is_nothing_to_accept(kept, send, leavers_csv):
    for _ in range(2):
        upload = worked(kept, send(sound(leavers_csv)).id, "judge")
        if not (why := desk.hindrance(upload, kept.verdict(upload.id))):
            desk.accept(kept, upload.id, upload.begun_at)
            worked(kept, upload.id, "load")
    assert why.startswith("Everything in this set is held already")


def test_a_file_that_nothing_tells_of_is_named_by_the_officer(kept, send, started, leavers_csv):
    upload = send(("export.csv", leavers_csv(SOUND, day="")))
    assert (upload.state, upload.files[0].list, started) == (uploads.NAMING, "care_leavers", [])
    upload = desk.name(kept, upload.id, {1: ("care_leavers", "2026-09")})
    file = upload.files[0]
    assert (upload.state, file.list_by, file.period, file.period_by) == ("judging", "its columns", "2026-09", "you")
    with pytest.raises(BadInput):
        desk.name(kept, upload.id, {1: ("care_leavers", "September")})


def test_a_name_against_the_columns_is_asked_about(kept, send, started, leavers_csv):
    upload = send(("2026-09/contacts.csv", leavers_csv(SOUND)))
    assert (upload.state, upload.files[0].looks_like, started) == (uploads.NAMING, "care_leavers", [])
    upload = desk.name(kept, upload.id, {1: ("care_leavers", "2026-09")})
    assert (upload.state, upload.files[0].list_by, upload.files[0].looks_like) == (uploads.JUDGING, "you", "")


def test_the_authority_must_be_said(send, kept, leavers_csv):
    with pytest.raises(BadInput, match="Choose the authority"):
        desk.take(kept.store, [Piece(*sound(leavers_csv))], authority="", period="", today=TODAY)
    assert kept.newest(1) == [] and not kept.store.folder.exists()


def test_a_discarded_upload_leaves_the_original_and_its_rows_of_the_ledger(kept, send, leavers_csv):
    upload = worked(kept, send(sound(leavers_csv)).id, "judge")
    upload = desk.discard(kept, upload.id)
    assert upload.state == uploads.DISCARDED and kept.verdict(upload.id) is None
    assert kept.store.offers()["verdict"].to_list() == ["discarded"]
    assert kept.store.archive.read(upload.files[0].sha256)
    assert desk.accept(kept, upload.id, upload.begun_at).state == uploads.DISCARDED


def test_an_upload_discarded_while_it_is_judged_is_let_go(kept, send, leavers_csv):
    upload = send(sound(leavers_csv))
    desk.discard(kept, upload.id)
    assert worked(kept, upload.id, "judge").state == uploads.DISCARDED
    assert kept.verdict(upload.id) is None


def test_what_was_loaded_meanwhile_is_looked_at_before_accepting(kept, send, leavers_csv):
    first = worked(kept, send(sound(leavers_csv)).id, "judge")
    second = worked(kept, send(sound(leavers_csv, B="G4")).id, "judge")
    for upload in (first, second):
        desk.accept(kept, upload.id, upload.begun_at)
        worked(kept, upload.id, "load")
    second = kept.get(second.id)
    assert (second.state, second.notice) == (uploads.JUDGED, intake.CHANGED_MEANWHILE)
    assert kept.verdict(second.id)["records"][0]["against"] == "2026-09"
    assert kept.store.rows("care_leavers")["activity"].to_list() == ["G5", "F1", "F1", "F1"]
    desk.accept(kept, second.id, second.begun_at)
    assert worked(kept, second.id, "load").state == uploads.LOADED


def test_a_load_cut_short_after_storing_is_finished(kept, send, monkeypatch, leavers_csv):
    upload = worked(kept, send(sound(leavers_csv)).id, "judge")
    desk.accept(kept, upload.id, upload.begun_at)
    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr("indicators.measures.bring_up_to_date", _cut)
        intake.run("load", kept, upload.id)
    assert kept.get(upload.id).state == uploads.LOADING and kept.store.measures().is_empty()
    upload = worked(kept, upload.id, "load")
    assert (upload.state, upload.outcome["rows"]) == (uploads.LOADED, 4)
    assert kept.store.ledger().height == 1 and kept.store.measures().height > 0


def _cut(*_):
    raise KeyboardInterrupt


def test_a_fault_of_ours_is_said_and_can_be_tried_again(kept, send, started, monkeypatch, leavers_csv):
    upload = send(sound(leavers_csv))
    with monkeypatch.context() as broken:
        broken.setattr(intake, "fingerprint", lambda store: 1 / 0)
        assert intake.run("judge", kept, upload.id) == 1
    upload = kept.get(upload.id)
    assert (upload.state, upload.fault) == (uploads.FAILED, intake.OUR_FAULT)
    assert desk.again(kept, upload.id).state == uploads.JUDGING
    assert worked(kept, upload.id, "judge").state == uploads.JUDGED


def test_work_that_nobody_does_is_begun_again_and_given_up_in_the_end(kept, send, started, leavers_csv):
    upload = send(sound(leavers_csv))
    assert working.attend(kept, upload.id) == upload and len(started) == 1  # it may still be coming up

    def long_ago():
        return kept.change(upload.id, lambda u: replace(u, begun_at="2026-11-21T06:00:00.000"))

    for attempt in (2, 3):
        long_ago()
        with kept.at_work(upload.id):
            assert working.attend(kept, upload.id).begun_at.endswith("06:00:00.000")
        assert working.attend(kept, upload.id).attempts == attempt
        assert working.attend(kept, upload.id).attempts == attempt
        assert len(started) == attempt
    long_ago()
    upload = working.attend(kept, upload.id)
    assert (upload.state, upload.fault, len(started)) == (uploads.FAILED, working.CUT_SHORT, 3)


def test_a_killed_process_gives_its_work_back(kept, monkeypatch, leavers_csv):
    """A real process, killed while it works; a second one does the work."""
    processes = []

    def noted(*arguments, **options):
        assert options["start_new_session"] and options.get("close_fds", True)  # it outlives the server, and lets it go
        processes.append(popen(*arguments, **options))
        return processes[-1]

    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", noted)
    pieces = [Piece(*sound(leavers_csv))]
    upload = receive(
        kept.store, pieces, authority="999", authority_name="Exampleshire (synthetic)", by="officer", today=TODAY
    )
    working.begin(kept, upload.id, uploads.JUDGING, (uploads.NAMING,))
    _until(lambda: kept.is_at_work(upload.id))
    os.kill(processes[0].pid, signal.SIGKILL)
    _until(lambda: not kept.is_at_work(upload.id))
    assert kept.get(upload.id).state == uploads.JUDGING
    monkeypatch.setattr(working, "GRACE", working.GRACE * 0)
    working.attend(kept, upload.id)
    _until(lambda: kept.get(upload.id).state == uploads.JUDGED)
    assert kept.get(upload.id).attempts == 2


def _until(true) -> None:
    for _ in range(2400):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it never came")
