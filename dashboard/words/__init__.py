"""Numbers, periods, states and symbols in plain English. Pure functions: text out, nothing read.

Rounding happens here and only here, half away from zero.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from data import periods

MINUS = "−"
DECIMALS = {"count": 0}  # every other unit is printed with one
MOST_DECIMALS = 6
SUFFIXES = {"percent": "%", "days": " days", "weeks": " weeks"}
SAID_SUFFIXES = SUFFIXES | {"months": " months", "years": " years", "cases": " cases"}  # of figures in reports


@dataclass(frozen=True)
class Tag:
    """A state as a word, a shape that is not colour alone, and a tone for the style sheet."""

    words: str
    shape: str
    tone: str  # good | near | bad | quiet


RAG = {
    "on_target": Tag("On target", "■", "good"),
    "close_to_target": Tag("Close to target", "◆", "near"),
    "off_target": Tag("Off target", "▲", "bad"),
    "no_target": Tag("No target", "–", "quiet"),
    "no_data": Tag("No return", "○", "quiet"),
    "no_cases": Tag("No cases", "○", "quiet"),
    "not_available": Tag("Not available", "○", "quiet"),
    "suppressed": Tag("Withheld", "○", "quiet"),
    "not_yet_due": Tag("Not yet due", "○", "quiet"),
}

STATUS = {
    "ok": "",
    "no_data": "No return held for this month",
    "no_cases": "No cases to count in this month",
    "suppressed": "Withheld, because the numbers are small",
    "part_year": "Not available: too few months of returns are held for a full figure",
}

LIST_NAMES = {
    "cla_health": "health of children looked after",
    "pep": "personal education plans",
    "plo_tracker": "court and pre-proceedings",
    "s47_icpc": "section 47 and conferences",
}

# The words of the symbols in published statistics, with the letter that the statistics print.
SYMBOLS = {
    "suppressed": ("c", "withheld, because the numbers are small"),
    "not_available": ("x", "not available"),
    "not_applicable": ("z", "not applicable"),
    "low": ("low", "more than none, but rounds to zero"),
    "rounds_to_zero": ("k", "more than none, but rounds to zero"),
    "unreliable": ("u", "too unreliable to publish"),
    "not_published": ("–", "not published"),
}


# numbers ----------------------------------------------------------------------------------------------


def number(value: float, decimals: int = 1) -> str:
    """`1234.55` as `1,234.6`; a minus sign that reads as one; never `-0.0`."""
    rounded = _round(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}"
    return f"{MINUS}{text}" if rounded < 0 else text


def count(value: float) -> str:
    """A whole number with thousands, or one decimal where it is not whole (full-time equivalents)."""
    return number(value, 0 if float(value).is_integer() else 1)


def figure(value: float | None, unit: str, decimals: int | None = None) -> str:
    """`38.4%`, `91.9`, `31.2 weeks`, `1,234`; a dash where there is no figure."""
    if value is None:
        return "–"
    if decimals is None:
        decimals = DECIMALS.get(unit, 1)
    return number(value, decimals) + SUFFIXES.get(unit, "")


def decimals_of(value: float, unit: str) -> int:
    """How many decimals print a figure so that a percentage of some is never `0.0%` and one of not all never `100.0%`;
    commonly one, none for a count."""
    decimals = DECIMALS.get(unit, 1)
    while unit == "percent" and 0 < value < 100 and decimals < MOST_DECIMALS and _round(value, decimals) in (0, 100):
        decimals += 1
    return decimals


def published(value: float | None, unit: str) -> str:
    """A published figure: whole numbers stay whole (`38%`), since many are published so."""
    if value is None:
        return "–"
    return figure(value, unit, 0 if _round(value, 1) == _round(value, 0) else 1)


def said(value: float, value_to: float | None, unit: str) -> str:
    """A figure, or a span, as a report gives it: `49%`, `25 to 30 cases`, `235`."""
    span = count(value) if value_to is None else f"{count(value)} to {count(value_to)}"
    return span + SAID_SUFFIXES.get(unit, "")


def out_of(numerator: float | None, denominator: float | None, unit: str) -> str:
    """How the figure is made up: `28 of 73`; empty for a count or where a part is missing."""
    if numerator is None or denominator is None or unit == "count":
        return ""
    n, d = count(numerator), count(denominator)
    if unit == "percent":
        return f"{n} of {d}"
    if unit.startswith("rate_per"):
        return f"{n} among {d}"
    if unit in ("ratio", "average"):
        return f"{n} shared by {d}" + (" full-time equivalents" if unit == "ratio" else "")
    return f"average of {d}" if denominator != 1 else "one case only"


def difference(size: float, unit: str) -> str:
    """The size of a difference without its sign: `1.2 points`, `12`, `3.0 weeks`, `less than 0.1 points`."""
    decimals = DECIMALS.get(unit, 1)
    suffix = " points" if unit == "percent" else SUFFIXES.get(unit, "")
    if size != 0 and _round(size, decimals) == 0:
        return f"less than {number(10**-decimals, decimals)}{suffix}"
    text = number(abs(size), decimals)
    return f"1{suffix.removesuffix('s')}" if suffix and text == "1.0" else f"{text}{suffix}"


def one_case(denominator: float | None, unit: str, noun: str = "child") -> str:
    """`1 child = 1.4 points`, where a percentage rests on fewer than 50; else empty."""
    if unit != "percent" or not noun or denominator is None or not 0 < denominator < 50:
        return ""
    return f"1 {noun} = {number(100 / denominator)} points"


def unknown(n: int | None) -> str:
    """`6 not recorded`, or empty where nothing is missing."""
    return f"{number(n, 0)} not recorded" if n else ""


def plural(n: float, one: str, many: str | None = None) -> str:
    """`1 indicator`, `3 indicators`, `2,000 indicators`."""
    return f"{count(n)} {one if n == 1 else many or one + 's'}"


def joined(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    parts = list(parts)
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


# dates ------------------------------------------------------------------------------------------------


def period(month: str) -> str:
    """`2026-09` as `September 2026`."""
    return periods.name(month)


def period_short(month: str) -> str:
    """`2026-09` as `Sep 2026`."""
    start = periods.month_start(month)
    return f"{calendar.month_abbr[start.month]} {start.year}"


def day(when: date) -> str:
    """`30 September 2026`."""
    return f"{when.day} {calendar.month_name[when.month]} {when.year}"


def day_short(when: date) -> str:
    """`30 Sep 2026`."""
    return f"{when.day} {calendar.month_abbr[when.month]} {when.year}"


def moment(when: datetime) -> str:
    """`4 Oct 2026 at 09:12`."""
    return f"{day_short(when)} at {when:%H:%M}"


def not_held(asked: str, held: Sequence[str]) -> str:
    """Why a month has nothing to show, with the latest or first of the months held beside it: `No return for January
    2030 yet. Latest held: October 2026.`"""
    if asked > held[-1]:
        return f"No return for {period(asked)} yet. Latest held: {period(held[-1])}."
    told = f" The first month held is {period(held[0])}, the latest {period(held[-1])}." if asked < held[0] else ""
    return f"No return is held for {period(asked)}.{told}"


# states -----------------------------------------------------------------------------------------------


def rag(state: str) -> Tag:
    """The tag of a rating. Raises KeyError for a state that has no words yet."""
    return RAG[state]


def status(state: str) -> str:
    """Why there is no figure, as a phrase; empty where there is one."""
    return STATUS[state]


def source(where_from: str) -> str:
    """Where a figure comes from, where that is not the usual returns about children and workers."""
    return {"summary": "from the summary return", "ssda903": "from the SSDA903 episodes"}.get(where_from, "")


def symbol(state: str) -> str:
    """A published symbol in words with its letter: `withheld, because the numbers are small [c]`."""
    letter, meaning = SYMBOLS.get(state, ("", state.replace("_", " ")))
    return f"{meaning} [{letter}]" if letter and letter != "–" else meaning


def list_name(name: str) -> str:
    """A list's name as people say it: `children_looked_after` as `children looked after`."""
    return LIST_NAMES.get(name, name.replace("_", " "))


