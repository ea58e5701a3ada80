"""Commentary of public packs must not write out a number that the pack keeps back."""

import polars as pl
import pytest

from dashboard.outputs import told
from data.commentary import Commentary, Remark
from data.errors import BadInput

ID, OTHER = "cl_neet_19_21_pct", "cla_count"
SHAPE = {"indicator": pl.String, "period": pl.String, "basis": pl.String, "breakdown": pl.String}
NUMBERS = {c: pl.Float64 for c in ("numerator", "denominator", "value", "unknown")}


def measures(*rows):
    return pl.DataFrame(rows, schema=SHAPE | NUMBERS, orient="row")


BEFORE = measures(
    (ID, "2026-09", "as_reported", "", 4.0, 1031.0, 400 / 1031, 17.0),
    (ID, "2026-08", "as_reported", "", 60.0, 900.0, 6000 / 900, 8.0),
    (OTHER, "2026-09", "as_reported", "", 412.0, None, 412.0, 0.0),
)
AFTER = measures(
    (ID, "2026-09", "as_reported", "", None, None, None, None),
    (ID, "2026-08", "as_reported", "", 60.0, 900.0, 6000 / 900, None),  # only those not recorded are kept back
    (OTHER, "2026-09", "as_reported", "", 412.0, None, 412.0, 0.0),
)


def refuse(text, indicator=ID):
    remark = Remark(indicator, "2026-09", text, "Director", 7)
    told.refuse(Commentary("said.csv", "", (remark,)), (remark,), BEFORE, AFTER)


@pytest.mark.parametrize(
    "text",
    ["It was 4.", "Only 4 of 1,031 young people.", "of 1031 in all", "Four have no course.", "0.4%", "0.39 per cent",
     "17 are not known", "(4)", "8 blank in August", "0.388 %", "We know of 4, and more",
     "all but 1,027", "of those we know, 832 were not"],
)  # fmt: skip
def test_a_number_that_is_kept_back_is_refused_by_its_line(text):
    with pytest.raises(BadInput, match=r"said\.csv, line 7, column text: '.+' cannot be used.*--internal"):
        refuse(text)


@pytest.mark.parametrize(
    "text",
    ["Fewer than before.", "60 of 900 in August", "0.5%", "14 more, 40 in all, 44", "1,0314", "In 2026 all is well",
     "Section 47", "for a quarter", "fourteen"],
)  # fmt: skip
def test_other_numbers_are_accepted(text):
    refuse(text)


def test_a_number_that_is_kept_back_of_another_indicator_only_is_accepted():
    refuse("It was 4.", OTHER)


def test_a_single_one_is_looked_for_where_it_counts_somebody():
    before = BEFORE.with_columns(numerator=pl.lit(1.0))
    for text, is_told in (("one young person left", True), ("one of the reasons", False)):
        remark = Remark(ID, "2026-09", text, "Director", 2)
        said = Commentary("said.csv", "", (remark,))
        if is_told:
            with pytest.raises(BadInput, match="one young person"):
                told.refuse(said, (remark,), before, AFTER)
        else:
            told.refuse(said, (remark,), before, AFTER)
