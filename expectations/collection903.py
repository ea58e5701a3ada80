"""The SSDA903 return of a year as a whole: its files held against the validation rules, and against the year before.

The rules judge what was sent, row by row, sound or not: a cell that was read is given as it was understood, one that
was not as it stands in the file. They never decide whether a file is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from data import periods
from data.read import Reading
from data.returns import find
from data.returns.schema import Kind, Return
from expectations.decision import Decision
from expectations.held import Held

FAMILY = "ssda903"
TABLES = {  # list -> the name by which the rules know it
    "ssda903_header": "Header",
    "ssda903_episodes": "Episodes",
    "ssda903_reviews": "Reviews",
    "ssda903_uasc": "UASC",
    "ssda903_oc2": "OC2",
    "ssda903_oc3": "OC3",
    "ssda903_ad1": "AD1",
    "ssda903_placed_for_adoption": "PlacedAdoption",
    "ssda903_previous_permanence": "PrevPerm",
    "ssda903_missing": "Missing",
    "ssda903_sw_episodes": "SWEpisodes",
    "ssda903_dolo": "DoLo",
}
LAST_YEAR = "_last"
FOUND = {
    "rule": pl.String(),
    "severity": pl.String(),  # block | error | warning
    "statement": pl.String(),
    "columns": pl.List(pl.String()),  # to look at, as Episodes.DEC
    "list": pl.String(),
    "last_year": pl.Boolean(),  # the rows are in the return of the year before
    "file": pl.String(),  # null: the file that is held already
    "count": pl.Int64(),
    "lines": pl.List(pl.Int64()),  # physical lines of that file
}
WORST_FIRST = ("block", "error", "warning")


@dataclass(frozen=True)
class Findings:
    """What the rules say of one authority's return of one year.

    `found`: one row per rule and file with rows at fault (FOUND), worst first. `judged`: how many rules could be
    judged; `not_judged`: rule -> what it would need. `tables`: list -> file name, None where it was held already.
    `last_year`: the lists of the year before that were compared.
    """

    authority: str
    period: str
    year: str
    found: pl.DataFrame
    judged: int
    not_judged: dict[str, str]
    tables: dict[str, str | None]
    last_year: tuple[str, ...] = field(default=())

    @property
    def rules_hit(self) -> int:
        """How many rules found something."""
        return self.found["rule"].n_unique()


def is_among(decisions: Iterable[Decision]) -> bool:
    """Whether there is a table of the SSDA903 among the files."""
    return any(find(d.declaration.list).family == FAMILY for d in decisions)


def as_sent(reading: Reading, schema: Return) -> pl.DataFrame:
    """Every row of a table as text under the return's own headers, with its `line`; columns that the file does not
    have are left out."""
    columns = [c for c in schema.columns if c.name not in reading.absent]
    rows = reading.frame.select("line", *(_text(c.name, c.kind).alias(c.header) for c in columns))
    unread = reading.issues.filter(pl.col("value").is_not_null() & pl.col("line").is_not_null())
    for column in columns:
        raw = unread.filter(pl.col("column") == column.name).select("line", raw="value").unique("line")
        if raw.height:
            told = pl.coalesce(column.header, "raw").alias(column.header)
            rows = rows.join(raw, on="line", how="left", maintain_order="left").with_columns(told).drop("raw")
    return rows


def findings(decisions: Iterable[Decision], held: Held | None = None) -> list[Findings]:
    """What the rules say of each SSDA903 return among the files just judged, in order of year; none where there is no
    such file.

    Tables of the year that are not among the files, and those of the year before, are taken from what is held. Raises
    `rules903.RuleCrash`.
    """
    sets: dict[tuple[str, str], dict[str, Decision]] = {}
    for decision in decisions:
        of = decision.declaration
        if find(of.list).family == FAMILY:
            sets.setdefault((of.authority, of.period), {})[of.list] = decision
    return [_of_year(key, sets, held) for key in sorted(sets)]


def _of_year(key: tuple[str, str], sets: dict[tuple[str, str], dict[str, Decision]], held: Held | None) -> Findings:
    from expectations import rules903  # 239 rules: made only where there is something to judge

    authority, period = key
    start, end = _year(period)
    sent = {name: d for name, d in sets[key].items() if d.as_sent is not None}
    tables = {name: decision.as_sent for name, decision in sent.items()}
    for name in TABLES:
        rows = None if name in sent else _held(held, authority, name, period)
        if rows is not None:
            tables[name] = rows
    before = periods.of(start - timedelta(days=1))
    last_year = {}
    for name in TABLES:
        decision = sets.get((authority, before), {}).get(name)
        among = decision.as_sent if decision is not None and decision.verdict != "reject" else None
        rows = among if among is not None else _held(held, authority, name, before)
        if rows is not None:
            last_year[name] = rows
    given = {TABLES[name]: rows.drop("line") for name, rows in tables.items()}
    given |= {TABLES[name] + LAST_YEAR: rows.drop("line") for name, rows in last_year.items()}
    metadata = {
        "collection_start": f"{start:%d/%m/%Y}",
        "collection_end": f"{end:%d/%m/%Y}",
        "collectionYear": _words(start),
        "file_format": "csv",
    }
    answer = rules903.run(given, metadata=metadata)
    files = {name: sent[name].filename if name in sent else None for name in tables}
    lines = {TABLES[name]: (name, False, files[name], rows["line"]) for name, rows in tables.items()}
    lines |= {TABLES[name] + LAST_YEAR: (name, True, None, rows["line"]) for name, rows in last_year.items()}
    return Findings(
        authority=authority,
        period=period,
        year=_words(start),
        found=_found(answer, rules903.RULES, lines),
        judged=len(answer),
        not_judged=rules903.not_judged(given, metadata=metadata),
        tables=files,
        last_year=tuple(last_year),
    )


def _found(answer: dict, rules: Iterable, tables: dict[str, tuple[str, bool, str | None, pl.Series]]) -> pl.DataFrame:
    """The rows at fault with the lines of their files. `tables`: the rules' name of a table -> its list, whether it is
    of the year before, its file and its lines."""
    rows = []
    for rule in rules:
        for table, positions in answer.get(rule.number, {}).items():
            name, last_year, file, lines = tables[table]
            rows.append(
                {
                    "rule": rule.number,
                    "severity": str(rule.severity),
                    "statement": rule.statement,
                    "columns": list(rule.fields),
                    "list": name,
                    "last_year": last_year,
                    "file": file,
                    "count": len(positions),
                    "lines": lines.gather(positions).to_list(),
                }
            )
    rows.sort(key=_worst_first)
    return pl.DataFrame(rows, schema=FOUND)


def _worst_first(row: dict) -> tuple:
    """By severity, then by number as a reader counts: 101 before 1000, 503B after 503A."""
    digits = "".join(c for c in row["rule"] if c.isdigit())
    return WORST_FIRST.index(row["severity"]), not row["rule"][0].isdigit(), int(digits or 0), row["rule"]


def _held(held: Held | None, authority: str, name: str, period: str) -> pl.DataFrame | None:
    """The rows held of a table as text, None where none are."""
    rows = held.rows(authority, name, period) if held is not None and authority else None
    if rows is None:
        return None
    return rows.select("line", *(_text(c.name, c.kind).alias(c.header) for c in find(name).columns))


def _text(column: str, kind: Kind) -> pl.Expr:
    cell = pl.col(column)
    return cell.dt.strftime("%d/%m/%Y") if kind is Kind.DATE else cell.cast(pl.String)


def _year(period: str) -> tuple[date, date]:
    """The collection year that holds the period: 1 April to 31 March."""
    day = periods.month_start(period)
    first = day.year if day.month >= 4 else day.year - 1
    return date(first, 4, 1), date(first + 1, 3, 31)


def _words(start: date) -> str:
    return f"{start.year}/{(start.year + 1) % 100:02d}"
