"""What the reader can choose of a chart, and what can be taken away: picture, figures, link."""

from xml.etree import ElementTree

import polars as pl
import pytest

from dashboard.app import build
from data import targets

NEET = "/indicator/cl_neet_19_21_pct"


@pytest.fixture(scope="module")
def client(made_up):
    source = made_up.MadeUpSource()
    source.readings[targets.held] = lambda: pl.DataFrame(schema=targets.TARGETS)
    return build(source).server.test_client()


def words_of(svg: str) -> list[str]:
    return [e.text for e in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_the_picture_stands_alone(client):
    answer = client.get(f"{NEET}.svg")
    said = words_of(answer.text)
    assert answer.mimetype == "image/svg+xml"
    assert 'filename="cl_neet_19_21_pct-2026-09.svg"' in answer.headers["Content-Disposition"]
    assert said[0] == "Care leavers aged 19 to 21 not in education, employment or training"
    assert "September 2026, at the month end, as reported: 38.4% (28 of 73)" in said
    assert any(text.startswith("Synthetic data.") for text in said)
    assert {"Monthly, provisional", "Restated", "Neighbours’ median", "England"} <= set(said)
    assert any("For use inside the council" in text for text in said)
    assert client.get(f"{NEET}.svg").text == answer.text


def test_the_picture_of_a_team_names_it(client):
    answer = client.get(f"{NEET}.svg?team=South&period=2026-08")
    assert 'filename="cl_neet_19_21_pct-south-2026-08.svg"' in answer.headers["Content-Disposition"]
    assert any(text.endswith(", South") for text in words_of(answer.text))


def test_a_month_without_a_figure_is_a_band_and_no_point(client):
    def points(svg: str) -> int:
        return svg.count('fill="#2b7bba"')

    whole, part = client.get(f"{NEET}.svg").text, client.get("/indicator/rereferral_12m_pct.svg?hide=limits").text
    assert points(whole) - points(part) == 6  # the first six months of a rolling year
    assert part.count('fill="#e9edf0"') == 1 and whole.count('fill="#e9edf0"') == 0


@pytest.mark.parametrize("id", ["cla_count", "s47_open_over_15wd_count", "pa_caseload_avg", "icpc_15wd_pct"])
def test_every_kind_of_figure_can_be_drawn(client, id):
    assert "NaN" not in (text := client.get(f"/indicator/{id}.svg").text) and words_of(text)


def test_what_is_hidden_is_not_drawn_and_stands_in_the_address(client):
    page = client.get(f"{NEET}?hide=published+restated&months=24").text
    assert "hide=restated#over-time" in page and "hide=target+published+restated#over-time" in page
    assert "months=12&amp;hide=published+restated#over-time" in page
    assert 'type="hidden" value="published restated"' in page  # another month or team keeps it
    said = set(words_of(client.get(f"{NEET}.svg?hide=published+restated&months=all").text))
    assert "Monthly, provisional" in said and not said & {"Restated", "England", "Neighbours’ median"}


def test_the_link_to_copy_names_the_month(client):
    assert f'data-copy="{NEET}?period=2026-09&amp;months=12"' in client.get(f"{NEET}?months=12").text


def test_what_there_is_no_picture_of_is_said(client):
    assert client.get("/indicator/no_such.svg").status_code == 404
    assert client.get(f"{NEET}.svg?period=2031-01").status_code == 400
    assert client.get(f"{NEET}.svg?team=Nobody").status_code == 404


def test_without_scripts_and_on_paper_the_picture_stands_in_place_of_the_chart(client):
    picture = f'src="{NEET}.svg?period=2026-09" alt=""'
    text = client.get(NEET).text
    assert f'<noscript><img class="still" {picture}></noscript>' in text
    assert f'<img class="printed" {picture} ' in text
