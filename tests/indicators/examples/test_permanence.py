"""Court, ways out of care and adoption: each indicator on a few rows, with the answer worked out by hand.

For September 2025: the month end D is 30 September 2025 and the twelve months begin on 1 October 2024. A family's
case in court is a number and has a row for each child; a child is a letter.
"""

from datetime import date

import pytest

MONTH = "2025-09"


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def before_court(
    case: int,
    child: str,
    ended: date | None,
    outcome: str | None,
    letter: date | None = None,
    issued: date | None = None,
) -> dict:
    return {
        "case_id": str(case),
        "child_id": child,
        "pre_proc_letter_date": letter,
        "pre_proc_end_date": ended,
        "pre_proc_outcome": outcome,
        "issue_date": issued,
    }


DIVERTED = [
    before_court(1, "A", on(1, 10, 2024), "STEP_DOWN"),
    before_court(1, "B", on(30, 9, 2024), "STEP_DOWN"),  # the last end counts, the first day of the year: diverted
    before_court(2, "C", on(1, 6), "STEP_DOWN"),
    before_court(2, "D", on(1, 6), "ISSUED"),  # not for every child
    before_court(3, "E", on(1, 6), "STEP_DOWN"),
    before_court(3, "F", on(1, 6), "STEP_DOWN", issued=on(1, 7)),  # stepped down, and went to court all the same
    before_court(4, "G", on(1, 6), "STEP_DOWN"),
    before_court(4, "H", on(1, 6), None),  # one outcome unknown: the family is unknown
    before_court(5, "I", on(30, 9, 2024), "STEP_DOWN"),  # ended a day too early
    before_court(6, "J", None, "STEP_DOWN"),  # not ended
    before_court(7, "K", on(30, 9), "STEP_DOWN"),  # the last day: diverted
    before_court(9, "M", on(1, 6), "ISSUED"),
    before_court(9, "N", on(1, 6), None),  # one outcome unknown, whatever the other
]

WEEKS_BEFORE = [
    before_court(1, "A", on(24, 9, 2024), "STEP_DOWN", on(3, 9, 2024)),
    before_court(1, "B", on(1, 10, 2024), "STEP_DOWN", on(10, 9, 2024)),  # first letter to last end: 28 days, 4 weeks
    before_court(2, "C", on(1, 6), "ISSUED", None),  # no letter: left out, unknown
    before_court(3, "D", on(1, 6), "ISSUED", on(2, 6)),  # letter after the end: left out, unknown
    before_court(4, "E", on(1, 6), "ISSUED", on(1, 6)),  # on one day: 0 weeks
    before_court(5, "F", on(15, 7), "ISSUED", None),
    before_court(5, "G", on(10, 7), "ISSUED", on(1, 7)),  # one letter is enough: 14 days to the last end, 2 weeks
    before_court(6, "H", on(30, 9, 2024), "ISSUED", None),  # ended a day too early
    before_court(7, "I", None, None, on(1, 7)),  # not ended
]


def in_court(case: int, child: str, issued: date | None, final: date | None, order: str = "CO") -> dict:
    facts = {"case_id": str(case), "child_id": child, "issue_date": issued}
    return facts | {"final_order_date": final, "final_order": order if final else None}


WEEKS_IN_COURT = [
    in_court(1, "A", on(1, 4), on(1, 9)),
    in_court(1, "B", on(15, 4), on(30, 9)),  # first issue to last order: 182 days, 26 weeks
    in_court(2, "C", on(1, 4), on(1, 9)),
    in_court(2, "D", on(1, 4), None),  # one child still waits: the case has not ended
    in_court(3, "E", None, on(1, 9)),  # no issue date: left out, unknown
    in_court(4, "F", on(2, 9), on(1, 9)),  # issued after the order: left out, unknown
    in_court(5, "G", on(1, 4, 2024), on(30, 9, 2024)),  # ended a day too early
    in_court(6, "H", on(13, 8, 2024), on(30, 9, 2024)),
    in_court(6, "I", on(13, 8, 2024), on(1, 10, 2024)),  # the last order is of the first day: 49 days, 7 weeks
    in_court(7, "J", on(1, 9), on(15, 9), "NONE"),  # ended without an order: 2 weeks
    in_court(8, "K", on(1, 9), on(1, 9)),  # on one day: 0 weeks
]

APPLICATIONS = [
    in_court(1, "A", on(30, 9, 2024), None),
    in_court(1, "B", on(5, 10, 2024), None),  # the first date of the case decides: a day too early
    in_court(2, "C", on(1, 10, 2024), None),
    in_court(2, "D", on(1, 10, 2024), None),  # two children, one case: counts once
    in_court(3, "E", on(30, 9), None),  # the last day: counts
    in_court(4, "F", None, None),  # not issued
    in_court(5, "G", None, None),
    in_court(5, "H", on(2, 2), None),  # issued for one child: counts
]


def left_care(child: str, end: date, reason: str | None, team: str | None = None, **more) -> dict:
    facts = {"child_id": child, "cla_start_date": on(1, 1, 2024), "legal_status": "C2", "allocated_team": team}
    return facts | {"cla_end_date": end, "reason_ceased": reason} | more


ADOPTED = {
    "2025-02": [
        left_care("A", on(1, 10, 2024), "E12", "North"),  # the first day, kept from an older file: counts
        left_care("B", on(1, 11, 2024), "E11", "North"),  # adopted, and (below) in care again
        left_care("C", on(1, 11, 2024), "E11", "North"),  # counts: the later move (below) is no exit
    ],
    MONTH: [
        left_care("B", on(1, 8), "E4A", "South", cla_start_date=on(1, 2)),  # the last exit decides: not adopted
        left_care("C", on(1, 8), "X1", "South", cla_start_date=on(1, 2)),
        left_care("D", on(30, 9), "E45", "South"),
        left_care("E", on(1, 9), None, "South"),  # reason unknown: stays
        left_care("F", on(1, 9), "X1", "West"),  # another authority took over: not an exit
        left_care("G", on(30, 9, 2024), "E11", "West"),  # a day too early
        left_care("H", on(1, 9), "E11", "West", legal_status="V4"),  # short breaks are not care
    ],
}

