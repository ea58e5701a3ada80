"""The snapshot pages without a browser: forms, redirects, downloads, and what is refused."""

import json
import re
from html import unescape

import pytest

from dashboard.app import build
from dashboard.jobs import freezing
from dashboard.outputs.snapshot import freeze
from dashboard.source import StoreSource
from data.orders import Orders
from data.panels import Panel
from data.store import Store

OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
NAME = "2025-09-corporate-parenting-panel"
STEM = "scorecard-999-2025-09-corporate-parenting-panel"


@pytest.fixture()
def client(store, monkeypatch):
    """A browser without scripts; what it orders is made at once, in this process."""
    monkeypatch.setattr(freezing, "start", lambda store, id: freezing.make(store, Orders(store.folder), id))
    return build(StoreSource(store)).server.test_client()


@pytest.fixture()
def made(store) -> str:
    freeze(store, "2025-09", Panel("Corporate parenting panel", ("cl_neet_19_21_pct",)), formats=["html", "csv"])
    return f"/snapshots/{NAME}"


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def test_an_empty_store_has_nothing_to_make_one_of(tmp_path):
    client = build(StoreSource(Store(tmp_path / "store"))).server.test_client()
    said = text_of(client.get("/snapshots"))
    assert "No snapshot has been made yet." in said and "The store holds no return yet" in said


def test_a_snapshot_is_made_from_the_form(client):
    page = client.get("/snapshots")
    assert page.text.count('type="checkbox"') == 9 and "Compare two" not in page.text
    what = {"panel": "Corporate parenting panel", "period": "2025-09", "format": ["csv"]}
    answer = client.post("/snapshots", data=what, headers=OWN)
    assert (answer.status_code, answer.location.startswith("/snapshots?making=")) == (303, True)
    said = text_of(client.get(answer.location))
    assert "The snapshot is made" in said and "1 snapshot is kept." in said
    id = answer.location.partition("=")[2]
    assert client.get(f"/snapshots/making/{id}/state").text.splitlines()[0] == "done"


def test_while_it_is_made_the_page_looks_again_by_itself(client, monkeypatch):
    monkeypatch.setattr(freezing, "start", lambda store, id: None)
    what = {"panel": "Corporate parenting panel", "period": "2025-09", "format": ["csv", "pdf"]}
    address = client.post("/snapshots", data=what, headers=OWN).location
    for shown in (client.get(address), client.get("/snapshots")):
        assert "Being made: September 2025, Corporate parenting panel" in shown.text
        assert f'<noscript><meta content="3; url={address}" http-equiv="refresh"></noscript>' in shown.text
        assert "0 of 3 steps done" in shown.text


def test_an_order_that_failed_can_be_tried_again(client, monkeypatch, store):
    what = {"panel": "Corporate parenting panel", "period": "2024-01", "format": ["csv"]}
    address = client.post("/snapshots", data=what, headers=OWN).location
    shown = client.get(address)
    assert "The store holds no return for 2024-01, so no snapshot can be made of it." in text_of(shown)
    again = re.search(r'action="(/snapshots/making/[^"]+/again)"', shown.text)[1]
    assert client.post(again, headers=OWN).location == address


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"format": []}, "No format was asked for"),
        ({"format": ["exe"]}, "The format 'exe' is not known"),
        ({"panel": "nobody"}, "No panel is called 'nobody'"),
        ({"period": "yesterday"}, "yesterday"),
    ],
)
def test_what_cannot_be_made_is_said_with_a_way_back(client, wrong, said):
    what = {"panel": "Scrutiny committee", "period": "2025-09", "format": ["csv"]} | wrong
    answer = client.post("/snapshots", data=what, headers=OWN)
    assert answer.status_code == 400 and said in text_of(answer)
    assert "Go back to the snapshots" in answer.text


