"""What chance, one case, and time make of a rating, in plain English. Pure functions: text out, nothing read."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dashboard import words
from dashboard.words import Tag
from indicators.chance import Step, steps
from indicators.spc.assurance import FAIL, PASS

NAMED = {"on_target": "on target", "close_to_target": "close to target", "off_target": "off target"}
SMALL = 200  # cases below which what could be another rating is put down to small numbers
NEAR = 2  # cases from another rating that are worth a note beside the figure
FEW = 10  # cases below which a percentage says more than it knows
MOST = 2 / 3  # of months
AVERAGES = ("days", "weeks", "score")


def is_few(denominator: float | None, unit: str) -> bool:
    """Whether a percentage rests on so few cases that it is not printed."""
    return unit == "percent" and denominator is not None and 0 < denominator < FEW


def small_average(denominator: float | None, unit: str, noun: str) -> str:
    """`so few that one child can change it much`, of an average of fewer than ten; else empty."""
    if unit not in AVERAGES or denominator is None or not 0 < denominator < FEW:
        return ""
    one = f"one {nouns(noun)[0]}"
    return f"so few that {one} can change it much" if denominator > 1 else ""


def share(value: float | None, numerator: float | None, denominator: float | None, unit: str) -> str:
    """The figure as it is printed: under ten cases `3 of 7`, without a percentage."""
    if value is not None and is_few(denominator, unit):
        return words.out_of(numerator, denominator, unit)
    return words.figure(value, unit, words.decimals_of(value, unit) if value is not None else None)


def restated(value: float | None, row: Mapping) -> str:
    """What later returns made of a row's figure; empty where nothing changed."""
    later, unit = row["restated_value"], row["unit"]
    if later is None or later == value or not is_few(row["restated_denominator"], unit):
        return words.restated(value, later, unit)
    return f"{words.out_of(row['restated_numerator'], row['restated_denominator'], unit)} on what is held now"


def cases(row: Mapping) -> float | None:
    """The number that decides how far chance reaches: of cases, or of events for a rate per head."""
    return row["numerator"] if row["unit"] == "rate_per_10k" else row["denominator"]


def badge(row: Mapping) -> str:
    """`Small numbers: chance could make it off target`, where chance alone could give another rating."""
    if not row["could_be"] or (cases(row) or 0) >= SMALL:
        return ""
    return f"Small numbers: chance could make it {_named(row)}"


def reach(row: Mapping) -> str:
    """How far chance reaches, where it reaches another rating."""
    if not row["could_be"]:
        return ""
    if is_few(row["denominator"], row["unit"]):
        return f"With so few cases chance alone could make it {_named(row)}."
    low, high = (words.figure(row[end], row["unit"]) for end in ("value_lower", "value_upper"))
    few = " The numbers are small." if (cases(row) or 0) < SMALL else ""
    reached = f"With this many cases chance alone could put it anywhere from {low} to {high}"
    return f"{reached}: it could be {_named(row)}.{few}"


def one_changed(row: Mapping, noun: str) -> str:
    """How many cases it is from another rating, as a sentence; empty where that cannot be said."""
    told = [_step(step, row, noun) for step in steps(row)]
    return f"{_capital('; '.join(told))}." if told else ""


def near(row: Mapping, noun: str) -> str:
    """`1 child away from “off target”`, where one or two cases would change the rating of a figure of not too many."""
    found = steps(row)
    if not found or abs(found[0].cases) > NEAR or (row["denominator"] or row["numerator"]) >= SMALL:
        return ""
    return f"{words.plural(abs(found[0].cases), *nouns(noun))} away from “{NAMED[found[0].rag]}”"


def assurance(row: Mapping) -> tuple[Tag, str] | None:
    """Whether the figure can be relied on to meet its target if nothing changes: a tag and a sentence. None where no
    control chart can tell."""
    verdict, missed = row["assurance"], row["miss_share"]
    if verdict is None or missed is None or row["no_chart"]:
        return None
    aim = row["target_words"]
    level = "At this level we would expect to"
    if verdict in (PASS, FAIL):
        does, tone = ("meet", "good") if verdict == PASS else ("miss", "bad")
        shape = "✓" if verdict == PASS else "✕"
        sentence = f"{level} {does} the target ({aim}) in nearly every month."
        return Tag(f"Likely to {does} the target in every month", shape, tone), sentence
    if missed >= MOST:
        tag = Tag("Likely to miss the target in most months", "✕", "near")
        return tag, f"{level} miss the target ({aim}) in most months."
    if missed <= 1 - MOST:
        tag = Tag("Likely to meet the target in most months", "✓", "quiet")
        return tag, f"{level} meet the target ({aim}) in most months."
    tag = Tag("Could meet or miss the target in any month", "?", "quiet")
    return tag, f"{level} meet the target ({aim}) in some months and miss it in others, by chance."


def running(row: Mapping) -> str:
    """`Up three months running`, of the points of the control chart; empty under two."""
    run = row["run_months"] or 0
    return f"{'Up' if run > 0 else 'Down'} {count(abs(run))} months running" if abs(run) > 1 else ""


def escalated(row: Mapping, after: int) -> str:
    """`Off target for 4 months`, where it has lasted long enough to be escalated; else empty."""
    if row["months_off"] >= after:
        return f"Off target for {words.plural(row['months_off'], 'month')}"
    if row["months_concern"] >= after:
        return f"Worse than usual for {words.plural(row['months_concern'], 'month')}"
    return ""


def by_chance(judged: int, alarms: float) -> str:
    """`Of 90 indicators, 1 or 2 would show here by chance alone.`"""
    low, nearest = math.floor(alarms), round(alarms)
    is_near = nearest and abs(alarms - nearest) < 0.25
    said = f"about {nearest}" if is_near else f"{low or 'none'} or {low + 1}"
    return f"Of {words.plural(judged, 'indicator')} that can be judged, {said} would show here by chance alone."


def nothing_moved(chance: str) -> str:
    """What stands where no figure moved; `chance`: what by_chance says, empty where nothing could be judged, as in the
    first month of all."""
    if not chance:
        return "No figure can yet be set beside an earlier one."
    return "No figure of this month is further from its usual range, or from a year before, than chance explains."


def count(n: int) -> str:
    """A small number in words, as people say it."""
    named = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return named[n] if n < len(named) else words.number(n, 0)


def nouns(noun: str) -> tuple[str, str]:
    """A noun for one and for several: `child` and `children`; `case` where there is none."""
    plurals = {"child": "children", "enquiry": "enquiries", "young person": "young people"}
    name = noun or "case"
    return name, plurals.get(name, f"{name}s")


# ------------------------------------------------------------------------------------------------------


def _step(step: Step, row: Mapping, noun: str) -> str:
    of = f" of {words.count(row['denominator'])}" if row["unit"] == "percent" else ""
    one, many = nouns(noun)
    n = abs(step.cases)
    changed = f"{count(n)} {'more' if step.cases > 0 else 'fewer'} {one if n == 1 else many}"
    return f"{changed} ({words.count(step.numerator)}{of}) would make it {NAMED[step.rag]}"


def _named(row: Mapping) -> str:
    return " or ".join(NAMED[word] for word in row["could_be"].split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
