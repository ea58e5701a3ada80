"""Teams on the page of an indicator, and the page of one team."""

import polars as pl
import pytest

from dashboard.app import build
from dashboard.pictures.funnel import Dot, svg
from dashboard.views.choice import Choice
from dashboard.views.team import of_team, sight
from dashboard.views.teams import side_by_side
from data import targets
from data.errors import NotFound

NEET, VISITS = "cl_neet_19_21_pct", "cla_visit_timely_pct"
NORTH, SOUTH = "North <1>", "South"


@pytest.fixture()
def source(made_up):
    source = made_up.MadeUpSource()
    source.readings[targets.held] = lambda: pl.DataFrame(schema=targets.TARGETS)
    return source


def change(source, indicator: str, team: str, n: float, d: float, period: str = "2026-09") -> None:
    """Gives a team another figure in one month."""
    here = (pl.col("indicator") == indicator) & (pl.col("breakdown") == team) & (pl.col("period") == period)
    parts = {"numerator": n, "denominator": d, "value": 100 * n / d}
    source.measures = source.measures.with_columns(
        pl.when(here).then(value).otherwise(name).alias(name) for name, value in parts.items()
    )


def test_the_worst_comes_first_and_few_come_last(source):
    change(source, NEET, NORTH, 15, 24)
    change(source, NEET, SOUTH, 7, 8)
    found = side_by_side(source, NEET, Choice())
    assert [t.name for t in found.pictures] == [NORTH, "East & Valleys", SOUTH]  # lower is better; then of eight only
    assert found.order.startswith("The highest figure comes first, teams of fewer than ten after the others.")
    south = found.pictures[-1]
    assert (south.figure, south.made_of) == ("7 of 8", "") and "%" not in south.spark.alternative.split("latest")[1]
    assert "lowest figure comes first." in side_by_side(source, VISITS, Choice()).order


def test_all_are_drawn_on_one_scale(source):
    change(source, NEET, NORTH, 20, 24)
    before = {t.name: t.spark.address for t in side_by_side(source, NEET, Choice()).pictures}
    change(source, NEET, NORTH, 24, 24)
    after = {t.name: t.spark.address for t in side_by_side(source, NEET, Choice()).pictures}
    assert all(before[name] != after[name] for name in before)  # a higher team makes every line lower


def test_what_chance_would_make_of_it(source):
    whole = side_by_side(source, NEET, Choice())
    assert whole.news == "None of 3 teams differs from the authority’s 38.4% by more than chance would show."
    change(source, NEET, NORTH, 22, 24)
    found = side_by_side(source, NEET, Choice())
    assert found.news == (
        "One of 3 teams differs from the authority’s 38.4% by more than chance would show: North <1> (higher). "
        "Teams do different work, so ask why before you judge."
    )
    first = found.funnel.lines[0]
    assert (first.number, first.team, first.figure) == ("1", NORTH, "91.7%")
    assert first.place == "higher than chance would show" == found.pictures[0].place
    assert "1 North <1>: 91.7%, higher than chance would show" in found.funnel.alternative


def test_fewer_than_ten_have_limits_in_cases_and_no_dot(source):
    change(source, NEET, SOUTH, 7, 8)
    line = side_by_side(source, NEET, Choice()).funnel.lines[-1]
    assert (line.number, line.figure, line.usual) == ("", "7 of 8", "1 to 6 of 8")
    assert line.place == "higher than chance would usually show"


def test_a_count_has_no_funnel_and_one_team_is_beside_no_other(source):
    assert side_by_side(source, "cla_count", Choice()).funnel is None
    source.measures = source.measures.filter(~pl.col("breakdown").is_in([NORTH, SOUTH]))
    assert side_by_side(source, NEET, Choice()) is None


