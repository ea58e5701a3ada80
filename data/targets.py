"""Targets that an authority set: read from a file, kept for ever with the date from which each holds.

Nothing is ever overwritten. A row says from which day a target holds (`valid_from`) and when we were told
(`entered_at`); a later row for the same day corrects the earlier one, and both stay on record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from data.entries import Entry, entries
from data.errors import did_you_mean
from data.store import Store

TARGETS = {
    "authority": pl.String(),
    "indicator": pl.String(),
    "valid_from": pl.Date(),
    "kind": pl.String(),  # figures | neighbours (their median) | none (there is no target from this day on)
    "low": pl.Float64(),  # on target from low to high, both included; null: open on that side
    "high": pl.Float64(),
    "close_low": pl.Float64(),  # still close to it from close_low to close_high, both included
    "close_high": pl.Float64(),
    "tolerance": pl.Float64(),  # of a neighbours' median, in the unit of the figure; null: a tenth of it
    "polarity": pl.String(),  # higher_is_better | lower_is_better | stay_close
    "owner": pl.String(),
    "basis": pl.String(),
    "entered_at": pl.Datetime("us"),  # UTC
    "entered_by": pl.String(),
    "filename": pl.String(),
    "line": pl.Int64(),
    "sha256": pl.String(),  # of the file, whose bytes are in the archive
}
COLUMNS = (
    "authority", "indicator", "valid_from", "value", "low", "high", "amber", "red", "tolerance", "polarity", "owner",
    "basis",
)  # fmt: skip
NEEDED = ("indicator", "valid_from")
HIGHER, LOWER, STAY_CLOSE, NEUTRAL = "higher_is_better", "lower_is_better", "stay_close", "neutral"
POLARITIES = {
    HIGHER: HIGHER, "higher": HIGHER, "high": HIGHER, "up": HIGHER, "h": HIGHER,
    LOWER: LOWER, "lower": LOWER, "low": LOWER, "down": LOWER, "l": LOWER,
    STAY_CLOSE: STAY_CLOSE, "stay_close_to": STAY_CLOSE, "stay_close_to_target": STAY_CLOSE, "band": STAY_CLOSE,
    "t": STAY_CLOSE,
}  # fmt: skip
FIGURES, NEIGHBOURS, NONE = "figures", "neighbours", "none"
KINDS = {"neighbours": NEIGHBOURS, "neighbours' median": NEIGHBOURS, "neighbours median": NEIGHBOURS, "none": NONE}
BAND = re.compile(r"^([\d.]+)\s*%?\s*(?:-|–|to)\s*([\d.]+)\s*%?$")
KEY = ("authority", "indicator", "valid_from")


@dataclass(frozen=True)
class Aim:
    """What is known of an indicator by those who read its target."""

    unit: str
    polarity: str


def read(raw: bytes, filename: str, indicators: Mapping[str, Aim], authority: str = "") -> pl.DataFrame:
    """The targets of a file: the columns of TARGETS up to `basis`, and `line`.

    Columns of the file: indicator, valid_from, and `value` (a number, a band such as 15-18, `neighbours` for their
    median, or `none`) or `low` and `high`; where wanted `red` (beyond it the figure is off target) or `tolerance` (how
    far from the target is still close to it); polarity, owner, basis, authority. Raises BadInput with all faults.
    """
    found = entries(raw, filename, columns=COLUMNS, needed=NEEDED, block="target")
    rows = [_row(entry, indicators, authority) for entry in found]
    _refuse_twice(found, rows)
    found[0].faults.stop()
    schema = {c: t for c, t in TARGETS.items() if not c.startswith("entered") and c not in ("filename", "sha256")}
    return pl.DataFrame(rows, schema=schema)


def held(store: Store, authority: str) -> pl.DataFrame:
    """Every target the authority ever entered, by indicator, day and time of entry: the columns of TARGETS."""
    rows = store.scan("targets", TARGETS).select(list(TARGETS)).filter(pl.col("authority") == authority).collect()
    return rows.sort("indicator", "valid_from", "entered_at", "line")


def enter(
    store: Store,
    raw: bytes,
    filename: str,
    indicators: Mapping[str, Aim],
    *,
    authority: str,
    by: str,
    at: datetime,
    correct: bool = False,
) -> pl.DataFrame:
    """Read a file and keep its targets and its bytes; returns the rows that are new.

    A target that would change how months already reported are judged, where one that the authority entered is in force
    for them, is refused unless `correct` is said: history is not rewritten by the way. Raises BadInput.
    """
    found = entries(raw, filename, columns=COLUMNS, needed=NEEDED, block="target")
    rows = read(raw, filename, indicators, authority)
    before = pl.concat([pl.DataFrame(schema=TARGETS), *(held(store, a) for a in rows["authority"].unique())])
    said = [c for c in TARGETS if c not in ("entered_at", "entered_by", "filename", "line", "sha256")]
    latest = before.unique(list(KEY), keep="last", maintain_order=True)
    new = rows.join(latest.select(said), on=said, how="anti", nulls_equal=True)
    if not correct:
        reported = dict(store.held().group_by("authority").agg(pl.col("extract_date").max()).iter_rows())
        lines = {e.line: e for e in found}
        for row in new.to_dicts():
            _refuse_rewriting(lines[row["line"]], row, before, reported.get(row["authority"]))
        found[0].faults.stop()
    sha256 = store.archive.keep(raw)
    if new.height:
        entered = {"entered_at": pl.lit(at, pl.Datetime("us")), "entered_by": pl.lit(by)}
        of_file = {"filename": pl.lit(filename), "sha256": pl.lit(sha256)}
        store.append("targets", new.with_columns(**entered, **of_file).select(list(TARGETS)))
    return new


# ------------------------------------------------------------------------------------------------------


def _row(entry: Entry, indicators: Mapping[str, Aim], authority: str) -> dict:
    name = entry.needed("indicator", "Name the indicator by its id, such as cl_neet_19_21_pct.")
    if name and name not in indicators:
        near = did_you_mean(name, indicators)
        entry.fault("indicator", f"No indicator is called so.{near or ' The definitions page lists them all.'}")
    aim = indicators.get(name, Aim("", NEUTRAL))
    code = entry.text("authority") or authority
    if not code or (authority and code != authority):
        entry.fault("authority", f"Give the three-figure code{f' {authority}' if authority else ''}.")
    row = {
        "authority": code,
        "indicator": name,
        "valid_from": entry.day("valid_from"),
        "kind": KINDS.get(entry.text("value").lower(), FIGURES),
        "low": None,
        "high": None,
        "close_low": None,
        "close_high": None,
        "tolerance": entry.number("tolerance"),
        "polarity": _polarity(entry, aim) if name in indicators else "",
        "owner": entry.text("owner"),
        "basis": entry.text("basis"),
        "line": entry.line,
    }
    if row["kind"] == FIGURES and name in indicators:
        row |= _figures(entry, aim, row["polarity"], row["tolerance"]) | {"tolerance": None}
    elif row["kind"] == NEIGHBOURS:
        _refuse(entry, ("low", "high", "amber", "red"), "A neighbours' median takes a tolerance and no limit.")
        if row["polarity"] == STAY_CLOSE and row["tolerance"] is None:
            entry.fault("tolerance", "To stay close to the neighbours' median, say within how much.")
    return row


def _polarity(entry: Entry, aim: Aim) -> str:
    said = entry.one_of("polarity", POLARITIES)
    band = bool(entry.text("low") or entry.text("high") or BAND.match(entry.text("value")))
    if not said and entry.text("polarity"):
        return ""
    if not said:
        said = STAY_CLOSE if band else aim.polarity
    if said == NEUTRAL and KINDS.get(entry.text("value").lower()) != NONE:
        entry.fault("polarity", "Neither way is better by itself: say higher, lower or stay close.")
        return ""
    if said in (HIGHER, LOWER) and aim.polarity in (HIGHER, LOWER) and said != aim.polarity:
        word = "Higher" if aim.polarity == HIGHER else "Lower"
        entry.fault("polarity", f"{word} is better for this indicator. Leave it blank, or say stay close.")
    return said


def _figures(entry: Entry, aim: Aim, polarity: str, tolerance: float | None) -> dict:
    """low, high, close_low and close_high of a target in figures."""
    band = BAND.match(entry.text("value"))
    value = None if band else entry.number("value")
    low, high = (float(band[1]), float(band[2])) if band else (entry.number("low"), entry.number("high"))
    if value is None and low is None and high is None:
        if not entry.text("value") and not entry.text("low") and not entry.text("high"):
            entry.fault("value", "Give a number, a band such as 15-18, neighbours, or none.")
        return {}
    if value is not None and (low is not None or high is not None):
        entry.fault("value", "Give either a value or low and high.")
        return {}
    if polarity == STAY_CLOSE:
        return _within(entry, aim, value, low, high, tolerance)
    if value is None:
        entry.fault("polarity", "A band from low to high is a target to stay close to: write stay close.")
        return {}
    limit = _limit(entry, value, polarity, tolerance)
    _refuse_beyond(entry, aim, value, limit)
    if polarity == LOWER:
        return {"high": value, "close_high": limit}
    return {"low": value, "close_low": limit}


def _within(
    entry: Entry, aim: Aim, value: float | None, low: float | None, high: float | None, tolerance: float | None
) -> dict:
    """A band, and how far outside it is still close; around a single value the tolerance is the band, and as much
    again is close."""
    _refuse(entry, ("amber", "red"), "A target to stay close to takes a tolerance, which holds on both sides.")
    if value is not None:
        if not tolerance:
            entry.fault("tolerance", "To stay close to one value, say within how much: more than 0.")
            return {}
        low, high = value - tolerance, value + tolerance
    if low is None or high is None or low > high:
        entry.fault("high" if low is not None else "low", "Give low and high, low not above high.")
        return {}
    _refuse_beyond(entry, aim, low, high)
    more = tolerance or 0.0
    return {"low": max(low, 0.0), "high": high, "close_low": max(low - more, 0.0), "close_high": high + more}


def _limit(entry: Entry, value: float, polarity: str, tolerance: float | None) -> float:
    """The furthest value that is still close to the target: what `amber`, `red` or the tolerance says."""
    amber, red = entry.number("amber"), entry.number("red")
    given = [x for x in (amber, red) if x is not None]
    if len(set(given)) > 1:
        entry.fault("red", f"Between {amber:g} and {red:g} nothing would be said. Give one limit: beyond it is red.")
    if given and tolerance is not None:
        entry.fault("tolerance", "Give either a limit (amber or red) or a tolerance.")
    if not given:
        return value + (tolerance or 0.0) if polarity == LOWER else max(value - (tolerance or 0.0), 0.0)
    limit = given[0]
    if (limit < value) if polarity == LOWER else (limit > value):
        side = "below" if polarity == LOWER else "above"
        entry.fault("red" if red is not None else "amber", f"The limit must not lie {side} the target, {value:g}.")
    return limit


def _refuse(entry: Entry, columns: tuple[str, ...], expected: str) -> None:
    for column in columns:
        if entry.text(column):
            entry.fault(column, expected)


def _refuse_beyond(entry: Entry, aim: Aim, *figures: float) -> None:
    if aim.unit == "percent" and max(figures) > 100:
        entry.fault("value" if entry.text("value") else "high", "The figure is a percentage: 100 at most.")


def _refuse_twice(found: list[Entry], rows: list[dict]) -> None:
    seen: dict[tuple, int] = {}
    for entry, row in zip(found, rows, strict=True):
        key = tuple(row[c] for c in KEY)
        if key in seen:
            entry.fault("valid_from", f"Line {seen[key]} has a target of the indicator from the same day. Keep one.")
        seen.setdefault(key, entry.line)


def _refuse_rewriting(entry: Entry, row: Mapping, before: pl.DataFrame, reported: date | None) -> None:
    same = (pl.col("authority") == row["authority"]) & (pl.col("indicator") == row["indicator"])
    governs = before.filter(same & (pl.col("valid_from") <= row["valid_from"]))
    if reported is None or row["valid_from"] > reported or governs.is_empty():
        return
    told = governs.row(-1, named=True)
    entry.fault(
        "valid_from",
        f"Months up to {reported:%d/%m/%Y} are judged by the target that {told['entered_by']} entered on "
        f"{told['entered_at']:%d/%m/%Y}. Give a later day, or say --correct if that one was a mistake.",
    )
