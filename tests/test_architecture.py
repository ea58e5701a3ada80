"""The house stands as DESIGN says: floors, who opens files, how large a room may be."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("data", "expectations", "indicators", "dashboard")
MODULES = sorted(p for floor in FLOORS for p in (ROOT / floor).rglob("*.py"))
FILE_METHODS = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "write_csv",
    "write_parquet",
    "write_excel",
    "sink_csv",
    "sink_parquet",
    "read_csv",
    "read_parquet",
    "scan_csv",
    "scan_parquet",
    "scan_delta",
    "write_delta",
}
MAY_OPEN_FILES = ("data/", "dashboard/outputs/")


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_floors_import_downwards_only():
    """In a process of its own: the linter silences the loggers of whoever calls it."""
    linter = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    run = subprocess.run([sys.executable, "-c", linter], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_only_the_data_floor_and_the_outputs_open_files(path):
    if ids(path).startswith(MAY_OPEN_FILES):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in FILE_METHODS, f"{ids(path)}:{node.lineno} calls {called}"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_room_is_small_or_says_why(path):
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    assert lines <= 300 or "Longer than a room" in text, f"{ids(path)} has {lines} lines; split it by noun"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_every_module_says_what_it_is(path):
    if path.stat().st_size:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), ids(path)


@pytest.mark.parametrize("module", ["dashboard.app", "dashboard.server", "dashboard.source"])
def test_a_web_worker_never_loads_the_heavy_libraries(module):
    heavy = "{'pandas', 'great_expectations', 'scipy', 'altair', 'typst', 'xlsxwriter', 'pptx', 'lxml'}"
    code = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "[]"


def test_requirements_are_pinned_and_name_no_host():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    for line in filter(None, lines):
        assert "://" not in line and not line.startswith("-"), line
        assert "==" in line, line
