"""Children at risk: strategy discussions, conferences and plans, and children whom other services see first."""

from indicators.catalogue import agencies, reports
from indicators.catalogue.sent.figure import asked, number, share
from indicators.model import (
    COMPLIANCE,
    DEMAND,
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    MONTH,
    NEUTRAL,
    OUTCOME,
    QUALITY,
    QUARTER,
    QUARTERLY,
    ROLLING_12,
    SNAPSHOT,
    TEAMS,
    Source,
)

DOMAIN = "Help & protection"

DISCUSSED_IN_TIME = share(
    id="strategy_discussion_timely_pct",
    title="Strategy discussions held on time",
    domain=DOMAIN,
    meaning="How many strategy discussions, in which agencies decide together how to protect a child, were held within "
    "one working day of the concern.",
    why="A child at risk of serious harm cannot wait for diaries to be matched.",
    numerator_words="strategy discussions held within one working day of the concern that met the threshold",
    denominator_words="strategy discussions held in the month",
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    breakdowns=TEAMS,
    tags=(COMPLIANCE,),
    agency=agencies.POLICE_AND_HEALTH,
    source=Source(reports.WARRINGTON_2021, "Main findings, strategy meetings"),
    default=asked(95, 85, "one working day is a common local standard"),
)

ALL_THREE_PRESENT = share(
    id="strategy_agency_attendance_pct",
    title="Strategy meetings with police and health present",
    domain=DOMAIN,
    meaning="How many strategy meetings had social care, police and health all taking part.",
    why="Each agency knows something that the others do not; a decision without one of them is a guess.",
    numerator_words="strategy meetings with social care, police and health present",
    denominator_words="strategy meetings held in the month",
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    tags=(COMPLIANCE, QUALITY),
    agency=agencies.POLICE_AND_HEALTH,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 7"),
    default=asked(90, 75, f"the fewest who should attend: {reports.WORKING_TOGETHER}"),
)

ENQUIRIES_IN_TIME = share(
    id="s47_completed_15wd_pct",
    title="Section 47 enquiries concluded within 15 working days",
    domain=DOMAIN,
    meaning="Of the section 47 enquiries, into whether a child is being harmed, that ended in the last year, how many "
    "took no more than 15 working days.",
    why="While it lasts nobody knows whether the child is safe, and the family lives with that.",
    numerator_words="enquiries concluded within 15 working days of the strategy discussion",
    denominator_words="section 47 enquiries concluded in the last 12 months",
    polarity=HIGHER_IS_BETTER,
    basis=ROLLING_12,
    breakdowns=TEAMS,
    tags=(COMPLIANCE,),
    agency=agencies.SOCIAL_CARE,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 7"),
    default=asked(90, 80, f"15 working days to a conference: {reports.WORKING_TOGETHER}, applied to every enquiry"),
)

CLEAR_DECISIONS = share(
    id="icpc_rationale_recorded_pct",
    title="Conference records with a clear rationale",
    domain=DOMAIN,
    meaning="How many of the child protection conference records that were checked make clear why it was decided so.",
    why="Parents, workers and a later reader must be able to see why a plan was or was not made.",
    numerator_words="checked records in which the reason for the decision is clear",
    denominator_words="conference records checked in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(QUALITY,),
    agency=agencies.REVIEWING_SERVICE,
    source=Source(reports.WARRINGTON_2021, "What needs to improve"),
    default=asked(95, 85),
)

FIRST_CORE_GROUPS = share(
    id="core_group_timely_pct",
    title="First core group within 10 working days",
    domain=DOMAIN,
    meaning="How many new child protection plans had a first meeting of the family and the workers who carry out the "
    "plan, the core group, within ten working days.",
    why="The conference agrees what must change; the core group is where it begins.",
    numerator_words="plans whose core group met within 10 working days of the conference",
    denominator_words="child protection plans begun in the month",
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    breakdowns=TEAMS,
    tags=(COMPLIANCE,),
    agency=agencies.SOCIAL_CARE,
    source=Source(reports.WARRINGTON_2011, "paragraph 25"),
    default=asked(95, 85, f"10 working days: {reports.WORKING_TOGETHER}"),
)

DATED_PLANS = share(
    id="plan_action_timescales_pct",
    title="Plans where every action has a timescale",
    domain=DOMAIN,
    meaning="In how many child in need and child protection plans every action says by when it is to be done.",
    why="An action without a date is a hope: nobody can tell that it is late.",
    numerator_words="plans in which every action has a date",
    denominator_words="child in need and child protection plans, all that are open or those checked",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.SOCIAL_CARE,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 9, and What needs to improve"),
    default=asked(95, 80),
)