GUARDIANS = [
    left_care("A", on(1, 9), "E43", "North"),  # the old codes count too
    left_care("B", on(1, 9), "E44", "North"),
    left_care("C", on(1, 9), "E45", "North"),
    left_care("D", on(1, 9), "E46"),
    left_care("E", on(1, 9), "E47"),
    left_care("F", on(30, 9), "E48"),
    left_care("G", on(1, 9), "E41", "North"),  # a child arrangements order is not a guardianship
    left_care("H", on(1, 9), "E12", "South"),
    left_care("I", on(1, 9), None, "South"),  # reason unknown: stays
    left_care("J", on(1, 9), "E45", "West", legal_status="V3"),  # short breaks are not care
]


def adoption(child: str, **dates: date | None) -> dict:
    return {"child_id": child, "adoption_decision_date": on(1, 6, 2023)} | dates


def placed(child: str, entered: date | None, moved_in: date | None, ordered: date | None, **more) -> dict:
    dates = {"entered_care_date": entered, "placed_date": moved_in, "adoption_order_date": ordered}
    return adoption(child, **dates, **more)


CARE_TO_ADOPTERS = [
    placed("A", on(1, 1, 2023), on(1, 1, 2024), on(1, 10, 2024)),  # 365 days; the order is of the first day
    placed("B", on(1, 1, 2023), on(1, 1, 2024), on(30, 9, 2024)),  # the order is a day too early
    placed("C", None, on(1, 1, 2024), on(1, 9)),  # a date is missing: left out, unknown
    placed("D", on(2, 1, 2024), on(1, 1, 2024), on(1, 9)),  # placed before entering care: left out, unknown
    placed("E", on(1, 1, 2024), on(1, 1, 2024), on(30, 9)),  # 0 days
    placed("F", None, on(1, 1, 2024), None),  # no adoption order yet
    # 30 + 29 + 31 + 10 = 100 days; an earlier stay with the same carers as a foster child makes no difference
    placed("G", on(1, 1, 2024), on(10, 4, 2024), on(1, 9), ffa_cp_placed_date=on(1, 2, 2024)),
    placed("H", on(1, 1, 2024), None, on(1, 9)),  # a date is missing: left out, unknown
]


def matched(child: str, permitted: date | None, match: date | None, ordered: date | None) -> dict:
    return adoption(child, placement_order_date=permitted, matched_date=match, adoption_order_date=ordered)


ORDER_TO_MATCH = [
    matched("A", on(1, 3, 2024), on(30, 4, 2024), on(1, 10, 2024)),  # 60 days; adopted on the first day
    matched("B", on(1, 3, 2024), on(1, 2, 2024), on(1, 9)),  # matched before the order: no wait, 0 days
    matched("C", on(1, 3, 2024), None, on(1, 9)),  # a date is missing: left out, unknown
    matched("D", None, on(1, 3, 2024), on(1, 9)),  # a date is missing: left out, unknown
    matched("E", on(1, 3, 2024), None, on(30, 9, 2024)),  # adopted a day too early
    matched("F", on(1, 3, 2024), on(1, 5, 2024), None),  # not adopted yet
]

ORDER = {"placement_order_date": on(1, 3, 2024)}
WAITING = [
    adoption("A", **ORDER),  # waits
    adoption("B", **ORDER, placed_date=on(30, 9)),  # moved in
    adoption("C", **ORDER, adoption_order_date=on(1, 9)),  # adopted
    adoption("D", **ORDER, decision_reversed_date=on(1, 9)),  # no longer to be adopted
    adoption("E"),  # no order by the court
    adoption("F", **ORDER, matched_date=on(1, 9)),  # matched, not moved in: waits
    adoption("G", **ORDER, placed_date=on(1, 10)),  # will move in after D: waits
]


def court(rows: list[dict]) -> dict:
    return {"plo_tracker": {MONTH: rows}}


def adoptions(rows: list[dict]) -> dict:
    return {"adoption": {MONTH: rows}}


EXAMPLES = {
    "preproceedings_diverted_pct": (court(DIVERTED), (2, 6, 2)),
    "preproceedings_weeks_avg": (court(WEEKS_BEFORE), (6, 3, 2)),
    "care_proceedings_weeks_avg": (court(WEEKS_IN_COURT), (35, 4, 2)),
    "care_applications_rate_10k": (court(APPLICATIONS), (3, 40_000, 0)),
    "adopted_pct": ({"children_looked_after": ADOPTED}, (2, 5, 1), {"North": (2, 2, 0), "South": (0, 3, 1)}),
    "sgo_pct": (
        {"children_looked_after": {MONTH: GUARDIANS}},
        (6, 9, 1),
        {"North": (3, 4, 0), "South": (0, 2, 1)},
    ),
    "adoption_a1_days": (adoptions(CARE_TO_ADOPTERS), (465, 3, 3)),
    "adoption_a2_days": (adoptions(ORDER_TO_MATCH), (60, 2, 2)),
    "adoption_waiting_count": (adoptions(WAITING), (3, None, 0)),
}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])


def test_an_unknown_outcome_is_unknown_whatever_followed(worked):
    rows = [before_court(1, "A", on(1, 6), None, issued=on(1, 7))]
    worked("preproceedings_diverted_pct", court(rows), (0, 1, 1))
