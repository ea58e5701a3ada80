"""What may be compared: every indicator with a national series, and the authority's place in its latest year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard import words
from dashboard.views.choice import Choice, Source, slug
from dashboard.views.compare import NO_COUNCIL, Asked
from data import areas, comparators, published
from data import series as national
from data.store import Store
from indicators import catalogue
from indicators.neighbours import MINIMUM_AREAS, compare_all


@dataclass(frozen=True)
class Comparable:
    """One indicator and the latest published figures beside it."""

    title: str
    address: str
    own: str
    rank: str
    neighbours: str
    england: str
    covers: str


@dataclass(frozen=True)
class CompareListView:
    """The page. `domains`: name, its name in addresses, and its indicators."""

    council: str = ""
    synthetic: bool = False
    missing: str = ""
    news: str = ""
    domains: tuple[tuple[str, str, tuple[Comparable, ...]], ...] = ()
    latest: str = ""  # the latest month held, where the one asked for is not


def latest_places(store: Store, authority: str) -> dict[str, dict]:
    """The reading of the page: of each indicator's main series, the authority's row of the latest year
    (columns of indicators.neighbours.COLUMNS). A council without published figures has the others'."""
    main = {i.published[0]: i.id for i in catalogue.ALL if i.published}
    rows = comparators.rows(store, main)
    held = rows.filter((pl.col("level") == "authority") & pl.col("value").is_not_null())
    last = held.group_by("series").agg(year=pl.col("year").max())
    latest = rows.join(last, on=["series", "year"])
    stand = areas.stands_for(authority)
    circle = comparators.circle(store, authority).neighbours.with_columns(authority=pl.lit(stand))
    found = compare_all(latest, circle, minimum_areas=MINIMUM_AREAS, leave_out=published.not_ranked())
    own = found.filter(pl.col("area_code") == stand)
    if stand != authority:
        nothing = {"value": None, "status": "not_published", "rank": None, "quartile_band": None}
        own = own.with_columns(pl.lit(v, own.schema[c]).alias(c) for c, v in nothing.items())
    else:
        own = _corrected(own)
    return {main[r["series"]]: r for r in own.to_dicts() if r["series"] in main}


def compare_list(source: Source, query: Mapping[str, str]) -> CompareListView:
    """The view for a query (period)."""
    choice = Choice(period=query.get("period", "").strip())
    held = source.periods()
    if not held:
        return CompareListView(missing=NO_COUNCIL)
    card = source.scorecard(choice.period or None)
    if card is None:
        return CompareListView(missing=words.not_held(choice.period, held), latest=held[-1])
    shown = set(card.rows["indicator"])
    found = {id: place for id, place in source.read(latest_places).items() if id in shown}
    domains: dict[str, list[Comparable]] = {}
    for row in card.rows.to_dicts():
        place = found.get(row["indicator"])
        if place is not None:
            domains.setdefault(row["domain"], []).append(_line(row, place, choice.period))
    total = sum(map(len, domains.values()))
    best = sum(line["quartile_band"] == "A" for line in found.values())
    last = sum(line["quartile_band"] == "D" for line in found.values())
    ranked = sum(line["rank"] is not None for line in found.values())
    news = f"{words.plural(total, 'indicator')} can be set beside published national figures. "
    if card.synthetic:
        news += "This council is made up and has no published figures; its neighbours are those of a real authority."
    else:
        news += f"Of {ranked} that are ranked, {best} are in the best quarter of authorities and {last} in the last."
    sections = tuple((name, slug(name), tuple(lines)) for name, lines in domains.items())
    return CompareListView(card.authority_name, card.synthetic, "", news, sections)


def _line(row: Mapping, place: Mapping, period: str) -> Comparable:
    unit = national.find(place["series"])["unit"]
    shown = words.published(place["value"], unit) if place["value"] is not None else words.symbol(place["status"])
    rank = (
        f"{place['rank']} of {place['areas_ranked']}, band {place['quartile_band']}" if place["rank"] else "not ranked"
    )
    median, england = (words.published(place[c], unit) for c in ("neighbour_median", "england"))
    return Comparable(
        title=row["title"],
        address=Asked(period=period).address(f"/compare/{row['indicator']}"),
        own=shown,
        rank=rank if place["polarity"] != "-" else "no rank: neither high nor low is good",
        neighbours=f"{median} ({place['neighbours_with_data']})",
        england=england,
        covers=national.covers(place["series"], place["year"]),
    )


def _corrected(own: pl.DataFrame) -> pl.DataFrame:
    return published.corrected(own)
