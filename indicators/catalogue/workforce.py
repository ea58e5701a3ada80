"""Social workers and personal advisers: how many cases each holds."""

import polars as pl

from indicators.catalogue import reports
from indicators.cohorts import days_before, during, months_before
from indicators.model import (
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    PERCENT,
    RATIO,
    ROLLING_12,
    SNAPSHOT,
    TEAMS,
    Default,
    Indicator,
    Source,
)

DOMAIN = "Workforce"
MOST_CASES = 25  # the load that the reports call too high

HOLDS_CASES = pl.col("is_social_worker") & pl.col("in_post") & (pl.col("cases") >= 1)
TURNOVER_UNKNOWN = pl.any_horizontal(pl.col("fte", "start_date", "agency").is_null())
AT_30_SEPTEMBER = "Ours is of the month end; the published figure is of 30 September, from the workforce census."
ADVISES = pl.col("role").eq_missing("PA") & pl.col("in_post") & (pl.col("young_people") >= 1)

SOCIAL_WORKER_CASELOAD = Indicator(
    id="sw_caseload_avg",
    title="Average social worker caseload",
    domain=DOMAIN,
    meaning="How many children each full-time social worker holds, on average, counting those who hold cases.",
    why="Workers with too many cases cannot visit, think or build trust; it also drives turnover.",
    table="workers",
    numerator=pl.when(HOLDS_CASES).then(pl.col("cases")).otherwise(0),
    denominator=pl.when(HOLDS_CASES).then(pl.col("fte")).otherwise(0.0),
    numerator_words="children allocated to them as social worker at the month end",
    denominator_words="full-time equivalent social workers in post who hold a case, agency workers included",
    unit=RATIO,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("Work_Force_AvgNumCase_SW",),
    differs=AT_30_SEPTEMBER,
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
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
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
    numerator=pl.when(ADVISES).then(pl.col("young_people")).otherwise(0),
    denominator=pl.when(ADVISES).then(pl.col("fte")).otherwise(0.0),
    numerator_words="young people allocated to them as personal adviser at the month end",
    denominator_words="full-time equivalent personal advisers in post who support a young person",
    unit=RATIO,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2022, "section 2, Key recommendations"),
    default=Default(green=20, amber=25, basis="the report calls them high without a figure; the limits are a proposal"),
)

OFFICER_CASELOAD = Indicator(
    id="iro_caseload_avg",
    title="Independent reviewing officer caseload",
    domain=DOMAIN,
    meaning="How many children in care each full-time independent reviewing officer holds, on average.",
    why="An officer with too many children cannot see them between reviews.",
    table="reviewing_officers",
    numerator=pl.col("children"),
    denominator=pl.when(pl.col("children") >= 1).then(pl.col("fte")).otherwise(0.0),
    numerator_words="children in care allocated to them at the month end",
    denominator_words="full-time equivalent reviewing officers in post who hold a child",
    unit=RATIO,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    source=Source(reports.WARRINGTON_2022, "section 5, Effective corporate parent"),
    default=Default(green=60, amber=70, basis="50 to 70 children: statutory guidance for reviewing officers"),
)

POSTS = pl.col("vacant_fte") + pl.col("filled_fte")

VACANCIES = Indicator(
    id="sw_vacancy_pct",
    title="Social worker vacancy rate",
    domain=DOMAIN,
    meaning="How many of the social work posts are vacant, in full-time equivalents.",
    why="Empty posts mean larger caseloads or agency workers.",
    table="posts",
    numerator=pl.col("vacant_fte"),
    denominator=POSTS,
    entered=POSTS.is_not_null(),
    numerator_words="vacant full-time equivalent posts",
    denominator_words="vacant and filled full-time equivalent posts of social workers, seniors and team managers",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("Work_Force_Vac_Rate",),
    differs=AT_30_SEPTEMBER,
    source=Source(reports.WARRINGTON_2011, "paragraph 55"),
    default=LIKE_NEIGHBOURS,
)

LEFT_IN_YEAR = during("leave_date", 12).fill_null(False) & (pl.col("start_date") < pl.col("win12_start"))
PERMANENT = pl.col("is_social_worker") & (pl.col("agency") == "N")

TURNOVER = Indicator(
    id="sw_turnover_pct",
    title="Social worker turnover",
    domain=DOMAIN,
    meaning="How many permanent social workers left in the last year, measured against those in post now.",
    why="Each one who leaves costs children a person they had come to know.",
    table="people",
    numerator=pl.when(PERMANENT.fill_null(False) & LEFT_IN_YEAR.fill_null(False)).then(pl.col("fte")).otherwise(0.0),
    denominator=pl.when(pl.col("is_social_worker") & TURNOVER_UNKNOWN)
    .then(None)
    .when(PERMANENT & pl.col("in_post"))
    .then(pl.col("fte"))
    .otherwise(0.0),
    entered=PERMANENT & (pl.col("in_post") | LEFT_IN_YEAR),
    numerator_counts_apart=True,
    numerator_words="full-time equivalent permanent social workers who left in the last 12 months and began before",
    denominator_words="full-time equivalent permanent social workers in post at the month end",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    published=("Work_Force_TO_Rate",),
    differs=AT_30_SEPTEMBER,
    source=Source(reports.WARRINGTON_2011, "paragraph 50"),
    default=LIKE_NEIGHBOURS,
)

AGENCY = Indicator(
    id="sw_agency_pct",
    title="Agency social workers",
    domain=DOMAIN,
    meaning="How many of the social workers in post come from an agency, in full-time equivalents.",
    why="Agency workers cost more and leave sooner.",
    table="people",
    numerator=pl.when((pl.col("agency") == "Y") & pl.col("in_post")).then(pl.col("fte")).otherwise(0.0),
    denominator=pl.when(pl.col("is_social_worker") & TURNOVER_UNKNOWN)
    .then(None)
    .when(pl.col("is_social_worker") & pl.col("in_post"))
    .then(pl.col("fte"))
    .otherwise(0.0),
    entered=pl.col("is_social_worker") & pl.col("in_post"),
    numerator_words="full-time equivalent agency social workers in post",
    denominator_words="full-time equivalent social workers in post at the month end, permanent and agency",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("Work_Force_Agecy_Rate", "Work_Force_AgencyCover"),
    differs=AT_30_SEPTEMBER,
    source=Source(reports.WARRINGTON_2011, "paragraph 20"),
    default=LIKE_NEIGHBOURS,
)

SUPERVISION = Indicator(
    id="supervision_timely_pct",
    title="Supervision recorded on time",
    domain=DOMAIN,
    meaning="For how many children their worker discussed the case with a manager recently enough: within a month for "
    "children in care or on a plan, within six weeks for others in need.",
    why="Supervision is where a second person asks whether the child is safe and the plan is working.",
    table="children_and_supervision",
    numerator=pl.col("last_supervision")
    >= pl.when(pl.col("in_care") | pl.col("on_plan")).then(months_before(1)).otherwise(days_before(42)),
    denominator=pl.col("in_care") | pl.col("on_plan") | pl.col("status_in_need").fill_null(False),
    numerator_words="those whose latest case supervision is recent enough",
    denominator_words="children in care, on a plan, or with the status child in need at the month end",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, strengths"),
    default=Default(green=90, amber=80, basis="monthly and six-weekly are local standards; the limits are a proposal"),
)

INDICATORS = (
    SOCIAL_WORKER_CASELOAD,
    CASELOADS_OVER_25,
    ADVISER_CASELOAD,
    OFFICER_CASELOAD,
    VACANCIES,
    TURNOVER,
    AGENCY,
    SUPERVISION,
)
