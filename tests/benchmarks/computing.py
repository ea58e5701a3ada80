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
from indicators.measures import bring_up_to_date, holdings, population

RUNS = 15  # the quickest is printed: the others say what else the machine had to do


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
    store, (*earlier, last) = Store(folder), sorted(month for month in returns.iterdir() if month.is_dir())
    load(gather(earlier), Sender(authority=authority), store)
    bring_up_to_date(store)
    load(gather([last]), Sender(authority=authority), store)
    read = _quickest(lambda: holdings(store, authority))
    held = holdings(store, authority)
    rows = sum(f.height for f in held.rows.values())
    newest, children = held.reporting[-1], population(store, authority)
    everything = _seconds(held, lambda fresh: compute_both(fresh, catalogue.ALL, children))
    restated = _seconds(held, lambda fresh: compute_both(fresh, catalogue.ALL, children, newest))
    # Of the newest month all that is known now was known then, so its figures are the same on both bases.
    new_month = _seconds(held, lambda fresh: compute(fresh.since(newest), catalogue.ALL, children))
    began = time.perf_counter()
    bring_up_to_date(store)
    kept = time.perf_counter() - began
    print(
        f"compute: {what}, {len(catalogue.ALL)} indicators, {len(held.reporting)} months, {rows:,} rows, both bases: "
        f"{everything:.2f} s for everything; {new_month:.2f} s for a new month with every list "
        f"({new_month / everything:.2f} of everything), {restated:.2f} s with all earlier months restated "
        f"({restated / everything:.2f}); {read:.2f} s to read; the new month read, worked out and kept: {kept:.2f} s"
    )


def _seconds(held: Holdings, work: Callable[[Holdings], object]) -> float:
    """With nothing kept from an earlier run."""
    return _quickest(lambda: work(Holdings(held.rows, held.files, held.reporting)))


def _quickest(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)
