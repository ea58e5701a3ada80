"""What the compare page shows: one published series, the authority beside its circle, in one year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import polars as pl

from dashboard import words
from dashboard.views.choice import Option, Source
from dashboard.views.scale import Scale, scale
from dashboard.views.spots import CLOSENESS, VALUE, Spot, off_scale, places, spot, state
from dashboard.words import comparing
from data import comparators, periods
from data import series as national
from data.errors import BadInput, NotFound
from data.store import Store
from indicators import comparison as compared
from indicators.comparison import Comparison, comparison
from indicators.influence import Together, Without, together, without_each
from indicators.model import Indicator
from indicators.scorecard import Scorecard

BEST = {"High": "q75", "Low": "q25"}
GOOD = {"High": "higher", "Low": "lower"}


NO_COUNCIL = "No return has been loaded yet, so there is no council to compare."


@dataclass(frozen=True)
class Asked:
    """What the reader asked to see; all of it stands in the address."""

    year: str = ""
    model: str = ""
    series: str = ""
    order: str = ""
    period: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """From the query of the address."""
        return cls(**{name: query.get(name, "").strip() for name in ("year", "model", "series", "order", "period")})

    def address(self, path: str, **changes: str) -> str:
        """The address of the page as asked, or with something changed."""
        chosen = {k: v for k, v in vars(replace(self, **changes)).items() if v}
        return path + ("?" + urlencode(chosen) if chosen else "")


@dataclass(frozen=True)
class YearLine:
    """One year of the series in figures."""

    label: str
    own: str
    rank: str
    mean: str
    median: str
    with_data: str
    region: str
    england: str
    change: str


@dataclass(frozen=True)
class CompareView:
    """The compare page. `missing` says why there is nothing to compare."""

    id: str
    title: str
    domain: str
    asked: Asked
    council: str = ""
    synthetic: bool = False
    missing: str = ""
    series: str = ""
    series_title: str = ""
    covers: str = ""
    year: str = ""  # the year that is shown, which the address need not name
    period: str = ""  # and the month
    news: str = ""
    in_words: tuple[str, ...] = ()
    circle: str = ""
    order: str = CLOSENESS
    spots: tuple[Spot, ...] = ()
    scale: Scale | None = None
    band: tuple[float, float] | None = None  # the neighbours' range, in percent of the width
    best: float | None = None  # where the best quarter begins, in percent of the width
    best_words: str = ""
    england: float | None = None
    alternative: str = ""
    without: tuple[tuple[str, str, str], ...] = ()
    lines: tuple[YearLine, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    year_options: tuple[Option, ...] = ()
    model_options: tuple[Option, ...] = ()
    series_options: tuple[Option, ...] = ()


def compared_in(store: Store, authority: str, series: str, model: str) -> Comparison | None:
    """The reading of the page: the authority beside the circle of that name in one series."""
    names = [series, *(national.parts(series) or ())]
    circle = comparators.circle(store, authority, model)
    rows = comparators.rows(store, names)
    return comparison(rows, comparators.heads(store), circle, authority=authority, series=series)


def circles_of(store: Store, authority: str) -> tuple[tuple[str, str], ...]:
    """The reading of what may be chosen: name and words of every circle of the authority."""
    return tuple((c.model, c.words) for c in comparators.circles(store, authority))


def compare(source: Source, indicator_id: str, query: Mapping[str, str]) -> CompareView:
    """The view for an indicator and a query (year, model, series, order, period). Raises NotFound, BadInput."""
    defined, asked = source.indicator(indicator_id), Asked.of(query)
    held = source.periods()
    card = source.scorecard(asked.period or None) if held else None
    facts = {"id": defined.id, "title": defined.title, "domain": defined.domain, "asked": asked}
    if card is None:
        return CompareView(**facts, missing=words.not_held(asked.period, held) if held else NO_COUNCIL)
    facts |= {"council": card.authority_name, "synthetic": card.synthetic}
    if not defined.published:
        return CompareView(**facts, missing="No national figure is published that this can be set beside.")
    series = asked.series or defined.published[0]
    if series not in defined.published:
        raise NotFound(f"series beside {defined.id}", series, defined.published)
    found = source.read(compared_in, series, asked.model)
    if found is None:
        return CompareView(**facts, missing=f"No figure of {series} is held.")
    models = source.read(circles_of)
    options = {
        "model_options": tuple(Option(m, said, m == found.circle.model) for m, said in models),
        "series_options": tuple(Option(s, national.find(s)["title"] or s, s == series) for s in defined.published),
    }
    return CompareView(**facts, **options, **_figures(defined, card, found, asked))


def _year(found: Comparison, asked: str) -> dict:
    """The year asked for; else the latest in which anyone but England has a figure."""
    years = found.years.to_dicts()
    if asked:
        chosen = [y for y in years if str(y["year"]) == asked]
        if not chosen:
            known = ", ".join(str(y["year"]) for y in years)
            raise BadInput(f"There is no figure of this series for '{asked}'. The years are {known}.")
        return chosen[0]
    held = [y for y in years if y["areas_ranked"]]
    return (held or years)[-1]


def _figures(defined: Indicator, card: Scorecard, found: Comparison, asked: Asked) -> dict:
    year, unit = _year(found, asked.year), found.facts["unit"]
    rows = found.rows.filter(pl.col("year") == year["year"])
    near, left_out = together(rows), without_each(rows)
    order = VALUE if asked.order == VALUE else CLOSENESS
    placed = places(defined, card, found, rows, year, near, order)
    drawn = [v for kind, v, *_ in placed if v is not None and not off_scale(kind, unit)]
    best = year[BEST[found.facts["polarity"]]] if found.facts["polarity"] in BEST else None
    on = scale([*drawn, *([best] if best is not None else [])], unit)
    spots = tuple(spot(p, on, unit) for p in placed)
    england = next((v for kind, v, *_ in placed if kind == "england" and not off_scale(kind, unit)), None)
    covers = national.covers(found.facts["series"], year["year"])
    own = next((s for s in spots if s.kind == "own"), None)
    why_not = compared.why_not_ranked(found.facts["series"], year["year"], found.authority)
    news = comparing.place(card.authority_name, own.state or own.figure if own else "", year, covers, why_not)
    best_words = _best_words(best, year, found.facts)
    closeness = rows.filter(pl.col("role") == "neighbour").sort("order")["closeness"].to_list()
    what = "neighbours" if found.circle.is_statistical else "authorities of this list"
    said = [
        comparing.neighbours(near, unit, what),
        comparing.influence(left_out, near.mean, unit),
        comparing.change(found.changes.get(year["year"]), unit),
        comparing.closeness(closeness),
    ]
    return {
        "series": found.facts["series"],
        "series_title": found.facts["title"] or found.facts["series"],
        "covers": covers,
        "year": str(year["year"]),
        "period": card.period,
        "news": news,
        "in_words": tuple(s for s in said if s),
        "circle": found.circle.words,
        "order": order,
        "spots": spots,
        "scale": on,
        "band": None if near.least is None else (on.place(near.least), on.place(near.most)),
        "best": None if best is None else on.place(best),
        "best_words": best_words,
        "england": None if england is None else on.place(england),
        "alternative": _alternative(spots, near, best_words, on, unit),
        "without": tuple(_without(w, near, unit) for w in left_out),
        "lines": tuple(_line(found, y, unit) for y in reversed(found.years.to_dicts())),
        "facts": tuple(_facts(defined, card, found, year, covers)),
        "year_options": tuple(
            Option(str(y["year"]), national.covers(found.facts["series"], y["year"]), y["year"] == year["year"])
            for y in reversed(found.years.to_dicts())
        ),
    }


def _best_words(best: float | None, year: dict, facts: Mapping) -> str:
    if best is None:
        return ""
    way = "more than" if facts["polarity"] == "High" else "no more than"
    return f"Best quarter of authorities: {way} {words.published(best, facts['unit'])}"


def _alternative(spots: Sequence[Spot], near: Together, best_words: str, on: Scale, unit: str) -> str:
    shown = sum(s.at is not None for s in spots if s.kind == "neighbour")
    low, high = (words.published(v, unit) for v in (on.low, on.high))
    said = f"Dot plot, one row an area; the scale runs from {low} to {high} and need not begin at zero. "
    some = f"{shown} of {near.total} neighbours have a dot; the others say why they have none."
    said += some if shown < near.total else f"All {near.total} neighbours have a dot."
    return f"{said} The dashed line marks the best quarter." if best_words else said


def _without(found: Without, near: Together, unit: str) -> tuple[str, str, str]:
    sign = "higher" if found.shift > 0 else "lower"
    moved = "the same" if not found.shift else f"{words.difference(found.shift, unit)} {sign}"
    return found.area, words.published(found.mean, unit), moved


def _line(found: Comparison, year: dict, unit: str) -> YearLine:
    rows = found.rows.filter(pl.col("year") == year["year"])
    near, own = together(rows), rows.filter(pl.col("role") == "own").to_dicts()
    said = {r["role"]: words.published(r["value"], unit) for r in rows.to_dicts() if r["role"] in ("region", "england")}
    changed = found.changes.get(year["year"])
    return YearLine(
        label=year["year_label"],
        own="–" if not own else (state(own[0]) if own[0]["value"] is None else words.published(own[0]["value"], unit)),
        rank="–"
        if year["rank"] is None
        else f"{year['rank']} of {year['areas_ranked']} ({year['quartile_band'] or '–'})",
        mean=words.published(near.mean, unit),
        median=words.published(near.median, unit),
        with_data=f"{near.with_data} of {near.total}",
        region=said.get("region", "–"),
        england=said.get("england", "–"),
        change="–" if changed is None or changed.before is None else (changed.verdict or "not tested"),
    )


def _facts(defined: Indicator, card: Scorecard, found: Comparison, year: dict, covers: str) -> Iterator[tuple]:
    name, facts = found.facts["series"], found.facts
    yield "Published figure", (f"{facts['title'] or name} ({name}).", f"{year['source']}: {year['release']}.")
    ends = national.ends(name, year["year"])
    yield "Time covered", (f"{covers[:1].upper()}{covers[1:]}; {comparing.age(ends, periods.month_end(card.period))}.",)
    if defined.differs:
        yield "How our monthly figure differs", (defined.differs,)
    yield "Compared with", (f"{found.circle.words}.",)
    good = {"High": "Higher", "Low": "Lower"}.get(facts["polarity"])
    ranked = f"{good} is better, by DfE’s word. " if good else "DfE says neither higher nor lower is better. "
    rule = "Equal figures share the better place; quarters are worked out by linear interpolation, as in DfE’s tool."
    yield "Rank and quarters", (ranked + (rule if good else "So there is no rank."),)
    ours = {"higher_is_better": "High", "lower_is_better": "Low"}.get(defined.polarity.value)
    if good and name == defined.published[0] and ours != facts["polarity"]:
        said = "neither higher nor lower as good by itself" if ours is None else f"{GOOD[ours]} as better"
        yield "Our own view", (f"Our scorecard takes {said} here.",)
