"""Files from the browser: archived, in the ledger as offered, and nothing else."""

import io
import zipfile
from datetime import date

import pytest

from data.archive import digest
from data.errors import BadInput, NotFound
from data.faulty_lines import faulty_lines
from data.issues import ERROR, issue
from data.receiving import MENDED, OTHERS, discard, receive
from data.returns import find
from data.store import Store
from data.unpacking import Piece
from data.uploads import LOADED, NAMING, Uploads

TODAY = date(2026, 11, 21)
NAME = "Exampleshire (synthetic)"


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store")


def csv_of(name: str, *rows: str) -> bytes:
    return "\n".join([",".join(f'"{c.header}"' for c in find(name).columns), *rows, ""]).encode()


def sent(store: Store, *files: tuple[str, bytes]):
    return receive(store, [Piece(*f) for f in files], authority="999", authority_name=NAME, by="officer", today=TODAY)


def test_the_bytes_are_archived_and_the_offer_is_in_the_ledger_and_nothing_is_held(store):
    raw = csv_of("care_leavers", "A")
    upload = sent(store, ("2026-09/care_leavers.csv", raw))
    (file,) = upload.files
    assert store.archive.read(file.sha256) == raw
    (row,) = store.offers().to_dicts()
    assert (row["upload_id"], row["verdict"], row["list"], row["period"], row["sha256"], row["offered_by"]) == (
        file.upload_id, "offered", "care_leavers", "2026-09", digest(raw), "officer",
    )  # fmt: skip
    assert row["extract_date"] == date(2026, 9, 30)
    assert store.ledger().is_empty() and store.held().is_empty()
    assert sorted(p.name for p in store.folder.iterdir() if p.is_dir()) == ["archive", "ledger", "uploads"]
    assert Uploads(store).get(upload.id) == upload and upload.state == NAMING


def test_a_file_that_nothing_tells_of_is_kept_too(store):
    upload = sent(store, ("export.csv", b"a,b\n"))
    assert (upload.files[0].list, upload.files[0].period) == ("", "")
    assert store.offers()["extract_date"].to_list() == [None]


def test_a_zip_is_unpacked_and_what_is_left_out_is_named(store):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("2026-09/contacts.csv", csv_of("contacts"))
        archive.writestr("2026-09/notes.docx", b"x")
    upload = sent(store, ("returns.zip", out.getvalue()), ("broken.zip", b"x"), ("pep.csv", csv_of("pep")))
    assert [(f.number, f.path) for f in upload.files] == [(1, "2026-09/contacts.csv"), (2, "pep.csv")]
    assert [path for path, _ in upload.left_out] == ["2026-09/notes.docx", "broken.zip"]
    assert upload.files[0].placed and not upload.files[1].placed


def test_files_that_tell_no_month_are_taken_for_that_of_the_others(store):
    upload = sent(store, ("2026-09/contacts.csv", csv_of("contacts")), ("pep.csv", csv_of("pep")))
    assert (upload.files[1].period, upload.files[1].period_by) == ("2026-09", OTHERS)
    several = ("2026-08/contacts.csv", "2026-09/contacts.csv", "pep.csv")
    upload = sent(store, *((path, b"") for path in several))
    assert upload.files[2].period == ""


def test_a_month_that_was_said_holds_for_all_that_lie_in_no_month_folder(store):
    files = [Piece("2026-08/contacts.csv", csv_of("contacts")), Piece("pep_2026-07.csv", csv_of("pep"))]
    upload = receive(store, files, authority="999", authority_name=NAME, by="officer", today=TODAY, period="2026-09")
    assert [(f.period, f.period_by) for f in upload.files] == [("2026-08", "its folder"), ("2026-09", "you")]


def test_of_a_folder_only_what_may_be_a_return_is_taken(store):
    upload = sent(store, ("2026-09/.DS_Store", b"x"), ("2026-09/plan.xlsx", b"PK"), ("2026-09/pep.csv", csv_of("pep")))
    assert [f.path for f in upload.files] == ["2026-09/pep.csv"]
    assert [path for path, _ in upload.left_out] == ["2026-09/plan.xlsx"]
    assert not store.archive.path(digest(b"PK")).exists()


@pytest.mark.parametrize("files", [(), (("broken.zip", b"x"),)])
def test_nothing_to_take_is_an_error_and_leaves_nothing(store, files):
    with pytest.raises(BadInput):
        sent(store, *files)
    assert Uploads(store).newest(9) == [] and store.offers().is_empty()


