"""Measures kept up to date with the returns: computed when what is held, or a definition, has changed."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import polars as pl

from data import areas, comparators, lock, periods
from data.store import COMPUTED, MEASURES, REVISIONS, Store
from indicators import catalogue
from indicators.compute import Population, compute_both, is_restated
from indicators.holdings import Holdings, Knowledge
from indicators.inputs import Change, Inputs, change
from indicators.model import SUMMARY, Indicator
from indicators.tables import TABLES

# The lists expected of every month; the summary return comes when there is something to send.
LISTS = tuple(sorted({name for table in TABLES.values() for name in table.lists} - {SUMMARY}))
READ = (*sorted({name for table in TABLES.values() for name in table.reads} - {SUMMARY}), SUMMARY)
RESTATED = Knowledge.RESTATED.value
TURN = "computing.lock"
READERS = 4  # lists at a time: while one is opened, another is decoded
KEY = ["indicator", "period", "breakdown", "basis"]


def holdings(store: Store, authority: str, lists: Collection[str] | None = None) -> Holdings:
    """The authority's held returns, reporting every month from its first file to its last; of these lists only, where
    not all are wanted."""
    held = store.held().filter((pl.col("authority") == authority) & pl.col("list").is_in(READ))
    files = {name: tuple(sorted(months)) for name, months in held.group_by("list").agg("period").iter_rows()}
    months = held["period"]
    reporting = tuple(periods.between(months.min(), months.max())) if held.height else ()
    files = {name: files[name] for name in READ if name in files and (lists is None or name in lists)}
    with ThreadPoolExecutor(READERS) as reading:
        rows = reading.map(lambda name: store.rows(name, authority=authority, held=held), files)
        return Holdings(dict(zip(files, rows, strict=True)), files, reporting)


def population(store: Store, authority: str) -> Population:
    """Of a calendar year, the authority's children aged 0 to 17 at the latest estimate before it, and that year; by
    the head-counts of the store before those of the program."""
    heads = comparators.heads(store)
    return lambda year: areas.population(authority, year, heads)


def bring_up_to_date(store: Store, authority: str | None = None, *, everything: bool = False) -> list[str]:
    """Work out the measures of each authority whose inputs changed since last time, as far as they can have changed;
    return their codes.

    A figure that differs from what was computed before is kept in the revisions, with its old value.
    """
    if not everything and not _due(store, authority):
        return []
    with lock.in_turn(store.folder / TURN):  # another process may have begun, or done it, meanwhile
        due = _due(store, authority, everything=everything)
        for code, before, now in due:
            _compute(store, code, now, change(before, now, catalogue.ALL))
    return [code for code, _, _ in due]


def _due(store: Store, authority: str | None, *, everything: bool = False) -> list[tuple[str, Inputs | None, Inputs]]:
    """Each authority whose inputs are others than last time, with those of last time (None: unknown) and of now."""
    held = store.held()
    wanted = [authority] if authority is not None else sorted(held["authority"].unique())
    heads = comparators.heads_version(store)
    last = dict(store.scan("computed", COMPUTED).select("authority", "inputs").collect().iter_rows())
    found = []
    for code in wanted:
        now = Inputs.of(held.filter(pl.col("authority") == code), catalogue.ALL, heads)
        if now.text != last.get(code) or everything:
            found.append((code, None if everything or code not in last else Inputs.read(last[code]), now))
    return found


def _compute(store: Store, authority: str, inputs: Inputs, changed: Change) -> None:
    before = store.measures(authority)
    now = _figures(store, authority, before, changed)
    moment = datetime.now(UTC).replace(tzinfo=None)
    revised = revisions(before, now, moment, max((upload for _, _, upload in inputs.files), default=""))
    if revised.height:
        store.append("revisions", revised)
    store.replace("measures", now, authority)
    done = pl.DataFrame({"authority": [authority], "inputs": [inputs.text], "computed_at": [moment]}, schema=COMPUTED)
    store.replace("computed", done, authority)


def _figures(store: Store, authority: str, before: pl.DataFrame, changed: Change) -> pl.DataFrame:
    """All measures of the authority: those that can have changed worked out anew, the others as they were."""
    held = holdings(store, authority, {SUMMARY, *(name for i in changed.indicators for name in TABLES[i.table].reads)})
    children = population(store, authority)

    def anew(indicators: tuple[Indicator, ...], since: str) -> pl.DataFrame:
        found = compute_both(held, indicators, children, since)
        return found.with_columns(authority=pl.lit(authority)).select(list(MEASURES))

    ids = {i.id for i in catalogue.ALL} - {i.id for i in changed.whole}
    in_part = pl.col("indicator").is_in([i.id for i in changed.later])
    restated = pl.col("indicator").is_in([i.id for i in changed.later if is_restated(i)])
    again = in_part & ((pl.col("period") >= changed.since) | (restated & (pl.col("basis") == RESTATED)))
    kept = before.select(list(MEASURES)).filter(pl.col("indicator").is_in(list(ids)) & ~again)
    whole = [anew(changed.whole, "")] if changed.whole else []
    later = [anew(changed.later, changed.since)] if changed.later else []
    return pl.concat([kept, *whole, *later]).sort(KEY)


def revisions(before: pl.DataFrame, now: pl.DataFrame, moment: datetime, upload_id: str) -> pl.DataFrame:
    """One row per figure that was computed before under the same definition and is another now."""
    figures = ("value", "numerator", "denominator")
    old = before.select(*KEY, "definition_version", *(pl.col(f).alias(f"{f}_before") for f in figures))
    new = now.select("authority", *KEY, "definition_version", *(pl.col(f).alias(f"{f}_after") for f in figures))
    both = new.join(old, on=[*KEY, "definition_version"], how="inner")
    other = pl.any_horizontal(pl.col(f"{f}_before").ne_missing(pl.col(f"{f}_after")) for f in figures)
    return (
        both.filter(other)
        .with_columns(revised_at=pl.lit(moment, dtype=pl.Datetime("us")), upload_id=pl.lit(upload_id))
        .select(list(REVISIONS))
    )
