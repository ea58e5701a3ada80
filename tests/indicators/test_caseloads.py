"""Caseloads by worker: worked by hand, and the same as what the catalogue says of all."""

from datetime import date

import polars as pl
import pytest

from data.caseload_limits import OWN, limits
from data.errors import BadInput
from data.periods import month_end
from data.read import read
from data.returns import find
from indicators import catalogue
from indicators.caseloads import by_team, nobodys, of
from indicators.compute import compute
from indicators.holdings import Holdings

D, PERIOD = date(2025, 9, 30), "2025-09"


def worker(id: str, role: str = "SW", team: str | None = "North", fte: float | None = 1.0, **more) -> dict:
    facts = {"worker_id": id, "role": role, "team": team, "fte": fte, "agency": "N", "start_date": date(2020, 1, 1)}
    return facts | {"snapshot_date": D} | more


def holds(id: str, children: int, role: str = "SW") -> list[dict]:
    return [
        {"child_id": f"{id}-{n}", "worker_id": id, "role": role, "start_date": date(2025, 1, 1)}
        for n in range(children)
    ]


@pytest.fixture()
def held(holdings_of):
    people = [
        worker("a"),
        worker("b", "SSW", fte=0.5, agency="Y"),
        worker("c", team="South", fte=None),
        worker("d", team="South"),
        worker("gone", leave_date=date(2025, 6, 1)),
        worker("none", fte=0.0),
        worker("pa", "PA"),
    ]
    cases = [*holds("a", 26), *holds("b", 20), *holds("c", 30), *holds("gone", 9), *holds("none", 40)]
    cases += [*holds("pa", 12, "PA"), *holds("pa", 3)]
    return holdings_of({"workforce_people": {PERIOD: people}, "allocations": {PERIOD: cases}})


def test_each_worker_in_post_has_their_cases_in_their_role(held):
    rows = {r["worker_id"]: r for r in of(held, officers=False).to_dicts()}
    assert {w: (r["role"], r["cases"], r["per_fte"], r["agency"]) for w, r in rows.items()} == {
        "a": ("SW", 26, 26.0, False),
        "b": ("SW", 20, 40.0, True),
        "c": ("SW", 30, None, False),
        "d": ("SW", 0, 0.0, False),
        "pa": ("PA", 12, 12.0, False),
    }


def test_the_counts_are_those_of_the_catalogue(held):
    ids = ("sw_caseload_over25_pct", "sw_caseload_avg", "pa_caseload_avg")
    found = compute(held, [catalogue.find(i) for i in ids], lambda year: (1, year))
    said = {(r["indicator"], r["breakdown"]): (r["numerator"], r["denominator"]) for r in found.to_dicts()}
    social = of(held, officers=False).filter(role="SW")
    social = social.with_columns(over=pl.col("cases") > 25, over_for_hours=pl.col("per_fte") > 25)
    mine = {r["team"]: (r["over"], r["workers"]) for r in by_team(social).to_dicts()}
    assert mine == {team: said[ids[0], team] for team in ("North", "South")}
    assert (sum(o for o, _ in mine.values()), sum(n for _, n in mine.values())) == said[ids[0], ""]
    told = social.filter(pl.col("fte").is_not_null() & (pl.col("cases") > 0))
    assert (told["cases"].sum(), told["fte"].sum()) == said[ids[1], ""]


def test_a_team_is_summed_up_over_those_who_hold_a_case(held):
    social = of(held, officers=False).filter(role="SW")
    social = social.with_columns(over=pl.col("cases") > 25, over_for_hours=pl.col("per_fte") > 25)
    south = by_team(social).filter(team="South").to_dicts()[0]
    assert (south["workers"], south["none"], south["cases"], south["median"]) == (1, 1, 30, 30)
    assert (south["over"], south["over_for_hours"], south["hours_unknown"]) == (1, 0, 1)


