"""Answers kept ready: the same as made anew, until the version changes; nothing that failed, and nothing else."""

import pytest

from dashboard.app import build, rests_on_store
from dashboard.source import StoreSource
from data.store import Store


def test_an_answer_is_made_once_for_each_version(source, monkeypatch):
    client = build(source).server.test_client()
    first = client.get("/")
    asked = []
    monkeypatch.setattr(source, "scorecard", lambda period=None: asked.append(period))
    again = client.get("/")
    assert again.data == first.data and dict(again.headers) == dict(first.headers)
    assert asked == []
    source.version_text = "2"
    client.get("/")
    assert asked


def test_a_browser_that_has_the_page_is_told_so(source):
    client = build(source).server.test_client()
    tag = client.get("/").headers["ETag"]
    again = client.get("/", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"]
    source.version_text = "2"
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 200


def test_every_way_of_asking_has_its_own_answer(source):
    client = build(source).server.test_client()
    plain = client.get("/")
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers.get("Content-Encoding") == "gzip" and "Content-Encoding" not in plain.headers
    assert client.get("/?find=care").data != plain.data


def test_what_failed_is_not_kept(source, monkeypatch):
    client = build(source).server.test_client()
    whole = source.scorecard
    monkeypatch.setattr(source, "scorecard", lambda period=None: 1 / 0)
    assert client.get("/").status_code == 500
    monkeypatch.setattr(source, "scorecard", whole)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("path", "kept"), [("/", True), ("/indicator/cla_count", True), ("/version", False), ("/indicator/a.csv/b", False)]
)
def test_only_pages_that_rest_on_the_store_are_kept(path, kept):
    assert rests_on_store(path) is kept


def test_an_edited_file_of_the_councils_own_is_another_version(tmp_path):
    source = StoreSource(Store(tmp_path))
    before = source.version()
    kept = [source._keep("limits", lambda: "old")]
    (tmp_path / "caseload_limits.csv").write_text("role,limit,valid_from,basis\n")
    kept.append(source._keep("limits", lambda: "new"))
    assert source.version() != before and kept == ["old", "new"]
