"""Measures kept up to date with the returns: computed when what is held, or a definition, has changed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import polars as pl

from data import areas, periods
from data.store import COMPUTED, MEASURES, REVISIONS, Store
from indicators import catalogue
from indicators.compute import compute_both
from indicators.holdings import Holdings
from indicators.model import SUMMARY
from indicators.tables import TABLES

# The lists expected of every month; the summary return comes when there is something to send.
LISTS = tuple(sorted({name for table in TABLES.values() for name in table.lists} - {SUMMARY}))
KEY = ["indicator", "period", "breakdown", "basis"]


def holdings(store: Store, authority: str) -> Holdings:
    """The authority's held returns, reporting every month from its first file to its last."""
    held = store.held().filter(pl.col("authority") == authority)
    read = [name for name in (*LISTS, SUMMARY) if name in held["list"]]
    files = {name: tuple(sorted(held.filter(pl.col("list") == name)["period"])) for name in read}
    months = [p for of_list in files.values() for p in of_list]
    reporting = tuple(periods.between(min(months), max(months))) if months else ()
    return Holdings({name: store.rows(name, authority=authority) for name in files}, files, reporting)


def bring_up_to_date(store: Store, authority: str | None = None, *, everything: bool = False) -> list[str]:
    """Compute the measures of each authority whose inputs changed since last time; return their codes.

    A figure that differs from what was computed before is kept in the revisions, with its old value.
    """
    held = store.held()
    wanted = [authority] if authority is not None else sorted(held["authority"].unique())
    last = dict(store.scan("computed", COMPUTED).select("authority", "inputs").collect().iter_rows())
    changed = []
    for code in wanted:
        inputs = _fingerprint(held.filter(pl.col("authority") == code))
        if inputs != last.get(code) or everything:
            _compute(store, code, inputs)
            changed.append(code)
    return changed


def _compute(store: Store, authority: str, inputs: str) -> None:
    held = holdings(store, authority)

    def population(year: int) -> tuple[int, int]:
        return areas.population(authority, year)

    now = compute_both(held, catalogue.ALL, population).with_columns(authority=pl.lit(authority)).select(list(MEASURES))
    moment = datetime.now(UTC).replace(tzinfo=None)
    revised = revisions(store.measures(authority), now, moment, _newest_upload(store, authority))
    if revised.height:
        store.append("revisions", revised)
    store.replace("measures", now, authority)
    done = pl.DataFrame({"authority": [authority], "inputs": [inputs], "computed_at": [moment]}, schema=COMPUTED)
    store.replace("computed", done, authority)


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


def _fingerprint(held: pl.DataFrame) -> str:
    parts = [*sorted(held["upload_id"]), *(f"{i.id}:{i.version}" for i in catalogue.ALL)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _newest_upload(store: Store, authority: str) -> str:
    return store.held().filter(pl.col("authority") == authority)["upload_id"].max() or ""
