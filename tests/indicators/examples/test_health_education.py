"""Health and schooling of children in care: each indicator on a few rows, with the answer worked out by hand.

Each example says its month; D is its last day. A child is a letter.
"""

from datetime import date

import pytest

MONTH = "2025-09"


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def care(child: str, start: date | None = date(2020, 1, 1), team: str | None = None, **more) -> dict:
    facts = {"child_id": child, "cla_start_date": start, "legal_status": "C2", "allocated_team": team}
    return facts | more


def event(child: str, kind: str, day: date | None, **more) -> dict:
    return {"child_id": child, "event_type": kind, "event_date": day} | more


# The 20th working day after 1 August is 1 September (25 August is a bank holiday), after 2 September 30 September.
FIRST_ASSESSMENTS = {
    "children_looked_after": {
        MONTH: [
            care("A", on(1, 8), "North"),  # assessed on the 20th working day: in time
            care("B", on(1, 8), "North"),  # a day later: late
            care("C", on(2, 8), "North"),  # came on a Saturday: the same 20th working day; assessed at once, in time
            care("D", on(1, 8), "South"),  # refused: not in time
            care("E", on(1, 8), "South"),  # no first assessment on record at all: unknown, stays
            care("F", on(1, 8), "West", cla_end_date=on(1, 9)),  # left on the day it was due: left out
            care("G", on(1, 8), cla_end_date=on(2, 9)),  # left a day later: stays; in time
            care("H", on(31, 7), "West"),  # was due on 29 August: left out
            care("I", on(2, 9), "South"),  # due on D, and the date given is after D: not in time
            care("J", on(3, 9), "West"),  # due on 1 October: left out
            care("K", on(1, 8)),  # assessed the day before coming into care only: not in time
            care("L", on(1, 8), "West", legal_status="V4"),  # short breaks
        ]
    },
    "cla_health": {
        MONTH: [
            event("A", "IHA", on(1, 9), status="COMPLETED"),
            event("B", "IHA", on(2, 9), status="COMPLETED"),
            event("C", "IHA", on(2, 8), status="COMPLETED"),
            event("D", "IHA", on(20, 8), status="REFUSED"),
            event("E", "RHA", on(20, 8), status="COMPLETED"),  # a later kind of assessment
            event("F", "IHA", on(20, 8), status="COMPLETED"),
            event("G", "IHA", on(15, 8), status="COMPLETED"),
            event("H", "IHA", on(15, 8), status="COMPLETED"),
            event("I", "IHA", on(1, 10), status="COMPLETED"),
            event("K", "IHA", on(31, 7), status="COMPLETED"),
            event("L", "IHA", on(15, 8), status="COMPLETED"),
        ]
    },
}

# February 2025: twelve months before 28 February 2025 is 28 February 2024, six months before is 28 August 2024.
CHECKED = [
    care("A", on(28, 2, 2024), "North", date_of_birth=on(1, 1, 2015), last_health_assessment_date=on(28, 2, 2024)),
    # twelve months in care, twelve months since: in time
    care("B", on(29, 2, 2024), "West", date_of_birth=on(1, 1, 2015)),  # in care a day too short: left out
    care("C", team="North", date_of_birth=on(1, 1, 2015), last_health_assessment_date=on(27, 2, 2024)),  # a day late
    care("D", team="South", date_of_birth=on(1, 3, 2020), last_health_assessment_date=on(27, 8, 2024)),
    # aged 4, six months allowed: a day late
    care("E", team="South", date_of_birth=on(1, 3, 2020), last_health_assessment_date=on(28, 8, 2024)),  # in time
    care("F", date_of_birth=on(28, 2, 2020), last_health_assessment_date=on(29, 2, 2024)),  # 5 on D: in time
    care("G", date_of_birth=on(29, 2, 2020), last_health_assessment_date=on(27, 8, 2024)),
    # turns 5 on 1 March, so aged 4: a day late
    care("H", date_of_birth=None, last_health_assessment_date=on(28, 2, 2024)),  # age unknown, twelve months: in time
    care("I", team="South", date_of_birth=on(1, 1, 2015), last_health_assessment_date=None),  # unknown: stays
]

