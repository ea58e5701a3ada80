"""Each timed process on a few rows, worked out by hand.

September 2025 ends on Tuesday the 30th; 25 August was a bank holiday. A child is a letter. An answer is the state, the
day on which it was due and the days over.
"""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import periods
from data.errors import NotFound
from indicators import catalogue, processes
from indicators.processes.model import CASE, STATES, months_after, working_days_after
from indicators.processes.month import of

MONTH, D = "2025-09", date(2025, 9, 30)
JANUARY = date(2025, 1, 1)


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def at(day: int, month: int, hour: int = 12) -> datetime:
    return datetime(2025, month, day, hour)


@pytest.fixture(scope="session")
def answers(holdings_of):
    """child -> (state, due_on, days_over) of a process, from the rows of its lists in September."""

    def answer(process: str, **lists: list[dict]) -> dict:
        held = holdings_of({name: {MONTH: rows} for name, rows in lists.items()})
        found = processes.cases(held, processes.find(process), MONTH)
        assert found.schema == CASE
        assert found["child_id"].is_duplicated().not_().all()
        return {r["child_id"]: (r["state"], r["due_on"], r["days_over"]) for r in found.to_dicts()}

    return answer


def test_contact_decisions(answers):
    def contact(child, received, decided=None, outcome=None):
        return {"contact_id": child, "child_id": child, "contact_date": received, "decision_date": decided,
                "outcome": outcome}  # fmt: skip

    rows = [
        contact("A", on(26, 9), on(29, 9), "NFA"),  # Friday to Monday: the next working day
        contact("B", on(25, 9), on(29, 9), "NFA"),
        contact("C", on(29, 9)),  # may still be decided today
        contact("D", on(26, 9)),  # was due yesterday
        contact("E", on(4, 8)),  # of an earlier month, and nobody has decided
        contact("F", on(4, 8), on(6, 8), "NFA"),  # of an earlier month, decided: it counted then
        contact("G", on(1, 9), outcome="ADVICE"),  # decided, nobody knows when
        contact("H", on(3, 9), on(2, 9), "NFA"),  # decided before it came
        contact("I", on(29, 9), outcome="ADVICE"),
    ]
    assert answers("contact_decision", contact_outcomes=rows) == {
        "A": ("on_time", on(29, 9), None),
        "B": ("late", on(26, 9), None),
        "C": ("open_in_time", on(30, 9), None),
        "D": ("open_overdue", on(29, 9), 1),
        "E": ("open_overdue", on(5, 8), 56),
        "G": ("unknown", on(2, 9), None),
        "H": ("unknown", on(4, 9), None),
        "I": ("open_in_time", on(30, 9), None),
    }


def test_assessments(answers):
    def assessment(child, start, authorised=None):
        return {"child_id": child, "assessment_start_date": start, "assessment_authorised_date": authorised}

    rows = [
        assessment(
            "A", on(28, 7), on(30, 9)
        ),  # 45 working days: 65 days, less 18 at week ends, one bank holiday, day 0
        assessment("B", on(25, 7), on(30, 9)),
        assessment("C", on(28, 7)),
        assessment("D", on(25, 7)),
        assessment("E", on(1, 10, 2024), on(1, 10, 2024)),  # authorised on the first day of the 12 months
        assessment("F", on(1, 9, 2024), on(30, 9, 2024)),  # a day too early
        assessment("G", None),
        assessment("H", None, on(5, 9)),
    ]
    assert answers("assessment", assessments=rows) == {
        "A": ("on_time", on(30, 9), None),
        "B": ("late", on(29, 9), None),
        "C": ("open_in_time", on(30, 9), None),
        "D": ("open_overdue", on(29, 9), 1),
        "E": ("on_time", on(3, 12, 2024), None),
        "G": ("unknown", None, None),
        "H": ("unknown", None, None),
    }


