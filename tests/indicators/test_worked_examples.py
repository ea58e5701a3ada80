"""Every indicator on a few rows, with the answer worked out by hand.

Each example is for September 2025 (D = 30 September 2025): the lists' rows, then numerator, denominator and
unknown. A child, young person or worker is a letter; the comment says why a row counts as it does.
"""

from datetime import date

import pytest

from indicators import catalogue
from indicators.compute import compute

MONTH = "2025-09"
POPULATION = 40_000


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def referral(child: str, day: date, earlier: int | None) -> dict:
    return {"child_id": child, "referral_date": day, "referrals_prev_12m": earlier}


REFERRALS = [
    referral("A", on(1, 9), 1),  # counts
    referral("B", on(1, 10, 2024), 0),  # the first day of the twelve months
    referral("C", on(30, 9, 2024), 2),  # a day too early: outside
    referral("D", on(5, 9), None),  # unknown: stays in the denominator
]


def assessment(child: str, start: date | None, authorised: date | None) -> dict:
    return {"child_id": child, "assessment_start_date": start, "assessment_authorised_date": authorised}


ASSESSMENTS = [
    assessment("A", on(2, 6), on(4, 8)),  # 45 working days: in time
    assessment("B", on(2, 6), on(5, 8)),  # 46: late
    assessment("C", None, on(1, 9)),  # start unknown
    assessment("D", on(28, 7), None),  # open for 45 working days at D: not overdue
    assessment("E", on(25, 7), None),  # open for 46: overdue
]


def enquiry(child: str, start: date | None, conference: date | None = None, unneeded: str | None = None) -> dict:
    return {
        "child_id": child,
        "s47_start_date": start,
        "icpc_date": conference,
        "icpc_not_required": unneeded,
    }


ENQUIRIES = [
    enquiry("A", on(1, 9), on(22, 9)),  # 15 working days: in time
    enquiry("B", on(1, 9), on(23, 9)),  # 16: late
    enquiry("C", on(23, 9), on(22, 9)),  # held before it began: unknown
    enquiry("D", on(9, 9)),  # open for 15 working days: not overdue
    enquiry("E", on(8, 9)),  # open for 16: overdue
    enquiry("F", on(1, 7), None, "Y"),  # decided: closed
    enquiry("G", on(1, 7), None, "N"),  # a conference is needed and has no date: still open, overdue
]

PLANS = [
    {"child_id": "A", "cpp_start_date": on(30, 9)},  # begun on D: open
    {"child_id": "B", "cpp_start_date": on(1, 1), "cpp_end_date": on(30, 9)},  # ended on D: no longer open
    {"child_id": "C", "cpp_start_date": on(1, 1)},
    {"child_id": "C", "cpp_start_date": on(1, 5)},  # one child, two open plans: one child
    {"child_id": "D"},  # no start, not ended: unknown
]


def in_care(child: str, start: date, **more) -> dict:
    return {"child_id": child, "cla_start_date": start, "legal_status": "C2"} | more


CARE = [
    # long-term foster placement for over a year: three months allowed, and 30 June is the limit
    in_care(
        "A",
        on(1, 1, 2023),
        placement_type="U1",
        placement_start_date=on(1, 9, 2024),
        last_visit_date=on(30, 6),
        latest_review_date=on(30, 3),
    ),
    # otherwise 42 days: 19 August is the limit
    in_care("B", on(1, 1), placement_type="U5", last_visit_date=on(19, 8), latest_review_date=on(29, 3)),
    in_care("C", on(1, 1), placement_type="U5", last_visit_date=on(18, 8), latest_review_date=on(1, 12, 2024)),
    in_care("D", on(24, 9)),  # six days in care: no visit due, no review due
    in_care("E", on(1, 9)),  # 21 working days in care, never visited or reviewed: unknown
    in_care("F", on(1, 1, 2020), legal_status="V4"),  # short breaks are left out
    in_care("G", on(1, 1, 2020), cla_end_date=on(1, 9)),  # has left care
]


def leaver(child: str, born: date | None, activity: str | None, **more) -> dict:
    return {
        "child_id": child,
        "date_of_birth": born,
        "activity": activity,
        "eligibility": "FR",
        "in_touch": "YES",
    } | more


