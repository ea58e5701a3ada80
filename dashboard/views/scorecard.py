"""What the scorecard page shows: one table per domain, one line per indicator, and what needs attention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard import words
from dashboard.views.choice import Choice, Option, Source, month_options, must_be, slug
from dashboard.views.chosen import domain_options, rating_options, show_options, tag_options, wanted
from dashboard.views.direction import Direction, Limits, direction, limits
from dashboard.views.figures import Spark, histories, months_to, series, spark
from dashboard.views.headline import Headline, headline
from dashboard.views.moved import Move, Point, attention, by_chance, moves
from dashboard.views.panels import panel_options, read_by
from dashboard.views.timeliness import overdue_total
from dashboard.views.waiting import Waiting, is_waiting, latest_of, waiting
from dashboard.words import comparing, verdicts
from data import periods
from data import series as national
from indicators.direction import NOTHING_BEFORE
from indicators.model import Indicator
from indicators.moved import weight
from indicators.scorecard import Scorecard

SORTS = {"": "by domain", "rating": "by rating", "change": "by weight of change"}
WORST_FIRST = ("off_target", "close_to_target", "on_target")
DENSITIES = {"": "Comfortable", "compact": "Compact"}


@dataclass(frozen=True)
class Compared:
    """A published figure to compare with, and what it is; `age` in words where it is stale."""

    figure: str
    note: str
    age: str = ""
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
    why: str  # what the direction rests on; empty where that is the last of the changes
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
    moves: tuple[Move, ...] = ()
    by_chance: str = ""
    attention: tuple[Point, ...] = ()
    months: tuple[Option, ...] = ()
    panel_options: tuple[Option, ...] = ()
    domain_options: tuple[Option, ...] = ()
    rating_options: tuple[Option, ...] = ()
    tag_options: tuple[Option, ...] = ()
    show_options: tuple[Option, ...] = ()
    sorts: tuple[Option, ...] = ()
    densities: tuple[Option, ...] = ()
    domains: tuple[Domain, ...] = ()
    shown: int = 0
    total: int = 0


def scorecard(source: Source, query: Mapping[str, str]) -> ScorecardView:
    """The view for a query (see Choice). Raises BadInput for a month that is none, NotFound for another choice."""
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
        return ScorecardView(
            choice,
            council=known.authority_name if known else "",
            synthetic=bool(known and known.synthetic),
            missing=words.not_held(choice.period, held),
            latest=latest,
            months=month_options(held, ""),
        )
    rows = card.rows.to_dicts()
    here = Choice(period=choice.period)
    must_be("order", choice.sort, SORTS)
    must_be("view of the rows", choice.view, DENSITIES)
    chosen = wanted(rows, choice, read_by(source, choice), card.escalate_after)
    return ScorecardView(
        choice=choice,
        council=card.authority_name,
        synthetic=card.synthetic,
        month=words.period(card.period),
        as_at=words.day(card.as_at),
        loaded=words.moment(card.loaded_at) if card.loaded_at else "",
        moves=moves(card, here),
        by_chance=by_chance(card),
        attention=tuple(attention(card, rows, overdue_total(source, card.period))),
        months=month_options(held, card.period),
        panel_options=panel_options(source, choice, rows),
        domain_options=domain_options(rows, choice),
        rating_options=rating_options(rows, choice),
        tag_options=tag_options(rows, choice),
        show_options=show_options(rows, choice, card.escalate_after),
        sorts=tuple(Option(choice.address(sort=n), text, n == choice.sort) for n, text in SORTS.items()),
        densities=tuple(Option(choice.address(view=n), text, n == choice.view) for n, text in DENSITIES.items()),
        domains=_domains(source, card, chosen, choice),
        shown=len(chosen),
        total=len(rows),
    )


# ------------------------------------------------------------------------------------------------------


def _sorted(rows: list[dict], choice: Choice) -> list[dict]:
    """The rows in the order that the reader chose; one of the catalogue's domains after the other where none is."""
    if choice.sort == "rating":
        place = {rag: at for at, rag in enumerate(WORST_FIRST)}
        return sorted(rows, key=lambda r: (place.get(r["rag"], len(place)), -r["months_off"], -weight(r)))
    if choice.sort == "change":
        return sorted(rows, key=lambda r: -weight(r))
    return rows


def _domains(source: Source, card: Scorecard, rows: list[dict], choice: Choice) -> tuple[Domain, ...]:
    figures = histories(card.history, indicators=[row["indicator"] for row in rows])
    latest = latest_of(figures)
    months = months_to(card.period)
    here = Choice(period=choice.period)
    charted = _limits_of(card)
    tables: dict[str, tuple[list[Line], list[Waiting]]] = {}
    for row in _sorted(rows, choice):
        defined = source.indicator(row["indicator"])
        name = f"Every indicator, {SORTS[choice.sort]}" if choice.sort else row["domain"]
        lines, waits = tables.setdefault(name, ([], []))
        if is_waiting(row):
            address = here.address(f"/indicator/{row['indicator']}")
            waits.append(waiting(row, defined, address, latest.get(row["indicator"])))
        else:
            run = series(figures, row["indicator"], months)
            picture = spark(run, row["unit"], row["target"], charted.get(row["indicator"]))
            lines.append(_line(row, card, picture, defined, here))
    return tuple(Domain(name, slug(name), tuple(lines), tuple(waits)) for name, (lines, waits) in tables.items())


def _limits_of(card: Scorecard) -> dict[str, Limits]:
    """The mean and limits of the indicators whose control chart decides."""
    found = {row["indicator"]: limits(row) for row in card.rows.iter_rows(named=True)}
    return {indicator: of_chart for indicator, of_chart in found.items() if of_chart is not None}


def _line(row: Mapping, card: Scorecard, picture: Spark, defined: Indicator, here: Choice) -> Line:
    changes, travel = _changes(row, card.period), direction(row)
    a_year = row["direction_by"] == "difference" and row["compared_period"] == periods.shift(card.period, -12)
    return Line(
        id=row["indicator"],
        title=row["title"],
        address=here.address(f"/indicator/{row['indicator']}"),
        basis=row["basis_words"],
        headline=headline(row, defined.table, card.escalate_after),
        spark=picture,
        direction=travel,
        why="" if changes and a_year else travel.why,
        changes=changes,
        neighbours=_neighbours(row, card, defined, here),
        england=_england(row, card, defined),
    )


def _changes(row: Mapping, period: str) -> tuple[str, ...]:
    if row["status"] != "ok" or verdicts.is_few(row["denominator"], row["unit"]):
        return ()
    if row["no_difference"] == NOTHING_BEFORE:
        return ()  # the direction says so
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
    if row["unit"] == "count":
        return Compared("–", "areas differ in size")  # a count of the whole country says nothing of one council
    return _compared(row["england_value"], "", row, card, defined)


def _compared(value: float, note: str, row: Mapping, card: Scorecard, defined: Indicator) -> Compared:
    label = row["comparator_label"]
    months = comparing.months_between(national.ends(defined.published[0], row["comparator_year"]), card.as_at)
    age = f"{months} months old" if months > comparing.STALE_AFTER else ""
    return Compared(words.published(value, row["unit"]), f"{note}, {label}" if note else label, age)
