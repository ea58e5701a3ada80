"""The quality page in a browser: accessible in both looks and at any width, and its links and forms lead on."""

import pytest

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LIST = "/quality?list=children_looked_after"
FIELD = f"{LIST}&field=permanence_plan"
PLACES = [
    ("/quality", 1280, "light"),
    ("/quality", 320, "dark"),
    (LIST, 320, "light"),
    (FIELD, 1280, "dark"),
    ("/quality?period=2027-01", 320, "light"),
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


def test_from_the_list_to_the_field_and_to_the_figure_without_scripts(site, visit):
    page = visit(java_script_enabled=False).page
    page.goto(site + "/quality?period=2026-09")
    page.get_by_label("List", exact=True).select_option("children_looked_after")
    page.get_by_role("button", name="Show").click()
    assert "period=2026-09" in page.url and "list=children_looked_after" in page.url
    page.get_by_role("link", name="What is the permanence plan for this child?").click()
    assert "field=permanence_plan" in page.url
    assert page.locator(".quality-news").text_content().startswith("Of 100 cells 20 are blank, and 3 of the filled")
    assert page.get_by_role("link", name="Send a corrected file").get_attribute("href") == "/upload"
    page.get_by_label("Breadcrumb").get_by_role("link", name="Quality").click()
    page.locator("summary", has_text="badges of the other").click()
    page.locator("table.judged a[href*=cla_count]").click()
    assert "/indicator/cla_count" in page.url
