"""The caseloads page: the news, teams, and no worker by name unless the setting says so."""

import polars as pl
import pytest

from dashboard.app import build
from data.caseload_limits import limits
from data.periods import month_end
from indicators.caseloads import WORKER, Caseloads, caseloads


def loads(period: str, **more) -> Caseloads:
    rows = [
        ("w1", "Ann Example", "North", 1.0, False, 27, True),
        ("w2", None, "North", 0.5, True, 20, False),
        ("w3", "Bo Example", "South", None, None, 26, True),
        ("w4", "Cy Example", None, 1.0, False, 0, False),
        ("w5", "Di Example", "North", 1.0, False, 30, True),
    ]
    frame = pl.DataFrame(
        [
            {
                "worker_id": id, "name": name, "team": team, "role": "SW", "fte": fte, "agency": agency, "cases": cases,
                "per_fte": cases / fte if fte else None, "limit": 25.0, "over": over,
                "over_for_hours": cases / fte > 25 if fte else None,
            }
            for id, name, team, fte, agency, cases, over in rows
        ],
        schema=WORKER,
    )  # fmt: skip
    return Caseloads(period, frame, limits(month_end(period)).by_role, **more)


@pytest.fixture()
def client(source):
    source.readings[caseloads] = loads
    return build(source).server.test_client()


def test_the_news_is_counted_from_those_who_hold_a_case(client):
    text = client.get("/caseloads").text
    assert "3 of 4 social workers hold more than 25 cases; 2 of them are in North." in text
    assert "The hours of 1 social worker are not recorded." in text
    assert "0 of 1" not in text.split("By team")[0]


def test_no_worker_is_named_unless_the_setting_says_so(client, source, monkeypatch):
    assert "Ann Example" not in client.get("/caseloads").text
    assert client.get("/caseloads/workers.csv").status_code == 403
    monkeypatch.setenv("SCORECARD_SHOW_WORKERS", "yes")
    source.version_text = "2"
    assert "Ann Example" in client.get("/caseloads").text
    assert "Ann Example" in client.get("/caseloads/workers.csv").text
    assert "Ann Example" not in client.get("/caseloads.csv").text


def test_a_team_and_a_role_are_chosen_in_the_address(client):
    assert "2 of 3 social workers in North hold more than 25 cases." in client.get("/caseloads?team=North").text
    assert "No personal adviser holds a case." in client.get("/caseloads?role=PA").text
    assert client.get("/caseloads?role=XX").status_code == 404
    assert client.get("/caseloads?team=Nort").status_code == 404
    assert client.get("/caseloads?period=2031-01").status_code == 200


def test_a_month_without_the_lists_says_which(source):
    source.readings[caseloads] = lambda period: loads(period, missing=("allocations",))
    text = build(source).server.test_client().get("/caseloads").text
    assert "no return of allocations is held" in text
