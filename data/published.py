"""Published statistics, whatever their form, as tidy comparator rows; and the small set that comes with the program.

A published row is one figure: series, indicator, year (in which the period ends), year_label (as published),
area_code, area, level (authority, region, england), value, status, source, release. A value is there only where the
status is `ok`; a suppressed or missing figure has a null and the reason.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import polars as pl

from data import areas, ees, lait, neighbour_models, own_lists, series, workbook
from data.errors import BadInput
from data.symbols import NOT_PUBLISHED, OK

SCHEMA = {
    "series": pl.String,
    "indicator": pl.String,
    "year": pl.Int32,
    "year_label": pl.String,
    "area_code": pl.String,
    "area": pl.String,
    "level": pl.String,
    "value": pl.Float64,
    "status": pl.String,
    "source": pl.String,
    "release": pl.String,
}
KEY = ("series", "year", "area_code")
COMPARATORS = areas.REFERENCE / "comparators.parquet"
LICENCE = {
    "source": "Department for Education: Local Authority Interactive Tool; statistics on children's social care",
    "licence": "Open Government Licence v3.0",
}
AREA_LIST = ["LA Number", "LA Name", "Region", "Type"]
RECOGNISED = (
    "DfE statistics files (CSV) on children in need, child protection, children looked after, care leavers, adoption "
    "or the social work workforce; ONS head-counts of children in the same form; LAIT's data (Parquet), its list of "
    "measures (CSV) and its list of areas (XLSX); the statistical-neighbour models of 2021 and 2025 (CSV or XLSX); a "
    "list of your own (CSV with the columns list, authority, neighbour_code)"
)


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema=SCHEMA)


@dataclass(frozen=True, eq=False, kw_only=True)
class Import:
    """What one file held: published rows, or a neighbour model (model, authority, neighbour_code, order, closeness),
    or facts of series (series, polarity, year_type, banded); the other frames are empty."""

    filename: str
    kind: str  # statistics, lait, measures, areas, neighbours or own_list
    title: str
    rows: pl.DataFrame = field(default_factory=_nothing)
    neighbours: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=neighbour_models.SCHEMA))
    facts: pl.DataFrame = field(default_factory=pl.DataFrame)
    notes: tuple[str, ...] = ()  # what was left out, in words


def read(raw: bytes, filename: str) -> Import:
    """The contents of one published file, known by what is in it. Raises BadInput for anything else."""
    if raw.startswith(b"PAR1"):
        rows, notes = lait.read(raw, filename)
        return Import(filename=filename, kind="lait", title="LAIT data", rows=tidy(rows), notes=notes)
    if raw.startswith(b"PK\x03\x04"):
        return _of_records(workbook.first_sheet(raw, filename), filename)
    text = _decoded(raw, filename)
    try:
        return _of_text(text, filename)
    except csv.Error as fault:
        raise BadInput(
            f"{filename}: this is not a table of text ({fault}). Use the file as it was published."
        ) from fault


def _of_text(text: str, filename: str) -> Import:
    header = [c.strip() for c in next(csv.reader(io.StringIO(text, newline="")), [])]
    if ees.is_statistics(header):
        found = ees.read(text, filename)
        return Import(
            filename=filename, kind="statistics", title=found.table.title, rows=tidy(found.rows), notes=found.notes
        )
    if lait.is_dictionary(header):
        facts = lait.dictionary(text)
        return Import(filename=filename, kind="measures", title="LAIT list of measures", facts=facts)
    if own_lists.is_list(header):
        own = own_lists.read(list(csv.reader(io.StringIO(text, newline=""))), filename)
        title = f"Own list of neighbours: {', '.join(own['model'].unique(maintain_order=True))}"
        return Import(filename=filename, kind="own_list", title=title, neighbours=own)
    return _of_records(list(csv.reader(io.StringIO(text, newline=""))), filename)


def _decoded(raw: bytes, filename: str) -> str:
    if b"\x00" in raw[:1000]:
        raise BadInput(_unrecognised(filename))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _of_records(records: list[list[str]], filename: str) -> Import:
    if neighbour_models.header_at(records) is not None:
        model = neighbour_models.read(records, filename)
        title = f"Statistical neighbours, model of {model['model'][0]}"
        return Import(filename=filename, kind="neighbours", title=title, neighbours=model)
    if records and records[0] == AREA_LIST:
        notes = (f"{filename}: the list of areas is built in; nothing was taken from the file.",)
        return Import(filename=filename, kind="areas", title="LAIT list of areas", notes=notes)
    raise BadInput(_unrecognised(filename))


def _unrecognised(filename: str) -> str:
    return f"{filename}: the contents are not recognised. These are: {RECOGNISED}. Use the file as it was published."


def files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the folders named at any depth, in order. Raises BadInput if there is none."""
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.exists():
            raise BadInput(f"There is no file or folder {path}.")
        inside = (p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        found.extend(sorted(inside) if path.is_dir() else [path])
    if not found:
        raise BadInput(f"There is no file to import in {', '.join(map(str, paths))}.")
    return found


def read_all(paths: Iterable[Path]) -> list[Import]:
    """The contents of files and folders, one Import each. Raises BadInput at the first that is not recognised."""
    return [read(path.read_bytes(), path.name) for path in files(list(paths))]


def tidy(rows: pl.DataFrame) -> pl.DataFrame:
    """Adds indicator, area and level from the reference facts; columns of a published row, sorted by its key."""
    beside = series.series().select("series", "indicator")
    names = areas.areas().select("area_code", "area", "level")
    return (
        rows.join(beside, on="series", how="left")
        .join(names, on="area_code", how="left")
        .select(pl.col(c).cast(t) for c, t in SCHEMA.items())
        .sort(KEY)
    )


def settle(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """One row per series, year and area out of several imports: of the same figure the later import's.

    Where LAIT has only a dash, the status is the symbol that DfE's own file prints for the same figure.
    """
    rows = pl.concat([_nothing(), *frames]).unique(KEY, keep="last", maintain_order=True)
    facts = series.series()
    own = dict(facts.filter(pl.col("own").is_not_null()).select("own", "series").iter_rows())
    reasons = (
        rows.filter(pl.col("series").is_in(list(own)) & (pl.col("status") != OK))
        .with_columns(pl.col("series").replace(own))
        .select(*KEY, pl.col("status").alias("reason"))
    )
    blank = pl.col("status") == NOT_PUBLISHED
    return (
        rows.join(reasons, on=KEY, how="left")
        .with_columns(pl.when(blank).then(pl.coalesce("reason", "status")).otherwise("status").alias("status"))
        .select(list(SCHEMA))
        .sort(KEY)
    )


def doubtful() -> pl.DataFrame:
    """One row per published figure that is known to be wrong: series, year, area_code, printed (value as LAIT has
    it), treatment (`corrected` or `not_ranked`), value, status, reason, noted_on. Source: DfE's own files."""
    return pl.read_csv(
        areas.REFERENCE / "doubtful_values.csv",
        schema_overrides={"year": pl.Int32, "area_code": pl.String, "printed": pl.Float64, "value": pl.Float64},
        try_parse_dates=True,
    )


def not_ranked() -> pl.DataFrame:
    """Figures that are shown and not ranked, as they are mistakes of a return: series, year, area_code."""
    return doubtful().filter(pl.col("treatment") == "not_ranked").select(KEY)


def corrected(rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows with DfE's own figure where LAIT differs from it: for pages and packs, not for ranking."""
    known = doubtful().filter(pl.col("treatment") == "corrected")
    better = known.select(*KEY, "printed", pl.col("value").alias("own_value"), pl.col("status").alias("own_status"))
    wrong = pl.col("own_status").is_not_null() & pl.col("value").eq_missing(pl.col("printed"))
    return (
        rows.join(better, on=KEY, how="left", maintain_order="left")
        .with_columns(
            pl.when(wrong).then("own_value").otherwise("value").alias("value"),
            pl.when(wrong).then("own_status").otherwise("status").alias("status"),
        )
        .select(rows.columns)
    )


@lru_cache(maxsize=1)
def bundled() -> pl.DataFrame:
    """The published rows that come with the program: every series that an indicator is compared with, all years and
    areas. Source: DfE LAIT and DfE statistics, Open Government Licence v3 (data/reference/README.md)."""
    rows = pl.read_parquet(COMPARATORS)
    text = [c for c, t in rows.schema.items() if t == pl.Enum or t == pl.Categorical]
    return tidy(rows.with_columns(pl.col(text).cast(pl.String)))


def bundle(paths: Iterable[Path], out: Path) -> list[Path]:
    """Makes the reference files out of published ones: comparators.parquet, neighbours.csv, population.csv in `out`.

    The result is the same whenever the published files are the same.
    """
    imports = read_all(paths)
    rows = settle(i.rows for i in imports)
    wanted = series.series().filter(pl.col("bundled"))["series"]
    missing = sorted(set(wanted) - set(rows["series"]))
    if missing:
        raise BadInput(f"These series are not in the files given: {', '.join(missing)}. Give the LAIT data as well.")
    out.mkdir(parents=True, exist_ok=True)
    made = [out / "comparators.parquet", out / "neighbours.csv", out / "population.csv"]
    _small(rows.filter(pl.col("series").is_in(wanted.implode()))).write_parquet(
        made[0], compression="zstd", compression_level=19, statistics=False, metadata=LICENCE
    )
    models = pl.concat(i.neighbours for i in imports).unique().sort("model", "authority", "order")
    models.select("model", "authority", "order", "neighbour_code", "closeness").write_csv(made[1])
    heads = rows.filter((pl.col("series") == "population_0_17") & (pl.col("status") == OK))
    heads.select("area_code", "year", pl.col("value").cast(pl.Int64).alias("population")).sort(
        "area_code", "year"
    ).write_csv(made[2])
    return made


def _small(rows: pl.DataFrame) -> pl.DataFrame:
    """Without what the reference facts say again, text as dictionaries, in the order in which it is used."""
    text = ["series", "year_label", "area_code", "status", "source", "release"]
    kept = rows.select("series", "year", *text[1:], "value").sort(KEY)
    return kept.with_columns(pl.col(c).cast(pl.Enum(kept[c].unique().sort())) for c in text)
