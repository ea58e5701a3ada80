"""The errors a user may meet, each with what to do next; imports nothing of ours.

ScorecardError
├── NotFound          a name (indicator, list, authority, period) that does not exist; suggests near ones
├── BadInput          something the user gave that cannot be used
└── StoreError        the store cannot be read or written as it stands
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches


class ScorecardError(Exception):
    """Base of every error that is the user's to see; its text is a sentence."""


class BadInput(ScorecardError):
    """Something the user gave cannot be used; the text says what, where and what to do."""


class StoreError(ScorecardError):
    """The store cannot be read or written as it stands."""


class NotFound(ScorecardError):
    """A name that does not exist, with the nearest names that do; where none is near, `others` says where they all
    are."""

    def __init__(self, kind: str, name: str, known: Iterable[str], others: str = ""):
        self.kind, self.name = kind, name
        known = list(known)
        said = did_you_mean(name, known) or (f" {others}" if others else _few(known))
        super().__init__(f"No {kind} is called '{name}'.{said}")


NEAR, MOST, FEW, SHORT = 0.65, 3, 5, 3  # how alike; names that are said; names that are all said; letters that tell


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence with up to three near names, or an empty text: those that hold the name as a part, then those that are
    spelt alike, else those that share a word with it."""
    folded = {k.casefold(): k for k in reversed(list(known))}
    said = name.casefold().strip()
    holding = sorted((f for f in folded if len(said) >= SHORT and said in f), key=lambda f: (f.index(said), len(f), f))
    alike = get_close_matches(said, folded, n=MOST, cutoff=NEAR)
    near = list(dict.fromkeys([*holding, *alike])) or _sharing_words(said, folded)
    return f" Did you mean {' or '.join(repr(folded[f]) for f in near[:MOST])}?" if near else ""


def _sharing_words(said: str, folded: Iterable[str]) -> list[str]:
    words = _words(said)
    shared = {f: len(words & _words(f)) for f in folded}
    return sorted((f for f, n in shared.items() if n), key=lambda f: (-shared[f], len(f), f))


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"[\W_]+", text) if len(word) > SHORT}


def _few(known: list[str]) -> str:
    return f" There is {', '.join(map(repr, known))}." if 0 < len(known) <= FEW else ""
