"""Quality and leadership: what audits find, what becomes of actions and complaints, and whether children are heard."""

from indicators.catalogue import agencies, reports
from indicators.catalogue.sent.figure import asked, number, share
from indicators.model import (
    COMPLIANCE,
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    MONTH,
    OUTCOME,
    QUALITY,
    QUARTER,
    QUARTERLY,
    SNAPSHOT,
    TEAMS,
    Default,
    Source,
)

DOMAIN = "Quality & leadership"

AUDIT_ACTIONS = share(
    id="audit_action_on_time_pct",
    title="Audit actions completed on time",
    domain=DOMAIN,
    meaning="Of the actions that audits asked for and that were due in the month, how many were done by the day.",
    why="An audit changes nothing until somebody acts on it.",
    numerator_words="actions done by their due date",
    denominator_words="audit actions due in the month",
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    breakdowns=TEAMS,
    tags=(COMPLIANCE,),
    agency=agencies.PRACTICE,
    source=Source(reports.WARRINGTON_2021, "Main findings, quality assurance"),
    default=asked(90, 75, "the report asks that actions be tracked"),
)

CHILDS_VOICE = share(
    id="audit_childs_voice_pct",
    title="Audits that find the child's voice clear",
    domain=DOMAIN,
    meaning="In how many audits the record clearly showed what the child wishes and feels.",
    why="Work that does not know what the child wants is not about the child.",
    numerator_words="audits that found the child's wishes and feelings clearly recorded",
    denominator_words="audits done in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.PRACTICE,
    source=Source(reports.WARRINGTON_2021, "What needs to improve"),
    default=asked(90, 75),
)

OTHER_THRESHOLD = share(
    id="audit_threshold_disagree_pct",
    title="Audits that disagree with the threshold decision",
    domain=DOMAIN,
    meaning="In how many of the audits that looked at it the auditor would have decided otherwise on how serious the "
    "case was.",
    why="A threshold set wrong leaves a child at risk, or a family under an enquiry that it did not need.",
    numerator_words="audits in which another threshold, such as section 47, should have been applied",
    denominator_words="audits of the quarter that tested the threshold",
    polarity=LOWER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.PRACTICE,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, strengths"),
    default=Default(green=5, amber=15, basis="3 of 20 (15%) in the report is the limit; the target is a proposal"),
)

UNSAFE = number(
    id="audit_safeguarding_escalation_count",
    title="Audits escalated for immediate safety",
    domain=DOMAIN,
    meaning="How many of the month's audits had to be passed on at once because a child might not be safe.",
    why="It should never take an audit to find a child in danger.",
    numerator_words="audits escalated because a child may be unsafe",
    polarity=LOWER_IS_BETTER,
    basis=MONTH,
    breakdowns=TEAMS,
    tags=(QUALITY, OUTCOME),
    agency=agencies.PRACTICE,
    source=Source(reports.WARRINGTON_2022, "annexe A, after the table"),
    default=asked(0, 1, "none among the cases of the report"),
)

CHRONOLOGIES = share(
    id="chronology_current_pct",
    title="Case files with a current chronology",
    domain=DOMAIN,
    meaning="How many of the audited files hold the story of the child's life, brought up to date within six months.",
    why="Harm that builds up shows only when events stand in a row.",
    numerator_words="files with a chronology updated in the last six months",
    denominator_words="files audited in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.PRACTICE,
    source=Source(reports.WARRINGTON_2022, "annexe A, Identification and response"),
    default=asked(85, 65, "the report missed them in most records"),
)

OVERSIGHT = share(
    id="management_oversight_pct",
    title="Management oversight recorded",
    domain=DOMAIN,
    meaning="On how many open cases a manager wrote down a decision or direction in the last three months.",
    why="A second, calmer pair of eyes stops cases from drifting.",
    numerator_words="cases with a manager's decision or direction in the last three months",
    denominator_words="open cases at the month end",
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    tags=(COMPLIANCE,),
    agency=agencies.PRACTICE,
    source=Source(reports.WARRINGTON_2022, "annexe A, Management oversight"),
    default=asked(95, 85, "on most cases, says the report"),
)

IDENTITY = share(
    id="identity_needs_recorded_pct",
    title="Identity and culture considered in assessments",
    domain=DOMAIN,
    meaning="How many of the audited assessments speak of the child's ethnicity, culture, religion and identity.",
    why="Help fits only when it knows who the child is.",
    numerator_words="assessments that address identity",
    denominator_words="assessments audited in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.PRACTICE,
    source=Source(reports.WARRINGTON_2011, "paragraph 23"),
    default=asked(90, 75, "the report saw little attention paid to it"),
)

