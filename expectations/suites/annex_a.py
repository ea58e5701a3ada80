"""Annex A lists: birth and age, by list."""

from __future__ import annotations

import polars as pl

from data.returns.schema import Return
from expectations import vocabulary as expect
from expectations.suites.common import BIRTH, age_on_extract, birth
from expectations.vocabulary import EXTRACT_DATE_COLUMN, Expectation

MAY_BE_UNBORN = range(1, 8)  # lists 1 to 7 may name a child before birth
STARTS = {"adoption": "entered_care_date"}  # where the start of care is not the row's own start
OLDEST, YOUNGEST_LEAVER, ADULT = 25, 15, 18


def rules(schema: Return) -> list[Expectation]:
    """What the list expects beyond its layout."""
    if BIRTH not in schema.schema:
        return []
    number = int(schema.alias.rsplit("_", 1)[1])
    severity = "warning" if number in MAY_BE_UNBORN else "error"
    found = birth(start=STARTS.get(schema.name, schema.period_start), severity=severity)
    unborn = pl.col(BIRTH) > pl.col(EXTRACT_DATE_COLUMN)
    age = age_on_extract()
    message = f"The date of birth makes the person {OLDEST + 1} or older on the extract date. Check the date of birth."
    found.append(expect.rows_hold(unborn | (age <= OLDEST), BIRTH, "age_out_of_range", "error", message))
    if schema.name == "care_leavers":
        message = (
            f"The date of birth makes the person younger than {YOUNGEST_LEAVER}, too young for this list. Check it."
        )
        holds = unborn | (age >= YOUNGEST_LEAVER)
        found.append(expect.rows_hold(holds, BIRTH, "age_out_of_range", "error", message))
    if schema.name == "children_looked_after":
        message = (
            "The person is 18 or over and has no end date: nobody is looked after at that age. Was the end recorded?"
        )
        grown_up = age.is_between(ADULT, OLDEST) & pl.col("cla_end_date").is_null()
        found.append(expect.rows_hold(~grown_up, BIRTH, "age_over_18_in_care", "warning", message))
    return found
