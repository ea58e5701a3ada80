"""What an authority's returns say of each month: as reported then, and restated with all that is held now."""

from __future__ import annotations

import enum
import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

import polars as pl

from data import periods
from data.returns import find
from indicators.cleaning import cleaned, only_until_month_end
from indicators.folding import FOREVER, WINDOWS, fold, month_index


class Knowledge(enum.Enum):
    """Which returns the figures of a month may use."""

    AS_REPORTED = "as_reported"  # those of the month and earlier months
    RESTATED = "restated"  # all that are held


@dataclass(frozen=True)
class Kept:
    """Frames that several tables need, each made once, also where tables are made at the same time."""

    frames: dict[Hashable, pl.DataFrame] = field(default_factory=dict)
    turns: dict[Hashable, threading.Lock] = field(default_factory=dict)

    def once(self, what: Hashable, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        with self.turns.setdefault(what, threading.Lock()):  # one step of a dict: two threads get the same lock
            if what not in self.frames:
                self.frames[what] = make()
            return self.frames[what]


@dataclass(frozen=True)
class Holdings:
    """The held returns of one authority.

    `rows`: list -> stored records with `period`, `line` and the list's columns. `files`: list -> the periods
    of its held files, empty files included. `reporting`: the periods to report on, in order.
    """

    rows: Mapping[str, pl.DataFrame]
    files: Mapping[str, tuple[str, ...]]
    reporting: tuple[str, ...]
    knowledge: Knowledge = Knowledge.AS_REPORTED
    _kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    def restated(self) -> Holdings:
        """The same returns, each month told with what is known now."""
        return Holdings(self.rows, self.files, self.reporting, Knowledge.RESTATED, self._kept)

    def since(self, period: str) -> Holdings:
        """The same returns, reporting on this month and later ones."""
        later = tuple(p for p in self.reporting if p >= period)
        return Holdings(self.rows, self.files, later, self.knowledge, self._kept)

    @property
    def calendar(self) -> pl.DataFrame:
        """One row per reported period, with its month end and windows: see `data.periods.frame`."""
        return self._kept.once(("calendar", self.reporting), lambda: periods.frame(self.reporting))

    def months_held(self, lists: tuple[str, ...], history: tuple[str, ...] = ()) -> pl.DataFrame:
        """The reported periods for which each of the lists has a file: `period`, and `months_before`, the
        months since the first file of the list that began last; of the lists in `history`, where not all count."""
        held = [set(self.files.get(name, ())) for name in lists]
        shared = sorted(set(self.reporting).intersection(*held))
        first = max((periods.index(min(self.files[n])) for n in history or lists if self.files.get(n)), default=0)
        return pl.DataFrame(
            {"period": shared, "months_before": [periods.index(p) - first for p in shared]},
            schema={"period": pl.String, "months_before": pl.Int64},
        )

    def own(self, name: str) -> pl.LazyFrame:
        """One row per record that describes the month, for each reported period whose file is held.

        As reported: the rows of the month's own file. Restated, a later file may add records begun by the
        month end but recorded late, settle how a record ended, and take back records that were wrong.
        """
        if self.knowledge is Knowledge.RESTATED and name in WINDOWS:
            return self._restated_own(name)
        return self._reported(name).lazy().join(self.calendar.lazy(), on="period", how="inner")

    def history(self, name: str, event: str, months: int) -> pl.LazyFrame:
        """One row per record known at the period, own or kept from older files, whose `event` date lies in
        the last so many whole months or is null, for each reported period."""
        until = month_index(event) + months  # null without the event: for ever
        if self.knowledge is Knowledge.RESTATED:
            return self._known_now(name, until)
        known = self._folded(name).lazy().drop("period")
        return self._each_month(known, pl.col("valid_from"), pl.min_horizontal("valid_to", until))

    def of_files(self, name: str) -> pl.DataFrame:
        """Every record of every held file of the list, each as its own file has it: `period` is the file's."""
        return self._own(name)

    # ------------------------------------------------------------------------------------------------

    def once(self, what: str, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """A frame that several tables need, made at its first use for this knowledge and these months."""
        return self._kept.once((self.knowledge, self.reporting, what), make)

    def _reported(self, name: str) -> pl.DataFrame:
        """The rows of the reported months' own files."""

        def wanted(rows: pl.DataFrame) -> pl.DataFrame:
            return rows.filter(pl.col("period").is_in(self.reporting))

        if set(self.files.get(name, ())) <= set(self.reporting):
            return self._own(name)
        if name in WINDOWS:  # folded from every file, so all are cleaned in any case
            return wanted(self._own(name))
        return self._kept.once(("own", name, self.reporting), lambda: cleaned(wanted(self._stored(name)), name))

    def _own(self, name: str) -> pl.DataFrame:
        """Every file's rows, one per key, cleaned of what the file cannot have meant."""
        return self._kept.once(("own", name), lambda: cleaned(self._stored(name), name))

    def _stored(self, name: str) -> pl.DataFrame:
        if name in self.rows:
            return self.rows[name]
        return pl.DataFrame(schema={"period": pl.String(), "line": pl.Int64()} | find(name).schema)

    def _folded(self, name: str) -> pl.DataFrame:
        return self._kept.once(("folded", name), lambda: fold(self._own(name), name, self.files.get(name, ())))

    def _standing(self, name: str) -> pl.DataFrame:
        """The records that stand today."""
        return self._kept.once(("standing", name), lambda: self._folded(name).filter(pl.col("valid_to") == FOREVER))

    def _known_now(self, name: str, until: pl.Expr, wanted: pl.Expr | bool = True) -> pl.LazyFrame:
        """For each reported period before the month `until`, every record that stands today (and is wanted) and had
        begun by its month end, with dates after the month end unknown again."""
        known = self._standing(name).lazy().filter(wanted).drop("period")
        return self._each_month(known, month_index(find(name).period_start), until).with_columns(
            only_until_month_end(name)
        )

    def _each_month(self, records: pl.LazyFrame, begin: pl.Expr, end: pl.Expr) -> pl.LazyFrame:
        """One row per record and reported period from month `begin` to before `end` (null: from or for ever)."""
        if not self.reporting:
            return records.join(self.calendar.lazy(), how="cross")
        first, last = periods.index(self.reporting[0]), periods.index(self.reporting[-1])
        within = records.with_columns(
            begin=pl.max_horizontal(begin, pl.lit(first, dtype=pl.Int64)),
            end=pl.min_horizontal(end, pl.lit(last + 1, dtype=pl.Int64)),
        )
        return (
            within.filter(pl.col("begin") < pl.col("end"))
            .with_columns(month=pl.int_ranges("begin", "end", dtype=pl.Int32))
            .explode("month")
            .drop("begin", "end")
            .join(self.calendar.lazy(), on="month", how="inner")
        )

    def _restated_own(self, name: str) -> pl.LazyFrame:
        columns = ["line", *find(name).schema, *self.calendar.columns]
        own = self._as_it_ended(name).join(self.calendar.lazy(), on="period", how="inner")
        own = own.with_columns(only_until_month_end(name, WINDOWS[name].settled))
        return pl.concat([own.select(columns), self._recorded_late(name).select(columns)])

    def _as_it_ended(self, name: str) -> pl.LazyFrame:
        """The records of every file with how they ended by what is known now, without those taken back since.

        A record that no longer stands was taken back, unless its child began anew after the month: a list that keeps
        one row a child then lost sight of how the earlier one ended.
        """
        begun, settled = find(name).period_start, WINDOWS[name].settled
        records = self._folded(name)
        stands = records["stands_as"].is_not_null()
        latest = self._standing(name).group_by("child_id").agg(latest_start=pl.col(begun).max())
        began_anew = (
            records.select("period", "child_id", record=pl.int_range(pl.len()))
            .filter(~stands)
            .join(latest, on="child_id")
            .join(self.calendar, on="period")
            .filter(pl.col("latest_start") > pl.col("month_end"))
        )
        now = [pl.when(stands).then(pl.col(c).gather("stands_as")).otherwise(pl.col(c)).alias(c) for c in settled]
        told = records.with_columns(*now, is_told=stands.clone().scatter(began_anew["record"], True))
        return told.lazy().filter("is_told")

    def _recorded_late(self, name: str) -> pl.LazyFrame:
        """The records that a month's file should have held by what is known now and did not."""
        held = sorted(set(self.files.get(name, ())).intersection(self.reporting))
        had_to_list = WINDOWS[name].last_month
        if not held:
            return self._known_now(name, had_to_list).filter(False)
        first, last = (pl.lit(periods.index(p), dtype=pl.Int64) for p in (held[0], held[-1]))
        begun = pl.max_horizontal(month_index(find(name).period_start), first)
        # Nearly every record was listed by each file that had to; the others are looked at month by month.
        may_lack = (pl.col("listed_since") > begun) | (pl.col("valid_from") < pl.min_horizontal(had_to_list, last))
        late = self._known_now(name, had_to_list + 1, may_lack)
        late = late.filter(pl.col("period").is_in(held), had_to_list >= pl.col("month"))
        listed = self._folded(name).lazy().select("stands_as", month=pl.col("valid_from").cast(pl.Int32))
        return late.join(listed, on=["stands_as", "month"], how="anti")