COMPLAINTS = share(
    id="complaints_timely_pct",
    title="Complaints answered on time",
    domain=DOMAIN,
    meaning="How many first-stage complaints were answered within ten working days, or twenty where they are complex.",
    why="Children and parents who complain should hear soon; what they say is also a warning.",
    numerator_words="stage 1 complaints answered on time",
    denominator_words="stage 1 complaints whose answer was due in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(COMPLIANCE,),
    agency=agencies.COMPLAINTS,
    source=Source(reports.WARRINGTON_2011, "paragraph 19"),
    default=asked(90, 75, "10 or 20 working days: regulations of 2006 on representations by children"),
)

ESCALATIONS = share(
    id="escalation_resolved_10wd_pct",
    title="Professional escalations resolved in 10 working days",
    domain=DOMAIN,
    meaning="How many of the worries that partners or reviewing officers took to a higher level were settled within "
    "ten working days.",
    why="Those who raise a worry twice usually have a reason.",
    numerator_words="escalations settled within 10 working days",
    denominator_words="escalations raised in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(COMPLIANCE, QUALITY),
    agency=agencies.PARTNERSHIP,
    source=Source(reports.WORCESTERSHIRE, "Vision, strategy and leadership, further consideration"),
    default=asked(90, 70, "the report calls the answer inadequate; ten working days is a local standard"),
)

COMPLETE_DATA = share(
    id="data_completeness_pct",
    title="Completeness of key fields in the extract",
    domain=DOMAIN,
    meaning="How much of what the monthly returns must hold is there, and can be right.",
    why="No figure on this scorecard is better than the records that it is made of.",
    numerator_words="required values that are present and valid",
    denominator_words="values that the month's returns require",
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.DATA,
    source=Source(reports.WARRINGTON_2022, "section 5, Leadership effectiveness"),
    default=asked(98, 95, "the report found the information not as full as it could be"),
)

INSPECTION_ACTIONS = share(
    id="inspection_action_on_time_pct",
    title="Inspection and peer review actions on time",
    domain=DOMAIN,
    meaning="Of the actions that inspections and peer reviews asked for and that were due, how many were done by then.",
    why="A council that does not do what inspectors ask will read the same again.",
    numerator_words="actions done by their due date",
    denominator_words="actions from inspections and peer reviews due in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(COMPLIANCE,),
    agency=agencies.LEADERS,
    source=Source(reports.WARRINGTON_2011, "paragraph 43"),
    default=asked(95, 80, "the report sets actions for at once, three months and six months"),
)

PANEL_CHALLENGES = share(
    id="cp_panel_action_closed_pct",
    title="Corporate parenting panel challenges closed",
    domain=DOMAIN,
    meaning="How many of the questions and actions that the corporate parenting panel raised had an answer by its next "
    "meeting.",
    why="Councillors are parents to these children: their questions deserve answers.",
    numerator_words="panel actions answered by the next meeting",
    denominator_words="actions and challenges that the panel raised in the quarter",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(QUALITY,),
    agency=agencies.CORPORATE_PARENTS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 38"),
    default=asked(90, 75, "the report describes a panel that challenges"),
)

CHILDREN_HEARD = number(
    id="cicc_engagement_count",
    title="Children engaged in the children in care council",
    domain=DOMAIN,
    meaning="How many different children in care and care leavers took part in their council or forum in the quarter.",
    why="Those who live with the service know it best; see it beside the number of children in care.",
    numerator_words="children and young people who took part in the quarter, each once",
    polarity=HIGHER_IS_BETTER,
    basis=QUARTER,
    every=QUARTERLY,
    tags=(QUALITY,),
    agency=agencies.CORPORATE_PARENTS,
    source=Source(reports.WARRINGTON_2011, "paragraph 47"),
)

INDICATORS = (
    AUDIT_ACTIONS,
    CHILDS_VOICE,
    OTHER_THRESHOLD,
    UNSAFE,
    CHRONOLOGIES,
    OVERSIGHT,
    IDENTITY,
    COMPLAINTS,
    ESCALATIONS,
    COMPLETE_DATA,
    INSPECTION_ACTIONS,
    PANEL_CHALLENGES,
    CHILDREN_HEARD,
)
