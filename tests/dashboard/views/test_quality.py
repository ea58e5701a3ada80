"""What the quality page says of the made-up returns; see `made_up.returns`."""

import dataclasses
import itertools

import polars as pl
import pytest

from dashboard import quality_tables
from dashboard.app import render
from dashboard.views.findings import REWORDED, found, said, shown
from dashboard.views.quality import QualityChoice, quality
from dashboard.views.quality_list import list_quality
from dashboard.words import badges
from data.errors import BadInput, NotFound
from data.returns import ALL
from data.returns.schema import Kind
from indicators.quality import DO_NOT_RELY, GOOD, NOT_JUDGED, USE_WITH_CARE, USED

CARE, PLAN = {"list": "children_looked_after"}, {"list": "children_looked_after", "field": "permanence_plan"}


@pytest.fixture()
def judged(source):
    """The source, with one figure of each badge."""
    whole = source.scorecard
    states = itertools.cycle((GOOD, DO_NOT_RELY, USE_WITH_CARE, NOT_JUDGED))

    def scorecard(period=None):
        card = whole(period)
        if card is None:
            return None
        state = pl.Series("quality", list(itertools.islice(states, 4)) + [NOT_JUDGED] * (card.rows.height - 4))
        rows = card.rows.with_columns(state, quality_words=pl.format("because {}", "indicator"))
        used = {"list": "children_looked_after", "rows": 100, "filled": 80, "valid": 77, "never_blank": True}
        row = {"indicator": rows["indicator"][1], "field": "permanence_plan"} | used
        return dataclasses.replace(card, rows=rows, used=pl.DataFrame([row], schema=USED))

    source.scorecard = scorecard
    return source


def test_in_short_it_says_what_is_held_what_was_kept_out_and_how_good_the_figures_are(judged):
    view = quality(judged, {})
    assert view.in_short == (
        "1 of the 4 lists that the figures need are held for September 2026; not held: contacts, care leavers and "
        "audits.",
        "3 of 100 records were kept out, because something in them is wrong.",
        "Of 3 figures that can be judged, 1 is good, 1 is to be used with care and 1 is not to be relied on.",
    )


def test_what_is_well_is_said_shortly(judged):
    view = quality(judged, {"period": "2026-08"})
    assert view.in_short[1] == "None of the 300 records was kept out."
    assert view.found == ()


def test_figures_to_be_careful_with_come_first_with_their_reason(judged):
    view = quality(judged, {})
    assert [f.state for f in view.figures] == [DO_NOT_RELY, USE_WITH_CARE]
    assert view.figures[0].address.startswith("/indicator/") and view.figures[0].why.startswith("because ")
    assert [f.state for f in view.others][:2] == [GOOD, NOT_JUDGED]
    assert len(view.figures) + len(view.others) == 15


def test_a_line_says_why_there_is_nothing_to_count(judged):
    lines = {line.title: line for line in quality(judged, {}).lists}
    assert lines["Care leavers"].state == lines["Case audits"].state == "No file for this month"
    assert lines["Contacts"].state == "The file was rejected; nothing of it was stored"
    assert lines["Contacts"].strip.summary == "2 of 3 months; rejected: Sep 2026"
    assert lines["Case audits"].strip.summary == "0 of 3 months; missing: Jul 2026, Aug 2026 and Sep 2026"
    assert lines["Children looked after"].sum.kept_out == 3 and not lines["Children looked after"].state


def test_like_issues_are_one_finding_and_no_child_is_named(judged):
    findings = {f.rule: f for f in quality(judged, {}).found}
    assert [f.tag.words for f in findings.values()][:2] == ["Kept out", "Kept out"]
    assert findings["Not a date"].count == "3"
    assert findings["Not a date"].examples == "lines 3, 7, 9; for example “31/02/2024”"
    assert findings["Not one of the codes"].examples == "lines 4, 5; for example “N/K”"
    assert findings["Born after the start"].examples == "line 6"  # never a date of birth
    assert findings["No header"].examples == "the file as a whole"
    page = render(judged, "/quality", {})
    assert "Sam" not in repr(quality(judged, {})) and "Sam" not in repr(page)


