"""Comparison with neighbours, region and England: hand-worked frames, then the reference answers."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import areas, published, series
from data.errors import BadInput, NotFound
from indicators import catalogue, neighbours

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
NAMES = areas.areas().select("area_code", "area", "level")
ALL_CODES = NAMES.filter(pl.col("level") == "authority")["area_code"].to_list()


def rows(values: dict[str, float | None], name: str = "CareLeaversNEET", year: int = 2025) -> pl.DataFrame:
    """Published rows of one series and year: area code -> value (null is suppressed)."""
    frame = pl.DataFrame(
        {"area_code": list(values), "value": list(values.values())},
        schema={"area_code": pl.String, "value": pl.Float64},
    ).with_columns(
        series=pl.lit(name),
        year=pl.lit(year, pl.Int32),
        year_label=pl.lit(str(year)),
        status=pl.when(pl.col("value").is_null()).then(pl.lit("suppressed")).otherwise(pl.lit("ok")),
        source=pl.lit("made up"),
        release=pl.lit("made up"),
    )
    return published.tidy(frame)


def links(authority: str, *codes: str) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "authority": [authority] * len(codes),
            "neighbour_code": list(codes),
            "order": list(range(1, len(codes) + 1)),
            "closeness": ["Very close"] * len(codes),
        }
    )


def one(frame: pl.DataFrame, code: str) -> dict:
    return frame.filter(pl.col("area_code") == code).row(0, named=True)


def test_columns_are_those_of_the_contract():
    found = neighbours.compare(rows({"877": 1.0}), links("877", "895"), series="CareLeaversNEET", year=2025)
    assert found.columns == neighbours.COLUMNS
    assert found.columns[:7] == ["series", "indicator", "year", "area_code", "area", "value", "status"]
    assert one(found, "877")["indicator"] == "cl_neet_19_21_pct"


def test_one_row_for_every_authority_of_the_year_also_without_a_value():
    found = neighbours.compare(rows({"877": 1.0}), links("877", "895"), series="CareLeaversNEET", year=2025)
    assert found.height == 153
    missing = one(found, "895")
    assert missing["value"] is None and missing["status"] == "not_published" and missing["rank"] is None


def test_ties_share_the_better_place_and_the_next_place_is_skipped():
    low = neighbours.compare_all(rows({"877": 10.0, "895": 20.0, "937": 20.0, "860": 30.0}), links("877", "895"))
    assert [one(low, c)["rank"] for c in ("877", "895", "937", "860")] == [1, 2, 2, 4]
    high = neighbours.compare_all(
        rows({"877": 10.0, "895": 20.0, "937": 20.0, "860": 30.0}, name="CareLeaverEET"), links("877", "895")
    )
    assert [one(high, c)["rank"] for c in ("877", "895", "937", "860")] == [4, 2, 2, 1]
    assert one(high, "877")["areas_ranked"] == 4


def test_a_hidden_neighbour_leaves_the_mean_and_is_counted_out():
    # mean of 10 and 40 is 25, not 16.67; the median of two is the mean
    found = neighbours.compare_all(
        rows({"877": 5.0, "895": 10.0, "937": None, "860": 40.0}), links("877", "895", "937", "860")
    )
    row = one(found, "877")
    assert (row["neighbours_with_data"], row["neighbour_mean"], row["neighbour_median"]) == (2, 25.0, 25.0)
    assert one(found, "937")["status"] == "suppressed" and one(found, "937")["rank"] is None


def test_no_neighbour_with_a_value_is_no_mean_and_never_zero():
    row = one(neighbours.compare_all(rows({"877": 5.0, "895": None}), links("877", "895")), "877")
    assert (row["neighbours_with_data"], row["neighbour_mean"], row["neighbour_median"]) == (0, None, None)


def test_the_neighbour_mean_does_not_hold_the_authority_itself():
    row = one(neighbours.compare_all(rows({"877": 100.0, "895": 10.0}), links("877", "895")), "877")
    assert row["neighbour_mean"] == 10.0


def test_quartiles_and_a_value_on_a_boundary():
    # 1, 2, 3, 4, 5: quartiles 2, 3, 4. A value on a boundary falls below it.
    values = dict(zip(["877", "895", "937", "860", "811"], [1.0, 2.0, 3.0, 4.0, 5.0], strict=True))
    low = neighbours.compare_all(rows(values), links("877", "895"))
    assert [one(low, c)["quartile_band"] for c in values] == ["A", "A", "B", "C", "D"]
    high = neighbours.compare_all(rows(values, name="CareLeaverEET"), links("877", "895"))
    assert [one(high, c)["quartile_band"] for c in values] == ["D", "D", "C", "B", "A"]
    assert [one(low, "877")[q] for q in ("q25", "q50", "q75")] == [2.0, 3.0, 4.0]


def test_a_series_without_polarity_has_no_rank_and_no_band_but_counts_its_areas():
    row = one(neighbours.compare_all(rows({"877": 70.0, "895": 60.0}, name="LAC"), links("877", "895")), "877")
    assert (row["rank"], row["quartile_band"], row["polarity"], row["areas_ranked"]) == (None, None, "-", 2)


def test_too_few_areas_give_no_rank_when_asked():
    frame = rows({"877": 1.0, "895": 2.0})
    kept = neighbours.compare_all(frame, links("877", "895"), minimum_areas=2)
    hidden = neighbours.compare_all(frame, links("877", "895"), minimum_areas=3)
    assert one(kept, "877")["rank"] == 1
    assert one(hidden, "877")["rank"] is None and one(hidden, "877")["quartile_band"] is None
    assert one(hidden, "877")["areas_ranked"] == 2


def test_a_value_that_is_left_out_is_shown_and_not_ranked():
    frame = rows({"877": 1.0, "895": 2.0, "937": 0.0})
    out = pl.DataFrame(
        {"series": ["CareLeaversNEET"], "year": [2025], "area_code": ["937"]}, schema_overrides={"year": pl.Int32}
    )
    found = neighbours.compare_all(frame, links("877", "895"), leave_out=out)
    assert one(found, "877")["rank"] == 1 and one(found, "877")["areas_ranked"] == 2
    assert one(found, "937")["value"] == 0.0 and one(found, "937")["rank"] is None


def test_london_takes_inner_or_outer_first_and_london_where_that_is_missing():
    inner = neighbours.compare_all(rows({"202": 1.0, "987": 5.0, "986": 9.0, "970": 7.0}), links("202", "203"))
    assert one(inner, "202")["region"] == 5.0 and one(inner, "202")["england"] == 7.0
    wide = neighbours.compare_all(rows({"202": 1.0, "987": None, "986": 9.0}), links("202", "203"))
    assert one(wide, "202")["region"] == 9.0
    assert one(wide, "877")["region"] is None


def test_an_authority_that_is_no_more_is_not_ranked_beside_its_successors():
    # Cumbria with Cumberland: 909 ended on 31 March 2023, 942 and 943 began the day after
    both = neighbours.compare_all(rows({"909": 1.0, "942": 2.0, "877": 3.0}, year=2023), links("877", "942"))
    assert one(both, "909")["rank"] is None and one(both, "909")["value"] == 1.0
    assert one(both, "942")["rank"] == 1 and one(both, "877")["areas_ranked"] == 2
    alone = neighbours.compare_all(rows({"909": 1.0, "942": None, "877": 3.0}, year=2023), links("877", "942"))
    assert one(alone, "909")["rank"] == 1 and one(alone, "877")["areas_ranked"] == 2


@pytest.mark.parametrize(
    ("year", "there", "not_there"),
    [
        (2018, {"835", "836", "837", "928", "909"}, {"838", "839", "940", "941", "942", "943"}),
        (2020, {"838", "839", "928", "909"}, {"835", "836", "837", "940", "941", "942"}),
        (2022, {"838", "940", "941", "909"}, {"928", "942", "943"}),
        (2024, {"838", "940", "941", "942", "943"}, {"909", "928", "835"}),
    ],
)
def test_the_authorities_of_a_year(year, there, not_there):
    codes = set(neighbours.compare_all(rows({"877": 1.0}, year=year), links("877", "895"))["area_code"])
    assert there <= codes and not (not_there & codes)


def test_the_made_up_council_is_never_counted():
    assert "999" not in set(neighbours.compare_all(rows({"877": 1.0}), links("877", "895"))["area_code"])


def test_unknown_series_and_year_say_so():
    with pytest.raises(NotFound, match="CareLeaversNEET"):
        neighbours.compare(rows({"877": 1.0}), links("877", "895"), series="CareLeaverNEET", year=2025)
    with pytest.raises(NotFound, match="2024"):
        neighbours.compare(rows({"877": 1.0}), links("877", "895"), series="CareLeaversNEET", year=2024)


def test_beside_gives_own_neighbours_region_and_england_in_this_order():
    frame = rows({"877": 41.0, "895": 34.0, "981": 41.5, "970": 40.0})
    found = neighbours.beside(frame, links("877", "895", "937"), authority="877", series="CareLeaversNEET")
    assert found.select("area_code", "role", "order", "value", "status").rows() == [
        ("877", "own", None, 41.0, "ok"),
        ("895", "neighbour", 1, 34.0, "ok"),
        ("937", "neighbour", 2, None, "not_published"),
        ("981", "region", None, 41.5, "ok"),
        ("970", "england", None, 40.0, "ok"),
    ]
    assert found.columns == neighbours.BESIDE


def test_beside_the_made_up_council_stand_the_neighbours_of_the_council_it_stands_in_for():
    frame = rows({"877": 41.0, "895": 34.0, "981": 41.5, "970": 40.0})
    found = neighbours.beside(frame, links("877", "895"), authority="999", series=["CareLeaversNEET"])
    assert found["role"].to_list() == ["neighbour", "region", "england"]
    assert "877" not in found["area_code"].to_list()


def test_beside_takes_a_whole_model_or_the_list_of_the_authority():
    named = {"authority": "999", "series": "CareLeaversNEET"}
    whole = neighbours.beside(published.bundled(), areas.neighbour_table(), **named)
    own = neighbours.beside(published.bundled(), areas.neighbours("999"), **named)
    assert whole.equals(own) and whole.height == 9 * 12


def test_beside_in_london_names_the_region_it_took():
    frame = rows({"202": 1.0, "987": None, "986": 9.0})
    found = neighbours.beside(frame, links("202", "203"), authority="202", series="CareLeaversNEET")
    assert found.filter(pl.col("role") == "region").select("area_code", "area", "value").row(0) == (
        "986",
        "London",
        9.0,
    )


def test_beside_without_a_list_of_neighbours_says_so():
    with pytest.raises(BadInput, match="Cumbria"):
        neighbours.beside(rows({"909": 1.0}), links("877", "895"), authority="909", series="CareLeaversNEET")


def test_beside_shows_what_dfe_printed_where_lait_differs():
    found = neighbours.beside(
        published.bundled(), areas.neighbour_table(), authority="840", series="Work_Force_Agecy_Rate"
    )
    sunderland = found.filter((pl.col("area_code") == "394") & (pl.col("year") == 2025)).row(0, named=True)
    assert (sunderland["value"], sunderland["status"]) == (None, "low")


figures = st.lists(st.one_of(st.none(), st.integers(0, 30).map(lambda n: n / 10)), min_size=12, max_size=40)


@settings(max_examples=40, deadline=None)
@given(values=figures, high=st.booleans())
def test_agrees_with_plain_python(values, high):
    codes = ALL_CODES[: len(values)]
    held = dict(zip(codes, values, strict=True))
    own, circle = codes[0], codes[1:11]
    name = "CareLeaverEET" if high else "CareLeaversNEET"
    found = neighbours.compare_all(rows(held, name=name), links(own, *circle))
    row = one(found, own)
    near = sorted(held[c] for c in circle if held[c] is not None)
    assert row["neighbours_with_data"] == len(near)
    if near:
        middle = (near[(len(near) - 1) // 2] + near[len(near) // 2]) / 2
        assert row["neighbour_mean"] == pytest.approx(sum(near) / len(near), abs=1e-6)
        assert row["neighbour_median"] == pytest.approx(middle, abs=1e-6)
    known = sorted(v for v in values if v is not None)
    assert row["areas_ranked"] == len(known)
    for code, value in held.items():
        better = [v for v in known if value is not None and (v > value if high else v < value)]
        assert one(found, code)["rank"] == (None if value is None else 1 + len(better))


def test_the_catalogue_and_the_national_series_agree():
    beside = dict(series.series().select("series", "indicator").iter_rows())
    for indicator in catalogue.ALL:
        for name in indicator.published:
            assert beside.get(name) == indicator.id, name


def test_every_expected_answer_comes_out():
    file = SHARED / "oracle" / "neighbours_expected.csv"
    if not file.exists():
        pytest.skip("needs ../shared: oracle/neighbours_expected.csv")
    expected = pl.read_csv(file, schema_overrides={"la_code": pl.String, "year": pl.Int32})
    found = neighbours.compare_all(published.bundled(), areas.neighbour_table())
    joined = expected.join(
        found, left_on=["series", "year", "la_code"], right_on=["series", "year", "area_code"], how="left", suffix="_f"
    )
    assert joined.height == expected.height == 990
    for column in expected.columns[3:]:
        ours = pl.col(f"{column}_f")
        if expected[column].dtype == pl.Float64:
            same = ((pl.col(column) - ours).abs() < 1e-6) | (pl.col(column).is_null() & ours.is_null())
        else:
            same = pl.col(column).eq_missing(ours)
        wrong = joined.filter(~same.fill_null(False)).select("series", "year", "la_code", column, ours)
        assert wrong.is_empty(), wrong


def _real_check() -> list[tuple[str, list[str]]]:
    """(authority, cells) of every row of the three tables of latest values."""
    file = SHARED / "spec" / "real_check.md"
    if not file.exists():
        pytest.skip("needs ../shared: spec/real_check.md")
    section = file.read_text().split("## 3. ")[1].split("### Priority 2")[0]
    found, authority = [], ""
    for line in section.splitlines():
        if line.startswith("### "):
            authority = line.split("(")[1][:3]
        elif line.startswith("| ") and not line.startswith("| Indicator"):
            found.append((authority, [c.strip().strip("`*") for c in line.strip("|").split("|")]))
    return found


OURS = {
    "Total in education, employment or training": "care_leavers_17_18_eet_pct",
    "Total not in education, employment or training": "care_leavers_17_18_neet_pct",
    "Accommodation considered suitable": "care_leavers_17_18_suitable_pct",
}


def test_the_published_values_of_the_three_authorities():
    table = _real_check()
    assert len(table) > 90
    found = neighbours.compare_all(published.bundled(), areas.neighbour_table())
    for authority, cells in table:
        name, year, value, england, region, mean, rank = cells[1], *cells[2:4], *cells[5:9]
        name = OURS[name.split("17 to 18 years, ")[1]] if "17 to 18" in name else name
        row = one(
            found.filter((pl.col("series") == name) & (pl.col("year") == int(year.split()[0]))),
            authority,
        )
        where = (authority, name)
        assert row["value"] == float(value), where
        assert row["england"] == float(england), where
        assert row["region"] == float(region), where
        average, count = mean.removesuffix(")").split(" (")
        assert row["neighbours_with_data"] == int(count), where
        assert row["neighbour_mean"] == pytest.approx(float(average), abs=0.051), where
        place, of = rank.split(" (")[0].split(" of ")
        assert row["areas_ranked"] == int(of), where
        assert row["rank"] == (None if "no polarity" in rank else int(place)), where


@pytest.mark.parametrize(
    ("code", "name", "value", "mean", "median", "rank", "band"),
    [
        ("370", "CareLeaversNEET", 31, 46.3, 48, 17, "A"),
        ("370", "Work_Force_TO_Rate", 8.0, 15.18, 13.1, 20, "A"),
        ("383", "CareLeaversNEET", 41, 39.6, 38, 83, "C"),
        ("383", "CareLeaverEET", 46, 54.6, 53.5, 129, "D"),
        ("877", "CareLeaversNEET", 41, 38.9, 38.5, 83, "C"),
    ],
)
def test_spot_values_of_2025(code, name, value, mean, median, rank, band):
    row = one(neighbours.compare(published.bundled(), areas.neighbour_table(), series=name, year=2025), code)
    assert (row["value"], row["rank"], row["quartile_band"]) == (value, rank, band)
    assert row["neighbour_mean"] == pytest.approx(mean) and row["neighbour_median"] == pytest.approx(median)


def test_a_mistake_of_a_return_is_not_ranked_when_asked():
    asked = neighbours.compare(
        published.bundled(),
        areas.neighbour_table(),
        series="Work_Force_Agecy_Rate",
        year=2025,
        minimum_areas=neighbours.MINIMUM_AREAS,
        leave_out=published.not_ranked(),
    )
    assert one(asked, "937")["rank"] is None and one(asked, "937")["value"] == 0.0
    assert one(asked, "877")["rank"] == 16 and one(asked, "877")["areas_ranked"] == 150


def test_few_areas_have_no_rank_on_a_page():
    asked = neighbours.compare(
        published.bundled(),
        areas.neighbour_table(),
        series="CPPlans2yrsActive",
        year=2025,
        minimum_areas=neighbours.MINIMUM_AREAS,
    )
    assert asked["rank"].is_null().all() and one(asked, "877")["areas_ranked"] == 94
