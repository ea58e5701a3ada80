"""`scorecard load` killed by the system at random moments: what it leaves is whole, and what comes after is the same.

`python -m tests.benchmarks.killing 200` kills two hundred loads; a test kills a few. Great Expectations takes seconds
to import, so one process imports it once and forks a fresh loader for every load, before Polars has threads.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
AUTHORITY, LISTS = "999", ("care_leavers", "contacts", "pep", "referrals")
MONTHS, ROWS = 2, 60  # of each list
ROWS_AT_ONCE = 100  # rows a commit, so that a load commits several times
FORKING = """
import json, os, signal, sys, time
import data.batch, expectations.engine, expectations.loading, expectations.suites
from dashboard import cli
data.batch.ROWS_PER_COMMIT = int(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    wanted = json.loads(line)
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        os._exit(cli.main(wanted["arguments"]))
    ended = 0
    while not ended:
        ended, status = os.waitpid(child, os.WNOHANG)
        if not ended and wanted["seconds"] is not None and time.perf_counter() - began > wanted["seconds"]:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.001)
    print(json.dumps({"status": status, "seconds": time.perf_counter() - began}), flush=True)
"""


@dataclass
class Loader:
    """Runs commands of the program, each in a fresh process, and may kill it after so many seconds."""

    process: subprocess.Popen

    def run(self, *arguments: object, seconds: float | None = None) -> tuple[bool, float]:
        """Whether the command was killed, and how long it took. Raises RuntimeError where it failed by itself."""
        self.process.stdin.write(json.dumps({"arguments": list(map(str, arguments)), "seconds": seconds}) + "\n")
        self.process.stdin.flush()
        done = json.loads(self.process.stdout.readline())
        killed = os.WIFSIGNALED(done["status"]) and os.WTERMSIG(done["status"]) == signal.SIGKILL
        if not killed and done["status"] != 0:
            raise RuntimeError(f"{arguments[0]} ended with {done}")
        return killed, done["seconds"]


@contextmanager
def loader() -> Iterator[Loader]:
    process = subprocess.Popen(
        [sys.executable, "-c", FORKING, str(ROWS_AT_ONCE)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        process.stdout.readline()
        yield Loader(process)
    finally:
        process.stdin.close()
        process.wait()


@dataclass
class Tally:
    """What was done: commands killed, stores filled to the end, and how many files a kill left held."""

    loads: int = 0
    rebuilds: int = 0
    stores: int = 0
    held_after: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Expected:
    """What a load that nobody kills makes of the files, in the order in which they are offered."""

    files: list[str]  # SHA-256
    tables: dict[str, pl.DataFrame]


def tables(folder: Path) -> dict[str, pl.DataFrame]:
    """Every table of the store as a reader sees it, without the marks of this one load."""
    from data.store import Store

    store, marks = Store(folder), ("upload_id", "offered_at", "supersedes", "computed_at")
    found = {"ledger": store.ledger(), "issues": store.issues(), "quality": store.quality(AUTHORITY)}
    found |= {name: store.rows(name) for name in LISTS} | {"measures": store.measures()}
    return {name: t.drop(marks, strict=False).select(sorted(set(t.columns) - {*marks})) for name, t in found.items()}


def check_whole(folder: Path, expected: Expected) -> int:
    """All of a file is held, or nothing of it, and every file that was offered is archived; how many are held."""
    from data.store import Store

    now = tables(folder)
    held = now["ledger"].select("list", "period")
    assert held.is_unique().all(), "a file is held twice"
    for name, table in now.items():
        if name == "measures":
            continue
        if name in LISTS:
            table, whole = table.with_columns(list=pl.lit(name)), expected.tables[name].with_columns(list=pl.lit(name))
        else:
            whole = expected.tables[name]
        mine = whole.join(held, on=["list", "period"], how="semi")
        assert table.sort(pl.all()).equals(mine.sort(pl.all())), f"{name} is not that of whole files"
    archive = Store(folder).archive
    kept = [sha256 for sha256 in expected.files if archive.path(sha256).exists()]
    assert kept == expected.files[: len(kept)], "a file was looked at before it was archived"
    assert set(now["ledger"]["sha256"]) <= set(kept), "a held file is not in the archive"
    for sha256 in kept:
        archive.read(sha256)  # raises where its bytes are not what its name says
    return held.height


def check_equal(folder: Path, expected: Expected) -> None:
    """Every table is that of a load that nobody killed."""
    now = tables(folder)
    for name, table in expected.tables.items():
        assert table.height, name
        assert now[name].sort(pl.all()).equals(table.sort(pl.all())), f"{name} differs"
    check_whole(folder, expected)


def write_returns(folder: Path) -> list[str]:
    """A few rows of a few lists of the made-up council; the SHA-256 of the files, in the order of loading."""
    from data import synthetic
    from data.archive import digest
    from data.incoming import gather

    for path in synthetic.write(folder, months=MONTHS):
        if path.stem in LISTS:
            header, *rows = path.read_text("utf-8-sig").splitlines(keepends=True)
            rows = rows[1 - ROWS :]  # the newest; and one twice, so that every file has something to say about it
            path.write_text("".join([header, *rows, rows[-1]]), "utf-8-sig")
        else:
            path.unlink()
    return [digest(file.read()) for file in gather([folder])]


def run(folder: Path, kills: int, seed: int = 7) -> Tally:
    """Kill so many loads; after each, and after every store that was filled, check what is there."""
    chance, tally, returns = random.Random(seed), Tally(), folder / "returns"
    files = write_returns(returns)
    with loader() as program:
        load = ("load", returns, "--authority", AUTHORITY, "--store")
        _, seconds = program.run(*load, folder / "whole")
        expected = Expected(files, tables(folder / "whole"))
        while tally.loads < kills:
            store = folder / f"store-{tally.stores}"
            while tally.loads < kills:
                killed, _ = program.run(*load, store, seconds=chance.uniform(0, seconds))
                tally.loads += killed
                tally.held_after.append(check_whole(store, expected))
                if not killed:
                    break
            program.run(*load, store)
            check_equal(store, expected)
            killed, _ = program.run("rebuild", "--store", store, seconds=chance.uniform(0, seconds))
            tally.rebuilds += killed
            check_equal(store, expected)
            program.run("rebuild", "--store", store)
            check_equal(store, expected)
            tally.stores += 1
    return tally


def main(kills: int = 200) -> None:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        tally = run(Path(name), kills, seed=random.randrange(1_000_000))
    some = sum(0 < n < len(LISTS) * MONTHS for n in tally.held_after)
    print(
        f"{tally.loads} loads and {tally.rebuilds} rebuilds killed in {time.perf_counter() - began:,.0f} s: each store "
        f"opened and held whole files only ({some} times some of them), every offered file was archived, and "
        f"{tally.stores} stores loaded again and rebuilt were equal to one that nobody killed"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
