"""Workers, supervision and audits: each indicator on a few rows, with the answer worked out by hand.

September 2025 unless an example says otherwise: the month end D is 30 September 2025 and the twelve months begin on
1 October 2024. A worker is a number, a child a letter.
"""

from datetime import date

import pytest

MONTH = "2025-09"


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def post(team: str, role: str, filled: float | None, vacant: float | None, day: date = date(2025, 9, 30)) -> dict:
    return {"snapshot_date": day, "team": team, "role": role, "filled_fte": filled, "vacant_fte": vacant}


POSTS = [
    post("North", "SW", 8.0, 2.0),
    post("North", "SSW", 1.5, 0.5),
    post("South", "TM", 1.0, 0.0),  # a manager's post is a social work post
    post("South", "PA", 5.0, 5.0),  # an adviser's is not
    post("North", "SW", 5.0, 5.0, on(31, 8)),  # of another day
    post("West", "SW", 3.0, None),  # vacancies unknown: left out, unknown
    post("West", "SSW", None, 1.0),  # filled posts unknown: left out, unknown
    post("East", "SW", 0.0, 0.0),  # no hours at all: a line with nothing to share out
]


def worker(number: int, role: str | None, fte: float | None, team: str | None = None, **more) -> dict:
    facts = {"worker_id": str(number), "snapshot_date": on(30, 9), "role": role, "fte": fte, "team": team}
    return facts | {"start_date": on(1, 1, 2020), "agency": "N"} | more


PEOPLE = [
    worker(1, "SW", 1.0, "North"),  # in post
    worker(2, "TM", 1.0, start_date=on(1, 12, 2024)),  # in post, joined in the year
    worker(3, "SW", 0.5, "North", leave_date=on(30, 9)),  # left on D, so no longer in post: left in the year
    worker(4, "SSW", 0.8, "South", start_date=on(30, 9, 2024), leave_date=on(1, 10, 2024)),  # the first day: left
    worker(5, "SW", 1.0, "West", start_date=on(1, 10, 2024), leave_date=on(1, 6)),  # came and left in the year: neither
    worker(6, "SW", 1.0, "West", leave_date=on(30, 9, 2024)),  # left a day too early: neither
    worker(7, "SW", 0.6, "South", agency="Y"),  # from an agency
    worker(8, "SW", 0.4, "South", agency="Y", leave_date=on(1, 10)),  # leaves after D: from an agency, in post
    worker(9, "SW", None, "East"),  # hours unknown: left out, unknown
    worker(10, "SW", 1.0, "East", agency=None),  # not known from where: left out, unknown
    worker(11, "SW", 1.0, start_date=None),  # since when unknown: left out, unknown
    worker(12, "PA", 1.0, "West"),  # no social worker
    worker(13, "SW", 1.0, "West", snapshot_date=on(31, 8)),  # of another day
]


def allocated(child: str, number: int, role: str, start: date = date(2025, 1, 1), end: date | None = None) -> dict:
    return {"child_id": child, "worker_id": str(number), "role": role, "start_date": start, "end_date": end}


CASES = {
    "workforce_people": {
        MONTH: [
            worker(1, "SW", 1.0, "North"),  # 26 cases
            worker(2, "SSW", 0.5, "North", agency="Y"),  # 4 cases; agency workers hold cases too
            worker(3, "SW", 1.0, "West"),  # none: not counted
            worker(4, "SW", None, "South"),  # one case, hours unknown: not in the average, but one of the heads
            worker(5, "SW", 1.0, "West", leave_date=on(30, 9)),  # gone by D
            worker(6, "SW", 0.0, "West"),  # no hours, though cases are in the name: not counted
            worker(7, "TM", 1.0, "South"),  # 25 cases: not more than 25
            worker(8, "IRO", 1.0, "West"),  # no social worker
            worker(9, "SW", 1.0, "West", start_date=None),  # not known to be in post: not counted
        ]
    },
    "allocations": {
        MONTH: [
            *(allocated(f"A{n}", 1, "SW") for n in range(26)),
            allocated("A0", 1, "SW", on(1, 12, 2024)),  # the same child since another day: one case
            allocated("A30", 1, "SW", end=on(30, 9)),  # ended on D: no longer a case
            allocated("A31", 1, "IRO"),  # not as social worker
            *(allocated(f"B{n}", 2, "SW") for n in range(4)),
            allocated("C1", 3, "SW", end=on(1, 9)),
            allocated("D1", 4, "SW"),
            allocated("E1", 5, "SW"),
            *(allocated(f"F{n}", 6, "SW") for n in range(27)),
            *(allocated(f"G{n}", 7, "SW") for n in range(25)),
            allocated("H1", 8, "SW"),
            allocated("I1", 9, "SW"),
        ]
    },
}

