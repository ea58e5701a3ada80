"""All indicators of 24 months, all teams, both bases: everything, and after one new month."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from data import areas, synthetic
from data.incoming import gather
from data.store import Store
from expectations.loading import Sender, load
from indicators import catalogue
from indicators.compute import compute, compute_both
from indicators.holdings import Holdings
from indicators.measures import holdings

RUNS = 5  # the quickest is printed: the others say what else the machine had to do


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store")
        files = gather([_returns(Path(name))])
        load(files, Sender(authority=synthetic.AUTHORITY), store)
        began = time.perf_counter()
        held = holdings(store, synthetic.AUTHORITY)
        read = time.perf_counter() - began
        rows = sum(f.height for f in held.rows.values())
        newest = held.reporting[-1]
        everything = _seconds(held, lambda fresh: compute_both(fresh, catalogue.ALL, _children))
        new_month = _seconds(held, lambda fresh: compute_both(fresh, catalogue.ALL, _children, newest))
        alone = _seconds(held, lambda fresh: compute(fresh.since(newest), catalogue.ALL, _children))
        print(
            f"compute: {len(catalogue.ALL)} indicators, {len(held.reporting)} months, {rows:,} rows, both bases: "
            f"{read:.2f} s to read, {everything:.2f} s for everything, {new_month:.2f} s after one new month with "
            f"every list ({new_month / everything:.2f} of it; for the month alone {alone:.2f} s)"
        )


def _children(year: int) -> tuple[int, int]:
    return areas.population(synthetic.AUTHORITY, year)


def _seconds(held: Holdings, work: Callable[[Holdings], object]) -> float:
    """With nothing kept from an earlier run."""
    taken = []
    for _ in range(RUNS):
        fresh = Holdings(held.rows, held.files, held.reporting)
        began = time.perf_counter()
        work(fresh)
        taken.append(time.perf_counter() - began)
    return min(taken)


def _returns(folder: Path) -> Path:
    synthetic.write(folder / "returns")
    return folder / "returns"
