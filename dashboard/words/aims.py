"""A figure beside its target, in words. A figure gets as many decimals as it takes for the printed pair to say the same
as the true one: met or missed.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import words


def beside(value: float | None, row: Mapping) -> tuple[str, str]:
    """The figure and its target as they are printed together, of a row with the columns of `targets.GOALS`; the target
    is empty where there is none."""
    unit, low, high, way = row["unit"], row["target_low"], row["target_high"], row["target_polarity"]
    if low is not None and high is not None:
        return beside_band(value, low, high, unit) if value is not None else ("–", band_words(low, high, unit))
    target = high if low is None else low
    if value is not None and target is not None:
        return beside_target(value, target, unit, way)
    decimals = words.decimals_of(value, unit) if value is not None else None
    return words.figure(value, unit, decimals), target_words(target, unit, way)


def beside_band(value: float, low: float, high: float, unit: str) -> tuple[str, str]:
    """The figure and the band that it should lie in, printed so that rounding does not carry it over an edge."""
    decimals, edges = words.decimals_of(value, unit), ((low, "higher"), (high, "lower_is_better"))
    while decimals < words.MOST_DECIMALS and any(
        _meets(value, edge, way, decimals) != _meets(value, edge, way, None) for edge, way in edges
    ):
        decimals += 1
    return words.figure(value, unit, decimals), band_words(low, high, unit, decimals)


def band_words(low: float, high: float, unit: str, decimals: int = 1) -> str:
    """`15 to 18`, `85% to 95%`."""
    ends = (words.number(x, decimals) for x in (low, high))
    shown = [text.rstrip("0").rstrip(".") if "." in text else text for text in ends]
    return " to ".join(text + words.SUFFIXES.get(unit, "") for text in shown)


def beside_target(value: float, target: float, unit: str, polarity: str) -> tuple[str, str]:
    """The figure and its target, printed so that rounding does not turn a miss into a hit or a hit into a miss:
    a target of 40 or less and a value of 40.04 are `40.04%` and `40% or less`, not `40.0%`."""
    decimals = words.decimals_of(value, unit)
    truth = _meets(value, target, polarity, None)
    while decimals < words.MOST_DECIMALS and _meets(value, target, polarity, decimals) != truth:
        decimals += 1
    return words.figure(value, unit, decimals), target_words(target, unit, polarity, decimals)


def target_words(target: float | None, unit: str, polarity: str, decimals: int = 1) -> str:
    """`40% or less`, `90% or more`, `0` where nothing is less, `100%` where nothing is more; empty where there is no
    target."""
    if target is None:
        return ""
    lower = polarity == "lower_is_better"
    text = words.number(target, decimals)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text += words.SUFFIXES.get(unit, "")
    is_end = target == 0 if lower else unit == "percent" and target == 100
    return text if is_end else f"{text} or {'less' if lower else 'more'}"


# ------------------------------------------------------------------------------------------------------


def _meets(value: float, target: float, polarity: str, decimals: int | None) -> bool:
    order = words.order(value, target, decimals)
    return order <= 0 if polarity == "lower_is_better" else order >= 0
