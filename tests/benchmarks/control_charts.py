"""Control charts of 90 indicators by 20 teams, 60 months each: ours, and one series at a time in the same run."""

from __future__ import annotations

import importlib.util
import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import polars as pl

from indicators.spc import xmr

SERIES, MONTHS, TARGET = 1_800, 60, 55.0
ROUNDS = 7


def main() -> None:
    frame = made_up()
    found = xmr(frame)
    ours = _median(lambda: xmr(frame))
    print(f"control charts: {SERIES:,} series of {MONTHS} months: {ours:.3f} s")
    answers: list[list] = []
    seconds = _median(lambda: answers.append(in_plain_python(frame)), 1)
    flagged = found["special_cause_type"].to_list()
    print(f"  in plain Python, series by series: {seconds:.2f} s, {seconds / ours:.0f} times as long")
    print(f"  the same labels: {flagged == [label for line in answers[0] for label in line]}")
    if importlib.util.find_spec("abspc"):
        seconds = _median(lambda: by_abspc(frame), 1)
        print(f"  abspc (pandas), series by series: {seconds:.2f} s, {seconds / ours:.0f} times as long")


def made_up() -> pl.DataFrame:
    """Figures that only chance moves; the same in every run."""
    chance = random.Random(7)
    months = pl.date_range(date(2020, 1, 1), date(2024, 12, 1), "1mo", eager=True)
    names = [f"{i // 20:02d}/{i % 20:02d}" for i in range(SERIES)]
    return pl.DataFrame(
        {
            "series_id": [name for name in names for _ in months],
            "date": pl.concat([months] * SERIES),
            "value": [round(chance.gauss(50, 5), 2) for _ in range(SERIES * MONTHS)],
        }
    ).with_columns(target=pl.lit(TARGET), improvement_direction=pl.lit("increase"))


def in_plain_python(frame: pl.DataFrame) -> list[list[str]]:
    """The labels of each series."""
    return [_labels(part["value"].to_list()) for part in frame.partition_by("series_id", maintain_order=True)]


def by_abspc(frame: pl.DataFrame) -> None:
    """A public package on pandas, where it is installed: limits, signals and both icons. Its runs are 8 and 6 long."""
    import abspc

    for part in frame.partition_by("series_id", maintain_order=True):
        table = abspc.calculate_control_limits(part.select("date", "value").to_pandas(), "XmR")
        table = abspc.detect_special_causes(table)
        abspc.determine_variation_type(table, improvement_direction="high")
        abspc.determine_assurance_type(table, TARGET, improvement_direction="high")


def _labels(values: list[float]) -> list[str]:
    mean = statistics.fmean(values)
    ranges = [abs(b - a) for a, b in pairwise(values)]
    outlying = 3.267 * statistics.fmean(ranges)
    usual = statistics.fmean(r for r in ranges if r < outlying)
    off = [v - mean for v in values]
    side = [(o > 0) - (o < 0) for o in off]
    outside = [abs(o) > 2.66 * usual for o in off]
    near = [abs(o) > 2.66 * usual * 2 / 3 and not out for o, out in zip(off, outside, strict=True)]
    step = [0] + [(b > a) - (b < a) for a, b in pairwise(values)]
    found = ["Common Cause"] * len(values)
    for end in range(7, len(values) + 1):
        if abs(sum(side[end - 7 : end])) == 7:
            found[end - 7 : end] = [f"7 Points {'Above' if side[end - 1] > 0 else 'Below'} CL"] * 7
    for end in range(3, len(values) + 1):
        three = range(end - 3, end)
        if abs(sum(side[i] for i in three)) == 3 and sum(near[i] for i in three) >= 2:
            for i in three:
                if near[i]:
                    found[i] = f"2 in 3 {'Above' if side[i] > 0 else 'Below'} CL"
    for end in range(7, len(values) + 1):
        if abs(sum(step[end - 6 : end])) == 6:
            found[end - 7 : end] = [f"7 Point Trend ({'Increasing' if step[end - 1] > 0 else 'Decreasing'})"] * 7
    for i, is_outside in enumerate(outside):
        if is_outside:
            found[i] = "Above UCL" if side[i] > 0 else "Below LCL"
    return found


def _median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main()
