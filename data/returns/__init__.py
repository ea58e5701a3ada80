"""Every return we know: Annex A lists 1-11, extra returns X1-X15, SSDA903 tables, the summary."""

from __future__ import annotations

import re
from functools import lru_cache

from data.errors import NotFound
from data.returns import annex_a, extra, ssda903, summary
from data.returns.schema import Column, Kind, Return

ALL: tuple[Return, ...] = (*annex_a.LISTS, *extra.RETURNS, *ssda903.TABLES, summary.SUMMARY)

# Other names in use for a table of the SSDA903.
_OTHER_NAMES = {
    "ssda903_placed_adoption": "ssda903_placed_for_adoption",
    "ssda903_sbpfa": "ssda903_placed_for_adoption",
    "ssda903_prev_perm": "ssda903_previous_permanence",
    "ssda903_social_worker": "ssda903_sw_episodes",
}

__all__ = ["ALL", "Column", "Kind", "Return", "find", "names"]


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Return]:
    known: dict[str, Return] = {}
    for one in ALL:
        known |= {one.name: one, one.alias: one}
        if one.family == "annex_a":
            known[one.alias.removeprefix("annex_a_")] = one
        if one.family == "extra":
            known[f"{one.alias.split('_')[0]}_{one.name}"] = one
    return known | {other: known[name] for other, name in _OTHER_NAMES.items()}


@lru_cache(maxsize=1)
def _by_squeezed_name() -> dict[str, Return]:
    return {_squeezed(name): one for name, one in _by_name().items()}


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def names() -> tuple[str, ...]:
    """Every name by which a return is known."""
    return tuple(_by_name())


def find(name: str) -> Return:
    """The return of this name: `care_leavers`, `annex_a_list_9`, `pep`, `x4`, `x4_pep`, `ssda903_episodes`.

    Case, spaces, hyphens and underscores do not matter. Raises NotFound with the nearest names.
    """
    found = _by_squeezed_name().get(_squeezed(name))
    if found is None:
        raise NotFound("return", name, _by_name())
    return found
