"""The store as the pages see it: scorecards by month, read again only when the store has changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

import polars as pl

from data import areas, comparators, marks, own_files, periods, targets
from data.errors import BadInput, NotFound
from data.store import EVERYONE, Store
from indicators import catalogue
from indicators.escalation import MONTHS
from indicators.flows import kept
from indicators.measures import LISTS, bring_up_to_date
from indicators.model import Indicator
from indicators.neighbours import beside
from indicators.quality import used
from indicators.scorecard import Scorecard, assemble, judge

T = TypeVar("T")
ESCALATE_SETTING = "SCORECARD_ESCALATE_AFTER"


class StoreSource:
    """Scorecards of one authority of a store.

    Nothing is read until it is asked for; answers are kept until the store's version changes. `targets_until` (UTC):
    judged by the targets that had been entered by then, and no later ones; None: by all.
    """

    def __init__(self, store: Store, authority: str | None = None, targets_until: datetime | None = None):
        self.store = store
        self.wanted = authority
        self.targets_until = targets_until
        self._lock = threading.Lock()
        self._version = ""
        self._kept: dict = {}

    def version(self) -> str:
        """Changes whenever a page may have something new to show; cheap."""
        own = own_files.state(self.store.folder)
        return f"{self.store.version()}-{own}" if own else self.store.version()

    def periods(self) -> list[str]:
        """The months that have figures, oldest first."""
        return self._keep("periods", lambda: sorted(self._measures()["period"].unique()))

    def indicator(self, indicator_id: str) -> Indicator:
        """The definition. Raises NotFound."""
        return catalogue.find(indicator_id)

    def scorecard(self, period: str | None = None) -> Scorecard | None:
        """The scorecard of a month (the latest if none is said); None where nothing is held for it."""
        months = self.periods()
        if not months:
            return None
        month = period or months[-1]
        periods.index(month)
        if month not in months:
            return None
        return self._keep(("scorecard", month), lambda: self._scorecard(month))

    def read(self, reading: Callable[..., T], *arguments: Hashable) -> T:
        """`reading(store, authority, *arguments)`, kept until the store's version changes."""
        authority, _ = self._authority()
        return self._keep((reading, *arguments), lambda: reading(self.store, authority, *arguments))

    # ------------------------------------------------------------------------------------------------

    def _keep(self, what, make):
        with self._lock:
            version = self.version()
            if version != self._version:
                self._kept, self._version = {}, version
            if what in self._kept:
                return self._kept[what]
        made = make()
        with self._lock:
            if self._version == version:
                self._kept[what] = made
        return made

    def _authority(self) -> tuple[str, str]:
        return self._keep("authority", self._chosen)

    def _chosen(self) -> tuple[str, str]:
        known = self.store.authorities()
        if not known:
            raise BadInput("The store holds no return yet. 'scorecard load' brings returns in.")
        if self.wanted is not None:
            if self.wanted not in known:
                raise NotFound("authority in this store", self.wanted, known)
            return self.wanted, known[self.wanted]
        if len(known) > 1:
            raise BadInput(f"The store holds {', '.join(sorted(known))}. Say which with --authority.")
        return next(iter(known.items()))

    def _measures(self) -> pl.DataFrame:
        def read() -> pl.DataFrame:
            if self.store.held().is_empty():
                return self.store.measures()
            authority, _ = self._authority()
            bring_up_to_date(self.store, authority)
            return self.store.measures(authority)

        return self._keep("measures", read)

    def _comparators(self, authority: str) -> pl.DataFrame:
        def read() -> pl.DataFrame:
            main = {i.published[0]: i.id for i in catalogue.ALL if i.published}
            near = comparators.circle(self.store, authority).neighbours
            rows = beside(comparators.rows(self.store, main), near, authority=authority, series=main)
            return rows.with_columns(indicator=pl.col("series").replace_strict(main))

        return self._keep(("comparators", authority), read)

    def _scorecard(self, period: str) -> Scorecard:
        authority, name = self._authority()
        measures = self._measures()
        comparators = self._comparators(authority)
        held = self.store.held().filter((pl.col("authority") == authority) & (pl.col("period") == period))
        counted = self._keep(("quality", authority), lambda: self.store.quality(authority, team=EVERYONE))
        rests_on = used(catalogue.ALL, counted, period)
        own, marked, monthly = self._judged_by(authority)
        judgement = judge(catalogue.ALL, measures, comparators, period, own, marked, monthly)
        return Scorecard(
            authority=authority,
            authority_name=name,
            synthetic=areas.stands_for(authority) != authority,
            period=period,
            as_at=periods.month_end(period),
            loaded_at=held["offered_at"].max(),
            rows=assemble(catalogue.ALL, measures, comparators, period, rests_on, held["list"].to_list(), judgement),
            history=measures.filter(pl.col("period") <= period),
            comparators=comparators,
            missing=tuple(sorted(set(LISTS) - set(held["list"]))),
            revisions=self.store.revisions(authority).filter(pl.col("period") <= period),
            used=rests_on,
            ratings=judgement.ratings,
            charts=judgement.charts,
            marks=marked.filter(pl.col("month") <= period),
            escalate_after=escalate_after(),
        )

    def _judged_by(self, authority: str) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        """The targets and marks that the authority entered, and what happened in each month alone."""

        def read() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
            own = targets.held(self.store, authority)
            if self.targets_until is not None:
                own = own.filter(pl.col("entered_at") <= self.targets_until)
            return own, marks.held(self.store, authority), kept(self.store, authority)

        return self._keep(("judged by", authority), read)


def escalate_after() -> int:
    """For how many months something must be wrong to be escalated: the setting SCORECARD_ESCALATE_AFTER, or 3."""
    said = os.environ.get(ESCALATE_SETTING, "") or str(MONTHS)
    if not said.isdigit() or int(said) < 1:
        raise BadInput(f"The setting {ESCALATE_SETTING} is '{said}'. Give a number of months, 1 or more.")
    return int(said)
