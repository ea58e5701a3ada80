"""Care leavers: the first pathway plan, work with the council, and knowing what is on offer."""

from indicators.catalogue import agencies, reports
from indicators.catalogue.sent.figure import asked, number, share
from indicators.model import (
    COMPLIANCE,
    HIGHER_IS_BETTER,
    MONTH,
    OUTCOME,
    QUALITY,
    QUARTERLY,
    SNAPSHOT,
    TEAMS,
    YEAR,
    YEARLY,
    Source,
)

DOMAIN = "Care leavers"

FIRST_PLAN = share(
    id="pathway_plan_16_3m_pct",
    title="Pathway plan within three months of 16th birthday",
    domain=DOMAIN,
    meaning="Of the young people in care whose 16th birthday was three months ago, how many have a plan for the way "
    "into adult life (pathway plan).",
    why="Leaving care needs years of getting ready, not weeks.",
    numerator_words="young people with a pathway plan within three months of turning 16 or of becoming eligible",
    denominator_words="young people who became eligible three months before the month",
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    breakdowns=TEAMS,
    tags=(COMPLIANCE,),
    agency=agencies.LEAVING_CARE,
    source=Source(reports.WARRINGTON_2011, "paragraph 43"),
    default=asked(95, 85, "the report asks for three months, which the law sets for the assessment"),
)

COUNCIL_JOBS = number(
    id="cl_council_jobs_count",
    title="Care leavers employed or apprenticed by the council",
    domain=DOMAIN,
    meaning="How many care leavers have an apprenticeship, a traineeship or a job with the council.",
    why="The council is their parent, and parents who can give a start in work do.",
    numerator_words="care leavers in a council apprenticeship, traineeship or job at the month end",
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    every=QUARTERLY,
    tags=(OUTCOME,),
    agency=agencies.WAYS_INTO_WORK,
    source=Source(reports.WARRINGTON_2022, "section 2, Key recommendations"),
)

KNOW_THE_OFFER = share(
    id="cl_local_offer_aware_pct",
    title="Care leavers who know their local offer",
    domain=DOMAIN,
    meaning="How many of the care leavers who were asked say that they know what help the council offers them.",
    why="Help that nobody knows of is not used.",
    numerator_words="answers that say yes",
    denominator_words="answers to the question in the year's survey",
    polarity=HIGHER_IS_BETTER,
    basis=YEAR,
    every=YEARLY,
    tags=(QUALITY,),
    agency=agencies.LEAVING_CARE,
    source=Source(reports.WARRINGTON_2022, "section 5, Effective corporate parent"),
    default=asked(80, 60, "the report found that not all know"),
)

INDICATORS = (FIRST_PLAN, COUNCIL_JOBS, KNOW_THE_OFFER)