def test_enquiries_and_conferences(answers):
    def enquiry(child, start, conference=None, not_required=None):
        return {"child_id": child, "s47_start_date": start, "icpc_date": conference,
                "icpc_not_required": not_required}  # fmt: skip

    rows = [
        enquiry("A", on(9, 9)),  # 15 working days end on D
        enquiry("B", on(8, 9), not_required="N"),
        enquiry("C", on(1, 8), not_required="Y"),  # ended without a conference, nobody knows when
        enquiry("D", on(1, 9), on(22, 9)),
        enquiry("E", on(1, 9), on(23, 9)),
        enquiry("F", None),
        enquiry("G", None, on(4, 9)),
    ]
    assert answers("s47_enquiry", s47_icpc=rows) == {
        "A": ("open_in_time", on(30, 9), None),
        "B": ("open_overdue", on(29, 9), 1),
        "F": ("unknown", None, None),
    }
    assert answers("initial_conference", s47_icpc=rows) == {
        "D": ("on_time", on(22, 9), None),
        "E": ("late", on(22, 9), None),
        "G": ("unknown", None, None),
    }


def test_visits_and_reviews_of_children_on_plans(answers):
    def plan(child, start, visit=None, review=None, end=None):
        return {"child_id": child, "cpp_start_date": start, "last_visit_date": visit, "latest_review_date": review,
                "cpp_end_date": end}  # fmt: skip

    rows = [
        plan("A", on(1, 3), on(16, 9), on(31, 3)),  # 10 working days and six months end on D
        plan("B", on(1, 3), on(15, 9), on(29, 3)),
        plan("C", on(1, 3)),  # neither is on record
        plan("D", on(16, 9)),  # a new plan: the first visit may be made today
        plan("E", on(15, 9), on(1, 9), on(1, 9)),  # seen before the plan, not since
        plan("F", on(30, 6), on(30, 9), on(1, 6)),  # on the plan for three months, reviewed before it only
        plan("G", on(1, 3), end=on(29, 9)),  # ended
        plan("H", None),
    ]
    assert answers("protection_visit", child_protection=rows) == {
        "A": ("on_time", on(30, 9), None),
        "B": ("open_overdue", on(29, 9), 1),
        "C": ("unknown", on(14, 3), None),
        "D": ("not_yet_due", on(30, 9), None),
        "E": ("open_overdue", on(29, 9), 1),
        "F": ("on_time", on(14, 10), None),
        "H": ("unknown", None, None),
    }
    assert answers("protection_review", child_protection=rows) == {
        "A": ("on_time", on(30, 9), None),  # 31 March to 30 September: the month has no 31st
        "B": ("open_overdue", on(29, 9), 1),
        "C": ("unknown", on(1, 6), None),
        "D": ("not_yet_due", on(16, 12), None),
        "E": ("not_yet_due", on(15, 12), None),
        "F": ("open_overdue", on(30, 9), 1),  # due on the month end, and that day is over
        "H": ("unknown", None, None),
    }


def test_visits_reviews_and_health_of_children_in_care(answers):
    def care(child, start, visit=None, review=None, health=None, **more):
        row = {"child_id": child, "cla_start_date": start, "last_visit_date": visit, "latest_review_date": review}
        return row | {"last_health_assessment_date": health, "date_of_birth": on(1, 1, 2012)} | more

    settled = {"placement_start_date": on(1, 1, 2023), "placement_type": "U1"}
    rows = [
        care("A", on(1, 1, 2023), on(19, 8), on(31, 3), on(30, 9, 2024)),
        care("B", on(1, 1, 2023), on(18, 8), on(29, 3), on(29, 9, 2024)),
        care("C", on(1, 1, 2023), on(30, 6), on(1, 9), on(31, 3), **settled, date_of_birth=on(1, 10, 2020)),
        care("D", on(1, 1, 2023), on(29, 6), None, None, **settled),
        care("E", on(24, 9)),  # six days in care
        care("F", on(2, 9)),  # the 20th working day is D
        care("G", on(1, 9), on(20, 9), on(1, 8)),  # 21 working days in care, reviewed before that only
        care("H", None),
        care("I", on(1, 1, 2023), legal_status="V4"),  # short breaks
    ]
    assert answers("care_visit", children_looked_after=rows) == {
        "A": ("on_time", on(30, 9), None),
        "B": ("open_overdue", on(29, 9), 1),
        "C": ("on_time", on(30, 9), None),
        "D": ("open_overdue", on(29, 9), 1),
        "E": ("not_yet_due", on(1, 10), None),
        "F": ("unknown", on(9, 9), None),
        "G": ("on_time", on(1, 11), None),
        "H": ("unknown", None, None),
    }
    assert answers("care_review", children_looked_after=rows) == {
        "A": ("on_time", on(30, 9), None),
        "B": ("open_overdue", on(29, 9), 1),
        "C": ("on_time", on(1, 3, 2026), None),
        "D": ("unknown", on(30, 1, 2023), None),
        "E": ("not_yet_due", on(22, 10), None),
        "F": ("not_yet_due", on(30, 9), None),
        "G": ("open_overdue", on(29, 9), 1),
        "H": ("unknown", None, None),
    }
    found = answers("health_check", children_looked_after=rows)
    assert found["A"] == ("on_time", on(30, 9), None)
    assert found["B"] == ("open_overdue", on(29, 9), 1)
    assert found["C"] == ("on_time", on(30, 9), None)  # four years old: half a year from 31 March
    assert found["D"] == ("unknown", on(1, 1, 2024), None)
    assert found["E"] == ("not_yet_due", on(24, 9, 2026), None)


