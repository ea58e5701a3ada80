"""DfE statistics files (Explore Education Statistics CSVs) as published rows."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import polars as pl

from data import areas, series, symbols, years
from data.ees_tables import TABLES, Table
from data.errors import BadInput

STANDARD = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
]
LEVELS = ("National", "Regional", "Local authority")
WHOLE_YEARS = ("Reporting year", "Calendar year", "Financial year", "Academic year")
JOINT = " / "  # two authorities that made one return, written `314 / 318`


def is_statistics(header: list[str]) -> bool:
    """Whether this is the header of a DfE statistics file, of a known kind or not."""
    return {"time_period", "time_identifier", "geographic_level"} <= set(header)


def table_of(header: list[str]) -> Table | None:
    """The known statistics file that has this header, or None."""
    columns = set(header)
    for table in TABLES:
        if {*table.filters, *table.measures, *table.constant} <= columns:
            return table
    return None


@dataclass(frozen=True)
class Statistics:
    """What a statistics file holds: its table, tidy rows, and what was left out, in words."""

    table: Table
    rows: pl.DataFrame
    notes: tuple[str, ...]


def read(text: str, filename: str) -> Statistics:
    """One row per series, year and area. Raises BadInput with file, line and what to do."""
    frame = _records(text, filename)
    table = table_of(frame.columns)
    if table is None:
        raise BadInput(
            f"{filename}: this is a DfE statistics file, but not of a kind that this program knows. It knows: "
            f"{'; '.join(t.title for t in TABLES)}. The file has the columns {', '.join(frame.columns[:-1])}."
        )
    known = {"line", *STANDARD, *table.filters, *table.measures, *table.constant}
    notes = tuple(
        f"{filename}: column '{c}' is new to this program and was left out." for c in frame.columns if c not in known
    )
    _require(frame, filename, "geographic_level", LEVELS)
    _require(frame, filename, "time_identifier", WHOLE_YEARS)
    for column, value in table.constant.items():
        _require(frame, filename, column, (value,))
    rows = _places(frame, filename).pipe(_figures, table, filename)
    return Statistics(table, rows, notes)


def _records(text: str, filename: str) -> pl.DataFrame:
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [c.strip() for c in next(reader)]
    records, lines = [], []
    for record in reader:
        if not any(record):
            continue
        if len(record) != len(header):
            raise BadInput(
                f"{filename}, line {reader.line_num}: {len(record)} cells where the header has {len(header)}. "
                "The file may be cut short or edited; download it again."
            )
        records.append(record)
        lines.append(reader.line_num)
    if not records:
        raise BadInput(f"{filename}: the file has a header and no rows. Download it again.")
    frame = pl.DataFrame(records, schema=dict.fromkeys(header, pl.String), orient="row")
    return frame.with_columns(pl.all().str.strip_chars(), pl.Series("line", lines, pl.Int64))


def _require(frame: pl.DataFrame, filename: str, column: str, allowed: tuple[str, ...]) -> None:
    if column not in frame.columns:
        return
    odd = frame.filter(~pl.col(column).is_in(list(allowed)))
    if odd.height:
        raise BadInput(
            f"{filename}, line {odd['line'][0]}: {column} is '{odd[column][0]}', which this program does not know. "
            f"It knows {', '.join(allowed)}."
        )


def _places(frame: pl.DataFrame, filename: str) -> pl.DataFrame:
    """Adds area_code and joint; a joint return becomes a row for each of its authorities."""
    regions = areas.areas().filter(pl.col("level") == "region")
    by_ons = dict(zip(regions["ons_code"], regions["area_code"], strict=True))
    missing = [c for c in ("region_code", "old_la_code") if c not in frame.columns]
    frame = frame.with_columns(pl.lit("").alias(c) for c in missing)
    placed = frame.with_columns(
        pl.when(pl.col("geographic_level") == "National")
        .then(pl.lit(areas.ENGLAND))
        .when(pl.col("geographic_level") == "Regional")
        .then(pl.col("region_code").replace_strict(by_ons, default=pl.col("region_code")))
        .otherwise(pl.col("old_la_code"))
        .str.split(JOINT)
        .alias("area_code")
    )
    placed = placed.with_columns((pl.col("area_code").list.len() > 1).alias("joint")).explode("area_code")
    unknown = placed.filter(~pl.col("area_code").is_in(list(areas.codes())))
    if unknown.height:
        raise BadInput(
            f"{filename}, line {unknown['line'][0]}: the area code '{unknown['area_code'][0]}' is not known. "
            "If it is a new authority or region, add it to data/reference/areas.csv."
        )
    return placed


def _figures(placed: pl.DataFrame, table: Table, filename: str) -> pl.DataFrame:
    labels = placed["time_period"].unique()
    long = placed.unpivot(
        on=list(table.measures),
        index=["line", "time_period", "area_code", "joint", *table.filters],
        variable_name="measure",
        value_name="text",
    )
    if table.durations:
        parts = pl.col("text").str.extract_groups(r"^(\d\d):(\d\d)$").struct
        months = parts.field("1").cast(pl.Int64) * 12 + parts.field("2").cast(pl.Int64)
        long = long.with_columns(pl.coalesce(months.cast(pl.String), "text").alias("text"))
    # A count of a joint return belongs to neither authority alone; a rate holds for both.
    alone = ~pl.col("joint") | pl.col("measure").is_in(list(table.shared))
    long = long.with_columns(pl.when(alone).then("text").otherwise(pl.lit("")).alias("text"))
    rows = long.with_columns(
        value=symbols.number(pl.col("text")),
        status=symbols.status(pl.col("text")),
        year=pl.col("time_period").replace_strict({y: years.end(y) for y in labels}, return_dtype=pl.Int32),
        figure=pl.concat_str(
            [pl.lit(table.name), pl.col("measure").pipe(slug), *(pl.col(f).pipe(slug) for f in table.filters)],
            separator="/",
        ),
    )
    unknown = rows.filter(pl.col("status").is_null())
    if unknown.height:
        raise BadInput(
            f"{filename}, line {unknown['line'][0]}: '{unknown['text'][0]}' in {unknown['measure'][0]} is neither a "
            f"number nor a known symbol ({', '.join(s for s in symbols.SYMBOLS if s)})."
        )
    twice = rows.filter(~pl.struct("figure", "year", "area_code").is_first_distinct())
    if twice.height:
        raise BadInput(
            f"{filename}, line {twice['line'][0]}: a second row for the same area, year and figure "
            f"({twice['area_code'][0]}, {twice['year'][0]}, {twice['figure'][0]}). Use the file as it was published."
        )
    return rows.select(
        pl.col("figure").replace(series.named()).alias("series"),
        "year",
        pl.col("time_period").alias("year_label"),
        "area_code",
        "value",
        "status",
        pl.lit(table.source).alias("source"),
        pl.lit(f"{table.title}, {labels.max()}").alias("release"),
    )


def slug(text: pl.Expr) -> pl.Expr:
    """Lower-case words joined by underscores."""
    return text.str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "_").str.strip_chars("_")
