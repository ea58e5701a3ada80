"""What the scorecard page shows: one table per domain, one line per indicator, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard import comparing, words
from dashboard.views.choice import Choice, Option, Source, month_options, slug
from dashboard.views.direction import Direction, direction
from dashboard.views.figures import Spark, histories, months_to, series, spark
from dashboard.views.headline import Headline, headline
from dashboard.views.waiting import Waiting, is_waiting, waiting
from data import periods
from data import series as national
from indicators.model import Indicator
from indicators.scorecard import Scorecard

OVERDUE = {
    "assessment_open_overdue_count": ("assessment overdue", "assessments overdue"),
    "s47_open_over_15wd_count": ("section 47 enquiry overdue", "section 47 enquiries overdue"),
}
RATINGS = {
    "on_target": ("on_target",),
    "close_to_target": ("close_to_target",),
    "off_target": ("off_target",),
    "no_target": ("no_target",),
    "no_figure": ("no_data", "no_cases", "not_available"),
}


@dataclass(frozen=True)
class Compared:
    """A published figure to compare with, and what it is."""

    figure: str
    note: str
    stale: bool = False
    address: str = ""


@dataclass(frozen=True)
class Line:
    """One indicator in its table."""

    id: str
    title: str
    address: str
    basis: str
    headline: Headline
    spark: Spark
    direction: Direction
    changes: tuple[str, ...]
    neighbours: Compared | None
    england: Compared | None


@dataclass(frozen=True)
class Domain:
    """The table of one domain, and what of it has no return yet."""

    name: str
    slug: str
    lines: tuple[Line, ...]
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True)
class Point:
    """Something that needs attention, with where to read on."""

    words: str
    address: str = ""


@dataclass(frozen=True)
class ScorecardView:
    """The scorecard page. `missing` says why there is no scorecard to show; then there are no domains."""

    choice: Choice
    council: str = ""
    synthetic: bool = False
    month: str = ""
    as_at: str = ""
    loaded: str = ""
    missing: str = ""
    latest: str = ""  # the latest period held, where the one asked for is not
    attention: tuple[Point, ...] = ()
    months: tuple[Option, ...] = ()
    domain_options: tuple[Option, ...] = ()
    rating_options: tuple[Option, ...] = ()
    domains: tuple[Domain, ...] = ()
    shown: int = 0
    total: int = 0


def scorecard(source: Source, query: Mapping[str, str]) -> ScorecardView:
    """The view for a query (period, domain, rating, find). Raises BadInput for a month that is none."""
    choice = Choice.of(query)
    held = source.periods()
    if not held:
        return ScorecardView(choice, missing="No return has been loaded yet, so there is nothing to show.")
    if choice.period:
        periods.index(choice.period)
    card = source.scorecard(choice.period or None)
    latest = held[-1]
    if card is None:
        known = source.scorecard()
        asked, newest = words.period(choice.period), words.period(latest)
        return ScorecardView(
            choice,
            council=known.authority_name if known else "",
            synthetic=bool(known and known.synthetic),
            missing=f"No return for {asked} yet. Latest held: {newest}.",
            latest=latest,
            months=month_options(held, ""),
        )
    rows = card.rows.to_dicts()
    attention = tuple(_attention(card, rows))
    chosen = [r for r in rows if wanted(r, choice)]
    return ScorecardView(
        choice=choice,
        council=card.authority_name,
        synthetic=card.synthetic,
        month=words.period(card.period),
        as_at=words.day(card.as_at),
        loaded=words.moment(card.loaded_at) if card.loaded_at else "",
        attention=attention,
        months=month_options(held, card.period),
        domain_options=_domain_options(rows, choice),
        rating_options=_rating_options(rows, choice),
        domains=_domains(source, card, chosen, choice),
        shown=len(chosen),
        total=len(rows),
    )


# ------------------------------------------------------------------------------------------------------


def wanted(row: Mapping, choice: Choice) -> bool:
    """Whether the row of the scorecard is one of those that the reader chose to see."""
    if choice.domain and slug(row["domain"]) != choice.domain:
        return False
    if choice.rating and row["rag"] not in RATINGS.get(choice.rating, (choice.rating,)):
        return False
    return choice.find.lower() in row["title"].lower()


def _domain_options(rows: list[dict], choice: Choice) -> tuple[Option, ...]:
    names = dict.fromkeys(r["domain"] for r in rows)
    options = [Option(slug(n), n, slug(n) == choice.domain) for n in names]
    return (Option("", "All domains", not choice.domain), *options)


def _rating_options(rows: list[dict], choice: Choice) -> tuple[Option, ...]:
    options = [Option("", "All ratings", not choice.rating)]
    for name, states in RATINGS.items():
        count = sum(r["rag"] in states for r in rows)
        label = "No figure" if name == "no_figure" else words.rag(name).words
        options.append(Option(name, f"{label} ({count})", choice.rating == name))
    return tuple(options)


def _attention(card: Scorecard, rows: list[dict]) -> Iterable[Point]:
    here = Choice(period=card.period)
    off = sum(r["rag"] == "off_target" for r in rows)
    if off:
        yield Point(f"{words.plural(off, 'indicator')} off target", here.address(rating="off_target"))
    for row in rows:
        if row["indicator"] in OVERDUE and row["status"] == "ok" and row["value"]:
            address = here.address(f"/indicator/{row['indicator']}")
            yield Point(words.plural(row["value"], *OVERDUE[row["indicator"]]), address)
    if card.missing:
        lists = words.joined(words.list_name(name) for name in card.missing)
        yield Point(f"{words.plural(len(card.missing), 'return')} not yet in: {lists}")


def _domains(source: Source, card: Scorecard, rows: list[dict], choice: Choice) -> tuple[Domain, ...]:
    figures = histories(card.history)
    months = months_to(card.period)
    here = Choice(period=choice.period)
    tables: dict[str, tuple[list[Line], list[Waiting]]] = {}
    for row in rows:
        defined = source.indicator(row["indicator"])
        lines, waits = tables.setdefault(row["domain"], ([], []))
        if is_waiting(row):
            waits.append(waiting(row, defined, here.address(f"/indicator/{row['indicator']}"), figures))
        else:
            picture = spark(series(figures, row["indicator"], months), row["unit"], row["target"])
            lines.append(_line(row, card, picture, defined, here))
    return tuple(Domain(name, slug(name), tuple(lines), tuple(waits)) for name, (lines, waits) in tables.items())


def _line(row: Mapping, card: Scorecard, picture: Spark, defined: Indicator, here: Choice) -> Line:
    return Line(
        id=row["indicator"],
        title=row["title"],
        address=here.address(f"/indicator/{row['indicator']}"),
        basis=row["basis_words"],
        headline=headline(row, defined.table),
        spark=picture,
        direction=direction(row),
        changes=_changes(row, card.period),
        neighbours=_neighbours(row, card, defined, here),
        england=_england(row, card, defined),
    )


def _changes(row: Mapping, period: str) -> tuple[str, ...]:
    if row["status"] != "ok":
        return ()
    earlier = ((1, row["previous_value"]), (12, row["year_ago_value"]))
    return tuple(
        words.change(row["value"], before, row["unit"], words.period_short(periods.shift(period, -months)))
        for months, before in earlier
    )


def _neighbours(row: Mapping, card: Scorecard, defined: Indicator, here: Choice) -> Compared | None:
    if row["comparator_year"] is None or row["neighbour_median"] is None:
        return None
    of = words.neighbours(row["neighbours_with_data"], row["neighbours_total"])
    found = _compared(row["neighbour_median"], of, row, card, defined)
    return replace(found, address=here.address(f"/compare/{defined.id}"))


def _england(row: Mapping, card: Scorecard, defined: Indicator) -> Compared | None:
    if row["comparator_year"] is None or row["england_value"] is None:
        return None
    return _compared(row["england_value"], "", row, card, defined)


def _compared(value: float, note: str, row: Mapping, card: Scorecard, defined: Indicator) -> Compared:
    label = row["comparator_label"]
    months = comparing.months_between(national.ends(defined.published[0], row["comparator_year"]), card.as_at)
    stale = months > comparing.STALE_AFTER
    year = f"{label}, {months} months old: stale" if stale else label
    return Compared(words.published(value, row["unit"]), f"{note}, {year}" if note else year, stale)
