"""Contacts, referrals and early help: what comes to the front door."""

import polars as pl

from indicators.catalogue import reports
from indicators.model import Basis, Default, Indicator, Polarity, Source, Unit

DOMAIN = "Front door"

REREFERRALS = Indicator(
    id="rereferral_12m_pct",
    title="Re-referrals within 12 months",
    domain=DOMAIN,
    meaning="How many referrals are for a child who had already been referred in the year before.",
    why="A child who comes back may have been stepped down too early, or not helped enough the first time.",
    table="referrals",
    numerator=pl.col("referrals_prev_12m") >= 1,
    denominator=pl.col("referral_date").is_not_null(),
    numerator_words="referrals of a child who was referred in the 12 months before",
    denominator_words="referrals received in the last 12 months",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    basis=Basis.ROLLING_12,
    breakdowns=("team",),
    history_months=12,
    published=("ReReferral",),
    differs="Ours covers the 12 months to the month end; the published figure covers the year to 31 March.",
    source=Source(reports.WARRINGTON_2022, "section 5, Leadership effectiveness"),
    default=Default(neighbours=True, basis="statistical neighbours' median"),
)

INDICATORS = (REREFERRALS,)
