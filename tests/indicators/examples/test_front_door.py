"""Contacts, early help and referrals: each indicator on a few rows, with the answer worked out by hand.

September 2025 unless a comment says otherwise: the month end D is Tuesday 30 September 2025, the twelve months
begin on 1 October 2024 and a file's six months on 1 April 2025. A child is a letter.
"""

from datetime import date

import pytest

MONTH = "2025-09"


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def contact(child: str, day: date | None, source: str = "1A") -> dict:
    return {"child_id": child, "contact_date": day, "contact_source": source}


CONTACTS = [
    contact("A", on(1, 9)),  # counts
    contact("A", on(1, 9), "5A"),  # the same child and day from another source: another contact
    contact("A", on(1, 9)),  # the first contact once more: one record
    contact("B", on(30, 9)),  # the last day
    contact("C", on(31, 8)),  # a day too early
    contact("D", None),  # unknown
    contact("E", on(1, 10)),  # a date after D is no date: unknown
]


def decided(contact_id: str, received: date, decision: date | None, outcome: str | None = "ADVICE") -> dict:
    return {
        "contact_id": contact_id,
        "child_id": f"child of {contact_id}",
        "contact_date": received,
        "decision_date": decision,
        "outcome": outcome,
    }


DECISIONS = [
    decided("1", on(26, 9), on(29, 9)),  # Friday to Monday: one working day, in time
    decided("2", on(26, 9), on(30, 9)),  # two: late
    decided("3", on(27, 9), on(29, 9)),  # Saturday to Monday: one, in time
    decided("4", on(29, 9), on(29, 9)),  # the same day, in time
    decided("5", on(29, 9), None),  # one working day before D and undecided: not due yet, left out
    decided("6", on(30, 9), on(1, 10)),  # decided after D, so not yet decided, and not due: left out
    decided("7", on(26, 9), None),  # two working days before D and undecided: due, unknown
    decided("8", on(10, 9), on(9, 9)),  # decided before it came: unknown
    decided("9", on(31, 8), on(1, 9)),  # received the month before
]

OUTCOMES = [
    decided("1", on(1, 9), on(2, 9), "NEW_REFERRAL"),  # counts as referral
    decided("2", on(30, 9), on(30, 9), "NEW_REFERRAL"),  # counts as referral
    decided("3", on(3, 9), on(3, 9), "EXISTING_REFERRAL"),  # no new referral
    decided("4", on(4, 9), on(4, 9), "EARLY_HELP"),  # counts as early help
    decided("5", on(5, 9), on(5, 9), "CP_ENQUIRY"),  # neither
    decided("6", on(30, 9), None, None),  # no outcome yet: stays, unknown
    decided("7", on(31, 8), on(1, 9), "NEW_REFERRAL"),  # received the month before
    decided("8", on(31, 8), on(1, 9), "EARLY_HELP"),  # received the month before
]


def referral(child: str, day: date | None, earlier: int | None = 0, team: str | None = None, **more) -> dict:
    return {"child_id": child, "referral_date": day, "referrals_prev_12m": earlier, "allocated_team": team} | more


# Three files. What a file's six months must hold and it does not, is deleted; older rows are kept.
REFERRALS = {
    "2025-02": [
        referral("A", on(1, 10, 2024)),  # the first day of the twelve months, kept: counts
        referral("B", on(30, 9, 2024)),  # kept, a day too early
        referral("C", on(1, 2)),  # older than the later files look back: counts
    ],
    "2025-08": [
        referral("D", on(1, 4)),  # September's file looks back to 1 April and no longer has it: deleted
        referral("E", on(31, 3)),  # a day older than September's file looks back: kept, counts
        referral("F", None),  # without a date it must be in every file: deleted
    ],
    MONTH: [
        referral("G", on(30, 9)),  # counts
        referral("G", on(30, 9), referral_source="1A"),  # from another source: another referral
        referral("H", None),  # unknown
        referral("I", on(1, 10)),  # after D: no date, unknown
    ],
}

REPEATED = {
    "2025-02": [  # the least count of this file is 1: the system counted the referral itself, so 1 comes off
        referral("A", on(1, 10, 2024), 1, "North"),  # none before
        referral("B", on(1, 11, 2024), 2, "North"),  # one before: counts
        referral("C", on(30, 9, 2024), 3, "North"),  # a day too early: outside
    ],
    MONTH: [
        referral("D", on(1, 9), 0, "South"),
        referral("E", on(5, 9), None, "South"),  # unknown: stays in the denominator
        referral("F", on(2, 9), 1),  # counts, in no team
    ],
}


def early_help(child: str, start: date | None, completed: date | None = None) -> dict:
    return {"child_id": child, "assessment_start_date": start, "assessment_completion_date": completed}


EARLY_HELP = [
    early_help("A", on(30, 9)),  # begun on D: open
    early_help("B", on(1, 1), on(30, 9)),  # ended on D: not open; completed in the month
    early_help("C", on(1, 1)),
    early_help("C", on(1, 5)),  # one child, two open episodes: one child
    early_help("C", on(1, 3), on(1, 9)),  # and one assessment completed on the first day of the month
    early_help("D", None),  # no start, not ended: unknown whether open
    early_help("E", None, on(15, 9)),  # no start, but ended: not open; completed in the month
    early_help("F", on(1, 5), on(1, 10)),  # ends after D: no end yet, open
    early_help("G", on(1, 10)),  # begins after D: no start, not ended, unknown
    early_help("H", on(1, 1), on(31, 8)),  # completed a day too early
]


