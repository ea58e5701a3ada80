"""Children in care: how near to home, with whom, and how they are heard."""

from indicators.catalogue import agencies, reports
from indicators.catalogue.sent.figure import asked, number, share
from indicators.model import (
    COMPLIANCE,
    DEMAND,
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    OUTCOME,
    QUALITY,
    QUARTER,
    QUARTERLY,
    ROLLING_12,
    SNAPSHOT,
    TEAMS,
    YEAR,
    YEARLY,
    Default,
    Source,
)

DOMAIN = "Children in care"

FAR_FROM_HOME = share(
    id="cla_over_20_miles_pct",
    title="Placed more than 20 miles from home and outside the area",
    domain=DOMAIN,
    meaning="How many children in care live more than 20 miles from home and outside the council's area.",
    why="Far away, children lose family, friends and school, and are harder for their workers to see.",
    numerator_words="children placed more than 20 miles from home and outside the boundary",
    denominator_words="children looked after at the month end",
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LACDistance",),
    differs=reports.AT_31_MARCH,
    tags=(QUALITY, OUTCOME),
    agency=agencies.PLACEMENTS,
    source=Source(reports.WARRINGTON_2011, "paragraph 38"),
    default=LIKE_NEIGHBOURS,
)

NOT_APPROVED = number(
    id="cla_unapproved_connected_count",
    title="Children with connected carers who are not approved",
    domain=DOMAIN,
    meaning="How many children in care live with a relative or friend who is not approved as a carer: the temporary "
    "approval has run out, or was never given.",
    why="Nobody has made sure that such a home is safe, so each child needs a decision by a named senior manager.",
    numerator_words="children with a connected carer without approval, temporary or full, at the month end",
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    tags=(COMPLIANCE,),
    agency=agencies.PLACEMENTS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 29, and What needs to improve"),
    default=asked(0, 2, f"16 weeks, at most 24: {reports.CARE_PLANNING}, regulations 24 and 25"),
)

TOOK_PART = share(
    id="cla_review_participation_pct",
    title="Children taking part in their reviews",
    domain=DOMAIN,
    meaning="In how many reviews of children aged four and over the child took part or gave their views.",
    why="A review decides about a child's life: the child should be heard in it.",
    numerator_words="reviews in which the child took part or whose views were given",
    denominator_words="reviews held in the last 12 months for children aged 4 and over",
    polarity=HIGHER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.REVIEWING_SERVICE,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 21"),
    default=asked(95, 90, "the report finds that children take part"),
)

DATED_CARE_PLANS = share(
    id="cla_plan_timescales_pct",
    title="Care plans with dated actions",
    domain=DOMAIN,
    meaning="In how many of the care plans and review records that were checked every action says by when.",
    why="Without dates a plan drifts, and a childhood with it.",
    numerator_words="checked care plans and review records in which every action has a date",
    denominator_words="care plans and review records checked in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.REVIEWING_SERVICE,
    source=Source(reports.WARWICKSHIRE_2021, "paragraphs 19 and 21"),
    default=asked(95, 80),
)

OFFENDING = share(
    id="cla_offending_pct",
    title="Looked after children convicted or cautioned",
    domain=DOMAIN,
    meaning="Of the children aged ten and over who were in care for the whole year, how many were convicted or given a "
    "youth caution.",
    why="Children in care are too often charged for what a family would settle at home.",
    numerator_words="children convicted or given a youth caution in the year",
    denominator_words="children aged 10 and over looked after for 12 months",
    polarity=LOWER_IS_BETTER,
    basis=YEAR,
    every=YEARLY,
    published=("LAC_Convictions",),
    differs=reports.YEAR_TO_MARCH,
    tags=(OUTCOME,),
    agency=agencies.PARTNERSHIP,
    source=Source(reports.WARRINGTON_2011, "paragraph 47"),
    default=LIKE_NEIGHBOURS,
)

