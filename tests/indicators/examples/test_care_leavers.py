"""Care leavers: each indicator on a few rows, with the answer worked out by hand.

Each example says its month; D is its last day. A young person is a letter. Those who died or returned home leave
every cohort except where the example says so; a blank eligibility may belong to every one.
"""

from datetime import date

import pytest

MONTH = "2025-09"
FEBRUARY = "2026-02"


def on(day: int, month: int, year: int = 2025) -> date:
    return date(year, month, day)


def leaver(child: str, born: date | None, eligibility: str | None = "FR", team: str | None = None, **more) -> dict:
    facts = {"child_id": child, "date_of_birth": born, "eligibility": eligibility, "allocated_team": team}
    return facts | {"in_touch": "YES"} | more


# February 2026: aged 19 to 21 on 28 February 2026. A, B, D, F and M belong.
ACTIVE = [
    leaver("A", on(28, 2, 2007), team="North", activity="G5"),  # 19 on D: not in work or education
    leaver("B", on(29, 2, 2004), team="North", activity="F1"),  # turns 22 on 1 March: 21, in higher education
    leaver("C", on(28, 2, 2004), team="West", activity="G4"),  # 22 on D: too old
    leaver("D", on(1, 1, 2005), team="South", activity=None),  # activity unknown: stays
    leaver("E", on(1, 1, 2005), team="West", activity="G6", in_touch="DIED"),  # left out
    leaver("F", on(1, 1, 2005), team="South", activity="P2", in_touch="NO"),  # whether in touch or not: works
    leaver("G", on(1, 1, 2005), "R", "West", activity="G6"),  # another duty
    leaver("H", None, team="South", activity="G6"),  # age unknown: left out, unknown
    leaver("I", None, "R", "West", activity="G6"),  # age unknown, but of another duty
    leaver("J", on(1, 1, 2005), None, activity="G6"),  # duty unknown: left out, unknown
    leaver("K", on(1, 1, 1990), None, activity="G6"),  # duty unknown, whatever the age: left out, unknown
    leaver("L", on(1, 3, 2007), team="West", activity="G6"),  # still 18
    leaver("M", on(1, 1, 2005), activity="G4", in_touch=None),  # not known whether in touch: belongs
    leaver("N", on(1, 1, 2005), None, "West", activity="G6", in_touch="RHOM"),  # duty unknown, but returned home
]

# September 2025: aged 17 or 18 on D, relevant or former relevant.
YOUNG = [
    leaver("A", on(30, 9, 2008), "R", "North", activity="F2", suitability="1"),  # 17 on D
    leaver("B", on(1, 10, 2006), "FR", "North", activity="P5", suitability="2"),  # still 18
    leaver("C", on(30, 9, 2006), "FR", "West", activity="F1", suitability="1"),  # 19 on D: too old
    leaver("D", on(1, 10, 2008), "R", "West", activity="F1", suitability="1"),  # still 16: too young
    leaver("E", on(1, 1, 2008), "E", "West", activity="F1", suitability="1"),  # another duty: still in care
    leaver("F", on(1, 1, 2008), "R", "South", activity=None, suitability=None),  # unknown: stays
    leaver("G", on(1, 1, 2008), "FR", "South", activity="G4", suitability="1"),  # neither works nor learns
    leaver("H", None, "R", "South", activity="F1", suitability="1"),  # age unknown: left out, unknown
    leaver("I", None, "E", "West", activity="F1", suitability="1"),  # age unknown, but of another duty
    leaver("J", on(1, 1, 2008), None, activity="F1", suitability="1"),  # duty unknown: left out, unknown
    leaver("K", on(1, 1, 2008), "R", "West", activity="F1", suitability="1", in_touch="RHOM"),  # left out
]


def grown(child: str, team: str | None = None, **more) -> dict:
    return leaver(child, on(1, 1, 2005), "FR", team, **more)


