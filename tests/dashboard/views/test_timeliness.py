"""What the timeliness page says of the made-up council; see `made_up.timed_month` for its cases."""

import pytest

from dashboard.views.in_progress import in_progress
from dashboard.views.overdue import NO_TEAM, PART
from dashboard.views.timeliness import overdue_total, timeliness
from data.errors import BadInput, NotFound
from indicators.processes.model import STATES

EAST, NORTH = "East & Valleys", "North <1>"


def lines(view):
    return {line.id: line for line in view.lines}


def test_the_news_is_how_many_are_overdue_of_what_and_where(source):
    view = timeliness(source, {})
    assert (view.month, view.as_at) == ("September 2026", "30 September 2026")
    assert view.in_short == (
        "103 cases are overdue: 70 assessments, 27 visits to children in care, 4 contacts and 2 others.",
        "The team with the most is East & Valleys, with 40.",  # 28 assessments, 11 visits, 1 enquiry
        "A further 3 cases cannot be judged, because what decides them is not recorded.",
        "2 processes cannot be told; the table says why.",
    )


def test_a_line_counts_what_can_be_told_and_marks_what_cannot(source):
    found = lines(timeliness(source, {}))
    assert list(found["assessment"].counts.values()) == [80, 10, 24, 70, None, 1]
    assert list(found["initial_conference"].counts.values()) == [62, 25, None, None, None, 0]
    assert list(found["care_visit"].counts.values()) == [371, None, None, 27, 5, 2]
    assert tuple(found["care_visit"].counts) == STATES
    assert found["care_visit"].bar.alternative == (
        "Of 405 cases: 91.6% on time, 6.7% overdue, 1.2% not yet due, 0.5% not recorded."
    )
    assert found["pathway_plan"].state == "No return of care leavers for this month."
    assert found["care_review"].state == "The month’s return has no column “Date of Latest Statutory Review”."
    for untold in ("pathway_plan", "care_review"):
        assert found[untold].bar is None and set(found[untold].counts.values()) == {None}
    assert found["health_check"].bar.alternative == "No cases."


def test_teams_come_with_their_days_over_the_most_first(source):
    view = timeliness(source, {"process": "care_visit"})
    # 27 visits, 1 to 27 days over; every fifth from the first names no team; else they take turns
    assert [(t.name, t.bands, t.total) for t in view.teams] == [
        (EAST, (2, 6, 3), 11),
        (NORTH, (2, 6, 2), 10),
        (NO_TEAM, (1, 3, 2), 6),
    ]
    assert [(name, line.overdue) for name, line in view.by_team] == [(EAST, 11), (NORTH, 10), (NO_TEAM, 6)]
    assert view.figures == (("Visits to looked after children on time", "/indicator/cla_visit_timely_pct"),)


def test_the_list_is_sorted_by_days_over_and_comes_in_parts(source):
    first = timeliness(source, {"process": "assessment"})
    assert [c.days for c in first.listed] == list(range(70, 70 - PART, -1))
    assert (first.part.words, first.part.before) == ("1 to 50 of 70", "")
    assert first.part.after == "/timeliness?process=assessment&part=2"
    second = timeliness(source, {"process": "assessment", "part": "2"})
    assert [c.days for c in second.listed] == list(range(20, 0, -1))
    assert (second.part.words, second.part.after) == ("51 to 70 of 70", "")
    for none in ("0", "3", "x", "-1", "²"):
        assert timeliness(source, {"process": "assessment", "part": none}).listed == first.listed


def test_days_over_choose_cases_and_leave_the_counts(source):
    view = timeliness(source, {"process": "assessment", "over": "1-5"})
    assert [c.days for c in view.listed] == [5, 4, 3, 2, 1]
    assert lines(view)["assessment"].overdue == 70
    assert [c.days for c in timeliness(source, {"over": "21", "process": "care_visit"}).listed][-1] == 21


def test_a_team_has_its_own_counts_and_none_of_a_list_without_teams(source):
    view = timeliness(source, {"team": EAST})
    assert lines(view)["contact_decision"].state == "The list does not name a team."
    assert {c.team for c in view.listed} == {EAST}
    assert "pre_proceedings" not in lines(view) and "pre_proceedings" in lines(timeliness(source, {}))
    assert lines(timeliness(source, {"team": NO_TEAM}))["contact_decision"].overdue == 4
    assert view.in_short[0].startswith(f"{len(view.listed)} cases are overdue with {EAST}")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"process": "asessment"}, NotFound),
        ({"team": "West"}, NotFound),
        ({"over": "3-4"}, NotFound),
        ({"period": "2026-13"}, BadInput),
    ],
)
def test_what_there_is_not_is_said(source, query, error):
    with pytest.raises(error):
        timeliness(source, query)


def test_without_a_return_there_is_a_way_on(source, made_up):
    view = timeliness(source, {"period": "2027-01"})
    assert (view.missing, view.latest) == ("No return for January 2027 yet. Latest held: September 2026.", "2026-09")
    assert "no return" in timeliness(made_up.MadeUpSource(months=[]), {}).missing.lower()


def test_the_total_of_what_is_overdue(source, made_up):
    assert overdue_total(source) == overdue_total(source, "2026-09") == 103
    assert overdue_total(source, "2027-01") is None
    assert overdue_total(made_up.MadeUpSource(months=[])) is None


def test_beside_a_figure_stands_what_is_still_open(source):
    found = in_progress(source, "icpc_15wd_pct")
    assert [line.id for line in found.lines] == ["s47_enquiry", "initial_conference"]
    assert found.sentence == "At the month end: 2 overdue and 9 open and in time."
    assert found.lines[0].address == "/timeliness?process=s47_enquiry"
    assert in_progress(source, "cla_visit_timely_pct", "2026-08").sentence == "At the month end: 27 overdue."
    assert in_progress(source, "pathway_plan_current_pct").sentence.startswith("The returns of this month do not tell")
    assert in_progress(source, "cla_count") is None
