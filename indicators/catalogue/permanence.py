"""Ways out of care: adoption, special guardianship, and the court's time."""

import polars as pl

from data import codes
from indicators.catalogue import reports
from indicators.cohorts import during
from indicators.model import (
    COUNT,
    DAYS,
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    NEUTRAL,
    PERCENT,
    RATE_PER_10K,
    ROLLING_12,
    SNAPSHOT,
    TEAMS,
    WEEKS,
    Default,
    Indicator,
    Source,
)

DOMAIN = "Permanence & adoption"


def days_between(start: str, end: str) -> pl.Expr:
    """Calendar days from start to end."""
    return (pl.col(end) - pl.col(start)).dt.total_days()


def _exits(id: str, title: str, meaning: str, why: str, words: str, reasons: tuple[str, ...], **facts) -> Indicator:
    return Indicator(
        id=id,
        title=title,
        domain=DOMAIN,
        meaning=meaning,
        why=why,
        table="care_exits",
        numerator=pl.col("reason_ceased").is_in(reasons),
        denominator=pl.col("cla_end_date").is_not_null(),
        numerator_words=words,
        denominator_words="children who left care in the last 12 months",
        unit=PERCENT,
        polarity=HIGHER_IS_BETTER,
        basis=ROLLING_12,
        breakdowns=TEAMS,
        history_months=12,
        differs=reports.YEAR_TO_MARCH,
        default=LIKE_NEIGHBOURS,
        **facts,
    )


ADOPTED = _exits(
    "adopted_pct",
    "Children leaving care through adoption",
    "Of the children who left care in the last year, how many were adopted.",
    "Adoption gives a child a family for life.",
    "those who were adopted",
    codes.ADOPTED,
    published=("%_of LAC Adopted", "No_of LAC Adopted"),
    source=Source(reports.WORCESTERSHIRE, "Effective practice, strengths"),
)

SPECIAL_GUARDIANSHIP = _exits(
    "sgo_pct",
    "Children leaving care on a special guardianship order",
    "Of the children who left care in the last year, how many went to a special guardian.",
    "It gives a child a lasting home, mostly with relatives.",
    "those who left on a special guardianship order",
    codes.SPECIAL_GUARDIANSHIP,
    published=("LAC_ceased_SGO%", "LAC_ceased_SGO"),
    source=Source(reports.WARRINGTON_2011, "paragraph 51"),
)

ADOPTED_IN_YEAR = during("adoption_order_date", 12).fill_null(False)
TO_PLACEMENT = days_between("entered_care_date", "placed_date")

CARE_TO_ADOPTERS = Indicator(
    id="adoption_a1_days",
    title="Entering care to moving in with adopters",
    domain=DOMAIN,
    meaning="For children adopted in the last year, the average days from coming into care to moving in with their "
    "adopters.",
    why="Every month of a young child's life counts.",
    table="adoptions",
    numerator=TO_PLACEMENT,
    denominator=pl.when(~ADOPTED_IN_YEAR).then(False).when(TO_PLACEMENT >= 0).then(True),
    numerator_words="days from entering care to placement, added up",
    denominator_words="children adopted in the last 12 months with both dates",
    unit=DAYS,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    source=Source(reports.WARRINGTON_2011, "paragraph 38"),
    default=Default(green=426, amber=487, basis="adoption scorecard: 14 months; national figures span 3 years"),
)

ORDER_TO_MATCH = days_between("placement_order_date", "matched_date")

ORDER_TO_ADOPTERS = Indicator(
    id="adoption_a2_days",
    title="Placement order to match",
    domain=DOMAIN,
    meaning="For children adopted in the last year, the average days from the court's permission to the decision on "
    "a family.",
    why="It shows how long finding a family takes once the court has decided.",
    table="adoptions",
    numerator=ORDER_TO_MATCH.clip(lower_bound=0),
    denominator=pl.when(~ADOPTED_IN_YEAR).then(False).when(ORDER_TO_MATCH.is_not_null()).then(True),
    numerator_words="days from placement order to match, added up; a match before the order counts as no wait",
    denominator_words="children adopted in the last 12 months with both dates",
    unit=DAYS,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    source=Source(reports.WARRINGTON_2011, "paragraph 38"),
    default=Default(green=121, amber=152, basis="adoption scorecard: 4 months; national figures span 3 years"),
)

