"""Three people on the demonstration council, served for real: a manager who follows a figure down to its cases, one
who uses nothing but the keyboard, and a data officer whose correction reaches the windows of others."""

import re

import pytest

REFRESH = 4  # seconds between a page's questions for new figures, so that they are there within five
LATE, EAST = "Open assessments past 45 working days", "Assessment Team East"
NEET = "cl_neet_19_21_pct"
TEXT = "[...document.querySelectorAll('main :is(p, th, td)')].map(e => e.textContent)"


def test_a_manager_comes_from_what_moved_to_the_cases_in_three_clicks_and_back(demonstration, visit):
    tab, address = visit(), demonstration.address
    page = tab.page
    tab.go(address)
    steps = [page.url]

    def click(link) -> str:
        tab.follow(link)
        tab.drawn()
        steps.append(page.url)
        return page.inner_text("h1")

    assert click(page.locator(".moved").get_by_role("link", name=LATE)) == LATE
    assert click(page.locator(".multiples").get_by_role("link", name=EAST)) == f"{LATE}: {EAST}"
    late = int(page.locator(".headline .big").inner_text())
    assert click(page.get_by_role("link", name=re.compile("^Cases of the team overdue"))) == "Timeliness"
    assert page.inner_text(".news").startswith(f"{late} assessments are overdue with {EAST}")
    assert page.locator("#cases + table tbody tr").count() == min(late, 50)
    teams = page.locator("#cases + table tbody td:nth-of-type(2)").all_inner_texts()
    assert {name.strip().splitlines()[-1] for name in teams} == {EAST}

    for before in reversed(steps[:-1]):  # the way back is the way there
        page.go_back()
        page.wait_for_url(before)
    page.go_forward()
    page.go_forward()
    page.wait_for_url(steps[2])
    crumbs = page.get_by_label("Breadcrumb").get_by_role("link")
    assert [c.inner_text() for c in crumbs.all()] == ["Scorecard", "Help & protection", LATE]
    tab.follow(crumbs.nth(2))
    assert page.url == steps[1]
    tab.follow(crumbs.nth(1))
    assert page.url.endswith("/?domain=help-protection")
    assert page.get_by_label("Domain").input_value() == "help-protection"
    assert page.locator("table.scorecard").count() == 1 and tab.complaints == []


def test_what_a_manager_chose_is_the_same_for_whoever_is_sent_the_link(demonstration, visit):
    mine, theirs = visit(), visit(width=768)
    page = mine.page
    for where, choices in {
        "/": {"Month": "2026-08", "Rating": "off_target", "Speaks of": "compliance"},
        "/timeliness": {"Month": "2026-09", "Team": EAST, "Days over": "21"},
    }.items():
        mine.go(demonstration.address + where)
        everything = page.evaluate(TEXT)
        for label, value in choices.items():
            page.get_by_label(label, exact=True).select_option(value)
        mine.follow(page.get_by_role("button", name="Show", exact=True))
        assert f"{where}?" in page.url and "period=" in page.url
        assert page.evaluate(TEXT) != everything
        theirs.go(page.url)
        assert theirs.page.title() == page.title()
        assert theirs.page.evaluate(TEXT) == page.evaluate(TEXT)
        for label, value in choices.items():
            assert theirs.page.get_by_label(label, exact=True).input_value() == value


@pytest.fixture()
def keyboard(demonstration, visit):
    """A tab in which nothing is done but by keys."""
    return Keyboard(visit(reduced_motion="reduce"), demonstration.address)


class Keyboard:
    """Somebody who sees the focus move and presses keys."""

    def __init__(self, tab, address: str):
        self.tab, self.page, self.address = tab, tab.page, address

    def open(self, where: str) -> None:
        self.tab.go(self.address + where)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self) -> str:
        """What a screen reader would say of the focus, roughly."""
        return self.page.evaluate(
            """() => { const e = document.activeElement, label = e.labels?.[0]?.textContent;
                 return (label ?? e.textContent).trim().replace(/\\s+/g, ' ') }"""
        )

    def tab_to(self, words: str) -> None:
        """Press Tab until the focus is on what begins with these words."""
        for _ in range(80):
            self.press("Tab")
            if self.focused().startswith(words):
                return
        pytest.fail(f"the focus never came to {words}")

    def go_by(self, key: str, to: str | re.Pattern) -> None:
        """Press a key that leads to another address."""
        self.press(key)
        self.page.wait_for_url(to)
        self.tab.drawn()


