"""Quality of practice, as the council's own audits judge it."""

import polars as pl

from indicators.catalogue import reports
from indicators.cohorts import all_of, during, unless_unknown
from indicators.model import COUNT, HIGHER_IS_BETTER, MONTH, PERCENT, ROLLING_3, Default, Indicator, Source

DOMAIN = "Quality & leadership"
GRADES = ("OUTSTANDING", "GOOD", "RI", "INADEQUATE")
AUDITED = during("audit_date", 3).fill_null(False)
GRADED = pl.col("final_grade").is_in(GRADES).fill_null(False)

AUDITS = Indicator(
    id="audit_completed_count",
    title="Case audits completed",
    domain=DOMAIN,
    meaning="How many case audits were done in the month.",
    why="A council that does not look cannot know how good its work is.",
    table="audits",
    numerator=during("audit_date", 1),
    numerator_words="audits done in the month",
    unit=COUNT,
    polarity=HIGHER_IS_BETTER,
    basis=MONTH,
    source=Source(reports.WARRINGTON_2021, "Main findings, quality assurance"),
)

GOOD_AUDITS = Indicator(
    id="audit_good_pct",
    title="Audits graded good or better",
    domain=DOMAIN,
    meaning="How many of the last three months' audits judged the work good or outstanding, after moderation.",
    why="It is the council's own view of whether children get good help.",
    table="audits",
    numerator=pl.col("final_grade").is_in(("OUTSTANDING", "GOOD")),
    denominator=unless_unknown(all_of(AUDITED, ~GRADED), AUDITED),
    numerator_words="audits graded good or outstanding",
    denominator_words="audits of the last three months with a grade",
    unit=PERCENT,
    polarity=HIGHER_IS_BETTER,
    basis=ROLLING_3,
    source=Source(reports.WARRINGTON_2011, "paragraph 22"),
    default=Default(green=70, amber=50, basis="a proposal"),
)

INDICATORS = (AUDITS, GOOD_AUDITS)
