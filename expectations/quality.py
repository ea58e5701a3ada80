"""How complete and how valid a file is, field by field and team by team, as counted while it is checked.

A cell is *filled* when something stands in it, and *valid* when what stands in it can be used: nothing at fault was
found in it, and it was not left out as unusable. Every record counts, those that are kept out of the store
(quarantined) too; a record that repeats an earlier one in every column counts once.
"""

from __future__ import annotations

import polars as pl

from data.cells import single_spaced
from data.issues import ERROR
from data.returns.schema import Return
from data.store import EVERYONE, RECORD
from expectations.quarantine import BLANK, LATE

REPEAT = "duplicate_row"
TEAMS = ("allocated_team", "team")  # the column that says whose record it is, where a list has one
COUNTED = {
    "field": pl.String(),
    "team": pl.String(),
    "rows": pl.Int64(),
    "filled": pl.Int64(),
    "valid": pl.Int64(),
    "completeness": pl.Float64(),
    "validity": pl.Float64(),
}


def quality(
    read: pl.DataFrame, stored: pl.DataFrame, issues: pl.DataFrame, schema: Return, absent: frozenset[str] = frozenset()
) -> pl.DataFrame:
    """One row per field and team of one file (team "": all): the columns of COUNTED.

    In: the records as read (`line` and the list's columns), those to be stored, and the file's issues. `filled` and
    `valid` are counts of cells; both are null for a column that the file does not have. `completeness` is the percent
    of records that are filled, `validity` the percent of filled cells that are valid. The field "" is the record
    itself: valid when it is stored. A team is one however its name is spaced, as it is in the figures.
    """
    faults = _Faults(issues)
    records = read.filter(~_at(faults.repeats)) if faults.repeats else read
    team = next((single_spaced(pl.col(c)) for c in TEAMS if c in schema.schema), pl.lit(None, pl.String))
    kept = pl.col("line").is_in(stored["line"].implode())
    counts = [pl.len().alias(":rows"), pl.len().alias(f"{RECORD}:filled"), kept.sum().alias(f"{RECORD}:valid")]
    counts += [count for column in schema.schema for count in faults.counts(column)]
    by_team = records.group_by(team.alias(":team")).agg(counts).sort(":team").to_dict(as_series=False)

    teams = by_team.pop(":team")
    named = [place for place, name in enumerate(teams) if name is not None]
    wide = {name: [sum(numbers), *(numbers[place] for place in named)] for name, numbers in by_team.items()}
    fields = [RECORD, *schema.schema]
    columns: dict[str, list] = {name: [] for name in COUNTED}
    for field in fields:
        filled = wide[f"{field}:filled"]
        here = field not in absent
        columns["field"] += [field] * len(filled)
        columns["team"] += [EVERYONE, *(teams[place] for place in named)]
        columns["rows"] += wide[":rows"]
        columns["filled"] += filled if here else [None] * len(filled)
        columns["valid"] += wide.get(f"{field}:valid", filled) if here else [None] * len(filled)
    columns["completeness"] = list(map(percent, columns["filled"], columns["rows"]))
    columns["validity"] = list(map(percent, columns["valid"], columns["filled"]))
    return pl.DataFrame(columns, schema=COUNTED)


def percent(part: int | None, whole: int | None) -> float | None:
    """One count as percent of another; None where there is nothing to take a share of."""
    return 100 * part / whole if part is not None and whole else None


class _Faults:
    """Which lines of each column have an issue, and of which kind."""

    def __init__(self, issues: pl.DataFrame):
        self.repeats: list[int] = []
        self._written: dict[str, list[int]] = {}  # something stood in the cell, even if it could not be used
        self._bad: dict[str, list[int]] = {}
        for line, column, rule, severity in issues.select("line", "column", "rule", "severity").iter_rows():
            if rule == REPEAT:
                self.repeats.append(line)
            elif line is not None and column is not None:
                if rule not in BLANK:
                    self._written.setdefault(column, []).append(line)
                if severity == ERROR or rule == LATE:
                    self._bad.setdefault(column, []).append(line)

    def counts(self, column: str) -> list[pl.Expr]:
        """The filled cells of the column, and the valid ones where they may be fewer."""
        filled = f"{column}:filled"
        if column not in self._written and column not in self._bad:
            return [pl.col(column).count().alias(filled)]
        there = pl.col(column).is_not_null()
        written, bad = (_at(lines.get(column, [])) for lines in (self._written, self._bad))
        return [(there | written).sum().alias(filled), (there & ~bad).sum().alias(f"{column}:valid")]


def _at(lines: list[int]) -> pl.Expr:
    return pl.col("line").is_in(pl.Series(lines, dtype=pl.Int64).implode())
