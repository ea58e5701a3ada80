"""What the page of an upload shows, from its state and its verdict."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.views.foreseen import months_of_figures, records_said
from dashboard.views.upload import FAULTS_SHOWN, MOST_IN_ONE, upload
from dashboard.views.uploads import beginning, chosen_authority
from data import uploads
from data.receiving import receive
from data.store import Store
from data.unpacking import Piece
from data.uploads import Uploads

TODAY = date(2026, 11, 21)


def part(value, numerator, denominator, complete=1) -> dict:
    return {"value": value, "numerator": numerator, "denominator": denominator, "complete": complete}


def figure(period="2026-09", against="2026-08", before=None, after=None, **changes) -> dict:
    return {
        "indicator": "cl_neet_19_21_pct", "title": "Care leavers NEET", "unit": "percent", "lists": ["care_leavers"],
        "period": period, "against": against, "before": before, "after": after,
    } | changes  # fmt: skip


def judged(number: int, **changes) -> dict:
    return {
        "number": number, "list": "care_leavers", "period": "2026-09", "verdict": "accept", "duplicate": False,
        "rows_read": 73, "rows_stored": 73, "errors": 0, "warnings": 0, "faults": [], "faulty": False, "replaces": None,
    } | changes  # fmt: skip


def fault(**changes) -> dict:
    return {
        "severity": "error", "rule": "end_before_start", "column": "x", "message": "Ends first.", "count": 12,
        "lines": [43, 51, 60], "values": ["<b>"],
    } | changes  # fmt: skip


@pytest.fixture
def kept(tmp_path) -> Uploads:
    return Uploads(Store(tmp_path / "store"))


@pytest.fixture
def view(kept, leavers_csv):
    """The page of an upload of these files with this verdict."""

    def show(*files: dict, months=("2026-09",), records=(), figures=(), state=uploads.JUDGED, **changes):
        pieces = [Piece(f"{m}/care_leavers.csv", leavers_csv({f"C{m}": "F1"})) for m in months]
        one = receive(kept.store, pieces, authority="999", authority_name="X", by="me", today=TODAY)
        verdict = {"held": "", "files": list(files), "records": list(records), "figures": list(figures)}
        kept.keep_verdict(one.id, verdict)
        kept.change(one.id, lambda u: replace(u, state=state, **changes))
        return upload(kept, one.id)

    return show


def test_a_card_says_what_the_file_is_and_does(view):
    record = {
        "list": "care_leavers",
        "period": "2026-09",
        "against": "2026-08",
        "new": 12,
        "gone": 3,
        "changed": 9,
        "same": 1,
    }
    old = {"filename": "old.csv", "at": "2026-10-04T09:12:00", "rows_stored": 70}
    neet = figure(before=part(41.2, 7, 17), after=part(43.0, 43, 100))
    found = view(judged(1, replaces=old, faults=[fault()], faulty=True), records=[record], figures=[neet])
    (card,) = found.cards
    assert (card.title, card.tag.words) == ("Care leavers, September 2026", "Ready")
    assert card.told == "List told by its name and month told by its folder"
    assert card.rows == "73 rows read, 73 to be stored"
    assert card.changes == "12 new, 3 gone, 9 changed since August 2026; 1 the same."
    assert card.notes == ("Takes the place of old.csv, loaded on 4 Oct 2026 (70 rows).",)
    assert card.figures == ("Care leavers NEET: 41.2% → 43.0%",)
    assert (card.faults[0].rule, card.faults[0].where) == (
        "Ends before it starts", "12 rows, for example lines 43, 51 and 60 (“<b>”)",
    )  # fmt: skip
    assert card.faulty.endswith("/faulty-lines-1.csv")
    assert found.news == "1 file of September 2026: 1 ready. 73 rows would be stored."


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"count": 1, "lines": [], "values": []}, ""),
        ({"count": 1, "lines": [7], "values": []}, "Line 7"),
        ({"count": 2, "lines": [7, 9], "values": ["a", "b"]}, "2 rows, lines 7 and 9 (“a”; “b”)"),
    ],
)
def test_where_a_fault_is(view, changes, where):
    assert view(judged(1, faults=[fault(**changes)])).cards[0].faults[0].where == where


def test_a_rejected_file_comes_first_changes_nothing_and_bars_the_way(view):
    files = (
        judged(1),
        judged(2, period="2026-08", verdict="reject", rows_stored=0, faults=[fault()] * (FAULTS_SHOWN + 2)),
    )
    found = view(*files, months=("2026-09", "2026-08"))
    assert [c.tag.words for c in found.cards] == ["Rejected", "Ready"]
    assert (found.cards[0].more_faults, found.cards[0].changes) == (2, "")
    assert found.hindrance.startswith("1 file is rejected.")
    assert found.news == "2 files of August 2026 to September 2026: 1 rejected; 1 ready. 73 rows would be stored."


def test_many_files_stand_month_by_month(view):
    months = [f"2025-{m:02d}" for m in range(1, 13)] + ["2026-01"]
    assert len(months) == MOST_IN_ONE + 1
    files = [judged(n, period=m, verdict="reject" if m == "2025-03" else "accept") for n, m in enumerate(months, 1)]
    groups = view(*files, months=months).groups
    assert [g.title for g in groups][:2] == ["January 2026, 1 file: 1 ready", "December 2025, 1 file: 1 ready"]
    assert [g.title[:10] for g in groups if g.opened] == ["January 20", "March 2025"]


def test_a_loaded_upload_says_what_was_stored(view):
    found = view(
        judged(1), state=uploads.LOADED, outcome={"files": 1, "rows": 73, "months": ["2026-09"], "rejected": []}
    )
    assert (found.news, found.months, found.can_change) == ("1 file with 73 rows stored.", ("2026-09",), False)
    assert (found.cards[0].rows, found.cards[0].tag.words) == ("73 rows read, 73 stored", "Loaded")


def test_records_in_words():
    first = {"against": "", "period": "2026-09"}
    assert records_said(first, 73) == "The first return of this list: 73 rows, all new."
    again = {"against": "2026-09", "period": "2026-09", "new": 0, "gone": 1, "changed": 1_000, "same": 2}
    assert (
        records_said(again, 3) == "0 new, 1 gone, 1,000 changed against what was held for September 2026; 2 the same."
    )


def test_figures_by_month_newest_first():
    figures = [
        figure(period="2026-08", against="2026-08", before=part(25.0, 1, 4), after=part(50.0, 2, 4)),
        figure(before=part(50.0, 2, 4), after=part(None, 0, 0)),
        figure(indicator="cla_count", unit="count", before=None, against="", after=part(4.0, 4, None)),
    ]
    september, august = months_of_figures(figures)
    assert september.news == "2 figures, beside the latest before."
    gone, first = september.rows
    assert (gone.before, gone.before_of, gone.when, gone.after, gone.change) == (
        "50.0%", "2 of 4", "Aug 2026", "not available", "",
    )  # fmt: skip
    assert (first.before, first.when, first.after, first.after_of) == ("none", "", "4", "")
    assert august.news == "1 figure differs from those shown before."
    assert (august.rows[0].when, august.rows[0].change) == ("", "up 25.0 points")


def test_a_figure_that_is_not_available_before_or_after_is_left_out():
    none = part(12.0, 12, None, complete=0)
    assert months_of_figures([figure(before=none, after=none), figure(before=None, against="", after=none)]) == ()


def test_the_authority_is_chosen_where_only_one_is_held(kept, leavers_csv, view):
    empty = beginning(kept.store, None, TODAY)
    assert (empty.council, len(empty.authorities), empty.earlier) == ("", 155, ())
    assert [o.words for o in empty.authorities if o.chosen] == ["Choose an authority"]
    assert [o.value for o in beginning(kept.store, "382", TODAY).authorities] == ["382"]
    assert chosen_authority(kept.store, None) == ""
    assert [o.value for o in empty.months][:2] == ["", "2026-11"]
    one = view(judged(1))
    (earlier,) = beginning(kept.store, None, TODAY).earlier
    assert (earlier.address, earlier.files, earlier.months, earlier.waits) == (
        one.address(),
        "1 file",
        "Sep 2026",
        True,
    )