LESS_EXPLOITED = share(
    id="exploitation_risk_reduced_pct",
    title="Exploitation risk reduced at review",
    domain=DOMAIN,
    meaning="Of the children thought to be at high or medium risk of exploitation, how many were at a lower risk when "
    "their case was looked at again.",
    why="It asks whether the help makes children safer, not whether a meeting was held.",
    numerator_words="children whose risk of exploitation was lower at the latest review",
    denominator_words="children at high or medium risk who were reviewed in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(OUTCOME,),
    agency=agencies.PARTNERSHIP,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 15"),
    default=asked(60, 45, "the report found that help reduces risk"),
)

NOT_FOUND = number(
    id="cme_located_count",
    title="Children missing education not yet located",
    domain=DOMAIN,
    meaning="How many children who should be at school are on no school's roll, and nobody knows where they are.",
    why="A child whom no school sees may be at risk, abroad, or exploited.",
    numerator_words="children missing education who have not been located at the month end",
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    tags=(OUTCOME,),
    agency=agencies.EDUCATION,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 14"),
    default=asked(0, 5, "the report expects children to be located as soon as possible"),
)

TAUGHT_AT_HOME = number(
    id="ehe_count",
    title="Children electively home educated",
    domain=DOMAIN,
    meaning="How many children are known to be taught at home because their parents chose it.",
    why="Most are well; but fewer people see them, so leaders should know how many there are.",
    numerator_words="children known to be home educated at the month end",
    polarity=NEUTRAL,
    basis=SNAPSHOT,
    tags=(DEMAND,),
    agency=agencies.EDUCATION,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 14"),
)

HOMELESS = number(
    id="homeless_1617_count",
    title="Young people aged 16 and 17 presenting as homeless",
    domain=DOMAIN,
    meaning="How many 16- and 17-year-olds came to the council in the month because they had nowhere to live.",
    why="A child without a home is a child in need, and working with families and housing can prevent it.",
    numerator_words="16- and 17-year-olds who presented as homeless in the month",
    polarity=LOWER_IS_BETTER,
    basis=MONTH,
    tags=(OUTCOME, DEMAND),
    agency=agencies.HOUSING,
    source=Source(reports.WARRINGTON_2011, "paragraph 53"),
)

HOMELESS_ASSESSED = share(
    id="homeless_1617_joint_assessed_pct",
    title="Homeless 16-17s with a joint assessment",
    domain=DOMAIN,
    meaning="How many homeless 16- and 17-year-olds were assessed by housing and social care together, and told of "
    "their right to come into care.",
    why="Given only a flat, a child of 16 may lose the care that the law would give.",
    numerator_words="presentations assessed by both, with the young person told of their rights under section 20",
    denominator_words="homeless 16- and 17-year-olds who presented in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(COMPLIANCE,),
    agency=agencies.HOUSING,
    source=Source(reports.WORCESTERSHIRE, "Working together, further consideration"),
    default=asked(100, 90, "statutory guidance on homeless 16- and 17-year-olds, after the Southwark judgment"),
)

STILL_AT_HOME = share(
    id="edge_of_care_at_home_pct",
    title="Edge of care: children still at home",
    domain=DOMAIN,
    meaning="Of the children who were helped because they might have had to come into care, how many were not in care "
    "half a year later.",
    why="It shows whether help on the edge of care keeps families together.",
    numerator_words="children who were not looked after six months after the help began",
    denominator_words="children whose edge of care support began in the 12 months that ended six months ago",
    polarity=HIGHER_IS_BETTER,
    basis=ROLLING_12,
    tags=(OUTCOME,),
    agency=agencies.SOCIAL_CARE,
    source=Source(reports.WORCESTERSHIRE, "Vision, strategy and leadership, further consideration"),
    default=asked(85, 75, "the report had yet to see such help take effect"),
)

ALLEGATIONS = share(
    id="lado_resolved_1m_pct",
    title="Allegations against staff concluded within one month",
    domain=DOMAIN,
    meaning="Of the allegations against people who work with children that were settled in the quarter, how many took "
    "a month or less from referral to the designated officer.",
    why="Children must be safe meanwhile, and those wrongly accused should not wait for long.",
    numerator_words="allegations concluded within one month of referral",
    denominator_words="allegations concluded in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(COMPLIANCE,),
    agency=agencies.EMPLOYERS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 12"),
    default=asked(80, 65, "80% in a month was once expected nationally"),
)

INDICATORS = (
    DISCUSSED_IN_TIME,
    ALL_THREE_PRESENT,
    ENQUIRIES_IN_TIME,
    CLEAR_DECISIONS,
    FIRST_CORE_GROUPS,
    DATED_PLANS,
    LESS_EXPLOITED,
    NOT_FOUND,
    TAUGHT_AT_HOME,
    HOMELESS,
    HOMELESS_ASSESSED,
    STILL_AT_HOME,
    ALLEGATIONS,
)
