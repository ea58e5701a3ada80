"""The timeliness page in a browser: sound for one process, filtered without a script."""

import pytest

LOOKS = [
    (1280, "?process=contact_decision"),  # without teams
    (320, "?process=care_visit"),
]


@pytest.mark.parametrize(("width", "query"), LOOKS)
def test_the_page_of_a_process_is_sound(site, visit, examine, width, query):
    tab = visit(width)
    tab.go(f"{site}/timeliness{query}")
    examine(tab, widths=(width,))
    assert tab.page.evaluate("[...document.querySelectorAll('img.bar')].every(i => i.naturalWidth > 0)")


def test_a_reader_without_scripts_finds_the_longest_overdue_of_a_process(site, visit):
    tab = visit(java_script_enabled=False)
    page = tab.page
    page.goto(site + "/timeliness")
    page.get_by_label("Process", exact=True).select_option("assessment")
    tab.follow(page.get_by_role("button", name="Show"))
    assert page.locator("#cases + table tbody tr").count() == 50
    tab.follow(page.get_by_role("link", name="Next: fewer days over"))
    assert page.locator("#cases + table tbody tr").count() == 20
    assert "part=2" in page.url and page.get_by_label("Process", exact=True).input_value() == "assessment"
    tab.follow(page.get_by_role("link", name="Open assessments past 45 working days"))
    assert page.get_by_role("heading", name="In progress and overdue").is_visible()