WAITING = Indicator(
    id="adoption_waiting_count",
    title="Children waiting with a placement order",
    domain=DOMAIN,
    meaning="How many children have the court's permission to be adopted and have not moved in with a family.",
    why="The longer a child waits, the harder it is to find a family.",
    table="adoptions",
    numerator=pl.col("placement_order_date").is_not_null()
    & pl.all_horizontal(pl.col("placed_date", "adoption_order_date", "decision_reversed_date").is_null()),
    numerator_words="children with a placement order, not placed, not adopted, decision not reversed",
    unit=COUNT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    source=Source(reports.WARRINGTON_2011, "paragraph 52"),
)

ENDED_IN_YEAR = during("pre_proceedings_end", 12).fill_null(False)
PRE_PROCEEDINGS_DAYS = days_between("letter_date", "pre_proceedings_end")

DIVERTED = Indicator(
    id="preproceedings_diverted_pct",
    title="Families diverted from care at pre-proceedings",
    domain="Help & protection",
    meaning="Of the families whose pre-proceedings ended in the last year, how many did not go to court.",
    why="Pre-proceedings are the last chance to keep a family together safely.",
    table="proceedings",
    numerator=pl.when(pl.col("stepped_down").is_not_null()).then(
        pl.col("stepped_down") & pl.col("issue_date").is_null()
    ),
    denominator=ENDED_IN_YEAR,
    numerator_words="families stepped down for every child, with no application issued",
    denominator_words="families whose pre-proceedings ended in the last 12 months",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=ROLLING_12,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 13"),
    default=Default(green=45, amber=35, basis="the report calls nearly half good; the limits are a proposal"),
)

PRE_PROCEEDINGS_LENGTH = Indicator(
    id="preproceedings_weeks_avg",
    title="Average length of pre-proceedings",
    domain="Help & protection",
    meaning="For families whose pre-proceedings ended in the last year, the average weeks from the letter to the end.",
    why="Long pre-proceedings leave a child in limbo.",
    table="proceedings",
    numerator=PRE_PROCEEDINGS_DAYS / 7,
    denominator=pl.when(~ENDED_IN_YEAR).then(False).when(PRE_PROCEEDINGS_DAYS >= 0).then(True),
    numerator_words="weeks from the first letter to the end, added up",
    denominator_words="families whose pre-proceedings ended in the last 12 months, with a letter before the end",
    unit=WEEKS,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    source=Source(reports.WARRINGTON_2022, "annexe A, Permanence"),
    default=Default(green=16, amber=20, basis="16 weeks: practice guidance of 2021; the limits are a proposal"),
)

CONCLUDED_IN_YEAR = during("final_order_date", 12).fill_null(False)
PROCEEDINGS_DAYS = days_between("issue_date", "final_order_date")

PROCEEDINGS_LENGTH = Indicator(
    id="care_proceedings_weeks_avg",
    title="Average length of care proceedings",
    domain=DOMAIN,
    meaning="For families whose care proceedings ended in the last year, the average weeks from application to final "
    "order.",
    why="The law asks for 26 weeks, because a child's life is on hold.",
    table="proceedings",
    numerator=PROCEEDINGS_DAYS / 7,
    denominator=pl.when(~CONCLUDED_IN_YEAR).then(False).when(PROCEEDINGS_DAYS >= 0).then(True),
    numerator_words="weeks from application to the last final order, added up",
    denominator_words="families with a final order for every child, the last in the last 12 months",
    unit=WEEKS,
    polarity=LOWER_IS_BETTER,
    basis=ROLLING_12,
    source=Source(reports.WARRINGTON_2022, "section 5, Timely permanency"),
    default=Default(green=26, amber=35, basis="26 weeks: Children Act 1989, section 32; amber is a proposal"),
)

APPLICATIONS = Indicator(
    id="care_applications_rate_10k",
    title="Care applications per 10,000 children",
    domain=DOMAIN,
    meaning="How many families the council took to court in the last year, for every 10,000 children.",
    why="It shows where the threshold for court lies.",
    table="proceedings",
    numerator=during("issue_date", 12).fill_null(False),
    numerator_words="families with an application issued in the last 12 months",
    denominator_words="children aged 0 to 17 (mid-year estimate)",
    unit=RATE_PER_10K,
    polarity=NEUTRAL,
    basis=ROLLING_12,
    published=("CareApplications",),
    differs=reports.YEAR_TO_MARCH,
    source=Source(reports.WORCESTERSHIRE, "Effective practice, strengths"),
)

INDICATORS = (
    ADOPTED,
    SPECIAL_GUARDIANSHIP,
    CARE_TO_ADOPTERS,
    ORDER_TO_ADOPTERS,
    WAITING,
    PROCEEDINGS_LENGTH,
    APPLICATIONS,
)
BEFORE_COURT = (DIVERTED, PRE_PROCEEDINGS_LENGTH)
