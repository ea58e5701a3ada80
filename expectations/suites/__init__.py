"""One suite per list, declared in Great Expectations' own vocabulary."""

from __future__ import annotations

from functools import cache

from data.returns import find
from expectations.suites import annex_a, ssda903, summary
from expectations.suites.common import from_layout, key_is_unique
from expectations.vocabulary import Suite

BY_FAMILY = {"annex_a": annex_a.rules, "ssda903": ssda903.rules, "summary": summary.rules}


@cache
def suite(name: str) -> Suite:
    """What the rows of one file of this list must meet, each row by itself."""
    schema = find(name)
    more = BY_FAMILY.get(schema.family, lambda _: [])(schema)
    return Suite(name=schema.name, expectations=[*from_layout(schema), *more])


@cache
def between_rows(name: str) -> Suite:
    """What the sound rows of one file must meet together."""
    return Suite(name=f"{name}_rows_together", expectations=[key_is_unique(find(name))])