def test_limits_are_dated_and_a_councils_own_come_first(tmp_path):
    assert limits(D).of("SW", "a").limit == 25 and limits(D).of("FSW", "a") is None
    (tmp_path / OWN).write_text(
        "role,worker_id,limit,valid_from,basis\nSW,,20,2025-04-01,our own\nSW,,18,2026-04-01,later\n"
        "NQSW,a,15,2025-01-01,first year\n"
    )
    mine = limits(D, tmp_path)
    assert (mine.of("SW", "b").limit, mine.of("SW", "a").limit) == (20, 15)
    assert limits(date(2026, 5, 1), tmp_path).of("SW", "b").limit == 18
    assert limits(date(2024, 5, 1), tmp_path).of("SW", "b").limit == 25


def test_limits_are_read_however_a_spreadsheet_saved_them(tmp_path):
    (tmp_path / OWN).write_bytes("role;limit;valid_from;basis\r\nSW;20;01/04/2025;agreed – in May\r\n".encode("cp1252"))
    mine = limits(D, tmp_path).of("SW", "b")
    assert (mine.limit, mine.valid_from, mine.basis) == (20, date(2025, 4, 1), "agreed – in May")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("role,limit\n", "The column valid_from is needed"),
        ("role,limit,valid_from,basis\nXX,1,2025-01-01,\n", "line 2, column role: 'XX'"),
        ("role,limit,valid_from,basis\nSW,many,2025-01-01,\n", "line 2, column limit: 'many'"),
        ("role,limit,valid_from,basis\nSW,nan,2025-01-01,\n", "line 2, column limit: 'nan'"),
        ("role,limit,valid_from,basis\nSW,,2025-01-01,\n", "line 2, column limit: nothing is given"),
        ("role,limit,valid_from,basis\nSW,1,soon,\n", "line 2, column valid_from: 'soon'"),
    ],
)
def test_a_faulty_file_of_limits_is_said_to_be_faulty(tmp_path, text, said):
    (tmp_path / OWN).write_text(text)
    with pytest.raises(BadInput, match=said):
        limits(D, tmp_path)


def test_children_of_people_who_are_not_in_post_in_that_role_are_counted_apart(held):
    assert nobodys(held, of(held, officers=False)) == {"SW": 9 + 40 + 3}  # left, no hours, an adviser as social worker


def test_on_sample_returns_every_month_agrees_with_the_catalogue(shared):
    rows, files = {}, {}
    for name in ("workforce_people", "allocations", "children_looked_after"):
        months = {}
        for path in sorted((shared / "samples" / "returns_small").glob(f"*/{name}.csv")):
            period = path.parent.name
            found = read(path.read_bytes(), filename=path.name, schema=find(name), extract_date=month_end(period))
            months[period] = found.frame.with_columns(period=pl.lit(period))
        rows[name], files[name] = pl.concat(months.values()), tuple(months)
    held = Holdings(rows, files, files["allocations"])
    ids = ("sw_caseload_over25_pct", "sw_caseload_avg", "pa_caseload_avg", "iro_caseload_avg")
    figures = compute(held, [catalogue.find(i) for i in ids], lambda year: (40_000, year - 1))
    said = {
        (r["indicator"], r["period"]): (r["numerator"], r["denominator"])
        for r in figures.to_dicts()
        if not r["breakdown"]
    }
    for period in held.reporting:
        month = Holdings(
            {n: r.filter(period=period) for n, r in rows.items()}, dict.fromkeys(rows, (period,)), (period,)
        )
        holders = of(month).filter(pl.col("cases") > 0)
        assert set(holders["role"]) == {"SW", "PA", "IRO"}
        social = holders.filter(role="SW")
        assert ((social["cases"] > 25).sum(), social.height) == said[ids[0], period]
        for role, indicator in zip(("SW", "PA", "IRO"), ids[1:], strict=True):
            told = holders.filter(pl.col("role") == role, pl.col("fte").is_not_null())
            assert (told["cases"].sum(), pytest.approx(told["fte"].sum())) == said[indicator, period]
