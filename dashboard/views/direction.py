"""The direction of travel in words: a tag, a few words beside it, and sentences that say what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import words
from dashboard.words import Tag, verdicts
from indicators.charted import MONTHS
from indicators.direction import NO_CHANGE, TOO_FEW

TONES = {"improving": "good", "worsening": "bad"}
CHARTED = MONTHS  # the months that a control chart is of
LIMITS = {"percent": (0, 100)}  # what cannot be is not printed as a limit; no figure of ours is below 0
WHY_NO_CHART = {
    "longer": "Each figure covers more than a month: neighbouring months share cases, so no control chart judges it.",
    "few_months": "A control chart needs 12 months with a figure.",
    "few_cases": "Most months rest on few cases, or are none or 100%, so no control chart judges it.",
    "same_cases": "Mostly the same cases are counted every month: a control chart would take slow drift for a signal.",
}
WHY_NOT = {
    "nothing_before": "No figure of a year or a quarter before is held to test it against.",
    "few_cases": "There are fewer than ten cases to test it on.",
    "not_tested": "Averages and shares of full-time equivalents cannot be tested against an earlier month.",
}
WHY_NOT_SHORT = {
    "nothing_before": "none a year or a quarter before",
    "few_cases": "fewer than ten cases",
    "not_tested": "an average, or shares of posts",
}
UNTOLD = {"nothing_before": "No earlier figure", "few_cases": "Too few to compare", "not_tested": "Not tested"}


@dataclass(frozen=True)
class Direction:
    """`tag` is None where there is no figure. `sentences` are for a page with room for them."""

    tag: Tag | None
    why: str = ""
    sentences: tuple[str, ...] = ()
    assurance: Tag | None = None  # whether the target can be relied on to be met
    alone: tuple[str, ...] = ()  # what the chart of the months alone says, where the figure covers twelve


@dataclass(frozen=True)
class Limits:
    """What is drawn of a control chart that decides the direction: its mean and limits, in the unit of the figure and
    not beyond what is possible; they hold for the last CHARTED months and rest on `months` figures."""

    mean: float
    lower: float
    upper: float
    months: int
    unit: str
    start: str = ""  # the first month that they are of
    end: str = ""  # the last one, where other limits follow

    @property
    def usual(self) -> str:
        """`87.8% to 98.4%`."""
        return f"{words.figure(self.lower, self.unit)} to {words.figure(self.upper, self.unit)}"

    @property
    def centre(self) -> str:
        """The mean as printed."""
        return words.figure(self.mean, self.unit)


def direction(row: Mapping) -> Direction:
    """The direction of one row of the scorecard."""
    word = row["direction"]
    if word is None:
        return Direction(None)
    told = {"control_chart": _by_chart, "difference": _by_difference}.get(row["direction_by"], _untold)
    why, sentences = told(row)
    named = UNTOLD[row["no_difference"]] if word == TOO_FEW else word.capitalize()
    tag = Tag(named, _shape(row), TONES.get(word, "quiet"))
    relied_on = verdicts.assurance(row)
    if row["chart_of"] == "flow":
        return Direction(tag, why, tuple(sentences), alone=tuple(_of_months(row)))
    if relied_on is not None:
        sentences.append(relied_on[1])
    return Direction(tag, why, tuple(sentences), relied_on[0] if relied_on else None)


def limits(row: Mapping) -> Limits | None:
    """What the chart of one row of the scorecard may draw; None where its months are no control chart."""
    if row["direction_by"] != "control_chart" or row["chart_of"] != "figure":
        return None
    return _limits(row)


def monthly_limits(row: Mapping) -> Limits | None:
    """The limits of the chart of what happened in each month alone, of a figure that covers twelve; None without."""
    if row["chart_of"] != "flow" or row["no_chart"]:
        return None
    return _limits(row)


# ------------------------------------------------------------------------------------------------------


def _limits(row: Mapping) -> Limits:
    lowest, highest = LIMITS.get(row["unit"], (0, None))
    upper = row["chart_upper"] if highest is None else min(row["chart_upper"], highest)
    lower, start = max(row["chart_lower"], lowest), row["chart_from"] or ""
    return Limits(row["chart_mean"], lower, upper, row["chart_months"], row["unit"], start)


def _shape(row: Mapping) -> str:
    """An arrow for the way that the figure moves, whichever is good."""
    if row["direction"] in (NO_CHANGE, TOO_FEW):
        return "●" if row["direction"] == NO_CHANGE else "○"
    falls_well = row["polarity"] == "lower_is_better"
    rises = row["direction"] == "higher" or (row["direction"] == ("worsening" if falls_well else "improving"))
    return "↑" if rises else "↓"


def _by_chart(row: Mapping) -> tuple[str, list[str]]:
    why, said = _signal(row)
    if row["chart_of"] == "flow":
        return f"in the month alone: {why}", [_alone(row), *said]
    return why, said


def _of_months(row: Mapping) -> list[str]:
    """What the chart of the months alone says. Whether it will meet its target is said only while nothing changes."""
    if row["no_chart"]:
        return []
    if row["signal"] == "Common Cause":
        usual = _limits(row).usual
        said = [f"By itself that is nothing unusual: chance makes anything from {usual}.", *_uneven(row)]
    else:
        said = _signal(row)[1]
    relied_on = verdicts.assurance(row) if row["direction"] == NO_CHANGE else None
    return [_alone(row), *said, *([f"{relied_on[1]} That is of single months."] if relied_on else [])]


def _alone(row: Mapping) -> str:
    """The latest point of the chart of the months alone."""
    figure = words.figure(row["chart_value"], row["unit"])
    return (
        "The figure covers twelve months, which a control chart cannot judge, so the chart is of what happened in each "
        f"month alone: {figure} in {words.period(row['period'])}."
    )


def _signal(row: Mapping) -> tuple[str, list[str]]:
    """What the latest point of the control chart means."""
    found = _limits(row)
    mean, usual = found.centre, found.usual
    running, months = words.plural(row["signal_months"], "month"), words.plural(found.months, "month")
    signal, since = row["signal"], f" since {words.period(row['chart_from'])}" if row["rebased"] else ""
    if signal == "Common Cause":
        run = verdicts.running(row)
        said = f"it lies within the range that chance explains ({usual}, from {months}{since}): no real change."
        said = f"{run}, still within normal variation: {said}" if run else said[:1].upper() + said[1:]
        return f"{run.lower()}, within its usual range" if run else "within its usual range", [said, *_uneven(row)]
    above = "Above" in signal or "Increasing" in signal
    if "Trend" in signal:
        why = f"{'up' if above else 'down'} {running} running"
        said = f"It has {'risen' if above else 'fallen'} {running} running"
    elif "Points" in signal:
        why = f"{running} {'above' if above else 'below'} its mean"
        said = f"It has been {'above' if above else 'below'} its mean ({mean}, from {months}) for {running} running"
    elif "2 in 3" in signal:
        why = f"near the {'top' if above else 'bottom'} of its usual range"
        said = f"Two of the last three months lie near the {'top' if above else 'bottom'} of its usual range ({usual})"
    else:
        why = f"{'above' if above else 'below'} its usual range"
        said = f"It lies {'above' if above else 'below'} the range that chance explains ({usual}, from {months}{since})"
    return why, [f"{said}: that is a real change, not chance.", *_uneven(row)]


def _uneven(row: Mapping) -> list[str]:
    text = "The number of cases behind it varies more than twofold, so the range is a rough guide."
    return [text] if row["uneven"] else []


def _by_difference(row: Mapping) -> tuple[str, list[str]]:
    then, unit = words.period(row["compared_period"]), row["unit"]
    chance = "no more" if row["direction"] == NO_CHANGE else "more"
    reach = _reach(row["difference_lower"], row["difference_upper"], unit)
    said = f"The change since {then} is {chance} than chance would make: allowing for chance it is {reach}."
    return f"tested against {words.period_short(row['compared_period'])}", [said, *_no_chart(row)]


def _reach(lower: float, upper: float, unit: str) -> str:
    """`between 2.5 points and 6.4 points down`, `anything from 1.1 points down to 3.5 points up`."""
    low, high = words.difference(lower, unit), words.difference(upper, unit)
    if lower > 0:
        return f"between {low} and {high} up"
    if upper < 0:
        return f"between {high} and {low} down"
    return f"anything from {low} down to {high} up"


def _untold(row: Mapping) -> tuple[str, list[str]]:
    reason = row["no_difference"]
    return WHY_NOT_SHORT[reason], ["Whether it really moved cannot be told.", *_no_chart(row), WHY_NOT[reason]]


def _no_chart(row: Mapping) -> list[str]:
    return [WHY_NO_CHART[row["no_chart"]]] if row["no_chart"] else []
