"""The definitions in a browser: sound whatever is looked for, whole without scripts."""

import pytest

from indicators import catalogue

PLACES = [
    ("/definitions?find=NEET", 1280),  # so few that they are unfolded
    ("/definitions?find=nothing+is+called+so", 320),
]


@pytest.mark.parametrize(("path", "width"), PLACES)
def test_what_is_found_is_sound(site, visit, examine, path, width):
    tab = visit(width)
    tab.go(site + path)
    examine(tab, widths=(width,))


def test_a_definition_is_found_and_leads_to_its_figures_without_scripts(site, visit):
    tab = visit(java_script_enabled=False)
    page = tab.page
    page.goto(site + "/definitions")
    assert page.locator("article").count() == len(catalogue.ALL)
    page.get_by_label("Find", exact=True).fill("not in education, employment")
    page.get_by_label("Domain").select_option("care-leavers")
    tab.follow(page.get_by_role("button", name="Show"))
    assert "domain=care-leavers" in page.url and 0 < page.locator("article").count() < 6
    one = page.locator("#cl_neet_19_21_pct")
    assert one.locator("dt", has_text="Counted (numerator)").is_visible()  # few are unfolded
    tab.follow(one.get_by_role("link", name="Its figures"))
    assert "/indicator/cl_neet_19_21_pct" in page.url


def test_an_anchor_leads_to_its_definition(site, visit):
    page = visit().page
    page.goto(site + "/definitions#cl_neet_19_21_pct")
    assert page.evaluate("document.querySelector(':target').id") == "cl_neet_19_21_pct"
    top = page.locator("#cl_neet_19_21_pct").evaluate("e => e.getBoundingClientRect().top")
    assert 0 <= top < 200
