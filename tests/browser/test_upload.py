"""Uploads in a browser: a good month, a correction, a bad file, a zip, a cancelled upload; sound throughout."""

import io
import threading
import zipfile

import pytest

from data.store import Store

SOUND = {"A": "G5", "B": "F1", "C": "F1", "D": "F1"}
WAIT = 60_000


@pytest.fixture(scope="module")
def place(serve, tmp_path_factory):
    """The address of a dashboard over an empty store, and the store. The work is done by a thread of this process,
    which has loaded the gate's libraries already; that processes do it is tested without a browser."""
    from dashboard.jobs import intake, working
    from dashboard.source import StoreSource

    store = Store(tmp_path_factory.mktemp("uploads") / "store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(working, "start", lambda kept, id, what: threading.Thread(
            target=intake.run, args=(what, kept, id), daemon=True).start())  # fmt: skip
        yield serve(StoreSource(store)), store


def send(page, address: str, *files: tuple[str, bytes], authority: str = "") -> None:
    """Choose files, send them, and wait for the verdict."""
    page.goto(address + "/upload")
    if authority:
        page.get_by_label("Authority").select_option(authority)
    chosen = [{"name": name, "mimeType": "text/csv", "buffer": raw} for name, raw in files]
    page.get_by_label("Files, or a zip of them").set_input_files(chosen)
    page.get_by_role("button", name="Check the files").click()
    page.wait_for_url("**/upload/2*")
    shown(page, "Accept or discard")


def shown(page, heading: str) -> None:
    """Wait until the page with this heading has come, all of it."""
    page.get_by_role("heading", name=heading, exact=True).wait_for(timeout=WAIT)
    page.wait_for_load_state()


def test_uploads_from_the_first_month_to_a_correction(place, visit, examine, leavers_csv):
    """One story, since each step rests on the one before."""
    address, store = place
    tab = visit()
    page = tab.page
    page.goto(address)
    tab.follow(page.get_by_role("link", name="Upload the first returns"))
    examine(tab, widths=(320,))
    page.set_viewport_size({"width": 1280, "height": 900})

    # a good month, into an empty store
    send(page, address, ("2026-08_care_leavers.csv", leavers_csv(SOUND, day="20/08/2026")), authority="999")
    assert "1 ready. 4 rows would be stored." in page.locator(".lead").text_content()
    assert store.held().is_empty()
    page.get_by_role("button", name="Accept").click()
    shown(page, "Loaded")
    assert store.rows("care_leavers").height == 4
    page.get_by_role("link", name="Show the scorecard").click()
    page.locator("main", has_text="August 2026").wait_for(timeout=5000)

    # a bad file beside a good one, in a zip: off until it is taken out
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("2026-09/care_leavers.csv", leavers_csv(SOUND | {"B": "G4"}))
        archive.writestr("2026-09/adopters.csv", b"nothing,of\nthe,kind\n")
        archive.writestr("2026-09/notes.docx", b"x")
    send(page, address, ("returns.zip", out.getvalue()))
    assert "1 rejected; 1 ready" in page.locator(".lead").text_content()
    assert page.get_by_text("2026-09/notes.docx").is_visible()
    assert page.get_by_role("button", name="Accept").is_disabled()
    examine(tab, widths=(320, 1280))
    tab.follow(page.get_by_role("button", name="Take out adopters.csv"))
    card = page.get_by_role("article", name="Care leavers, September 2026")
    assert "0 new, 0 gone, 4 changed since August 2026" in card.text_content()
    row = page.get_by_role("row", name="aged 19 to 21 not in education")
    assert [cell.strip() for cell in row.get_by_role("cell").all_text_contents()] == [
        "25.0%1 of 4Aug 2026", "50.0%2 of 4", "up 25.0 points",
    ]  # fmt: skip
    page.get_by_role("button", name="Accept").click()
    shown(page, "Loaded")
    examine(tab, widths=(1280,))

    # a correction of a month that is held: what it changes is shown, and other windows hear of it
    version = store.version()
    send(page, address, ("2026-09_care_leavers.csv", leavers_csv(SOUND | {"B": "G4", "C": "G4"})))
    text = page.get_by_role("article", name="Care leavers, September 2026").text_content()
    assert "1 changed against what was held for September 2026" in text and "Takes the place of" in text
    assert "50.0%2 of 4" in page.get_by_role("row", name="aged 19 to 21 not in education").text_content()
    assert store.version() == version
    page.get_by_role("button", name="Accept").click()
    shown(page, "Loaded")
    assert store.version() != version


def test_an_upload_without_scripts_named_by_hand_and_cancelled(place, visit, leavers_csv):
    address, store = place
    tab = visit(java_script_enabled=False)
    page = tab.page
    page.goto(address + "/upload")
    held = store.held().height
    if page.get_by_label("Authority").input_value() == "":
        page.get_by_label("Authority").select_option("999")
    chosen = {"name": "export.csv", "mimeType": "text/csv", "buffer": leavers_csv(SOUND | {"Z": "F1"}, day="")}
    page.get_by_label("Files, or a zip of them").set_input_files([chosen])
    tab.follow(page.get_by_role("button", name="Check the files"))
    page.get_by_label("Month").select_option("2026-07")
    tab.follow(page.get_by_role("button", name="Check the files"))
    for _ in range(300):
        if not page.get_by_role("link", name="Look again").count():
            break
        page.wait_for_timeout(200)
        page.reload()
    assert page.get_by_text("month told by you").is_visible()
    tab.follow(page.get_by_role("button", name="Discard"))
    assert page.get_by_role("heading", name="Discarded").is_visible()
    assert store.held().height == held


def test_a_folder_that_is_dropped_keeps_the_month_in_its_name(place, visit, leavers_csv):
    address, _ = place
    tab = visit()
    page = tab.page
    page.goto(address + "/upload")
    if page.get_by_label("Authority").input_value() == "":
        page.get_by_label("Authority").select_option("999")
    page.evaluate(
        """csv => {
             const file = new File([csv], 'care_leavers.csv');
             const leaf = { isFile: true, name: file.name, file: done => done(file) };
             let asked = 0;
             const folder = { isFile: false, name: '2026-06', createReader: () => ({
               readEntries: done => done(asked++ ? [] : [leaf]) }) };
             const drop = new Event('drop', { bubbles: true, cancelable: true });
             drop.dataTransfer = { items: [{ webkitGetAsEntry: () => folder }], files: [] };
             document.getElementById('drop').dispatchEvent(drop);
           }""",
        leavers_csv(SOUND, day="20/06/2026").decode(),
    )
    page.get_by_text("1 file dropped: 2026-06/care_leavers.csv.").wait_for()
    page.get_by_role("button", name="Check the files").click()
    page.wait_for_url("**/upload/2*")
    shown(page, "Accept or discard")
    assert (
        page.get_by_role("article", name="Care leavers, June 2026").get_by_text("month told by its folder").is_visible()
    )
    assert tab.complaints == []
