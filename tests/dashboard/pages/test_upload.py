"""The upload pages without a browser: forms, redirects, downloads, and what is refused."""

import io
import re
from html import unescape

import pytest

from dashboard.app import build
from dashboard.jobs import intake, working
from dashboard.pages import upload as page
from dashboard.source import StoreSource
from data import uploads
from data.store import Store
from data.uploads import Uploads

OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
SOUND = {"A": "G5", "B": "F1", "C": "F1", "D": "F1"}


@pytest.fixture
def kept(tmp_path) -> Uploads:
    return Uploads(Store(tmp_path / "store"))


@pytest.fixture
def client(kept, monkeypatch):
    """A browser without scripts; the work that it has started is done at once, in this process."""
    monkeypatch.setattr(working, "start", lambda kept, id, what: intake.run(what, kept, id))
    return build(StoreSource(kept.store)).server.test_client()


def send(client, *files: tuple[str, bytes], headers=OWN, **fields):
    data = {"authority": "999", **fields, "files": [(io.BytesIO(raw), name) for name, raw in files]}
    return client.post("/upload", data=data, headers=headers, content_type="multipart/form-data")


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def seen(answer) -> str:
    return re.search(r'name="seen"[^>]*value="([^"]+)"', answer.text)[1]


def test_an_empty_store_takes_a_first_month_from_choosing_to_accepting(client, kept, leavers_csv):
    begin = client.get("/upload")
    assert begin.status_code == 200 and "Choose an authority" in begin.text and "Barnet (302)" in begin.text
    answer = send(client, ("2026-09/care_leavers.csv", leavers_csv(SOUND)))
    assert answer.status_code == 303
    shown = client.get(answer.location)
    said = text_of(shown)
    assert "1 file of September 2026: 1 ready. 4 rows would be stored." in said
    assert "The first return of this list: 4 rows, all new." in said
    assert "aged 19 to 21 not in education, employment or training none 25.0% 1 of 4" in said
    assert kept.store.held().is_empty()
    done = client.post(f"{answer.location}/accept", data={"seen": seen(shown)}, headers=OWN)
    assert (done.status_code, done.location) == (303, answer.location)
    assert "1 file with 4 rows stored." in text_of(client.get(answer.location))
    assert "September 2026" in text_of(client.get("/"))
    assert "Loaded" in text_of(client.get("/upload"))
    assert '<option selected="selected" value="999">' in client.get("/upload").text


def test_a_rejected_file_can_only_be_taken_out_or_discarded(client, kept, leavers_csv):
    address = send(
        client, ("2026-09/care_leavers.csv", leavers_csv(SOUND, day="31/02/2026", date_of_birth="x"))
    ).location
    shown = client.get(address)
    assert "Rejected" in shown.text and re.search(r"<button[^>]*disabled[^>]*>Accept", shown.text)
    (lines,) = set(re.findall(r'href="([^"]*faulty-lines-1\.csv)"', shown.text))
    file = client.get(lines)
    assert file.headers["Content-Disposition"] == 'attachment; filename="faulty-lines-1.csv"'
    assert file.text.startswith("\ufeffline,problem,file,")
    assert "Report on care_leavers.csv" in client.get(f"{address}/report.html").text
    client.post(f"{address}/remove", data={"file": "1"}, headers=OWN)
    assert "No file is left in the set." in text_of(client.get(address))
    client.post(f"{address}/discard", headers=OWN)
    assert "taken back" in text_of(client.get(address))
    assert client.get(lines).status_code == client.get(f"{address}/report.html").status_code == 404


def test_corrected_lines_are_sent_again_and_complete_the_month(client, kept, leavers_csv):
    raw = leavers_csv({f"C{n}": "F1" for n in range(30)}) + leavers_csv({"Z": "G5"}, date_of_birth="").split(b"\n")[1]
    raw = raw.replace(b"Z,a) Male", b",a) Male")
    address = send(client, ("2026-09/care_leavers.csv", raw + b"\n")).location
    shown = client.get(address)
    assert "31 rows read, 30 to be stored" in shown.text
    client.post(f"{address}/accept", data={"seen": seen(shown)}, headers=OWN)
    lines = client.get(f"{address}/faulty-lines-1.csv").text.replace(",,a) Male", ",Z,a) Male")
    again = send(client, ("faulty-lines-1.csv", lines.encode())).location
    said = text_of(client.get(again))
    assert "1 corrected line put back into this file." in said and "31 rows read, 31 to be stored" in said
    assert "1 new, 0 gone, 0 changed against what was held for September 2026; 30 the same." in said


