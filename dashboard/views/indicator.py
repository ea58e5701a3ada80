"""What the page of one indicator shows: its figure, its history, its teams, its comparators, its definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard import words
from dashboard.views.chart_lines import DEFAULT_SPAN, SPANS, hidden_of, line_options, span_options
from dashboard.views.choice import Choice, Option, Source, month_options
from dashboard.views.control_chart import Alone, alone, segments
from dashboard.views.corrections import Change, changes
from dashboard.views.definition import Definition, about
from dashboard.views.direction import Direction, Limits, direction
from dashboard.views.figures import Figure, Spark, noun, spark
from dashboard.views.headline import Headline, headline
from dashboard.views.months import Mark, Month, marks_of, months_of
from dashboard.views.teams import team_months
from dashboard.views.waiting import fed_by, is_waiting
from dashboard.views.yardstick import yardstick
from dashboard.words import sentences, verdicts
from data import periods
from data import series as national
from indicators.model import Indicator
from indicators.scorecard import Scorecard


@dataclass(frozen=True)
class Year:
    """One year of published figures."""

    label: str
    on: date
    own: float | None
    own_state: str
    neighbour_median: float | None
    neighbours_with_data: int
    england: float | None


@dataclass(frozen=True)
class Team:
    """One team's figure for the month."""

    name: str
    figure: Figure
    spark: Spark


@dataclass(frozen=True)
class Area:
    """One area's published figure: `state` is a word where there is none."""

    name: str
    what: str
    figure: str
    state: str
    is_own: bool = False


@dataclass(frozen=True)
class IndicatorView:
    """The page of an indicator. `missing` says why there is no figure at all to show."""

    choice: Choice
    id: str
    title: str
    domain: str
    unit: str
    polarity: str
    council: str = ""
    synthetic: bool = False
    missing: str = ""
    latest: str = ""
    month: str = ""
    period: str = ""  # the month that is shown, which the address need not name
    basis: str = ""
    headline: Headline | None = None
    fed_by: str = ""  # what would give a figure, where none was to be expected this month
    target: float | None = None
    direction: Direction | None = None
    limits: tuple[Limits, ...] = ()
    alone: Alone | None = None
    marks: tuple[Mark, ...] = ()
    in_words: tuple[str, ...] = ()
    span: str = DEFAULT_SPAN
    spans: tuple[Option, ...] = ()  # each with the address of the page that shows so many months
    lines: tuple[Option, ...] = ()  # of the chart: each with the address that shows or hides it
    hidden: frozenset[str] = frozenset()  # the lines that are not drawn
    months: tuple[Month, ...] = ()
    years: tuple[Year, ...] = ()
    alternative: str = ""
    changes: tuple[Change, ...] = ()
    by_team: bool = False
    teams: tuple[Team, ...] = ()
    team_options: tuple[Option, ...] = ()  # the whole authority and its teams, where there are any
    areas: tuple[Area, ...] = ()
    areas_year: str = ""
    yardstick: tuple[str, ...] = ()  # what the published figures are and how they differ from the monthly one
    about: tuple[Definition, ...] = ()
    period_options: tuple[Option, ...] = ()

    @property
    def has_nothing_to_draw(self) -> bool:
        """Whether no month has a figure and no year a published one."""
        return not self.years and all(m.reported.value is None and m.restated.value is None for m in self.months)


def indicator(source: Source, indicator_id: str, query: Mapping[str, str]) -> IndicatorView:
    """The view for an indicator and a query (period, months). Raises NotFound, or BadInput for a month that is none."""
    defined = source.indicator(indicator_id)
    choice = Choice.of(query)
    facts = {
        "choice": choice,
        "id": defined.id,
        "title": defined.title,
        "domain": defined.domain,
        "unit": defined.unit.value,
        "polarity": defined.polarity.value,
        "by_team": "team" in defined.breakdowns,
    }
    if choice.period:
        periods.index(choice.period)
    held = source.periods()
    if not held:
        return IndicatorView(
            **facts,
            missing="No return has been loaded yet, so there is no figure to show.",
            about=about(defined, None),
        )
    card = source.scorecard(choice.period or None)
    options = month_options(held, card.period if card is not None else "")
    if card is None:
        known = source.scorecard()
        return IndicatorView(
            **facts,
            council=known.authority_name if known else "",
            synthetic=bool(known and known.synthetic),
            missing=words.not_held(choice.period, held),
            latest=held[-1],
            period_options=options,
            about=about(defined, None),
        )
    return IndicatorView(**(facts | of_card(defined, card, query)), period_options=options)


