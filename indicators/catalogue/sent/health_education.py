"""Mental health, school and results, and the passage to adult services."""

from indicators.catalogue import agencies, reports
from indicators.catalogue.sent.figure import asked, number, ratio_of, share
from indicators.model import (
    COMPLIANCE,
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    OUTCOME,
    QUALITY,
    QUARTER,
    QUARTERLY,
    RATE_PER_1K,
    RATE_PER_100K,
    SCHOOL_YEAR,
    SCORE,
    SNAPSHOT,
    WEEKS,
    YEAR,
    YEARLY,
    Default,
    Source,
)

DOMAIN = "Health & education"
SCHOOL_RESULTS = (
    "Ours is the school's own record of the summer; the published figure is checked and comes months later."
)

MENTAL_HEALTH_ASSESSED = ratio_of(
    id="camhs_assessment_wait_weeks",
    title="Wait for a CAMHS assessment",
    domain=DOMAIN,
    meaning="How many weeks children in care and care leavers waited, on average, from referral until the child and "
    "adolescent mental health service (CAMHS) first assessed them.",
    why="Distress that nobody looks at ends placements and schooling.",
    numerator_words="weeks from referral to first assessment, added up",
    denominator_words="assessments of children in care and care leavers begun in the quarter",
    unit=WEEKS,
    polarity=LOWER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(QUALITY,),
    agency=agencies.HEALTH,
    source=Source(reports.WARRINGTON_2011, "paragraph 27"),
    default=Default(green=3, amber=6, basis="three weeks on average in the report; amber is a proposal"),
)

MENTAL_HEALTH_HELPED = ratio_of(
    id="camhs_intervention_wait_weeks",
    title="Wait for specialist mental health help",
    domain=DOMAIN,
    meaning="How many weeks children in care and care leavers waited, on average, between the mental health assessment "
    "and the start of the specialist help.",
    why="An assessment helps nobody until the treatment begins.",
    numerator_words="weeks from assessment to the start of the specialist help, added up",
    denominator_words="specialist interventions for children in care and care leavers begun in the quarter",
    unit=WEEKS,
    polarity=LOWER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(QUALITY,),
    agency=agencies.HEALTH,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 24"),
    default=asked(6, 12, "the report calls the wait too long"),
)

GOOD_EDUCATION_PLANS = share(
    id="pep_quality_pct",
    title="Personal education plans rated good",
    domain=DOMAIN,
    meaning="How many of the personal education plans that the virtual school, which looks after the schooling of "
    "children in care, checked were good or better.",
    why="A plan made to a deadline may still say nothing that helps the child to learn.",
    numerator_words="checked plans rated good or better",
    denominator_words="personal education plans checked in the term",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(QUALITY,),
    agency=agencies.SCHOOLS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 25"),
    default=asked(85, 70, "the report finds them typically good"),
)

SUSPENDED = share(
    id="cla_suspension_pct",
    title="Looked after children suspended",
    domain=DOMAIN,
    meaning="How many children in care were sent home from school for a fixed time at least once in the school year.",
    why="A day out of school is a day of learning and of safety lost, and strains the placement.",
    numerator_words="pupils with at least one suspension since 1 September",
    denominator_words="pupils looked after for 12 months",
    polarity=LOWER_IS_BETTER,
    basis=SCHOOL_YEAR,
    every=QUARTERLY,
    published=("LAC_Fixed_ Ex",),
    differs="Ours grows through the school year; the published figure is of a whole school year.",
    tags=(OUTCOME,),
    agency=agencies.SCHOOLS,
    source=Source(reports.WARRINGTON_2011, "paragraph 46"),
    default=LIKE_NEIGHBOURS,
)

EXCLUDED = number(
    id="cla_permanent_exclusion_count",
    title="Looked after children permanently excluded",
    domain=DOMAIN,
    meaning="How many times a school shut out a child in care for good in this school year.",
    why="It takes away what is often the steadiest part of the child's life. The report knew of none in ten years.",
    numerator_words="permanent exclusions of looked after children since 1 September",
    polarity=LOWER_IS_BETTER,
    basis=SCHOOL_YEAR,
    tags=(OUTCOME,),
    agency=agencies.SCHOOLS,
    source=Source(reports.WARRINGTON_2011, "paragraph 46"),
    default=Default(green=0, amber=0, basis="none in ten years in the report: any is off target"),
)

END_OF_PRIMARY = share(
    id="cla_ks2_rwm_pct",
    title="Key stage 2 expected standard",
    domain=DOMAIN,
    meaning="How many children in care reached the expected standard in reading, writing and maths at the age of 11.",
    why="It shows whether children in care leave primary school ready for the next one.",
    numerator_words="pupils who reached the standard in all three",
    denominator_words="looked after pupils at the end of key stage 2",
    polarity=HIGHER_IS_BETTER,
    basis=YEAR,
    every=YEARLY,
    published=("LAC_KS2_ExpStd_RWM",),
    differs=SCHOOL_RESULTS,
    tags=(OUTCOME,),
    agency=agencies.SCHOOLS,
    source=Source(reports.WARRINGTON_2011, "paragraph 46"),
    default=LIKE_NEIGHBOURS,
)

