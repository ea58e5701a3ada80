"""The rows of a dot plot: the authority, its circle, what they say together, region and England."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard import words
from dashboard.views.scale import Scale
from data import areas
from data import series as national
from indicators import comparison as compared
from indicators.comparison import Comparison
from indicators.influence import Together
from indicators.model import MONTH, QUARTER, ROLLING_3, Indicator, Unit
from indicators.scorecard import Scorecard

CLOSENESS, VALUE = "closeness", "value"
ROLES = {"own": 0, "month": 1, "before": 2, "neighbour": 3, "mean": 4, "median": 5, "region": 6, "england": 7}
SHORT = (MONTH, ROLLING_3, QUARTER)  # a count of so short a time cannot stand beside that of a year


@dataclass(frozen=True)
class Spot:
    """One row of the plot: an area, or what the neighbours say together. `at` is its place in percent of the width,
    None where it has none; `state` says why there is no figure."""

    name: str
    what: str
    kind: str  # a key of ROLES
    figure: str
    state: str = ""
    at: float | None = None
    aside: str = ""  # a word on the figure, such as that it is not ranked


def off_scale(kind: str, unit: str) -> bool:
    """A count of a region or of England would push all others into one corner."""
    return unit == "count" and kind in ("region", "england")


def places(
    defined: Indicator, card: Scorecard, found: Comparison, rows: pl.DataFrame, year: dict, near: Together, order: str
) -> list[tuple]:
    """(kind, value, name, what, state, aside) of every row of the plot, in the order in which they are drawn."""
    listed = [_area(r, card, found, year) for r in rows.to_dicts()]
    if not any(kind == "own" for kind, *_ in listed):
        why = "made up: no published figure" if card.synthetic else "not published"
        listed.append(("own", None, card.authority_name, "this authority", why, ""))
    listed += _own_month(defined, card, found)
    if near.mean is not None:
        k = f"{near.with_data} of {near.total} have a figure"
        listed += [
            ("mean", near.mean, "Mean of the neighbours", k, "", ""),
            ("median", near.median, "Median", k, "", ""),
        ]
    orders = {r["area"]: r["order"] or 0 for r in rows.to_dicts()}

    def place(row: tuple) -> tuple:
        kind, value, name = row[:3]
        if kind != "neighbour" or order == CLOSENESS:
            return ROLES[kind], 0, orders.get(name, 0)
        return ROLES[kind], value is None, value or 0

    return sorted(listed, key=place)


def _area(row: dict, card: Scorecard, found: Comparison, year: dict) -> tuple:
    kind = row["role"]
    what = {
        "own": "this authority",
        "before": "the area before the reorganisation",
        "neighbour": str(row["closeness"] or "").lower(),
        "region": "region",
        "england": "country",
    }[kind]
    gap = "" if row["value"] is not None else state(row)
    why = compared.why_not_ranked(found.facts["series"], year["year"], row["area_code"])
    name = card.authority_name if kind == "own" else row["area"]
    return kind, row["value"], name, what, gap, "not ranked: a mistake of the return" if why else ""


def state(row: dict) -> str:
    """Why an area has no figure: it was not there that year, or what the statistics print in its place."""
    if row["status"] in ("not_published", "not_applicable") and row["role"] != "region":
        known = areas.area(row["area_code"])
        if known["valid_from"] is not None and known["valid_from"] > national.ends(row["series"], row["year"]):
            return f"formed in {_month(known['valid_from'])}"
        if known["valid_to"] is not None and known["valid_to"].year < row["year"]:
            return f"abolished in {_month(known['valid_to'])}"
    return words.symbol(row["status"] or "not_published")


def _own_month(defined: Indicator, card: Scorecard, found: Comparison) -> list[tuple]:
    """The council's own figure of the month, beside the series that its indicator is mainly compared with."""
    if found.facts["series"] != defined.published[0]:
        return []
    if defined.basis in SHORT and defined.unit in (Unit.COUNT, Unit.RATE_PER_10K, Unit.RATE_PER_1K, Unit.RATE_PER_100K):
        return []
    row = card.rows.filter(pl.col("indicator") == defined.id).to_dicts()
    if not row or row[0]["status"] != "ok":
        return []
    what = f"{words.period(card.period)}, {row[0]['basis_words']}: monthly, provisional"
    return [("month", row[0]["value"], "Our own latest month", what, "", "")]


def spot(placed: tuple, on: Scale, unit: str) -> Spot:
    kind, value, name, what, gap, aside = placed
    figure = words.figure(value, unit) if kind == "month" else words.published(value, unit)
    if value is not None and off_scale(kind, unit):
        return Spot(name, what, kind, figure, "too large for this scale", None, aside)
    return Spot(name, what, kind, figure, gap, None if value is None else on.place(value), aside)


def _month(when: date) -> str:
    return words.period(f"{when:%Y-%m}")
