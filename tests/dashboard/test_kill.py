"""A few loads killed at random moments; `python -m tests.benchmarks.killing 200` kills as many as one likes."""

import importlib.util
import sys
from pathlib import Path

KILLS = 3


def test_killed_loads_leave_whole_files_and_an_equal_store(tmp_path):
    path = Path(__file__).resolve().parents[1] / "benchmarks" / "killing.py"
    spec = importlib.util.spec_from_file_location("scorecard_tests_killing", path)
    killing = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = killing
    spec.loader.exec_module(killing)
    tally = killing.run(tmp_path, KILLS)
    assert tally.loads == KILLS
    assert tally.stores >= 1
