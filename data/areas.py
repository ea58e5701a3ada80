"""Areas of England: authorities, regions, neighbours and head-counts, with the dates of boundary changes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import polars as pl

from data.errors import BadInput, NotFound

REFERENCE = Path(__file__).parent / "reference"
ENGLAND = "970"
MODELS = ("2025", "2021")  # statistical-neighbour models, newest first


@lru_cache(maxsize=1)
def areas() -> pl.DataFrame:
    """One row per area: area_code, area, level (authority, region, england, or synthetic for a made-up council),
    region_code, region, ons_code, valid_from, valid_to (both null when always) and successors.

    The region of a London authority is Inner or Outer London, whose own region is London. Source:
    data/reference/areas.csv and stand_ins.csv.
    """
    text = pl.read_csv(REFERENCE / "areas.csv", infer_schema=False)
    real = text.with_columns(
        pl.col("valid_from", "valid_to").str.to_date("%Y-%m-%d"),
        pl.col("successors").str.split(";").fill_null([]),
    )
    made_up = (
        _stand_ins()
        .join(real, left_on="stands_for", right_on="area_code")
        .select(
            "area_code",
            pl.col("name").alias("area"),
            pl.lit("synthetic").alias("level"),
            "region_code",
            pl.lit(None, pl.String).alias("ons_code"),
            pl.col("valid_from", "valid_to"),
            pl.lit([], pl.List(pl.String)).alias("successors"),
        )
    )
    both = pl.concat([real, made_up])
    names = real.select(pl.col("area_code").alias("region_code"), pl.col("area").alias("region"))
    columns = ["area_code", "area", "level", "region_code", "region", *real.columns[4:]]
    return both.join(names, on="region_code", how="left").select(columns).sort("area_code")


@lru_cache(maxsize=1)
def _stand_ins() -> pl.DataFrame:
    return pl.read_csv(REFERENCE / "stand_ins.csv", infer_schema=False)


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """The codes of all real areas."""
    return frozenset(areas().filter(pl.col("level") != "synthetic")["area_code"])


def area(code: str) -> dict:
    """The row of one area as a dictionary. Raises NotFound with the near names."""
    found = areas().filter(pl.col("area_code") == code)
    if found.is_empty():
        known = areas().select("area_code", "area").iter_rows()
        raise NotFound("area", code, [f"{code} ({name})" for code, name in known], "Give its three-figure code.")
    return found.row(0, named=True)


def council(code: str) -> dict:
    """The row of an authority that can send returns. Raises NotFound with the near names, BadInput for an area that is
    no authority."""
    found = area(code)
    if found["level"] in ("region", "england"):
        raise BadInput(
            f"{code} is {found['area']}, which sends no returns. Give the three-figure code of an authority."
        )
    return found


def stands_for(authority: str) -> str:
    """The authority whose region, neighbours and head-count this one uses: itself, unless it is made up."""
    found = _stand_ins().filter(pl.col("area_code") == authority)
    return found["stands_for"][0] if found.height else authority


@lru_cache(maxsize=1)
def neighbour_models() -> pl.DataFrame:
    """One row per model, authority and neighbour: model, authority, neighbour_code, order (1 is the closest),
    closeness. Source: the DfE statistical-neighbour models of 2021 and 2025."""
    schema = {"model": pl.String, "authority": pl.String, "neighbour_code": pl.String, "closeness": pl.String}
    return pl.read_csv(REFERENCE / "neighbours.csv", schema_overrides=schema | {"order": pl.Int64}).select(
        "model", "authority", "neighbour_code", "order", "closeness"
    )


def neighbour_table(model: str = MODELS[0]) -> pl.DataFrame:
    """One row per authority and neighbour of one model: authority, neighbour_code, order, closeness."""
    if model not in MODELS:
        raise NotFound("statistical-neighbour model", model, MODELS)
    return neighbour_models().filter(pl.col("model") == model).drop("model")


def neighbours(authority: str, model: str = MODELS[0]) -> pl.DataFrame:
    """The ten statistical neighbours, closest first: neighbour_code, neighbour, order, closeness.

    Raises NotFound for an unknown authority, BadInput for one that the model does not have.
    """
    code = stands_for(area(authority)["area_code"])
    own = neighbour_table(model).filter(pl.col("authority") == code).sort("order")
    if own.is_empty():
        raise BadInput(
            f"The statistical-neighbour model of {model} has no list for {area(code)['area']} ({code}). "
            f"Use another model: {', '.join(m for m in MODELS if m != model)}."
        )
    names = areas().select(pl.col("area_code").alias("neighbour_code"), pl.col("area").alias("neighbour"))
    return own.join(names, on="neighbour_code", how="left", maintain_order="left").select(
        "neighbour_code", "neighbour", "order", "closeness"
    )


@lru_cache(maxsize=1)
def populations() -> pl.DataFrame:
    """One row per area and year: area_code, year, population (people aged 0 to 17, ONS mid-year estimate)."""
    return pl.read_csv(
        REFERENCE / "population.csv",
        schema_overrides={"area_code": pl.String, "year": pl.Int32, "population": pl.Int64},
    )


def population(authority: str, before_year: int, heads: pl.DataFrame | None = None) -> tuple[int, int]:
    """The 0-17 estimate of the latest year before `before_year`, and that year; out of `heads` (as `populations`)
    where a store holds newer ones.

    Raises NotFound for an unknown area, BadInput where there is no estimate so early.
    """
    code = stands_for(area(authority)["area_code"])
    known = (populations() if heads is None else heads).filter(pl.col("area_code") == code).sort("year")
    earlier = known.filter(pl.col("year") < before_year)
    if earlier.is_empty():
        years = f"The first is for {known['year'][0]}." if known.height else "There is none for any year."
        raise BadInput(
            f"There is no head-count of children in {area(code)['area']} ({code}) before {before_year}. {years} "
            "Rates per 10,000 children cannot be worked out for that time."
        )
    last = earlier.tail(1)
    return int(last["population"][0]), int(last["year"][0])
