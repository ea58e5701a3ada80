"""Children in care: how many, and whether they are seen and reviewed."""

import polars as pl
from data.codes import LONG_TERM_FOSTERING

from indicators.catalogue import reports
from indicators.cohorts import MONTH_END, days_before, months_before, working_days_open
from indicators.model import Basis, Default, Indicator, Polarity, Source, Unit

DOMAIN = "Children in care"
CARE_PLANNING = "Care Planning, Placement and Case Review Regulations 2010"
IN_CARE = pl.col("is_open").fill_null(False)

CHILDREN = Indicator(
    id="cla_count",
    title="Children looked after",
    domain=DOMAIN,
    meaning="How many children the council looks after, short breaks left out.",
    why="It is the number of children to whom the council is a parent, and what drives cost and placements.",
    table="children_in_care",
    numerator=pl.col("is_open"),
    numerator_words="children looked after at the month end",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    basis=Basis.SNAPSHOT,
    breakdowns=("team",),
    published=("LACnum",),
    differs="The published figure is of 31 March.",
    source=Source(reports.WARRINGTON_2011, "paragraph 6"),
)

CHILDREN_RATE = Indicator(
    id="cla_rate_10k",
    title="Children looked after per 10,000",
    domain=DOMAIN,
    meaning="How many children are in care, for every 10,000 children who live here.",
    why="It lets councils of different size be compared.",
    table="children_in_care",
    numerator=pl.col("is_open"),
    numerator_words="children looked after at the month end",
    denominator_words="children aged 0 to 17 (mid-year estimate)",
    unit=Unit.RATE_PER_10K,
    polarity=Polarity.NEUTRAL,
    basis=Basis.SNAPSHOT,
    published=("LAC",),
    differs="The published figure is of 31 March.",
    source=Source(reports.WARRINGTON_2011, "paragraph 41"),
)

LONG_TERM = (pl.col("placement_start_date") <= months_before(12)) & (
    pl.col("placement_type").is_in(LONG_TERM_FOSTERING).fill_null(False)
    | pl.col("permanence_plan").eq_missing("LT_FOST")
)

VISITS_IN_TIME = Indicator(
    id="cla_visit_timely_pct",
    title="Visits to looked after children on time",
    domain=DOMAIN,
    meaning="How many children in care were last visited by their social worker within six weeks, or within "
    "three months where they are settled in a long-term placement.",
    why="A visit is how the council knows that a child is safe and heard.",
    table="children_in_care",
    numerator=pl.col("last_visit_date")
    >= pl.when(LONG_TERM.fill_null(False)).then(months_before(3)).otherwise(days_before(42)),
    denominator=IN_CARE & ((MONTH_END - pl.col("cla_start_date")).dt.total_days() >= 7),
    numerator_words="children whose last visit was within the interval that applies to them",
    denominator_words="children in care at the month end for seven days or more",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    basis=Basis.SNAPSHOT,
    breakdowns=("team",),
    source=Source(reports.WARRINGTON_2022, "annexe A, Direct work"),
    default=Default(green=95, amber=90, basis=f"{CARE_PLANNING}, regulation 28; the share to reach is a proposal"),
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
    denominator=IN_CARE & (working_days_open("cla_start_date") > 20),
    numerator_words="children whose latest review is no more than six months old",
    denominator_words="children in care at the month end for more than 20 working days",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    basis=Basis.SNAPSHOT,
    breakdowns=("team",),
    source=Source(reports.WARRINGTON_2022, "annexe A, Planning and review"),
    default=Default(green=98, amber=95, basis=f"{CARE_PLANNING}, regulation 33; the share to reach is a proposal"),
)

INDICATORS = (CHILDREN, CHILDREN_RATE, REVIEWS_IN_TIME, VISITS_IN_TIME)
