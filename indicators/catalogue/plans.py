"""Children in need and children on a child protection plan: how many, seen and reviewed in time, and drift."""

import polars as pl

from indicators.catalogue import reports
from indicators.cohorts import (
    IS_OPEN,
    age_at_month_end,
    days_open,
    is_yes,
    months_before,
    working_days_open,
)
from indicators.model import (
    COUNT,
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    NEUTRAL,
    PERCENT,
    RATE_PER_10K,
    ROLLING_12,
    SNAPSHOT,
    TEAMS,
    Default,
    Indicator,
    Source,
)

DOMAIN = "Help & protection"
WITHIN_SIX_MONTHS_OF = "those that ended within six months of their start"

NEED_RATE = Indicator(
    id="cin_rate_10k",
    title="Children in need per 10,000",
    domain=DOMAIN,
    meaning="How many children have an open case, children in care and on plans included, for every 10,000 children.",
    why="It lets the size of the whole task be compared with other councils.",
    table="children_in_need",
    numerator=pl.col("is_open"),
    numerator_words="children in need at the month end",
    denominator_words="children aged 0 to 17 (mid-year estimate)",
    unit=RATE_PER_10K,
    polarity=NEUTRAL,
    basis=SNAPSHOT,
    published=("CIN",),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2011, "paragraph 6"),
)

NEED_VISITS = Indicator(
    id="cin_visit_20wd_pct",
    title="Children in need seen within 20 working days",
    domain=DOMAIN,
    meaning="How many children on a child in need plan were seen in the last 20 working days.",
    why="A plan that nobody visits is only paper.",
    table="children_in_need",
    numerator=working_days_open("last_seen_date") <= 20,
    denominator=IS_OPEN & pl.col("case_status").eq_missing("CIN"),
    numerator_words="those last seen within 20 working days",
    denominator_words="children whose case status is child in need at the month end",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, strengths"),
    default=Default(green=90, amber=80, basis="20 working days is a common local standard; the limits are a proposal"),
)

NEED_CLOSED_SOON = Indicator(
    id="cin_closed_6m_pct",
    title="Child in need episodes ended within six months",
    domain=DOMAIN,
    meaning="Of the cases closed in the last year, how many had been open for six months or less.",
    why="Few may mean drift; very many may mean that cases are closed too soon.",
    table="cases_closed",
    numerator=pl.when(pl.col("cin_closure_date") >= pl.col("cin_start_date")).then(
        pl.col("cin_closure_date") <= pl.col("cin_start_date").dt.offset_by("6mo")
    ),
    denominator=pl.col("cin_closure_date").is_not_null(),
    numerator_words=WITHIN_SIX_MONTHS_OF,
    denominator_words="child in need cases closed in the last 12 months",
    unit=PERCENT,
    polarity=NEUTRAL,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    history_months=12,
    published=("CINCease3months", "CINCease3-6"),
    differs="The published series give two bands, up to three months and three to six; ours is their sum.",
    source=Source(reports.WORCESTERSHIRE, "Effective practice, further consideration"),
)

NEED_TWO_YEARS = Indicator(
    id="cin_open_2y_pct",
    title="Children in need open two years or more",
    domain=DOMAIN,
    meaning="How many open cases began two years ago or more.",
    why="Help that goes on for years without change is drift.",
    table="children_in_need",
    numerator=pl.col("cin_start_date") <= months_before(24),
    denominator=IS_OPEN,
    numerator_words="those whose case began two years ago or more",
    denominator_words="children in need at the month end",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("CINTime2more",),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2011, "paragraph 16"),
    default=LIKE_NEIGHBOURS,
)

PLANS = Indicator(
    id="cpp_count",
    title="Children on a child protection plan",
    domain=DOMAIN,
    meaning="How many children are on a child protection plan.",
    why="These are the children known to be at risk of serious harm.",
    table="child_protection_plans",
    numerator=pl.col("is_open"),
    numerator_words="children on a child protection plan at the month end",
    unit=COUNT,
    polarity=NEUTRAL,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("CPP_Num",),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2011, "paragraph 6"),
)

PLAN_RATE = Indicator(
    id="cpp_rate_10k",
    title="Child protection plan rate per 10,000",
    domain=DOMAIN,
    meaning="How many children are on a child protection plan, for every 10,000 children who live here.",
    why="It shows how much serious harm is recognised; very high and very low both need explaining.",
    table="child_protection_plans",
    numerator=pl.col("is_open"),
    numerator_words="children on a child protection plan at the month end",
    denominator_words="children aged 0 to 17 (mid-year estimate)",
    unit=RATE_PER_10K,
    polarity=NEUTRAL,
    basis=SNAPSHOT,
    published=("CPP_rate",),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2011, "paragraph 6"),
)

