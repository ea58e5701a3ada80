"""One authority beside its circle in one national series, every year: what the compare page and its file show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data import areas, published
from data import series as national
from data.comparators import Circle
from indicators.neighbours import BESIDE, EACH, MINIMUM_AREAS, beside, compare_all
from indicators.yearly import Yearly, yearly

# Why there is no rank.
NO_POLARITY, FEW_AREAS, NOT_RANKED, NO_FIGURE, REPLACED, MADE_UP = (
    "no_polarity",
    "few_areas",
    "not_ranked",
    "no_figure",
    "replaced",
    "made_up",
)
BEFORE = "before"  # the role of an authority that is no more and whose area the authority took over
YEARS = {
    "year": pl.Int32,
    "year_label": pl.String,
    "rank": pl.Int64,
    "areas_ranked": pl.Int64,
    "areas": pl.Int64,
    "quartile_band": pl.String,
    "q25": pl.Float64,
    "q50": pl.Float64,
    "q75": pl.Float64,
    "no_rank": pl.String,
    "source": pl.String,
    "release": pl.String,
}


@dataclass(frozen=True, eq=False)
class Comparison:
    """`facts`: what is known of the series (data.series.find). `rows`: one row per year and area, as
    indicators.neighbours.beside, with the areas before a reorganisation (role `before`). `years`: one row per year
    (columns of YEARS), the place of the authority among all. `changes`: its change on the year before."""

    authority: str
    facts: Mapping
    circle: Circle
    rows: pl.DataFrame
    years: pl.DataFrame
    changes: Mapping[int, Yearly]


def comparison(
    rows: pl.DataFrame, heads: pl.DataFrame, circle: Circle, *, authority: str, series: str
) -> Comparison | None:
    """`rows`: published rows of the series and of its parts; None where the series has none. Ranks follow LAIT's
    figures and are given among 120 authorities or more; figures that are mistakes of a return are not ranked."""
    of_series = rows.filter(pl.col("series") == series)
    if of_series.is_empty():
        return None
    own = circle.neighbours.with_columns(authority=pl.lit(areas.stands_for(authority)))
    ranked = compare_all(of_series, own, leave_out=published.not_ranked())
    found = pl.concat(
        [beside(of_series, circle.neighbours, authority=authority, series=series), _before(of_series, authority)]
    )
    printed = of_series.filter(pl.col("area_code") == authority)
    years = _years(of_series, ranked, authority)
    changes = {
        year: yearly(rows, heads, series=series, area_code=authority, year=year)
        for year in printed.filter(pl.col("value").is_not_null())["year"]
    }
    return Comparison(authority, national.find(series), circle, found.sort("year", maintain_order=True), years, changes)


def why_not_ranked(series: str, year: int, area_code: str) -> str:
    """The reason why a figure is shown and not ranked; empty where there is none."""
    here = (pl.col("series") == series) & (pl.col("year") == year) & (pl.col("area_code") == area_code)
    found = published.doubtful().filter(here & (pl.col("treatment") == "not_ranked"))["reason"]
    return found[0] if len(found) else ""


# ------------------------------------------------------------------------------------------------------


def _before(of_series: pl.DataFrame, authority: str) -> pl.DataFrame:
    """The rows of the authorities whose successor this one is, up to the year in which they ended."""
    ended = areas.areas().filter(pl.col("successors").list.contains(authority)).select("area_code", "area", "valid_to")
    return (
        of_series.drop("area")
        .join(ended, on="area_code")
        .filter(pl.col("year") <= pl.col("valid_to").dt.year())
        .with_columns(role=pl.lit(BEFORE), order=pl.lit(None, pl.Int64), closeness=pl.lit(None, pl.String))
        .select(BESIDE)
    )


def _years(of_series: pl.DataFrame, ranked: pl.DataFrame, authority: str) -> pl.DataFrame:
    all_of = ranked.group_by(EACH).agg(
        pl.col("areas_ranked").first(),
        pl.len().cast(pl.Int64).alias("areas"),
        pl.col("q25", "q50", "q75").first(),
        pl.col("polarity").first(),
    )
    own = ranked.filter(pl.col("area_code") == authority).select(*EACH, "value", "rank", "quartile_band")
    printed = of_series.sort(pl.col("area_code") == areas.ENGLAND, descending=True, maintain_order=True)
    labels = printed.group_by(EACH, maintain_order=True).agg(pl.col("year_label", "source", "release").first())
    shown = pl.col("no_rank") == ""
    return (
        all_of.join(own, on=EACH, how="left")
        .join(labels, on=EACH, how="left")
        .with_columns(no_rank=_no_rank(authority))
        .with_columns(pl.when(shown).then(c).alias(c) for c in ("rank", "quartile_band"))
        .sort("year")
        .select(pl.col(c).cast(t) for c, t in YEARS.items())
    )


def _no_rank(authority: str) -> pl.Expr:
    made_up = areas.stands_for(authority) != authority
    reasons = published.doubtful().filter((pl.col("treatment") == "not_ranked") & (pl.col("area_code") == authority))
    named = [(pl.col("series") == s) & (pl.col("year") == y) for s, y in reasons.select(EACH).iter_rows()]
    return (
        pl.when(pl.lit(made_up))
        .then(pl.lit(MADE_UP))
        .when(pl.col("value").is_null())
        .then(pl.lit(NO_FIGURE))
        .when(pl.col("polarity") == "-")
        .then(pl.lit(NO_POLARITY))
        .when(pl.any_horizontal(pl.lit(False), *named))
        .then(pl.lit(NOT_RANKED))
        .when(pl.col("areas_ranked") < MINIMUM_AREAS)
        .then(pl.lit(FEW_AREAS))
        .when(pl.col("rank").is_null())
        .then(pl.lit(REPLACED))
        .otherwise(pl.lit(""))
    )
