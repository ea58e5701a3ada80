"""Where children in care live and for how long they shall: each indicator on a few rows, worked out by hand.

September 2025 unless an example says otherwise: the month end D is 30 September 2025. A child is a letter.
"""

from datetime import date

import pytest

MONTH = "2025-09"


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def care(child: str, start: date | None = date(2020, 1, 1), team: str | None = None, **more) -> dict:
    facts = {"child_id": child, "cla_start_date": start, "legal_status": "C2", "allocated_team": team}
    return facts | more


def living(child: str, kind: str | None, team: str | None = None, provider: str | None = None, **more) -> dict:
    return care(child, team=team, placement_type=kind, placement_provider=provider) | more


# August 2025, D = 31 August 2025: 30 months before is 28 February 2023, 24 months before is 31 August 2023.
STABLE = [
    # aged 15 until tomorrow; both dates on the limit: stable
    care("A", on(28, 2, 2023), "North", date_of_birth=on(1, 9, 2009), placement_start_date=on(31, 8, 2023)),
    # in care a day too short: left out
    care("B", on(1, 3, 2023), "West", date_of_birth=on(1, 1, 2015), placement_start_date=on(1, 3, 2023)),
    # 16 on D: left out
    care("C", team="West", date_of_birth=on(31, 8, 2009), placement_start_date=on(1, 1, 2020)),
    # moved a day too late: not stable
    care("D", team="North", date_of_birth=on(1, 1, 2015), placement_start_date=on(1, 9, 2023)),
    # start of the placement unknown: stays
    care("E", team="South", date_of_birth=on(1, 1, 2015), placement_start_date=None),
    # age unknown: left out
    care("F", team="South", date_of_birth=None, placement_start_date=on(1, 1, 2020)),
    # age unknown, but not long enough in care anyway
    care("G", on(1, 3, 2023), "West", date_of_birth=None, placement_start_date=on(1, 3, 2023)),
]

LOCATIONS = [
    care("A", team="North", placement_location="OUT"),  # counts
    care("B", team="North", placement_location="IN"),
    care("C", team="South", placement_location=None),  # unknown: stays
    care("D", placement_location="IN"),
    care("E", team="West", placement_location="OUT", cla_end_date=on(30, 9)),  # left on D
    care("F", team="West", placement_location="OUT", legal_status="V4"),  # short breaks
]

# Foster care is U1 to U6, of which U1 to U3 are relatives and friends; K1 and K2 are homes; P1 is with parents.
HOMES = [
    *(living(f"fostered {kind}", kind, "North") for kind in ("U1", "U2", "U3", "U4", "U5", "U6")),
    living("A", "K1", "South"),
    living("B", "K2", "South"),
    living("C", "K3", "South"),  # a residential care home counts as none of the four
    living("D", "P1", "South"),
    living("E", "P2", "South"),  # lives independently: none of the four
    living("F", "A3"),  # with adopters: none of the four
    living("G", None, "South"),  # unknown: stays
    living("H", "U4", "West", cla_end_date=on(30, 9)),  # left on D
    living("I", "K1", "West", legal_status="V3"),  # short breaks
]

AGENCIES = [
    living("A", "U4", "North", "PR4"),  # private: counts
    living("B", "U5", "North", "PR5"),  # voluntary: counts
    living("C", "U6", "North", "PR1"),  # the council's own
    living("D", "U6", "South", None),  # unknown: stays
    living("E", "U1", "West", "PR4"),  # with relatives: left out
    living("F", "K1", "West", "PR4"),  # not fostered
]


def order(child: str, legal_status: str | None, placed: date | None, team: str | None = None, kind: str = "P1") -> dict:
    return living(child, kind, team, legal_status=legal_status, placement_start_date=placed)


# Twelve months before D is 30 September 2024.
AT_HOME = [
    order("A", "C2", on(29, 9, 2024), "North"),  # longer than twelve months: counts
    order("B", "C1", on(1, 1, 2020)),  # an interim order too: counts
    order("C", "C2", on(30, 9, 2024), "North"),  # twelve months to the day: not longer
    order("D", "C2", None, "South"),  # since when is unknown
    order("E", "V2", on(1, 1, 2020), "West"),  # no care order
    order("F", "C2", on(1, 1, 2020), "West", "U1"),  # not with parents
    order("G", "C2", on(1, 1, 2020), "West") | {"cla_end_date": on(30, 9)},  # left on D
]

# June 2025: four months before 30 June is 28 February, the last day of its month.
PERMANENCE = [
    care("A", on(28, 2), "North", permanence_plan="RETURN"),  # counts
    care("B", on(1, 3), "West", permanence_plan=None),  # in care a day too short: left out
    care("C", on(1, 1), "South", permanence_plan=None),  # unknown: stays
    care("D", on(1, 1), "North", permanence_plan="OTHER"),  # any plan counts
    care("E", on(1, 1), "West", permanence_plan="ADOPT", cla_end_date=on(30, 6)),  # left on D
]


def in_care(rows: list[dict], month: str = MONTH) -> dict:
    return {"children_looked_after": {month: rows}}


EXAMPLES = {
    "cla_longterm_stable_pct": (
        in_care(STABLE, "2025-08"),
        (1, 3, 2),
        {"North": (1, 2, 0), "South": (0, 1, 2)},
    ),
    "cla_out_of_area_pct": (in_care(LOCATIONS), (1, 4, 1), {"North": (1, 2, 0), "South": (0, 1, 1)}),
    "cla_foster_care_pct": (in_care(HOMES), (6, 13, 1), {"North": (6, 6, 0), "South": (0, 6, 1)}),
    "cla_residential_pct": (in_care(HOMES), (2, 13, 1), {"North": (0, 6, 0), "South": (2, 6, 1)}),
    "cla_kinship_pct": (in_care(HOMES), (3, 13, 1), {"North": (3, 6, 0), "South": (0, 6, 1)}),
    "cla_placed_with_parents_pct": (in_care(HOMES), (1, 13, 1), {"North": (0, 6, 0), "South": (1, 6, 1)}),
    "cla_ifa_share_pct": (in_care(AGENCIES), (2, 4, 1), {"North": (2, 3, 0), "South": (0, 1, 1)}),
    "care_order_home_12m_count": (in_care(AT_HOME), (2, None, 1), {"North": (1, None, 0), "South": (0, None, 1)}),
    "permanence_plan_second_review_pct": (
        in_care(PERMANENCE, "2025-06"),
        (2, 3, 1),
        {"North": (2, 2, 0), "South": (0, 1, 1)},
    ),
}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])
