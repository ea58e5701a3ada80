"""The compare page, for real authorities with the published figures that come with the program."""

import csv
import dataclasses
import io

import pytest

from dashboard.app import build, render
from dashboard.views.compare import compare
from dashboard.views.compare_list import compare_list
from dashboard.views.scale import scale
from data import areas
from data.errors import BadInput, NotFound
from data.store import Store

NEET = "cl_neet_19_21_pct"


@pytest.fixture()
def council(made_up, tmp_path):
    """The made-up months under the name of a real authority, beside the figures that come with the program."""

    class Council(made_up.MadeUpSource):
        def __init__(self, code: str):
            super().__init__()
            self.code = code

        def read(self, reading, *arguments):
            return reading(Store(tmp_path / "empty"), self.code, *arguments)

        def scorecard(self, period=None):
            card = super().scorecard(period)
            name, synthetic = areas.area(self.code)["area"], self.code == "999"
            return card and dataclasses.replace(card, authority=self.code, authority_name=name, synthetic=synthetic)

    return Council


def spot(view, name: str):
    return next(s for s in view.spots if s.name == name)


def test_own_authority_first_then_neighbours_by_closeness_then_the_others(council):
    view = compare(council("877"), NEET, {})
    assert [s.name for s in view.spots[:4]] == ["Warrington", "Our own latest month", "Cheshire East", "Warwickshire"]
    assert [s.kind for s in view.spots[-4:]] == ["mean", "median", "region", "england"]
    assert spot(view, "Cheshire East").what == "very close" and spot(view, "Warrington").figure == "41%"
    assert view.news.startswith("Warrington: 41% in the year ending 31 March 2025, 83rd of 151")
    assert view.in_words[:2] == (
        "The mean of the neighbours is 38.9%, their median 38.5% (all 10 have a figure, from 28% to 45%).",
        "Staffordshire matters most to the mean: without it the mean would be 40.1%, not 38.9%.",
    )
    assert view.best_words == "Best quarter of authorities: no more than 35%"
    assert view.without[0] == ("Staffordshire", "40.1%", "1.2 points higher") and len(view.without) == 10


def test_the_local_month_is_provisional_and_its_difference_is_said(council):
    view = compare(council("877"), NEET, {})
    assert view.spots[1].what == "September 2026, at the month end: monthly, provisional"
    facts = {term: " ".join(said) for term, said in view.facts}
    assert "around the birthday" in facts["How our monthly figure differs"]
    assert facts["Time covered"] == "Year ending 31 March 2025; it ends 18 months before September 2026."
    assert compare(council("877"), "cl_eet_19_21_pct", {}).spots[1].kind == "month"


def test_neighbours_by_their_figure_and_another_year_and_circle(council):
    view = compare(council("877"), NEET, {"order": "value", "year": "2022", "model": "2021"})
    near = [s.at for s in view.spots if s.kind == "neighbour"]
    assert near == sorted(near) and view.covers == "year ending 31 March 2022"
    assert view.circle == "Statistical neighbours, model of 2021"
    assert [o.value for o in view.model_options] == ["2025", "2021", "region"]
    region = compare(council("877"), NEET, {"model": "region"})
    assert "authorities of this list" in region.in_words[0]


def test_the_city_of_london_is_told_that_none_is_close(council):
    view = compare(council("201"), NEET, {})
    assert {s.what for s in view.spots if s.kind == "neighbour"} == {"not close"}
    assert "None of the 10 neighbours is close" in view.in_words[-1]


def test_a_withheld_figure_stands_in_its_place_with_the_reason(council):
    view = compare(council("201"), "cla_count", {})
    own = view.spots[0]
    assert (own.at, own.state) == (None, "withheld, because the numbers are small [c]")
    assert (
        view.news
        == "City of London has no published figure on 31 March 2025: withheld, because the numbers are small [c]."
    )
    assert spot(view, "England").state == "too large for this scale" and spot(view, "England").figure == "81,770"


def test_a_series_of_one_year(council):
    view = compare(council("877"), NEET, {})
    assert len(view.lines) == 9
    one = council("877")
    one.indicator = lambda id: dataclasses.replace(council("877").indicator(id), published=("Stability_SocialWorker",))
    view = compare(one, NEET, {})
    assert len(view.lines) == 1 and view.lines[0].change == "–"
    assert view.in_words[-1] == "There is no published figure for the year before."


