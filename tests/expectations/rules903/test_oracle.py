"""Every rule against cases whose expected answers come from a program that shares no code with this one."""

import json
import random
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from expectations import rules903

CASES = Path(__file__).resolve().parents[3] / ".." / "shared" / "oracle" / "rule_cases_903.json"
DEVIATIONS = {"558": {"Episodes": [4, 5, 6, 7]}}  # docs/deviations.md says why


@cache
def cases() -> list[dict]:
    return json.loads(CASES.read_text(encoding="utf-8")) if CASES.is_file() else []


def text(value) -> str | None:
    if isinstance(value, dict):
        value = value["$date"]
    return None if value is None else str(value)


def frame(table: dict) -> pl.DataFrame:
    columns = zip(table["columns"], zip(*table["rows"], strict=True), strict=True)
    return pl.DataFrame({name: pl.Series([text(v) for v in values], dtype=pl.String) for name, values in columns})


def given(case: dict) -> tuple[dict[str, pl.DataFrame], dict]:
    tables = dict(case["tables"])
    metadata = tables.pop("metadata", {})
    listed = {k: frame(v) if isinstance(v, dict) and "columns" in v else v for k, v in metadata.items()}
    return {name: frame(table) for name, table in tables.items()}, listed


def expected(case: dict) -> dict[str, list[int]]:
    if case["rule"] in DEVIATIONS:
        return DEVIATIONS[case["rule"]]
    position = {
        name: {label: i for i, label in enumerate(t["index"])} for name, t in case["tables"].items() if "index" in t
    }
    return {name: sorted(position[name][i] for i in rows) for name, rows in case["expected"].items() if rows}


@pytest.fixture
def oracle() -> list[dict]:
    if not cases():
        pytest.skip("needs ../shared: the rule cases are not part of the project")
    return cases()


def test_every_rule_of_the_cases_is_built_and_answers_as_expected(oracle):
    wrong = {}
    for number, case in enumerate(oracle):
        tables, metadata = given(case)
        answer = rules903.run(tables, metadata=metadata).get(case["rule"], "not judged")
        if answer != expected(case):
            wrong[case["rule"], number] = (answer, expected(case))
    assert not wrong
    assert len({case["rule"] for case in oracle}) >= 161


def test_the_answer_does_not_depend_on_the_order_of_rows(oracle):
    """All tables shuffled; the positions, taken back to where the rows were, are the same."""
    shuffle = random.Random(903)
    moved = {}
    for case in oracle:
        tables, metadata = given(case)
        order = {name: shuffle.sample(range(t.height), t.height) for name, t in tables.items()}
        mixed = {name: t[order[name]] for name, t in tables.items()}
        answer = rules903.run(mixed, metadata=metadata)[case["rule"]]
        back = {name: sorted(order[name][i] for i in rows) for name, rows in answer.items()}
        if back != expected(case):
            moved[case["rule"]] = (back, expected(case))
    assert not moved
