"""Snapshots in a browser: made with and without a script, read, published, withdrawn; accessible throughout."""

import pytest

from dashboard.outputs.snapshot import freeze
from dashboard.source import StoreSource
from data.panels import Panel
from data.snapshots import PUBLISHED, WITHDRAWN, Snapshots
from data.store import Store

PANEL = Panel("Corporate parenting panel", ("cl_neet_19_21_pct", "cl_suitable_accom_19_21_pct"))
FIRST, SECOND = "2025-08-corporate-parenting-panel", "2025-09-corporate-parenting-panel"
STEM = "scorecard-999-2025-09-corporate-parenting-panel"
LOOKS = [
    pytest.param(1280, f"/snapshots?compare={FIRST}&with={SECOND}", id="compared, wide"),
    pytest.param(320, f"/snapshots/{FIRST}?verify=1", id="withdrawn and verified, narrow"),
]


@pytest.fixture(scope="module")
def kept(serve, tmp_path_factory, load_leavers) -> str:
    """The address of a dashboard with two snapshots, the earlier one withdrawn."""
    store = Store(tmp_path_factory.mktemp("snapshots") / "store")
    load_leavers(store, "2025-08", *["F1"] * 12, *["G5"] * 8)
    freeze(store, "2025-08", PANEL, formats=["html", "csv"])
    load_leavers(store, "2025-08", *["F1"] * 11, *["G5"] * 9, day=20)
    load_leavers(store, "2025-09", *["F1"] * 13, *["G5"] * 7, day=21)
    freeze(store, "2025-09", PANEL, formats=["html", "csv", "html-one-page"])
    Snapshots(store.folder).mark(FIRST, PUBLISHED, by="officer")
    Snapshots(store.folder).mark(FIRST, WITHDRAWN, by="officer", reason="The return of August was corrected")
    return serve(StoreSource(store))


@pytest.mark.parametrize(("width", "path"), LOOKS)
def test_what_the_demonstration_does_not_show_is_sound_too(kept, visit, examine, width, path):
    tab = visit(width)
    tab.go(kept + path)
    examine(tab, widths=(width,))


@pytest.mark.parametrize(("width", "name"), [(1280, f"{STEM}.html"), (320, f"{STEM}-one-page.html")])
def test_a_pack_as_a_web_page_is_accessible_and_asks_nobody(kept, visit, violations, width, name):
    tab = visit(width)
    tab.go(f"{kept}/snapshots/{SECOND}/{name}?read=1")
    for box in tab.page.locator("details").all():
        box.evaluate("box => box.open = true")
    assert violations(tab.page, width, ("light",)) == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.complaints == [] and len(tab.asked) == 1 + sum(a.startswith("data:") for a in tab.asked)


def test_an_officer_makes_reads_publishes_and_withdraws(kept, visit):
    tab = visit()
    page = tab.page
    tab.go(f"{kept}/snapshots")
    page.get_by_label("Panel", exact=True).select_option("Scrutiny committee")
    for name in ("PDF, to read", "Workbook", "Presentation", "PDF of two", "PDF of one"):
        page.get_by_label(name).uncheck()
    page.get_by_role("button", name="Make the snapshot").click()
    page.get_by_role("heading", name="The snapshot is made").wait_for(timeout=30_000)
    page.wait_for_load_state()
    tab.follow(page.locator(".notice").get_by_role("link", name="September 2025, Scrutiny committee"))
    tab.follow(page.get_by_role("link", name="Read it in the browser"))
    assert page.title().startswith("Scrutiny committee, September 2025")
    page.go_back()
    page.get_by_role("button", name="Publish").click()
    assert page.locator("#read:invalid").count() == 1 and "It has not been published" in page.inner_text("main")
    page.get_by_label("I have read its documents").check()
    tab.follow(page.get_by_role("button", name="Publish"))
    page.get_by_label("Why it is withdrawn").fill("Made too early")
    tab.follow(page.get_by_role("button", name="Withdraw"))
    assert "Made too early" in page.locator(".notice").inner_text()
    assert page.locator("#log + table tbody tr").count() == 3
    assert tab.complaints == []


def test_a_reader_without_scripts_sees_it_being_made_and_made(kept, visit):
    page = visit(320, java_script_enabled=False).page
    page.goto(f"{kept}/snapshots")
    page.get_by_label("Month").select_option("2025-08")
    page.get_by_label("Panel", exact=True).select_option("Safeguarding partnership")
    for name in ("PDF, to read", "Workbook", "Presentation", "Web page, in", "PDF of two", "PDF of one", "Web page in"):
        page.get_by_label(name).uncheck()
    page.get_by_role("button", name="Make the snapshot").click()
    page.get_by_role("heading", name="Being made: August 2025, Safeguarding partnership").wait_for()
    page.get_by_role("heading", name="The snapshot is made").wait_for(timeout=30_000)
