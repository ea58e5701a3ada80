"""Whole returns of made-up children from other tools: no rule stumbles, and every rule is judged or says why not."""

from pathlib import Path

import polars as pl
import pytest

from expectations import rules903

TABLES = {
    "header": "Header",
    "episodes": "Episodes",
    "missing": "Missing",
    "oc2": "OC2",
    "oc3": "OC3",
    "previous_permanence": "PrevPerm",
    "reviews": "Reviews",
    "uasc": "UASC",
    "ad1": "AD1",
    "placed_for_adoption": "PlacedAdoption",
}


def read(folder: Path, prefix: str = "", suffix: str = "") -> dict[str, pl.DataFrame]:
    files = folder.glob(f"{prefix}*.csv")
    return {TABLES[f.stem.removeprefix(prefix)] + suffix: pl.read_csv(f, infer_schema=False) for f in files}


def check(tables: dict[str, pl.DataFrame], metadata: dict) -> dict[str, dict[str, list[int]]]:
    answer, reasons = rules903.run(tables, metadata=metadata), rules903.not_judged(tables, metadata=metadata)
    assert set(answer) | set(reasons) == {rule.number for rule in rules903.RULES}
    for faults in answer.values():
        assert all(rows[0] >= 0 and rows[-1] < tables[name].height for name, rows in faults.items())
    return answer


@pytest.mark.parametrize("year", [2018, 2021])
def test_a_return_and_the_one_before_it(shared, year):
    folder = shared / "samples" / "demand_model_903"
    tables = read(folder, f"{year}-") | read(folder, f"{year - 1}-", "_last")
    year_of = {"collection_start": f"01/04/{year}", "collection_end": f"31/03/{year + 1}", "file_format": "csv"}
    answer = check(tables, year_of)
    assert answer["141"] == answer["147"] == answer["INT06"] == {}  # all dates readable, all children in the header


def test_a_return_with_ends_of_two_figure_years(shared):
    tables = read(shared / "samples" / "synth903")
    answer = check(tables, {"collection_start": "01/04/2024", "collection_end": "31/03/2025", "file_format": "csv"})
    given = tables["Episodes"]["DEC"].is_not_null()
    assert answer["147"] == {"Episodes": given.arg_true().to_list()}  # 695 of 695, as counted by other means
    assert given.sum() == 695
