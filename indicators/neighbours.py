"""Published figures beside each other: statistical neighbours, region, England, rank and quartile band.

The rules are those of DfE's Local Authority Interactive Tool: unweighted mean and median of the neighbours that have
a value; ranks in which ties share the better place; quartiles by linear interpolation, bands A (best) to D.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from data import areas
from data.errors import BadInput, NotFound
from data.published import corrected
from data.series import series as series_facts
from data.symbols import NOT_PUBLISHED, OK

MINIMUM_AREAS = 120  # pages show no rank among fewer: those hidden are mostly the ones with small counts
DECIMALS = 6
COLUMNS = [
    "series",
    "indicator",
    "year",
    "area_code",
    "area",
    "value",
    "status",
    "neighbours_with_data",
    "neighbour_mean",
    "neighbour_median",
    "region",
    "england",
    "rank",
    "areas_ranked",
    "q25",
    "q50",
    "q75",
    "quartile_band",
    "polarity",
]
BESIDE = [
    "indicator",
    "series",
    "year",
    "year_label",
    "area_code",
    "area",
    "role",
    "order",
    "closeness",
    "value",
    "status",
]
EACH = ["series", "year"]
ROLES = ["own", "neighbour", "region", "england"]


def compare(
    published: pl.DataFrame,
    neighbours: pl.DataFrame,
    *,
    series: str,
    year: int,
    minimum_areas: int = 1,
    leave_out: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """One row per authority for one series and year (columns as in `compare_all`). Raises NotFound."""
    own = published.filter(pl.col("series") == series)
    if own.is_empty():
        raise NotFound("national series", series, published["series"].unique().sort())
    chosen = own.filter(pl.col("year") == year)
    if chosen.is_empty():
        raise NotFound(f"year of {series}", str(year), [str(y) for y in own["year"].unique().sort()])
    return compare_all(chosen, neighbours, minimum_areas=minimum_areas, leave_out=leave_out)


def compare_all(
    published: pl.DataFrame,
    neighbours: pl.DataFrame,
    *,
    minimum_areas: int = 1,
    leave_out: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """One row per series, year and authority: value and status; number, mean and median of the neighbours with a
    value; region and England; rank (1 is best), how many are ranked, quartiles, band and national polarity.

    `published` holds published rows (data.published), `neighbours` a model (data.areas.neighbour_table). A series
    without a polarity has neither rank nor band; nor has one with fewer than `minimum_areas` values. `leave_out`
    (series, year, area_code) names values that are shown but not ranked. An authority that is no more is not ranked
    beside its successors.
    """
    keys = published.select(*EACH, "indicator").unique(EACH).sort(EACH).with_row_index("at")
    held = published.join(keys.drop("indicator"), on=EACH).select("at", "level", "area_code", "value", "status")
    authorities = _grid(keys, held)
    ranked = authorities.filter(_rankable(authorities, keys, leave_out))
    spread = ranked.group_by("at").agg(
        pl.len().cast(pl.Int64).alias("areas_ranked"),
        *(pl.col("value").quantile(q / 100, "linear").alias(f"q{q}") for q in (25, 50, 75)),
    )
    of_series = (
        keys.join(_at_level(held, "england", "england"), on="at", how="left")
        .join(spread, on="at", how="left")
        .join(_facts(), on="series", how="left")
        .with_columns(pl.col("areas_ranked").fill_null(0), pl.col("polarity").fill_null("-"))
    )
    place = ["at", "area_code"]
    shown = pl.col("areas_ranked") >= minimum_areas
    return (
        authorities.join(_of_neighbours(authorities, neighbours), on=place, how="left")
        .join(_of_region(keys, held), on=["at", "region_code"], how="left")
        .join(_ranks(ranked), on=place, how="left")
        .join(of_series, on="at", how="left")
        .with_columns(pl.when(shown).then(_best_rank()).alias("rank"), pl.col("neighbours_with_data").fill_null(0))
        .with_columns(
            pl.when(pl.col("rank").is_not_null() & pl.col("banded").fill_null(True))
            .then(_band())
            .alias("quartile_band"),
            pl.col("q25", "q50", "q75", "neighbour_mean", "neighbour_median").round(DECIMALS),
        )
        .sort("at", "area_code")
        .select(COLUMNS)
    )


def exported(published: pl.DataFrame, neighbours: pl.DataFrame) -> pl.DataFrame:
    """Every series, year and authority for other programs (columns as in `compare_all`). The rank is empty where fewer
    than MINIMUM_AREAS areas have a figure; `areas_ranked` says how many have."""
    enough = pl.col("areas_ranked") >= MINIMUM_AREAS
    return compare_all(published, neighbours).with_columns(pl.when(enough).then(pl.col("rank")).alias("rank"))


def beside(
    published: pl.DataFrame, neighbours: pl.DataFrame, *, authority: str, series: str | Iterable[str]
) -> pl.DataFrame:
    """What a page shows beside one authority: one row per series, year and area, with role own, neighbour, region or
    england, order (1 is the closest neighbour) and closeness. Where LAIT differs from DfE's own files the value is
    DfE's. A made-up council has no rows of its own. A London region without a value gives way to London.
    `neighbours` is a whole model (data.areas.neighbour_table) or this authority's own list (data.areas.neighbours).
    """
    wanted = [series] if isinstance(series, str) else list(series)
    home = areas.area(authority)
    circle = _circle(neighbours, home)
    around = [*circle["area_code"], _wider(home["region_code"])]
    near = corrected(published.filter(pl.col("series").is_in(wanted) & pl.col("area_code").is_in(around)))
    labels = near.select(*EACH, "indicator", "year_label").unique(EACH)
    value = near.select(*EACH, "area_code", "value", "status")
    plain = labels.join(circle.filter(pl.col("role") != "region"), how="cross").join(
        value, on=[*EACH, "area_code"], how="left"
    )
    region = labels.join(_region_rows(value, home["region_code"]), on=EACH, how="left").with_columns(
        pl.col("area_code").fill_null(home["region_code"]), pl.lit("region").alias("role")
    )
    names = areas.areas().select("area_code", "area")
    return (
        pl.concat([plain, region], how="diagonal")
        .with_columns(pl.col("status").fill_null(NOT_PUBLISHED), pl.col("role").cast(pl.Enum(ROLES)))
        .join(names, on="area_code", how="left")
        .sort("series", "year", "role", "order")
        .with_columns(pl.col("role").cast(pl.String))
        .select(BESIDE)
    )


def _facts() -> pl.DataFrame:
    return series_facts().select("series", "polarity", "banded")


def _grid(keys: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """One row per series and year (`at`) and authority that existed that year or has a value."""
    lived = areas.areas().filter(pl.col("level") == "authority")
    values = held.filter(pl.col("level") == "authority").drop("level")
    there = pl.col("valid_from").dt.year().fill_null(0) <= pl.col("year")
    still = pl.col("valid_to").dt.year().fill_null(9999) >= pl.col("year")
    grid = (
        keys.select("at", "year")
        .join(lived.select("area_code", "area", "region_code", "valid_from", "valid_to"), how="cross")
        .join(values, on=["at", "area_code"], how="left")
        .filter((there & still) | pl.col("value").is_not_null())
        .select("at", "area_code", "area", "region_code", "value", pl.col("status").fill_null(NOT_PUBLISHED))
    )
    return grid.join(_replaced(grid), on=["at", "area_code"], how="left")


def _replaced(grid: pl.DataFrame) -> pl.DataFrame:
    """The authorities that are no more where a successor has a value: at, area_code, replaced (true)."""
    with_value = grid.filter(pl.col("value").is_not_null())
    heirs = areas.areas().select("area_code", pl.col("successors").alias("heir")).explode("heir").drop_nulls()
    return (
        with_value.join(heirs, on="area_code")
        .join(with_value.select("at", pl.col("area_code").alias("heir")), on=["at", "heir"], how="semi")
        .select("at", "area_code", pl.lit(True).alias("replaced"))
        .unique()
    )


def _rankable(authorities: pl.DataFrame, keys: pl.DataFrame, leave_out: pl.DataFrame | None) -> pl.Series:
    usable = authorities.select(pl.col("value").is_not_null() & pl.col("replaced").is_null()).to_series()
    if leave_out is None:
        return usable
    named = leave_out.join(keys, on=EACH).select("at", "area_code", pl.lit(True).alias("left_out"))
    marked = authorities.join(named, on=["at", "area_code"], how="left", maintain_order="left")
    return usable & marked["left_out"].is_null()


def _ranks(ranked: pl.DataFrame) -> pl.DataFrame:
    value = pl.col("value")
    return ranked.select(
        "at",
        "area_code",
        value.rank("min", descending=True).over("at").cast(pl.Int64).alias("from_the_top"),
        value.rank("min", descending=False).over("at").cast(pl.Int64).alias("from_the_bottom"),
    )


def _best_rank() -> pl.Expr:
    return (
        pl.when(pl.col("polarity") == "High")
        .then("from_the_top")
        .when(pl.col("polarity") == "Low")
        .then("from_the_bottom")
    )


def _band() -> pl.Expr:
    """A to D. A value equal to a quartile belongs below it, which is kind where low is good and hard where high is."""
    place = pl.sum_horizontal((pl.col("value") > pl.col(q)).cast(pl.Int8) for q in ("q25", "q50", "q75"))
    best_first = pl.when(pl.col("polarity") == "High").then(3 - place).otherwise(place)
    return best_first.replace_strict(dict(enumerate("ABCD")), return_dtype=pl.String)


def _of_neighbours(authorities: pl.DataFrame, neighbours: pl.DataFrame) -> pl.DataFrame:
    # Grouped by one whole number, twice as fast as by a number and a text: millions of pairs where all of LAIT is held.
    codes = areas.areas().select("area_code").with_row_index("n")
    links = neighbours.join(codes, left_on="authority", right_on="area_code").select(
        pl.col("neighbour_code").alias("area_code"), "n"
    )
    return (
        authorities.filter(pl.col("value").is_not_null())
        .select("at", "area_code", "value")
        .join(links, on="area_code")
        .group_by(pl.col("at") * codes.height + pl.col("n"))
        .agg(
            pl.len().cast(pl.Int64).alias("neighbours_with_data"),
            pl.col("value").mean().alias("neighbour_mean"),
            pl.col("value").median().alias("neighbour_median"),
        )
        .with_columns(n=pl.col("at") % codes.height, at=pl.col("at") // codes.height)
        .join(codes, on="n")
        .drop("n")
    )


def _at_level(held: pl.DataFrame, level: str, name: str) -> pl.DataFrame:
    return held.filter(pl.col("level") == level).select("at", pl.col("value").alias(name))


def _of_region(keys: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """One row per series, year and region: its value, or that of the wider region where it has none."""
    regions = areas.areas().filter(pl.col("level") == "region")
    values = held.filter(pl.col("level") == "region").select("at", pl.col("area_code").alias("region_code"), "value")
    return (
        keys.select("at")
        .join(
            regions.select(pl.col("area_code").alias("region_code"), pl.col("region_code").alias("wider")), how="cross"
        )
        .join(values, on=["at", "region_code"], how="left")
        .join(values.rename({"region_code": "wider", "value": "wider_value"}), on=["at", "wider"], how="left")
        .select("at", "region_code", pl.coalesce("value", "wider_value").alias("region"))
    )


def _wider(region: str) -> str:
    return areas.area(region)["region_code"] or region


def _circle(neighbours: pl.DataFrame, home: dict) -> pl.DataFrame:
    """One row per area beside the authority: area_code, role, order, closeness."""
    stand = areas.stands_for(home["area_code"])
    listed = "authority" in neighbours.columns  # else the list of this authority alone
    near = (neighbours.filter(pl.col("authority") == stand) if listed else neighbours).select(
        pl.col("neighbour_code").alias("area_code"), pl.lit("neighbour").alias("role"), "order", "closeness"
    )
    if near.is_empty():
        raise BadInput(f"The neighbour model has no list for {home['area']} ({stand}). Choose another model.")
    own = [] if home["level"] == "synthetic" else [(home["area_code"], "own")]
    others = [*own, (home["region_code"], "region"), (areas.ENGLAND, "england")]
    schema = {"area_code": pl.String, "role": pl.String}
    return pl.concat([near, pl.DataFrame(others, schema=schema, orient="row")], how="diagonal")


def _region_rows(value: pl.DataFrame, region: str) -> pl.DataFrame:
    """One row per series and year: the region's own figure, or the wider region's where it has no value."""
    return (
        value.filter(pl.col("area_code").is_in([region, _wider(region)]))
        .sort(*EACH, pl.col("status") == OK, pl.col("area_code") == region)
        .group_by(EACH, maintain_order=True)
        .last()
    )
