"""Health and schooling of children in care."""

import polars as pl

from indicators.catalogue import reports
from indicators.cohorts import IS_OPEN, age_at_month_end, aged, is_yes, months_before
from indicators.model import (
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    MONTH,
    PERCENT,
    SCORE,
    SNAPSHOT,
    TEAMS,
    Default,
    Indicator,
    Source,
)

DOMAIN = "Health & education"
A_YEAR_IN_CARE = IS_OPEN & (pl.col("cla_start_date") <= months_before(12))
FOR_A_YEAR = "children looked after for 12 months or more at the month end"
DIFFERS = "The published figure is of children looked after for a year at 31 March, from the annual collection."

FIRST_ASSESSMENTS = Indicator(
    id="cla_iha_20wd_pct",
    title="Initial health assessments within 20 working days",
    domain=DOMAIN,
    meaning="Of the children whose 20th working day in care fell in the month, how many had had their first health "
    "assessment by then.",
    why="Children often come into care with health needs that nobody has looked at.",
    table="initial_health_assessments",
    numerator=pl.col("done_in_time"),
    denominator=pl.col("due").is_not_null(),
    numerator_words="those with an initial health assessment completed by the 20th working day",
    denominator_words="children whose 20th working day in care fell in the month and who were still in care",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2011, "paragraph 44"),
    default=Default(green=90, amber=75, basis="in time for the first review: statutory guidance; limits proposed"),
)

HEALTH_CHECKS = Indicator(
    id="cla_health_assessment_pct",
    title="Annual health checks",
    domain=DOMAIN,
    meaning="How many children in care for a year or more have had a health check in the last year, or in the last "
    "six months if under five.",
    why="It is what a parent would see to.",
    table="children_in_care",
    numerator=pl.col("last_health_assessment_date")
    >= pl.when((age_at_month_end() < 5).fill_null(False)).then(months_before(6)).otherwise(months_before(12)),
    denominator=A_YEAR_IN_CARE,
    numerator_words="those whose last health check is recent enough for their age",
    denominator_words=FOR_A_YEAR,
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LACHealth%",),
    differs=DIFFERS,
    source=Source(reports.WARRINGTON_2011, "paragraph 40"),
    default=Default(green=95, amber=90, basis="yearly, half-yearly under five: regulations; the limits are a proposal"),
)

DENTAL_CHECKS = Indicator(
    id="cla_dental_pct",
    title="Dental checks",
    domain=DOMAIN,
    meaning="How many children in care for a year or more have seen a dentist in the last year.",
    why="It is what a parent would see to.",
    table="children_in_care",
    numerator=pl.col("last_dental_check_date") >= months_before(12),
    denominator=A_YEAR_IN_CARE,
    numerator_words="those with a dental check in the last 12 months",
    denominator_words=FOR_A_YEAR,
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LACDental%",),
    differs=DIFFERS,
    source=Source(reports.WARRINGTON_2011, "paragraph 40"),
    default=LIKE_NEIGHBOURS,
)

IMMUNISED = Indicator(
    id="cla_immunisation_pct",
    title="Immunisations up to date",
    domain=DOMAIN,
    meaning="How many children in care for a year or more have all their immunisations.",
    why="It protects the child, and shows whether somebody keeps track.",
    table="children_in_care_and_health",
    numerator=is_yes("immunised"),
    denominator=A_YEAR_IN_CARE,
    numerator_words="those whose latest record says up to date",
    denominator_words=FOR_A_YEAR,
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LACVaccinations%",),
    differs=DIFFERS,
    source=Source(reports.WARRINGTON_2011, "paragraph 44"),
    default=LIKE_NEIGHBOURS,
)

WELLBEING_UNKNOWN = age_at_month_end().is_null() | (aged(5, 16) & pl.col("sdq_score").is_null())

WELLBEING = Indicator(
    id="cla_sdq_avg",
    title="Emotional health: average SDQ score",
    domain=DOMAIN,
    meaning="The average score of the strengths and difficulties questionnaire of children in care aged 5 to 16; "
    "a higher score means more difficulty.",
    why="It is the one regular measure of how children in care feel.",
    table="children_in_care_and_health",
    numerator=pl.col("sdq_score"),
    denominator=pl.when(~A_YEAR_IN_CARE.fill_null(False))
    .then(False)
    .when(WELLBEING_UNKNOWN.fill_null(False).not_())
    .then(aged(5, 16)),
    numerator_words="the latest scores of the last 12 months, added up",
    denominator_words="children aged 5 to 16 looked after for 12 months or more who have a score",
    unit=SCORE,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("Emotional_LAC",),
    differs=DIFFERS,
    source=Source(reports.WARRINGTON_2011, "paragraph 40"),
    default=Default(green=13, amber=16, basis="the questionnaire's bands: to 13 normal, 14 to 16 borderline"),
)

PLAN_IS_CURRENT = pl.col("pep_date") >= pl.col("pep_limit")

EDUCATION_PLANS = Indicator(
    id="pep_current_pct",
    title="Up-to-date personal education plans",
    domain=DOMAIN,
    meaning="How many children in care of school age have an education plan from this term or the last.",
    why="The plan is where school, carer and council agree what the child needs to learn.",
    table="children_in_care_and_education",
    numerator=PLAN_IS_CURRENT,
    denominator=IS_OPEN & pl.col("school_age"),
    numerator_words="those whose latest plan is from the current or the previous term",
    denominator_words="children of school age looked after at the month end",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2011, "paragraph 46"),
    default=Default(green=95, amber=90, basis="reviewed each term: statutory guidance; the limits are a proposal"),
)

ATTENDANCE_KNOWN = PLAN_IS_CURRENT.fill_null(False) & pl.col("attendance_pct").is_not_null()

PERSISTENT_ABSENCE = Indicator(
    id="cla_persistent_absence_pct",
    title="Looked after children persistently absent",
    domain=DOMAIN,
    meaning="How many children in care of school age miss a tenth of school or more.",
    why="A child who is not in school falls behind and is less safe.",
    table="children_in_care_and_education",
    numerator=pl.col("attendance_pct") <= 90,
    denominator=pl.when(~A_YEAR_IN_CARE.fill_null(False))
    .then(False)
    .when((pl.col("school_age") & ~ATTENDANCE_KNOWN).fill_null(True).not_())
    .then(pl.col("school_age")),
    numerator_words="those with attendance of 90% or less at their latest education plan",
    denominator_words="children of school age looked after for 12 months or more with a current plan and attendance",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LAC_Pers_Abs", "LAC_Over_Abs"),
    differs="The published figure comes from the school census; ours is the attendance noted at the education plan.",
    source=Source(reports.WARRINGTON_2011, "paragraph 46"),
    default=LIKE_NEIGHBOURS,
)

INDICATORS = (
    FIRST_ASSESSMENTS,
    HEALTH_CHECKS,
    DENTAL_CHECKS,
    IMMUNISED,
    WELLBEING,
    EDUCATION_PLANS,
    PERSISTENT_ABSENCE,
)
