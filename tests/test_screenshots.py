"""The pictures of the pages: no page is forgotten, what README shows is there, and all of it is small."""

import importlib.util
import io
import re
import sys
from pathlib import Path

import pytest

from dashboard.app import PAGES

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"


@pytest.fixture(scope="module")
def screenshots():
    spec = importlib.util.spec_from_file_location("scorecard_screenshots", ROOT / "tests" / "screenshots.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_page_has_a_picture_of_its_own_name(screenshots):
    names = [name for page in PAGES for name, _ in screenshots.of_page(page.PATH)]
    assert len(names) == len(set(names)) >= len(PAGES) and all(re.fullmatch("[a-z-]+", n) for n in names)
    assert screenshots.of_page("/new/page") == (("new-page", "/new/page"),)
    with pytest.raises(KeyError):
        screenshots.of_page("/new/<id>")


def test_a_page_that_is_told_another_address_is_still_a_page(screenshots):
    assert set(screenshots.EXAMPLES) <= {page.PATH for page in PAGES}


def test_the_pictures_kept_are_those_of_the_pages_and_small(screenshots):
    wanted = {f"{name}-{look.name}.png" for name, _ in screenshots.pictures() for look in screenshots.LOOKS}
    kept = {p.name: p.stat().st_size for p in FOLDER.iterdir()}
    assert set(kept) == wanted, "run `make screenshots`"
    assert max(kept.values()) < 250_000 and sum(kept.values()) < 5_000_000


def test_a_picture_is_made_smaller_and_stays_as_wide(screenshots):
    image = pytest.importorskip("PIL.Image")

    before = io.BytesIO()
    image.effect_noise((300, 200), 60).convert("RGB").save(before, "PNG")
    after = screenshots.small(before.getvalue())
    assert len(after) < len(before.getvalue()) and image.open(io.BytesIO(after)).size == (300, 200)
