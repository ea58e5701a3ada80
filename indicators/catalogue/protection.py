"""Assessments, section 47 enquiries, conferences and child protection plans."""

import polars as pl

from indicators.catalogue import reports
from indicators.cohorts import working_days, working_days_open
from indicators.model import Basis, Default, Indicator, Polarity, Source, Unit

DOMAIN = "Help & protection"
WORKING_TOGETHER = "Working Together to Safeguard Children"

ASSESSMENTS_IN_TIME = Indicator(
    id="assessment_45wd_pct",
    title="Assessments completed within 45 working days",
    domain=DOMAIN,
    meaning="Of the child and family assessments signed off in the last year, how many took 45 working days or less.",
    why="Until the assessment is done nobody has decided what help the child needs.",
    table="assessments_authorised",
    numerator=working_days("assessment_start_date", "assessment_authorised_date") <= 45,
    denominator=pl.col("assessment_authorised_date").is_not_null(),
    numerator_words="assessments authorised within 45 working days of their start",
    denominator_words="assessments authorised in the last 12 months",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    basis=Basis.ROLLING_12,
    breakdowns=("team",),
    history_months=12,
    published=("Continue_Assess_Comp",),
    differs="Ours runs from the assessment's start, as the list holds it; the published figure runs from the "
    "referral and covers the year to 31 March.",
    source=Source(reports.WORCESTERSHIRE, "Effective practice, areas for further consideration"),
    default=Default(green=90, amber=80, basis=f"45 working days: {WORKING_TOGETHER}; the share to reach is a proposal"),
)

ASSESSMENTS_OVERDUE = Indicator(
    id="assessment_open_overdue_count",
    title="Open assessments past 45 working days",
    domain=DOMAIN,
    meaning="Assessments that were begun more than 45 working days ago and are not signed off.",
    why="A timeliness figure counts finished work only; these children are still waiting.",
    table="assessments_open",
    numerator=working_days_open("assessment_start_date") > 45,
    numerator_words="assessments not authorised that began more than 45 working days before the month end",
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    basis=Basis.SNAPSHOT,
    breakdowns=("team",),
    source=Source(reports.WORCESTERSHIRE, "Effective practice, areas for further consideration"),
    default=Default(green=0, amber=5, basis=f"45 working days: {WORKING_TOGETHER}; the limits are a proposal"),
)

CONFERENCES_IN_TIME = Indicator(
    id="icpc_15wd_pct",
    title="Initial child protection conferences within 15 working days",
    domain=DOMAIN,
    meaning="Of the initial conferences held in the last year, how many came within 15 working days of the "
    "strategy discussion.",
    why="A conference that is late leaves a child at risk without a plan.",
    table="conferences",
    numerator=working_days("s47_start_date", "icpc_date") <= 15,
    denominator=pl.col("icpc_date").is_not_null(),
    numerator_words="conferences held within 15 working days of the strategy discussion",
    denominator_words="initial conferences held in the last 12 months",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    basis=Basis.ROLLING_12,
    breakdowns=("team",),
    history_months=12,
    published=("CP_conf_15days",),
    differs="The published figure covers the year to 31 March and leaves out children who moved in from another "
    "authority; the list does not mark them.",
    source=Source(reports.WARRINGTON_2011, "paragraph 25"),
    default=Default(green=90, amber=80, basis=f"15 working days: {WORKING_TOGETHER}; the share to reach is a proposal"),
)

ENQUIRIES_OVERDUE = Indicator(
    id="s47_open_over_15wd_count",
    title="Section 47 enquiries open beyond 15 working days",
    domain=DOMAIN,
    meaning="Child protection enquiries that began more than 15 working days ago, without a conference and "
    "without a decision that none is needed.",
    why="These are the children for whom a worry about serious harm has not been settled.",
    table="enquiries_open",
    numerator=working_days_open("s47_start_date") > 15,
    numerator_words="open enquiries that began more than 15 working days before the month end",
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    basis=Basis.SNAPSHOT,
    breakdowns=("team",),
    source=Source(reports.WORCESTERSHIRE, "Outcomes and impact, areas for further consideration"),
    default=Default(green=0, amber=2, basis=f"15 working days: {WORKING_TOGETHER}; the limits are a proposal"),
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
    unit=Unit.RATE_PER_10K,
    polarity=Polarity.NEUTRAL,
    basis=Basis.SNAPSHOT,
    published=("CPP_rate",),
    differs="The published figure is of 31 March.",
    source=Source(reports.WARRINGTON_2011, "paragraph 6"),
)

INDICATORS = (ASSESSMENTS_IN_TIME, ASSESSMENTS_OVERDUE, ENQUIRIES_OVERDUE, CONFERENCES_IN_TIME, PLAN_RATE)
