"""The validation rules of the SSDA903 return, each on the tables of one year (and the year before, `_last`).

`run` answers with the positions of the rows at fault; `not_judged` says which rules these tables do not allow and
why. Statements are in our own words; where an expected answer of the national validator is knowingly not followed,
docs/deviations.md says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl

from expectations.rules903 import (
    adoption,
    care_leavers,
    decisions,
    deprivation,
    episodes,
    header,
    health,
    integrity,
    last_year,
    legal_status,
    missing,
    permanence,
    placements,
    places,
    reviews,
    social_workers,
    uasc,
)
from expectations.rules903.frames import enriched
from expectations.rules903.rule import ROW, Rule, Severity, numbered
from expectations.rules903.tables import Tables, parse

__all__ = ["RULES", "Rule", "Severity", "not_judged", "run"]

ROOMS = (header, integrity, episodes, last_year, legal_status, placements, places, adoption, decisions, missing)
ROOMS += (deprivation, care_leavers, reviews, health, permanence, social_workers, uasc)


def run(
    tables: Mapping[str, pl.DataFrame], *, metadata: Mapping[str, Any] | None = None
) -> dict[str, dict[str, list[int]]]:
    """Rule -> table -> positions (from 0) of the rows at fault; an empty answer is a rule that found nothing.

    A rule whose tables, columns or metadata are not there is not in the answer: see `not_judged`. The tables hold
    text; dates are dd/mm/yyyy or ISO. Raises BadInput where a table is no frame or a date in the metadata no date.
    """
    held = enriched(parse(tables, metadata, _tables_used()))
    judged = [rule for rule in _rules() if held.lacks(rule) is None]
    of_rows = _row_rules(held, [rule for rule in judged if rule.faulty is not None])
    return {rule.number: of_rows[rule.number] if rule.judge is None else _sorted(rule.judge(held)) for rule in judged}


def not_judged(tables: Mapping[str, pl.DataFrame], *, metadata: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Rule -> what it would need: the rules that `run` leaves out for these tables."""
    held = enriched(parse(tables, metadata, _tables_used()))
    reasons = {rule.number: held.lacks(rule) for rule in _rules()}
    return {number: reason for number, reason in reasons.items() if reason}


@cache
def _rules() -> tuple[Rule, ...]:
    return numbered(rule for room in ROOMS for rule in room.rules())


@cache
def _tables_used() -> frozenset[str]:
    """Tables that some rule reads: of last year's, a few."""
    return frozenset(table for rule in _rules() for table in rule.columns)


def __getattr__(name: str) -> Any:
    """RULES is made when it is first asked for: the code sets are read then, not at import."""
    if name == "RULES":
        return _rules()
    raise AttributeError(name)


def _row_rules(held: Tables, rules: list[Rule]) -> dict[str, dict[str, list[int]]]:
    """All rules on single rows of one table in one pass over it."""
    found = {}
    for table in {rule.table for rule in rules}:
        here = [rule for rule in rules if rule.table == table]
        marks = held[table].select(ROW, *(rule.faulty.fill_null(False).alias(rule.number) for rule in here))
        for rule in here:
            found[rule.number] = _sorted({table: marks.filter(rule.number)[ROW]})
    return found


def _sorted(faults: Mapping[str, pl.Series]) -> dict[str, list[int]]:
    """Positions once each and in order; tables without a fault are left out."""
    once = {table: sorted(set(rows.to_list())) for table, rows in faults.items()}
    return {table: rows for table, rows in once.items() if rows}
