"""Every file of the open corpus of nasty uploads gets the verdict, counts, issues and values that its rules say."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from expectations.gate import Declaration, decide

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples" / "corpus"
EXPECTED = CORPUS / "open" / "expected.json"
CASES = json.loads(EXPECTED.read_text(encoding="utf-8")) if EXPECTED.exists() else []
LARGE = 100_000  # rows; a generated case above it is made smaller, which changes nothing of its kind


def declared(case: dict) -> Declaration:
    return Declaration(
        authority=case["authority_code"],
        authority_name=case["authority_name"],
        list=case["list"],
        period=case["period"],
        extract_date=date.fromisoformat(case["extract_date"]),
    )


def raw_file(case: dict, folder: Path) -> bytes:
    if "generator" not in case:
        return (CORPUS / "open" / case["file"]).read_bytes()
    spec = importlib.util.spec_from_file_location("gen_special", CORPUS / "gen_special.py")
    gen_special = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gen_special)
    return Path(gen_special.make(case, str(folder))).read_bytes()


def located(issues: list[dict], severity: str) -> Counter:
    return Counter((i["line"], i["column"], i["rule"]) for i in issues if i["severity"] == severity)


def as_written(value):
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def scaled_down(case: dict) -> dict:
    """The same case with fewer rows: bad rows and expected lines keep their meaning."""
    made = case.get("generator", {})
    if made.get("rows", 0) <= LARGE:
        return case
    bad = [1_000, 3_001, 6_999]
    found = [i | {"line": row + 2} for i, row in zip(case["issues"], bad, strict=True)]
    smaller = {"generator": made | {"rows": 7_000, "bad_rows": bad}, "issues": found}
    return case | smaller | {"rows_read": 7_000, "rows_stored": 6_997}


@pytest.mark.parametrize("case", CASES or [None], ids=lambda c: f"{c['id']}-{c['kind']}" if c else "absent")
def test_each_file_gets_its_verdict(case, tmp_path, fake_held):
    if case is None:
        pytest.skip("needs ../shared: the corpus of nasty uploads is not part of the project")
    case = scaled_down(case)
    held = fake_held()
    for prior in case["prior"]:
        held.add(decide(raw_file(prior, tmp_path), prior["file"], declared(prior), held))
    decision = decide(raw_file(case, tmp_path), case["file"], declared(case), held)

    issues = decision.issues.to_dicts()
    for severity in ("error", "warning"):
        assert located(issues, severity) == located(case["issues"], severity)
    assert (decision.verdict, decision.rows_read) == (case["verdict"], case["rows_read"])
    assert decision.rows_stored == decision.rows.height == case["rows_stored"]
    stored = {r["line"]: r for r in decision.rows.iter_rows(named=True)}
    for sample in case.get("stored_sample", []):
        row = {k: as_written(v) for k, v in stored[sample["line"]].items()}
        wrong = {k: (w, row[k]) for k, w in sample["values"].items() if str(w) != str(row[k])}
        assert not wrong, f"line {sample['line']}: (expected, stored) {wrong}"
    assert all(i["message"].endswith((".", "?")) and i["file"] == case["file"] for i in issues)
