"""The made-up council, for every test of a page."""

import importlib.util
import sys
from pathlib import Path

import pytest


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
