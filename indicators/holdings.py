"""What an authority's returns say of each month: as reported then, and restated with all that is held now."""

from __future__ import annotations

import enum
import threading
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field

import polars as pl

from data import periods
from data.cells import single_spaced
from data.returns import find
from data.returns.schema import Kind
from indicators.folding import FOREVER, WINDOWS, fold, last_of_key, month_index
from indicators.gathering import gathered

MAY_LIE_AHEAD = ("due_date",)  # dates that a return may give for the time after its month end
UNEVEN = r"\s\s|[^\S ]"  # more than one white space, or one that is not the plain space
COUNTS_ITSELF = {"referrals": "referrals_prev_12m"}  # counts of earlier cases that some systems begin at one


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
        return self._kept.once(("own", name, self.reporting), lambda: _cleaned(wanted(self._stored(name)), name))

    def _own(self, name: str) -> pl.DataFrame:
        """Every file's rows, one per key, cleaned of what the file cannot have meant."""
        return self._kept.once(("own", name), lambda: _cleaned(self._stored(name), name))

    def _stored(self, name: str) -> pl.DataFrame:
        if name in self.rows:
            return self.rows[name]
        return pl.DataFrame(schema={"period": pl.String(), "line": pl.Int64()} | find(name).schema)

    def _folded(self, name: str) -> pl.DataFrame:
        return self._kept.once(("folded", name), lambda: fold(self._own(name), name, self.files.get(name, ())))

    def _known_now(self, name: str, until: pl.Expr) -> pl.LazyFrame:
        """For each reported period before the month `until`, every record that stands today and had begun by its month
        end, with dates after the month end unknown again."""
        standing = self._folded(name).lazy().filter(pl.col("valid_to") == FOREVER)
        known = standing.drop("period", "valid_from", "valid_to")
        return self._each_month(known, month_index(find(name).period_start), until).with_columns(
            _only_until_month_end(name)
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
        schema, settled = find(name), WINDOWS[name].settled
        key, begun = list(schema.merge_key), schema.period_start
        standing = self._folded(name).filter(pl.col("valid_to") == FOREVER)
        now = standing.select(*key, *(pl.col(c).alias(f"{c}_now") for c in settled), stands=pl.lit(True))
        latest = standing.group_by("child_id").agg(latest_start=pl.col(begun).max())
        own = (
            self._own(name)
            .lazy()
            .join(self.calendar.lazy(), on="period", how="inner")
            .join(now.lazy(), on=key, how="left", nulls_equal=True)
            .join(latest.lazy(), on="child_id", how="left")
        )
        # A record that no longer stands was taken back, unless its child began anew later: a list that keeps
        # one row a child then lost sight of how the earlier one ended.
        stands = pl.col("stands").fill_null(False)
        began_anew = (pl.col("latest_start") > pl.col("month_end")).fill_null(False)
        own = own.filter(stands | began_anew).with_columns(
            pl.when(stands).then(pl.col(f"{c}_now")).otherwise(pl.col(c)).alias(c) for c in settled
        )
        columns = ["line", *schema.schema, *self.calendar.columns]
        held = [p for p in self.files.get(name, ()) if p in set(self.reporting)]
        had_to_list = WINDOWS[name].last_month
        late = (
            self._known_now(name, had_to_list + 1)
            .filter(pl.col("period").is_in(held), had_to_list >= pl.col("month"))
            .join(
                self._own(name).lazy().select("period", *key),
                on=["period", *key],
                how="anti",
                nulls_equal=True,
            )
        )
        own = own.with_columns(_only_until_month_end(name, settled))
        return pl.concat([own.select(columns), late.select(columns)])


def _cleaned(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    lines = _without_itself(_single_spaced(rows, name), name)
    ends = periods.frame(rows["period"].unique().to_list()).select("period", "month_end")
    return gathered(_until_month_end(lines.lazy(), name, ends.lazy()).pipe(last_of_key, name))


def _single_spaced(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Every white space within a text as one plain space, so that a team or person is not two by how the name is
    spaced. What then says that nothing was recorded is null."""
    texts = [c.name for c in find(name).columns if c.kind in (Kind.TEXT, Kind.PERSON_ID)]
    is_uneven = rows.select(pl.col(texts).unique().str.contains(UNEVEN).any())  # of far fewer than there are rows
    respaced = []
    for text in (column.name for column in is_uneven.iter_columns() if column.item()):
        uneven = rows.select(pl.col(text).unique()).filter(pl.col(text).str.contains(UNEVEN))
        respaced.append(pl.col(text).replace(uneven[text], uneven.select(single_spaced(pl.col(text)))[text]))
    return rows.with_columns(respaced) if respaced else rows


def _only_until_month_end(name: str, columns: Collection[str] | None = None) -> list[pl.Expr]:
    """Each date column (of these, where not all are asked for), null where it lies after `month_end`."""
    kept = []
    for column, dtype in find(name).schema.items():
        wanted = column not in MAY_LIE_AHEAD and (columns is None or column in columns)
        if wanted and dtype in (pl.Date, pl.Datetime):
            kept.append(pl.when(pl.col(column).dt.date() <= pl.col("month_end")).then(pl.col(column)).alias(column))
    return kept


def _until_month_end(rows: pl.LazyFrame, name: str, ends: pl.LazyFrame) -> pl.LazyFrame:
    """Dates after the file's month end are unknown."""
    dated = rows.join(ends, on="period", how="left", maintain_order="left")
    return dated.with_columns(_only_until_month_end(name)).drop("month_end")


def _without_itself(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Where a file's smallest count of earlier cases is one or more, its system counted the case itself."""
    if name not in COUNTS_ITSELF:
        return rows
    count = pl.col(COUNTS_ITSELF[name])
    counts_itself = (count.min().over("period") >= 1).fill_null(False)
    return rows.with_columns(pl.when(counts_itself).then(count - 1).otherwise(count).alias(COUNTS_ITSELF[name]))