SIBLINGS = share(
    id="cla_siblings_together_pct",
    title="Brothers and sisters placed together",
    domain=DOMAIN,
    meaning="Of the children in care who have a brother or sister in care and are meant to live together, how many "
    "live with at least one of them.",
    why="For many children a brother or sister is the only family that comes with them.",
    numerator_words="children who live with at least one brother or sister",
    denominator_words="children with a brother or sister in care and a plan to live together",
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    every=QUARTERLY,
    tags=(OUTCOME,),
    agency=agencies.PLACEMENTS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 17"),
    default=asked(80, 65, "together whenever possible, says the report"),
)

FOSTER_HOMES = number(
    id="foster_households_count",
    title="Approved in-house foster carers",
    domain=DOMAIN,
    meaning="How many households the council has approved to foster for it.",
    why="With more homes of its own a council can choose the right one, near by, and needs fewer agencies.",
    numerator_words="fostering households approved by the council at the month end",
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    published=("Number_Foster_Places(New)",),
    differs="Ours counts households; the published figure counts the places that they offer, on 31 March.",
    tags=(QUALITY, DEMAND),
    agency=agencies.PLACEMENTS,
    source=Source(reports.WARRINGTON_2011, "paragraph 6"),
)

LEARNT_FROM = share(
    id="placement_disruption_reviewed_pct",
    title="Unplanned moves followed by a disruption review",
    domain=DOMAIN,
    meaning="Of the placements that ended unplanned, after how many people met within 20 working days to see why.",
    why="A move that nobody learns from will happen again.",
    numerator_words="unplanned endings with a disruption meeting within 20 working days",
    denominator_words="placements that ended unplanned in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(COMPLIANCE, QUALITY),
    agency=agencies.PLACEMENTS,
    source=Source(reports.WARRINGTON_2011, "paragraph 51"),
    default=asked(90, 70, "the report found no system in it"),
)

GOOD_HOMES = share(
    id="cla_good_provision_pct",
    title="Children placed in provision rated good or outstanding",
    domain=DOMAIN,
    meaning="Of the children in care who live with a provider that Ofsted inspects, how many live with one rated good "
    "or outstanding.",
    why="The council chooses these homes: its children should not live in weak ones.",
    numerator_words="children whose provider is rated good or outstanding",
    denominator_words="children placed with an inspected provider at the month end",
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.PLACEMENTS,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, strengths"),
    default=Default(green=90, amber=80, basis="good or outstanding, says the report; the limits are a proposal"),
)

LIFE_STORY = share(
    id="cla_life_story_pct",
    title="Life-story work in place",
    domain=DOMAIN,
    meaning="Of the children who will not go back to their parents, how many have begun or finished work that helps "
    "them to know and understand their own story.",
    why="A child who knows why they came into care need not blame themselves.",
    numerator_words="children with life-story work begun or finished",
    denominator_words="children with a plan for permanence away from home",
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.SOCIAL_CARE,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 22"),
    default=asked(85, 65, "the report calls such work effective"),
)

ADVOCACY = share(
    id="cla_advocacy_offer_pct",
    title="Advocacy offered",
    domain=DOMAIN,
    meaning="How many children in care were offered someone independent to speak for them in the last year.",
    why="Children who disagree with a decision need somebody who is on their side only.",
    numerator_words="children with the offer of an independent advocate on record in the last 12 months",
    denominator_words="children looked after at the month end",
    polarity=HIGHER_IS_BETTER,
    basis=ROLLING_12,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(COMPLIANCE,),
    agency=agencies.REVIEWING_SERVICE,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 21"),
    default=asked(90, 70, "the report finds access in good time"),
)

INDICATORS = (
    FAR_FROM_HOME,
    NOT_APPROVED,
    TOOK_PART,
    DATED_CARE_PLANS,
    OFFENDING,
    SIBLINGS,
    FOSTER_HOMES,
    LEARNT_FROM,
    GOOD_HOMES,
    LIFE_STORY,
    ADVOCACY,
)
