"""All indicators of 24 months, all teams, both bases: everything, and after one new month."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from data import areas, synthetic
from data.incoming import gather
from data.store import Store
from expectations.loading import Sender, load
from indicators import catalogue
from indicators.compute import compute_both
from indicators.holdings import Holdings
from indicators.measures import holdings

RUNS = 3  # the quickest is printed: the others say what else the machine had to do


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store")
        files = gather([_returns(Path(name))])
        load(files, Sender(authority=synthetic.AUTHORITY), store)
        began = time.perf_counter()
        held = holdings(store, synthetic.AUTHORITY)
        read = time.perf_counter() - began
        rows = sum(f.height for f in held.rows.values())
        everything, new_month = _seconds(held, ""), _seconds(held, held.reporting[-1])
        print(
            f"compute: {len(catalogue.ALL)} indicators, {len(held.reporting)} months, {rows:,} rows, both bases: "
            f"{read:.2f} s to read, {everything:.2f} s for everything, {new_month:.2f} s after one new month "
            f"with every list ({new_month / everything:.2f} of it: earlier months are restated)"
        )


def _seconds(held: Holdings, since: str) -> float:
    """With nothing kept from an earlier run."""
    taken = []
    for _ in range(RUNS):
        fresh = Holdings(held.rows, held.files, held.reporting)
        began = time.perf_counter()
        compute_both(fresh, catalogue.ALL, lambda year: areas.population(synthetic.AUTHORITY, year), since)
        taken.append(time.perf_counter() - began)
    return min(taken)


def _returns(folder: Path) -> Path:
    synthetic.write(folder / "returns")
    return folder / "returns"
