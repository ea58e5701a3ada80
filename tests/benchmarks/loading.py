"""A month of some 200,000 rows, all lists: read, checked, stored; and the same checks by Great Expectations alone."""

from __future__ import annotations

import csv
import resource
import tempfile
import time
from pathlib import Path

from data import periods, synthetic
from data.incoming import gather
from data.read import read
from data.returns import find
from data.store import Store
from expectations.loading import Sender, load

MONTH, COPIES = "2026-10", 12
NATIVE_LISTS = ("children_looked_after", "children_in_need")


def larger_month(folder: Path) -> Path:
    """The made-up council's month, many times over: each copy has children and workers of its own."""
    synthetic.write(folder / "council", months=1, last=MONTH)
    out = folder / MONTH
    out.mkdir()
    for file in sorted((folder / "council" / MONTH).glob("*.csv")):
        schema = find(file.stem)
        with file.open(encoding="utf-8-sig", newline="") as source:
            header, *rows = csv.reader(source)
        own = {"child_id", "worker_id", "case_id", "episode_id", "contact_id", "audit_id", "adopter_id", "team"}
        keys = [i for i, column in enumerate(schema.columns) if column.name in own]
        with (out / file.name).open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target)
            writer.writerow(header)
            for copy in range(COPIES):
                for row in rows:
                    writer.writerow([f"{v}{copy:02d}" if i in keys and v else v for i, v in enumerate(row)])
    return out


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        month = larger_month(folder)
        import expectations.suites  # noqa: F401 - Great Expectations takes seconds to import; that is not the load

        began = time.perf_counter()
        decisions = load(gather([month]), Sender(authority=synthetic.AUTHORITY), Store(folder / "store"))
        seconds = time.perf_counter() - began
        rows = sum(d.rows_read for d in decisions)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"load: {rows:,} rows in {seconds:.2f} s, {rows / seconds:,.0f} rows a second, {memory:,} MB at most")
        _against_native(month)


def _against_native(month: Path) -> None:
    from expectations.engine import faults, native
    from expectations.suites import suite

    parameters = {"extract_date": periods.month_end(MONTH)}
    for name in NATIVE_LISTS:
        raw = (month / f"{name}.csv").read_bytes()
        frame = read(raw, filename=name, schema=find(name), extract_date=parameters["extract_date"]).frame
        began = time.perf_counter()
        faults(suite(name), frame, parameters)
        ours = time.perf_counter() - began
        began = time.perf_counter()
        native(suite(name), frame, parameters)
        theirs = time.perf_counter() - began
        print(
            f"checks of {name}, {frame.height:,} rows: {ours:.3f} s as masks, {theirs:.2f} s natively, "
            f"{theirs / ours:,.0f} times"
        )
