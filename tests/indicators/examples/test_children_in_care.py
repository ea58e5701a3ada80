"""Children in care, who comes and leaves, visits and reviews: each indicator on a few rows, worked out by hand.

September 2025: the month end D is Tuesday 30 September 2025, the twelve months begin on 1 October 2024 and a
file's six months on 1 April 2025. A child is a letter.
"""

from datetime import date

import pytest

MONTH = "2025-09"


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def care(child: str, start: date | None = date(2024, 1, 1), team: str | None = None, **more) -> dict:
    facts = {"child_id": child, "cla_start_date": start, "legal_status": "C2", "allocated_team": team}
    return facts | more


CARE = [
    care("A", on(30, 9), "North"),  # came on D: in care
    care("B", on(1, 1), "West", cla_end_date=on(30, 9)),  # left on D: no longer in care
    care("C", on(1, 1), "South", cla_end_date=on(1, 10)),  # leaves after D: in care
    care("D", on(1, 1), "South", legal_status=None),  # an unknown legal status stays
    care("E", on(1, 1), legal_status="V2"),  # accommodated: in care
    care("F", on(1, 1), "West", legal_status="V1"),  # short breaks, three kinds
    care("G", on(1, 1), "West", legal_status="V3"),
    care("H", on(1, 1), "West", legal_status="V4"),
    care("I", on(1, 1), "South"),
    care("I", on(1, 5), "North"),  # one child, two open periods: one child, with the later one's team
    care("J", None, "South"),  # no start, not ended: unknown
    care("K", None, "West", legal_status="V4"),  # the same in short breaks: not care
    care("L", None, "West", cla_end_date=on(1, 9)),  # left, start or no start
    care("M", on(1, 10)),  # begins after D: no start, unknown
]

STARTS = {
    "2025-02": [care("A", on(1, 10, 2024), cla_end_date=on(1, 3))],  # the first day, kept from an older file: counts
    MONTH: [
        care("A", on(1, 6)),  # the same child again: children are counted once
        care("B", on(30, 9, 2024)),  # a day too early
        care("C", on(30, 9)),  # the last day: counts
        care("D", on(1, 6), legal_status="V3"),  # short breaks
        care("E", on(1, 6), legal_status=None),  # an unknown legal status stays: counts
        care("F", None),  # no start
    ],
}

EXITS = {
    "2025-02": [care("A", cla_end_date=on(1, 10, 2024), reason_ceased="E4A")],  # the first day, kept: counts
    MONTH: [
        care("A", on(1, 1), cla_end_date=on(1, 8), reason_ceased="E4A"),  # the same child again
        care("B", cla_end_date=on(30, 9, 2024), reason_ceased="E4A"),  # a day too early
        care("C", cla_end_date=on(1, 8), reason_ceased="X1"),  # another authority took over: still in care
        care("D", cla_end_date=on(1, 8), reason_ceased=None),  # an unknown reason counts
        care("E", cla_end_date=on(1, 8), reason_ceased="E4A", legal_status="V4"),  # short breaks
        care("F", cla_end_date=on(30, 9), reason_ceased="E4A"),  # the last day: counts
        care("G", cla_end_date=on(1, 10), reason_ceased="E4A"),  # leaves after D
    ],
}

REENTRIES = {
    "2025-02": [
        # the first day, kept from an older file
        care("A", on(1, 10, 2024), "North", cla_end_date=on(1, 2), repeat_period_12m="N")
    ],
    MONTH: [
        care("A", on(1, 6), "North", repeat_period_12m="Y"),  # each start is a row of its own: counts
        care("B", on(30, 9), "South", repeat_period_12m=None),  # unknown: stays
        care("E", on(1, 6), "North", repeat_period_12m="N"),
        care("C", on(30, 9, 2024), "West", repeat_period_12m="Y"),  # a day too early
        care("D", on(1, 6), "West", legal_status="V1", repeat_period_12m="Y"),  # short breaks
    ],
}

UNACCOMPANIED = [
    care("A", team="North", uasc_12m="Y"),  # counts
    care("B", team="North", uasc_12m="N"),
    care("C", team="South", uasc_12m=None),  # unknown: stays
    care("D", team="West", uasc_12m="Y", legal_status="V4"),  # short breaks
    care("E", team="West", uasc_12m="Y", cla_end_date=on(30, 9)),  # left on D
    care("F", on(1, 1), "West", uasc_12m="Y"),
    care("F", on(1, 5), uasc_12m="N"),  # the latest of two open periods decides
]

PLACEMENTS = [
    care("A", team="North", placements_12m=3),  # counts
    care("B", team="North", placements_12m=2),
    care("C", team="South", placements_12m=None),  # unknown: stays
    care("D", placements_12m=0),
    care("E", team="West", placements_12m=5, cla_end_date=on(1, 9)),  # left
]


def allocation(child: str, worker: str, end: date | None = None, start: date = date(2024, 1, 1), role="SW") -> dict:
    return {"child_id": child, "worker_id": worker, "role": role, "start_date": start, "end_date": end}