def test_a_keyboard_alone_skips_filters_sorts_and_unfolds(keyboard):
    page = keyboard.page
    keyboard.open("/")
    keyboard.press("Tab")
    assert keyboard.focused() == "Skip to main content"
    keyboard.press("Enter", "Tab")
    assert keyboard.focused() == "How we decide"  # the header and its links are behind

    keyboard.tab_to("Domain")
    keyboard.press("ArrowDown")
    keyboard.tab_to("Rating")
    keyboard.press("ArrowDown", "ArrowDown", "ArrowDown")
    keyboard.tab_to("Show")
    keyboard.go_by("Enter", "**/?*domain=front-door*")
    assert "rating=off_target" in page.url
    keyboard.tab_to("Show all")
    keyboard.go_by("Enter", re.compile(r"/\?period=[\d-]+$"))

    keyboard.tab_to("by rating")
    keyboard.go_by("Enter", "**/?*sort=rating")
    assert page.locator(".arrangement [aria-current=true]").first.inner_text() == "by rating"
    keyboard.tab_to("Compact")
    keyboard.go_by("Enter", "**/?*view=compact*")
    assert "sort=rating" in page.url

    page.locator(".foot a").first.focus()
    keyboard.tab_to("How to read this page")
    for key, is_open in (("Enter", True), ("Space", False)):
        keyboard.press(key)
        assert page.locator("#reading details").evaluate("d => d.open") == is_open
    assert keyboard.tab.complaints == []


def test_a_keyboard_alone_chooses_what_a_chart_shows_and_passes_it(keyboard):
    page = keyboard.page
    keyboard.open(f"/indicator/{NEET}")
    points = "document.querySelector('.js-plotly-plot').data[0].x.length"
    before = page.evaluate(points)
    keyboard.tab_to("12")
    keyboard.go_by("Enter", f"**/indicator/{NEET}?*months=12*")
    assert page.evaluate(points) != before
    assert page.locator(".chart-choices [aria-current=true]").inner_text() == "12"
    keyboard.tab_to("The same figures as a table")  # the chart itself holds nobody
    keyboard.press("Enter")
    assert page.get_by_role("table", name=re.compile("^By month")).is_visible()
    keyboard.press("Shift+Tab")
    assert page.evaluate("!document.activeElement.closest('.js-plotly-plot')")
    assert keyboard.tab.complaints == []


def test_a_correction_goes_from_the_faults_of_a_list_to_the_figures_in_other_windows(demonstration, visit, examine):
    """The last of all, since it changes what the others read."""
    address, store = demonstration.address, demonstration.store
    manager, officer = visit(width=1279), visit()  # windows of their own
    manager.go(address + "/#care-leavers")
    reader = manager.page
    row = reader.locator("table.scorecard tr", has=reader.locator(f"a[href^='/indicator/{NEET}']"))
    link = row.get_by_role("link").first
    link.focus()
    reader.locator("#reading details").evaluate("d => { d.open = true }")
    before, height = row.inner_text(), link.bounding_box()["y"]

    page = officer.page
    officer.go(address + "/quality")
    page.get_by_label("List", exact=True).select_option("care_leavers")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("link", name="Send a corrected file").click()
    month = max((store / "demonstration-returns").iterdir())
    corrected = (month / "care_leavers.csv").read_text("utf-8-sig").replace("G5:", "F2:")
    sent = {"name": f"{month.name}_care_leavers.csv", "mimeType": "text/csv", "buffer": corrected.encode()}
    page.get_by_label("Files, or a zip of them").set_input_files([sent])
    page.get_by_role("button", name="Check the files").click()
    page.wait_for_url("**/upload/2*")
    page.get_by_role("heading", name="Accept or discard").wait_for(timeout=120_000)
    page.wait_for_load_state()
    told = page.locator("table.figures tr", has=page.locator(f"a[href*={NEET}]")).locator("td")
    was, becomes = (told.nth(n).locator(".figure-2").inner_text() for n in (0, 1))
    assert was in before and becomes not in before
    examine(officer)
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("heading", name="Loaded", exact=True).wait_for(timeout=120_000)

    assert reader.evaluate("document.documentElement.dataset.refresh") == str(REFRESH)
    row.get_by_text(becomes, exact=True).wait_for(timeout=30_000)
    assert reader.get_by_role("status").inner_text().startswith("New figures were loaded.")
    assert reader.evaluate("document.activeElement.getAttribute('href')") == link.get_attribute("href")
    assert abs(link.bounding_box()["y"] - height) < 60  # the news stand above and may push a little
    assert reader.locator("#reading details").evaluate("d => d.open")
    officer.follow(page.get_by_role("link", name="Show the scorecard"))
    assert becomes in page.locator("table.scorecard tr", has=page.locator(f"a[href*={NEET}]")).inner_text()
    assert manager.complaints == officer.complaints == []
