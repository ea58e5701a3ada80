"""The help page explains every word that the pages use, and says of itself only what is so."""

import re
from pathlib import Path

import pytest

from dashboard import words
from dashboard.app import PAGES, build
from dashboard.pages import help as page
from dashboard.views import help as view
from dashboard.views.direction import TONES, UNTOLD
from dashboard.words import badges
from indicators.direction import VERDICTS

BROWSER = Path(__file__).resolve().parents[2] / "browser"


@pytest.fixture(scope="module")
def explained():
    return {kind.id: {m.word: m for m in kind.meanings} for kind in view.signs()}


def test_every_rating_badge_verdict_and_symbol_is_explained(explained):
    assert set(explained["ratings"]) == {tag.words for tag in words.RAG.values()}
    assert set(explained["badges"]) == {tag.words for tag in badges.BADGES.values()}
    assert set(explained["received"]) == {tag.words for tag in badges.MONTHS.values()}
    assert {"[c]", "[x]", "[z]", "[low]", "[u]", "[k]"} == set(explained["published"])
    assert all(m.meaning.endswith(".") for kind in explained.values() for m in kind.values())


def test_every_direction_is_explained_with_its_own_tone(explained):
    told = explained["directions"]
    assert {v.capitalize() for v in VERDICTS.values()} - {"Lower"} | set(UNTOLD.values()) == set(told)
    assert "Lower" in told["Higher"].meaning
    assert {told[word.capitalize()].tag.tone for word in TONES} == set(TONES.values())


def test_the_example_says_what_its_chart_says():
    made = view.example()
    assert [said for _, _, said in made.months] == ["within the usual range"] * 17 + ["below"]
    assert made.months[-1][:2] == ("September 2026", "74.2%")
    assert "84.4%" in made.alternative and "75.5% to 93.4%" in made.alternative
    assert made.address.startswith("data:image/svg+xml,")


def test_the_page_stands_without_a_store_and_every_link_on_it_leads_somewhere(made_up):
    client = build(made_up.MadeUpSource(months=[])).server.test_client()
    text = client.get("/help").text
    ids = set(re.findall(r'id="([^"]+)"', text))
    links = set(re.findall(r'href="([^"]+)"', text[text.index("<main") : text.index("</main")]))
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    paths = {one.PATH for one in PAGES}
    assert {link for link in links if link.startswith("/")} <= paths and "/upload" in links


def test_what_is_said_to_be_tested_on_every_page_is():
    """The statement says that axe checks every kind of page: every page with a picture is opened in a browser, and the
    verdict on an upload in the walk that makes one."""
    assert "Every kind of page is checked by the rules of axe-core" in page.TESTED[0]
    every, walk = ((BROWSER / f"test_{name}.py").read_text("utf-8") for name in ("every_page", "walk"))
    assert "screenshots.pictures()} - {screenshots.UPLOADED}" in every
    assert "go_through_by_keyboard(page)\n    examine(tab)" in every
    assert "examine(officer)" in walk