# comparisons ------------------------------------------------------------------------------------------


def change(now: float | None, before: float | None, unit: str, since: str) -> str:
    """`up 1.2 points since August 2026`, `no change since ...`, `no figure for ... to compare with`."""
    if before is None or now is None:
        return f"no figure for {since} to compare with"
    if now == before:
        return f"no change since {since}"
    return f"{'up' if now > before else 'down'} {difference(now - before, unit)} since {since}"


def against(value: float, other: float, unit: str) -> str:
    """`higher than`, `lower than` or `the same as`, as the two print."""
    decimals = DECIMALS.get(unit, 1)
    return {1: "higher than", -1: "lower than", 0: "the same as"}[order(value, other, decimals)]


def restated(value: float | None, later: float | None, unit: str) -> str:
    """What later returns made of the figure: `37.0% on what is held now, 1.4 points lower`; empty where
    nothing changed."""
    if later == value:
        return ""
    if later is None:
        return "no figure on what is held now"
    if value is None:
        return f"{figure(later, unit)} on what is held now"
    way = "higher" if later > value else "lower"
    return f"{figure(later, unit)} on what is held now, {difference(later - value, unit)} {way}"


def neighbours(with_data: int | None, total: int | None) -> str:
    """How many statistical neighbours a figure of theirs rests on: `9 of 10`."""
    return f"{with_data or 0} of {total}" if total else "no statistical neighbours"


def sparkline(values: Sequence[float | None], last_period: str, unit: str, shown: Sequence[str] | None = None) -> str:
    """The text alternative of a sparkline: its span, latest and missing months. `shown`: how each value is printed,
    where that is not as a figure of the unit."""
    months = len(values)
    texts = shown or [figure(v, unit) for v in values]
    held = [(v, text) for v, text in zip(values, texts, strict=True) if v is not None]
    if not held:
        return f"No figures in the {months} months to {period(last_period)}."
    latest = texts[-1] if values[-1] is not None else "not available"
    low, high = min(held)[1], max(held)[1]
    between = f"always {low}" if low == high else f"between {low} and {high}"
    missing = f"; {plural(months - len(held), 'month')} without a figure" if len(held) < months else ""
    return f"{plural(months, 'month')} to {period(last_period)}: {between}, latest {latest}{missing}."


# ------------------------------------------------------------------------------------------------------


def _round(value: float, decimals: int) -> Decimal:
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0


def order(a: float, b: float, decimals: int | None) -> int:
    """-1, 0 or 1: how a stands to b, as printed with so many decimals (None: unrounded)."""
    if decimals is not None:
        a, b = _round(a, decimals), _round(b, decimals)
    return (a > b) - (a < b)
