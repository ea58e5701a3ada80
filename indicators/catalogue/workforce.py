"""Social workers and personal advisers: how many cases each holds."""

import polars as pl

from indicators.catalogue import reports
from indicators.model import Basis, Default, Indicator, Polarity, Source, Unit

DOMAIN = "Workforce"
MOST_CASES = 25  # the load that the reports call too high

HOLDS_CASES = pl.col("is_social_worker") & pl.col("in_post") & (pl.col("cases") >= 1)
ADVISES = pl.col("role").eq_missing("PA") & pl.col("in_post") & (pl.col("young_people") >= 1)

SOCIAL_WORKER_CASELOAD = Indicator(
    id="sw_caseload_avg",
    title="Average social worker caseload",
    domain=DOMAIN,
    meaning="How many children each full-time social worker holds, on average, counting those who hold cases.",
    why="Workers with too many cases cannot visit, think or build trust; it also drives turnover.",
    table="workers",
    numerator=pl.col("cases"),
    denominator=pl.when(HOLDS_CASES).then(pl.col("fte")).otherwise(0.0),
    numerator_words="children allocated to them as social worker at the month end",
    denominator_words="full-time equivalent social workers in post who hold a case, agency workers included",
    unit=Unit.RATIO,
    polarity=Polarity.LOWER_IS_BETTER,
    basis=Basis.SNAPSHOT,
    breakdowns=("team",),
    published=("Work_Force_AvgNumCase_SW",),
    differs="The published figure is of 30 September, from the workforce census.",
    source=Source(reports.WARRINGTON_2021, "Main findings, caseloads"),
    default=Default(green=18, amber=25, basis="above 25 is too high in the reports; 18 is a proposal"),
)

CASELOADS_OVER_25 = Indicator(
    id="sw_caseload_over25_pct",
    title="Social workers with more than 25 cases",
    domain=DOMAIN,
    meaning="How many of the social workers who hold cases hold more than 25, whatever their hours.",
    why="An average hides the workers, often the newest, who carry far too much.",
    table="workers",
    numerator=pl.col("cases") > MOST_CASES,
    denominator=HOLDS_CASES & (pl.col("fte").is_null() | (pl.col("fte") > 0)),
    numerator_words="social workers with more than 25 children allocated to them",
    denominator_words="social workers in post who hold a case",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    basis=Basis.SNAPSHOT,
    breakdowns=("team",),
    source=Source(reports.WORCESTERSHIRE, "Effective practice, areas for further consideration"),
    default=Default(green=0, amber=10, basis="above 25 is too high in the reports; the limits are a proposal"),
)

ADVISER_CASELOAD = Indicator(
    id="pa_caseload_avg",
    title="Personal adviser caseload",
    domain=DOMAIN,
    meaning="How many young people each full-time leaving care worker (personal adviser) supports, on average.",
    why="Advisers with too many young people lose touch with those who need them most.",
    table="workers",
    numerator=pl.col("young_people"),
    denominator=pl.when(ADVISES).then(pl.col("fte")).otherwise(0.0),
    numerator_words="young people allocated to them as personal adviser at the month end",
    denominator_words="full-time equivalent personal advisers in post who support a young person",
    unit=Unit.RATIO,
    polarity=Polarity.LOWER_IS_BETTER,
    basis=Basis.SNAPSHOT,
    breakdowns=("team",),
    source=Source(reports.WARRINGTON_2022, "section 2, Key recommendations"),
    default=Default(green=20, amber=25, basis="the report calls them high without a figure; the limits are a proposal"),
)

INDICATORS = (SOCIAL_WORKER_CASELOAD, CASELOADS_OVER_25, ADVISER_CASELOAD)
