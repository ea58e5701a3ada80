"""Which published figures count: those imported into a store over those that come with the program.

Of several releases of the same figure the one of the latest release counts, and of the same release the one imported
last: an older file imported late changes nothing that is shown. All of them stay in the store.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from data import areas, imports, neighbour_models, published
from data.errors import NotFound
from data.own_lists import REGION
from data.series import series as series_facts
from data.store import Store
from data.symbols import NOT_PUBLISHED

HEADS = "population_0_17"
SAME_REGION = "Same region"
BUNDLED = "0"  # sorts before every import


@dataclass(frozen=True, eq=False)
class Circle:
    """The authorities that one authority is compared with: neighbour_code, neighbour, order, closeness.

    `model` is the year of a statistical model, the name of an own list, or `region`.
    """

    model: str
    words: str
    neighbours: pl.DataFrame

    @property
    def is_statistical(self) -> bool:
        """Whether a model of DfE says how close each of them is."""
        return self.model in areas.MODELS


def rows(store: Store, series: Iterable[str] | None = None) -> pl.DataFrame:
    """The published rows that count, one per series, year and area (columns of data.published.SCHEMA), of every
    series or of those named."""
    wanted = None if series is None else {*series, *_own(series).values()}
    bundled = published.bundled()
    if wanted is not None:
        bundled = bundled.filter(pl.col("series").is_in(list(wanted)))
    imported = imports.rows(store, wanted)
    if imported.is_empty():
        return bundled if series is None else bundled.filter(pl.col("series").is_in(list(series)))
    frames = [bundled.with_columns(import_id=pl.lit(BUNDLED)), imported.select(*published.SCHEMA, "import_id")]
    return settled(pl.concat(frames), series)


def settled(every: pl.DataFrame, series: Iterable[str] | None = None) -> pl.DataFrame:
    """One row per series, year and area out of several releases (published rows with `import_id`)."""
    released = pl.col("year").max().over("series", "import_id")
    ordered = every.with_columns(released=released).sort("released", "import_id", maintain_order=True)
    one = published.settle([_with_reasons(ordered).select(list(published.SCHEMA))])
    continued = _continued(one)
    if series is None:
        return continued
    return continued.filter(pl.col("series").is_in(list(series)))


def history(store: Store, series: str) -> pl.DataFrame:
    """Every imported row of a series, oldest import first, with imported_at and sha256 of the file."""
    return imports.rows(store, [series])


def heads(store: Store) -> pl.DataFrame:
    """Head-counts as data.areas.populations, those of the store over those that come with the program."""
    imported = imports.rows(store, [HEADS])
    if imported.is_empty():
        return areas.populations()
    one = settled(imported.select(*published.SCHEMA, "import_id")).filter(pl.col("value").is_not_null())
    newer = one.select("area_code", "year", pl.col("value").cast(pl.Int64).alias("population"))
    return pl.concat([newer, areas.populations().join(newer, on=["area_code", "year"], how="anti")])


def heads_version(store: Store) -> str:
    """Changes where imported head-counts do; empty where there are none."""
    found = imports.rows(store, [HEADS])
    if found.is_empty():
        return ""
    return hashlib.sha256("\n".join(found["sha256"].unique(maintain_order=True)).encode()).hexdigest()


def neighbour_table(store: Store, model: str = areas.MODELS[0]) -> pl.DataFrame:
    """One row per authority and neighbour of one statistical model: authority, neighbour_code, order, closeness."""
    return _models(store).filter(pl.col("model") == model).drop("model")


def circles(store: Store, authority: str) -> list[Circle]:
    """The circles that an authority may be compared with: its statistical models, newest first, its own lists, and
    the other authorities of its region."""
    home = areas.area(authority)
    codes = [home["area_code"], areas.stands_for(home["area_code"])]
    mine = _models(store).filter(pl.col("authority").is_in(codes))
    names = areas.areas().select(pl.col("area_code").alias("neighbour_code"), pl.col("area").alias("neighbour"))
    found = []
    for model in [*areas.MODELS, *sorted(set(mine["model"]) - set(areas.MODELS))]:
        of_model = mine.filter(pl.col("model") == model).sort("order")
        if of_model.height:
            near = of_model.join(names, on="neighbour_code", how="left", maintain_order="left")
            statistical = model in areas.MODELS
            said = f"Statistical neighbours, model of {model}" if statistical else f"Our own list: {model}"
            found.append(Circle(model, said, near.select("neighbour_code", "neighbour", "order", "closeness")))
    return [*found, _region(home, codes)]


def circle(store: Store, authority: str, model: str = "") -> Circle:
    """The circle of that name; without one, the newest statistical model that has a list for the authority (an
    authority that is no more is in the older one only). Raises NotFound for a name that there is not."""
    known = circles(store, authority)
    if not model:
        return known[0]
    found = [c for c in known if c.model == model]
    if not found:
        raise NotFound("list of neighbours", model, [c.model for c in known])
    return found[0]


# ------------------------------------------------------------------------------------------------------


def _own(series: Iterable[str] | None = None) -> dict[str, str]:
    """LAIT series -> the same figure in DfE's statistics files."""
    known = series_facts().filter(pl.col("own").is_not_null()).select("series", "own")
    wanted = None if series is None else set(series)
    return {name: own for name, own in known.iter_rows() if wanted is None or name in wanted}


