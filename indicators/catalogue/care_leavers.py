"""Care leavers: how young people fare after care."""

import polars as pl

from data import codes
from indicators.catalogue import reports
from indicators.cohorts import aged, months_before
from indicators.model import (
    COUNT,
    HIGHER_IS_BETTER,
    LIKE_NEIGHBOURS,
    LOWER_IS_BETTER,
    PERCENT,
    SNAPSHOT,
    TEAMS,
    Default,
    Indicator,
    Source,
)

DOMAIN = "Care leavers"
DIFFERS = (
    "Ours is the status at the month end; the published figure is the status around the birthday, for birthdays in "
    "the year to 31 March."
)

# Those who died or returned home to stay are no longer owed the service. A blank `in_touch` stays in.
OWED = pl.col("in_touch").is_in(("DIED", "RHOM")).fill_null(False).not_()
ALIVE = pl.col("in_touch").eq_missing("DIED").not_()


def owed(who: pl.Expr, eligibilities: tuple[str, ...], ages: pl.Expr | None = None) -> pl.Expr:
    """Does the young person belong? Null where the eligibility is unknown, or the age of one who would fit."""
    fits = pl.col("eligibility").is_in(eligibilities).fill_null(False)
    belongs = who & fits if ages is None else who & fits & ages
    return pl.when(who & pl.col("eligibility").is_null()).then(None).otherwise(belongs)


AGED_17_TO_18 = owed(OWED, ("R", "FR"), aged(17, 18))
AGED_19_TO_21 = owed(OWED, ("FR",), aged(19, 21))
WHO_17_TO_18 = "relevant and former relevant young people aged 17 or 18 at the month end"
WHO_19_TO_21 = "former relevant young people aged 19 to 21 at the month end"


def _share(id: str, title: str, meaning: str, why: str, words: str, numerator: pl.Expr, **facts) -> Indicator:
    return Indicator(
        id=id,
        title=title,
        domain=DOMAIN,
        meaning=meaning,
        why=why,
        table="care_leavers",
        numerator=numerator,
        numerator_words=words,
        unit=PERCENT,
        basis=SNAPSHOT,
        breakdowns=TEAMS,
        **({"denominator": AGED_19_TO_21, "denominator_words": WHO_19_TO_21, "polarity": HIGHER_IS_BETTER} | facts),
    )


LATER = {"denominator": AGED_17_TO_18, "denominator_words": WHO_17_TO_18}

