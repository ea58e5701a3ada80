"""Children who go missing: each indicator on a few rows, with the answer worked out by hand.

September 2025: the twelve months begin on 1 October 2024, and 72 hours before the end of D are midnight at the
start of 28 September. A child is a letter, an episode a number.
"""

from datetime import date, datetime

import pytest

MONTH = "2025-09"


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def at(day: int, month: int, hour: int = 12, minute: int = 0, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, minute)


def care(child: str, start: date = date(2024, 1, 1), end: date | None = None, legal_status: str = "C2") -> dict:
    return {"child_id": child, "cla_start_date": start, "cla_end_date": end, "legal_status": legal_status}


def episode(number: int, child: str, start: datetime | None, end: datetime | None, kind: str = "M") -> dict:
    return {
        "episode_id": str(number),
        "child_id": child,
        "type": kind,
        "start_datetime": start,
        "end_datetime": end,
    }


MISSING = {
    "children_looked_after": {
        "2025-02": [
            care("B", end=on(1, 10, 2024)),  # left on the first day of the year, kept from an older file
            care("C", end=on(30, 9, 2024)),  # left a day too early: left out
            care("H", end=on(1, 2)),  # in care twice in the year (below)
        ],
        MONTH: [
            care("A"),
            care("D", on(1, 5)),
            care("E", on(1, 5)),
            care("F"),
            care("G"),
            care("H", on(1, 6)),
            care("I"),
            care("J", legal_status="V4"),  # short breaks: left out
        ],
    },
    "missing_episodes": {
        MONTH: [
            episode(1, "A", at(5, 10, year=2024), at(6, 10, year=2024)),  # in care: counts
            episode(2, "A", at(1, 9), at(2, 9)),  # a second time: one child
            episode(
                3, "B", at(1, 10, year=2024), at(1, 10, 14, year=2024)
            ),  # the first day, that of leaving care: counts
            episode(4, "C", at(1, 10, year=2024), at(2, 10, year=2024)),
            episode(5, "D", at(28, 4), at(30, 4)),  # back the day before coming into care: not from care
            episode(6, "E", at(28, 4), at(1, 5)),  # back on the day of coming into care: counts
            episode(7, "F", at(1, 9), at(2, 9), "A"),  # away without leave, not missing
            episode(8, "G", at(29, 9, year=2024), at(30, 9, year=2024)),  # back a day too early
            episode(9, "H", at(1, 4), at(2, 4)),  # between the two times in care: not from care
            episode(10, "I", at(29, 9), None),  # still missing: counts
            episode(11, "J", at(1, 9), at(2, 9)),
            episode(12, "K", at(1, 9), at(2, 9)),  # never in care
        ]
    },
}


def back(number: int, child: str, end: datetime, held: datetime | None, offered: str | None = "Y", **more) -> dict:
    start = {"start_datetime": at(25, 8)}
    return episode(number, child, None, end) | start | {"rhi_held_datetime": held, "rhi_offered": offered} | more


RETURNS = {
    "children_looked_after": {
        MONTH: [
            care("A"),  # in care
            care("B", on(26, 8)),  # came into care the day after going missing: was at home
            care("C", end=on(25, 8)),  # left care on the day of going missing: was at home
            care("D", legal_status="V4"),  # short breaks: at home
            care("E", on(25, 8), on(26, 8)),  # in care for that day: was in care
        ]
    },
    "missing_episodes": {
        MONTH: [
            back(1, "A", at(10, 9), at(13, 9)),  # 72 hours: in time
            back(2, "A", at(10, 9), at(13, 9, 12, 1)),  # a minute more: late
            back(3, "A", at(10, 9), at(10, 9, 11)),  # held before the return: unknown, stays
            back(4, "A", at(10, 9), None, "Y"),  # offered and not held: against, and nothing unknown
            back(5, "A", at(10, 9), None, "N"),  # not offered: the same
            back(6, "A", at(10, 9), None, None),  # nobody knows: unknown, stays
            back(7, "A", at(28, 9, 0), None, None),  # the 72 hours run until D has ended: not due, left out
            back(8, "A", at(27, 9, 23, 59), None, "N"),  # a minute earlier: due, against
            back(9, "A", at(29, 9), at(30, 9)),  # not due, but held: in time
            back(10, "A", at(26, 9), at(1, 10)),  # held after D, so not held by D: against
            back(11, "A", at(31, 8, 23, 59), at(1, 9)),  # back the month before
            back(12, "A", at(10, 9), at(10, 9), type="A"),  # away without leave, not missing
            back(13, "E", at(1, 9, 0), at(1, 9, 0)),  # back at the first minute of the month: in time
            back(14, "B", at(5, 9), at(6, 9)),  # at home: in time
            back(15, "C", at(5, 9), None, "N"),  # at home: against
            back(16, "D", at(5, 9), None, None),  # at home: unknown, stays
            back(17, "F", at(30, 9), None, "N"),  # never in care; not due, left out
            back(18, "F", at(5, 9), at(8, 9)),  # never in care, 72 hours: in time
        ]
    },
}

EXAMPLES = {
    "cla_missing_pct": (MISSING, (4, 8, 0)),
    "cla_rhi_72h_pct": (RETURNS, (3, 10, 2)),
    "rhi_home_72h_pct": (RETURNS, (2, 4, 1)),
}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])
