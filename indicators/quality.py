"""Whether a figure can be relied on: how much of what it rests on was recorded, and recorded well.

Three things can be wrong, and each is a share that is held against the same two limits:

* what the figure itself does not know (cases whose answer is not recorded) together with the records that the gate
  kept out of the store, which it cannot know of;
* any field that it uses: blank although it should never be, or filled with something that cannot be used;
* a column that the return does not have at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from data import periods
from data.returns import find
from data.store import EVERYONE, RECORD
from indicators.folding import WINDOW_MONTHS, WINDOWS
from indicators.model import SUMMARY, Indicator
from indicators.tables import TABLES
from indicators.tables.fields import OF_NO_RETURN, Field, fields

# A panel's figure moves by a few points from month to month. Up to one in twenty not known, what is not known moves
# it by no more than that; with more than one in five, the order of councils and the side of the target are a guess.
CARE_OVER, DO_NOT_RELY_OVER = 5.0, 20.0  # percent
FEW = 3  # fewer doubtful cases than this move a count by no more than two: care, whatever their share

GOOD, USE_WITH_CARE, DO_NOT_RELY, NOT_JUDGED = "good", "use_with_care", "do_not_rely", "not_judged"
SENT = "sent as a total, so what was not recorded is not known"
NOT_NOTED = "sent as a total, or loaded before the quality of returns was noted (scorecard rebuild notes it)"
USED = {
    "indicator": pl.String(),
    "list": pl.String(),
    "field": pl.String(),  # "" is the record itself, valid when it is stored
    "rows": pl.Int64(),
    "filled": pl.Int64(),
    "valid": pl.Int64(),
    "never_blank": pl.Boolean(),  # the layout says that the field is always filled
}
BADGES = {"indicator": pl.String(), "quality": pl.String(), "quality_words": pl.String()}


@dataclass(frozen=True)
class Used:
    """A field that a figure rests on, as its returns have it. `filled` and `valid` are None where the return has no
    such column."""

    list: str
    field: str
    rows: int
    filled: int | None
    valid: int | None
    never_blank: bool

    @property
    def is_absent(self) -> bool:
        return self.filled is None

    @property
    def blank(self) -> int:
        return self.rows - (self.filled or 0)

    @property
    def bad(self) -> int:
        """Cells that are blank though they never should be, or cannot be used."""
        unusable = (self.filled or 0) - (self.valid or 0)
        return unusable + (self.blank if self.never_blank else 0)

    @property
    def share(self) -> float:
        """The bad cells as percent of the records."""
        return 100 * self.bad / self.rows if self.rows else 0.0

    @property
    def words(self) -> str:
        """What is wrong, in words."""
        of = f"{self.bad:,} of {self.rows:,}"
        if self.field == RECORD:
            return f"{of} records of {_name(self.list)} were kept out"
        if self.is_absent:
            return f"{_name(self.list)} has no column “{_header(self.list, self.field)}”"
        return f"“{_header(self.list, self.field)}” is blank or unusable in {of} records of {_name(self.list)}"


def used(indicators: Iterable[Indicator], quality: pl.DataFrame, period: str) -> pl.DataFrame:
    """One row per indicator and field that its figure of the month rests on, its records ("") included: see USED.

    In: one row per list, period and field of the held returns of an authority (`Store.quality`). A figure that looks
    further back than a file does rests on the older files too. Where one of its lists is not held, an indicator has
    no row.
    """
    everyone = quality.filter((pl.col("team") == EVERYONE) & (pl.col("period") <= period))
    facts = {(r["list"], r["field"], r["period"]): r for r in everyone.iter_rows(named=True)}
    held: dict[str, list[str]] = {}
    for name, _, month in facts:
        held.setdefault(name, []).append(month)
    found = []
    for indicator in indicators:
        of = _fields(indicator, [name for name, months in held.items() if period in months])
        lists = dict.fromkeys(name for name, _ in of)
        files = {name: _files(name, indicator.history_months, held.get(name, []), period) for name in lists}
        if not all(files.values()):
            continue
        for name, field in (*((name, RECORD) for name in lists), *of):
            parts = [facts[name, field, month] for month in files[name] if (name, field, month) in facts]
            found.append({"indicator": indicator.id, "list": name, "field": field} | _sum(parts, name, field))
    return pl.DataFrame(found, schema=USED)


def badges(indicators: Iterable[Indicator], figures: pl.DataFrame, used: pl.DataFrame) -> pl.DataFrame:
    """One row per indicator: `quality` (good, use_with_care, do_not_rely or not_judged) and why, in words.

    In: the figures of one month (indicator, status, numerator, denominator, unknown; `source` where they may have been
    sent as totals) and what they rest on (`used`).
    """
    by_indicator: dict[str, list[Used]] = {}
    for row in used.iter_rows(named=True):
        by_indicator.setdefault(row.pop("indicator"), []).append(Used(**row))
    rows = {r["indicator"]: r for r in figures.iter_rows(named=True)}
    found = [(i.id, *_judged(i, rows.get(i.id), by_indicator.get(i.id, []))) for i in indicators]
    return pl.DataFrame(found, schema=BADGES, orient="row")


# ------------------------------------------------------------------------------------------------------


def _fields(indicator: Indicator, lists: Collection[str]) -> tuple[Field, ...]:
    """The fields of the lists that the month's figure was made from, of those held for it."""
    stands_in = not indicator.is_sent and TABLES[indicator.table].made_from(lists) == TABLES[indicator.table].instead
    return fields(indicator.table, indicator.columns, instead=stands_in and bool(TABLES[indicator.table].instead))


