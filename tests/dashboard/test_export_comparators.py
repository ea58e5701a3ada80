"""`scorecard export comparators`: the latest published figures of Warrington, Warwickshire and Worcestershire."""

from pathlib import Path

import polars as pl
import pytest

from dashboard.cli import main
from data import published
from indicators.neighbours import COLUMNS, MINIMUM_AREAS

# Figures of DfE's published files, one row per authority and series in the latest year that it has.
KNOWN = Path(__file__).with_name("three_authorities.csv")


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> pl.DataFrame:
    folder = tmp_path_factory.mktemp("export")
    out = folder / "comparators.csv"
    assert main(["export", "comparators", "--store", str(folder / "store"), "--out", str(out)]) == 0
    return pl.read_csv(out, infer_schema_length=None, schema_overrides={"area_code": pl.String, "rank": pl.Int64})


def test_the_columns_are_those_of_the_contract(exported):
    assert exported.columns == COLUMNS


def test_the_figures_of_the_three_authorities(exported):
    known = pl.read_csv(KNOWN, schema_overrides={"area_code": pl.String, "place": pl.Int64, "previous": pl.Float64})
    assert known.height == 96
    beside = known.join(exported, on=["area_code", "series", "year"], how="left", suffix="_ours")
    for column in ("value", "england", "region", "neighbours_with_data", "areas_ranked"):
        wrong = beside.filter(pl.col(column).ne_missing(pl.col(f"{column}_ours")))
        assert wrong.is_empty(), wrong.select("area_code", "series", column, f"{column}_ours")
    assert ((beside["neighbour_mean"] - beside["neighbour_mean_ours"]).abs() < 0.051).all()
    shown = pl.when(pl.col("areas_ranked") >= MINIMUM_AREAS).then("place")
    assert beside.filter(shown.ne_missing(pl.col("rank"))).is_empty()
    assert beside.filter(pl.col("rank").is_null() & (pl.col("polarity") != "-"))["areas_ranked"].max() < MINIMUM_AREAS


def test_the_year_before_is_the_last_earlier_one_with_a_figure(exported):
    known = pl.read_csv(KNOWN, schema_overrides={"area_code": pl.String, "place": pl.Int64, "previous": pl.Float64})
    for row in known.to_dicts():
        mine = (pl.col("area_code") == row["area_code"]) & (pl.col("series") == row["series"])
        earlier = exported.filter(mine & (pl.col("year") < row["year"]) & pl.col("value").is_not_null()).sort("year")
        assert (earlier["value"][-1] if earlier.height else None) == row["previous"], row


def test_where_lait_differs_the_export_has_lait_and_pages_have_dfe(exported):
    """Sunderland's agency rate is printed as 0 and is `low`; a dash of the Isles of Scilly is a published 0."""
    at = (pl.col("series") == "Work_Force_Agecy_Rate") & (pl.col("area_code") == "394") & (pl.col("year") == 2025)
    assert exported.filter(at).select("value", "status").row(0) == (0.0, "ok")
    own = published.corrected(published.bundled())
    assert own.filter(at).select("value", "status").row(0) == (None, "low")
    at = (pl.col("series") == "PrevRegCPR") & (pl.col("area_code") == "420") & (pl.col("year") == 2025)
    assert exported.filter(at)["value"].to_list() == [None]
    assert own.filter(at).select("value", "status").row(0) == (0.0, "ok")


@pytest.mark.parametrize(
    ("old", "new", "last", "first"),
    [
        ("909", "942", 2023, 2024),  # Cumbria, Cumberland
        ("909", "943", 2023, 2024),  # Cumbria, Westmorland and Furness
        ("928", "940", 2021, 2022),  # Northamptonshire, North
        ("928", "941", 2021, 2022),  # Northamptonshire, West
        ("835", "838", 2018, 2020),  # Dorset before and since 2019
        ("837", "839", 2018, 2020),  # Bournemouth; Bournemouth, Christchurch and Poole
    ],
)
def test_a_reorganised_authority_ends_where_its_successors_begin(exported, old, new, last, first):
    rate = exported.filter((pl.col("series") == "LAC") & pl.col("value").is_not_null())
    assert rate.filter(pl.col("area_code") == old)["year"].max() == last
    assert rate.filter(pl.col("area_code") == new)["year"].min() == first
    both = exported.filter(pl.col("area_code").is_in([old, new]) & pl.col("rank").is_not_null())
    per_year = both.group_by("series", "year").agg(pl.col("area_code").n_unique())
    assert per_year["area_code"].max() == 1  # never ranked beside each other