# February 2024: twelve months before 29 February 2024 is 28 February 2023.
TEETH = [
    care("A", on(28, 2, 2023), "North", last_dental_check_date=on(28, 2, 2023)),  # both on the limit: in time
    care("B", on(1, 3, 2023), "West", last_dental_check_date=None),  # in care a day too short: left out
    care("C", team="North", last_dental_check_date=on(27, 2, 2023)),  # a day late
    care("D", team="South", last_dental_check_date=None),  # unknown: stays
    care("E", last_dental_check_date=on(1, 3, 2024)),  # after D, so no date: unknown
]

# September 2025: twelve months before D is 30 September 2024.
IMMUNISED = {
    "children_looked_after": {
        MONTH: [
            *(care(child, on(30, 9, 2024), "North") for child in "ABC"),
            *(care(child, on(30, 9, 2024), "South") for child in "DE"),
            care("F", on(1, 10, 2024), "West"),  # in care a day too short: left out
        ]
    },
    "cla_health": {
        MONTH: [
            event("A", "IMMS", on(1, 6), up_to_date="Y"),  # the latest statement decides: counts
            event("A", "IMMS", on(1, 1), up_to_date="N"),
            event("B", "IMMS", on(1, 6), up_to_date="N"),  # the latest statement decides: not
            event("B", "IMMS", on(1, 1), up_to_date="Y"),
            event("C", "IMMS", on(1, 6), due_date=on(1, 5), up_to_date="N"),
            event("C", "IMMS", on(1, 6), due_date=on(1, 4), up_to_date="Y"),  # of one day the later line: counts
            event("D", "IMMS", on(1, 1), up_to_date="Y"),
            event("D", "IMMS", on(1, 6), up_to_date=None),  # the latest says nothing: unknown, stays
            event("E", "DENTAL", on(1, 6), up_to_date="Y"),  # nothing about immunisation: unknown, stays
            event("F", "IMMS", on(1, 6), up_to_date="Y"),
        ]
    },
}


def scored(child: str, day: date, score: int | None, status: str = "COMPLETED") -> dict:
    return event(child, "SDQ", day, score=score, status=status)


WELLBEING = {
    "children_looked_after": {
        MONTH: [
            care("A", on(30, 9, 2024), "North", date_of_birth=on(30, 9, 2020)),  # 5 on D: 14
            care("B", team="North", date_of_birth=on(1, 10, 2008)),  # still 16: 20, scored on the limit
            care("C", team="West", date_of_birth=on(30, 9, 2008)),  # 17 on D: left out
            care("D", team="West", date_of_birth=on(1, 10, 2020)),  # still 4: left out
            care("E", team="South", date_of_birth=on(30, 9, 2020)),  # just 5, scored a day too early: left out, unknown
            care("F", team="South", date_of_birth=on(1, 10, 2008)),  # still 16, refused: left out, unknown
            care("G", team="North", date_of_birth=on(1, 1, 2015)),  # the latest that has a score: 8
            care("H", team="South", date_of_birth=None),  # age unknown: left out, unknown
            care("I", on(1, 10, 2024), "West", date_of_birth=None),  # in care a day too short: left out
            care("J", date_of_birth=on(1, 1, 2015)),  # a score of 0 is a score
            care("K", date_of_birth=on(1, 1, 2015)),  # nothing on record: left out, unknown
            care("L", team="West", date_of_birth=on(30, 9, 2008)),  # 17 on D, so nothing is missing: left out
        ]
    },
    "cla_health": {
        MONTH: [
            scored("A", on(1, 6), 14),
            scored("A", on(1, 11, 2024), 10),
            scored("B", on(30, 9, 2024), 20),
            scored("C", on(1, 6), 11),
            scored("D", on(1, 6), 12),
            scored("E", on(29, 9, 2024), 30),
            scored("F", on(1, 6), 13, "REFUSED"),
            scored("G", on(1, 1), 8),
            scored("G", on(1, 6), None),
            scored("H", on(1, 6), 9),
            scored("J", on(1, 6), 0),
        ]
    },
}


def plan(child: str, day: date, attendance: float | None = 95.0, term: str = "Autumn 2025") -> dict:
    return {"child_id": child, "term": term, "pep_date": day, "attendance_pct": attendance}


