"""What an authority sent, file by file, and how good it is: what the quality page is made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from dashboard import words
from dashboard.views.choice import Source
from dashboard.words import badges
from data import areas, periods
from data.returns import ALL, find
from data.returns.schema import Column
from data.store import EVERYONE, RECORD, Store
from indicators.measures import LISTS

REJECT = "reject"


@dataclass(frozen=True)
class Received:
    """The returns of one authority.

    `expected`: the lists that the indicators need every month. `ledger`: one row per file offered and decided on.
    `quality`: one row per held file, field and team. `issues`: one row per issue of the files that `files` names.
    """

    authority: str
    council: str
    synthetic: bool
    expected: tuple[str, ...]
    ledger: pl.DataFrame
    quality: pl.DataFrame
    issues: pl.DataFrame

    @property
    def months(self) -> list[str]:
        """Every month from the first return to the latest."""
        held = self.ledger["period"].unique()
        return periods.between(held.min(), held.max()) if len(held) else []

    @property
    def lists(self) -> list[str]:
        """The lists that are expected or were ever sent, in the order in which returns are declared."""
        known = {*self.expected, *self.ledger["list"]}
        return [one.name for one in ALL if one.name in known]

    def files(self, name: str) -> dict[str, dict]:
        """Month -> the file that is held of a list, or the last one offered where none is."""
        of_list = self.offered(name)
        rejected = {f["period"]: f for f in of_list if f["verdict"] == REJECT}
        return rejected | {f["period"]: f for f in of_list if f["verdict"] != REJECT}

    def offered(self, name: str) -> list[dict]:
        """Every file that was offered of a list and decided on, oldest first."""
        return self.ledger.filter(pl.col("list") == name).sort("upload_id").to_dicts()

    def counts(self, **where: str) -> list[dict]:
        """The rows of the quality table with these values of list, period, field or team."""
        return self.quality.filter(pl.col(c) == value for c, value in where.items()).to_dicts()


@dataclass(frozen=True)
class Share:
    """How many of some cells are so: a percentage with the counts behind it."""

    part: int | None
    whole: int | None

    @property
    def words(self) -> str:
        return badges.share(self.part, self.whole)

    @property
    def missing(self) -> int:
        """How many are not so; 0 where nothing is known."""
        return 0 if self.part is None else self.whole - self.part


@dataclass(frozen=True)
class Sum:
    """Records and cells of a list, or of a team, for a month."""

    records: int
    kept_out: int
    completeness: Share  # of the fields that should never be blank
    validity: Share  # of every filled field
    weakest: tuple[str, ...]


def received(store: Store, authority: str) -> Received:
    """What the store has of the authority."""
    ledger = store.ledger().filter(pl.col("authority") == authority)
    every = Received(
        authority=authority,
        council=store.authorities()[authority],
        synthetic=areas.stands_for(authority) != authority,
        expected=LISTS,
        ledger=ledger,
        quality=store.quality(authority),
        issues=store.issues(authority=authority),
    )
    counted = [file["upload_id"] for name in ledger["list"].unique() for file in every.files(name).values()]
    return replace(every, issues=every.issues.filter(pl.col("upload_id").is_in(counted)))


def of(source: Source) -> Received | None:
    """What was received, of the authority of the pages; None where nothing is held yet."""
    return source.read(received) if source.periods() else None


def is_never_blank(column: Column) -> bool:
    """The layout says that the field is always filled."""
    return column.required


def summed(name: str, counts: Iterable[dict]) -> Sum:
    """The quality rows of one file and team, added up."""
    by_field = {c["field"]: c for c in counts}
    record = by_field.pop(RECORD)
    fields = [c for c in by_field.values() if c["filled"] is not None]
    needed = [c for c in fields if is_never_blank(find(name).column(c["field"]))]
    weak = sorted((c for c in by_field.values() if fault(name, c)), key=lambda c: -fault(name, c))
    return Sum(
        records=record["rows"],
        kept_out=record["rows"] - record["valid"],
        completeness=Share(sum(c["filled"] for c in needed), sum(c["rows"] for c in needed)),
        validity=Share(sum(c["valid"] for c in fields), sum(c["filled"] for c in fields)),
        weakest=tuple(weakness(name, c) for c in weak[:2]),
    )


def fault(name: str, count: dict) -> float:
    """How weak a field is: the share of records where it is blank though it should not be, or cannot be used; more
    than any share where the column is missing."""
    if count["filled"] is None:
        return 2.0
    blank = count["rows"] - count["filled"] if is_never_blank(find(name).column(count["field"])) else 0
    return (blank + count["filled"] - count["valid"]) / count["rows"] if count["rows"] else 0.0


def weakness(name: str, count: dict) -> str:
    """What is weak about a field, in words."""
    header = find(name).column(count["field"]).header
    if count["filled"] is None:
        return f"{header}: no such column"
    bad = round(fault(name, count) * count["rows"])
    return f"{header}: {words.count(bad)} blank or unusable"


def strip(received: Received, name: str, months: list[str]) -> list[tuple[str, str]]:
    """(month, state) of a list: its held file's verdict, reject, missing, or before the first return of all."""
    files, first = received.files(name), received.months[0]
    return [(m, files[m]["verdict"] if m in files else "before" if m < first else "missing") for m in months]


def everyone(received: Received, period: str) -> dict[str, Sum]:
    """List -> the sum of its held file of the month."""
    by_list: dict[str, list[dict]] = {}
    for count in received.counts(period=period, team=EVERYONE):
        by_list.setdefault(count["list"], []).append(count)
    return {name: summed(name, counts) for name, counts in by_list.items()}