LEAVERS = [
    leaver("A", on(30, 9, 2006), "G5"),  # 19 on D
    leaver("B", on(1, 10, 2003), "F1"),  # still 21
    leaver("C", on(30, 9, 2003), "G4"),  # 22 on D: too old
    leaver("D", on(1, 1, 2005), None),  # activity unknown
    leaver("E", on(1, 1, 2005), "G6", in_touch="DIED"),  # left out
    leaver("F", on(1, 1, 2005), "P2", in_touch=None),
    leaver("G", on(1, 1, 2005), "G6", eligibility="R"),  # another duty
    leaver("H", None, "G6"),  # age unknown: may belong
    leaver("I", on(1, 1, 2005), "G6", eligibility=None),  # duty unknown: may belong
]


def worker(name: str, role: str, fte: float | None, **more) -> dict:
    facts = {
        "worker_id": name,
        "snapshot_date": on(30, 9),
        "role": role,
        "fte": fte,
        "start_date": on(1, 1, 2020),
    }
    return facts | more


def allocation(child: str, name: str, role: str, end: date | None = None) -> dict:
    return {"child_id": child, "worker_id": name, "role": role, "start_date": on(1, 1), "end_date": end}


STAFF = {
    "workforce_people": {
        MONTH: [
            worker("S1", "SW", 1.0),
            worker("S2", "SSW", 0.5),
            worker("S3", "SW", 1.0),  # holds none: not counted
            worker("S4", "SW", None),  # hours unknown
            worker("S5", "SW", 1.0, leave_date=on(30, 9)),  # gone by D
            worker("P1", "PA", 0.8),
        ]
    },
    "allocations": {
        MONTH: [
            *(allocation(f"A{n}", "S1", "SW") for n in range(26)),
            allocation("A0", "S1", "SW", on(1, 2)) | {"start_date": on(1, 12, 2024)},  # the same child before
            *(allocation(f"B{n}", "S2", "SW") for n in range(4)),
            allocation("B9", "S2", "SW", on(30, 9)),  # ended on D
            allocation("C1", "S4", "SW"),
            allocation("D1", "S5", "SW"),
            *(allocation(f"E{n}", "P1", "PA") for n in range(12)),
            allocation("F1", "S3", "IRO"),
        ]
    },
}

EXAMPLES = {
    "rereferral_12m_pct": ({"referrals": {MONTH: REFERRALS}}, (1, 3, 1)),
    "assessment_45wd_pct": ({"assessments": {MONTH: ASSESSMENTS}}, (1, 3, 1)),
    "assessment_open_overdue_count": ({"assessments": {MONTH: ASSESSMENTS}}, (1, None, 0)),
    "icpc_15wd_pct": ({"s47_icpc": {MONTH: ENQUIRIES}}, (1, 3, 1)),
    "s47_open_over_15wd_count": ({"s47_icpc": {MONTH: ENQUIRIES}}, (2, None, 0)),
    "cpp_rate_10k": ({"child_protection": {MONTH: PLANS}}, (2, POPULATION, 1)),
    "cla_count": ({"children_looked_after": {MONTH: CARE}}, (5, None, 0)),
    "cla_rate_10k": ({"children_looked_after": {MONTH: CARE}}, (5, POPULATION, 0)),
    "cla_visit_timely_pct": ({"children_looked_after": {MONTH: CARE}}, (2, 4, 1)),
    "cla_review_timely_pct": ({"children_looked_after": {MONTH: CARE}}, (1, 4, 1)),
    "cl_neet_19_21_pct": ({"care_leavers": {MONTH: LEAVERS}}, (1, 4, 3)),
    "cl_eet_19_21_pct": ({"care_leavers": {MONTH: LEAVERS}}, (2, 4, 3)),
    "sw_caseload_avg": (STAFF, (30, 1.5, 1)),
    "sw_caseload_over25_pct": (STAFF, (1, 3, 0)),
    "pa_caseload_avg": (STAFF, (12, 0.8, 0)),
}


@pytest.mark.parametrize("indicator", catalogue.ALL, ids=lambda i: i.id)
def test_worked_example(indicator, holdings_of):
    assert indicator.id in EXAMPLES, "every indicator needs an example worked by hand"
    returns, (numerator, denominator, unknown) = EXAMPLES[indicator.id]
    result = compute(holdings_of(returns), [indicator], lambda year: (POPULATION, year - 1))
    [row] = result.filter((result["period"] == MONTH) & (result["breakdown"] == "")).to_dicts()
    assert (row["numerator"], row["denominator"], row["unknown"]) == (numerator, denominator, unknown)
    if denominator is None:
        assert row["value"] == numerator
    else:
        assert row["value"] == pytest.approx(indicator.unit.scale * numerator / denominator, abs=1e-12)
