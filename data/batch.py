"""Files on their way into the store: what they would add counts as held before it is committed.

A batch answers the gate's questions (`expectations.gate.Held`) from the store and from itself, so that a folder
of months is judged in order and committed together.
"""

from __future__ import annotations

import secrets
import time

import polars as pl

from data.returns import find
from data.store import Offer, Store

ROWS_PER_COMMIT = 250_000
BIRTHS = {"child_id": pl.String(), "date_of_birth": pl.Date()}


class Batch:
    """Offers decided on and not yet committed, over a store."""

    def __init__(self, store: Store):
        self.store = store
        held = store.held()
        self._held = {(r["authority"], r["list"], r["period"]): r for r in held.iter_rows(named=True)}
        self._pending: dict[tuple[str, str, str], Offer] = {}
        self._births: dict[tuple[str, str, str], pl.DataFrame] | None = None
        self.offers: list[Offer] = []

    @staticmethod
    def new_id() -> str:
        """An upload id: sorts by time, and no two are alike."""
        return f"{time.time_ns():020d}-{secrets.token_hex(4)}"

    def replaces(self, authority: str, list: str, period: str) -> str:
        """The upload that a file of this list and month would replace, or ''."""
        key = (authority, list, period)
        if key in self._pending:
            return self._pending[key].upload_id
        return self._held[key]["upload_id"] if key in self._held else ""

    def add(self, offer: Offer) -> None:
        """Count the offer among what is held; nothing is written yet."""
        self.offers.append(offer)
        if not offer.accepted:
            return
        key = (offer.authority, offer.list, offer.period)
        self._pending[key] = offer
        if self._births is not None:
            self._births[key] = _births(offer.rows)

    @property
    def full(self) -> bool:
        return sum(o.rows.height for o in self.offers) >= ROWS_PER_COMMIT

    def commit(self) -> None:
        """Make everything added so far visible."""
        self.store.commit(self.offers)
        for key, offer in self._pending.items():
            self._held[key] = offer.ledger_row()
        self._pending, self.offers = {}, []

    # what the gate asks ------------------------------------------------------------------------------

    def months_of(self, authority: str, list: str, sha256: str) -> set[str]:
        """The months for which these very bytes are held, for this authority and list."""
        shas = {k: r["sha256"] for k, r in self._held.items()} | {k: o.sha256 for k, o in self._pending.items()}
        return {month for (a, name, month), sha in shas.items() if (a, name, sha) == (authority, list, sha256)}

    def rows(self, authority: str, list: str, period: str) -> pl.DataFrame | None:
        """The held rows (line and the list's columns), None where no such file is held."""
        key = (authority, list, period)
        if key in self._pending:
            return self._pending[key].rows
        if key not in self._held:
            return None
        columns = ["line", *find(list).schema]
        return self.store.rows(list, authority=authority, period=period).select(columns)

    def rows_read(self, authority: str, list: str, period: str) -> int | None:
        """How many records the held file had, None where no such file is held."""
        key = (authority, list, period)
        if key in self._pending:
            return self._pending[key].rows_read
        return self._held[key]["rows_read"] if key in self._held else None

    def births(self, authority: str, period: str, besides: str = "") -> pl.DataFrame:
        """Distinct child_id and date_of_birth of the held Annex A files of this authority and month, one list left
        out."""
        return self._births_where(lambda a, name, p: (a, p) == (authority, period) and name != besides)

    def births_of(self, authority: str) -> pl.DataFrame:
        """The same over every month."""
        return self._births_where(lambda a, name, p: a == authority)

    def births_elsewhere(self, authority: str) -> pl.DataFrame:
        """The same for every other authority."""
        return self._births_where(lambda a, name, p: a != authority)

    def _births_where(self, wanted) -> pl.DataFrame:
        if self._births is None:
            self._births = self._held_births()
        frames = [f for (a, name, p), f in self._births.items() if wanted(a, name, p)]
        return pl.concat(frames).unique() if frames else pl.DataFrame(schema=BIRTHS)

    def _held_births(self) -> dict[tuple[str, str, str], pl.DataFrame]:
        found: dict[tuple[str, str, str], pl.DataFrame] = {}
        for name in sorted({key[1] for key in self._held}):
            schema = find(name)
            if schema.family != "annex_a" or not BIRTHS.keys() <= schema.schema.keys():
                continue
            for (authority, period), rows in self.store.rows(name).group_by(["authority", "period"]):
                found[(authority, name, period)] = _births(rows)
        for key, offer in self._pending.items():
            found[key] = _births(offer.rows)
        return found


def _births(rows: pl.DataFrame) -> pl.DataFrame:
    if not BIRTHS.keys() <= set(rows.columns):
        return pl.DataFrame(schema=BIRTHS)
    return rows.select(list(BIRTHS)).drop_nulls().unique()