def test_an_authority_formed_lately_shows_the_one_before_it(council):
    view = compare(council("942"), NEET, {"year": "2023"})
    assert view.spots[0].state == "formed in April 2023"
    before = spot(view, "Cumbria")
    assert before.kind == "before" and before.at is not None
    assert spot(view, "Westmorland and Furness").state == "formed in April 2023"
    assert [line.own for line in view.lines[:3]] == ["33%", "40%", "formed in April 2023"]


def test_an_authority_that_is_no_more_can_be_compared(council):
    view = compare(council("909"), NEET, {"year": "2022"})
    assert view.circle == "Statistical neighbours, model of 2021" and "with a figure (1st is best)" in view.news


def test_the_made_up_council_has_no_published_figure(council):
    view = compare(council("999"), NEET, {})
    assert view.spots[0].state == "made up: no published figure" and "is made up" in view.news
    assert len([s for s in view.spots if s.kind == "neighbour"]) == 10


def test_what_cannot_be_shown_is_said(council):
    with pytest.raises(NotFound):
        compare(council("877"), "cl_neet", {})
    with pytest.raises(BadInput, match="The years are 2017"):
        compare(council("877"), NEET, {"year": "1999"})
    with pytest.raises(NotFound, match="series"):
        compare(council("877"), NEET, {"series": "LAC"})
    with pytest.raises(NotFound, match="list of neighbours"):
        compare(council("877"), NEET, {"model": "1066"})
    assert "No national figure" in compare(council("877"), "pa_caseload_avg", {}).missing
    assert compare(council("877"), NEET, {"period": "2030-01"}).missing


def test_the_list_of_what_can_be_compared(council):
    view = compare_list(council("877"), {})
    lines = {line.title: line for _, _, of_domain in view.domains for line in of_domain}
    neet = lines["Care leavers aged 19 to 21 not in education, employment or training"]
    assert (neet.own, neet.rank, neet.neighbours) == ("41%", "83 of 151, band C", "38.5% (10)")
    assert view.news.startswith("9 indicators can be set beside published national figures. Of 6 that are ranked")
    made_up = compare_list(council("999"), {})
    assert {line.own for _, _, of_domain in made_up.domains for line in of_domain} == {"not published"}


def test_the_page_and_its_file(council):
    source = council("877")
    page = render(source, "/compare/cl_neet_19_21_pct", {})
    assert page.status == 200 and page.live is None
    client = build(source).server.test_client()
    text = client.get("/compare/cl_neet_19_21_pct").text
    assert text.count('class="strip"') == 16 and text.count("<h1") == 1
    answer = client.get("/compare/cl_neet_19_21_pct.csv?model=2021")
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert len(rows) == 9 * 13 and {r["model"] for r in rows} == {"2021"}
    own = [r for r in rows if r["role"] == "own" and r["year"] == "2025"]
    assert (own[0]["value"], own[0]["status"]) == ("41", "ok")
    assert client.get("/compare/nothing.csv").status_code == 404
    assert client.get("/compare/cl_neet_19_21_pct?year=soon").status_code == 400
    assert client.get("/compare").status_code == 200


# ---- the axis


def test_the_axis_has_round_ends_outside_the_values():
    found = scale([28, 45, 41, 35], "percent")
    assert (found.low, found.high) == (25, 45) and [t.label for t in found.ticks] == ["25%", "30%", "35%", "40%", "45%"]
    assert found.place(25) == 4 and found.place(45) == 96 and found.place(35) == 50
    assert [t.label for t in scale([0.0, 0.4], "percent").ticks] == ["0.0%", "0.1%", "0.2%", "0.3%", "0.4%"]
    assert scale([12.5, 22.5], "average").ticks[0].label == "12"


@pytest.mark.parametrize("values", [[], [5.0], [5.0, 5.0], [-2.0, 3.0], [0.001, 0.002], [81_770.0, 12.0]])
def test_every_value_has_a_place_on_the_axis(values):
    found = scale(values, "percent")
    assert found.low < found.high and all(0 <= found.place(v) <= 100 for v in values)
    assert 3 <= len(found.ticks) <= 9 and len({t.label for t in found.ticks}) == len(found.ticks)


def test_a_month_that_is_not_held_leads_to_the_latest(source):
    client = build(source).server.test_client()
    said = client.get("/compare?period=2030-01").text
    assert "No return for January 2030 yet." in said and 'href="/compare?period=2026-09"' in said
    assert "No return for January 2030 yet." in client.get("/compare/cla_count?period=2030-01").text
