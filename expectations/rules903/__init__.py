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
from polars.exceptions import PolarsError

from data.errors import ScorecardError
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
from expectations.rules903.rule import Rule, Severity, numbered
from expectations.rules903.tables import Tables, parse
from expectations.rules903.terms import ROW

__all__ = ["RULES", "Rule", "RuleCrash", "Severity", "not_judged", "run"]

ROOMS = (header, integrity, episodes, last_year, legal_status, placements, places, adoption, decisions, missing)
ROOMS += (deprivation, care_leavers, reviews, health, permanence, social_workers, uasc)


class RuleCrash(ScorecardError):
    """A rule of ours could not be worked out. It says nothing of the data, and no other answer is given without it."""

    def __init__(self, rule: Rule, cause: Exception):
        self.rule = rule
        what = f"{type(cause).__name__}: {cause}".splitlines()[0]
        super().__init__(
            f"SSDA903 rule {rule.number} could not be worked out ({what}). This is a fault of this program, not of the "
            "files: please report it with the number of the rule."
        )


def run(
    tables: Mapping[str, pl.DataFrame], *, metadata: Mapping[str, Any] | None = None
) -> dict[str, dict[str, list[int]]]:
    """Rule -> table -> positions (from 0) of the rows at fault; an empty answer is a rule that found nothing.

    A rule whose tables, columns or metadata are not there is not in the answer: see `not_judged`. The tables hold
    text; dates are dd/mm/yyyy or ISO. Raises BadInput where a table is no frame or a date in the metadata no date, and
    RuleCrash, which names the rule, where one of ours cannot be worked out.
    """
    held = enriched(parse(tables, metadata, _tables_used()))
    judged = [rule for rule in _rules() if rule.lacks(held) is None]
    of_rows = _row_rules(held, [rule for rule in judged if rule.faulty is not None])
    return {rule.number: of_rows[rule.number] if rule.judge is None else _judged(held, rule) for rule in judged}


def not_judged(tables: Mapping[str, pl.DataFrame], *, metadata: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Rule -> what it would need: the rules that `run` leaves out for these tables."""
    held = enriched(parse(tables, metadata, _tables_used()))
    reasons = {rule.number: rule.lacks(held) for rule in _rules()}
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
        marks = _marks(held[table], here)
        for rule in here:
            found[rule.number] = _sorted({table: marks.filter(rule.number)[ROW]})
    return found


def _marks(rows: pl.DataFrame, rules: list[Rule]) -> pl.DataFrame:
    """For each row whether it is at fault by each rule; a crash is pinned on the rule that makes it."""
    try:
        return rows.select(ROW, *(rule.faulty.fill_null(False).alias(rule.number) for rule in rules))
    except PolarsError as crash:
        if len(rules) == 1:
            raise RuleCrash(rules[0], crash) from crash
        for rule in rules:
            _marks(rows, [rule])
        raise


def _judged(held: Tables, rule: Rule) -> dict[str, list[int]]:
    try:
        return _sorted(rule.judge(held))
    except Exception as crash:
        raise RuleCrash(rule, crash) from crash


def _sorted(faults: Mapping[str, pl.Series]) -> dict[str, list[int]]:
    """Positions once each and in order; tables without a fault are left out."""
    once = {table: sorted(set(rows.to_list())) for table, rows in faults.items()}
    return {table: rows for table, rows in once.items() if rows}
