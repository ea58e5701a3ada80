"""All neighbour means and medians, ranks and quarters, for every authority, series and year; ours, and plain Python."""

from __future__ import annotations

import statistics
import time

import polars as pl

from data import areas, published
from indicators.neighbours import _of_neighbours, compare_all

ROUNDS = 5


def main() -> None:
    rows, links = published.bundled(), areas.neighbour_table()
    for what, frame in (("what comes with the program", rows), ("as many as all of LAIT", _many(rows))):
        seconds = _median(lambda frame=frame: compare_all(frame, links))
        found = compare_all(frame, links)
        print(
            f"comparing: {what}: {frame['series'].n_unique()} series, {found.height:,} rows: {seconds:.2f} s, "
            f"{_median(lambda frame=frame: means(frame, links)):.2f} s for means and medians alone (wanted: 1 s)"
        )
    found, answers = compare_all(rows, links), []
    ours = _median(lambda: means(rows, links))
    plain = _median(lambda: answers.append(in_plain_python(rows, links)), 1)
    print(f"  means and medians in plain Python: {plain:.2f} s, {plain / ours:.1f} times as long")
    pairs = {
        (r["series"], r["year"], r["area_code"]): (r["neighbour_mean"], r["neighbour_median"])
        for r in found.filter(found["neighbours_with_data"] > 0).to_dicts()
    }
    print(f"  the same figures: {all(_same(answers[0][key], pair) for key, pair in pairs.items())}")


def means(rows, links):
    """What the neighbours say together, without ranks."""
    keys = rows.select("series", "year").unique().sort("series", "year").with_row_index("at")
    held = rows.join(keys, on=["series", "year"]).filter(pl.col("level") == "authority")
    return _of_neighbours(held, links)


def _many(rows):
    again = [rows.with_columns(series=rows["series"] + f" {i}") for i in range(5)]
    return pl.concat(again)


def in_plain_python(rows, links) -> dict[tuple, tuple[float, float]]:
    """(series, year, area_code) -> mean and median of its neighbours."""
    values: dict[tuple, dict[str, float]] = {}
    for series, year, area, value in rows.select("series", "year", "area_code", "value").iter_rows():
        if value is not None:
            values.setdefault((series, year), {})[area] = value
    near: dict[str, list[str]] = {}
    for authority, neighbour in links.select("authority", "neighbour_code").iter_rows():
        near.setdefault(authority, []).append(neighbour)
    found = {}
    for (series, year), of in values.items():
        for authority, codes in near.items():
            known = [of[c] for c in codes if c in of]
            if known:
                found[series, year, authority] = (statistics.fmean(known), statistics.median(known))
    return found


def _same(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return all(abs(x - y) < 1e-5 for x, y in zip(a, b, strict=True))


def _median(work, rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main()
