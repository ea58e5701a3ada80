"""Assessments, section 47 enquiries and initial conferences: each indicator on a few rows, worked out by hand.

For September 2025: the month end D is Tuesday 30 September 2025, the twelve months begin on 1 October 2024 and a
file's six months on 1 April 2025. The only bank holiday of July to September is 25 August. A child is a letter.
"""

from datetime import date

import pytest

MONTH = "2025-09"


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def assessment(child: str, start: date | None, authorised: date | None, team: str | None = None, **more) -> dict:
    facts = {"child_id": child, "assessment_start_date": start, "assessment_authorised_date": authorised}
    return facts | {"allocated_team": team} | more


ASSESSMENTS = [
    assessment("A", on(2, 6), on(4, 8), "North"),  # 20 + 23 + 2 = 45 working days: in time
    assessment("B", on(2, 6), on(5, 8), "North"),  # 46: late
    assessment("C", None, on(1, 9), "South"),  # start unknown
    assessment("D", on(3, 9), on(2, 9), "South"),  # authorised before it began: unknown
    assessment("E", on(1, 9, 2024), on(30, 9, 2024), "South"),  # authorised a day too early
    assessment("F", on(1, 10, 2024), on(1, 10, 2024)),  # the first day, none at all: in time
    assessment("G", on(28, 7), None, "West"),  # open for 3 + 20 + 22 = 45 working days at D: not overdue
    assessment("H", on(25, 7), None, "North"),  # open for 46: overdue
    assessment("I", on(1, 7), on(1, 10), "North"),  # authorised after D: still open, overdue
    assessment("J", None, None),  # open, start unknown
]

SEEN = {
    "2025-02": [assessment("A", on(1, 9, 2024), on(1, 10, 2024), child_seen="Y")],  # kept from an older file: counts
    MONTH: [
        assessment("B", on(1, 8), on(1, 9), child_seen="Y"),  # counts
        assessment("B", on(1, 9), on(30, 9), child_seen="N"),  # the same child's next assessment
        assessment("C", on(1, 8), on(1, 9), child_seen="U"),  # unknown: stays
        assessment("D", on(1, 8), on(1, 9), child_seen=None),  # unknown: stays
        assessment("E", on(1, 8), None, child_seen="Y"),  # not authorised
        assessment("F", on(1, 8, 2024), on(30, 9, 2024), child_seen="Y"),  # a day too early
    ],
}


def need(child: str, disability: str | None, team: str | None = None, **more) -> dict:
    facts = {"child_id": child, "cin_start_date": on(1, 1), "case_status": "CIN"}
    return facts | {"has_disability": disability, "allocated_team": team} | more


def plan(child: str, disability: str | None, team: str | None = None) -> dict:
    facts = {"child_id": child, "cpp_start_date": on(1, 1)}
    return facts | {"has_disability": disability, "allocated_team": team}


def care(child: str, disability: str | None, team: str | None = None) -> dict:
    facts = {"child_id": child, "cla_start_date": on(1, 1), "legal_status": "C2"}
    return facts | {"has_disability": disability, "allocated_team": team}


DISABLED = {
    "children_in_need": {
        MONTH: [
            need("A", "N", "North"),  # disabled by the row in care (below), whose team it is
            need("B", "Y", "South"),  # disabled
            need("C", "Y", "South"),  # disabled
            need("D", None, "North"),  # nobody knows: left out, unknown
            need("E", "U"),  # here nor on the plan: left out, unknown
            need("F", "N", "North"),  # not disabled
            need("G", "Y", "North", cin_closure_date=on(30, 9)),  # the case has closed
            need("H", "U", "North"),  # disabled by the plan (below)
        ]
    },
    "child_protection": {MONTH: [plan("E", None), plan("F", None, "East"), plan("H", "Y", "South"), plan("I", "Y")]},
    "children_looked_after": {MONTH: [care("A", "Y", "West")]},
    "assessments": {
        "2025-02": [assessment("A", on(1, 9, 2024), on(1, 10, 2024))],  # the first day, from an older file: counts
        MONTH: [
            assessment("B", on(1, 9, 2024), on(30, 9, 2024)),  # a day too early
            assessment("C", on(1, 9), None),  # not authorised
            assessment("D", on(1, 8), on(1, 9)),
            assessment("F", on(1, 8), on(1, 9)),
            assessment("I", on(1, 7), on(30, 9)),  # counts
            assessment("I", on(1, 2), on(1, 3)),  # twice in the year: one child
        ],
    },
}


def enquiry(
    child: str,
    start: date | None,
    conference: date | None = None,
    unneeded: str | None = None,
    team: str | None = None,
    led_to_plan: str | None = None,
) -> dict:
    return {
        "child_id": child,
        "s47_start_date": start,
        "icpc_date": conference,
        "icpc_not_required": unneeded,
        "icpc_led_to_cpp": led_to_plan,
        "allocated_team": team,
    }