def test_visits_to_children_in_need(answers):
    def need(child, seen, status="CIN", start=JANUARY):
        return {"child_id": child, "cin_start_date": start, "last_seen_date": seen, "case_status": status}

    rows = [need("A", on(2, 9)), need("B", on(1, 9)), need("C", None), need("D", on(1, 9), "CPP")]
    rows.append(need("E", on(2, 9), start=None))
    assert answers("need_visit", children_in_need=rows) == {
        "A": ("on_time", on(30, 9), None),
        "B": ("open_overdue", on(29, 9), 1),
        "C": ("unknown", None, None),
        "E": ("unknown", on(30, 9), None),
    }


def test_pathway_plans(answers):
    def young(child, review, eligibility="FR", in_touch="YES"):
        return {"child_id": child, "pathway_plan_review_date": review, "eligibility": eligibility, "in_touch": in_touch}

    rows = [
        young("A", on(31, 3)),
        young("B", on(29, 3)),
        young("C", None),
        young("D", on(1, 9), None),  # nobody knows whether one is owed
        young("E", on(1, 1), "Q"),  # none is owed
        young("F", on(1, 1), in_touch="DIED"),
    ]
    assert answers("pathway_plan", care_leavers=rows) == {
        "A": ("on_time", on(30, 9), None),
        "B": ("open_overdue", on(29, 9), 1),
        "C": ("unknown", None, None),
        "D": ("unknown", on(1, 3, 2026), None),
    }


def test_initial_health_assessments(answers):
    def care(child, start, end=None):
        return {"child_id": child, "cla_start_date": start, "cla_end_date": end}

    def health(child, day, status="COMPLETED"):
        return {"child_id": child, "event_type": "IHA", "event_date": day, "status": status}

    in_care = [
        care("A", on(4, 8)),  # due on 2 September
        care("B", on(4, 8)),
        care("C", on(4, 8)),
        care("D", on(4, 8)),
        care("E", on(4, 8), on(20, 9)),  # left without one, after it was due
        care("F", on(4, 8), on(1, 9)),  # left before
        care("G", on(3, 9)),  # due on 1 October
        care("H", on(3, 9)),
        care("I", on(2, 6)),  # due in June
        care("J", on(2, 9)),  # due on the month end
        care("K", on(1, 9, 2024)),  # longer ago than the list of health events reaches back
        care("L", None),
    ]
    events = [
        health("A", on(2, 9)),
        health("B", on(3, 9)),
        health("C", None, "CANCELLED"),
        health("E", on(1, 9), "REFUSED"),
    ]
    events += [health("H", on(10, 9)), health("I", on(1, 5)), health("J", None, "PLANNED")]
    assert answers("first_health_assessment", children_looked_after=in_care, cla_health=events) == {
        "A": ("on_time", on(2, 9), None),
        "B": ("late", on(2, 9), None),
        "C": ("open_overdue", on(2, 9), 28),
        "D": ("unknown", on(2, 9), None),
        "E": ("late", on(2, 9), None),
        "G": ("open_in_time", on(1, 10), None),
        "I": ("open_overdue", on(30, 6), 92),
        "J": ("open_overdue", on(30, 9), 1),
        "L": ("unknown", None, None),
    }


