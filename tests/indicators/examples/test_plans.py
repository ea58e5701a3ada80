"""Children in need and child protection plans: each indicator on a few rows, with the answer worked out by hand.

September 2025 unless an example says otherwise: the month end D is Tuesday 30 September 2025, the twelve months
begin on 1 October 2024 and a file's six months on 1 April 2025. A child is a letter.
"""

from datetime import date

import pytest

MONTH = "2025-09"


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def need(child: str, start: date | None, team: str | None = None, status: str | None = "CIN", **more) -> dict:
    facts = {"child_id": child, "cin_start_date": start, "case_status": status, "allocated_team": team}
    return facts | more


NEED = [
    need("A", on(30, 9), status="CPP"),  # begun on D, on a plan: a child in need
    need("B", on(1, 1, 2020), status="LAC"),  # in care: a child in need
    need("C", on(1, 1)),
    need("C", on(1, 5)),  # one child, two open cases: one child
    need("D", on(1, 1), cin_closure_date=on(30, 9)),  # closed on D: not open
    need("E", on(1, 1), cin_closure_date=on(1, 10)),  # closes after D: open
    need("F", None),  # no start, not closed: unknown
    need("G", None, cin_closure_date=on(1, 9)),  # closed: not open, start or no start
]

SEEN = [
    need("A", on(1, 1), "North", last_seen_date=on(2, 9)),  # September has 22 working days, two gone: 20, in time
    need("B", on(1, 1), "North", last_seen_date=on(1, 9)),  # 21: late
    need("C", on(1, 1), "South", last_seen_date=None),  # unknown: stays
    need("D", on(1, 1), "South", last_seen_date=on(1, 10)),  # after D, so no date: unknown
    need("E", on(1, 1), "North", status="CPP", last_seen_date=on(30, 9)),  # another status
    need("F", on(1, 1), "North", last_seen_date=on(30, 9)),
    need("F", on(1, 5), "South", last_seen_date=on(1, 5)),  # the latest of two open cases decides: late
    need("G", on(1, 1), "West", last_seen_date=on(30, 9), cin_closure_date=on(30, 9)),  # closed
]

# February 2026: 24 months before 28 February 2026 is 28 February 2024, whose month has a 29th.
TWO_YEARS = [
    need("A", on(28, 2, 2024), "North"),  # two years: counts
    need("B", on(29, 2, 2024), "North"),  # a day less
    need("C", on(1, 1, 2015), "South", status="LAC"),  # whatever the status: counts
    need("D", on(1, 1, 2020), "West"),
    need("D", on(1, 1, 2026), "South"),  # the latest of two open cases decides: not
    need("E", on(1, 1, 2020), "West", cin_closure_date=on(28, 2, 2026)),  # closed on D
    need("F", None, "West"),  # no start: not known to be open
]


def closed(child: str, start: date | None, end: date, team: str | None = None) -> dict:
    return need(child, start, team, cin_closure_date=end)


CLOSED = {
    "2025-02": [closed("A", on(1, 4, 2024), on(1, 10, 2024))],  # first day, older file; six months to the day: counts
    "2025-08": [
        closed("B", on(1, 7), on(15, 8)),  # September's file shows the child's newer case instead: kept, counts
        closed("C", on(1, 7), on(15, 8)),  # ought to be in September's file and is not: deleted
    ],
    MONTH: [
        need("B", on(1, 9), "South"),  # open
        closed("D", on(31, 8, 2024), on(28, 2), "North"),  # six months end on the last day of February: counts
        closed("E", on(31, 8, 2024), on(1, 3), "North"),  # a day more
        closed("F", None, on(1, 9), "South"),  # start unknown
        closed("I", on(1, 9), on(1, 9)),  # closed on the day it began: counts
        closed("G", on(2, 9), on(1, 9), "South"),  # closed before it began: unknown
        closed("H", on(1, 9, 2024), on(30, 9, 2024), "South"),  # closed a day too early
    ],
}