def test_published_once_it_was_read_and_withdrawn_with_a_reason(client, made):
    assert client.post(f"{made}/publish", headers=OWN).status_code == 400
    assert client.post(f"{made}/publish", data={"read": "yes"}, headers=OWN).location == made
    assert client.post(f"{made}/publish", data={"read": "yes"}, headers=OWN).location == made  # pressed twice
    assert "Published on" in text_of(client.get(made)) and "/publish" not in client.get(made).text
    assert "say why it is withdrawn" in text_of(client.post(f"{made}/withdraw", data={"reason": " "}, headers=OWN))
    client.post(f"{made}/withdraw", data={"reason": "A <b>wrong</b> return"}, headers=OWN)
    page = client.get(made)
    assert "A &lt;b&gt;wrong&lt;/b&gt; return" in page.text and "Do not rely on its documents" in page.text
    assert client.get(f"{made}/{STEM}.csv").status_code == 200
    assert "Withdrawn" in client.get("/snapshots").text


def test_forms_of_other_sites_change_nothing(client, made):
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "http://elsewhere.example"}
    for path in ("/snapshots", f"{made}/publish", f"{made}/withdraw"):
        assert client.post(path, data={"read": "yes", "reason": "x"}, headers=foreign).status_code == 403
    assert "It has not been published" in client.get(made).text


def test_documents_to_download_and_to_read(client, made):
    csv = client.get(f"{made}/{STEM}.csv")
    assert csv.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert csv.headers["Content-Disposition"] == f'attachment; filename="{STEM}.csv"'
    page = client.get(f"{made}/{STEM}.html?read=1")
    assert page.headers["Content-Disposition"].startswith("inline") and page.mimetype == "text/html"
    assert client.get(f"{made}/{STEM}.csv?read=1").headers["Content-Disposition"].startswith("attachment")
    assert json.loads(client.get(f"{made}/manifest.json").text)["period"] == "2025-09"


@pytest.mark.parametrize("path", [f"/snapshots/{NAME}/log.jsonl", "/snapshots/none", "/snapshots/none/manifest.json"])
def test_what_there_is_not_is_not_found(client, made, path):
    answer = client.get(path)
    assert answer.status_code == 404 and "Page not found" in answer.text


def test_an_altered_document_is_not_given_out(client, made, store):
    (store.folder / "snapshots" / NAME / f"{STEM}.csv").write_text("9")
    answer = client.get(f"{made}/{STEM}.csv")
    assert answer.status_code == 503 and "is not the document that the manifest" in answer.text
    assert "Take it from its backup" in text_of(client.get(f"{made}?verify=1"))


def test_proof_and_comparison_on_the_page(client, made, store, load_leavers):
    load_leavers(store, "2025-09", *["F1"] * 12, *["G5"] * 8, day=20)
    said = text_of(client.get(f"{made}?verify=1"))
    assert "Figures that would be others today" in said and "35.0% 7 of 20 40.0% 8 of 20 5.0 points higher" in said
    panel = Panel("Corporate parenting panel", ("cl_neet_19_21_pct",))
    freeze(store, "2025-09", panel, formats=["html", "csv"])
    query = f"compare={NAME}&with={NAME}-2"
    said = text_of(client.get(f"/snapshots?{query}"))
    assert "Corporate parenting panel, version 2" in said and "Sep 2025 35.0% 7 of 20 40.0% 8 of 20" in said
    csv = client.get(f"/snapshots/compared.csv?{query}")
    assert csv.status_code == 200 and len(csv.text.splitlines()) == 2
    assert client.get("/snapshots/compared.csv?compare=a&with=b").status_code == 404
    assert client.get("/snapshots?compare=a&with=b").status_code == 404


def test_one_that_cannot_be_read_is_named_and_the_others_are_listed(client, made, store):
    spoilt = store.folder / "snapshots" / "2025-08-scrutiny-committee"
    spoilt.mkdir()
    (spoilt / "manifest.json").write_text("{")
    answer = client.get("/snapshots")
    said = text_of(answer)
    assert answer.status_code == 200 and "1 snapshot is kept." in said
    assert "1 snapshot cannot be read" in said and "Take it from its backup" in said
    assert client.get("/snapshots/2025-08-scrutiny-committee").status_code == 400
    assert client.get(made).status_code == 200