# September 2025: school age is 5 to 15 on 31 August 2025, and the term before D's began on 1 April 2025.
PLANS = {
    "children_looked_after": {
        MONTH: [
            care("A", on(30, 9), "North", date_of_birth=on(31, 8, 2020)),  # just 5, however short in care: current
            care("B", team="West", date_of_birth=on(1, 9, 2020)),  # 4 on 31 August: left out
            care("C", team="North", date_of_birth=on(1, 9, 2009)),  # 15 on 31 August; a plan a day too old
            care("D", team="West", date_of_birth=on(31, 8, 2009)),  # 16 on 31 August: left out
            care("E", team="South", date_of_birth=on(1, 1, 2015)),  # no plan: unknown, stays
            care("F", team="South", date_of_birth=None),  # age unknown: left out, unknown
        ]
    },
    "pep": {
        MONTH: [
            plan("A", on(1, 4), term="Spring 2025"),
            plan("A", on(1, 2, 2024), term="Spring 2024"),
            plan("B", on(1, 9)),
            plan("C", on(31, 3)),  # called this autumn's plan, but the date decides
            plan("D", on(1, 9)),
            plan("F", on(1, 9)),
        ]
    },
}

# March 2025: school age is 5 to 15 on 31 August 2024, the term before D's began on 1 September 2024, and twelve
# months before D is 31 March 2024.
ABSENCE = {
    "children_looked_after": {
        "2025-03": [
            care("A", on(31, 3, 2024), "North", date_of_birth=on(31, 8, 2019)),  # just 5; attends 90%: counts
            care("B", team="North", date_of_birth=on(1, 1, 2012)),  # attends a little more than 90%
            care("C", team="South", date_of_birth=on(1, 1, 2012)),  # plan a day too old: left out, unknown
            care("D", team="South", date_of_birth=on(1, 1, 2012)),  # its latest plan says nothing: left out, unknown
            care("E", team="South", date_of_birth=on(1, 1, 2012)),  # no plan: left out, unknown
            care("F", date_of_birth=None),  # age unknown: left out, unknown
            care("G", on(1, 4, 2024), "West", date_of_birth=on(1, 1, 2012)),  # in care a day too short: left out
            care("H", team="North", date_of_birth=on(1, 9, 2008)),  # 15 on 31 August; the latest plan decides: counts
            care("I", team="West", date_of_birth=on(1, 9, 2019)),  # 4 on 31 August: left out
        ]
    },
    "pep": {
        "2025-03": [
            plan("A", on(1, 9, 2024), 90.0),
            plan("B", on(1, 2), 90.1),
            plan("C", on(31, 8, 2024), 50.0),
            plan("D", on(1, 12, 2024), 50.0),
            plan("D", on(1, 2), None),
            plan("F", on(1, 2), 50.0),
            plan("G", on(1, 2), 50.0),
            plan("H", on(1, 12, 2024), 95.0),
            plan("H", on(1, 2), 85.0),
            plan("I", on(1, 2), 50.0),
        ]
    },
}

EXAMPLES = {
    "cla_iha_20wd_pct": (FIRST_ASSESSMENTS, (3, 8, 1), {"North": (2, 3, 0), "South": (0, 3, 1)}),
    "cla_health_assessment_pct": (
        {"children_looked_after": {"2025-02": CHECKED}},
        (4, 8, 1),
        {"North": (1, 2, 0), "South": (1, 3, 1)},
    ),
    "cla_dental_pct": (
        {"children_looked_after": {"2024-02": TEETH}},
        (1, 4, 2),
        {"North": (1, 2, 0), "South": (0, 1, 1)},
    ),
    "cla_immunisation_pct": (IMMUNISED, (2, 5, 2), {"North": (2, 3, 0), "South": (0, 2, 2)}),
    "cla_sdq_avg": (WELLBEING, (42, 4, 4), {"North": (42, 3, 0), "South": (0, 0, 3)}),
    "pep_current_pct": (PLANS, (1, 3, 2), {"North": (1, 2, 0), "South": (0, 1, 2)}),
    "cla_persistent_absence_pct": (ABSENCE, (2, 3, 4), {"North": (2, 3, 0), "South": (0, 0, 3)}),
}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])


def test_from_april_to_august_the_term_before_began_in_january(worked):
    returns = {
        "children_looked_after": {"2025-04": [care(child, date_of_birth=on(1, 1, 2015)) for child in "AB"]},
        "pep": {"2025-04": [plan("A", on(1, 1)), plan("B", on(31, 12, 2024))]},  # current, and a day too old
    }
    worked("pep_current_pct", returns, (1, 2, 0))
