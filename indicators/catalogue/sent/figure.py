"""What every indicator of the summary return has in common: its row is one figure, sent as totals."""

from functools import partial

import polars as pl

from indicators.model import COUNT, PERCENT, SUMMARY, Default, Indicator

NUMERATOR, DENOMINATOR = pl.col("numerator"), pl.col("denominator")

ratio_of = partial(Indicator, table=SUMMARY, numerator=NUMERATOR, denominator=DENOMINATOR)
share = partial(ratio_of, unit=PERCENT)
number = partial(Indicator, table=SUMMARY, numerator=NUMERATOR, unit=COUNT)


def asked(green: float, amber: float, why: str = "the report asks for it") -> Default:
    """A target that a report or rule gives the reason for; how much is enough is a proposal of ours."""
    return Default(green=green, amber=amber, basis=f"{why}; the limits are a proposal")
