"""One level down: a team's figures as if it were the authority, and the funnel, worked by hand."""

from datetime import date

import polars as pl
import pytest

from data import periods
from data.targets import TARGETS
from indicators import catalogue
from indicators.scorecard import Scorecard, assemble
from indicators.teams import FAR_HIGH, FUNNEL, HIGH, WITHIN, filled, funnel, of_team, team_card, teams_of

VISITS, OPEN_CASES = "cla_visit_timely_pct", "unallocated_case_count"


def row(indicator: str, period: str, team: str, n: float, d: float | None, **more) -> dict:
    defined = catalogue.find(indicator)
    value = n if d is None else defined.unit.scale * n / d if d else None
    return {
        "authority": "999", "indicator": indicator, "period": period, "breakdown": team, "basis": "as_reported",
        "numerator": n, "denominator": d, "value": value, "unknown": 0, "complete": 1, "unit": defined.unit.value,
        "definition_version": "1",
    } | more  # fmt: skip


def frame(*rows: dict) -> pl.DataFrame:
    types = {"unknown": pl.Int64, "complete": pl.Int8}
    floats = dict.fromkeys(("numerator", "denominator", "value"), pl.Float64)
    return pl.DataFrame(list(rows), infer_schema_length=None).cast(floats | types)


def test_a_month_that_does_not_name_the_team_is_one_without_a_case_of_its():
    measures = frame(
        row(VISITS, "2026-08", "", 8, 10), row(VISITS, "2026-08", "North", 3, 4), row(VISITS, "2026-08", "South", 5, 6),
        row(VISITS, "2026-09", "", 9, 12), row(VISITS, "2026-09", "South", 9, 12),
    )  # fmt: skip
    assert teams_of(measures, VISITS) == ["North", "South"] and teams_of(measures, VISITS, ["2026-09"]) == ["South"]
    north = of_team(measures, "North")
    assert north.select("breakdown", "period", "numerator", "denominator", "value", "unknown").rows() == [
        ("", "2026-08", 3.0, 4.0, 75.0, 0),
        ("", "2026-09", 0.0, 0.0, None, None),
    ]


def test_a_count_is_0_for_a_team_that_is_not_named_unless_no_team_is():
    measures = frame(
        row(OPEN_CASES, "2026-07", "", 2, None), row(OPEN_CASES, "2026-07", "North", 2, None),
        row(OPEN_CASES, "2026-08", "", 3, None), row(OPEN_CASES, "2026-08", "South", 3, None),
        row(OPEN_CASES, "2026-09", "", 0, None),
        row(OPEN_CASES, "2026-10", "", 4, None),  # four, and the return names no team: whose is not known
    )  # fmt: skip
    assert of_team(measures, "North").select("period", "value").rows() == [
        ("2026-07", 2.0), ("2026-08", 0.0), ("2026-09", 0.0)
    ]  # fmt: skip


def test_all_teams_at_once_are_what_each_is_alone():
    rows = [
        row(i, m, "", 6, None if i == OPEN_CASES else 9) for i in (VISITS, OPEN_CASES) for m in ("2026-08", "2026-09")
    ]
    rows += [row(VISITS, "2026-08", "North", 2, 4), row(VISITS, "2026-09", "South", 1, 4)]
    rows += [row(OPEN_CASES, "2026-08", "South", 6, None)]
    measures = frame(*rows)
    together = filled(measures)
    for team in ("North", "South"):
        alone = of_team(measures, team)
        assert together.filter(breakdown=team).drop("breakdown").equals(alone.drop("breakdown")), team
    assert together.height == 4 + 1  # two teams' visits in two months; cases of one team, and of no team in one


def test_a_figure_that_is_not_complete_for_the_authority_is_not_for_the_team():
    measures = frame(row(VISITS, "2026-08", "", 8, 10, complete=0), row(VISITS, "2026-09", "North", 1, 2))
    assert of_team(measures, "North").filter(period="2026-08")["complete"].to_list() == [0]


