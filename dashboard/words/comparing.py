"""What a comparison with other authorities says, as sentences. Pure functions: figures in, text out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard import words
from indicators import comparison, yearly
from indicators.influence import Together, Without
from indicators.yearly import Yearly

BANDS = {
    "A": "in the best quarter of authorities (band A)",
    "B": "in the second quarter of authorities (band B)",
    "C": "in the third quarter of authorities (band C)",
    "D": "in the last quarter of authorities (band D)",
}
UNTESTED = {
    yearly.ONLY_RATE: "Whether that is more than chance cannot be tested: only the rate is published.",
    yearly.COUNTS_HIDDEN: "Whether that is more than chance cannot be tested: the counts behind it are not published.",
    yearly.COUNTS_DIFFER: (
        "Whether that is more than chance cannot be tested: the published counts do not make up the published rate."
    ),
}
STALE_AFTER = 18  # months between the end of what a published figure covers and the month it is set beside


def ordinal(n: int) -> str:
    """`1st`, `2nd`, `83rd`, `112th`."""
    last = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{last}"


def place(council: str, figure: str, year: Mapping, covers: str, why_not: str = "") -> str:
    """Figure, rank of how many and quarter, or why there is no rank; `year` as indicators.comparison.YEARS."""
    if year["no_rank"] == comparison.MADE_UP:
        return f"{council} is made up and has no published figure. Its neighbours are those of a real authority."
    if year["no_rank"] == comparison.NO_FIGURE:
        return f"{council} has no published figure {when(covers)}: {figure}."
    said = f"{council}: {figure} {when(covers)}"
    of = words.number(year["areas_ranked"], 0)
    if year["no_rank"] == "":
        return f"{said}, {ordinal(year['rank'])} of {of} authorities with a figure (1st is best), {_band(year)}."
    reasons = {
        comparison.NO_POLARITY: "It has no rank: neither high nor low is good by itself.",
        comparison.FEW_AREAS: (
            f"It has no rank: only {of} of {year['areas']} authorities have a figure. Those without are mostly those "
            "with small counts, so a rank among the rest would mislead."
        ),
        comparison.NOT_RANKED: f"It has no rank. {why_not}.",
        comparison.REPLACED: "It has no rank, because its successors have figures for the same year.",
    }
    return f"{said}. {reasons[year['no_rank']]}"


def when(covers: str) -> str:
    """What a figure covers, as it goes on in a sentence: `on 31 March 2025`, `in the year ending 31 March 2025`."""
    if covers[:1].isdigit():
        return f"on {covers}"
    return f"in {covers}" if covers[:1].isupper() else f"in the {covers}"


def _band(year: Mapping) -> str:
    return BANDS.get(year["quartile_band"], "without a quarter, which is not given for this series")


def neighbours(found: Together, unit: str, what: str = "neighbours") -> str:
    """Mean and median of the neighbours, how many they rest on, and their range."""
    if not found.with_data:
        return f"None of the {found.total} {what} has a published figure."
    mean, median, least, most = (words.published(v, unit) for v in (found.mean, found.median, found.least, found.most))
    who = f"all {found.total}" if found.with_data == found.total else f"{found.with_data} of {found.total}"
    if found.with_data == 1:
        return f"Only one of the {found.total} {what} has a figure: {mean}."
    return f"The mean of the {what} is {mean}, their median {median} ({who} have a figure, from {least} to {most})."


def influence(found: Sequence[Without], mean: float | None, unit: str) -> str:
    """Which neighbour matters most to the mean; empty where none moves it."""
    if not found or mean is None or not found[0].shift:
        return ""
    first = found[0]
    without, now = words.published(first.mean, unit), words.published(mean, unit)
    if without == now:
        return f"No single neighbour matters much: without {first.area} the mean would still be {now}."
    return f"{first.area} matters most to the mean: without it the mean would be {without}, not {now}."


def closeness(bands: Sequence[str | None]) -> str:
    """A word of caution where most of the neighbours are not close; empty elsewhere."""
    far = sum(b == "Not close" for b in bands)
    if not far or far * 2 < len(bands):
        return ""
    if far == len(bands):
        return f"None of the {far} neighbours is close: DfE’s model calls all of them “not close”. Read them with care."
    return f"DfE’s model calls {far} of the {len(bands)} neighbours “not close”. Read them with care."


def change(found: Yearly | None, unit: str) -> str:
    """How the figure changed on the year before, and whether by more than chance."""
    if found is None or found.value is None:
        return ""
    if found.before is None:
        return "There is no published figure for the year before."
    before = words.published(found.before, unit)
    if found.value == found.before:
        moved = f"It is the same as the year before ({before})"
    else:
        way, size = ("up" if found.value > found.before else "down"), round(found.value - found.before, 6)
        by = words.difference(size, unit)
        by = by.replace(".0", "", 1) if size.is_integer() else by
        moved = f"It is {way} {by} on the year before ({before})"
    if found.why:
        return f"{moved}. {UNTESTED[found.why]}"
    n1, d1, n0, d0 = found.counts
    made_of = "" if d1 == d0 == 1 else f", {words.out_of(n1, d1, unit)} after {words.out_of(n0, d0, unit)}"
    return f"{moved}: {found.verdict}{made_of}."


def months_between(ends: date, month_end: date) -> int:
    """Whole months from the end of what a published figure covers to the end of the month it is set beside."""
    return (month_end.year - ends.year) * 12 + month_end.month - ends.month


def age(ends: date, month_end: date) -> str:
    """How old the published figure is beside the month: `it ends 18 months before September 2026`; after 18 it is
    stale, which is said."""
    months = months_between(ends, month_end)
    month = words.period(f"{month_end:%Y-%m}")
    if months <= 0:
        return f"it covers a time that ends {'with' if months == 0 else 'after'} {month}"
    said = f"it ends {words.plural(months, 'month')} before {month}"
    return f"{said}, so it is stale (more than {STALE_AFTER} months)" if months > STALE_AFTER else said