def test_a_path_is_only_ever_shown(store):
    upload = sent(store, ("C:\\returns\\2026-09\\pep.csv", csv_of("pep")), ("../../x\n.csv", b"a"), ("", b"b"))
    assert [f.path for f in upload.files] == ["C:/returns/2026-09/pep.csv", "../../x .csv", "file"]
    assert upload.files[0].placed
    assert not list(store.folder.parent.glob("x*"))


def test_a_discarded_file_is_noted_once_and_a_loaded_one_is_not(store):
    upload = sent(store, ("pep.csv", csv_of("pep")), ("contacts.csv", csv_of("contacts")))
    discard(store, upload, upload.files[:1], NAME)
    discard(store, upload, upload.files, NAME)
    discard(store, upload, upload.files, NAME)
    assert sorted(store.offers().select("filename", "verdict").rows()) == [
        ("contacts.csv", "discarded"), ("pep.csv", "discarded"),
    ]  # fmt: skip


def test_corrected_lines_are_put_back_into_the_file_that_they_are_from(store):
    raw = csv_of("care_leavers", "A", "", "C")
    first = sent(store, ("2026-09/care_leavers.csv", raw))
    found = issue("missing_id", ERROR, "Blank.", line=4)
    lines = faulty_lines(raw, "", find("care_leavers"), first.files[0].sha256, found)
    corrected = lines.replace(",C,", ",D,", 1)
    assert corrected != lines
    upload = sent(store, ("faulty-lines-1.csv", corrected.encode()))
    (file,) = upload.files
    assert store.archive.read(file.sha256) == raw.replace(
        b"\nC", b"\nD" + b"," * (len(find("care_leavers").columns) - 1)
    )
    assert (file.path, file.list, file.period, file.list_by) == (
        "care_leavers.csv", "care_leavers", "2026-09", MENDED,
    )  # fmt: skip
    assert file.note == "1 corrected line put back into this file."
    assert store.archive.path(digest(corrected.encode())).exists()


def test_corrected_lines_of_a_file_that_was_never_sent_for_this_authority_are_not_taken(store):
    raw = csv_of("care_leavers", "A")
    lines = faulty_lines(raw, "", find("care_leavers"), digest(raw), issue("missing_id", ERROR, "Blank.", line=2))
    with pytest.raises(BadInput, match="was not sent here for this authority"):
        sent(store, ("faulty.csv", lines.encode()))


def test_an_upload_is_found_by_its_id_only(store):
    for id in ("..", "20261121-061612-0000000g", "20261121-061612-00000000", "../" * 3, ""):
        with pytest.raises(NotFound):
            Uploads(store).get(id)


def test_uploads_are_listed_newest_first_and_changed_one_at_a_time(store):
    from dataclasses import replace

    uploads = Uploads(store)
    ids = [sent(store, ("pep.csv", csv_of("pep"))).id for _ in range(2)]
    assert {u.id for u in uploads.newest(9)} == set(ids)
    assert [u.id for u in uploads.newest(9)] == sorted(ids, reverse=True)
    assert [u.id for u in uploads.newest(1)] == sorted(ids, reverse=True)[:1]
    uploads.change(ids[0], lambda u: replace(u.with_file(1, removed=True), state=LOADED))
    again = Uploads(store).get(ids[0])
    assert (again.state, again.chosen) == (LOADED, ())
    assert uploads.get(ids[1]).state == NAMING


def test_what_belongs_to_an_upload_is_kept_and_dropped(store):
    uploads = Uploads(store)
    id = sent(store, ("pep.csv", csv_of("pep"))).id
    assert uploads.verdict(id) is None and uploads.progress(id) == (0, 0)
    uploads.keep_verdict(id, {"held": "é"})
    uploads.report_progress(id, 1, 2)
    uploads.keep(id, "faulty-lines-1.csv", "a\r\n")
    assert uploads.verdict(id) == {"held": "é"} and uploads.progress(id) == (1, 2)
    assert uploads.kept(id, "faulty-lines-1.csv") == "a\r\n"
    uploads.drop(id)
    assert uploads.verdict(id) is None and uploads.kept(id, "faulty-lines-1.csv") is None
    assert uploads.get(id).state == NAMING


def test_one_works_on_an_upload_at_a_time(store):
    uploads = Uploads(store)
    id = sent(store, ("pep.csv", csv_of("pep"))).id
    assert not uploads.is_at_work(id)
    with uploads.at_work(id) as first:
        assert first and uploads.is_at_work(id)
        with Uploads(store).at_work(id) as second:
            assert not second
    assert not uploads.is_at_work(id)
