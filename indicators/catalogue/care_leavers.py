"""Care leavers: how young people fare after care."""

import polars as pl

from data import codes
from indicators.catalogue import reports
from indicators.cohorts import aged
from indicators.model import Basis, Default, Indicator, Polarity, Source, Unit

DOMAIN = "Care leavers"

# Those who died or returned home to stay are no longer owed the service. A blank `in_touch` stays in.
IN_SCOPE = pl.col("in_touch").is_in(codes.NO_LONGER_OWED).fill_null(False).not_()
# An unknown eligibility may be any; otherwise an unknown age counts where the eligibility fits.
FORMER_RELEVANT = pl.col("eligibility") == "FR"
AGED_19_TO_21 = (
    pl.when(pl.col("eligibility").is_null() & IN_SCOPE)
    .then(None)
    .otherwise(IN_SCOPE & FORMER_RELEVANT.fill_null(False) & aged(19, 21))
)
DIFFERS = (
    "Ours is the status at the month end; the published figure is the status around the birthday, for birthdays "
    "in the year to 31 March."
)

NEET_19_21 = Indicator(
    id="cl_neet_19_21_pct",
    title="Care leavers aged 19 to 21 not in education, employment or training",
    domain=DOMAIN,
    meaning="How many care leavers aged 19 to 21 are not learning, working or training.",
    why="It is the clearest sign of whether young people leave care with a future, and inspectors ask for it.",
    table="care_leavers",
    numerator=pl.col("activity").is_in(codes.NEET),
    denominator=AGED_19_TO_21,
    numerator_words="those whose activity is not education, employment or training",
    denominator_words="former relevant young people aged 19 to 21 at the month end",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    basis=Basis.SNAPSHOT,
    breakdowns=("team",),
    published=("CareLeaversNEET",),
    differs=DIFFERS,
    source=Source(reports.WARRINGTON_2022, "section 5, Effective corporate parent"),
    default=Default(neighbours=True, basis="statistical neighbours' median"),
)

EET_19_21 = Indicator(
    id="cl_eet_19_21_pct",
    title="Care leavers aged 19 to 21 in education, employment or training",
    domain=DOMAIN,
    meaning="How many care leavers aged 19 to 21 are learning, working or training.",
    why="Together with those not in education, employment or training it shows how many are not known about.",
    table="care_leavers",
    numerator=pl.col("activity").is_in(codes.EET),
    denominator=AGED_19_TO_21,
    numerator_words="those in education, employment or training, full or part time",
    denominator_words="former relevant young people aged 19 to 21 at the month end",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    basis=Basis.SNAPSHOT,
    breakdowns=("team",),
    published=("CareLeaverEET",),
    differs=DIFFERS,
    source=Source(reports.WARWICKSHIRE_2021, "paragraph 34"),
    default=Default(neighbours=True, basis="statistical neighbours' median"),
)

INDICATORS = (NEET_19_21, EET_19_21)
