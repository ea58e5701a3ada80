"""All indicators of 24 months, all teams, both bases: everything, and after one new month."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from data import synthetic
from data.incoming import gather
from data.store import Store
from expectations.loading import Sender, load
from indicators import catalogue
from indicators.compute import compute, compute_both
from indicators.holdings import Holdings
from indicators.measures import holdings, population

RUNS = 5  # the quickest is printed: the others say what else the machine had to do


SAMPLE, SAMPLE_AUTHORITY = Path(__file__).parents[3] / "shared" / "samples" / "returns_a.zip", "877"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        made_up = Path(name) / "returns"
        synthetic.write(made_up)
        _measure("the demonstration", made_up, synthetic.AUTHORITY, Path(name) / "made-up")
        if SAMPLE.exists():
            shutil.unpack_archive(SAMPLE, Path(name) / "sample")
            (returns,) = (Path(name) / "sample").iterdir()
            _measure("returns_a", returns, SAMPLE_AUTHORITY, Path(name) / "store")


def _measure(what: str, returns: Path, authority: str, folder: Path) -> None:
    store = Store(folder)
    load(gather([returns]), Sender(authority=authority), store)
    began = time.perf_counter()
    held = holdings(store, authority)
    read = time.perf_counter() - began
    rows = sum(f.height for f in held.rows.values())
    newest, children = held.reporting[-1], population(store, authority)
    everything = _seconds(held, lambda fresh: compute_both(fresh, catalogue.ALL, children))
    new_month = _seconds(held, lambda fresh: compute_both(fresh, catalogue.ALL, children, newest))
    alone = _seconds(held, lambda fresh: compute(fresh.since(newest), catalogue.ALL, children))
    print(
        f"compute: {what}, {len(catalogue.ALL)} indicators, {len(held.reporting)} months, {rows:,} rows, both bases: "
        f"{read:.2f} s to read, {everything:.2f} s for everything; a new month with every list {alone:.2f} s, "
        f"{new_month:.2f} s with the earlier months restated ({new_month / everything:.2f} of everything)"
    )


def _seconds(held: Holdings, work: Callable[[Holdings], object]) -> float:
    """With nothing kept from an earlier run."""
    taken = []
    for _ in range(RUNS):
        fresh = Holdings(held.rows, held.files, held.reporting)
        began = time.perf_counter()
        work(fresh)
        taken.append(time.perf_counter() - began)
    return min(taken)