END_OF_SCHOOL = ratio_of(
    id="cla_ks4_attainment8",
    title="GCSE attainment of looked after children",
    domain=DOMAIN,
    meaning="The average score of children in care in their best eight examination subjects at 16 (Attainment 8).",
    why="Results at 16 open or close the ways on. Few children make up the average, so it moves much by chance.",
    numerator_words="Attainment 8 scores, added up",
    denominator_words="looked after pupils at the end of key stage 4",
    unit=SCORE,
    polarity=HIGHER_IS_BETTER,
    basis=YEAR,
    every=YEARLY,
    published=("LAC_KS4_AVG_Attain8", "LAC_EngMaths9-4"),
    differs=SCHOOL_RESULTS,
    tags=(OUTCOME,),
    agency=agencies.SCHOOLS,
    source=Source(reports.WARRINGTON_2011, "paragraph 38"),
    default=LIKE_NEIGHBOURS,
)

END_OF_SCHOOL_IN_NEED = ratio_of(
    id="cin_ks4_attainment8",
    title="GCSE attainment of children in need",
    domain=DOMAIN,
    meaning="The average score of children in need in their best eight examination subjects at 16 (Attainment 8).",
    why="Many more children are in need than in care, and their schooling suffers as much.",
    numerator_words="Attainment 8 scores, added up",
    denominator_words="children in need at the end of key stage 4",
    unit=SCORE,
    polarity=HIGHER_IS_BETTER,
    basis=YEAR,
    every=YEARLY,
    published=("CIN_Avg_Attain8_KS4", "CIN_KS2_ExpStd_RWM"),
    differs=SCHOOL_RESULTS,
    tags=(OUTCOME,),
    agency=agencies.SCHOOLS,
    source=Source(reports.WORCESTERSHIRE, "Outcomes and impact, strengths"),
    default=LIKE_NEIGHBOURS,
)

MOVED_SCHOOL = share(
    id="cla_school_move_pct",
    title="Mid-year school moves",
    domain=DOMAIN,
    meaning="How many children in care changed school in the middle of the school year.",
    why="Each move costs friends and months of progress.",
    numerator_words="children who changed school in the middle of the school year",
    denominator_words="school-age children looked after",
    polarity=LOWER_IS_BETTER,
    basis=YEAR,
    every=YEARLY,
    published=("Stability_School",),
    differs=reports.YEAR_TO_MARCH,
    tags=(OUTCOME, QUALITY),
    agency=agencies.SCHOOLS,
    source=Source(reports.WARRINGTON_2011, "paragraph 46"),
    default=LIKE_NEIGHBOURS,
)

READY_FOR_ADULT_SERVICES = share(
    id="disabled_transition_plan_pct",
    title="Disabled young people with a transition plan by 17",
    domain=DOMAIN,
    meaning="How many disabled 17-year-olds whom social care knows have an agreed plan for help as adults.",
    why="Without a plan, help stops at 18 while the need goes on.",
    numerator_words="disabled 17-year-olds with an agreed plan for adult services",
    denominator_words="disabled 17-year-olds known to social care at the month end",
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    every=QUARTERLY,
    tags=(COMPLIANCE,),
    agency=agencies.ADULT_SERVICES,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 26"),
    default=asked(90, 75, "the report finds such plans neither clear nor timely"),
)

ADMITTED = ratio_of(
    id="adolescent_mh_admissions_rate",
    title="Mental health hospital admissions, under 18",
    domain=DOMAIN,
    meaning="How many children were taken into hospital for their mental health, for every 100,000 who live here.",
    why="It is the sharp end of distress that earlier help might have eased.",
    numerator_words="admissions of under-18s for mental health in the year",
    denominator_words="children aged 0 to 17",
    unit=RATE_PER_100K,
    polarity=LOWER_IS_BETTER,
    basis=YEAR,
    every=YEARLY,
    published=("CMH_0-17yrs",),
    differs="Ours is what the hospitals report; the published figure is checked and covers the year to 31 March.",
    tags=(OUTCOME,),
    agency=agencies.HEALTH,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, further consideration"),
    default=LIKE_NEIGHBOURS,
)

YOUNG_PARENTS = ratio_of(
    id="under18_conception_rate",
    title="Under-18 conceptions",
    domain=DOMAIN,
    meaning="How many girls under 18 became pregnant in the year, for every 1,000 girls aged 15 to 17.",
    why="Very young parents and their children more often need help; the published series ends with 2022.",
    numerator_words="conceptions of girls under 18 in the year",
    denominator_words="girls aged 15 to 17",
    unit=RATE_PER_1K,
    polarity=LOWER_IS_BETTER,
    basis=YEAR,
    every=YEARLY,
    published=("Under18concep",),
    differs="The published figure is of a calendar year and comes out more than a year later.",
    tags=(OUTCOME,),
    agency=agencies.HEALTH,
    source=Source(reports.WARRINGTON_2011, "paragraph 28"),
    default=LIKE_NEIGHBOURS,
)

INDICATORS = (
    MENTAL_HEALTH_ASSESSED,
    MENTAL_HEALTH_HELPED,
    GOOD_EDUCATION_PLANS,
    SUSPENDED,
    EXCLUDED,
    END_OF_PRIMARY,
    END_OF_SCHOOL,
    END_OF_SCHOOL_IN_NEED,
    MOVED_SCHOOL,
    READY_FOR_ADULT_SERVICES,
    ADMITTED,
    YOUNG_PARENTS,
)
