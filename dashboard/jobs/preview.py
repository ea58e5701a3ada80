"""What an upload would change before anything of it is stored: records of each list, and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import polars as pl

from data import periods
from data.changes import changes
from data.ledger import OFFERED
from data.returns import find
from data.store import Store
from indicators import catalogue
from indicators.compute import WHOLE_AUTHORITY, Population, compute
from indicators.holdings import Holdings
from indicators.inputs import Inputs, change
from indicators.measures import holdings, population
from indicators.model import Indicator
from indicators.tables import TABLES

PARTS = ("value", "numerator", "denominator", "complete")


@dataclass(frozen=True)
class File:
    """Rows that would be stored for a list and month."""

    list: str
    period: str
    rows: pl.DataFrame


def overlaid(held: Holdings, files: Iterable[File]) -> Holdings:
    """What would be held with these files, each in place of an earlier one of its list and month."""
    rows, months = dict(held.rows), {name: set(of) for name, of in held.files.items()}
    reporting = set(held.reporting)
    for file in files:
        columns = ["period", "line", *find(file.list).schema]
        new = file.rows.with_columns(period=pl.lit(file.period)).select(columns)
        before = rows.get(file.list, new.clear()).select(columns)
        rows[file.list] = pl.concat([before.filter(pl.col("period") != file.period), new])
        months.setdefault(file.list, set()).add(file.period)
        reporting.add(file.period)
    every = tuple(periods.between(min(reporting), max(reporting))) if reporting else ()
    return Holdings(rows, {name: tuple(sorted(of)) for name, of in months.items()}, every)


def foreseen(store: Store, authority: str, files: list[File]) -> dict:
    """What accepting the files would do: `records`, by list and month, and `figures`; plain data.

    A file is compared with the one it replaces, else with the newest earlier one of its list. Figures are those of the
    whole authority, as reported; those that the files cannot change are not worked out.
    """
    held = holdings(store, authority)
    last = Inputs.of(store.held().filter(pl.col("authority") == authority), catalogue.ALL)
    now = Inputs(last.files | {(f.list, f.period, OFFERED) for f in files}, last.definitions)
    touched = change(last, now, catalogue.ALL).indicators
    return {
        "records": _records(store, authority, held, files),
        "figures": _figures(held, touched, files, population(store, authority)),
    }


def _records(store: Store, authority: str, held: Holdings, files: list[File]) -> list[dict]:
    versions: dict[str, dict[str, pl.DataFrame]] = {}
    found = []
    for file in files:
        if file.list not in versions:
            versions[file.list] = _versions(store, authority, held, file.list)
        known = versions[file.list]
        earlier = [p for p in known if p <= file.period]
        record = {"list": file.list, "period": file.period, "against": max(earlier, default="")}
        if earlier:
            record |= asdict(changes(file.rows, known[max(earlier)], find(file.list)))
        known[file.period] = file.rows
        found.append(record)
    return found


def _versions(store: Store, authority: str, held: Holdings, name: str) -> dict[str, pl.DataFrame]:
    """The held rows of a list by month, empty files included."""
    rows = held.rows[name] if name in held.rows else store.rows(name, authority=authority)
    of_list = store.held().filter((pl.col("authority") == authority) & (pl.col("list") == name))
    return {p: rows.filter(pl.col("period") == p) for p in of_list["period"]}


def _figures(held: Holdings, touched: Sequence[Indicator], files: list[File], population: Population) -> list[dict]:
    after = overlaid(held, files)
    first = min((f.period for f in files), default="")
    known = [p for p in held.reporting if p < first][-1:] + [p for p in held.reporting if p >= first]
    now = _computed(after, [p for p in after.reporting if p >= first], touched, population)
    before = _computed(held, known, touched, population)
    found = []
    for (indicator, period), figure in now.items():
        old = before.get((indicator, period))
        if old == figure:
            continue
        against = period if old else max((p for i, p in before if i == indicator and p < period), default="")
        defined = catalogue.find(indicator)
        found.append(
            {
                "indicator": indicator,
                "title": defined.title,
                "unit": defined.unit.value,
                "lists": list(TABLES[defined.table].reads),
                "period": period,
                "against": against,
                "before": before.get((indicator, against)),
                "after": figure,
            }
        )
    order = {i.id: place for place, i in enumerate(catalogue.ALL)}
    return sorted(found, key=lambda f: (f["period"], order[f["indicator"]]))


def _computed(
    held: Holdings, reporting: list[str], touched: Sequence[Indicator], population: Population
) -> Mapping[tuple[str, str], dict]:
    """(indicator, period) -> value, numerator, denominator, complete of the whole authority, for these months."""
    if not reporting:
        return {}
    of_months = Holdings(held.rows, held.files, tuple(reporting))
    found = compute(of_months, touched, population).filter(pl.col("breakdown") == WHOLE_AUTHORITY)
    rows = found.select("indicator", "period", *PARTS).iter_rows(named=True)
    return {(r["indicator"], r["period"]): {part: r[part] for part in PARTS} for r in rows}
