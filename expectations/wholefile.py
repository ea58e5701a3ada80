"""The file as a whole: is it the month and the authority that were declared, and does it agree with what is held?"""

from __future__ import annotations

from functools import cache

import polars as pl

from data import areas, periods
from data.issues import ERROR, WARNING, issue, issues
from data.returns.schema import Kind, Return

DATED_LISTS = tuple(f"annex_a_list_{n}" for n in range(1, 9))
ENOUGH_ROWS = 20
FEWEST_PLACEMENTS, FEWEST_CHILDREN = 5, 10
CHILDREN_ELSEWHERE, CHILDREN_HERE = 0.5, 0.1
IN_NEED, CARE = "children_in_need", "children_looked_after"
COUNT_TOLERANCE, COUNT_SHARE = 3, 0.2


def against_declaration(
    frame: pl.DataFrame, rows: pl.DataFrame, rows_read: int, schema: Return, declaration
) -> list[pl.DataFrame]:
    """Issues of a file whose dates or places do not fit the month and authority it was declared for."""
    found = []
    if schema.alias in DATED_LISTS:
        found += _wrong_month(frame, rows_read, schema, declaration)
    if schema.name == CARE:
        found += _placed_by_another(rows, declaration)
    return found


def against_held(rows: pl.DataFrame, rows_read: int, schema: Return, declaration, held) -> list[pl.DataFrame]:
    """Issues of a file that does not agree with the other files held."""
    found = [*_fewer_rows(rows_read, schema, declaration, held)]
    if schema.family == "annex_a" and {"child_id", "date_of_birth"} <= set(rows.columns):
        found += _children_of_another(rows, declaration, held)
        found += _other_birth(rows, schema, declaration, held)
    if schema.name == "child_protection":
        found += _not_in_need(rows, declaration, held)
    if schema.name == "care_leavers":
        found += _eligible_in_care(rows, declaration, held)
    return found


def _wrong_month(frame: pl.DataFrame, rows_read: int, schema: Return, declaration) -> list[pl.DataFrame]:
    dates = [c.name for c in schema.columns if c.kind in (Kind.DATE, Kind.DATETIME) and c.name != "date_of_birth"]
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
            f"No date in the file falls in {month}, so it is another month's extract. Say the month it is for, or send "
            f"the extract of {month}."
        )
        return [issue("wrong_period", ERROR, message)]
    message = f"No date in the file falls in {month}. The file is small, so this may be right; check the month."
    return [issue("no_dates_in_period", WARNING, message)]


def _placed_by_another(rows: pl.DataFrame, declaration) -> list[pl.DataFrame]:
    places = rows.filter((pl.col("placement_location") == "IN") & pl.col("placement_la").is_not_null())["placement_la"]
    named = [_authority_code(place) for place in places]
    others = [c for c in named if c != declaration.authority and c != _folded(declaration.authority_name)]
    if len(named) < FEWEST_PLACEMENTS or 2 * len(others) <= len(named):
        return []
    message = (
        f"{len(others)} of {len(named)} children placed inside the authority are placed in another than "
        f"{declaration.authority_name or declaration.authority}. The file is probably another authority's."
    )
    return [issue("authority_mismatch", ERROR, message, column="placement_la")]


@cache
def _authorities() -> dict[str, str]:
    known = areas.areas().filter(pl.col("level") == "authority").select("area_code", "area")
    return {_folded(text): code for code, area in known.iter_rows() for text in (code, area)}


def _authority_code(place: str) -> str:
    """The code of an authority written by code or name; the folded text where it is no authority we know."""
    return _authorities().get(_folded(place), _folded(place))


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _children_of_another(rows: pl.DataFrame, declaration, held) -> list[pl.DataFrame]:
    children = rows.select("child_id", "date_of_birth").drop_nulls().unique()
    elsewhere = held.births_elsewhere(declaration.authority)
    if children.height < FEWEST_CHILDREN or elsewhere.is_empty():
        return []
    theirs = children.join(elsewhere, on=["child_id", "date_of_birth"], how="semi").height
    ours = children.join(held.births_of(declaration.authority), on=["child_id", "date_of_birth"], how="semi").height
    if theirs < CHILDREN_ELSEWHERE * children.height or ours >= CHILDREN_HERE * children.height:
        return []
    message = (
        f"{theirs} of {children.height} children are held for another authority and {ours} for this one. The file is "
        "probably another authority's."
    )
    return [issue("authority_mismatch", ERROR, message, column="child_id")]


def _fewer_rows(rows_read: int, schema: Return, declaration, held) -> list[pl.DataFrame]:
    before = held.rows_read(declaration.authority, schema.name, periods.shift(declaration.period, -1))
    if before is None or before < ENOUGH_ROWS or 2 * rows_read >= before:
        return []
    message = f"The file has {rows_read:,} rows; last month's had {before:,}. Check that the export was complete."
    return [issue("row_count_drop", WARNING, message)]


def _not_in_need(rows: pl.DataFrame, declaration, held) -> list[pl.DataFrame]:
    in_need = held.rows(declaration.authority, IN_NEED, declaration.period)
    if in_need is None:
        return []
    absent = rows.join(in_need, on="child_id", how="anti", maintain_order="left")
    message = "The child is on a plan and not in this month's list 6 (children in need), which should hold every one."
    return [issues(absent["line"], "not_in_list_6", WARNING, message, column="child_id", values=absent["child_id"])]


def _eligible_in_care(rows: pl.DataFrame, declaration, held) -> list[pl.DataFrame]:
    care = held.rows(declaration.authority, CARE, declaration.period)
    if care is None:
        return []
    day = declaration.extract_date
    not_ended = pl.col("cla_end_date").is_null() | (pl.col("cla_end_date") > day)
    in_care = care.filter((pl.col("cla_start_date") <= day) & not_ended)
    eligible = rows.filter(pl.col("eligibility") == "E")
    absent = eligible.join(in_care, on="child_id", how="anti", maintain_order="left")
    message = "The young person is eligible (still in care) and not open in this month's list 8. Check which is right."
    found = [
        issues(
            absent["line"], "eligible_not_in_care", WARNING, message, column="eligibility", values=absent["eligibility"]
        )
    ]
    born = pl.col("date_of_birth")
    turned_16, turned_18 = born.dt.offset_by("16y") <= day, born.dt.offset_by("18y") <= day
    near_adult = in_care.filter(turned_16 & ~turned_18)["child_id"].n_unique()
    if abs(eligible.height - near_adult) > max(COUNT_TOLERANCE, COUNT_SHARE * near_adult):
        message = (
            f"This list has {eligible.height} eligible young people; list 8 has {near_adult} aged 16 or 17. The two "
            "should be about the same."
        )
        found.append(issue("care_counts_differ", WARNING, message))
    return found


def _other_birth(rows: pl.DataFrame, schema: Return, declaration, held) -> list[pl.DataFrame]:
    others = held.births(declaration.authority, declaration.period, besides=schema.name)
    others = others.rename({"date_of_birth": "born_elsewhere"})
    known = rows.select("line", "child_id", "date_of_birth").drop_nulls()
    differing = (
        known.join(others, on="child_id")
        .filter(pl.col("date_of_birth") != pl.col("born_elsewhere"))
        .unique("line", keep="first")
        .sort("line")
    )
    message = "Another of this month's lists gives this child a different date of birth. Check which is right."
    values = differing["date_of_birth"].cast(pl.String)
    return [issues(differing["line"], "dob_conflict", WARNING, message, column="date_of_birth", values=values)]
