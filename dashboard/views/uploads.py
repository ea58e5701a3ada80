"""Where uploads begin: whose returns, which month, and the uploads made before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from dashboard import words
from dashboard.views.choice import Option
from dashboard.views.upload import STATES
from data import areas, periods, uploads
from data.returns import ALL
from data.store import Store
from data.uploads import Upload, Uploads

MONTHS_BACK = 60
SHOWN = 15
SYNTHETIC, AUTHORITY = "synthetic", "authority"  # levels of areas that send returns


class Keeper(Protocol):
    """A source over a store that can take files in. `wanted`: the authority that it was made for, if it was for one."""

    store: Store
    wanted: str | None


@dataclass(frozen=True)
class Earlier:
    """An upload made before, as one row."""

    address: str
    when: str
    files: str
    months: str
    state: str
    waits: bool


@dataclass(frozen=True)
class Beginning:
    """What the page of new uploads shows. `council`: the authority that is chosen, where there is one."""

    council: str
    synthetic: bool
    authorities: tuple[Option, ...]
    months: tuple[Option, ...]
    earlier: tuple[Earlier, ...]


def beginning(store: Store, wanted: str | None, today: date) -> Beginning:
    """What the page shows for a store. `wanted`: the authority that the dashboard was started for."""
    chosen = chosen_authority(store, wanted)
    place = areas.area(chosen) if chosen else {"area": "", "level": ""}
    return Beginning(
        place["area"],
        place["level"] == SYNTHETIC,
        _authorities(chosen, {wanted} if wanted else None),
        (Option("", "Told by the files", True), *months(today, ())),
        tuple(map(_earlier, Uploads(store).newest(SHOWN))),
    )


def chosen_authority(store: Store, wanted: str | None) -> str:
    """The authority that the dashboard was started for or, if only one is held, that; else ''."""
    held = [wanted] if wanted else list(store.authorities())
    return held[0] if len(held) == 1 else ""


def months(today: date, also: Iterable[str], chosen: str = "") -> tuple[Option, ...]:
    """The months that a return may be for, newest first, and others that were guessed."""
    now = periods.of(today)
    every = {*periods.between(periods.shift(now, -MONTHS_BACK), now), *filter(None, also)}
    return tuple(Option(p, words.period(p), p == chosen) for p in sorted(every, reverse=True))


def lists(chosen: str = "") -> tuple[Option, ...]:
    """Every list that can be sent, in the order in which returns are declared."""
    return tuple(Option(one.name, one.title, one.name == chosen) for one in ALL)


# ------------------------------------------------------------------------------------------------------


def _authorities(chosen: str, only: set[str] | None) -> tuple[Option, ...]:
    """The authorities of today, by name, made-up ones last."""
    rows = areas.areas().filter(areas.areas()["level"].is_in([AUTHORITY, SYNTHETIC])).sort("level", "area").to_dicts()
    rows = [r for r in rows if (r["valid_to"] is None or r["area_code"] == chosen)]
    options = tuple(
        Option(r["area_code"], f"{r['area']} ({r['area_code']})", r["area_code"] == chosen)
        for r in rows
        if only is None or r["area_code"] in only
    )
    return options if chosen else (Option("", "Choose an authority", True), *options)


def _earlier(one: Upload) -> Earlier:
    found = sorted({f.period for f in one.chosen if f.period})
    span = words.period_short(found[0]) if found else "not known"
    return Earlier(
        f"/upload/{one.id}",
        words.moment(datetime.fromisoformat(one.sent_at)),
        words.plural(len(one.chosen), "file"),
        span if len(found) < 2 else f"{span} to {words.period_short(found[-1])}",
        STATES[one.state],
        one.state in uploads.WAITING,
    )
