"""Assessments, section 47 enquiries and initial conferences."""

import polars as pl

from indicators.catalogue import reports
from indicators.cohorts import during, is_yes, unless_unknown, working_days, working_days_open
from indicators.model import (
    COUNT,
    HIGHER_IS_BETTER,
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
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    history_months=12,
    published=("Continue_Assess_Comp",),
    differs="Ours runs from the assessment's start, as the list holds it; the published figure runs from the "
    "referral and covers the year to 31 March.",
    source=Source(reports.WORCESTERSHIRE, "Effective practice, areas for further consideration"),
    default=Default(
        green=90, amber=80, basis=f"45 working days: {reports.WORKING_TOGETHER}; the limits are a proposal"
    ),
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
    unit=COUNT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, areas for further consideration"),
    default=Default(green=0, amber=5, basis=f"45 working days: {reports.WORKING_TOGETHER}; the limits are a proposal"),
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
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    history_months=12,
    published=("CP_conf_15days",),
    differs="The published figure covers the year to 31 March and leaves out children who moved in from another "
    "authority; the list does not mark them.",
    source=Source(reports.WARRINGTON_2011, "paragraph 25"),
    default=Default(
        green=90, amber=80, basis=f"15 working days: {reports.WORKING_TOGETHER}; the limits are a proposal"
    ),
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
    unit=COUNT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WORCESTERSHIRE, "Outcomes and impact, areas for further consideration"),
    default=Default(green=0, amber=2, basis=f"15 working days: {reports.WORKING_TOGETHER}; the limits are a proposal"),
)

CHILD_SEEN = Indicator(
    id="assessment_child_seen_pct",
    title="Child seen during the assessment",
    domain=DOMAIN,
    meaning="In how many assessments the social worker saw the child.",
    why="Nobody can judge how a child is without seeing the child.",
    table="assessments_authorised",
    numerator=is_yes("child_seen"),
    denominator=pl.col("assessment_authorised_date").is_not_null(),
    numerator_words="assessments in which the child was seen",
    denominator_words="assessments authorised in the last 12 months",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    history_months=12,
    source=Source(reports.WARRINGTON_2011, "paragraph 22"),
    default=Default(
        green=98, amber=95, basis=f"the child should be seen: {reports.WORKING_TOGETHER}; the limits are a proposal"
    ),
)

DISABLED_CHILDREN_ASSESSED = Indicator(
    id="assessment_disabled_uptodate_pct",
    title="Disabled children with an up-to-date assessment",
    domain=DOMAIN,
    meaning="How many disabled children with an open case have had an assessment signed off in the last year.",
    why="A disabled child's needs change; help based on an old assessment may be the wrong help.",
    table="children_and_assessments",
    numerator=pl.col("assessed"),
    denominator=pl.col("disabled"),
    numerator_words="those with an assessment authorised in the last 12 months",
    denominator_words="children recorded as disabled who are in need, on a plan or in care",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    history_months=12,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 11"),
    default=Default(green=95, amber=85, basis="the report asks for it; twelve months and the limits are a proposal"),
)

ENQUIRY_RATE = Indicator(
    id="s47_rate_10k",
    title="Section 47 enquiries per 10,000 children",
    domain=DOMAIN,
    meaning="How many child protection enquiries began in the last year, for every 10,000 children who live here.",
    why="It shows how often the council suspects serious harm, and where its threshold lies.",
    table="enquiries_started",
    numerator=during("s47_start_date", 12),
    numerator_words="section 47 enquiries begun in the last 12 months",
    denominator_words="children aged 0 to 17 (mid-year estimate)",
    unit=RATE_PER_10K,
    polarity=NEUTRAL,
    basis=ROLLING_12,
    history_months=12,
    published=("Section_47",),
    differs=reports.YEAR_TO_MARCH,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, strengths"),
)

ENQUIRIES_OPEN = Indicator(
    id="s47_open_count",
    title="Section 47 enquiries in progress",
    domain=DOMAIN,
    meaning="Child protection enquiries without a conference and without a decision that none is needed.",
    why="Shown beside the finished ones, so that no open enquiry goes unseen.",
    table="enquiries_open",
    numerator=pl.when(pl.col("s47_start_date").is_not_null()).then(True),
    numerator_words="section 47 enquiries open at the month end",
    unit=COUNT,
    polarity=NEUTRAL,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WORCESTERSHIRE, "Outcomes and impact, further consideration"),
)

CONFERENCES_WITHOUT_PLAN = Indicator(
    id="icpc_no_plan_pct",
    title="Initial conferences that did not lead to a plan",
    domain=DOMAIN,
    meaning="How many of the last year's initial conferences decided that no child protection plan was needed.",
    why="Many such conferences mean that families are put through one too readily, or that risk is read differently.",
    table="conferences",
    numerator=pl.col("icpc_led_to_cpp") == "N",
    denominator=unless_unknown(is_yes("icpc_led_to_cpp").is_null(), pl.col("icpc_date").is_not_null()),
    numerator_words="conferences that decided on no plan",
    denominator_words="initial conferences held in the last 12 months whose outcome is known",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    history_months=12,
    source=Source(reports.WARRINGTON_2021, "Main findings, conferences"),
)

INDICATORS = (
    ASSESSMENTS_IN_TIME,
    CHILD_SEEN,
    ASSESSMENTS_OVERDUE,
    DISABLED_CHILDREN_ASSESSED,
    ENQUIRY_RATE,
    ENQUIRIES_OPEN,
    ENQUIRIES_OVERDUE,
    CONFERENCES_IN_TIME,
    CONFERENCES_WITHOUT_PLAN,
)