ADVISERS = {
    "workforce_people": {
        MONTH: [
            worker(1, "PA", 0.8, "North"),  # 12 young people
            worker(2, "PA", 1.0, "West"),  # none: not counted
            worker(3, "PA", None, "South"),  # hours unknown: left out, unknown
            worker(4, "PA", 1.0, "West", leave_date=on(1, 9)),  # gone
            worker(5, "SW", 1.0, "West"),  # no adviser
            worker(6, "PA", 0.5, start_date=on(30, 9)),  # began on D: 2 young people
        ]
    },
    "allocations": {
        MONTH: [
            *(allocated(f"A{n}", 1, "PA") for n in range(12)),
            allocated("A0", 1, "PA", on(1, 6)),  # the same young person
            allocated("B1", 2, "SW"),  # not as adviser
            allocated("C1", 3, "PA"),
            allocated("D1", 4, "PA"),
            allocated("E1", 5, "PA"),
            allocated("F1", 6, "PA"),
            allocated("F2", 6, "PA", end=on(1, 10)),  # ends after D
        ]
    },
}

OFFICERS = {
    "workforce_people": {
        MONTH: [
            worker(1, "IRO", 1.0),  # 3 children in care
            worker(2, "IRO", 0.5),  # none who is in care: not counted
            worker(3, "IRO", None),  # hours unknown: left out, unknown
            worker(4, "IRO", 1.0, leave_date=on(30, 9)),  # gone by D
            worker(5, "SW", 1.0),  # no reviewing officer
        ]
    },
    "children_looked_after": {
        MONTH: [
            *({"child_id": c, "cla_start_date": on(1, 1), "legal_status": "C2"} for c in "ABCD"),
            {"child_id": "E", "cla_start_date": on(1, 1), "legal_status": "V4"},  # short breaks
            {"child_id": "F", "cla_start_date": on(1, 1), "legal_status": "C2", "cla_end_date": on(30, 9)},  # left on D
        ]
    },
    "allocations": {
        MONTH: [
            *(allocated(child, 1, "IRO") for child in "ABC"),
            allocated("A", 1, "IRO", on(1, 6)),  # the same child
            allocated("E", 1, "IRO"),  # not in care
            allocated("D", 1, "IRO", end=on(1, 9)),  # no longer allocated
            allocated("F", 2, "IRO"),
            allocated("A", 2, "SW"),  # not as reviewing officer
            *(allocated("D", number, "IRO") for number in (3, 4, 5)),
        ]
    },
}

