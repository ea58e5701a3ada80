"""Contacts, early help and referrals: what comes to the front door and what becomes of it."""

import polars as pl

from indicators.catalogue import reports
from indicators.cohorts import MONTH_END, all_of, during, working_days, working_days_between
from indicators.model import (
    COUNT,
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    MONTH,
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

DOMAIN = "Front door"
RECEIVED = during("contact_date", 1).fill_null(False)
NOT_DUE_YET = pl.col("decision_date").is_null() & (working_days_between(pl.col("contact_date"), MONTH_END) <= 1)

CONTACTS = Indicator(
    id="contact_count",
    title="Contacts received",
    domain=DOMAIN,
    meaning="How many contacts about a child reached children's social care in the month.",
    why="It is the demand at the door; read it with the share that became referrals.",
    table="contacts",
    numerator=during("contact_date", 1),
    numerator_words="contacts received in the month",
    unit=COUNT,
    polarity=NEUTRAL,
    basis=MONTH,
    source=Source(reports.WORCESTERSHIRE, "Vision, strategy and leadership, further consideration"),
)

DECISIONS_IN_TIME = Indicator(
    id="contact_decision_1wd_pct",
    title="Contact and referral decisions made within one working day",
    domain=DOMAIN,
    meaning="How many contacts had a decision on what happens next by the end of the next working day.",
    why="A child who may be at risk should not wait for somebody to read the contact.",
    table="contact_outcomes",
    numerator=working_days("contact_date", "decision_date") <= 1,
    denominator=all_of(RECEIVED, NOT_DUE_YET.fill_null(False).not_()),
    numerator_words="those decided on within one working day",
    denominator_words="contacts received in the month, without those not yet due a decision at the month end",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 2"),
    default=Default(
        green=95, amber=85, basis=f"one working day: {reports.WORKING_TOGETHER}; the share to reach is a proposal"
    ),
)

CONTACTS_TO_REFERRALS = Indicator(
    id="contact_to_referral_pct",
    title="Contacts converted to a social care referral",
    domain=DOMAIN,
    meaning="How many of the month's contacts became a referral to social care.",
    why="A sudden change means that the threshold or the recording has changed.",
    table="contact_outcomes",
    numerator=pl.col("outcome") == "NEW_REFERRAL",
    denominator=RECEIVED,
    numerator_words="those whose outcome is a new referral",
    denominator_words="contacts received in the month",
    unit=PERCENT,
    polarity=NEUTRAL,
    basis=MONTH,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, further consideration"),
)

CONTACTS_TO_EARLY_HELP = Indicator(
    id="contact_early_help_route_pct",
    title="Contacts routed to early help",
    domain=DOMAIN,
    meaning="How many of the month's contacts were passed to an early help service.",
    why="Help that comes early can spare a child from needing more.",
    table="contact_outcomes",
    numerator=pl.col("outcome") == "EARLY_HELP",
    denominator=RECEIVED,
    numerator_words="those whose outcome is early help",
    denominator_words="contacts received in the month",
    unit=PERCENT,
    polarity=NEUTRAL,
    basis=MONTH,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, further consideration"),
)

REFERRAL_RATE = Indicator(
    id="referral_rate_10k",
    title="Referrals per 10,000 children",
    domain=DOMAIN,
    meaning="How many referrals came in the last year, for every 10,000 children who live here.",
    why="It lets the demand on councils of different size be compared.",
    table="referrals",
    numerator=during("referral_date", 12),
    numerator_words="referrals received in the last 12 months",
    denominator_words="children aged 0 to 17 (mid-year estimate)",
    unit=RATE_PER_10K,
    polarity=NEUTRAL,
    basis=ROLLING_12,
    history_months=12,
    published=("CPP_Total_Rateper10,000", "CPP_Total_NumRef"),
    differs=reports.YEAR_TO_MARCH,
    source=Source(reports.WARRINGTON_2021, "Main findings, opening paragraph"),
)

REREFERRALS = Indicator(
    id="rereferral_12m_pct",
    title="Re-referrals within 12 months",
    domain=DOMAIN,
    meaning="How many referrals are for a child who had already been referred in the year before.",
    why="A child who comes back may have been stepped down too early, or not helped enough the first time.",
    table="referrals",
    numerator=pl.col("referrals_prev_12m") >= 1,
    denominator=pl.col("referral_date").is_not_null(),
    numerator_words="referrals of a child who was referred in the 12 months before",
    denominator_words="referrals received in the last 12 months",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    history_months=12,
    published=("ReReferral",),
    differs=reports.YEAR_TO_MARCH,
    source=Source(reports.WARRINGTON_2022, "section 5, Leadership effectiveness"),
    default=LIKE_NEIGHBOURS,
)

EARLY_HELP_COMPLETED = Indicator(
    id="eh_assessment_completed_count",
    title="Early help assessments completed",
    domain=DOMAIN,
    meaning="How many early help assessments were finished in the month.",
    why="It shows whether partners are using early help; compare it with the same month last year.",
    table="early_help_assessments",
    numerator=during("assessment_completion_date", 1).fill_null(False),
    numerator_words="early help assessments completed in the month",
    unit=COUNT,
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    source=Source(reports.WARRINGTON_2021, "Main findings, early help"),
)

EARLY_HELP_CHILDREN = Indicator(
    id="eh_plan_open_count",
    title="Children with an early help or family support plan",
    domain=DOMAIN,
    meaning="How many children are being helped early, before a need for social care.",
    why="It shows how far early help reaches.",
    table="early_help_children",
    numerator=pl.col("is_open"),
    numerator_words="children with early help open at the month end",
    unit=COUNT,
    polarity=NEUTRAL,
    basis=SNAPSHOT,
    source=Source(reports.WARRINGTON_2011, "paragraph 6"),
)

STEPPED_DOWN_AND_BACK = Indicator(
    id="stepdown_rereferral_6m_pct",
    title="Step-downs re-referred within six months",
    domain=DOMAIN,
    meaning="Of the cases closed with a step down to early help, how many children were referred again within "
    "six months.",
    why="A step down that does not hold was too early, or the help did not arrive.",
    table="stepped_down",
    numerator=pl.col("came_back"),
    denominator=pl.col("cin_closure_date").is_not_null(),
    numerator_words="those whose child was referred again within six months",
    denominator_words="cases stepped down to early help from 18 to 6 months ago",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    history_months=18,
    source=Source(reports.WARRINGTON_2022, "section 5, Leadership effectiveness"),
    default=Default(green=15, amber=20, basis="the report ties re-referrals to step-down; the limits are a proposal"),
)

UNALLOCATED = Indicator(
    id="unallocated_case_count",
    title="Open cases with no allocated social worker",
    domain=DOMAIN,
    meaning="How many children in need, on a plan or in care have no named worker.",
    why="Nobody is answerable for a child without a worker.",
    table="children_with_a_case",
    numerator=~pl.col("named"),
    numerator_words="children with an open case none of whose records names a worker; duty desks do not count as one",
    unit=COUNT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2022, "section 5, Leadership effectiveness"),
    default=Default(green=0, amber=5, basis="a proposal: none unallocated on a plan or in care at any time"),
)

INDICATORS = (
    CONTACTS,
    DECISIONS_IN_TIME,
    CONTACTS_TO_REFERRALS,
    CONTACTS_TO_EARLY_HELP,
    REFERRAL_RATE,
    REREFERRALS,
    EARLY_HELP_COMPLETED,
    EARLY_HELP_CHILDREN,
    STEPPED_DOWN_AND_BACK,
    UNALLOCATED,
)
