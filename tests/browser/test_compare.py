"""The compare page in a browser: sound where figures are missing, and the forms and links work."""

import dataclasses

import pytest

from data import areas
from data.store import Store

NEET, IN_CARE = "/compare/cl_neet_19_21_pct", "/compare/cla_count"
ONE_YEAR = "/compare/cla_3plus_social_workers_pct"
CITY, WARRINGTON, CUMBERLAND = "201", "877", "942"
PLACES = [
    (CITY, NEET, 1280),  # all ten neighbours "not close"
    (CITY, IN_CARE, 320),  # a withheld figure
    (CUMBERLAND, f"{NEET}?year=2023", 320),  # formed after that year
    (WARRINGTON, ONE_YEAR, 1280),
]


@pytest.fixture(scope="session")
def councils(serve, made_up, tmp_path_factory):
    """The address of a real authority's dashboard: made-up months, the published figures that come with the program."""
    empty, known = Store(tmp_path_factory.mktemp("empty") / "store"), {}

    class Council(made_up.MadeUpSource):
        code = ""

        def read(self, reading, *arguments):
            return reading(empty, self.code, *arguments)

        def scorecard(self, period=None):
            card = super().scorecard(period)
            name = areas.area(self.code)["area"]
            return card and dataclasses.replace(card, authority=self.code, authority_name=name, synthetic=False)

    def address(code: str) -> str:
        if code not in known:
            source = Council()
            source.code = code
            known[code] = serve(source)
        return known[code]

    return address


@pytest.mark.parametrize(("code", "path", "width"), PLACES)
def test_what_the_demonstration_does_not_show_is_sound_too(councils, visit, examine, code, path, width):
    tab = visit(width)
    tab.go(councils(code) + path)
    examine(tab, widths=(width,))
    assert not [a for a in tab.asked if "plotly" in a]


def test_what_is_chosen_stands_in_the_address_without_scripts(councils, visit):
    tab = visit(java_script_enabled=False)
    page = tab.page
    page.goto(councils(WARRINGTON) + NEET)
    tab.follow(page.get_by_role("link", name="their figure"))
    assert "order=value" in page.url
    page.get_by_label("Compared with").select_option("region")
    page.get_by_label("Year", exact=True).select_option("2022")
    tab.follow(page.get_by_role("button", name="Show"))
    assert all(part in page.url for part in ("year=2022", "model=region", "order=value"))
    assert page.locator("table.compare tbody tr").count() == 1 + 1 + 23 + 2 + 2
    assert "42% in the year ending 31 March 2022" in page.locator(".compare-news").text_content()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_marks_lie_where_the_figures_say(councils, visit, width):
    page = visit(width).page
    page.goto(councils(WARRINGTON) + NEET)
    places = page.evaluate(
        """() => [...document.querySelectorAll('.k-neighbour')].map(row => {
             const [mark, strip] = ['.mark', '.strip'].map(c => row.querySelector(c).getBoundingClientRect())
             const figure = parseFloat(row.querySelector('.c-fig').textContent)
             const off = Math.abs(mark.y + mark.height / 2 - strip.y - strip.height / 2)
             return [figure, mark.x + mark.width / 2 - strip.x, strip.width, mark.height, off] })"""
    )
    assert len(places) == 10
    for value, x, across, height, off in places:
        assert abs(x / across - (0.04 + 0.92 * (value - 25) / 20)) < 0.01  # the scale runs from 25% to 45%
        assert height > 10 and off < 2