def _files(name: str, history_months: int, held: list[str], period: str) -> list[str]:
    """The months whose files of the list the figure rests on: the month's own, and where the figure looks further
    back, the last file of each earlier half year."""
    if period not in held:
        return []
    files = [period]
    if name in WINDOWS:
        for months in range(WINDOW_MONTHS, history_months, WINDOW_MONTHS):
            latest, before = periods.shift(period, -months), periods.shift(period, -months - WINDOW_MONTHS)
            files += [max(m for m in held if m <= latest)] if any(before < m <= latest for m in held) else []
    return files


def _sum(parts: list[dict], name: str, field: str) -> dict:
    def total(what: str) -> int | None:
        counts = [p[what] for p in parts]
        return None if not counts or None in counts else sum(counts)

    never_blank = field != RECORD and find(name).column(field).required
    rows = sum(p["rows"] for p in parts)
    return {"rows": rows, "filled": total("filled"), "valid": total("valid"), "never_blank": never_blank}


def _judged(indicator: Indicator, figure: Mapping | None, rest_on: list[Used]) -> tuple[str, str]:
    if figure is None or figure["status"] != "ok":
        return NOT_JUDGED, ""
    if indicator.is_sent or figure.get("source") == SUMMARY:
        return NOT_JUDGED, SENT
    if not rest_on:
        return NOT_JUDGED, NOT_NOTED
    absent = [u for u in rest_on if u.is_absent]
    records = [u for u in rest_on if u.field == RECORD]
    unknown, out = _unknown_share(indicator, figure), max((u.share for u in records), default=0.0)
    weak = sorted((u for u in rest_on if u.field != RECORD and u.share > CARE_OVER), key=lambda u: -u.share)
    worst = max([unknown + out, *(u.share for u in weak)])
    reasons = [u.words for u in absent]
    if figure["unknown"]:
        reasons.append(_unknown_words(indicator, figure, rest_on))
    if unknown <= CARE_OVER < unknown + out:
        reasons += [u.words for u in records if u.bad]
    else:
        reasons += [u.words for u in records if u.share > CARE_OVER]
    reasons += [u.words for u in weak if not u.is_absent]
    few = indicator.denominator is None and figure["unknown"] + sum(u.bad for u in rest_on) < FEW
    if absent or (worst > DO_NOT_RELY_OVER and not few):
        state = DO_NOT_RELY
    else:
        state = USE_WITH_CARE if worst > CARE_OVER else GOOD
    return state, "; ".join(reasons)


def _unknown_share(indicator: Indicator, figure: Mapping) -> float:
    """The cases not known, as percent of those that count (or, for a count, of those that may count)."""
    unknown = figure["unknown"]
    if not unknown:
        return 0.0
    base = figure["numerator"] + unknown if indicator.denominator is None else figure["denominator"]
    return min(100.0, 100 * unknown / base) if base else 100.0


def _unknown_words(indicator: Indicator, figure: Mapping, rest_on: list[Used]) -> str:
    unknown, base = figure["unknown"], figure["denominator"]
    if indicator.denominator is None:
        return f"{unknown:,} more may count: what decides it is not recorded"
    answer = _only_gap(indicator, rest_on)
    if answer is not None and unknown <= base and float(base).is_integer():
        return f"{unknown:,} of {base:,.0f} {'has' if unknown == 1 else 'have'} no “{_header(*answer)}”"
    return f"{unknown:,} not recorded; the figure is of {base:,.0f}"


def _only_gap(indicator: Indicator, rest_on: list[Used]) -> Field | None:
    """The one field whose blanks must be what is not known: the numerator's alone, all else it reads being filled."""
    first = find(rest_on[0].list)
    ends = {later for _, later in first.in_order}  # blank while a case is open
    gaps = {u.field for u in rest_on if u.list == first.name and u.valid != u.rows and u.field not in ends}
    of_denominator = set(indicator.denominator.meta.root_names()) - OF_NO_RETURN
    read = indicator.columns - OF_NO_RETURN
    if not read - {"is_open"} <= set(first.schema) or of_denominator & gaps:
        return None
    answer = gaps & read
    return (first.name, answer.pop()) if len(answer) == 1 else None


def _header(name: str, field: str) -> str:
    return find(name).column(field).header


def _name(name: str) -> str:
    return f"the list “{find(name).title}”"