def test_return_interviews(answers):
    def episode(child, back, held=None, offered=None, accepted=None, kind="M"):
        return {"episode_id": child, "child_id": child, "type": kind, "start_datetime": at(1, 7), "end_datetime": back,
                "rhi_held_datetime": held, "rhi_offered": offered, "rhi_accepted": accepted}  # fmt: skip

    rows = [
        episode("A", at(10, 9), at(13, 9)),
        episode("B", at(10, 9), at(13, 9, 13)),
        episode("C", at(27, 9, 23), offered="Y"),  # 72 hours end on D at 23:00
        episode("D", at(28, 9, 1)),  # they end after D
        episode("E", at(10, 7), offered="N"),  # back in July, not offered, not held
        episode("F", at(10, 9), offered="Y", accepted="N"),  # refused
        episode("G", at(10, 7), offered="Y", accepted="N"),  # refused in July: it counted then
        episode("H", at(10, 9)),
        episode("I", None),  # still missing
        episode("J", at(10, 9), at(9, 9)),  # held before the return
        episode("K", at(10, 9), kind="A"),  # away without leave, not missing
        episode("Z", at(10, 9), at(11, 9)),  # a child in care
    ]
    care = [{"child_id": "Z", "cla_start_date": on(1, 1), "allocated_team": "North", "allocated_worker": "Ann Other"}]
    assert answers("return_interview_home", missing_episodes=rows, children_looked_after=care) == {
        "A": ("on_time", on(13, 9), None),
        "B": ("late", on(13, 9), None),
        "C": ("open_overdue", on(30, 9), 1),
        "D": ("open_in_time", on(1, 10), None),
        "E": ("open_overdue", on(13, 7), 79),
        "F": ("late", on(13, 9), None),
        "H": ("unknown", on(13, 9), None),
        "I": ("not_yet_due", None, None),
        "J": ("unknown", on(13, 9), None),
    }
    assert answers("return_interview_care", missing_episodes=rows, children_looked_after=care) == {
        "Z": ("on_time", on(13, 9), None)
    }


def test_who_holds_the_case_of_a_list_that_names_nobody(holdings_of):
    child = {"child_id": "Z", "cla_start_date": on(1, 1), "allocated_team": "North", "allocated_worker": "Ann Other"}
    need = {"child_id": "Z", "cin_start_date": on(1, 1), "allocated_team": "South", "allocated_worker": "Bo Any"}
    family = [{"case_id": "P1", "child_id": c, "issue_date": on(1, 4)} for c in ("Y", "Z")]
    held = holdings_of(
        {
            "children_looked_after": {MONTH: [child]},
            "children_in_need": {MONTH: [need]},
            "plo_tracker": {MONTH: family},
        }
    )
    (row,) = processes.cases(held, processes.find("care_proceedings"), MONTH).to_dicts()
    assert (row["child_id"], row["team"], row["worker"]) == ("Y, Z", "North", "Ann Other")
    assert (row["state"], row["due_on"], row["days_over"]) == ("open_in_time", on(30, 9), None)


def test_court(answers):
    def family(case, letter=None, end=None, issue=None, final=None, gateway=None):
        return {"case_id": case, "child_id": case, "pre_proc_letter_date": letter, "pre_proc_end_date": end,
                "issue_date": issue, "final_order_date": final, "gateway_outcome": gateway}  # fmt: skip

    rows = [
        family("A", on(10, 6), on(30, 9)),  # 112 days
        family("B", on(9, 6), on(30, 9)),
        family("C", on(10, 6)),
        family("D", on(9, 6)),
        family("E", gateway="START_PRE_PROC"),  # agreed, no letter on record
        family("F", gateway="CONTINUE"),  # not in pre-proceedings
        family("G", on(1, 2), None, on(1, 4)),  # an application, no end of pre-proceedings on record
        family("H", None, None, on(31, 3)),
        family("I", None, None, on(1, 3), on(30, 8)),  # 182 days
        family("J", None, None, on(1, 3), on(31, 8)),
        family("K", None, None, None, on(31, 8)),
        family("L", on(1, 2, 2024), on(1, 5, 2024)),  # ended before the 12 months
    ]
    assert answers("pre_proceedings", plo_tracker=rows) == {
        "A": ("on_time", on(30, 9), None),
        "B": ("late", on(29, 9), None),
        "C": ("open_in_time", on(30, 9), None),
        "D": ("open_overdue", on(29, 9), 1),
        "E": ("unknown", None, None),
        "G": ("unknown", on(24, 5), None),
    }
    assert answers("care_proceedings", plo_tracker=rows) == {
        "G": ("open_in_time", on(30, 9), None),
        "H": ("open_overdue", on(29, 9), 1),
        "I": ("on_time", on(30, 8), None),
        "J": ("late", on(30, 8), None),
        "K": ("unknown", None, None),
    }


