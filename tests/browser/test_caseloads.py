"""The caseloads page in a browser: nothing for axe to find, wide or narrow, light or dark."""

import importlib.util
from pathlib import Path

import pytest

from indicators.caseloads import caseloads

HERE = Path(__file__).resolve().parents[1] / "dashboard" / "pages" / "test_caseloads.py"


@pytest.fixture(scope="module")
def place(serve, made_up) -> str:
    spec = importlib.util.spec_from_file_location("scorecard_tests_caseloads", HERE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    source = made_up.MadeUpSource()
    source.readings[caseloads] = module.loads
    return serve(source) + "/caseloads"


@pytest.mark.parametrize(("width", "look"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing(place, visit, width, look):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = visit(width, color_scheme=look)
    tab.go(place)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    assert axe.Axe().run(tab.page, options=rules).response["violations"] == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.complaints == []
