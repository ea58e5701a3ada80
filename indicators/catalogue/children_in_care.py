"""Children in care: how many, seen and reviewed in time, stable, found when missing."""

import polars as pl

from indicators.catalogue import reports
from indicators.cohorts import IS_OPEN, days_before, days_open, months_before, since, working_days_open
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

DOMAIN = "Children in care"
LONG_TERM_FOSTERING = ("U1", "U4")
SETTLED = (pl.col("placement_start_date") <= months_before(12)) & (
    pl.col("placement_type").is_in(LONG_TERM_FOSTERING).fill_null(False)
    | pl.col("permanence_plan").eq_missing("LT_FOST")
)

CHILDREN = Indicator(
    id="cla_count",
    title="Children looked after",
    domain=DOMAIN,
    meaning="How many children the council looks after, short breaks left out.",
    why="It is the number of children to whom the council is a parent, and what drives cost and placements.",
    table="placements",
    numerator=pl.col("is_open"),
    numerator_words="children looked after at the month end",
    unit=COUNT,
    polarity=NEUTRAL,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LACnum",),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2011, "paragraph 6"),
)

CHILDREN_RATE = Indicator(
    id="cla_rate_10k",
    title="Children looked after per 10,000",
    domain=DOMAIN,
    meaning="How many children are in care, for every 10,000 children who live here.",
    why="It lets councils of different size be compared.",
    table="placements",
    numerator=pl.col("is_open"),
    numerator_words="children looked after at the month end",
    denominator_words="children aged 0 to 17 (mid-year estimate)",
    unit=RATE_PER_10K,
    polarity=NEUTRAL,
    basis=SNAPSHOT,
    published=("LAC",),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2011, "paragraph 41"),
)

START_RATE = Indicator(
    id="cla_start_rate_10k",
    title="Children starting to be looked after per 10,000",
    domain=DOMAIN,
    meaning="How many children came into care in the last year, for every 10,000 children who live here.",
    why="More coming in than leaving means more children in care before long.",
    table="care_starts",
    numerator=pl.col("first_of_child"),
    numerator_words="children who came into care in the last 12 months, each once",
    denominator_words="children aged 0 to 17 (mid-year estimate)",
    unit=RATE_PER_10K,
    polarity=NEUTRAL,
    basis=ROLLING_12,
    history_months=12,
    published=("LAC_Start_Rate", "LACnum_Start"),
    differs=reports.YEAR_TO_MARCH,
    source=Source(reports.WARRINGTON_2011, "paragraph 39"),
)

CEASE_RATE = Indicator(
    id="cla_cease_rate_10k",
    title="Children ceasing to be looked after per 10,000",
    domain=DOMAIN,
    meaning="How many children left care in the last year, for every 10,000 children who live here.",
    why="It shows whether children move on to a permanent home.",
    table="care_exits",
    numerator=pl.col("cla_end_date").is_not_null(),
    numerator_words="children who left care in the last 12 months, each once",
    denominator_words="children aged 0 to 17 (mid-year estimate)",
    unit=RATE_PER_10K,
    polarity=NEUTRAL,
    basis=ROLLING_12,
    history_months=12,
    published=("LAC_Cease_Rate", "LACceased"),
    differs=reports.YEAR_TO_MARCH,
    source=Source(reports.WARRINGTON_2011, "paragraph 39"),
)

BACK_IN_CARE = Indicator(
    id="cla_reentry_12m_pct",
    title="Children back in care within 12 months",
    domain=DOMAIN,
    meaning="Of the children who came into care in the last year, how many had left care within the year before.",
    why="A return home that fails is hard on a child.",
    table="care_starts",
    numerator=pl.when(pl.col("repeat_period_12m").is_in(["Y", "N"])).then(pl.col("repeat_period_12m") == "Y"),
    denominator=pl.col("cla_start_date").is_not_null(),
    numerator_words="those marked as a second or later period of care within 12 months",
    denominator_words="periods of care begun in the last 12 months",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    history_months=12,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 20"),
    default=Default(green=5, amber=10, basis="a proposal; the report asks that a return home be safe and purposeful"),
)

UNACCOMPANIED = Indicator(
    id="cla_uasc_pct",
    title="Unaccompanied asylum-seeking children",
    domain=DOMAIN,
    meaning="How many children in care came to this country alone to seek asylum.",
    why="They need placements, advice and schooling of their own kind.",
    table="children_in_care",
    numerator=pl.when(pl.col("uasc_12m").is_in(["Y", "N"])).then(pl.col("uasc_12m") == "Y"),
    denominator=IS_OPEN,
    numerator_words="those unaccompanied and seeking asylum within the last 12 months",
    denominator_words="children looked after at the month end",
    unit=PERCENT,
    polarity=NEUTRAL,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("Unacc_Asylmn_Seek_Childn%", "Unacc_Asylmn_Seek_Childn"),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 18"),
)

