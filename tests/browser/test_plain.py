"""The scorecard in plain words in a browser: accessible, within any width, and on paper two pages at most."""

import re

import pytest


@pytest.mark.parametrize(("width", "look"), [(1280, "dark"), (320, "light")])
def test_it_is_accessible_and_fits(site, visit, width, look):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    tab = visit(width, color_scheme=look)
    tab.go(site)
    tab.follow(tab.page.get_by_role("link", name="In plain words"))
    assert tab.page.url.endswith("/plain")
    assert axe.Axe().run(tab.page, options=rules).response["violations"] == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.complaints == []


def test_on_paper_it_says_what_it_is_and_has_no_controls(site, visit):
    tab = visit()
    tab.go(site + "/plain?panel=all")
    paper = tab.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", paper)) == 1  # fifteen figures
    tab.page.emulate_media(media="print")
    assert tab.page.get_by_text("not for publication").is_visible()
    assert not tab.page.get_by_role("button", name="Show").is_visible()
    assert tab.page.get_by_text("28 of 73 young people").is_visible()
