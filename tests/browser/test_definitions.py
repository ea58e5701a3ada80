"""The definitions and the help page in a browser: accessible in both looks and at any width, whole without scripts."""

import pytest

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PLACES = [
    ("/definitions?domain=care-leavers", 1280, "light"),
    ("/definitions?find=NEET", 320, "dark"),
    ("/definitions?find=nothing+is+called+so", 320, "light"),
    ("/help", 1280, "dark"),
    ("/help", 320, "light"),
]


@pytest.mark.parametrize(("path", "width", "scheme"), PLACES)
def test_it_is_accessible_quiet_and_fits(site, visit, path, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    tab = visit(width, color_scheme=scheme)
    tab.go(site + path)
    for box in tab.page.locator("details").all():
        box.evaluate("box => box.open = true")
    found = axe.Axe().run(tab.page, options={"runOnly": STANDARD}).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:5]) for v in found] == []
    assert tab.complaints == [] and not [a for a in tab.asked if "plotly" in a]
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_definition_is_found_and_leads_to_its_figures_without_scripts(site, visit):
    page = visit(java_script_enabled=False).page
    page.goto(site + "/definitions")
    assert page.locator("article").count() == 155
    page.get_by_label("Find", exact=True).fill("not in education, employment")
    page.get_by_label("Domain").select_option("care-leavers")
    page.get_by_role("button", name="Show").click()
    assert "domain=care-leavers" in page.url and 0 < page.locator("article").count() < 6
    one = page.locator("#cl_neet_19_21_pct")
    assert one.locator("dt", has_text="Counted (numerator)").is_visible()  # few are unfolded
    one.get_by_role("link", name="Its figures").click()
    assert "/indicator/cl_neet_19_21_pct" in page.url


def test_an_anchor_leads_to_its_definition(site, visit):
    page = visit().page
    page.goto(site + "/definitions#cl_neet_19_21_pct")
    assert page.evaluate("document.querySelector(':target').id") == "cl_neet_19_21_pct"
    top = page.locator("#cl_neet_19_21_pct").evaluate("e => e.getBoundingClientRect().top")
    assert 0 <= top < 200
