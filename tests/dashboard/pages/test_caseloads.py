"""The caseloads page: the news, teams, and no worker by name unless the setting says so."""

import polars as pl
import pytest

from dashboard.app import build
from dashboard.views.caseloads import _bands, caseload_view
from dashboard.words.caseload_news import news, untold
from data.caseload_limits import limits
from data.periods import month_end
from indicators.caseloads import WORKER, Caseloads, by_team, caseloads


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
    assert "3 of 4 social workers hold more than 25 cases; two of them are in North." in text
    assert "The hours of 1 social worker are not recorded" in text
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


def test_each_worker_stands_beside_their_limit(source):
    source.readings[caseloads] = loads
    said = {w.name: (w.over, w.fte, w.agency) for w in caseload_view(source, {}).workers}
    assert said == {
        "Ann Example": ("Over the limit", "1", "Permanent"),
        "w2": ("Over it for their hours", "0.5", "Agency"),
        "Bo Example": ("Over the limit", "Not recorded", "Not recorded"),
        "Cy Example": ("Within it", "1", "Permanent"),
        "Di Example": ("Over the limit", "1", "Permanent"),
    }


def test_the_trend_is_the_chosen_teams_where_it_has_one(source):
    source.readings[caseloads] = loads
    whole, team = (caseload_view(source, query).trends[0] for query in ({}, {"team": "South"}))
    assert whole.title == "Social workers with more than 25 cases: whole authority"
    assert team.title.endswith(": South") and team.address == "/indicator/sw_caseload_over25_pct?team=South"
    assert (whole.figure, team.figure) == ("29.2% (14 of 48)", "31.3% (5 of 16)")


def test_what_cannot_be_told_is_said(source):
    source.readings[caseloads] = lambda period: loads(period, nobodys={"SW": 3}, roleless=2)
    view = caseload_view(source, {})
    assert view.untold == (
        "The hours of 1 social worker are not recorded, so what is too much for their hours is not known.",
        "3 children are allocated to someone whom the staff list does not show as a social worker in post: their cases "
        "are in no figure here.",
        "The role of 2 workers in post is not recorded: they are in no figure here.",
    )
    assert len(caseload_view(source, {"team": "North"}).untold) == 0
    assert list(untold(loads("2026-09").workers.clear(), "PA", 1, 0, 0)) == [
        "1 young person is allocated to someone whom the staff list does not show as a personal adviser in post: their "
        "cases are in no figure here."
    ]


def test_workers_with_a_limit_of_their_own_are_counted_by_it_and_said_to_be():
    mine = loads("2026-09").workers
    mine = mine.with_columns(limit=pl.when(worker_id="w2").then(15.0).otherwise("limit"))
    mine = mine.with_columns(over=pl.col("cases") > pl.col("limit"))
    said = next(iter(news(mine, by_team(mine), "SW", 25.0, "")))
    assert (
        said
        == "4 of 4 social workers hold more cases than their limit (25; 15 for 1 of them); three of them are in North."
    )


def test_teams_that_only_have_children_without_a_worker_have_a_row(source):
    months = [
        {
            "indicator": "unallocated_case_count",
            "period": "2026-09",
            "basis": "as_reported",
            "breakdown": team,
            "value": n,
        }
        for team, n in (("", 9.0), ("North", 2.0), ("Duty", 4.0))
    ]
    source.readings[caseloads] = loads
    source.measures = pl.concat([source.measures, pl.DataFrame(months)], how="diagonal")
    lines = caseload_view(source, {}).lines
    assert {line.team: line.unallocated for line in lines} == {
        "North": "2",
        "South": "0",
        "No team recorded": "3",
        "Duty": "4",
    }
    assert {line.unallocated for line in caseload_view(source, {"role": "PA"}).lines} <= {"–"}


@pytest.mark.parametrize(
    ("cases", "limit", "edges"),
    [
        ([3, 12, 26], 25, [(1, 5), (6, 10), (11, 15), (16, 20), (21, 25), (26, 30)]),
        ([3, 12], 18, [(1, 3), (4, 8), (9, 13), (14, 18)]),
        ([3, 12], 70, [(1, 5), (6, 10), (11, 15)]),
        ([], 25, []),
        ([90], None, [(low, low + 9) for low in range(1, 90, 10)]),
    ],
)
def test_a_band_ends_at_the_limit_and_every_worker_is_in_one(cases, limit, edges):
    bands = list(_bands(pl.DataFrame({"cases": cases}, schema={"cases": pl.Int64}), limit))
    assert [(low, high) for low, high, _ in bands] == edges
    assert sum(n for _, _, n in bands) == len(cases)
