"""Whole sentences about an indicator: its month in words, and what its chart shows. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import words
from dashboard.words import aims, verdicts

RATING = {
    "on_target": "which meets the target",
    "close_to_target": "which misses the target but is close to it",
    "off_target": "which misses the target",
}


def in_words(row: Mapping, previous: str, year_ago: str, noun: str = "") -> list[str]:
    """What one row of the scorecard says, as sentences; `previous` and `year_ago` name the months before, `noun` what
    is counted."""
    month, unit = words.period(row["period"]), row["unit"]
    if row["status"] != "ok":
        return [f"{month}: {words.status(row['status']).lower()}.", *_comparison(row)]
    sentences = [_figure(row, month)]
    sentences += filter(None, [verdicts.one_changed(row, noun), verdicts.reach(row)])
    before = [
        words.change(row["value"], row[name], unit, since)
        for name, since in (("previous_value", previous), ("year_ago_value", year_ago))
    ]
    if not verdicts.is_few(row["denominator"], unit):
        if row["previous_value"] is None and row["year_ago_value"] is None:
            before = [f"no figure for {previous} or {year_ago} to compare with"]
        sentences.append(f"{_capital('; '.join(before))}.")
    sentences += _comparison(row)
    if row["unknown"]:
        unknown = words.number(row["unknown"], 0)
        are = "is" if row["unknown"] == 1 else "are"
        sentences.append(f"{unknown} {are} not recorded: what decides it is blank in the return.")
    return sentences


def chart(
    months: Sequence[str],
    values: Sequence[float | None],
    unit: str,
    *,
    target: str = "",
    published: Sequence[str] = (),
    shown: Sequence[str] | None = None,
) -> str:
    """What the trend chart shows, for those who do not see it. `shown`: how each value is printed, where that is not
    as a figure of the unit."""
    texts = shown or [words.figure(v, unit) for v in values]
    held = [(v, m, text) for m, v, text in zip(months, values, texts, strict=True) if v is not None]
    span = f"from {words.period(months[0])} to {words.period(months[-1])}"
    if not held:
        text = f"No monthly figures {span}." if len(months) > 1 else f"No figure for {words.period(months[0])}."
    elif len(held) == 1:
        (_, month, shown_as) = held[0]
        text = f"One monthly figure: {shown_as} ({words.period(month)})."
    else:
        (_, low_month, low), (_, high_month, high), (_, last_month, last) = min(held), max(held), held[-1]
        text = (
            f"Monthly figures {span}: lowest {low} ({words.period(low_month)}), "
            f"highest {high} ({words.period(high_month)}), "
            f"latest {last} ({words.period(last_month)})."
        )
    gaps = len(months) - len(held)
    if held and gaps:
        text += f" {words.plural(gaps, 'month')} {'has' if gaps == 1 else 'have'} no figure."
    if target:
        text += f" The target is {target}."
    if published:
        text += f" Published: {words.joined(published)}."
    return text


# ------------------------------------------------------------------------------------------------------


def _figure(row: Mapping, month: str) -> str:
    unit, (figure, aim) = row["unit"], aims.beside(row["value"], row)
    made_of = words.out_of(row["numerator"], row["denominator"], unit)
    if verdicts.is_few(row["denominator"], unit):
        figure, made_of = made_of, ""
    rating = f", {RATING[row['rag']]} ({aim})" if row["rag"] in RATING else ""
    return f"{month}: {figure}{f' ({made_of})' if made_of else ''}{rating}."


def _comparison(row: Mapping) -> list[str]:
    if row["comparator_year"] is None:
        return []
    unit, parts = row["unit"], []
    if row["neighbour_median"] is not None:
        median = words.published(row["neighbour_median"], unit)
        k = row["neighbours_with_data"]
        some = f" ({k} of {row['neighbours_total']} have a figure)" if k != row["neighbours_total"] else ""
        parts.append(f"the median of the statistical neighbours was {median}{some}")
    if row["england_value"] is not None and unit != "count":
        parts.append(f"England {'was ' if not parts else ''}{words.published(row['england_value'], unit)}")
    sizes = ", but councils differ in size" if unit == "count" else ""
    return [f"In {row['comparator_label']} {' and '.join(parts)}{sizes}."] if parts else []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
