"""Workers: new to the work, off sick, trained, supervised, and what they say."""

from indicators.catalogue import agencies, reports
from indicators.catalogue.sent.figure import asked, ratio_of, share
from indicators.model import (
    COMPLIANCE,
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    QUALITY,
    QUARTER,
    QUARTERLY,
    RATIO,
    ROLLING_12,
    SNAPSHOT,
    TEAMS,
    YEAR,
    YEARLY,
    Default,
    Source,
)

DOMAIN = "Workforce"

NEW_WORKERS_CASES = ratio_of(
    id="nqsw_caseload_avg",
    title="Newly qualified social worker caseload",
    domain=DOMAIN,
    meaning="How many open cases each full-time social worker in the first, supported year holds, on average.",
    why="New workers learn by holding few cases well; too many drive them out.",
    numerator_words="open cases held by newly qualified social workers at the month end",
    denominator_words="full-time equivalent newly qualified social workers who hold a case",
    unit=RATIO,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.LEADERS,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, further consideration"),
    default=Default(green=15, amber=18, basis="12 to 15 in the report; amber is a proposal"),
)

OFF_SICK = share(
    id="sw_absence_pct",
    title="Social worker sickness absence",
    domain=DOMAIN,
    meaning="How many of the working days of the last year social workers were off sick.",
    why="Sickness tells of strain, and the cases wait or go to somebody new.",
    numerator_words="working days lost to sickness in the last 12 months",
    denominator_words="working days that social workers could have worked",
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    published=("Work_Force_SWAbsence",),
    differs="Ours covers the 12 months to the month end; the published figure covers the year to 30 September.",
    tags=(QUALITY,),
    agency=agencies.LEADERS,
    source=Source(reports.WARRINGTON_2021, "Main findings, opening paragraph"),
    default=LIKE_NEIGHBOURS,
)

NEW_TO_THE_WORK = share(
    id="sw_under_2y_experience_pct",
    title="Social workers with under two years' experience",
    domain=DOMAIN,
    meaning="How many of the social workers who hold cases qualified less than two years ago.",
    why="New workers bring energy, but hard cases need experience, and so do those who learn from it.",
    numerator_words="social workers who qualified less than two years ago",
    denominator_words="social workers who hold a case at the month end",
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.LEADERS,
    source=Source(reports.WORCESTERSHIRE, "Outcomes and impact, further consideration"),
    default=asked(25, 35, "the report found the workforce rather inexperienced"),
)

REFLECTIVE = share(
    id="supervision_reflective_pct",
    title="Supervision rated reflective",
    domain=DOMAIN,
    meaning="How many of the supervision records that were checked show thought about the child, and that earlier "
    "actions were followed up.",
    why="Supervision that only ticks off tasks misses what is going wrong.",
    numerator_words="checked records that show reflection and follow-up",
    denominator_words="supervision records checked in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.PRACTICE,
    source=Source(reports.WARRINGTON_2022, "annexe A, Management oversight"),
    default=asked(80, 60, "the reports find that it varies"),
)

TRAINED = share(
    id="practice_model_trained_pct",
    title="Staff trained in the practice model",
    domain=DOMAIN,
    meaning="How many of those who work with families have finished their training in the council's way of working.",
    why="Families meet one way of working only when everybody has learnt it.",
    numerator_words="staff who have completed the training",
    denominator_words="practice staff in post at the month end",
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(COMPLIANCE, QUALITY),
    agency=agencies.LEADERS,
    source=Source(reports.WARRINGTON_2022, "section 5, Leadership effectiveness"),
    default=asked(95, 85, "the report names around 90%"),
)

DISLIKE_DUTY = share(
    id="staff_survey_negative_duty_pct",
    title="Staff who dislike the duty system",
    domain=DOMAIN,
    meaning="How many of the staff who answered the survey do not like the duty system that takes new cases.",
    why="Those who take the first call know best whether the system works.",
    numerator_words="answers that say that they do not like it",
    denominator_words="answers to the question in the year's survey",
    polarity=LOWER_IS_BETTER,
    basis=YEAR,
    every=YEARLY,
    tags=(QUALITY,),
    agency=agencies.LEADERS,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, further consideration"),
    default=Default(green=20, amber=37, basis="37% in the report is the limit; the target is a proposal"),
)

INDICATORS = (NEW_WORKERS_CASES, OFF_SICK, NEW_TO_THE_WORK, REFLECTIVE, TRAINED, DISLIKE_DUTY)
