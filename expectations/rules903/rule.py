"""What one SSDA903 rule is: its number, its statement, what it reads and how it finds the rows at fault."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import polars as pl

from expectations.rules903.tables import Tables
from expectations.rules903.terms import DATES_OF_THE_YEAR, ROW

CHAIN = ("prev_", "next_")  # a column of the same child's episode before or after
DERIVED: Mapping[str, Mapping[str, str]] = {  # columns that we add to a table, and what they are made from
    "born": {"Header": "CHILD DOB"},
    "until": {"Episodes": "DEC"},
    "continuous": {"Episodes": "CHILD DECOM DEC LS REC RNE"},
    "uasc": {},
    "uasc_now": {},
}

WITHOUT_CHILD = ("until", "uasc_now")  # can be made for a table that does not name the child

METADATA = {"file_format": "file_format", "authority": "localAuthority"}

Faults = Mapping[str, pl.Series]  # table -> positions of the rows at fault
Judge = Callable[[Tables], Faults]


class Severity(enum.StrEnum):
    """What a fault means. Ours: the DfE's own flag of error or query is not published with the rules."""

    BLOCK = "block"  # the row cannot be used
    ERROR = "error"  # wrong, and to be put right
    WARNING = "warning"  # unlikely: check it


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One validation rule. It equals its number, so that `"356" in RULES` and a result's keys work as expected."""

    number: str
    statement: str  # what is wrong and what to do, for a council data officer
    table: str = ""  # the table whose rows the expression judges
    faulty: pl.Expr | None = None  # true for a row at fault
    judge: Judge | None = None  # in place of an expression, where rows of several tables are at fault together
    needs: Mapping[str, str] = field(default_factory=dict)  # table -> columns without which it cannot be judged
    needs_year: str = ""  # dates of the collection year without which it cannot be judged
    needs_any: tuple[str, ...] = ()  # of these columns (`Header.UASC`) at least one must be there
    needs_metadata: str = ""
    year_may_be_unknown: bool = False  # it uses the dates of the year where they are known and does without them else
    severity: Severity = Severity.ERROR

    def __eq__(self, other: object) -> bool:
        return self.number == (other.number if isinstance(other, Rule) else other)

    def __hash__(self) -> int:
        return hash(self.number)

    @property
    def columns(self) -> dict[str, frozenset[str]]:
        """Table -> the columns without which the rule cannot be judged."""
        found = {table: set(names.split()) for table, names in self.needs.items()}
        for name in self.reads:
            if name in DATES_OF_THE_YEAR or name == ROW:
                continue
            if name in DERIVED:
                if name not in WITHOUT_CHILD:
                    found.setdefault(self.table, set()).add("CHILD")
                for table, names in DERIVED[name].items():
                    found.setdefault(table, set()).update(names.split())
            elif name.startswith(CHAIN):
                found.setdefault(self.table, set()).update(("CHILD", "DECOM"))
                if name[5:] != ROW:
                    found[self.table].add(name[5:].removesuffix("_text"))
            else:
                found.setdefault(self.table, set()).add(name.removesuffix("_text"))
        return {table: frozenset(names) for table, names in found.items()}

    @property
    def year(self) -> frozenset[str]:
        """The dates of the collection year that it reads."""
        reads = set() if self.year_may_be_unknown else {n for n in self.reads if n in DATES_OF_THE_YEAR}
        if "continuous" in self.reads:
            reads.update(DATES_OF_THE_YEAR)
        return frozenset(reads | set(self.needs_year.split()))

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns to look at, as `Episodes.DEC`, in order of table and name."""
        named = [(t, c) for t, columns in self.columns.items() for c in columns if c != "CHILD"]
        return tuple(f"{t}.{c}" for t, c in sorted(named)) or tuple(f"{t}.CHILD" for t in sorted(self.columns))

    @property
    def reads(self) -> list[str]:
        """The columns that its expression names, derived ones too."""
        return [] if self.faulty is None else self.faulty.meta.root_names()

    def lacks(self, tables: Tables) -> str | None:
        """What it would need to be judged on these tables; None where it can be."""
        for table, columns in self.columns.items():
            if table == "provider_info":
                absent = "" if tables.providers is None else sorted(columns - set(tables.providers.columns))
                if tables.providers is None or absent:
                    return f"needs the list of providers (metadata provider_info){_with(absent)}"
            elif table not in tables.frames:
                return f"needs the table {table}, which was not given"
            elif absent := sorted(columns - set(tables.frames[table].columns)):
                return f"needs {_with(absent).strip()} in the table {table}"
        known = {"collection_start": tables.start, "collection_end": tables.end}
        if missing := sorted(name for name in self.year if known[name] is None):
            return f"needs {' and '.join(missing)} in the metadata"
        if self.needs_metadata and getattr(tables, self.needs_metadata) is None:
            return f"needs {METADATA[self.needs_metadata]} in the metadata"
        if self.needs_any and not any(tables.has(*place.split(".")) for place in self.needs_any):
            return f"needs one of {', '.join(self.needs_any)}"
        if self.table and (absent := sorted(set(self.reads) - set(tables.frames[self.table].columns))):
            return f"needs {_with(absent).strip()}, which cannot be worked out from these tables"
        return None


def rule(number: str, table: str, faulty: pl.Expr, statement: str, severity: Severity = Severity.ERROR, **more) -> Rule:
    """A rule on single rows of one table."""
    return Rule(number=number, table=table, faulty=faulty, statement=statement, severity=severity, **more)


def together(
    number: str,
    needs: Mapping[str, str],
    judge: Judge,
    statement: str,
    severity: Severity = Severity.ERROR,
    **more,
) -> Rule:
    """A rule that takes a small function: rows of several tables, or several rows of one, are at fault together."""
    return Rule(number=number, needs=needs, judge=judge, statement=statement, severity=severity, **more)


def numbered(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules in order of number; two rules of one number are our mistake. Raises ValueError."""
    ordered = sorted(rules, key=lambda r: (not r.number[0].isdigit(), r.number))
    twice = [a.number for a, b in pairwise(ordered) if a == b]
    if twice:
        raise ValueError(f"Rules declared twice: {twice}")
    return tuple(ordered)


def _with(columns: list[str] | str) -> str:
    return f" the column{'s' if len(columns) > 1 else ''} {', '.join(columns)}" if columns else ""
