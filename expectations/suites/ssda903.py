"""SSDA903 tables at the door: birth and episode. The statutory rules are in `expectations.rules903`."""

from __future__ import annotations

from data.returns.schema import Return
from expectations.suites.common import BIRTH, birth
from expectations.vocabulary import Expectation

START = "episode_start_date"


def rules(schema: Return) -> list[Expectation]:
    """What the table expects beyond its layout."""
    if BIRTH not in schema.schema:
        return []
    return birth(start=START if START in schema.schema else None, severity="error")
