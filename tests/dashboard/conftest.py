"""The made-up council, for every test of a page."""

import importlib.util
import sys
from pathlib import Path

import pytest

from data.store import Store


def load_made_up():
    """The module beside this file; test folders are no packages."""
    name = "scorecard_tests_made_up"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / "made_up.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def made_up():
    return load_made_up()


@pytest.fixture()
def source(made_up):
    return made_up.MadeUpSource()


@pytest.fixture()
def store(tmp_path, load_leavers) -> Store:
    """A store with one month of twenty care leavers, seven of them not in education, employment or training; tests that
    need another say so with a fixture of this name."""
    made = Store(tmp_path / "store")
    load_leavers(made, "2025-09", *["F1"] * 13, *["G5"] * 7)
    return made
