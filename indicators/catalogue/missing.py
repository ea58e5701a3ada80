"""Children who go missing, and whether somebody speaks with them when they return."""

import polars as pl

from indicators.catalogue import reports
from indicators.model import (
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    MONTH,
    PERCENT,
    ROLLING_12,
    Default,
    Indicator,
    Source,
)

DOMAIN = "Children in care"

MISSING = Indicator(
    id="cla_missing_pct",
    title="Looked after children with a missing episode",
    domain=DOMAIN,
    meaning="Of the children in care at any time in the last year, how many went missing from care.",
    why="A missing child is at risk of exploitation.",
    table="in_care_in_the_year",
    numerator=pl.col("went_missing"),
    denominator=pl.col("child_id").is_not_null(),
    numerator_words="children missing at least once while in care",
    denominator_words="children in care at any time in the last 12 months",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    history_months=12,
    published=("Children_missing", "Children_Away"),
    differs=reports.YEAR_TO_MARCH,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 23"),
    default=LIKE_NEIGHBOURS,
)

IN_TIME_AFTER_RETURN = (
    pl.when(pl.col("rhi_held_datetime").is_not_null())
    .then(pl.when(pl.col("hours") >= 0).then(pl.col("hours") <= 72))
    .when(pl.col("rhi_offered").is_in(["Y", "N"]).fill_null(False))
    .then(False)  # offered and not held, or not offered: it counts against, and nothing is unknown
)
DUE = pl.col("rhi_held_datetime").is_not_null() | pl.col("is_due")

INTERVIEWS_IN_CARE = Indicator(
    id="cla_rhi_72h_pct",
    title="Return interviews for looked after children within 72 hours",
    domain=DOMAIN,
    meaning="When a child in care came back from being missing, how often somebody independent spoke with them "
    "within 72 hours.",
    why="It is the moment when a child may say what happened.",
    table="returns_from_missing",
    numerator=IN_TIME_AFTER_RETURN,
    denominator=pl.col("looked_after") & DUE,
    numerator_words="those followed by an interview within 72 hours; refusals count against",
    denominator_words="missing episodes of children in care that ended in the month, without those not yet due",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 23"),
    default=Default(green=80, amber=63, basis=f"72 hours: {reports.MISSING_GUIDANCE}; the limits are a proposal"),
)

INTERVIEWS_AT_HOME = Indicator(
    id="rhi_home_72h_pct",
    title="Return home interviews within 72 hours (missing from home)",
    domain="Help & protection",
    meaning="When a child who lives at home came back from being missing, how often somebody independent spoke with "
    "them within 72 hours.",
    why="It is the moment when a child may say what happened.",
    table="returns_from_missing",
    numerator=IN_TIME_AFTER_RETURN,
    denominator=~pl.col("looked_after") & DUE,
    numerator_words="those followed by an interview within 72 hours; refusals count against",
    denominator_words="missing episodes of children not in care that ended in the month, without those not yet due",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    source=Source(reports.WORCESTERSHIRE, "Working together, further consideration"),
    default=Default(green=80, amber=63, basis=f"72 hours: {reports.MISSING_GUIDANCE}; the limits are a proposal"),
)

INDICATORS = (MISSING, INTERVIEWS_IN_CARE)
AT_HOME = (INTERVIEWS_AT_HOME,)
