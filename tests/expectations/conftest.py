"""Small files made by hand: sound rows of any list, with the cells that a test is about put in."""

from __future__ import annotations

import csv
import io
from datetime import date

import polars as pl
import pytest

from data import codes, periods
from data.returns import find
from data.returns.schema import Kind, Return
from expectations.decision import Decision, Declaration
from expectations.gate import decide

PERIOD = "2025-09"
EXTRACT = date(2025, 9, 30)
BIRTHS = {"child_id": pl.String(), "date_of_birth": pl.Date()}
SOUND = {
    Kind.TEXT: "x",
    Kind.DATE: "10/09/2025",
    Kind.DATETIME: "10/09/2025 12:00",
    Kind.INTEGER: "1",
    Kind.NUMBER: "1",
    Kind.YES_NO: "N",
}
SOUND_CELLS = {"date_of_birth": "01/06/2009", "placement_postcode": "WA1 1AA", "placement_la": "382", "age_years": "16"}
NULLABLE_ENDS = ("cla_end_date", "reason_ceased")  # a sound row of list 8 is open


def sound_row(schema: Return, number: int) -> dict[str, str]:
    """The cells of a row without a fault; every row is about another person."""
    row = {}
    for column in schema.columns:
        if column.kind is Kind.PERSON_ID:
            cell = f"{column.name}-{number:05d}"
        elif column.name in SOUND_CELLS:
            cell = SOUND_CELLS[column.name]
        elif column.kind is Kind.CODE:
            cell = sorted(codes.code_set(column.codes).codes)[0]
        elif column.name in schema.key and column.kind is Kind.TEXT:
            cell = f"{column.name}-{number}"
        else:
            cell = SOUND[column.kind]
        row[column.name] = "" if column.name in NULLABLE_ENDS else cell
    return row


def text_file(name: str, rows: list[dict], *, without: tuple[str, ...] = ()) -> bytes:
    """A CSV of the list, one sound row for each of `rows` with its cells put in; the first is on line 2."""
    schema = find(name)
    columns = [c for c in schema.columns if c.name not in without]
    unknown = {c for row in rows for c in row} - set(schema.schema)
    assert not unknown, f"{name} has no column {unknown}"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.header for c in columns])
    for number, cells in enumerate(rows):
        whole = sound_row(schema, number) | cells
        writer.writerow([whole[c.name] for c in columns])
    return out.getvalue().encode()


def decided(
    name: str,
    rows: list[dict],
    *,
    held=None,
    without: tuple[str, ...] = (),
    authority: str = "382",
    authority_name: str = "Kirklees",
    period: str = PERIOD,
    extract_date: date | None = None,
) -> Decision:
    """The decision on such a file."""
    declaration = Declaration(
        authority=authority,
        authority_name=authority_name,
        list=find(name).name,
        period=period,
        extract_date=extract_date or periods.month_end(period),
    )
    return decide(text_file(name, rows, without=without), f"{name}.csv", declaration, held)


def found(decision: Decision, *rules: str) -> list[tuple]:
    """(line, column, rule, severity) of its issues, or of those with these rules."""
    issues = decision.issues.filter(pl.col("rule").is_in(rules)) if rules else decision.issues
    return list(issues.select("line", "column", "rule", "severity").iter_rows())


class FakeHeld:
    """What is held, kept in a dict: (authority, list, period) -> decision, the newest in place of the older."""

    def __init__(self, *decisions: Decision):
        self.files: dict[tuple[str, str, str], Decision] = {}
        for decision in decisions:
            self.add(decision)

    def add(self, decision: Decision) -> None:
        if decision.verdict != "reject":
            of = decision.declaration
            self.files[of.authority, find(of.list).name, of.period] = decision

    def months_of(self, authority, list, sha256):
        return {k[2] for k, d in self.files.items() if k[:2] == (authority, list) and d.sha256 == sha256}

    def rows(self, authority, list, period):
        held = self.files.get((authority, list, period))
        return held.rows if held else None

    def rows_read(self, authority, list, period):
        held = self.files.get((authority, list, period))
        return held.rows_read if held else None

    def births(self, authority, period, besides=""):
        return self._births(lambda a, name, p: (a, p) == (authority, period) and name != besides)

    def births_of(self, authority):
        return self._births(lambda a, name, p: a == authority)

    def births_elsewhere(self, authority):
        return self._births(lambda a, name, p: a != authority)

    def _births(self, wanted):
        frames = [
            d.rows.select(list(BIRTHS)).drop_nulls()
            for key, d in self.files.items()
            if wanted(*key) and find(key[1]).family == "annex_a" and BIRTHS.keys() <= set(d.rows.columns)
        ]
        return pl.concat([pl.DataFrame(schema=BIRTHS), *frames]).unique()


@pytest.fixture
def made() -> type:
    """What tests of the gate share, under one name (test folders are not packages)."""

    class Made:
        decide = staticmethod(decided)
        found = staticmethod(found)
        file = staticmethod(text_file)
        Held = FakeHeld

    return Made


@pytest.fixture(scope="session")
def fake_held() -> type[FakeHeld]:
    return FakeHeld
