"""What of a pack's figures is kept back: counts that are one and the same, medians, months in a row, earlier papers."""

import polars as pl
import pytest

from data import periods
from data.errors import BadInput
from indicators.disclosure.figures import same_throughout
from indicators.disclosure.papers import Known, protected

UNITS = {"cla_count": "count", "eh_wait_days_median": "days", "cla_permanent_exclusion_count": "count"}
PACK = "the pack of August 2025"


def history(months="2025-08", **figures) -> pl.DataFrame:
    """Measures: id -> (numerator, denominator, unknown) of one month, or a list of one such for each month."""
    rows = []
    for name, given in figures.items():
        of_months = given if isinstance(given, list) else [given]
        for period, (n, d, u) in zip(
            periods.between(months, periods.shift(months, len(of_months) - 1)), of_months, strict=True
        ):
            unit = UNITS.get(name, "percent")
            rows.append(
                {
                    "indicator": name, "period": period, "breakdown": "", "basis": "as_reported", "numerator": float(n),
                    "denominator": None if d is None else float(d), "value": float(n), "unknown": u, "complete": 1,
                    "unit": unit,
                }
            )  # fmt: skip
    return pl.DataFrame(rows, schema_overrides={"denominator": pl.Float64})


def kept_back(rows, known=None):
    found = protected(rows, smallest=6, known=known or Known())
    return {name for name, _ in found.figures}


def test_a_median_of_nobody_knows_how_many_is_kept_back():
    assert kept_back(history(eh_wait_days_median=(12, None, 0))) == {"eh_wait_days_median"}


def test_counts_that_are_equal_in_every_month_are_one_and_the_same():
    """9 children, 3 of them here and 6 there: who hides the 9 in one place must hide them in the other."""
    split = [(12, 40, 0), (15, 50, 0), (9, 44, 0)]
    same = [(40, None, 0), (50, None, 0), (44, None, 0)]
    rows = history(cla_foster_care_pct=split, cla_count=same)
    found = protected(rows, smallest=6)
    assert found.figures == frozenset()
    told = history(cla_foster_care_pct=[*split, (41, 44, 0)], cla_count=[*same, (44, None, 0)])
    assert {p for _, p in protected(told, smallest=6).figures} == {"2025-11"}  # three are not in foster care


def test_a_year_to_date_gives_no_small_month_away():
    rows = history("2025-09", cla_permanent_exclusion_count=[(7, None, 0), (10, None, 0), (20, None, 0)])
    found = protected(rows, smallest=6)
    assert found.figures <= {("cla_permanent_exclusion_count", p) for p in ("2025-09", "2025-10")}
    assert len(found.figures) == 1


def earlier(name, n, d, period="2025-08", unit="percent"):
    return {(name, period): ({"numerator": n, "denominator": d, "unit": unit}, PACK)}


def test_a_figure_in_print_stays_known_though_another_paper_kept_it_back():
    """47 + 10 + 3 = 60: the 47 is in print, so the 10 must go with the 3 or nothing will do."""
    rows = history(cl_neet_19_21_pct=(3, 60, 10), cl_eet_19_21_pct=(47, 60, 10))
    eet = ("cl_eet_19_21_pct", "2025-08")
    known = Known(earlier("cl_eet_19_21_pct", 47.0, 60.0), frozenset({eet}))
    found = protected(rows, smallest=6, known=known)
    assert ("cl_neet_19_21_pct", "2025-08") in found.figures
    assert eet in found.unknowns


def test_a_small_month_between_two_packs_stops_the_papers_where_both_are_in_print():
    rows = history("2025-09", cla_permanent_exclusion_count=[(7, None, 0), (10, None, 0)])
    told = earlier("cla_permanent_exclusion_count", 7.0, None, "2025-09", "count")
    assert {p for _, p in protected(rows, smallest=6, known=Known(told)).figures} == {"2025-10"}
    told |= earlier("cla_permanent_exclusion_count", 10.0, None, "2025-10", "count")
    with pytest.raises(BadInput, match=r"cla_permanent_exclusion_count, by months: .*the pack of August 2025"):
        protected(rows, smallest=6, known=Known(told))


