"""What the reader may choose from, and where the pages take everything from."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from dashboard import words
from data.errors import NotFound
from indicators.model import Indicator
from indicators.scorecard import Scorecard

T = TypeVar("T")


class Source(Protocol):
    """Where the pages take everything from."""

    def scorecard(self, period: str | None = None) -> Scorecard | None:
        """The scorecard of a month, the latest if none is said; None where nothing is held for it."""

    def periods(self) -> list[str]:
        """The months that have figures, oldest first."""

    def version(self) -> str:
        """Changes whenever a page may have something new to show; cheap."""

    def indicator(self, indicator_id: str) -> Indicator:
        """The definition. Raises NotFound."""

    def read(self, reading: Callable[..., T], *arguments: Hashable) -> T:
        """`reading(store, authority, *arguments)`: what a page needs besides a scorecard, made once for every version
        of the store. Raises BadInput where nothing is held yet."""


@dataclass(frozen=True)
class Choice:
    """What the reader asked to see; all of it stands in the address of the page."""

    period: str = ""
    panel: str = ""  # only what is in its papers
    domain: str = ""
    rating: str = ""
    find: str = ""
    tag: str = ""  # compliance, quality, outcome, demand
    show: str = ""  # lasting, moved, uncertain: what needs attention whatever the panel
    sort: str = ""  # by domain unless said otherwise
    view: str = ""  # compact, or with everything
    team: str = ""  # of an indicator's page: the whole authority unless one is said
    months: str = ""  # of its chart: how many, 36 unless said otherwise
    hide: str = ""  # lines of its chart that are not drawn, such as `limits target`

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Choice:
        """From the query of the address; what it does not name stays open."""
        return cls(**{field.name: query.get(field.name, "").strip() for field in fields(cls)})

    def address(self, path: str = "/", **changes: str) -> str:
        """The address of the page with this choice, or a changed one."""
        chosen = {k: v for k, v in vars(replace(self, **changes)).items() if v}
        return path + ("?" + urlencode(chosen) if chosen else "")

    @property
    def filters(self) -> bool:
        """Whether some indicators may be left out."""
        return bool(self.panel or self.domain or self.rating or self.find or self.tag or self.show)


@dataclass(frozen=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    words: str
    chosen: bool


def must_be(kind: str, chosen: str, known: Iterable[str]) -> None:
    """Raises NotFound for a choice in an address that there is not, so that no list says that everything is shown."""
    known = list(dict.fromkeys(known))
    if chosen and chosen not in known:
        raise NotFound(kind, chosen, known)


def folded(text: str) -> str:
    """As texts are looked through: in small letters, with plain apostrophes."""
    return text.casefold().replace("’", "'")


def month_options(held: Iterable[str], chosen: str) -> tuple[Option, ...]:
    """Every month held, newest first."""
    return tuple(Option(p, words.period(p), p == chosen) for p in sorted(held, reverse=True))


def slug(name: str) -> str:
    """A domain's name as it stands in an address: `Help & protection` as `help-protection`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
