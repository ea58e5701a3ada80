"""The errors a user may meet, each with what to do next; imports nothing of ours.

ScorecardError
├── NotFound          a name (indicator, list, authority, period) that does not exist; suggests near ones
├── BadInput          something the user gave that cannot be used
└── StoreError        the store cannot be read or written as it stands
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ScorecardError(Exception):
    """Base of every error that is the user's to see; its text is a sentence."""


class BadInput(ScorecardError):
    """Something the user gave cannot be used; the text says what, where and what to do."""


class StoreError(ScorecardError):
    """The store cannot be read or written as it stands."""


class NotFound(ScorecardError):
    """A name that does not exist, with the nearest names that do."""

    def __init__(self, kind: str, name: str, known: Iterable[str]):
        self.kind, self.name = kind, name
        super().__init__(f"No {kind} is called '{name}'.{did_you_mean(name, known)}")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence with up to three near names, or an empty text."""
    near = get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
