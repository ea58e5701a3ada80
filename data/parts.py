"""Which figures are parts of others, so that one can be worked out from the rest: `reference/parts.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

SPLIT, WITHIN = "split", "within"


@dataclass(frozen=True)
class Part:
    """That `part` is a part of `whole`, each an (indicator, which of its counts). `split`: all the parts of a whole
    that are named so make it up together; `within`: others may be missing."""

    whole: tuple[str, str]
    part: tuple[str, str]
    kind: str


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    """The declared parts."""
    with files("data.reference").joinpath("parts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(Part(_count(r["whole"]), _count(r["part"]), r["kind"]) for r in rows)


def _count(text: str) -> tuple[str, str]:
    indicator, _, which = text.partition(":")
    return indicator, which
