"""The tables of one return, read once: dates as dates, positions of rows, and the frames that many rules share."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl

from data.errors import BadInput
from expectations.rules903.terms import DATES, DATES_OF_THE_YEAR, FLAGS, ROW

OTHER_NAMES = {  # names of tables and columns that other tools and later guidance write
    "SBPFA": "PlacedAdoption",
    "ShouldBePlacedForAdoption": "PlacedAdoption",
    "SocialWorker": "SWEpisodes",
}
OTHER_COLUMNS = {
    "Episodes": {"PLACEMENT": "PLACE", "PL": "PLACE", "DATE_EPISODE_CEASED": "DEC"},
    "Header": {"UASC_STATUS": "UASC"},
}
SLASHED, ISO = r"^\d{1,2}/\d{1,2}/\d{4}$", r"^\d{4}-\d{2}-\d{2}([ T]00:00.*)?$"


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables of one return by name (`_last`: the previous year's), each with `row`, the position of the row."""

    frames: Mapping[str, pl.DataFrame]
    start: date | None
    end: date | None
    file_format: str | None
    authority: str | None
    providers: pl.DataFrame | None
    _shared: dict[Callable, Any] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.frames[name]

    def has(self, table: str, columns: str = "") -> bool:
        """The table is there, with these columns."""
        return table in self.frames and set(columns.split()) <= set(self.frames[table].columns)

    def of(self, make: Callable[[Tables], Any]) -> Any:
        """What `make` makes of these tables; made once."""
        if make not in self._shared:
            self._shared[make] = make(self)
        return self._shared[make]


def parse(tables: Mapping[str, pl.DataFrame], metadata: Mapping[str, Any] | None, used: Container[str]) -> Tables:
    """Read the tables of text once, those that are used. Raises BadInput where a table is no frame or a date of the
    year is no date."""
    facts = dict(metadata or {})
    start, end = _year(facts)
    frames = {}
    for given_name, frame in tables.items():
        if not isinstance(frame, pl.DataFrame):
            raise BadInput(f"The table {given_name} must be a Polars DataFrame, not a {type(frame).__name__}.")
        name = given_name.removesuffix("_last")
        name = OTHER_NAMES.get(name, name) + given_name[len(name) :]
        if name not in used:
            continue
        frames[name] = typed(name, frame).with_columns(
            pl.lit(day, pl.Date).alias(which) for which, day in zip(DATES_OF_THE_YEAR, (start, end), strict=True)
        )
    form, authority = facts.get("file_format"), facts.get("localAuthority")
    return Tables(
        frames=frames,
        start=start,
        end=end,
        file_format=str(form).lower() if form else None,
        authority=str(authority) if authority else None,
        providers=_providers(facts.get("provider_info")),
    )


def typed(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """One table: text, dates as Date beside their text (`DEC`, `DEC_text`), and `row`."""
    frame = frame.rename(
        {
            old: new
            for old, new in OTHER_COLUMNS.get(name.removesuffix("_last"), {}).items()
            if old in frame.columns and new not in frame.columns
        }
    ).select(pl.exclude(ROW).cast(pl.String))
    dates = [c for c in frame.columns if c in DATES]
    return frame.with_columns(
        *(_day(pl.col(c)).alias(c) for c in dates),
        *(pl.col(c).alias(f"{c}_text") for c in dates),
        *(pl.col(c).str.replace(r"^(\d+)\.0$", "$1") for c in frame.columns if c in FLAGS),
        pl.int_range(pl.len(), dtype=pl.Int64).alias(ROW),
    )


def _day(text: pl.Expr) -> pl.Expr:
    """A date dd/mm/yyyy or yyyy-mm-dd; null where the text is neither (two-figure years are none)."""
    text = text.str.strip_chars()
    slashed = pl.when(text.str.contains(SLASHED)).then(text)
    iso = pl.when(text.str.contains(ISO)).then(text.str.head(10))
    return pl.coalesce(slashed.str.to_date("%d/%m/%Y", strict=False), iso.str.to_date("%Y-%m-%d", strict=False))


def _year(facts: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """First and last day of the collection year; one is worked out from the other where only one is given."""
    start, end = (_date_of(facts.get(name), name) for name in DATES_OF_THE_YEAR)
    if start is None and end is not None:
        start = _shifted(end, -1, 1)
    if end is None and start is not None:
        end = _shifted(start, 1, -1)
    return start, end


def _shifted(day: date, years: int, by: int) -> date:
    return pl.select(pl.lit(day).dt.offset_by(f"{by}d").dt.offset_by(f"{years}y")).item()


def _date_of(value: Any, name: str) -> date | None:
    if isinstance(value, Mapping):
        value = _plain(value)
    if value is None or isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    day = pl.select(_day(pl.lit(str(value)))).item()
    if day is None:
        raise BadInput(f"{name} is '{value}', which is no date. Write it as dd/mm/yyyy, for example 31/03/2025.")
    return day


def _providers(given: Any) -> pl.DataFrame | None:
    """The list of providers, one row per URN, as text with the end of registration as a date."""
    if given is None:
        return None
    if isinstance(given, Mapping) and "rows" in given:
        rows = [[_plain(cell) for cell in row] for row in given["rows"]]
        given = pl.DataFrame(rows, schema=dict.fromkeys(given["columns"], pl.String), orient="row")
    elif not isinstance(given, pl.DataFrame):
        given = pl.DataFrame(given, strict=False)
    text = given.select(pl.all().cast(pl.String))
    return text.with_columns(_day(pl.col(c)) for c in ("REG_START", "REG_END") if c in text.columns)


def _plain(cell: Any) -> str | None:
    """A cell as text; a date as JSON tools write it, {"$date": "2025-03-31"}, as that date."""
    cell = cell.get("$date") if isinstance(cell, Mapping) else cell
    return None if cell is None else str(cell)