def plan(child: str, start: date | None, team: str | None = None, **more) -> dict:
    return {"child_id": child, "cpp_start_date": start, "allocated_team": team} | more


PLANS = [
    plan("A", on(30, 9)),  # begun on D: open
    plan("B", on(1, 1), "West", cpp_end_date=on(30, 9)),  # ended on D: no longer open
    plan("C", on(1, 1), "South"),
    plan("C", on(1, 5), "North"),  # one child, two open plans: one child, with the later one's team
    plan("D", None, "South"),  # no start, not ended: unknown
    plan("E", on(1, 9), "South", cpp_end_date=on(1, 10)),  # ends after D: open
    plan("F", None, "West", cpp_end_date=on(1, 9)),  # ended, start or no start
]

REPEATED = {
    "2025-02": [
        plan("A", on(1, 10, 2024), "North", previous_cpp_count=1, cpp_end_date=on(1, 2))  # first day, kept: counts
    ],
    MONTH: [
        plan("A", on(1, 6), "North", previous_cpp_count=2),  # the child's second plan in the year: counts too
        plan("B", on(30, 9), "North", previous_cpp_count=0),
        plan("C", on(1, 6), "South", previous_cpp_count=None),  # unknown: stays
        plan("D", on(30, 9, 2024), "West", previous_cpp_count=3),  # begun a day too early
    ],
}

# From 1 October 2023 to 30 September 2025 are 730 days: 2024 is a leap year.
LONG = [
    plan("A", on(1, 10, 2023), "North"),  # more than 729 days: counts
    plan("B", on(2, 10, 2023), "North"),  # 729 days
    plan("C", on(30, 9)),
    plan("D", on(1, 1, 2020), "West", cpp_end_date=on(30, 9)),  # ended on D
    plan("E", on(1, 1, 2020), "West"),
    plan("E", on(1, 9), "South"),  # the latest of two open plans decides: not
]


def ended(child: str, start: date | None, end: date, team: str | None = None) -> dict:
    return plan(child, start, team, cpp_end_date=end)


ENDED = {
    "2025-02": [ended("A", on(1, 4, 2024), on(1, 10, 2024), "North")],  # first day; six months to the day: counts
    MONTH: [
        ended("B", on(30, 11, 2024), on(30, 5), "North"),  # six months to the day: counts
        ended("C", on(30, 11, 2024), on(31, 5), "North"),  # a day more
        ended("D", None, on(1, 9), "South"),  # start unknown
        ended("E", on(1, 9), on(31, 8), "South"),  # ended before it began: unknown
        ended("F", on(30, 9), on(30, 9)),  # the last day, and that of the start: counts
        ended("G", on(1, 9, 2024), on(30, 9, 2024), "West"),  # ended a day too early
        ended("H", on(1, 5), on(1, 10), "West"),  # ends after D: still open
    ],
}

# December 2025: three months before 31 December is 30 September, six months before is 30 June.
REVIEWED = [
    plan("A", on(30, 9), "North", latest_review_date=on(30, 9)),  # reviewed on the day of the start: in time
    plan("B", on(1, 10), "West", latest_review_date=None),  # not three months on a plan yet: left out
    plan("C", on(1, 1), "North", latest_review_date=on(30, 6)),  # six months: in time
    plan("D", on(1, 1), "South", latest_review_date=on(29, 6)),  # a day more: late
    plan("E", on(1, 9), "South", latest_review_date=on(31, 8)),  # a review of an earlier plan: not in time
    plan("F", on(1, 1), latest_review_date=None),  # unknown: stays
    plan("G", on(1, 1), "West", latest_review_date=on(1, 12), cpp_end_date=on(31, 12)),  # ended on D
]