NEET_19_21 = _share(
    "cl_neet_19_21_pct",
    "Care leavers aged 19 to 21 not in education, employment or training",
    "How many care leavers aged 19 to 21 are not learning, working or training.",
    "It is the clearest sign of whether young people leave care with a future, and inspectors ask for it.",
    "those whose activity is not education, employment or training",
    pl.col("activity").is_in(codes.NEET),
    polarity=LOWER_IS_BETTER,
    published=("CareLeaversNEET",),
    differs=DIFFERS,
    source=Source(reports.WARRINGTON_2022, "section 5, Effective corporate parent"),
    default=LIKE_NEIGHBOURS,
)
EET_19_21 = _share(
    "cl_eet_19_21_pct",
    "Care leavers aged 19 to 21 in education, employment or training",
    "How many care leavers aged 19 to 21 are learning, working or training.",
    "Together with those not in education, employment or training it shows how many are not known about.",
    "those in education, employment or training, full or part time",
    pl.col("activity").is_in(codes.EET),
    published=("CareLeaverEET", "CareLeaverEETNum"),
    differs=DIFFERS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 34"),
    default=LIKE_NEIGHBOURS,
)
EET_17_18 = _share(
    "cl_eet_17_18_pct",
    "Care leavers aged 17 and 18 in education, employment or training",
    "How many care leavers aged 17 or 18 are learning, working or training.",
    "What happens at 17 decides much of what happens at 21.",
    "those in education, employment or training, full or part time",
    pl.col("activity").is_in(codes.EET),
    **LATER,
    published=("care_leavers_17_18_eet_pct",),
    differs=DIFFERS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 34"),
    default=LIKE_NEIGHBOURS,
)
HIGHER_EDUCATION = _share(
    "cl_higher_education_pct",
    "Care leavers in higher education",
    "How many care leavers aged 19 to 21 are at university or studying beyond A level.",
    "It shows whether ambition for young people in care is real.",
    "those studying beyond A level, full or part time",
    pl.col("activity").is_in(codes.HIGHER_EDUCATION),
    published=("LAC_19_HE", "LAC_19_HE_Num"),
    differs=DIFFERS,
    source=Source(reports.WARRINGTON_2011, "paragraph 48"),
    default=LIKE_NEIGHBOURS,
)
SUITABLE_19_21 = _share(
    "cl_suitable_accom_19_21_pct",
    "Care leavers aged 19 to 21 in suitable accommodation",
    "How many care leavers aged 19 to 21 live somewhere suitable.",
    "Without a safe home nothing else works.",
    "those in accommodation judged suitable",
    pl.col("suitability") == "1",
    published=("CareLeaverAcc", "NoCareLeaverAcc"),
    differs=DIFFERS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 35"),
    default=LIKE_NEIGHBOURS,
)
SUITABLE_17_18 = _share(
    "cl_suitable_accom_17_18_pct",
    "Care leavers aged 17 and 18 in suitable accommodation",
    "How many care leavers aged 17 or 18 live somewhere suitable.",
    "Without a safe home nothing else works.",
    "those in accommodation judged suitable",
    pl.col("suitability") == "1",
    **LATER,
    published=("care_leavers_17_18_suitable_pct",),
    differs=DIFFERS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 35"),
    default=LIKE_NEIGHBOURS,
)
NOT_IN_TOUCH = _share(
    "cl_not_in_touch_pct",
    "Care leavers the authority is not in touch with",
    "How many care leavers aged 19 to 21 the council has lost touch with; those who refused contact or no longer need "
    "help are not counted as lost.",
    "The council cannot help those it cannot find.",
    "those recorded as not in touch",
    pl.col("in_touch") == "NO",
    polarity=LOWER_IS_BETTER,
    published=("CareLeavers_LA_NotInTouch",),
    differs=DIFFERS,
    source=Source(reports.WARRINGTON_2022, "annexe A, Direct work"),
    default=LIKE_NEIGHBOURS,
)
STAYING_PUT = _share(
    "cl_staying_put_pct",
    "Staying put with former foster carers",
    "How many care leavers aged 19 or 20 still live with the foster carers they had before.",
    "Few young people elsewhere leave home at 18.",
    "those living with former foster carers",
    pl.col("accommodation") == "Z",
    denominator=owed(OWED, ("FR",), aged(19, 20)),
    denominator_words="former relevant young people aged 19 or 20 at the month end",
    published=("StayingPut",),
    differs="The published figure counts only those fostered when they turned 18; the list cannot say who was.",
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 35"),
    default=LIKE_NEIGHBOURS,
)
PATHWAY_PLANS = _share(
    "pathway_plan_current_pct",
    "Pathway plans reviewed in the last six months",
    "How many young people preparing to leave care, or who have left, had their pathway plan reviewed in six months.",
    "The plan is the young person's agreement with the council; an old one helps nobody.",
    "those whose pathway plan was reviewed in the last six months",
    pl.col("pathway_plan_review_date") >= months_before(6),
    denominator=owed(ALIVE, ("E", "R", "FR")),
    denominator_words="eligible, relevant and former relevant young people in the list",
    source=Source(reports.WARRINGTON_2022, "annexe A, Planning and review"),
    default=Default(green=95, amber=85, basis="reviewed every six months: regulations; the limits are a proposal"),
)
WITH_ADVISER = _share(
    "cl_pa_allocated_pct",
    "Care leavers with an allocated personal adviser",
    "How many young people aged 17 to 21 have a named leaving care worker (personal adviser).",
    "The law gives every care leaver one.",
    "those with a personal adviser named",
    pl.col("has_adviser"),
    denominator=owed(OWED, ("E", "R", "FR"), aged(17, 21)),
    denominator_words="eligible, relevant and former relevant young people aged 17 to 21 at the month end",
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 32"),
    default=Default(green=100, amber=95, basis="a duty in law; amber is a proposal"),
)
BED_AND_BREAKFAST = Indicator(
    id="cl_bed_and_breakfast_count",
    title="Care leavers in bed and breakfast",
    domain=DOMAIN,
    meaning="How many young people in the leaving care list live in bed and breakfast.",
    why="It is never suitable for a young person leaving care.",
    table="care_leavers",
    numerator=ALIVE & pl.col("accommodation").eq_missing("W"),
    numerator_words="young people in bed and breakfast at the month end, of any age",
    unit=COUNT,
    polarity=LOWER_IS_BETTER,
    basis=SNAPSHOT,
    breakdowns=TEAMS,
    source=Source(reports.WARRINGTON_2011, "paragraph 40"),
    default=Default(green=0, amber=0, basis="statutory guidance: not suitable"),
)

INDICATORS = (
    NEET_19_21,
    EET_19_21,
    EET_17_18,
    HIGHER_EDUCATION,
    SUITABLE_19_21,
    SUITABLE_17_18,
    BED_AND_BREAKFAST,
    NOT_IN_TOUCH,
    STAYING_PUT,
    PATHWAY_PLANS,
    WITH_ADVISER,
)