def need(child: str, start: date, worker: str | None = None, team: str | None = None, **more) -> dict:
    facts = {"child_id": child, "cin_start_date": start, "allocated_worker": worker, "allocated_team": team}
    return facts | {"case_status": "CIN"} | more


def plan(child: str, worker: str | None, team: str | None = None) -> dict:
    facts = {"child_id": child, "cpp_start_date": on(1, 1)}
    return facts | {"allocated_worker": worker, "allocated_team": team}


def care(child: str, worker: str | None, team: str | None = None, legal_status: str = "C2") -> dict:
    facts = {"child_id": child, "cla_start_date": on(1, 1), "legal_status": legal_status}
    return facts | {"allocated_worker": worker, "allocated_team": team}


WORKERS = {
    "children_in_need": {
        MONTH: [
            need("A", on(1, 1), "Duty Desk", "North"),  # a desk is nobody: counts
            need("B", on(1, 1), None, "North"),  # named on the plan (below)
            need("C", on(1, 1), None, "North"),  # no name here or in care (below): counts
            need("D", on(1, 1), "n/a", "North", cin_closure_date=on(30, 9)),  # closed on D: no open case
            need("E", on(1, 1), "UNALLOCATED"),  # counts, in no team
            need("F", on(1, 1), "Worker 2", "North"),
            need("F", on(1, 5), "to be allocated", "North"),  # the latest of two open cases decides: counts
            need("G", on(1, 1), "Dutyman 3", "North"),  # a name that only begins with "duty"
        ]
    },
    "child_protection": {MONTH: [plan("B", "Worker 1", "South"), plan("H", "No worker", "South")]},  # H counts
    "children_looked_after": {
        MONTH: [
            care("C", "TBC", "West"),  # the row in care gives the team
            care("I", None, "West", legal_status="V4"),  # short breaks are not care, and there is no other case
        ]
    },
}


def closed(child: str, day: date, reason: str | None = "RC9", team: str | None = None) -> dict:
    start = on(1, 1, 2023)
    return need(child, start, team=team, cin_closure_date=day, closure_reason=reason)


# Closures from 1 April 2024 (the first of 18 months) to 31 March 2025 (the month end six months ago).
STEPPED_DOWN = {
    "children_in_need": {
        "2024-12": [closed("H", on(1, 12, 2024), team="North")],  # kept from an older file
        MONTH: [
            closed("A", on(31, 8, 2024), team="North"),  # back on the last day of February: six months, counts
            closed("B", on(31, 8, 2024), team="North"),  # back a day later: not within six months
            closed("C", on(1, 4, 2024)),  # the first day; referred on the same day only, which is not after
            closed("D", on(31, 3, 2024), team="South"),  # a day too early
            closed("E", on(31, 3)),  # the last day; back on 30 September: six months, counts
            closed("F", on(1, 4), team="South"),  # a day too late
            closed("G", on(1, 12, 2024), "RC1", team="South"),  # closed for another reason
        ],
    },
    "referrals": {
        "2025-02": [referral("H", on(2, 1)), referral("H", on(3, 2))],  # back twice: counts once
        MONTH: [
            referral("A", on(28, 2)),
            referral("B", on(1, 3)),
            referral("C", on(1, 4, 2024)),
            referral("D", on(1, 6, 2024)),
            referral("E", on(30, 9)),
            referral("F", on(30, 9)),
            referral("G", on(1, 2)),
        ],
    },
}

EXAMPLES = {
    "contact_count": ({"contacts": {MONTH: CONTACTS}}, (3, None, 2)),
    "contact_decision_1wd_pct": ({"contact_outcomes": {MONTH: DECISIONS}}, (3, 6, 2)),
    "contact_to_referral_pct": ({"contact_outcomes": {MONTH: OUTCOMES}}, (2, 6, 1)),
    "contact_early_help_route_pct": ({"contact_outcomes": {MONTH: OUTCOMES}}, (1, 6, 1)),
    "referral_rate_10k": ({"referrals": REFERRALS}, (5, 40_000, 2)),
    "rereferral_12m_pct": ({"referrals": REPEATED}, (2, 5, 1), {"North": (1, 2, 0), "South": (0, 2, 1)}),
    "eh_plan_open_count": ({"early_help": {MONTH: EARLY_HELP}}, (3, None, 2)),
    "eh_assessment_completed_count": ({"early_help": {MONTH: EARLY_HELP}}, (3, None, 0)),
    "unallocated_case_count": (
        WORKERS,
        (5, None, 0),
        {"North": (2, None, 0), "South": (1, None, 0), "West": (1, None, 0)},
    ),
    "stepdown_rereferral_6m_pct": (STEPPED_DOWN, (3, 5, 0), {"North": (2, 3, 0)}),
}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])
