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
from indicators.measures import holdings


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store")
        files = gather([_returns(Path(name))])
        load(files, Sender(authority=synthetic.AUTHORITY), store)
        began = time.perf_counter()
        held = holdings(store, synthetic.AUTHORITY)
        read = time.perf_counter() - began
        began = time.perf_counter()
        compute_both(held, catalogue.ALL, lambda year: areas.population(synthetic.AUTHORITY, year))
        seconds = time.perf_counter() - began
        rows = sum(f.height for f in held.rows.values())
        print(
            f"compute: {len(catalogue.ALL)} indicators, {len(held.reporting)} months, {rows:,} rows, both bases: "
            f"{read:.2f} s to read, {seconds:.2f} s to compute"
        )


def _returns(folder: Path) -> Path:
    synthetic.write(folder / "returns")
    return folder / "returns"
