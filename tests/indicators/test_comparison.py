"""One authority beside its circle: drop-one, change on the year, and why there is no rank."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import areas, comparators, published, series
from data.store import Store
from indicators import comparison as compared
from indicators.comparison import comparison
from indicators.influence import Together, together, without_each
from indicators.yearly import yearly

NEET, AGENCY = "CareLeaversNEET", "Work_Force_Agecy_Rate"
NOWHERE = Store(Path("/nowhere"))  # an empty store: the figures that come with the program


def beside(code: str, name: str, model: str = ""):
    rows = comparators.rows(NOWHERE, [name, *(series.parts(name) or ())])
    return comparison(rows, areas.populations(), comparators.circle(NOWHERE, code, model), authority=code, series=name)


def year(found, which: int) -> dict:
    return found.years.row(by_predicate=pl.col("year") == which, named=True)


def near(*values: float | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"area": [f"N{i}" for i in range(len(values))], "order": range(1, len(values) + 1), "value": values},
        schema={"area": pl.String, "order": pl.Int64, "value": pl.Float64},
    ).with_columns(role=pl.lit("neighbour"))


# ---- what hangs on one neighbour


def test_the_neighbour_that_matters_most_comes_first():
    # mean of 10, 20, 60 is 30; without 60 it is 15, without 10 it is 40, without 20 it is 35
    found = without_each(near(10, 20, None, 60))
    assert [(w.area, w.mean, w.shift) for w in found] == [("N3", 15.0, -15.0), ("N0", 40.0, 10.0), ("N1", 35.0, 5.0)]
    assert together(near(10, 20, None, 60)) == Together(3, 4, 30.0, 20.0, 10.0, 60.0)


def test_of_two_nothing_is_left_out():
    assert without_each(near(10, 20, None)) == []
    assert together(near(None, None)) == Together(0, 2, None, None, None, None)


@given(st.lists(st.integers(0, 1000), min_size=3, max_size=12))
def test_the_means_without_each_agree_with_plain_python(values):
    for found in without_each(near(*map(float, values))):
        rest = [v for i, v in enumerate(values) if f"N{i}" != found.area]
        assert found.mean == pytest.approx(sum(rest) / len(rest), abs=1e-5)
        assert found.shift == pytest.approx(found.mean - sum(values) / len(values), abs=1e-5)


# ---- change on the year


def counts(*rows: tuple[str, int, float | None]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema={"series": pl.String, "year": pl.Int32, "value": pl.Float64}, orient="row")
    return frame.with_columns(area_code=pl.lit("877"))


def neet(now: tuple, before: tuple) -> pl.DataFrame:
    names = (NEET, *series.parts(NEET))
    pairs = [(y, *of) for y, of in ((2025, now), (2024, before))]
    return counts(*((n, y, v) for y, *values in pairs for n, v in zip(names, values, strict=True)))


@pytest.mark.parametrize(
    ("now", "before", "verdict", "why"),
    [
        ((41, 62, 151), (37, 51, 138), "no real change", ""),
        ((60, 90, 150), (30, 45, 150), "worsening", ""),
        ((30, 45, 150), (60, 90, 150), "improving", ""),
        ((50, 4, 8), (0, 0, 9), "too few to compare", ""),
        ((41, 62, 151), (37, None, 138), "", "counts_hidden"),
        ((41, 62, 151), (37, 70, 138), "", "counts_differ"),  # 70 of 138 is 51%, not the 37% printed
        ((41, 62, 151), (None, None, None), "", "nothing_before"),
        ((None, None, None), (37, 51, 138), "", "no_figure"),
    ],
)
def test_a_change_is_tested_only_where_counts_make_up_the_rate(now, before, verdict, why):
    found = yearly(neet(now, before), areas.populations(), series=NEET, area_code="877", year=2025)
    assert (found.verdict, found.why) == (verdict, why)
    assert (found.counts is not None) == (why == "")


def test_a_rate_without_published_counts_cannot_be_tested():
    found = yearly(
        counts((AGENCY, 2025, 2.3), (AGENCY, 2024, 9.5)), areas.populations(), series=AGENCY, area_code="877", year=2025
    )
    assert (found.value, found.before, found.verdict, found.why) == (2.3, 9.5, "", "only_rate")


def test_a_rate_among_all_children_uses_the_head_count_of_the_year_before():
    heads = pl.DataFrame(
        {"area_code": ["877", "877"], "year": [2024, 2023], "population": [10_000, 10_000]},
        schema_overrides={"year": pl.Int32},
    )
    rows = counts(("CPP_rate", 2025, 90), ("CPP_rate", 2024, 40), ("CPP_Num", 2025, 90), ("CPP_Num", 2024, 40))
    found = yearly(rows, heads, series="CPP_rate", area_code="877", year=2025)
    assert (found.verdict, found.counts) == ("higher", (90.0, 10_000.0, 40.0, 10_000.0))
    full_time = counts(("Social_Work_Leavers", 2025, 20.5), ("Social_Work_Leavers", 2024, 9.0))
    assert yearly(full_time, heads, series="Social_Work_Leavers", area_code="877", year=2025).why == "only_rate"


def test_the_parts_of_a_rate_are_bundled_and_mostly_make_it_up():
    found = pl.read_csv(areas.REFERENCE / "series_parts.csv", infer_schema=False)
    bundled = set(published.bundled()["series"]) | {"population_0_17"}
    for name, numerator, denominator in found.iter_rows():
        assert {name, numerator, denominator} <= bundled
        rows = published.bundled().filter(pl.col("series").is_in([name, numerator, denominator]))
        tested = [
            yearly(rows, areas.populations(), series=name, area_code=code, year=2025).why
            for code in ("877", "937", "885", "383", "330", "886", "881", "380")
        ]
        assert tested.count("") >= 4 and "counts_differ" not in tested, name


# ---- the place among all


def test_the_place_of_an_authority_and_its_best_quarter():
    found = year(beside("877", NEET), 2025)
    assert (found["rank"], found["areas_ranked"], found["areas"], found["quartile_band"]) == (83, 151, 153, "C")
    assert (found["q25"], found["q75"], found["no_rank"], found["release"]) == (35, 45, "", "LAIT, years to 2025")


@pytest.mark.parametrize(
    ("code", "name", "which", "why"),
    [
        ("937", AGENCY, 2025, compared.NOT_RANKED),
        ("937", AGENCY, 2024, ""),
        ("877", "LAC", 2025, compared.NO_POLARITY),
        ("877", "CPPlans2yrsActive", 2025, compared.FEW_AREAS),
        ("877", "CareLeavers_LA_NotInTouch", 2025, compared.NO_FIGURE),
        ("999", NEET, 2025, compared.MADE_UP),
    ],
)
def test_why_there_is_no_rank(code, name, which, why):
    found = year(beside(code, name), which)
    assert found["no_rank"] == why and (found["rank"] is None) == (why != "")
    assert (found["quartile_band"] is None) == (why != "")


def test_the_reason_why_a_figure_is_not_ranked_is_said():
    assert "11 by head-count" in compared.why_not_ranked(AGENCY, 2025, "937")
    assert compared.why_not_ranked(AGENCY, 2024, "937") == ""


def test_a_successor_shows_the_authorities_before_it():
    found = beside("942", NEET)
    before = found.rows.filter(pl.col("role") == compared.BEFORE)
    assert set(before["area"]) == {"Cumbria"} and before["year"].max() <= 2023
    bournemouth = beside("839", NEET).rows.filter(pl.col("role") == compared.BEFORE)
    assert {"Poole (before 2019)", "Bournemouth (before 2019)"} <= set(bournemouth["area"])
    north = beside("940", NEET).rows.filter(pl.col("role") == compared.BEFORE)
    assert set(north["area"]) == {"Northamptonshire"} and north["year"].max() <= 2021
    dorset = beside("838", NEET).rows.filter(pl.col("role") == compared.BEFORE)
    assert set(dorset["area"]) == {"Dorset (before 2019)"}


def test_an_authority_that_is_no_more_is_compared_by_the_model_of_its_time():
    found = beside("909", NEET)
    assert found.circle.model == "2021" and year(found, 2022)["rank"] is not None


def test_the_city_of_london_has_ten_neighbours_that_are_not_close():
    rows = beside("201", NEET).rows.filter((pl.col("role") == "neighbour") & (pl.col("year") == 2025))
    assert rows["closeness"].to_list() == ["Not close"] * 10


def test_the_older_model_and_the_region_may_be_chosen():
    older, region = beside("877", NEET, "2021"), beside("877", NEET, "region")
    assert older.circle.model == "2021" and region.circle.neighbours.height == 23
    assert "937" not in region.rows.filter(pl.col("role") == "neighbour")["area_code"]


def test_a_series_without_rows_is_none():
    rows = published.bundled().clear()
    circle = comparators.circle(NOWHERE, "877")
    assert comparison(rows, areas.populations(), circle, authority="877", series=NEET) is None