def test_a_file_is_named_by_the_officer(client, leavers_csv):
    address = send(
        client, ("<img src=x>.csv", b"a,b\n1,2\n"), ("2026-09/care_leavers.csv", leavers_csv(SOUND))
    ).location
    shown = client.get(address)
    assert "What is" in shown.text and "<img" not in shown.text and "&lt;img src=x&gt;.csv" in shown.text
    client.post(f"{address}/name", data={"list-1": "pep", "period-1": "2026-09"}, headers=OWN)
    assert "Personal education plans, September 2026" in text_of(client.get(address))
    assert 'name="list-2"' not in client.get(address).text
    assert 'name="list-2"' in client.get(f"{address}?file=2").text
    bad = client.post(f"{address}/name", data={"list-1": "nothing", "period-1": "2026-09"}, headers=OWN)
    assert bad.status_code == 404 and "nothing" in bad.text


def test_progress_is_shown_and_can_be_asked_for(client, kept, monkeypatch, leavers_csv):
    monkeypatch.setattr(working, "start", lambda *_: None)
    address = send(client, ("2026-09/care_leavers.csv", leavers_csv(SOUND))).location
    shown = client.get(address)
    assert "0 of 1 files done" in shown.text and "<progress" in shown.text and f'href="{address}"' in shown.text
    assert client.get(f"{address}/state").text == "judging 0 1"
    assert client.get("/upload/20261121-000000-00000000/state").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost.example"},
    ],
)
def test_what_another_site_sends_does_nothing(client, kept, headers, leavers_csv):
    answer = send(client, ("2026-09/care_leavers.csv", leavers_csv(SOUND)), headers=headers)
    assert answer.status_code == 403 and "another site" in answer.text
    assert kept.newest(9) == [] and not kept.store.folder.exists()


def test_a_server_under_another_name_is_refused(client):
    assert client.get("/upload", headers={"Host": "evil.example"}).status_code == 400


def test_too_much_is_refused_in_plain_words(client, kept, monkeypatch, leavers_csv):
    monkeypatch.setattr(page, "LARGEST", 1000)
    answer = send(client, ("2026-09/care_leavers.csv", leavers_csv(SOUND)))
    assert answer.status_code == 413 and "Together the files are larger than" in answer.text
    assert 'href="/upload"' in answer.text and kept.newest(9) == []


@pytest.mark.parametrize(
    ("files", "fields", "said"),
    [
        ((), {}, "No file was chosen."),
        ((("a.csv", b"x"),), {"authority": ""}, "Choose the authority"),
        ((("a.csv", b"x"),), {"authority": "nowhere"}, "No area is called"),
        ((("a.csv", b"x"),), {"period": "May"}, "May"),
        ((("a.zip", b"x"),), {}, "cannot be opened as a zip"),
    ],
)
def test_what_cannot_be_taken_is_said_with_a_way_back(client, kept, files, fields, said):
    answer = send(client, *files, **fields)
    assert answer.status_code == 400 and said in text_of(answer) and 'href="/upload"' in answer.text
    assert kept.newest(9) == []


@pytest.mark.parametrize("what", ["name", "remove", "put-back", "accept", "again", "discard"])
def test_an_upload_that_is_not_there_cannot_be_changed(client, what):
    assert client.post(f"/upload/20261121-000000-00000000/{what}", headers=OWN).status_code == 404
    assert client.get("/upload/nothing").status_code == 404


def test_the_state_on_disk_is_all_that_a_second_server_needs(client, kept, leavers_csv):
    address = send(client, ("2026-09/care_leavers.csv", leavers_csv(SOUND))).location
    other = build(StoreSource(Store(kept.store.folder))).server.test_client()
    shown = other.get(address)
    other.post(f"{address}/accept", data={"seen": seen(shown)}, headers=OWN)
    assert Uploads(kept.store).get(address.rsplit("/", 1)[1]).state == uploads.LOADED
    assert "1 file with 4 rows stored." in text_of(client.get(address))
