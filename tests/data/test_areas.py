"""Areas, boundary changes, neighbours and head-counts."""

from datetime import date

import polars as pl
import pytest

from data import areas
from data.errors import BadInput, NotFound


def test_the_areas_of_england():
    real = areas.areas()
    count = dict(real.group_by("level").len().iter_rows())
    assert count == {"authority": 158, "region": 11, "england": 1, "synthetic": 1}
    assert real["area_code"].is_unique().all()
    in_being = real.filter((pl.col("level") == "authority") & pl.col("valid_to").is_null())
    assert in_being.height == 153


def test_every_authority_has_a_region_that_is_one():
    frame = areas.areas()
    regions = frame.filter(pl.col("level") == "region")["area_code"]
    authorities = frame.filter(pl.col("level") == "authority")
    assert authorities["region_code"].is_in(regions.implode()).all() and authorities["region"].null_count() == 0


def test_london_boroughs_are_inner_or_outer_within_london():
    camden, barnet = areas.area("202"), areas.area("302")
    assert (camden["region"], barnet["region"]) == ("Inner London", "Outer London")
    assert areas.area(camden["region_code"])["region"] == "London"


@pytest.mark.parametrize(
    ("code", "last_day", "successors"),
    [
        ("909", date(2023, 3, 31), ["942", "943"]),
        ("928", date(2021, 3, 31), ["940", "941"]),
        ("835", date(2019, 3, 31), ["838", "839"]),
        ("836", date(2019, 3, 31), ["839"]),
        ("837", date(2019, 3, 31), ["839"]),
    ],
)
def test_abolished_authorities_name_their_successors(code, last_day, successors):
    old = areas.area(code)
    assert (old["valid_to"], old["successors"]) == (last_day, successors)
    for heir in successors:
        assert (areas.area(heir)["valid_from"] - last_day).days == 1
        assert areas.area(heir)["region_code"] == old["region_code"]


def test_the_made_up_council_stands_in_for_warrington_and_is_not_a_real_area():
    made_up = areas.area("999")
    assert (made_up["area"], made_up["level"], made_up["region"]) == (
        "Exampleshire (synthetic)",
        "synthetic",
        "North West",
    )
    assert areas.stands_for("999") == "877" and areas.stands_for("895") == "895"
    assert "999" not in areas.codes()
    assert areas.neighbours("999").equals(areas.neighbours("877"))
    assert areas.population("999", 2025) == areas.population("877", 2025)


def test_an_unknown_area_suggests_near_names():
    with pytest.raises(NotFound, match="Warrington"):
        areas.area("Warington")


def test_neighbours_come_closest_first():
    found = areas.neighbours("877")
    assert found.columns == ["neighbour_code", "neighbour", "order", "closeness"]
    assert found["neighbour_code"].to_list() == ["895", "937", "860", "811", "815", "916", "334", "893", "885", "865"]
    assert found["neighbour"][0] == "Cheshire East" and found["order"].to_list() == list(range(1, 11))


def test_neighbours_of_the_model_of_2021_differ():
    assert not areas.neighbours("885", "2021").equals(areas.neighbours("885", "2025"))


@pytest.mark.parametrize("model", areas.MODELS)
def test_every_list_has_ten_different_neighbours_and_never_itself(model):
    table = areas.neighbour_table(model)
    each = table.group_by("authority").agg(pl.col("neighbour_code").n_unique().alias("n"), pl.col("order").sort())
    assert (each["n"] == 10).all() and (each["order"].list.len() == 10).all()
    assert table.filter(pl.col("authority") == pl.col("neighbour_code")).is_empty()
    known = areas.areas().filter(pl.col("level") == "authority")["area_code"].implode()
    assert table["neighbour_code"].is_in(known).all()


def test_the_model_of_2025_has_every_authority_in_being():
    in_being = areas.areas().filter((pl.col("level") == "authority") & pl.col("valid_to").is_null())
    assert set(areas.neighbour_table("2025")["authority"]) == set(in_being["area_code"])


def test_an_authority_that_a_model_lacks_points_to_the_other():
    with pytest.raises(BadInput, match=r"2021.*Cumberland.*2025"):
        areas.neighbours("942", "2021")
    with pytest.raises(NotFound, match="2025"):
        areas.neighbours("877", "2024")


def test_the_head_count_is_of_the_latest_year_before():
    assert areas.population("877", 2024) == (44_458, 2023)
    assert areas.population("877", 2025) == (44_799, 2024)
    assert areas.population("877", 2026) == (44_799, 2024)  # nothing newer is published
    assert areas.population("970", 2025) == (12_183_016, 2024)


def test_no_head_count_so_early_is_an_error_and_not_a_guess():
    with pytest.raises(BadInput, match="first is for 2023"):
        areas.population("942", 2023)
    with pytest.raises(NotFound):
        areas.population("123", 2025)