def test_a_month_that_only_an_earlier_pack_printed_is_not_forgotten():
    rows = history("2025-10", cla_permanent_exclusion_count=(10, None, 0))
    told = Known(earlier("cla_permanent_exclusion_count", 7.0, None, "2025-09", "count"))
    assert kept_back(rows) == set()
    assert kept_back(rows, told) == {"cla_permanent_exclusion_count"}


def test_the_certificate_is_the_same_each_time_and_holds_nothing_kept_back():
    rows = history(cl_neet_19_21_pct=(4, 1031, 0), cl_eet_19_21_pct=(1027, 1031, 0))
    found = protected(rows, smallest=6).certificate
    assert found == protected(rows.reverse(), smallest=6).certificate
    assert found["figures_kept_back"] == 2 and "1027" not in str(found)
    other = history(cl_neet_19_21_pct=(3, 1031, 0), cl_eet_19_21_pct=(1028, 1031, 0))
    assert protected(other, smallest=6).certificate == found  # nobody can try counts until the digest fits


@pytest.mark.parametrize(("unknown", "kept_back"), [(18, True), (13, False), (19, False)])
def test_of_those_who_are_left_a_few_who_were_recorded_are_not_told(unknown, kept_back):
    """185 of 204 leaves 19. With 18 not recorded one is left, who is known to have no plan."""
    found = protected(history(pep_current_pct=(185, 204, unknown)), smallest=6)
    assert found.figures == frozenset() and bool(found.unknowns) == kept_back


def test_what_another_panels_paper_kept_back_is_not_told_by_this_one():
    """133 less the 46 of that paper and the 84 of this one are the 3 that both keep back."""
    here = history(cl_eet_19_21_pct=(84, 133, 3))
    there = history(cl_neet_19_21_pct=(46, 133, 3))
    told = Known(earlier("cl_neet_19_21_pct", 46.0, 133.0))
    assert protected(here, smallest=6, known=told).figures == frozenset()  # nothing is known of the other indicator
    assert protected(here, smallest=6, others=there).figures == frozenset()  # no paper speaks of it
    found = protected(here, smallest=6, known=told, others=there)
    assert found.figures == {("cl_eet_19_21_pct", "2025-08")}


def test_a_small_count_that_only_another_panels_paper_kept_back_is_not_told():
    """60 less 10 not recorded and 47: three. The paper that kept them back is not this one."""
    here = history(cl_eet_19_21_pct=(47, 60, 10))
    there = history(cl_neet_19_21_pct=(3, 60, 10))
    told = Known(hidden=frozenset({("cl_neet_19_21_pct", "2025-08")}))
    found = protected(here, smallest=6, known=told, others=there)
    assert found.figures | found.unknowns == {("cl_eet_19_21_pct", "2025-08")}


def test_what_two_earlier_papers_give_away_together_is_named():
    here = history(cl_higher_education_pct=(10, 133, 3))
    there = history(cl_neet_19_21_pct=(46, 133, 3), cl_eet_19_21_pct=(84, 133, 3))
    told = Known(earlier("cl_neet_19_21_pct", 46.0, 133.0) | earlier("cl_eet_19_21_pct", 84.0, 133.0))
    with pytest.raises(
        BadInput, match=f"^2025-08: .*{PACK} printed.*: cl_eet_19_21_pct:unknown, cl_higher_education_pct:unknown"
    ):
        protected(here, smallest=6, known=told, others=there)
    apart = history(audit_good_pct=(30, 60, 4))  # nothing of it hangs together with them
    assert protected(apart, smallest=6, known=told, others=there).figures == frozenset()


def test_counts_are_the_same_though_one_is_held_for_more_months():
    more = history(cla_foster_care_pct=[(12, 40, 0), (20, 47, 0), (15, 50, 0), (9, 44, 0)])
    same = pl.concat([more, history("2025-09", cla_count=[(47, None, 0), (50, None, 0), (44, None, 0)])])
    cells = ("cla_count:numerator", "cla_foster_care_pct:denominator")
    assert same_throughout(same) == dict.fromkeys(cells, cells)
    by_chance = pl.concat([more, history("2025-10", cla_count=[(50, None, 0), (44, None, 0), (40, None, 0)])])
    assert same_throughout(by_chance) == {}