def _with_reasons(ordered: pl.DataFrame) -> pl.DataFrame:
    """A newer release that prints a bare dash takes the reason that an earlier one gave for the same gap."""
    gap = pl.col("value").is_null()
    reason = pl.when(gap & (pl.col("status") != NOT_PUBLISHED)).then("status")
    earlier = reason.forward_fill().over(published.KEY)
    bare = gap & (pl.col("status") == NOT_PUBLISHED)
    return ordered.with_columns(status=pl.when(bare).then(pl.coalesce(earlier, "status")).otherwise("status"))


def _continued(one: pl.DataFrame) -> pl.DataFrame:
    """With the years that DfE's own statistics file has of a LAIT series and LAIT has not yet."""
    own = _own()
    last = one.filter(pl.col("series").is_in(list(own))).group_by("series").agg(last=pl.col("year").max())
    pairs = pl.DataFrame(
        {"lait": list(own), "series": list(own.values())}, schema={"lait": pl.String, "series": pl.String}
    )
    newer = (
        one.join(pairs, on="series")
        .join(last.rename({"series": "lait"}), on="lait")
        .filter(pl.col("year") > pl.col("last"))
        .with_columns(series=pl.col("lait"))
    )
    if newer.is_empty():
        return one
    names = series_facts().select("series", pl.col("indicator").alias("of_series"))
    newer = newer.join(names, on="series", how="left").with_columns(indicator=pl.col("of_series"))
    return pl.concat([one, newer.select(list(published.SCHEMA))]).sort(published.KEY)


def _models(store: Store) -> pl.DataFrame:
    """One row per model or own list, authority and neighbour; a whole model, or the list of one authority, imported
    later stands in place of the earlier."""
    imported = imports.neighbours(store)
    if imported.is_empty():
        return areas.neighbour_models()
    statistical = pl.col("model").is_in(list(areas.MODELS))
    newest = pl.when(statistical).then(pl.col("import_id").max().over("model"))
    newest = newest.otherwise(pl.col("import_id").max().over("model", "authority"))
    latest = imported.filter(pl.col("import_id") == newest).select(list(neighbour_models.SCHEMA))
    kept = areas.neighbour_models().filter(~pl.col("model").is_in(latest["model"].unique().implode()))
    columns = kept.columns
    return pl.concat([kept, latest.select(columns)])


def _region(home: dict, codes: list[str]) -> Circle:
    known = areas.areas().filter(
        (pl.col("level") == "authority")
        & (pl.col("region_code") == home["region_code"])
        & pl.col("valid_to").is_null()
        & ~pl.col("area_code").is_in(codes)
    )
    near = known.sort("area").select(
        pl.col("area_code").alias("neighbour_code"),
        pl.col("area").alias("neighbour"),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("order"),
        pl.lit(SAME_REGION).alias("closeness"),
    )
    return Circle(REGION, f"The other authorities of {home['region']}", near)
