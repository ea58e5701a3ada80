"""The scorecard and the page of an indicator in a browser, of a made-up council with every state once: sound, whole
without scripts, new figures in place, and what is chosen in the address."""

import pytest

SCORECARD, INDICATOR = "/", "/indicator/cl_neet_19_21_pct"
WITHOUT_FIGURE, WITHOUT_RETURN, NONE_FOUND = (
    "/indicator/pa_caseload_avg",
    "/?period=2027-01",
    "/?find=nothing+is+called+so",
)
PLACES = [(SCORECARD, 320), (INDICATOR, 1280), (WITHOUT_FIGURE, 320), (WITHOUT_RETURN, 1280), (NONE_FOUND, 320)]


@pytest.mark.parametrize(("address", "width"), PLACES)
def test_what_the_demonstration_does_not_show_is_sound_too(site, visit, examine, address, width):
    tab = visit(width)
    tab.go(site + address)
    examine(tab, widths=(width,))


@pytest.mark.parametrize("address", [SCORECARD, INDICATOR])
def test_nothing_is_cut_off_at_400_percent(site, visit, address):
    page = visit(320, java_script_enabled=False).page
    page.goto(site + address)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    labels = page.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert labels == '"Latest"' or labels == '"As reported"'
    assert page.get_by_role("rowheader").count() > 10  # stacked rows are still rows


def test_only_a_page_with_a_chart_loads_plotly(site, visit):
    tab = visit()
    tab.go(site + SCORECARD)
    assert not [a for a in tab.asked if "plotly" in a or "async-graph" in a]
    tab.go(site + INDICATOR)
    (library,) = [a for a in tab.asked if "plotly" in a]
    kept = tab.page.evaluate("a => fetch(a).then(r => r.headers.get('cache-control'))", library)
    assert "max-age=31536000" in kept


def test_a_page_is_whole_before_any_script_runs(site, visit):
    with_script, without = visit(), visit(java_script_enabled=False)
    for address in (SCORECARD, INDICATOR):
        with_script.go(site + address)
        without.page.goto(site + address)
        words = "[...document.querySelectorAll('main :is(p, td, th, dd, figcaption)')].map(e => e.textContent)"
        assert without.page.locator("main tbody th").count() > 10
        assert with_script.page.evaluate(words) == without.page.evaluate(words)
        assert with_script.page.title() == without.page.title() != ""


def test_a_reader_without_scripts_can_choose(site, visit):
    tab = visit(java_script_enabled=False)
    page = tab.page
    page.goto(site)
    page.get_by_label("Rating").select_option("off_target")
    tab.follow(page.get_by_role("button", name="Show"))
    assert "rating=off_target" in page.url
    assert page.locator("tbody tr").count() == 3
    assert page.get_by_label("Rating").input_value() == "off_target"


def test_what_is_chosen_stands_in_the_address_and_back_goes_back(site, visit):
    tab = visit()
    tab.go(site)
    page = tab.page
    page.get_by_label("Month", exact=True).select_option("2026-08")
    page.get_by_label("Domain").select_option("care-leavers")
    page.get_by_label("Find").fill("NOT in")
    tab.follow(page.get_by_role("button", name="Show"))
    assert "domain=care-leavers" in page.url and "period=2026-08" in page.url and "find=NOT+in" in page.url
    assert page.locator("tbody tr").count() == 1
    assert page.get_by_label("Month", exact=True).input_value() == "2026-08"
    assert page.get_by_label("Find").input_value() == "NOT in"
    tab.follow(page.get_by_role("link", name="Care leavers aged 19 to 21 not in"))
    assert page.url.endswith("/indicator/cl_neet_19_21_pct?period=2026-08")
    tab.drawn()
    assert "August 2026" in page.get_by_label("Latest figure").text_content()
    page.go_back()
    page.wait_for_url("**/?*domain=care-leavers*")
    assert page.locator("tbody tr").count() == 1
    page.go_back()
    page.wait_for_url(site + "/")
    assert page.locator("tbody tr").count() == 15


def test_new_figures_are_shown_in_place_and_said(serve, made_up, visit):
    source = made_up.MadeUpSource()
    tab = visit()
    tab.go(serve(source, refresh_seconds=1) + "/#care-leavers")
    page = tab.page
    link = page.get_by_role("link", name="Children in care", exact=False).last
    link.focus()
    seen, name = link.bounding_box()["y"], link.text_content()
    assert page.get_by_role("status").text_content() == ""
    source.months = source.months[:-1]
    source.version_text = "2"
    page.locator("h1 + .lead", has_text="August 2026").wait_for()
    assert page.get_by_role("status").text_content().startswith("New figures were loaded.")
    assert page.evaluate("document.activeElement.textContent") == name
    assert abs(page.get_by_role("link", name=name).last.bounding_box()["y"] - seen) < 60
    assert tab.complaints == []


def test_new_figures_reach_a_chart(serve, made_up, visit):
    source = made_up.MadeUpSource()
    tab = visit()
    tab.go(serve(source, refresh_seconds=1) + "/indicator/cla_count")
    page = tab.page
    points = "document.querySelector('.js-plotly-plot').data.find(d => d.x.length > 12).x.length"
    before = page.evaluate(points)
    source.months = source.months[:-1]
    source.version_text = "2"
    page.get_by_role("status").get_by_text("New figures were loaded.").wait_for()
    page.wait_for_timeout(500)
    assert page.evaluate(points) == before - 1
    assert page.get_by_role("status").text_content().startswith("New figures were loaded.")
    assert tab.complaints == []


def test_new_figures_do_not_take_what_was_typed(serve, made_up, visit):
    source = made_up.MadeUpSource()
    tab = visit()
    tab.go(serve(source, refresh_seconds=1))
    page = tab.page
    page.get_by_role("searchbox").fill("care")
    source.months = source.months[:-1]
    source.version_text = "2"
    page.get_by_role("button", name="Show them").click()
    page.locator("h1 + .lead", has_text="August 2026").wait_for()
    assert tab.complaints == []


def test_the_chart_can_be_taken_away_by_keyboard_alone(site, visit):
    tab, without = visit(permissions=("clipboard-read", "clipboard-write")), visit(java_script_enabled=False)
    tab.go(site + INDICATOR + "?hide=restated")
    page = tab.page
    page.get_by_role("button", name="Copy link").press("Enter")
    page.get_by_text("Link copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == site + INDICATOR + "?period=2026-09&hide=restated"
    with page.expect_download() as png:
        page.get_by_role("button", name="PNG").press("Enter")
    assert png.value.suggested_filename == "cl_neet_19_21_pct-2026-09.png"
    image = png.value.path().read_bytes()
    assert image.startswith(b"\x89PNG") and len(image) > 20_000  # drawn, not empty
    with page.expect_download() as svg:
        page.get_by_role("link", name="SVG").press("Enter")
    assert svg.value.suggested_filename == "cl_neet_19_21_pct-2026-09.svg"
    assert tab.complaints == []
    without.page.goto(site + INDICATOR)
    assert not without.page.get_by_role("button", name="Copy link").is_visible()
    assert without.page.evaluate("document.querySelector('.still').naturalWidth") == 960


def test_the_printed_scorecard_has_figures_and_no_controls(site, visit):
    tab = visit()
    tab.go(site)
    tab.page.emulate_media(media="print")
    assert not tab.page.get_by_role("button", name="Show").is_visible()
    assert tab.page.get_by_text("28 of 73").is_visible()
    assert tab.page.get_by_role("columnheader", name="Target").first.is_visible()
