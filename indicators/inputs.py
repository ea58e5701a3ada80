"""What an authority's figures were worked out from, and so what a new return can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from indicators.model import SUMMARY, Indicator
from indicators.tables import TABLES

File = tuple[str, str, str]  # list, period, upload_id
RULES = 2  # raised when what many definitions share reads a return otherwise, so that every figure is worked out anew


@dataclass(frozen=True)
class Inputs:
    """The held files of an authority and the definitions (id -> version and RULES) of its figures. A rate among all
    children has the head-counts that it was worked out with in its version, where they are not those of the program."""

    files: frozenset[File]
    definitions: Mapping[str, str]

    @classmethod
    def of(cls, held: pl.DataFrame, indicators: Iterable[Indicator], heads: str = "") -> Inputs:
        """From the held rows of the ledger (list, period, upload_id) and the version of imported head-counts."""
        files = frozenset(held.select("list", "period", "upload_id").iter_rows())
        with_heads = f"+{heads}" if heads else ""
        versions = {i.id: f"{i.version}/{RULES}{with_heads * i.is_population_rate}" for i in indicators}
        return cls(files, versions)

    @property
    def text(self) -> str:
        """As it is kept beside the figures: one line a definition or file."""
        definitions = (f"{id} {version}" for id, version in self.definitions.items())
        return "\n".join(sorted([*definitions, *(" ".join(f) for f in self.files)]))

    @classmethod
    def read(cls, text: str) -> Inputs | None:
        """From what was kept; None where it was kept in another form, so that all is worked out anew."""
        parts = [line.split(" ") for line in text.splitlines()]
        if not parts or any(len(p) not in (2, 3) for p in parts):
            return None
        return cls(frozenset(tuple(p) for p in parts if len(p) == 3), dict(p for p in parts if len(p) == 2))


@dataclass(frozen=True)
class Change:
    """What has to be worked out again: the indicators in `whole` for every month; those in `later` from the month
    `since` on, and restated for every month where later returns settle earlier ones."""

    whole: tuple[Indicator, ...]
    later: tuple[Indicator, ...]
    since: str

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All that is worked out again."""
        return (*self.whole, *self.later)


def change(last: Inputs | None, now: Inputs, indicators: Iterable[Indicator]) -> Change:
    """What differs between the inputs of last time (None: nothing is known of them) and those of now.

    As reported, a month rests on files of that month and earlier ones only, so a file changes nothing before its month;
    and a list changes nothing but the figures of the tables made from it. The summary return may stand in for any.
    """
    indicators = tuple(indicators)
    if last is None:
        return Change(indicators, (), "")
    files = last.files ^ now.files
    lists = {name for name, _, _ in files}
    redefined = tuple(i for i in indicators if last.definitions.get(i.id) != now.definitions.get(i.id))
    touched = (
        i
        for i in indicators
        if i not in redefined and (SUMMARY in lists or not lists.isdisjoint(TABLES[i.table].reads))
    )
    return Change(redefined, tuple(touched), min((period for _, period, _ in files), default=""))
