"""What the lists of one month say of each other, row by row.

The frame of a list is given columns of what the other lists hold: `in_need` (the child is in list 6), `in_care` (open
in list 8 on the extract date), `born_as_elsewhere` (no other list of the month gives another date of birth; null where
none gives any). A column that cannot be told, because its list is not held, is null, and null is not judged.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from data.returns import find
from expectations import vocabulary as expect
from expectations.suites.common import BIRTH
from expectations.vocabulary import Expectation, Suite

TOLD_BY_OTHERS = ("in_need", "in_care", "born_as_elsewhere")


@cache
def between_lists(name: str) -> Suite:
    """What rows of this list must agree on with the other lists of the same month."""
    schema = find(name)
    found: list[Expectation] = []
    if schema.name == "child_protection":
        message = (
            "The child is on a child protection plan but is not in this month's list 6 (children in need), which "
            "should hold every child on a plan. Check whether list 6 is complete."
        )
        found.append(expect.rows_hold(pl.col("in_need"), "child_id", "not_in_list_6", "warning", message))
    if schema.name == "care_leavers":
        message = (
            "The young person is “eligible”, which means still in care, but is not open in this month's list 8 "
            "(children looked after) on the extract date. Check the eligibility here and the end date there."
        )
        holds = (pl.col("eligibility") != "E") | pl.col("in_care")
        found.append(expect.rows_hold(holds, "eligibility", "eligible_not_in_care", "warning", message))
    if schema.family == "annex_a" and BIRTH in schema.schema:
        message = "Another of this month's lists gives this child another date of birth. Check which is right."
        found.append(expect.rows_hold(pl.col("born_as_elsewhere"), BIRTH, "dob_conflict", "warning", message))
    return Suite(name=f"{schema.name}_between_lists", expectations=found)