def test_a_list_is_shown_by_field_team_and_month(judged):
    view = list_quality(judged, CARE)
    fields = {c.name: c for c in view.fields}
    plan = fields["What is the permanence plan for this child?"]
    assert (plan.completeness.words, plan.validity.words, plan.weak) == ("80.0%", "96.3%", True)
    assert fields["Child's Category of Need"].state == "The file has no such column"
    assert [t.name for t in view.teams] == ["East & Valleys", "North <1>"]
    assert [m.name for m in view.by_month] == ["September 2026", "August 2026", "July 2026"]
    assert view.by_month[0].tag == badges.MONTHS["accept_with_warnings"]
    assert [f.state for f in view.figures] == [DO_NOT_RELY]


def test_a_field_is_shown_by_team_and_month(judged):
    view = list_quality(judged, PLAN)
    assert view.field_now.completeness.missing == 20
    assert [c.completeness.words for c in view.field_by_month] == ["80.0%", "100%", "100%"]
    assert [c.name for c in view.field_by_team] == ["East & Valleys", "North <1>"]
    assert {f.rule for f in view.found} == {"Not one of the codes"}
    assert list_quality(judged, CARE | {"field": "gender"}).figures == ()


def test_a_list_that_did_not_come_says_so(judged):
    view = list_quality(judged, {"list": "care_leavers"})
    assert view.missing == "No file of this list is held for September 2026." and view.fields == ()
    assert view.by_month[0].state == "Nothing is held"


def test_what_there_is_not_is_refused_in_words(judged):
    with pytest.raises(NotFound, match="care_leavers"):
        quality(judged, {"list": "care_leaver"})
    with pytest.raises(NotFound):
        list_quality(judged, CARE | {"field": "nothing"})
    with pytest.raises(BadInput):
        quality(judged, {"period": "soon"})
    assert quality(judged, {"period": "2027-01"}).missing.startswith("No return for January 2027 yet.")


def test_an_empty_store_has_a_page(made_up):
    empty = made_up.MadeUpSource(months=[])
    assert quality(empty, {}).missing.startswith("No return has been loaded yet")
    assert list_quality(empty, CARE).missing


PRIVATE = (
    "Sam", "Ann Other", "Ava", "O’Neil", "100234", "A123456789012", "943 476 5919", "9434765919", "WA1 1AA", "Sam 12/3",
    "12 High Street", "3/4/2015 Sam",
)  # fmt: skip


@pytest.mark.parametrize("value", PRIVATE)
def test_no_cell_that_may_name_somebody_is_shown_in_any_column(value):
    for one in ALL:
        for column in one.columns:
            assert shown(value, one.name, column.name) == "", (one.name, column.name)
        assert shown(value, one.name, None) == shown(value, one.name, "no such column") == ""


def test_no_birth_age_text_or_id_is_ever_shown():
    for one in ALL:
        for column in one.columns:
            personal = "birth" in column.name or "dob" in column.name or column.name.startswith("age_")
            if personal or column.kind in (Kind.TEXT, Kind.PERSON_ID):
                assert shown("01/02/2020", one.name, column.name) == shown("12", one.name, column.name) == ""


def test_what_is_wrong_with_a_date_or_code_may_be_seen():
    assert shown("31/02/2024", "s47_icpc", "s47_start_date") == "31/02/2024"
    assert shown("Unknown at present", "s47_icpc", "icpc_not_required") == "Unknown at present"
    assert shown("Q9", "children_looked_after", "permanence_plan") == "Q9"


def test_a_header_that_nobody_knows_is_not_repeated(made_up):
    assert said("unknown_column", "“Sam Smith”") == REWORDED["unknown_column"]
    assert found(made_up.returns().issues.clear(), str) == ()


@pytest.mark.parametrize("table", quality_tables.TABLES)
@pytest.mark.parametrize("query", [{}, CARE, PLAN])
def test_downloads_hold_what_the_page_shows_and_no_name(judged, made_up, table, query):
    choice = QualityChoice.of(query)
    text = quality_tables.TABLES[table](made_up.returns(), judged.scorecard(), choice, "2026-09")
    rows = text.splitlines()[1:]
    assert "Sam" not in text and rows
    if table == "files" and not query:
        assert len(rows) == 4 * 3 and "999,audits,Case audits,2026-08,missing,,,,," in rows
    if table == "found":
        assert len(rows) == {0: 8, 1: 7, 2: 2}[len(query)]
    if table == "fields" and query == PLAN:
        assert len(rows) == 3 * 3  # every month, all and two teams
    if table == "badges":
        assert len(rows) == (15 if not query else 1)
