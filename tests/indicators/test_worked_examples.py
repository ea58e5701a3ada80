"""Every declared indicator has one example worked out by hand, in examples/."""

import importlib.util
from collections import Counter
from pathlib import Path

from indicators import catalogue

FILES = sorted((Path(__file__).parent / "examples").glob("test_*.py"))


def examples(file: Path) -> dict[str, tuple]:
    spec = importlib.util.spec_from_file_location(f"examples_{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.EXAMPLES


def test_every_indicator_has_one_worked_example():
    written = Counter(name for file in FILES for name in examples(file))
    assert written == Counter(indicator.id for indicator in catalogue.ALL)


def test_an_example_has_rows_that_count_and_rows_that_do_not():
    """An example whose rows all count would not notice a rule that lets everything in."""
    for file in FILES:
        for name, (returns, (numerator, denominator, _), *_) in examples(file).items():
            rows = sum(len(listed) for months in returns.values() for listed in months.values())
            assert numerator > 0, name
            assert rows >= 4, name
            assert denominator is None or denominator > 0, name
            assert numerator != denominator, name
