"""A file against its declaration: is it the month, and the authority, that the sender said?"""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from data import areas, periods
from data.issues import ERROR, WARNING, issue
from data.returns.schema import Kind, Return
from expectations.decision import Declaration

DATED_LISTS = tuple(f"annex_a_list_{n}" for n in range(1, 9))
ENOUGH_ROWS, FEWEST_PLACEMENTS = 20, 5
_CODE = re.compile(r"(?<!\d)[2-9]\d\d(?!\d)")
_OFFICE = re.compile(
    r"\b(council|city|county|borough|metropolitan|district|london|royal|unitary|authority|of|the|mbc|mdc|cc|bc|lb|rb)\b"
)


def of_the_file(
    frame: pl.DataFrame, rows: pl.DataFrame, rows_read: int, schema: Return, declaration: Declaration
) -> list[pl.DataFrame]:
    """Issues of a file whose dates or places do not fit the month and authority it was declared for."""
    found = []
    if schema.alias in DATED_LISTS:
        found += _wrong_month(frame, rows_read, schema, declaration)
    if schema.alias == "annex_a_list_8" and declaration.authority:
        found += _placed_by_another(rows, declaration)
    return found


def _wrong_month(frame: pl.DataFrame, rows_read: int, schema: Return, declaration: Declaration) -> list[pl.DataFrame]:
    dates = [c.name for c in schema.columns if c.kind is Kind.DATE and c.name != "date_of_birth"]
    start, end = periods.month_start(declaration.period), periods.month_end(declaration.period)
    dated, inside = frame.select(
        pl.any_horizontal(pl.col(c).is_not_null() for c in dates).any().alias("dated"),
        pl.any_horizontal(pl.col(c).is_between(start, end).fill_null(False) for c in dates).any().alias("inside"),
    ).row(0)
    if inside or not dated:
        return []
    month = periods.name(declaration.period)
    if rows_read >= ENOUGH_ROWS:
        message = (
            f"No date in the file falls in {month}, so it is another month's extract. Say the month that it is for, or "
            f"send the extract of {month}."
        )
        return [issue("wrong_period", ERROR, message)]
    message = f"No date in the file falls in {month}. The file is small, so this may be right: check the month."
    return [issue("no_dates_in_period", WARNING, message)]


def _placed_by_another(rows: pl.DataFrame, declaration: Declaration) -> list[pl.DataFrame]:
    """A child placed IN is placed inside the authority that looks after it, so that is the authority named."""
    placed_in = rows.filter(pl.col("placement_location") == "IN")["placement_la"].drop_nulls()
    named = [code for place in placed_in if (code := authority_named(place, declaration)) is not None]
    others = [code for code in named if code != declaration.authority]
    if len(named) < FEWEST_PLACEMENTS or 2 * len(others) <= len(named):
        return []
    name = declaration.authority_name or declaration.authority
    message = (
        f"{len(others):,} of the {len(named):,} children placed inside their own authority are placed in another than "
        f"{name}. It is probably another authority's file: check whose it is, and load it for that authority."
    )
    return [issue("authority_mismatch", ERROR, message, column="placement_la")]


def authority_named(place: str, declaration: Declaration) -> str | None:
    """The three-figure code of the authority that a cell names by code or name; None where it names none.

    `Leeds`, `LEEDS CITY COUNCIL`, `383`, `383 - Leeds` and `E08000035` all are Leeds.
    """
    if place.strip() == declaration.authority or _name(place) == _name(declaration.authority_name):
        return declaration.authority
    by_name = _codes_by_name().get(_name(place)) or _codes_by_name().get(place.strip().lower())
    number = _CODE.search(place)
    return by_name or (number[0] if number else None)


@cache
def _codes_by_name() -> dict[str, str]:
    known = areas.areas().filter(pl.col("level") != "region", pl.col("level") != "england")
    rows = known.select("area_code", "area", pl.col("ons_code").str.to_lowercase())
    return {_name(area): code for code, area, _ in rows.iter_rows()} | {
        ons: code for code, _, ons in rows.iter_rows() if ons
    }


def _name(text: str) -> str:
    """A name without case, punctuation and words of office; the words alone where nothing else is left."""
    plain = " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower().replace("&", " and ")).split())
    return " ".join(_OFFICE.sub(" ", plain).split()) or plain