WORKERS = {
    "children_looked_after": {
        MONTH: [care(child, on(1, 6), "North") for child in "ABC"]
        + [care(child, on(1, 6), "South") for child in "DEF"]
        + [care("G", team="West", cla_end_date=on(30, 9))]
    },
    "allocations": {
        MONTH: [
            allocation("A", "1", on(1, 10, 2024)),  # the first day of the year, before the child came into care
            allocation("A", "2", on(1, 6)),
            allocation("A", "3", start=on(30, 9)),  # since D, the third: counts
            allocation("B", "1", on(30, 9, 2024)),  # a day too early
            allocation("B", "2", on(1, 6)),
            allocation("B", "3"),  # two
            allocation("C", "1", on(1, 6)),
            allocation("C", "1", start=on(1, 8)),  # the same worker again
            allocation("C", "2", on(1, 8)),
            allocation("C", "4", role="IRO"),  # a reviewing officer is none: two
            # D has no allocation at all: unknown
            allocation("E", "5", role="PA"),  # nor has E a social worker: unknown
            allocation("F", "1", on(30, 9, 2024)),  # nor F within the year: unknown
            *(allocation("G", worker) for worker in "123"),  # left care on D
        ]
    },
}


def visited(child: str, last: date | None, kind: str | None, placed: date | None, plan: str | None = None) -> dict:
    facts = {"last_visit_date": last, "placement_type": kind, "placement_start_date": placed, "permanence_plan": plan}
    return care(child, **facts)


# Three months before D is 30 June, 42 days before is 19 August; settled: placed on 30 September 2024 or before.
VISITS = [
    visited("A", on(30, 6), "U1", on(30, 9, 2024)),  # settled with relatives, three months: in time
    visited("B", on(18, 8), "U1", on(1, 10, 2024)),  # not yet settled, 43 days: late
    visited("C", on(29, 6), "U4", on(1, 1, 2024)),  # settled with long-term carers, a day late
    visited("D", on(19, 8), "U5", on(1, 1, 2024)),  # another placement, 42 days: in time
    visited("E", on(18, 8), "U5", on(1, 1, 2024)),  # 43 days: late
    visited("F", on(30, 6), "U5", on(1, 1, 2024), "LT_FOST"),  # the plan settles the child too: in time
    visited("G", on(18, 8), "U1", None),  # since when is unknown, so not known as settled, 43 days: late
    visited("H", None, "U5", on(23, 9)) | {"cla_start_date": on(23, 9)},  # seven days in care: unknown, stays
    visited("I", None, "U5", on(24, 9)) | {"cla_start_date": on(24, 9)},  # six days: left out
    visited("J", on(30, 9), "U5", on(1, 1, 2024)) | {"cla_end_date": on(30, 9)},  # left on D
]

# September has 22 working days: from the 1st to D there are 21, from the 2nd 20. Six months before D is 30 March.
REVIEWS = [
    care("A", on(1, 9), "North", latest_review_date=on(1, 9)),  # on the day of the start: in time
    care("B", on(2, 9), "West", latest_review_date=None),  # 20 working days in care: left out
    care("C", team="North", latest_review_date=on(30, 3)),  # six months: in time
    care("D", team="South", latest_review_date=on(29, 3)),  # a day more: late
    care("E", on(1, 6), "South", latest_review_date=on(31, 5)),  # a review of an earlier period: not in time
    care("F", latest_review_date=None),  # unknown: stays
    care("G", team="South", latest_review_date=on(1, 10)),  # after D, so no date: unknown
]

# 84 days before D: 30 days of September, 31 of August and 23 of July, which is 8 July.
OFFICER = [
    care("A", team="North", last_iro_contact_date=on(8, 7)),  # in time
    care("B", team="North", last_iro_contact_date=on(7, 7)),  # a day late
    care("C", team="South", last_iro_contact_date=None),  # unknown: stays
    care("D", on(30, 9), last_iro_contact_date=on(30, 9)),  # however short in care: in time
    care("E", team="West", last_iro_contact_date=on(1, 9), cla_end_date=on(30, 9)),  # left on D
]


def in_care(rows: list[dict]) -> dict:
    return {"children_looked_after": {MONTH: rows}}


EXAMPLES = {
    "cla_count": (in_care(CARE), (5, None, 2), {"North": (2, None, 0), "South": (2, None, 1)}),
    "cla_rate_10k": (in_care(CARE), (5, 40_000, 2)),
    "cla_start_rate_10k": ({"children_looked_after": STARTS}, (3, 40_000, 0)),
    "cla_cease_rate_10k": ({"children_looked_after": EXITS}, (3, 40_000, 0)),
    "cla_reentry_12m_pct": (
        {"children_looked_after": REENTRIES},
        (1, 4, 1),
        {"North": (1, 3, 0), "South": (0, 1, 1)},
    ),
    "cla_uasc_pct": (in_care(UNACCOMPANIED), (1, 4, 1), {"North": (1, 2, 0), "South": (0, 1, 1)}),
    "cla_3plus_placements_pct": (in_care(PLACEMENTS), (1, 4, 1), {"North": (1, 2, 0), "South": (0, 1, 1)}),
    "cla_3plus_social_workers_pct": (WORKERS, (1, 6, 3), {"North": (1, 3, 0), "South": (0, 3, 3)}),
    "cla_visit_timely_pct": (in_care(VISITS), (3, 8, 1)),
    "cla_review_timely_pct": (in_care(REVIEWS), (2, 6, 2), {"North": (2, 2, 0), "South": (0, 3, 1)}),
    "iro_midpoint_contact_pct": (in_care(OFFICER), (2, 4, 1), {"North": (1, 2, 0), "South": (0, 1, 1)}),
}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])
