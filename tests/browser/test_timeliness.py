"""The timeliness page in a browser: accessible in every look, whole on a narrow screen, filtered without a script."""

import pytest

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = [
    (1280, "light", "?process=contact_decision"),
    (1280, "dark", "?over=21"),
    (320, "light", "?process=care_visit"),
]


@pytest.mark.parametrize(("width", "scheme", "query"), LOOKS)
def test_the_page_is_accessible_quiet_and_whole(site, visit, width, scheme, query):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    tab = visit(width, color_scheme=scheme)
    tab.go(f"{site}/timeliness{query}")
    for box in tab.page.locator("details").all():
        box.evaluate("box => box.open = true")
    found = axe.Axe().run(tab.page, options={"runOnly": STANDARD}).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:5]) for v in found] == []
    assert tab.complaints == []
    assert [a for a in tab.asked if not a.startswith((site, "data:"))] == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.page.evaluate("[...document.querySelectorAll('img.bar')].every(i => i.naturalWidth > 0)")


def test_a_reader_without_scripts_finds_the_longest_overdue_of_a_process(site, visit):
    page = visit(java_script_enabled=False).page
    page.goto(site + "/timeliness")
    page.get_by_label("Process", exact=True).select_option("assessment")
    page.get_by_role("button", name="Show").click()
    assert page.locator("#cases + table tbody tr").count() == 50
    page.get_by_role("link", name="Shorter ago").click()
    assert page.locator("#cases + table tbody tr").count() == 20
    assert "part=2" in page.url and page.get_by_label("Process", exact=True).input_value() == "assessment"
    page.get_by_role("link", name="Open assessments past 45 working days").click()
    assert page.get_by_role("heading", name="In progress and overdue").is_visible()
