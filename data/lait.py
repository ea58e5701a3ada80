"""DfE's Local Authority Interactive Tool (LAIT): its data (Parquet) as published rows, and its list of measures.

Everything in it is text, and every reason for a missing value has become a dash.
"""

from __future__ import annotations

import csv
import io

import polars as pl

from data import areas, symbols, years
from data.errors import BadInput

SOURCE = "DfE LAIT"
COLUMNS = {"Short Desc", "Years", "Values", "LA Number"}
DICTIONARY = ("Measure_short", "Polarity", "Year_Type", "No_Quartile")
POLARITIES = ("High", "Low")  # anything else is no judgement
NO_YEAR = "0"  # a stray label in one measure


def read(raw: bytes, filename: str) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """One row per series, year and area, and what was left out, in words. Raises BadInput."""
    try:
        table = pl.read_parquet(io.BytesIO(raw))
    except pl.exceptions.PolarsError as fault:
        raise BadInput(f"{filename}: the Parquet file cannot be read ({fault}). Download it again.") from fault
    missing = COLUMNS - set(table.columns)
    if missing:
        raise BadInput(
            f"{filename}: this is a Parquet file but not LAIT's data: it lacks {', '.join(sorted(missing))}."
        )
    text = table.select(
        pl.col("Short Desc").alias("series"),
        pl.col("Years").str.strip_chars().alias("year_label"),
        pl.col("LA Number").cast(pl.Int64).cast(pl.String).alias("area_code"),
        pl.col("Values").alias("text"),
    )
    no_year = (pl.col("year_label") == NO_YEAR) & symbols.number(pl.col("text")).is_null()
    left_out = text.filter(no_year)
    text = text.filter(~no_year)
    _known_areas(text, filename)
    ends = {label: years.end(label) for label in text["year_label"].unique()}
    last = pl.col("year_label").sort_by("year").last().over("series")
    texts = text.select(pl.col("text").unique()).with_columns(
        value=symbols.number(pl.col("text")), status=symbols.status(pl.col("text"))
    )
    rows = (
        text.join(texts, on="text", how="left", nulls_equal=True)
        .with_columns(year=pl.col("year_label").replace_strict(ends, return_dtype=pl.Int32))
        .with_columns(source=pl.lit(SOURCE), release=pl.lit("LAIT, years to ") + last)
    )
    _known_values(rows, filename)
    notes = (f"{filename}: {left_out.height} empty rows of year '{NO_YEAR}' were left out.",) if left_out.height else ()
    return rows.drop("text"), notes


def _known_areas(text: pl.DataFrame, filename: str) -> None:
    odd = text.filter(~pl.col("area_code").is_in(list(areas.codes())) | pl.col("area_code").is_null())
    if odd.height:
        raise BadInput(
            f"{filename}: the area number '{odd['area_code'][0]}' (series {odd['series'][0]}) is not known. "
            "If it is a new authority or region, add it to data/reference/areas.csv."
        )


def _known_values(rows: pl.DataFrame, filename: str) -> None:
    odd = rows.filter(pl.col("status").is_null())
    if odd.height:
        raise BadInput(
            f"{filename}: '{odd['text'][0]}' ({odd['series'][0]}, {odd['year_label'][0]}, area {odd['area_code'][0]}) "
            f"is neither a number nor a known symbol ({', '.join(s for s in symbols.SYMBOLS if s)})."
        )


def is_dictionary(header: list[str]) -> bool:
    """Whether this is the header of LAIT's list of measures."""
    return set(DICTIONARY) <= set(header)


def dictionary(text: str) -> pl.DataFrame:
    """One row per series of LAIT's list of measures: series, polarity (High, Low or -), year_type, banded.

    A measure listed under two topics is one row; it is not banded if either says so.
    """
    records = list(csv.DictReader(io.StringIO(text, newline="")))
    frame = pl.DataFrame([{c: r[c] for c in DICTIONARY} for r in records], schema=dict.fromkeys(DICTIONARY, pl.String))
    judged = pl.col("Polarity").is_in(list(POLARITIES))
    return (
        frame.group_by(pl.col("Measure_short").alias("series"))
        .agg(
            pl.when(judged).then("Polarity").otherwise(pl.lit("-")).first().alias("polarity"),
            pl.col("Year_Type").first().alias("year_type"),
            (pl.col("No_Quartile") != "N").all().alias("banded"),
        )
        .sort("series")
    )