# September 2025, all aged 20 and former relevant.
STUDYING = [
    grown("A", "North", activity="F1"),  # full time: counts
    grown("B", "North", activity="P1"),  # part time: counts
    grown("C", "North", activity="F2"),  # other education
    grown("D", "South", activity=None),  # unknown: stays
    grown("E", "South", activity="G4"),
    grown("F", "West", activity="F1", in_touch="RHOM"),  # left out
]

HOUSED = [
    grown("A", "North", suitability="1"),  # counts
    grown("B", "North", suitability="2"),
    grown("C", "South", suitability=None),  # unknown: stays
    grown("D", suitability="1", in_touch="NO"),  # whether in touch or not: counts
    grown("E", "West", suitability="1", in_touch="DIED"),  # left out
    leaver("F", None, "FR", "South", suitability="1"),  # age unknown: left out, unknown
]

IN_TOUCH = [
    grown("A", "North", in_touch="NO"),  # counts
    grown("B", "North", in_touch="REFU"),  # refuses contact, which is not out of touch
    grown("C", "North", in_touch="NREQ"),  # needs none, which is not out of touch
    grown("D", "South", in_touch=None),  # unknown: stays
    grown("E", "West", in_touch="DIED"),  # left out
    grown("F", "West", in_touch="RHOM"),  # left out
    leaver("G", on(1, 1, 2000), None, in_touch="NO"),  # duty unknown: left out, unknown
]

# September 2025: aged 19 or 20 on D.
STAYING = [
    leaver("A", on(30, 9, 2006), team="North", accommodation="Z"),  # 19 on D: counts
    leaver("B", on(1, 10, 2004), team="North", accommodation="U"),  # still 20, lives alone
    leaver("C", on(30, 9, 2004), team="West", accommodation="Z"),  # 21 on D: too old
    leaver("D", on(1, 1, 2006), team="South", accommodation=None),  # unknown: stays
    leaver("E", on(1, 1, 2006), "R", "West", accommodation="Z"),  # another duty
    leaver("F", None, accommodation="Z"),  # age unknown: left out, unknown
    leaver("G", on(1, 10, 2006), team="West", accommodation="Z"),  # still 18
    leaver("H", on(1, 1, 2006), team="North", accommodation="T"),  # lives elsewhere
]

BED_AND_BREAKFAST = [
    leaver("A", on(1, 1, 2005), team="North", accommodation="W"),  # counts
    leaver("B", on(1, 1, 2005), team="North", accommodation="W", in_touch="RHOM"),  # returned home: counts
    leaver("C", on(1, 1, 2005), team="West", accommodation="W", in_touch="DIED"),  # left out
    leaver("D", None, "Q", accommodation="W", in_touch=None),  # of any age or duty: counts
    leaver("E", on(1, 1, 2005), None, accommodation="W"),  # of no known duty: counts
    leaver("F", on(1, 1, 2005), team="West", accommodation="K"),
    leaver("G", on(1, 1, 2005), team="West", accommodation=None),  # not known to be there, and not counted as unknown
]

# August 2025: six months before 31 August is 28 February. Any age; those who returned home stay in.
PATHWAYS = [
    leaver("A", on(1, 1, 2009), "E", "North", pathway_plan_review_date=on(28, 2)),  # on the limit: current
    leaver("B", on(1, 1, 2005), "FR", "North", pathway_plan_review_date=on(27, 2)),  # a day too old
    leaver("C", on(1, 1, 2001), "FR", "North", pathway_plan_review_date=on(1, 8), in_touch="RHOM"),  # current
    leaver("D", on(1, 1, 2005), "FR", "West", pathway_plan_review_date=on(1, 8), in_touch="DIED"),  # left out
    leaver("E", on(1, 1, 2005), "Q", "West", pathway_plan_review_date=on(1, 8)),  # no such plan is owed
    leaver("F", on(1, 1, 2008), "R", "South", pathway_plan_review_date=None),  # unknown: stays
    leaver("G", on(1, 1, 2005), None, "South", pathway_plan_review_date=on(1, 8)),  # duty unknown: left out, unknown
    leaver("H", None, "FR", pathway_plan_review_date=on(31, 8)),  # of any age, so of an unknown age too: current
    leaver("I", on(1, 1, 2005), "FR", pathway_plan_review_date=on(1, 9)),  # after D, so no date: unknown
]

