"""Returns -> counted tables: one row per thing counted, for each reported period.

Every table carries `period`, `month_end`, the windows of `data.periods.frame` and, where a team can be told,
`team`. Each is made by a function of the holdings; hard cases become a column there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import polars as pl

from indicators.holdings import Holdings
from indicators.model import SUMMARY
from indicators.tables import care, care_leavers, front_door, permanence, protection, stock, totals, workforce

NEED, PLAN, CARE = "children_in_need", "child_protection", "children_looked_after"


@dataclass(frozen=True)
class Table:
    """A counted table: what one row is, the lists without which it cannot be made, and how it is made.

    `instead`: lists from which a month can be made in their place, where the first of them is held; with `rather`, also
    where the lists themselves are held. `history`: the lists whose earlier files count too, where not all of `lists`: a
    year's figure is whole once these have come for long enough.
    """

    grain: str
    lists: tuple[str, ...]
    build: Callable[[Holdings], pl.LazyFrame]
    instead: tuple[str, ...] = ()
    rather: bool = False
    history: tuple[str, ...] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        """Every list that a month may be made from."""
        return (*self.lists, *self.instead)

    def made_from(self, held: Collection[str]) -> tuple[str, ...]:
        """The lists from which a month that has these is made: `lists`, `instead`, or none where it cannot be."""
        either = [
            self.lists if set(self.lists) <= set(held) else (),
            self.instead if {*self.instead[:1]} <= set(held) else (),
        ]
        return next(filter(None, reversed(either) if self.rather else either), ())


TABLES: Mapping[str, Table] = {
    "contacts": Table("a contact", ("contacts",), front_door.contacts),
    "contact_outcomes": Table("a contact with its outcome", ("contact_outcomes",), front_door.contact_outcomes),
    "early_help_children": Table("a child with open early help", ("early_help",), front_door.early_help_children),
    "early_help_assessments": Table("an early help assessment", ("early_help",), front_door.early_help_assessments),
    "referrals": Table("a referral of the last 12 months", ("referrals",), front_door.referrals),
    "stepped_down": Table("a case stepped down to early help", (NEED, "referrals"), front_door.stepped_down),
    "children_with_a_case": Table(
        "a child in need, on a plan or in care", (NEED, PLAN, CARE), stock.children_with_a_case
    ),
    "children_and_assessments": Table(
        "a child in need, on a plan or in care",
        (NEED, PLAN, CARE, "assessments"),
        stock.children_and_assessments,
        history=("assessments",),
    ),
    "children_and_supervision": Table(
        "a child in need, on a plan or in care", (NEED, PLAN, CARE, "supervision"), stock.children_and_supervision
    ),
    "assessments_authorised": Table(
        "an assessment authorised in the last 12 months", ("assessments",), protection.assessments_authorised
    ),
    "assessments_open": Table("an open assessment", ("assessments",), protection.assessments_open),
    "enquiries_started": Table(
        "a section 47 enquiry begun in the last 12 months", ("s47_icpc",), protection.enquiries_started
    ),
    "enquiries_open": Table("an open section 47 enquiry", ("s47_icpc",), protection.enquiries_open),
    "conferences": Table("an initial conference of the last 12 months", ("s47_icpc",), protection.conferences),
    "children_in_need": Table("a child in need at the month end", (NEED,), stock.children_in_need),
    "cases_closed": Table("a case closed in the last 12 months", (NEED,), protection.cases_closed),
    "child_protection_plans": Table("a child on a plan at the month end", (PLAN,), stock.child_protection_plans),
    "plans_started": Table("a plan begun in the last 12 months", (PLAN,), protection.plans_started),
    "plans_ended": Table("a plan ended in the last 12 months", (PLAN,), protection.plans_ended),
    "children_in_care": Table("a child in care at the month end", (CARE,), care.children_in_care),
    "placements": Table(
        "a child in care at the month end, and where", (CARE,), care.placements, instead=care.FROM_EPISODES
    ),
    "placement_chains": Table(
        "a child in care at the month end, with the chain of placements",
        (CARE,),
        care.placement_chains,
        instead=care.FROM_EPISODES,
        rather=True,
    ),
    "children_in_care_and_workers": Table(
        "a child in care, with their social workers", (CARE, "allocations"), care.children_in_care_and_workers
    ),
    "children_in_care_and_health": Table(
        "a child in care, with their health", (CARE, "cla_health"), care.children_in_care_and_health
    ),
    "children_in_care_and_education": Table(
        "a child in care, with their schooling", (CARE, "pep"), care.children_in_care_and_education
    ),
    "care_starts": Table("a period of care begun in the last 12 months", (CARE,), care.starts),
    "care_exits": Table("a child who left care in the last 12 months", (CARE,), care.exits),
    "in_care_in_the_year": Table(
        "a child in care in the last 12 months",
        (CARE, "missing_episodes"),
        care.in_care_in_the_year,
        history=(CARE,),
    ),
    "returns_from_missing": Table(
        "a missing episode ended in the month", (CARE, "missing_episodes"), care.returns_from_missing
    ),
    "initial_health_assessments": Table(
        "a period of care due a first health assessment", (CARE, "cla_health"), care.initial_health_assessments
    ),
    "adoptions": Table("a decision to place for adoption", ("adoption",), permanence.adoptions),
    "proceedings": Table("a family's case in or before court", ("plo_tracker",), permanence.proceedings),
    "care_leavers": Table("a young person in the leaving care list", ("care_leavers",), care_leavers.care_leavers),
    "posts": Table("a team's posts in one role", ("workforce_posts",), workforce.posts),
    "people": Table("a worker in the staff list", ("workforce_people",), workforce.people),
    "workers": Table("a worker with those allocated", ("workforce_people", "allocations"), workforce.workers),
    "reviewing_officers": Table(
        "a reviewing officer in post", ("workforce_people", "allocations", CARE), workforce.reviewing_officers
    ),
    "audits": Table("an audit", ("audits",), workforce.audits),
    SUMMARY: Table("a figure of the summary return", (SUMMARY,), totals.figures),
}
