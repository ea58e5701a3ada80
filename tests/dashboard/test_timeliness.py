"""The timeliness page over HTTP: what it shows, what it may name, what it gives to download."""

import csv
import io

import pytest

from dashboard.app import Settings, build
from dashboard.pictures import bars
from dashboard.serving import case_lists


@pytest.fixture()
def client(source, monkeypatch):
    monkeypatch.delenv(case_lists.SETTING, raising=False)
    return build(source).server.test_client()


def rows_of(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_the_page_begins_with_the_news_and_names_cases(client):
    page = client.get("/timeliness").get_data(as_text=True)
    assert page.index("103 cases are overdue") < page.index("<table")
    assert "Ann &lt;b&gt;Other&lt;/b&gt;" in page and "<b>Other" not in page
    assert page.count("<caption") >= 4


@pytest.mark.parametrize("path", ["/timeliness?process=nope", "/timeliness?team=nope", "/timeliness.csv?process=nope"])
def test_what_there_is_not_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_month_without_returns_has_a_page_and_no_download(client):
    answer = client.get("/timeliness?period=2027-01")
    assert answer.status_code == 200 and "Show September 2026" in answer.get_data(as_text=True)
    assert client.get("/timeliness.csv?period=2027-01").status_code == 404
    assert client.get("/timeliness.csv?period=2027-13").status_code == 400


def test_counts_to_download(client):
    answer = client.get("/timeliness.csv")
    assert "timeliness-2026-09.csv" in answer.headers["Content-Disposition"]
    rows = rows_of(answer)
    whole = {r["process"]: r for r in rows if not r["breakdown"]}
    assert [whole["assessment"][s] for s in bars.LOOKS] == ["80", "10", "24", "70", "", "1"]
    assert "pathway_plan" not in whole
    assert {r["process"] for r in rows_of(client.get("/timeliness.csv?process=care_visit"))} == {"care_visit"}


def test_cases_to_download(client):
    rows = rows_of(client.get("/timeliness/cases.csv?process=care_visit"))
    assert [r["days_over"] for r in rows] == [str(n) for n in range(27, 0, -1)] + ["", ""]
    assert {r["state"] for r in rows[-2:]} == {"unknown"}
    assert len(rows_of(client.get("/timeliness/cases.csv?process=care_visit&over=1-5"))) == 5


@pytest.mark.parametrize(
    ("said", "hosts", "shown"),
    [
        ("", ("localhost", "127.0.0.1", "[::1]"), True),
        ("", ("localhost", "scorecard.council.example"), False),
        ("", (), False),
        ("yes", ("scorecard.council.example", "localhost"), True),
        ("no", ("localhost",), False),
    ],
)
def test_who_may_see_cases(source, monkeypatch, said, hosts, shown):
    monkeypatch.setenv(case_lists.SETTING, said)
    client = build(source, Settings(trusted_hosts=hosts)).server.test_client()
    page = client.get("/timeliness").get_data(as_text=True)
    assert ("C00" in page) is shown
    assert ("switched off" in page) is not shown
    assert "103 cases are overdue" in page
    assert client.get("/timeliness/cases.csv").status_code == (200 if shown else 403)
    assert client.get("/timeliness.csv").status_code == 200


def test_a_setting_that_is_neither_yes_nor_no_shows_nothing(source, monkeypatch):
    monkeypatch.setenv(case_lists.SETTING, "perhaps")
    client = build(source).server.test_client()
    assert client.get("/timeliness").status_code == 400
    assert client.get("/timeliness/cases.csv").status_code == 400


def test_an_indicator_with_a_limit_shows_what_is_open(client):
    page = client.get("/indicator/assessment_open_overdue_count").get_data(as_text=True)
    assert "In progress and overdue" in page and "70 overdue and 24 open and in time" in page
    assert 'href="/timeliness?process=assessment"' in page
    assert "In progress and overdue" not in client.get("/indicator/cla_count").get_data(as_text=True)


def test_every_state_that_has_a_case_can_be_seen_in_the_bar():
    sizes = bars.widths([10_000, 1, 0 + 2], 200)
    assert sizes[1:] == [bars.SEEN] * 2 and sum(sizes) == pytest.approx(200)
    assert bars.widths([1, 1], 200) == [100, 100]
    drawn = bars.svg({"on_time": 10_000, "open_overdue": 1})
    assert drawn.count('class="o"') == 2 and "url(#d)" in drawn
    assert bars.svg({}).count("<rect") == 1