STARTED = {
    "2025-02": [
        enquiry("A", on(1, 10, 2024), on(10, 10, 2024)),  # the first day, over long since: kept, counts
        enquiry("B", on(1, 2), None, "Y"),  # decided, older than the later files look back: kept, counts
        enquiry("C", on(1, 2)),  # open, so every later file must hold it: deleted
    ],
    "2025-08": [enquiry("D", on(20, 3), on(2, 4))],  # its conference falls in September's six months: deleted
    MONTH: [
        enquiry("E", on(30, 9, 2024)),  # a day too early, though still open
        enquiry("F", on(30, 9)),  # the last day: counts
        enquiry("F", on(1, 5), None, "Y"),  # an earlier enquiry for the same child: counts
        enquiry("G", None),  # unknown
    ],
}

OPEN = [
    enquiry("A", on(1, 7), on(15, 7), None, "North"),  # had its conference
    enquiry("B", on(1, 7), None, "Y", "North"),  # decided that none is needed
    enquiry("C", on(1, 7), None, "N", "North"),  # needed and without a date: open, overdue
    enquiry("D", on(9, 9), None, None, "South"),  # open for 3 + 5 + 5 + 2 = 15 working days: not overdue
    enquiry("E", on(8, 9), None, None, "North"),  # 16: overdue
    enquiry("F", on(1, 9), on(1, 10)),  # the conference is after D: open, 21 working days, overdue
    enquiry("G", None, None, None, "North"),  # open, start unknown
    enquiry("H", None, None, "Y", "West"),  # closed, so its start does not matter
]

CONFERENCES = {
    "2025-02": [enquiry("A", on(10, 9, 2024), on(1, 10, 2024), team="North")],  # 3 + 5 + 5 + 2 = 15: in time
    MONTH: [
        enquiry("B", on(1, 9), on(22, 9), team="North"),  # 4 + 5 + 5 + 1 = 15 working days: in time
        enquiry("C", on(1, 9), on(23, 9), team="South"),  # 16: late
        enquiry("C", on(23, 9), on(23, 9), team="South"),  # one row per enquiry: in time
        enquiry("D", on(23, 9), on(22, 9)),  # held before the enquiry began: unknown
        enquiry("E", None, on(22, 9), team="North"),  # start unknown
        enquiry("F", on(20, 9, 2024), on(30, 9, 2024), team="North"),  # a day too early
        enquiry("G", on(1, 9), None, "N", "West"),  # no conference yet
    ],
}

OUTCOMES = [
    enquiry("A", on(1, 9), on(22, 9), team="North", led_to_plan="Y"),
    enquiry("B", on(1, 9), on(22, 9), team="North", led_to_plan="N"),  # counts
    enquiry("C", on(20, 9, 2024), on(1, 10, 2024), led_to_plan="N"),  # the first day: counts
    enquiry("D", on(1, 9), on(22, 9), team="South", led_to_plan=None),  # unknown: left out
    enquiry("E", on(1, 9), on(22, 9), team="North", led_to_plan="U"),  # unknown: left out
    enquiry("F", on(1, 9), None, team="North", led_to_plan="N"),  # no conference
    enquiry("G", on(1, 9, 2024), on(30, 9, 2024), team="West", led_to_plan="N"),  # a day too early
    enquiry("H", on(2, 9), None, team="West", led_to_plan=None),  # no conference: nothing to be unknown
]

EXAMPLES = {
    "assessment_45wd_pct": (
        {"assessments": {MONTH: ASSESSMENTS}},
        (2, 5, 2),
        {"North": (1, 2, 0), "South": (0, 2, 2)},
    ),
    "assessment_child_seen_pct": ({"assessments": SEEN}, (2, 5, 2)),
    "assessment_open_overdue_count": ({"assessments": {MONTH: ASSESSMENTS}}, (2, None, 1), {"North": (2, None, 0)}),
    "assessment_disabled_uptodate_pct": (
        DISABLED,
        (2, 5, 2),
        {"West": (1, 1, 0), "South": (0, 3, 0), "North": (0, 0, 1)},
    ),
    "s47_rate_10k": ({"s47_icpc": STARTED}, (4, 40_000, 1)),
    "s47_open_count": ({"s47_icpc": {MONTH: OPEN}}, (4, None, 1), {"North": (2, None, 1), "South": (1, None, 0)}),
    "s47_open_over_15wd_count": ({"s47_icpc": {MONTH: OPEN}}, (3, None, 1), {"North": (2, None, 1)}),
    "icpc_15wd_pct": ({"s47_icpc": CONFERENCES}, (3, 6, 2), {"North": (2, 3, 1), "South": (1, 2, 0)}),
    "icpc_no_plan_pct": (
        {"s47_icpc": {MONTH: OUTCOMES}},
        (2, 3, 2),
        {"North": (1, 2, 1), "South": (0, 0, 1)},
    ),
}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])
