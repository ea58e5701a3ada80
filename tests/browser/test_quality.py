"""The quality page in a browser: sound where returns are missing, and its links and forms lead on."""

import pytest

FIELD = "/quality?list=children_looked_after&field=permanence_plan"
PLACES = [
    ("/quality", 1280),  # with a rejected and a missing return
    (FIELD, 320),
    ("/quality?period=2027-01", 320),
]


@pytest.mark.parametrize(("path", "width"), PLACES)
def test_what_the_demonstration_does_not_show_is_sound_too(site, visit, examine, path, width):
    tab = visit(width)
    tab.go(site + path)
    examine(tab, widths=(width,))


def test_from_the_list_to_the_field_and_to_the_figure_without_scripts(site, visit):
    tab = visit(java_script_enabled=False)
    page = tab.page
    page.goto(site + "/quality?period=2026-09")
    page.get_by_label("List", exact=True).select_option("children_looked_after")
    tab.follow(page.get_by_role("button", name="Show"))
    assert "period=2026-09" in page.url and "list=children_looked_after" in page.url
    tab.follow(page.get_by_role("link", name="What is the permanence plan for this child?"))
    assert "field=permanence_plan" in page.url
    assert page.locator(".quality-news").text_content().startswith("Of 100 cells 20 are blank, and 3 of the filled")
    assert page.get_by_role("link", name="Send a corrected file").get_attribute("href") == "/upload"
    tab.follow(page.get_by_label("Breadcrumb").get_by_role("link", name="Quality"))
    page.locator("summary", has_text="badges of the other").click()
    tab.follow(page.locator("table.judged a[href*=cla_count]"))
    assert "/indicator/cla_count" in page.url