REPEAT_PLANS = Indicator(
    id="cpp_repeat_pct",
    title="Second or subsequent child protection plan",
    domain=DOMAIN,
    meaning="Of the plans begun in the last year, how many are for a child who had one before, at any time.",
    why="A child back on a plan was not kept safe by the last one for long enough.",
    table="plans_started",
    numerator=pl.col("previous_cpp_count") >= 1,
    denominator=pl.col("cpp_start_date").is_not_null(),
    numerator_words="plans for a child with an earlier plan",
    denominator_words="child protection plans begun in the last 12 months",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    history_months=12,
    published=("PrevRegCPR",),
    differs=reports.YEAR_TO_MARCH,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 4"),
    default=LIKE_NEIGHBOURS,
)

PLANS_TWO_YEARS = Indicator(
    id="cpp_2y_active_pct",
    title="Child protection plans open two years or more",
    domain=DOMAIN,
    meaning="How many children have been on a plan for two years or more.",
    why="A plan should make a child safe or lead to another step; two years is drift.",
    table="child_protection_plans",
    numerator=days_open("cpp_start_date") > 729,
    denominator=IS_OPEN,
    numerator_words="those on a plan for more than 729 days",
    denominator_words="children on a child protection plan at the month end",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("CPPlans2yrsActive", "CPPlans2yrs"),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2011, "paragraph 22"),
    default=LIKE_NEIGHBOURS,
)

PLANS_ENDED_SOON = Indicator(
    id="cpp_ended_6m_pct",
    title="Child protection plans ended within six months",
    domain=DOMAIN,
    meaning="Of the plans that ended in the last year, how many had lasted six months or less.",
    why="Few may mean drift; many very short plans may have ended too soon.",
    table="plans_ended",
    numerator=pl.when(pl.col("cpp_end_date") >= pl.col("cpp_start_date")).then(
        pl.col("cpp_end_date") <= pl.col("cpp_start_date").dt.offset_by("6mo")
    ),
    denominator=pl.col("cpp_end_date").is_not_null(),
    numerator_words=WITHIN_SIX_MONTHS_OF,
    denominator_words="child protection plans ended in the last 12 months",
    unit=PERCENT,
    polarity=NEUTRAL,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    history_months=12,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, further consideration"),
)

PLAN_REVIEWS = Indicator(
    id="cpp_review_timely_pct",
    title="Child protection reviews on time",
    domain=DOMAIN,
    meaning="How many children on a plan for three months or more have had a review in the last six months.",
    why="The review decides whether the plan is keeping the child safe.",
    table="child_protection_plans",
    numerator=(pl.col("latest_review_date") >= pl.col("cpp_start_date"))
    & (pl.col("latest_review_date") >= months_before(6)),
    denominator=IS_OPEN & (pl.col("cpp_start_date") <= months_before(3)),
    numerator_words="those whose latest review is no more than six months old",
    denominator_words="children on a plan for three months or more at the month end",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("RevCP",),
    differs="The published figure counts every review of the year; the list holds the latest one only.",
    source=Source(reports.WARRINGTON_2011, "paragraph 25"),
    default=Default(
        green=98, amber=95, basis=f"within 3, then 6 months: {reports.WORKING_TOGETHER}; the limits are a proposal"
    ),
)

PLAN_VISITS = Indicator(
    id="cpp_visit_timely_pct",
    title="Child protection visits on time",
    domain=DOMAIN,
    meaning="How many children on a plan were visited in the last ten working days.",
    why="A child at risk must be seen often.",
    table="child_protection_plans",
    numerator=working_days_open("last_visit_date") <= 10,
    denominator=IS_OPEN & (working_days_open("cpp_start_date") > 10),
    numerator_words="those visited within ten working days",
    denominator_words="children on a plan for more than ten working days at the month end",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2011, "paragraph 20"),
    default=Default(green=95, amber=85, basis="ten working days is a common local standard; the limits are a proposal"),
)

SEEN_ALONE = Indicator(
    id="cpp_seen_alone_pct",
    title="Child protection visits where the child was seen alone",
    domain=DOMAIN,
    meaning="How many children aged four or over on a plan were seen alone at the last visit.",
    why="A child may only be able to say what is happening when no parent is in the room.",
    table="child_protection_plans",
    numerator=is_yes("seen_alone"),
    denominator=IS_OPEN & pl.col("last_visit_date").is_not_null() & (age_at_month_end() >= 4),
    numerator_words="those seen alone at the last visit",
    denominator_words="children aged four or over on a plan who have been visited",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2011, "paragraph 22"),
    default=Default(green=90, amber=75, basis="the report found it not always evident; the limits are a proposal"),
)

INDICATORS = (
    NEED_RATE,
    NEED_VISITS,
    NEED_CLOSED_SOON,
    NEED_TWO_YEARS,
    PLANS,
    PLAN_RATE,
    REPEAT_PLANS,
    PLANS_TWO_YEARS,
    PLANS_ENDED_SOON,
    PLAN_REVIEWS,
    PLAN_VISITS,
    SEEN_ALONE,
)