# December 2025: a month before 31 December is 30 November, 42 days before is 19 November.
SUPERVISED = {
    "children_looked_after": {
        "2025-12": [
            {"child_id": c, "cla_start_date": on(1, 1), "legal_status": "C2", "allocated_team": "North"} for c in "ABC"
        ]
    },
    "child_protection": {
        "2025-12": [{"child_id": c, "cpp_start_date": on(1, 1), "allocated_team": "South"} for c in "DEF"]
    },
    "children_in_need": {
        "2025-12": [
            {"child_id": c, "cin_start_date": on(1, 1), "allocated_team": "West", "case_status": status}
            for c, status in {"C": "CIN", "F": "CPP", "G": "CIN", "H": "CIN", "I": "ASSESS", "J": "CIN"}.items()
        ]
    },
    "supervision": {
        "2025-12": [
            {"child_id": child, "worker_id": "1", "kind": kind, "supervision_date": day}
            for child, kind, day in [
                ("A", "CASE", on(30, 11)),  # in care, a month: in time
                ("B", "CASE", on(29, 11)),  # in care, a day more: late
                ("C", "CASE", on(25, 11)),  # in care besides the status in need: the month applies, late
                ("D", "CASE", on(31, 12)),  # on a plan: in time, the latest decides
                ("D", "CASE", on(1, 6)),
                ("E", "PERSONAL", on(1, 12)),  # a talk about the worker is not about the case: unknown, stays
                ("F", "CASE", on(19, 11)),  # on a plan, whatever the row in need says: late
                ("G", "CASE", on(19, 11)),  # in need, 42 days: in time
                ("H", "CASE", on(18, 11)),  # in need, 43 days: late
                ("H", "PERSONAL", on(1, 12)),
                ("I", "CASE", on(1, 12)),  # neither in care nor on a plan, another status: left out
                # J has none at all: unknown, stays
            ]
        ]
    },
}


def audit(number: int, day: date | None, grade: str | None = "GOOD", moderated: str | None = None) -> dict:
    return {"audit_id": str(number), "audit_date": day, "grade": grade, "moderated_grade": moderated}


AUDITS = [
    audit(1, on(1, 7)),  # the first of the three months: good
    audit(2, on(1, 9), "GOOD", "RI"),  # the moderated grade stands: not good
    audit(3, on(30, 9), "RI", "OUTSTANDING"),  # and here: good
    audit(4, on(15, 9), "INADEQUATE"),
    audit(5, on(15, 9), None),  # no grade: left out, unknown
    audit(6, on(30, 6)),  # a day too early
    audit(7, on(31, 8), None, "GOOD"),  # graded by the moderator only: good
    audit(8, on(30, 6), None),  # no grade, but a day too early anyway
]

DONE = [
    audit(1, on(1, 9)),  # the first day
    audit(2, on(30, 9), None),  # the last day, whatever the grade
    audit(3, on(31, 8)),  # the month before
    audit(4, None),  # unknown
    audit(5, on(1, 10)),  # after D, so no date: unknown
]


def people(rows: list[dict]) -> dict:
    return {"workforce_people": {MONTH: rows}}


EXAMPLES = {
    "sw_vacancy_pct": (
        {"workforce_posts": {MONTH: POSTS}},
        (2.5, 13.0, 2),
        {"North": (2.5, 12.0, 0), "South": (0, 1.0, 0), "West": (0, 0, 2), "East": (0, 0, 0)},
    ),
    "sw_turnover_pct": (
        people(PEOPLE),
        (1.3, 2.0, 3),
        {"North": (0.5, 1.0, 0), "South": (0.8, 0, 0), "East": (0, 0, 2)},
    ),
    "sw_agency_pct": (people(PEOPLE), (1.0, 3.0, 3), {"North": (0, 1.0, 0), "South": (1.0, 1.0, 0), "East": (0, 0, 2)}),
    "sw_caseload_avg": (CASES, (55, 2.5, 1), {"North": (30, 1.5, 0), "South": (25, 1.0, 1)}),
    "sw_caseload_over25_pct": (CASES, (1, 4, 0), {"North": (1, 2, 0), "South": (0, 2, 0)}),
    "pa_caseload_avg": (ADVISERS, (14, 1.3, 1), {"North": (12, 0.8, 0), "South": (0, 0, 1)}),
    "iro_caseload_avg": (OFFICERS, (3, 1.0, 1)),
    "supervision_timely_pct": (
        SUPERVISED,
        (3, 9, 2),
        {"North": (1, 3, 0), "South": (1, 3, 1), "West": (1, 3, 1)},
    ),
    "audit_good_pct": ({"audits": {MONTH: AUDITS}}, (3, 5, 1)),
    "audit_completed_count": ({"audits": {MONTH: DONE}}, (2, None, 2)),
}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])
