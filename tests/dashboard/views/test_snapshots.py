"""Snapshots as their pages show them: the list, one of them with its proof, and two side by side."""

import pytest

from dashboard.outputs.compared import as_csv, compared
from dashboard.outputs.snapshot import freeze
from dashboard.views import snapshot as one
from dashboard.views import snapshots as listing
from data.errors import NotFound
from data.panels import Panel
from data.snapshots import PUBLISHED, WITHDRAWN, Snapshots
from data.store import Store

NEET, HOMES = "cl_neet_19_21_pct", "cl_suitable_accom_19_21_pct"
PANEL, WIDER = Panel("Corporate parenting panel", (NEET,)), Panel("Scrutiny committee", (HOMES, NEET))
AUGUST, SEPTEMBER = "2025-08-corporate-parenting-panel", "2025-09-scrutiny-committee"


@pytest.fixture(scope="module")
def store(tmp_path_factory, load_leavers) -> Store:
    """Two snapshots, of which the later one saw a correction of the earlier month: 8 of 20 became 9 of 20."""
    made = Store(tmp_path_factory.mktemp("snapshots") / "store")
    load_leavers(made, "2025-08", *["F1"] * 12, *["G5"] * 8)
    freeze(made, "2025-08", PANEL, authority="999", formats=["csv"])
    load_leavers(made, "2025-08", *["F1"] * 11, *["G5"] * 9, day=20)
    load_leavers(made, "2025-09", *["F1"] * 13, *["G5"] * 7, day=21)
    freeze(made, "2025-09", WIDER, authority="999", formats=["csv", "html"])
    return made


def test_the_list_says_how_many_and_which_is_the_latest(store):
    view = listing.listed(store, "999", ["2025-08", "2025-09"], ())
    assert view.news == (
        "2 snapshots are kept. The latest is of September 2025 for the Scrutiny committee: made, not published."
    )
    assert [k.title for k in view.kept] == [
        "September 2025, Scrutiny committee",
        "August 2025, Corporate parenting panel",
    ]
    assert [(d.kind, d.size.endswith(" KB")) for d in view.kept[0].documents][:2] == [("CSV", True), ("Web page", True)]
    assert [o.value for o in view.first if o.chosen] == [AUGUST]
    assert [o.value for o in view.second if o.chosen] == [SEPTEMBER]
    assert listing.listed(store, "302", [], ()).news == "No snapshot has been made yet."


def test_another_authority_does_not_see_them(store):
    with pytest.raises(NotFound):
        listing.one(store, "302", AUGUST)


def test_a_further_version_is_told_apart(tmp_path):
    kept = Snapshots(tmp_path)
    documents = {"manifest.json": b'{"authority": "999", "panel": "Board 2", "period": "2025-09", "files": {}}'}
    assert listing.title(kept.keep("2025-09-board-2", documents)) == "September 2025, Board 2"
    other = documents | {"more.csv": b""}
    assert listing.title(kept.keep("2025-09-board-2", other)) == "September 2025, Board 2, version 2"


def test_two_snapshots_differ_in_the_corrected_month(store):
    found = compared(*(listing.one(store, "999", name) for name in (AUGUST, SEPTEMBER)))
    (moved,) = found.differing
    assert (moved.indicator, moved.period, moved.difference) == (NEET, "2025-08", "5.0 points higher")
    assert (moved.first.numerator, moved.second.numerator, moved.redefined) == (8, 9, False)
    assert found.both == 23
    assert (found.only_first, len(found.only_second)) == ((), 1)
    assert (found.months_first, found.months_second) == (("2023-09",), ("2025-09",))
    _, row = as_csv(found).splitlines()
    assert row.startswith(NEET) and row.endswith("2025-08,percent,8,20,40,ok,9,20,45,ok,0")
    turned = compared(*(listing.one(store, "999", name) for name in (SEPTEMBER, AUGUST)))
    assert turned.differing[0].difference == "5.0 points lower" and turned.only_second == ()


def test_the_comparison_in_words(store):
    view = listing.side_by_side(store, "999", AUGUST, SEPTEMBER)
    assert view.news == "1 of the 23 figures that both print differs, of 1 indicator."
    same = listing.side_by_side(store, "999", AUGUST, AUGUST)
    assert same.news == "All 24 figures that both print are the same."
    assert listing.figure(view.found.differing[0].first, "percent") == ("40.0%", "8 of 20")


def test_a_proof_names_what_moved(store):
    assert one.snapshot(store, "999", SEPTEMBER).proof is None
    same = one.snapshot(store, "999", SEPTEMBER, prove=True).proof
    assert (same.tag, same.said[-1]) == (one.WHOLE, "Worked out again from the store, every figure is the same.")
    found = one.snapshot(store, "999", AUGUST, prove=True).proof
    assert found.tag == one.MOVED and found.said[-1] == "1 figure of the snapshot would be another today."
    assert [(m.month, m.printed, m.now) for m in found.moved] == [
        ("Aug 2025", ("40.0%", "8 of 20"), ("45.0%", "9 of 20"))
    ]


def test_what_became_of_it_and_what_may_be_done(store):
    kept = Snapshots(store.folder)
    view = one.snapshot(store, "999", AUGUST)
    assert (view.can_publish, view.can_withdraw, view.preview) == (True, True, "")
    assert view.news.endswith("frozen for the Corporate parenting panel. It has not been published.")
    kept.mark(AUGUST, PUBLISHED, by="officer")
    view = one.snapshot(store, "999", AUGUST)
    assert (view.can_publish, view.can_withdraw, view.kept.state.words) == (False, True, "Published")
    kept.mark(AUGUST, WITHDRAWN, by="officer", reason="A return was wrong")
    view = one.snapshot(store, "999", AUGUST)
    assert (view.can_publish, view.can_withdraw, view.withdrawn) == (False, False, "A return was wrong")
    assert [(d.what.words, d.reason) for d in view.log][:2] == [("Withdrawn", "A return was wrong"), ("Published", "")]
    assert view.in_force[0].title.startswith("Care leavers aged 19 to 21 not in education")


def test_an_altered_document_is_said_and_the_page_still_stands(store):
    path = store.folder / "snapshots" / SEPTEMBER / "figures.json"
    before = path.read_bytes()
    path.write_bytes(b"{}")
    view = one.snapshot(store, "999", SEPTEMBER, prove=True)
    path.write_bytes(before)
    assert view.proof.tag == one.ALTERED and "figures.json" in view.proof.said[0]
    assert view.in_force[1].title.startswith("Care leavers aged 19 to 21 not in education")


@pytest.mark.parametrize(("count", "said"), [(0, ""), (4, "1 KB"), (404_000, "404 KB"), (1_260_000, "1.3 MB")])
def test_sizes_in_words(count, said):
    assert listing.size(count) == said


def test_months_in_words():
    assert listing.names(("2025-09",)) == "Sep 2025"
    assert listing.names(("2025-09", "2025-08", "2025-07")) == "Jul 2025 to Sep 2025"
    assert listing.names(("2025-09", "2025-07", "2025-06")) == "Jun 2025, Jul 2025 and Sep 2025"
