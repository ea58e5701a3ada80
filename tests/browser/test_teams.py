"""Teams beside each other and the page of one team in a browser: nothing for axe to find, and a way down and up."""

import polars as pl
import pytest

from data import targets

NEET = "/indicator/cl_neet_19_21_pct"


@pytest.fixture(scope="module")
def place(serve, made_up) -> str:
    source = made_up.MadeUpSource()
    source.readings[targets.held] = lambda: pl.DataFrame(schema=targets.TARGETS)
    return serve(source)


@pytest.mark.parametrize(("width", "look"), [(1280, "light"), (320, "dark")])
def test_down_to_a_team_and_up_again(place, visit, width, look):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    tab = visit(width, color_scheme=look)
    tab.go(place + NEET)
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe.Axe().run(tab.page, options=rules).response["violations"] == []
    drawn = tab.page.evaluate("[...document.querySelectorAll('.multiple, .funnel')].map(i => i.naturalWidth > 0)")
    assert len(drawn) == 4 and all(drawn)
    tab.page.click(".multiples a >> nth=0")
    tab.drawn()
    assert "team=" in tab.page.url
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe.Axe().run(tab.page, options=rules).response["violations"] == []
    tab.page.click(".breadcrumbs a >> nth=2")
    assert tab.page.url == place + NEET
    assert tab.complaints == []