def of_card(defined: Indicator, card: Scorecard, query: Mapping[str, str]) -> dict:
    """The figures of the view, of a scorecard that has a row of the indicator, and the words about them."""
    row = card.rows.row(by_predicate=pl.col("indicator") == defined.id, named=True)
    unit, target, head = row["unit"], row["target"], headline(row, defined.table, card.escalate_after)
    choice = Choice.of(query)
    span = choice.months if choice.months in SPANS else DEFAULT_SPAN
    months = months_of(defined, card, None if span == "all" else int(span))
    years = _years(defined, card)
    since = date.min if span == "all" else periods.month_start(periods.shift(card.period, 1 - int(span)))
    drawn = tuple(y for y in years if y.on >= since)
    limits = segments(card, row, months[0].period)
    previous, year_ago = (words.period(periods.shift(card.period, -n)) for n in (1, 12))
    teams = _teams(defined, card, target)
    drawable = {
        "limits": bool(limits),
        "target": target is not None or any(m.aim for m in months),
        "published": bool(drawn),
        "restated": any(m.differs for m in months),
    }
    return {
        "council": card.authority_name,
        "synthetic": card.synthetic,
        "month": words.period(card.period),
        "period": card.period,
        "basis": row["basis_words"],
        "headline": head,
        "fed_by": fed_by(defined) if is_waiting(row) else "",
        "target": target,
        "direction": direction(row),
        "limits": limits,
        "alone": alone(card, row),
        "marks": marks_of(defined, card, months),
        "in_words": tuple(sentences.in_words(row, previous, year_ago, noun(defined.table))),
        "span": span,
        "spans": span_options(choice, defined.id, span),
        "lines": line_options(choice, defined.id, drawable),
        "hidden": hidden_of(choice),
        "months": months,
        "years": drawn,
        "alternative": sentences.chart(
            [m.period for m in months],
            [m.reported.value for m in months],
            unit,
            target=head.target,
            published=_latest_published(card, drawn, unit),
            shown=[
                verdicts.share(m.reported.value, m.reported.numerator, m.reported.denominator, unit) for m in months
            ],
        ),
        "changes": changes(defined, card),
        "by_team": "team" in defined.breakdowns or bool(teams),
        "teams": teams,
        "areas": _areas(defined, card, row),
        "areas_year": row["comparator_label"] or "",
        "yardstick": yardstick(defined, row),
        "about": about(defined, row),
    }


def _years(defined: Indicator, card: Scorecard) -> tuple[Year, ...]:
    rows = card.comparators.filter(pl.col("indicator") == defined.id)
    if rows.is_empty():
        return ()
    value, role = pl.col("value"), pl.col("role")
    by_year = rows.group_by("year", "year_label").agg(
        own=value.filter(role == "own").first(),
        own_state=pl.col("status").filter(role == "own").first(),
        neighbour_median=value.filter(role == "neighbour").median(),
        neighbours_with_data=value.filter(role == "neighbour").count().cast(pl.Int64),
        england=value.filter(role == "england").first(),
    )
    name = rows["series"][0]
    return tuple(
        Year(
            label=r["year_label"],
            on=national.ends(name, r["year"]),
            own=r["own"],
            own_state=r["own_state"] or "not_published",
            neighbour_median=r["neighbour_median"],
            neighbours_with_data=r["neighbours_with_data"],
            england=r["england"],
        )
        for r in by_year.sort("year", "year_label").to_dicts()
        if any(r[name] is not None for name in ("own", "neighbour_median", "england"))
    )


def _latest_published(card: Scorecard, years: tuple[Year, ...], unit: str) -> list[str]:
    parts = []
    for name, attribute in (
        (card.authority_name, "own"),
        ("neighbours' median", "neighbour_median"),
        ("England", "england"),
    ):
        known = [y for y in years if getattr(y, attribute) is not None]
        if known:
            parts.append(f"{name} {words.published(getattr(known[-1], attribute), unit)} in {known[-1].label}")
    return parts


def _teams(defined: Indicator, card: Scorecard, target: float | None) -> tuple[Team, ...]:
    """Every team that a return of the last 24 months names."""
    unit = defined.unit.value
    found = team_months(defined, card)
    return tuple(Team(name, line[-1], spark(line, unit, target)) for name, line in found.items())


def _areas(defined: Indicator, card: Scorecard, row: Mapping) -> tuple[Area, ...]:
    if row["comparator_year"] is None:
        return ()
    here = (pl.col("indicator") == defined.id) & (pl.col("year") == row["comparator_year"])
    found = card.comparators.filter(here).to_dicts()
    order = {"own": 0, "neighbour": 1, "region": 2, "england": 3}
    found.sort(key=lambda r: (order[r["role"]], r["order"] or 0, r["area"]))
    return tuple(_area(r, card, row["unit"]) for r in found)


def _area(row: Mapping, card: Scorecard, unit: str) -> Area:
    what = {
        "own": "this authority, as published",
        "neighbour": f"neighbour {row['order']}, {str(row['closeness'] or 'closeness not known').lower()}",
        "region": "region",
        "england": "country",
    }[row["role"]]
    state = "" if row["value"] is not None else words.symbol(row["status"] or "not_published")
    name = card.authority_name if row["role"] == "own" else row["area"]
    return Area(name, what, words.published(row["value"], unit), state, is_own=row["role"] == "own")
