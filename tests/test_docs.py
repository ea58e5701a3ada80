"""What the documents say is true: their code runs, their links lead somewhere, their commands exist."""

import re
from datetime import date
from pathlib import Path

import pytest

from dashboard.cli import main
from data.read import read
from expectations.suites.common import from_layout
from indicators.compute import compute

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(document: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", document.read_text("utf-8"), flags=re.S)


def test_the_example_of_adding_an_indicator_runs(holdings_of):
    names: dict = {}
    for code in blocks(ROOT / "docs" / "add-an-indicator.md", "python"):
        exec(code, names)
    indicator, (numerator, denominator, unknown) = names["MISSING_COUNTED"], names["ANSWER"]
    held = holdings_of({"children_looked_after": {"2025-09": names["ROWS"]}})
    [row] = compute(held, [indicator], lambda year: (40_000, year - 1)).to_dicts()
    assert (row["numerator"], row["denominator"], row["unknown"]) == (numerator, denominator, unknown)


def test_the_example_of_adding_a_return_is_read_as_it_says():
    document, names = ROOT / "docs" / "add-a-return.md", {}
    for code in blocks(document, "python"):
        exec(code, names)
    [example] = blocks(document, "csv")
    schema = names["SHORT_BREAKS"]
    reading = read(example.encode(), filename="short_breaks.csv", schema=schema, extract_date=date(2026, 9, 30))
    found = reading.issues.select("line", "column", "rule", "severity").rows()
    assert found == [(3, "start_date", "invalid_date", "error"), (4, "provision", "unknown_code", "warning")]
    assert reading.frame["provision"].to_list() == ["U1", "U1", None] and reading.absent == frozenset()
    rules = {e.meta["rule"] for e in from_layout(schema)}
    assert rules >= {"missing_id", "missing_key", "date_after_extract", "out_of_range"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_links_lead_to_files(document):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_every_command_of_the_readme_exists(capsys):
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in set(re.findall(r"^\.venv/bin/scorecard ([\w-]+)", readme, flags=re.M)):
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
        capsys.readouterr()


def test_every_make_target_of_the_documents_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.M))
    for document in DOCUMENTS:
        text = "\n".join(re.findall(r"```\n(.*?)```", document.read_text("utf-8"), flags=re.S))
        named = set(re.findall(r"^make (\w+)", text, flags=re.M))
        assert named <= targets, document.name