# September 2025: aged 17 to 21 on D. No adviser is no adviser: nothing about it is unknown.
ADVISED = [
    leaver("A", on(30, 9, 2008), "E", "North", personal_adviser="Adviser 1"),  # 17 on D: counts
    leaver("B", on(1, 10, 2003), "FR", "North", personal_adviser="Adviser 2"),  # still 21: counts
    leaver("C", on(1, 1, 2005), "FR", "South", personal_adviser=None),  # none
    leaver("D", on(1, 1, 2005), "R", "South", personal_adviser="tbc"),  # nobody yet
    leaver("E", on(1, 1, 2005), "FR", "South", personal_adviser="PA Duty Team"),  # a desk is nobody
    leaver("F", on(30, 9, 2003), "FR", "West", personal_adviser="Adviser 1"),  # 22 on D: too old
    leaver("G", on(1, 10, 2008), "E", "West", personal_adviser="Adviser 1"),  # still 16: too young
    leaver("H", on(1, 1, 2005), "FR", "West", personal_adviser="Adviser 1", in_touch="RHOM"),  # left out
    leaver("I", None, "E", personal_adviser="Adviser 1"),  # age unknown: left out, unknown
    leaver("J", None, "Q", "West", personal_adviser="Adviser 1"),  # age unknown, but none is owed
    leaver("K", on(1, 1, 2005), None, personal_adviser="Adviser 1"),  # duty unknown: left out, unknown
]


def leavers(rows: list[dict], month: str = MONTH) -> dict:
    return {"care_leavers": {month: rows}}


EXAMPLES = {
    "cl_neet_19_21_pct": (leavers(ACTIVE, FEBRUARY), (2, 5, 4), {"North": (1, 2, 0), "South": (0, 2, 2)}),
    "cl_eet_19_21_pct": (leavers(ACTIVE, FEBRUARY), (2, 5, 4), {"North": (1, 2, 0), "South": (1, 2, 2)}),
    "cl_eet_17_18_pct": (leavers(YOUNG), (2, 4, 3), {"North": (2, 2, 0), "South": (0, 2, 2)}),
    "cl_higher_education_pct": (leavers(STUDYING), (2, 5, 1), {"North": (2, 3, 0), "South": (0, 2, 1)}),
    "cl_suitable_accom_19_21_pct": (leavers(HOUSED), (2, 4, 2), {"North": (1, 2, 0), "South": (0, 1, 2)}),
    "cl_suitable_accom_17_18_pct": (leavers(YOUNG), (2, 4, 3), {"North": (1, 2, 0), "South": (1, 2, 2)}),
    "cl_not_in_touch_pct": (leavers(IN_TOUCH), (1, 4, 2), {"North": (1, 3, 0), "South": (0, 1, 1)}),
    "cl_staying_put_pct": (leavers(STAYING), (1, 4, 2), {"North": (1, 3, 0), "South": (0, 1, 1)}),
    "cl_bed_and_breakfast_count": (leavers(BED_AND_BREAKFAST), (4, None, 0), {"North": (2, None, 0)}),
    "pathway_plan_current_pct": (leavers(PATHWAYS, "2025-08"), (3, 6, 3), {"North": (2, 3, 0), "South": (0, 1, 2)}),
    "cl_pa_allocated_pct": (leavers(ADVISED), (2, 5, 2), {"North": (2, 2, 0), "South": (0, 3, 0)}),
}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])
