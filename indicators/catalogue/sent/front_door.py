"""Early help and the front door: waiting, hand-overs, and what those who refer are told."""

from indicators.catalogue import agencies, reports
from indicators.catalogue.sent.figure import NUMERATOR, asked, number, share
from indicators.model import (
    COMPLIANCE,
    DAYS,
    FINANCIAL_YEAR,
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    MONTH,
    OUTCOME,
    QUALITY,
    QUARTERLY,
    SNAPSHOT,
    SUMMARY,
    TEAMS,
    Default,
    Indicator,
    Source,
)

DOMAIN = "Front door"

REFERRER_TOLD = share(
    id="referrer_feedback_recorded_pct",
    title="Feedback to the referrer recorded",
    domain=DOMAIN,
    meaning="How many of the professionals who made contact were told what came of it, as far as the record shows.",
    why="A teacher or nurse who hears nothing may not call again, or calls again for no reason.",
    numerator_words="contacts and referrals whose record shows that the referrer was told the outcome",
    denominator_words="contacts and referrals from professionals in the month",
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    tags=(COMPLIANCE,),
    agency=agencies.FRONT_DOOR,
    source=Source(reports.WARRINGTON_2021, "Main findings, next steps"),
    default=asked(90, 75, "the report found it not always clear"),
)

ABUSE_TRIAGED = share(
    id="da_daily_triage_pct",
    title="Domestic abuse notifications triaged at the next daily meeting",
    domain=DOMAIN,
    meaning="How many domestic abuse notifications from the police were discussed at the agencies' next daily meeting.",
    why="Children who live with violence need a joined-up answer within a day.",
    numerator_words="notifications discussed by the next working day",
    denominator_words="domestic abuse notifications received from the police in the month",
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    tags=(COMPLIANCE,),
    agency=agencies.FRONT_DOOR,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 3"),
    default=asked(95, 85, "the report praises a daily meeting"),
)

FAMILIES_WAITING = number(
    id="eh_waiting_count",
    title="Families waiting for an early help worker",
    domain=DOMAIN,
    meaning="How many families were accepted for early help more than 20 working days ago and still have no worker.",
    why="Problems that are small when help is promised may not be small when it comes.",
    numerator_words="families accepted more than 20 working days ago, without a worker at the month end",
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.EARLY_HELP,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, further consideration"),
    default=asked(0, 5, "the report saw a waiting list build up"),
)

WAIT_FOR_HELP = Indicator(
    id="eh_wait_days_median",
    title="Median wait for early help allocation",
    domain=DOMAIN,
    meaning="Half of the families who were given an early help worker in the month had waited this many working days "
    "or fewer.",
    why="A family that asks for help and waits may give up, or be in crisis by the time it comes.",
    table=SUMMARY,
    numerator=NUMERATOR,
    numerator_words="the median itself: working days from acceptance to a worker, of the families given one in the "
    "month; it is sent as the numerator, without a denominator",
    unit=DAYS,
    polarity=LOWER_IS_BETTER,
    basis=MONTH,
    breakdowns=TEAMS,
    tags=(QUALITY,),
    agency=agencies.EARLY_HELP,
    source=Source(reports.WARRINGTON_2021, "Main findings, early help"),
    default=asked(10, 20, "the report accepts a short wait while contact is kept"),
)

HANDED_OVER = share(
    id="step_transfer_on_time_pct",
    title="Step-up and step-down transfers completed on time",
    domain=DOMAIN,
    meaning="How many families who moved between early help and social care heard from the new service within ten "
    "working days.",
    why="Families fall into the gap between two services when neither makes the next call.",
    numerator_words="transfers with a first contact by the new service within 10 working days of the decision",
    denominator_words="step-up and step-down transfers decided in the month",
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    breakdowns=TEAMS,
    tags=(COMPLIANCE,),
    agency=agencies.EARLY_HELP,
    source=Source(reports.WARRINGTON_2022, "section 2, Key recommendations"),
    default=asked(90, 75, "the report names delays; ten working days is a local standard"),
)

FAMILY_PROGRAMME = share(
    id="supporting_families_target_pct",
    title="Family programme outcomes against target",
    domain=DOMAIN,
    meaning="How many families have a lasting result under the local family programme, set against the target for the "
    "year so far; more than 100% is more than was aimed at.",
    why="It tells whether help for whole families lasts, and the programme's money depends on it.",
    numerator_words="families with an accepted outcome since 1 April",
    denominator_words="families that the target sets for the same months",
    polarity=HIGHER_IS_BETTER,
    basis=FINANCIAL_YEAR,
    every=QUARTERLY,
    numerator_counts_apart=True,  # a target is not a group of families: it may be passed
    tags=(OUTCOME,),
    agency=agencies.EARLY_HELP,
    source=Source(reports.WORCESTERSHIRE, "Outcomes and impact, strengths"),
    default=Default(green=100, amber=90, basis="the programme's own target; amber is a proposal"),
)

INDICATORS = (REFERRER_TOLD, ABUSE_TRIAGED, FAMILIES_WAITING, WAIT_FOR_HELP, HANDED_OVER, FAMILY_PROGRAMME)
