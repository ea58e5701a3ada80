"""What the published yearly figures beside a monthly one are, and how the two differ, in words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import words
from dashboard.words import comparing
from data import periods
from data import series as national
from indicators.model import Indicator


def yardstick(defined: Indicator, row: Mapping) -> tuple[str, ...]:
    """Sentences for the row of a scorecard: both periods, the age of the published figure, and what it counts
    otherwise. Empty where nothing is published."""
    if row["comparator_year"] is None:
        return ()
    name = defined.published[0]
    covers, ends = (of(name, row["comparator_year"]) for of in (national.covers, national.ends))
    month_end = periods.month_end(row["period"])
    said = [
        f"Monthly figures are provisional: {words.period(row['period'])}, {row['basis_words']}, from the returns held. "
        f"Published figures are yearly: {covers}; {comparing.age(ends, month_end)}."
    ]
    if defined.differs:
        said.append(f"They do not count alike. {defined.differs}")
    return tuple(said)