def test_the_page_of_a_team_is_of_its_own_figures(source):
    change(source, NEET, NORTH, 15, 24)
    view = of_team(source, NEET, {"team": NORTH})
    assert view.in_words[0] == "September 2026: 62.5% (15 of 24), which misses the target (50% or less)."
    assert (view.headline.figure, view.headline.badge) == ("62.5%", None)
    assert view.months[-1].reported.numerator == 15.0 and len(view.months) == 24
    assert view.teams == () and view.areas == () and view.years == ()
    assert [(o.words, o.chosen) for o in view.team_options][::2] == [("Whole authority", False), (NORTH, True)]
    found = sight(source, view)
    assert [(level.name, level.figure, level.made_of) for level in found.levels] == [
        ("Whole authority", "38.4%", "28 of 73"),
        (NORTH, "62.5%", "15 of 24"),
    ]
    assert found.place == "The team’s figure is higher than chance would usually show around the authority’s own."


def test_a_count_of_a_team_that_is_not_named_is_0_wherever_it_stands(source):
    gone = (pl.col("indicator") == "cla_count") & (pl.col("breakdown") == SOUTH) & (pl.col("period") == "2026-09")
    source.measures = source.measures.filter(~gone)
    view = of_team(source, "cla_count", {"team": SOUTH})
    assert view.headline.figure == sight(source, view).levels[-1].figure == "0"
    assert side_by_side(source, "cla_count", Choice()).pictures[-1].figure == "0"


def test_the_whole_authority_is_as_it_was(source):
    view = of_team(source, NEET, {})
    assert view.headline.figure == "38.4%" and sight(source, view) is None and len(view.team_options) == 4


def test_a_team_of_few_has_no_percentage(source):
    for period in source.months:
        change(source, NEET, SOUTH, 3, 7, period)
    text = build(source).server.test_client().get(f"/indicator/{NEET}?team=South").text
    main = text.split("<main")[1].split("About this indicator")[0]
    assert "3 of 7" in main and "42.9%" not in main


def test_a_team_that_nobody_names_is_not_found(source):
    with pytest.raises(NotFound, match="Did you mean"):
        of_team(source, NEET, {"team": "Sout"})
    assert build(source).server.test_client().get(f"/indicator/{NEET}?team=Sout").status_code == 404


def test_the_page_leads_up_and_on(source):
    client = build(source).server.test_client()
    text = client.get(f"/indicator/{VISITS}?period=2026-08&team=South").text
    crumbs = text.split('aria-label="Breadcrumb"')[1].split("</nav>")[0]
    assert f'href="/indicator/{VISITS}?period=2026-08"' in crumbs and '<span aria-current="page">South</span>' in crumbs
    assert "/timeliness?period=2026-08&amp;team=South&amp;process=care_visit" in text
    loads = client.get("/indicator/sw_caseload_over25_pct?team=South").text
    assert "/caseloads?role=SW&amp;team=South" in loads
    rows = client.get(f"/indicator/{VISITS}.csv?team=South").text.splitlines()
    assert len(rows) == 1 + 2 * 24 and all(",South," in r for r in rows[1:])


def test_every_team_of_the_page_can_be_reached(source):
    text = build(source).server.test_client().get(f"/indicator/{NEET}").text
    assert text.count(f'href="/indicator/{NEET}?team=North+%3C1%3E"') == 2  # its picture, and its row of the funnel


def test_a_funnel_is_drawn_once_for_teams_in_one_place():
    dots = [Dot(1, 12, 50, False), Dot(2, 12, 50, False), Dot(3, 40, 95, True)]
    picture = svg(dots, 0.5)
    assert (picture.count("<circle"), picture.count('class="out"')) == (1, 1)
    assert ">1, 2</text>" in picture and ">3</text>" in picture
    narrow = svg(dots, 0.5, 288)  # too narrow for every number: only that of the one that differs
    assert ">1, 2</text>" not in narrow and ">3</text>" in narrow
    assert svg([Dot(1, 10, 0, False)], 0.5, 288).count("<polyline") == 4