# what holds of all ------------------------------------------------------------------------------------


def test_counts_are_of_every_case_and_teams_of_those_that_are_named(holdings_of):
    rows = [
        {"child_id": c, "assessment_start_date": on(1, 1), "allocated_team": t}
        for c, t in (("A", "North"), ("B", "North"), ("C", None))
    ]
    held = holdings_of({"assessments": {MONTH: rows}})
    counts = processes.counted(processes.cases(held, processes.find("assessment"), MONTH))
    assert counts.select("process", "breakdown", "open_overdue", "on_time", "total").rows() == [
        ("assessment", "", 3, 0, 3),
        ("assessment", "North", 2, 0, 2),
    ]


def test_what_the_month_does_not_hold_is_said_and_not_guessed(holdings_of):
    begun = {"child_id": "A", "assessment_start_date": on(1, 1)}
    held = holdings_of({"assessments": {"2025-08": [begun], MONTH: [begun]}, "s47_icpc": {"2025-08": []}})
    timed = of(held, MONTH, frozenset({("assessments", "assessment_authorised_date")}))
    assert timed.cases.is_empty() and timed.overdue.is_empty()
    assert timed.columns_missing == {"assessment": (("assessments", "assessment_authorised_date"),)}
    assert timed.lists_missing["s47_enquiry"] == ("s47_icpc",)
    assert set(timed.lists_missing) | {"assessment"} == {p.id for p in processes.ALL}
    assert of(held, MONTH).part_year == {"assessment"}


def test_a_process_is_declared_with_indicators_and_columns_that_exist():
    from data.returns import find

    assert len({p.id for p in processes.ALL}) == len(processes.ALL) == 16
    for process in processes.ALL:
        assert set(process.states) <= set(STATES) and "unknown" in process.states
        assert [catalogue.find(i) for i in process.indicators]
        assert [find(name).column(column) for name, column in process.rests_on]
        assert {name for name, _ in process.rests_on} <= set(process.lists)
    assert [p.id for p in processes.of_indicator("icpc_15wd_pct")] == ["s47_enquiry", "initial_conference"]
    with pytest.raises(NotFound, match="assessment"):
        processes.find("asessment")


days = st.dates(date(2023, 1, 1), date(2026, 6, 30))


def clamped(day: date, months: int) -> date:
    return pl.select(pl.lit(day).dt.offset_by(f"-{months}mo")).item()


@given(days, st.sampled_from([3, 6, 12]))
def test_the_last_day_in_time_by_months_is_the_last(day, months):
    due = pl.select(months_after(pl.lit(day), months)).item()
    after = date.fromordinal(due.toordinal() + 1)
    assert day >= clamped(due, months)
    assert not day >= clamped(after, months)


@given(days, st.sampled_from([1, 10, 15, 20, 45]))
def test_the_so_many_th_working_day_is_counted_as_such(day, number):
    due = pl.select(working_days_after(pl.lit(day), number)).item()
    before = date.fromordinal(due.toordinal() - 1)
    count = lambda end: pl.select(periods.working_days_between(pl.lit(day), pl.lit(end))).item()  # noqa: E731
    assert (count(due), count(before)) == (number, number - 1)


maybe = st.none() | st.dates(date(2024, 6, 1), D)


@given(st.lists(st.tuples(maybe, maybe), max_size=12))
def test_every_case_is_in_one_state_and_no_open_one_is_lost(holdings_of, dates):
    rows = [
        {"child_id": f"C{n}", "assessment_start_date": start, "assessment_authorised_date": end}
        for n, (start, end) in enumerate(dates)
    ]
    found = processes.cases(holdings_of({"assessments": {MONTH: rows}}), processes.find("assessment"), MONTH)
    expected = [end for _, end in dates if end is None or end >= on(1, 10, 2024)]
    assert found.height == len(expected)
    assert found.filter(pl.col("ended_on").is_null()).height == expected.count(None)
    assert set(found["state"]) <= set(STATES)
    counts = processes.counted(found).to_dicts()
    assert sum(row[state] for row in counts for state in STATES) == found.height
    over = found["state"] == "open_overdue"
    assert (over == found["days_over"].is_not_null()).all()
    assert (found.filter(over)["due_on"] < D).all() and (found.filter(over)["days_over"] >= 1).all()
    assert (found.filter(found["started_on"].is_null())["state"] == "unknown").all()