THREE_PLACEMENTS = Indicator(
    id="cla_3plus_placements_pct",
    title="Three or more placements in a year",
    domain=DOMAIN,
    meaning="How many children in care have lived in three or more placements in the last year.",
    why="Every move costs a child a home, often a school and friends.",
    table="placement_chains",
    numerator=pl.col("placements_12m") >= 3,
    denominator=IS_OPEN,
    numerator_words="those with three or more placements in the last 12 months",
    denominator_words="children looked after at the month end",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LACStable_2016on", "LACStableNum_2016on"),
    differs="The published figure is of 31 March and rests on the chain of placements. So does ours in a month whose "
    "SSDA903 episodes are held: the placements that ran when the twelve months began and those begun since, one "
    "for each carer, without temporary stays and short breaks. In other months the list's own count is used.",
    version="2",
    source=Source(reports.WARRINGTON_2011, "paragraph 38"),
    default=LIKE_NEIGHBOURS,
)

THREE_SOCIAL_WORKERS = Indicator(
    id="cla_3plus_social_workers_pct",
    title="Three or more social workers in a year",
    domain=DOMAIN,
    meaning="How many children in care have had three or more social workers in the last year.",
    why="Trust takes time; a child who tells their story again and again stops telling it.",
    table="children_in_care_and_workers",
    numerator=pl.col("social_workers") >= 3,
    denominator=IS_OPEN,
    numerator_words="those allocated to three or more social workers in the last 12 months",
    denominator_words="children looked after at the month end",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("Stability_SocialWorker",),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2021, "Main findings, caseloads"),
    default=LIKE_NEIGHBOURS,
)

VISITS_IN_TIME = Indicator(
    id="cla_visit_timely_pct",
    title="Visits to looked after children on time",
    domain=DOMAIN,
    meaning="How many children in care were last visited by their social worker within six weeks, or within three "
    "months where they are settled in a long-term placement.",
    why="A visit is how the council knows that a child is safe and heard.",
    table="children_in_care",
    numerator=pl.col("last_visit_date")
    >= pl.when(SETTLED.fill_null(False)).then(months_before(3)).otherwise(days_before(42)),
    denominator=IS_OPEN & (days_open("cla_start_date") >= 7),
    numerator_words="children whose last visit was within the interval that applies to them",
    denominator_words="children looked after at the month end for seven days or more",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2022, "annexe A, Direct work"),
    default=Default(green=95, amber=90, basis=f"{reports.CARE_PLANNING}, regulation 28; the limits are a proposal"),
)

REVIEWS_IN_TIME = Indicator(
    id="cla_review_timely_pct",
    title="Looked after reviews on time",
    domain=DOMAIN,
    meaning="How many children in care have had a review of their care plan in the last six months.",
    why="The review is where an independent officer checks that the plan is right and is being carried out.",
    table="children_in_care",
    numerator=(pl.col("latest_review_date") >= pl.col("cla_start_date"))
    & (pl.col("latest_review_date") >= months_before(6)),
    denominator=IS_OPEN & (working_days_open("cla_start_date") > 20),
    numerator_words="children whose latest review is no more than six months old",
    denominator_words="children looked after at the month end for more than 20 working days",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2022, "annexe A, Planning and review"),
    default=Default(green=98, amber=95, basis=f"{reports.CARE_PLANNING}, regulation 33; the limits are a proposal"),
)

OFFICER_CONTACT = Indicator(
    id="iro_midpoint_contact_pct",
    title="Reviewing officer contact between reviews",
    domain=DOMAIN,
    meaning="How many children in care had a visit or call from their independent reviewing officer in the last "
    "twelve weeks.",
    why="An officer who sees the child only at the review cannot stand up for them in between.",
    table="children_in_care",
    numerator=since("last_iro_contact_date", days_before(84)),
    denominator=IS_OPEN,
    numerator_words="those contacted by their reviewing officer within 84 days",
    denominator_words="children looked after at the month end",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2022, "annexe A, Planning and review"),
    default=Default(green=85, amber=70, basis="a proposal; the report asks whether the officer's hand is visible"),
)

INDICATORS = (
    CHILDREN,
    CHILDREN_RATE,
    START_RATE,
    CEASE_RATE,
    BACK_IN_CARE,
    UNACCOMPANIED,
    THREE_PLACEMENTS,
    THREE_SOCIAL_WORKERS,
    VISITS_IN_TIME,
    REVIEWS_IN_TIME,
    OFFICER_CONTACT,
)