# December 2025: 16-19, 22-24 and 29-31 December are ten working days, so 15 December is the limit.
VISITED = [
    plan("A", on(1, 9), "North", last_visit_date=on(15, 12)),  # ten working days: in time
    plan("B", on(1, 9), "North", last_visit_date=on(14, 12)),  # a Sunday, eleven: late
    plan("C", on(1, 9), "South", last_visit_date=None),  # unknown: stays
    plan("D", on(15, 12), "West", last_visit_date=None),  # ten working days on a plan: left out
    plan("E", on(14, 12), "South", last_visit_date=on(31, 12)),  # eleven, visited on D: in time
    plan("F", on(1, 9), last_visit_date=on(2, 1, 2026)),  # after D, so no date: unknown
]

ALONE = [
    plan("A", on(1, 1), "North", date_of_birth=on(30, 9, 2021), last_visit_date=on(1, 9), seen_alone="Y"),  # 4 on D
    plan("B", on(1, 1), "West", date_of_birth=on(1, 10, 2021), last_visit_date=on(1, 9), seen_alone="Y"),  # still 3
    plan("C", on(1, 1), "North", date_of_birth=on(1, 1, 2015), last_visit_date=on(1, 9), seen_alone="N"),
    plan("D", on(1, 1), "South", date_of_birth=on(1, 1, 2015), last_visit_date=on(1, 9), seen_alone=None),  # unknown
    plan("E", on(1, 1), date_of_birth=on(1, 1, 2015), last_visit_date=on(1, 9), seen_alone="U"),  # unknown: stays
    plan("F", on(1, 1), "South", date_of_birth=None, last_visit_date=on(1, 9), seen_alone="Y"),  # age unknown: left out
    plan("G", on(1, 1), "West", date_of_birth=None, last_visit_date=None, seen_alone="Y"),  # no visit: out, age or not
    plan("H", on(1, 1), "West", date_of_birth=on(1, 1, 2015), last_visit_date=None, seen_alone="Y"),  # no visit
]


def needs(rows: list[dict], month: str = MONTH) -> dict:
    return {"children_in_need": {month: rows}}


def plans(rows: list[dict], month: str = MONTH) -> dict:
    return {"child_protection": {month: rows}}


EXAMPLES = {
    "cin_rate_10k": (needs(NEED), (4, 40_000, 1)),
    "cin_visit_20wd_pct": (needs(SEEN), (1, 5, 2), {"North": (1, 2, 0), "South": (0, 3, 2)}),
    "cin_open_2y_pct": (needs(TWO_YEARS, "2026-02"), (2, 4, 0), {"North": (1, 2, 0), "South": (1, 2, 0)}),
    "cin_closed_6m_pct": (
        {"children_in_need": CLOSED},
        (4, 7, 2),
        {"North": (1, 2, 0), "South": (0, 2, 2)},
    ),
    "cpp_count": (plans(PLANS), (3, None, 1), {"North": (1, None, 0), "South": (1, None, 1)}),
    "cpp_rate_10k": (plans(PLANS), (3, 40_000, 1)),
    "cpp_repeat_pct": ({"child_protection": REPEATED}, (2, 4, 1), {"North": (2, 3, 0), "South": (0, 1, 1)}),
    "cpp_2y_active_pct": (plans(LONG), (1, 4, 0), {"North": (1, 2, 0), "South": (0, 1, 0)}),
    "cpp_ended_6m_pct": ({"child_protection": ENDED}, (3, 6, 2), {"North": (2, 3, 0), "South": (0, 2, 2)}),
    "cpp_review_timely_pct": (plans(REVIEWED, "2025-12"), (2, 5, 1), {"North": (2, 2, 0), "South": (0, 2, 0)}),
    "cpp_visit_timely_pct": (plans(VISITED, "2025-12"), (2, 5, 2), {"North": (1, 2, 0), "South": (1, 2, 1)}),
    "cpp_seen_alone_pct": (plans(ALONE), (1, 4, 3), {"North": (1, 2, 0), "South": (0, 1, 2)}),
}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])