@pytest.fixture()
def card() -> Scorecard:
    months = periods.between("2025-03", "2026-09")
    rows = []
    for at, month in enumerate(months):
        north = 30 + at % 2 if month != "2026-09" else 50
        rows += [row(VISITS, month, "", 100 + north, 200), row(VISITS, month, "North", north, 60)]
        rows += [row(VISITS, month, "South", 100, 140)]
        rows += [row(OPEN_CASES, month, "", 5, None), row(OPEN_CASES, month, "North", 5, None)]
    measures = frame(*rows)
    nothing = {"value": pl.Float64, "year": pl.Int32, "order": pl.Int64}
    columns = ("indicator", "series", "year_label", "area_code", "area", "role", "closeness", "status")
    comparators = pl.DataFrame(schema=dict.fromkeys(columns, pl.String) | nothing)
    both = [catalogue.find(VISITS), catalogue.find(OPEN_CASES)]
    return Scorecard(
        "999", "Exampleshire", True, "2026-09", date(2026, 9, 30), None,
        assemble(both, measures, comparators, "2026-09"), measures, comparators,
    )  # fmt: skip


def test_a_team_is_judged_by_its_own_months_and_the_authoritys_target(card):
    own = pl.DataFrame(schema=TARGETS)
    north = team_card(card, catalogue.find(VISITS), "North", own)
    found = north.rows.row(0, named=True)
    assert (found["numerator"], found["denominator"], found["target"]) == (50.0, 60.0, 95.0)
    assert found["rag"] == "off_target" and found["value"] == pytest.approx(100 * 50 / 60)
    # Eighteen months of 50% or 51.7%, then 83.3%: far outside the team's own limits.
    assert (found["direction"], found["direction_by"]) == ("improving", "control_chart")
    assert found["chart_mean"] < 60
    assert north.charts["period"].n_unique() == 19 and set(north.history["breakdown"]) == {""}
    south = team_card(card, catalogue.find(VISITS), "South", own).rows.row(0, named=True)
    assert south["direction"] != "improving"


def test_a_count_of_a_team_has_no_target_but_none_at_all(card):
    own = pl.DataFrame(schema=TARGETS)
    none_wanted = team_card(card, catalogue.find(OPEN_CASES), "North", own).rows.row(0, named=True)
    assert (none_wanted["target"], none_wanted["value"]) == (0.0, 5.0)
    counted = catalogue.find("s47_open_count")
    measures = card.history.filter(indicator=OPEN_CASES).with_columns(indicator=pl.lit(counted.id))
    other = Scorecard(**(vars(card) | {"history": measures}))
    assert team_card(other, counted, "North", own).rows["target"].to_list() == [None]


def test_the_funnel_by_hand():
    # The authority: 60 of 300, 20%. Of 100 teams' cases the 95% limits are 20% -+ 1.96 x 4 points, the outer 3.09 x 4.
    rows = frame(
        row(VISITS, "2026-09", "", 60, 300), row(VISITS, "2026-09", "Far", 33, 100),
        row(VISITS, "2026-09", "High", 28, 100), row(VISITS, "2026-09", "Usual", 13, 93),
        row(VISITS, "2026-09", "Few", 3, 7), row(VISITS, "2026-09", "Empty", 0, 0),
    )  # fmt: skip
    found = {r["team"]: r for r in funnel(catalogue.find(VISITS), rows).to_dicts()}
    assert {t: r["place"] for t, r in found.items()} == {"Far": FAR_HIGH, "High": HIGH, "Usual": WITHIN, "Few": WITHIN}
    far = found["Far"]
    assert (far["lower"], far["upper"]) == (pytest.approx(12.160, abs=1e-3), pytest.approx(27.840, abs=1e-3))
    assert (far["lower_rare"], far["upper_rare"]) == (pytest.approx(7.639, abs=1e-3), pytest.approx(32.361, abs=1e-3))


@pytest.mark.parametrize(
    "rows",
    [
        [row(VISITS, "2026-09", "", 8, 10), row(VISITS, "2026-09", "North", 8, 10)],  # one team
        [row(VISITS, "2026-09", "", 0, 9), *(row(VISITS, "2026-09", t, 0, 4) for t in ("North", "South"))],
        [row(VISITS, "2026-09", "", 5, 9, complete=0), *(row(VISITS, "2026-09", t, 1, 4) for t in ("North", "South"))],
        [row(VISITS, "2026-09", "", 2.5, 9), *(row(VISITS, "2026-09", t, 1.25, 4) for t in ("North", "South"))],
    ],
    ids=["one team", "none counts", "too few months", "full-time equivalents"],
)
def test_where_chance_cannot_be_judged_there_is_no_funnel(rows):
    found = funnel(catalogue.find(VISITS), frame(*rows))
    assert found.is_empty() and found.schema == pl.Schema(FUNNEL)
    counts = frame(row(OPEN_CASES, "2026-09", "", 5, None), row(OPEN_CASES, "2026-09", "North", 5, None))
    assert funnel(catalogue.find(OPEN_CASES), counts).is_empty()
