"""Where children in care live."""

import polars as pl

from data import codes
from indicators.catalogue import reports
from indicators.cohorts import IS_OPEN, age_at_month_end, months_before
from indicators.model import (
    COUNT,
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    NEUTRAL,
    PERCENT,
    SNAPSHOT,
    TEAMS,
    Default,
    Indicator,
    Source,
)

DOMAIN = "Children in care"
OF_ALL = "children looked after at the month end"

LONG_TERM_STABLE = Indicator(
    id="cla_longterm_stable_pct",
    title="Long-term placement stability",
    domain=DOMAIN,
    meaning="Of the children under 16 in care for two and a half years or more, how many have lived in the same "
    "placement for two years.",
    why="It shows whether children who grow up in care have a lasting home.",
    table="placement_chains",
    numerator=pl.col("is_settled"),
    denominator=IS_OPEN & pl.col("is_long_in_care") & (age_at_month_end() < 16),
    numerator_words="those whose placement began two years ago or more, or who are placed for adoption and have been "
    "there and in the placement before for two years together",
    denominator_words="children under 16 looked after for two and a half years or more",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LAC_LongStable%", "LAC_LongStableNum"),
    differs="The published figure is of 31 March and rests on the chain of placements. So does ours in a month whose "
    "SSDA903 episodes are held: a change with the same carer, a temporary stay and a new legal status do not end a "
    "placement, and time placed for adoption is added to the placement before. In other months the list's latest "
    "placement is all that is known. A chain that begins before the files held is not recorded.",
    version="2",
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 26"),
    default=LIKE_NEIGHBOURS,
)

OUT_OF_AREA = Indicator(
    id="cla_out_of_area_pct",
    title="Placed outside the authority boundary",
    domain=DOMAIN,
    meaning="How many children in care live outside the council's area.",
    why="A child far from home is far from family, school and their social worker.",
    table="children_in_care",
    numerator=pl.col("placement_location") == "OUT",
    denominator=IS_OPEN,
    numerator_words="those placed outside the council's boundary",
    denominator_words=OF_ALL,
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 26"),
)

FOSTER_CARE = Indicator(
    id="cla_foster_care_pct",
    title="Children in foster care",
    domain=DOMAIN,
    meaning="How many children in care live with foster carers, relatives and friends included.",
    why="Most children do best in a family.",
    table="placements",
    numerator=pl.col("placement_type").is_in(codes.FOSTER_PLACEMENTS),
    denominator=IS_OPEN,
    numerator_words="those in a foster placement",
    denominator_words=OF_ALL,
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LAC_Foster_Placements",),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2022, "section 5, Timely permanency"),
    default=LIKE_NEIGHBOURS,
)

RESIDENTIAL = Indicator(
    id="cla_residential_pct",
    title="Children in children's homes and secure homes",
    domain=DOMAIN,
    meaning="How many children in care live in a children's home or a secure home.",
    why="Some need it; for others it stands for a family that could not be found.",
    table="placements",
    numerator=pl.col("placement_type").is_in(codes.RESIDENTIAL_PLACEMENTS),
    denominator=IS_OPEN,
    numerator_words="those in a children's home or secure home",
    denominator_words=OF_ALL,
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LAC_SecHome_And_ChildHome",),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2022, "section 5, Timely permanency"),
    default=LIKE_NEIGHBOURS,
)

AGENCY_FOSTERING = Indicator(
    id="cla_ifa_share_pct",
    title="Fostered children with independent agencies",
    domain=DOMAIN,
    meaning="Of the children fostered by people who are not relatives or friends, how many are with carers of an "
    "independent agency.",
    why="Agency placements cost more and are often further away.",
    table="placements",
    numerator=pl.col("placement_provider").is_in(codes.INDEPENDENT_PROVIDERS),
    denominator=IS_OPEN & pl.col("placement_type").is_in(("U4", "U5", "U6")).fill_null(False),
    numerator_words="those with a private or voluntary provider",
    denominator_words="children in foster placements that are not with relatives or friends",
    unit=PERCENT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2022, "section 5, Sufficiency of placements"),
    default=Default(green=30, amber=40, basis="the report asks to rely less on agencies; the limits are a proposal"),
)

KINSHIP = Indicator(
    id="cla_kinship_pct",
    title="Children fostered by family and friends",
    domain=DOMAIN,
    meaning="How many children in care are fostered by relatives or friends.",
    why="A child keeps family and belonging.",
    table="placements",
    numerator=pl.col("placement_type").is_in(codes.KINSHIP_PLACEMENTS),
    denominator=IS_OPEN,
    numerator_words="those fostered by a relative or friend",
    denominator_words=OF_ALL,
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 17"),
)

WITH_PARENTS = Indicator(
    id="cla_placed_with_parents_pct",
    title="Children placed with parents",
    domain=DOMAIN,
    meaning="How many children in care live with their own parents.",
    why="It may be the way home, or an order that should have been discharged.",
    table="placements",
    numerator=pl.col("placement_type") == "P1",
    denominator=IS_OPEN,
    numerator_words="those placed with parents",
    denominator_words=OF_ALL,
    unit=PERCENT,
    polarity=NEUTRAL,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    published=("LAC_Parents_OR_Others",),
    differs=reports.AT_31_MARCH,
    source=Source(reports.WARRINGTON_2011, "paragraph 51"),
)

CARE_ORDER_AT_HOME = Indicator(
    id="care_order_home_12m_count",
    title="Care orders at home for more than 12 months",
    domain="Permanence & adoption",
    meaning="How many children on a care order have lived with their parents for more than a year.",
    why="If home is safe the order should end; if it is not, home is the wrong place.",
    table="children_in_care",
    numerator=pl.when(
        IS_OPEN
        & (pl.col("placement_type") == "P1").fill_null(False)
        & pl.col("legal_status").is_in(codes.CARE_ORDERS).fill_null(False)
    )
    .then(pl.col("placement_start_date") < months_before(12))
    .otherwise(False),
    numerator_words="children on a full or interim care order placed with parents for more than 12 months",
    unit=COUNT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 39"),
    default=Default(green=0, amber=5, basis="the report wants earlier discharge; the limits are a proposal"),
)

PERMANENCE_PLAN = Indicator(
    id="permanence_plan_second_review_pct",
    title="Permanence plan agreed by the second review",
    domain="Permanence & adoption",
    meaning="How many children in care for four months or more have a plan for where they will grow up.",
    why="Without such a plan a child waits.",
    table="children_in_care",
    numerator=pl.when(pl.col("permanence_plan").is_not_null()).then(True),
    denominator=IS_OPEN & (pl.col("cla_start_date") <= months_before(4)),
    numerator_words="those with a permanence plan recorded",
    denominator_words="children looked after for four months or more",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2022, "annexe A, Permanence"),
    default=Default(
        green=95, amber=85, basis="a plan by the second review, at four months: statutory guidance; limits proposed"
    ),
)

INDICATORS = (LONG_TERM_STABLE, OUT_OF_AREA, FOSTER_CARE, RESIDENTIAL, AGENCY_FOSTERING, KINSHIP, WITH_PARENTS)
PERMANENCE = (PERMANENCE_PLAN, CARE_ORDER_AT_HOME)
