"""What the quality page shows of one list, or of one of its fields: by field, team and month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from dashboard import words
from dashboard.views.choice import Option, Source, month_options
from dashboard.views.findings import Found, found
from dashboard.views.quality import FigureLine, QualityChoice, Strip, figures_of, list_options, month_of, strip_of
from dashboard.views.received import REJECT, Received, Share, Sum, fault, is_never_blank, of, summed
from dashboard.words import badges
from data.errors import NotFound
from data.returns import find
from data.returns.schema import Return
from data.store import EVERYONE, RECORD
from indicators.scorecard import Scorecard


@dataclass(frozen=True)
class Cells:
    """How many records a field, or a field of a team or month, has, and how many of them are filled and usable.
    `name` is what the line is about; `state` says why there are none."""

    name: str
    address: str
    records: str
    completeness: Share
    validity: Share
    never_blank: bool = False
    state: str = ""
    weak: bool = False


@dataclass(frozen=True)
class Whole:
    """A team, or a month, with the sum of its fields. `state` says why there is nothing to count."""

    name: str
    tag: words.Tag | None
    loaded: str
    sum: Sum | None
    state: str = ""


@dataclass(frozen=True)
class ListView:
    """One list, or one of its fields. `missing` says why there is nothing to show for the month."""

    choice: QualityChoice
    title: str
    council: str
    synthetic: bool
    field: str = ""
    grain: str = ""
    month: str = ""
    months: tuple[Option, ...] = ()
    list_options: tuple[Option, ...] = ()
    missing: str = ""
    strip: Strip | None = None
    sum: Sum | None = None
    fields: tuple[Cells, ...] = ()
    teams: tuple[Whole, ...] = ()
    by_month: tuple[Whole, ...] = ()
    found: tuple[Found, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    field_now: Cells | None = None
    field_by_month: tuple[Cells, ...] = ()
    field_by_team: tuple[Cells, ...] = ()


def list_quality(source: Source, query: Mapping[str, str]) -> ListView:
    """The view for a query (list, and period and field). Raises NotFound for a list or field that there is not, and
    BadInput for a month that is none."""
    choice = QualityChoice.of(query)
    schema = find(choice.list)
    received = of(source)
    if received is None:
        return ListView(choice, schema.title, "", False, missing="No return has been loaded yet.")
    period = month_of(choice, received)
    facts = {"council": received.council, "synthetic": received.synthetic, "grain": schema.grain}
    facts |= {"month": words.period(period), "months": month_options(received.months, period)}
    facts |= {"list_options": list_options(received, schema.name)}
    facts |= {"strip": strip_of(received, schema.name, period)}
    card = source.scorecard(period)
    if choice.field:
        return ListView(choice, schema.title, **facts, **_field(received, schema, choice, period, card))
    return ListView(choice, schema.title, **facts, **_list(received, schema, choice, period, card))


def _list(received: Received, schema: Return, choice: QualityChoice, period: str, card: Scorecard | None) -> dict:
    counts = received.counts(list=schema.name, period=period)
    whole = [c for c in counts if c["team"] == EVERYONE]
    mine = received.issues.filter((pl.col("list") == schema.name) & (pl.col("period") == period))
    return {
        "missing": "" if whole else f"No file of this list is held for {words.period(period)}.",
        "sum": summed(schema.name, whole) if whole else None,
        "fields": tuple(_cells(schema, c, choice) for c in whole if c["field"] != RECORD),
        "teams": tuple(_teams(schema, counts)),
        "by_month": tuple(_by_month(received, schema)),
        "found": found(mine, lambda name: choice.address(list=name)),
        "figures": figures_of(card, choice, _resting_on(card, schema)),
    }


def _field(received: Received, schema: Return, choice: QualityChoice, period: str, card: Scorecard | None) -> dict:
    if choice.field not in schema.schema:
        raise NotFound(f"field of {schema.title}", choice.field, schema.schema)
    counts = received.counts(list=schema.name, field=choice.field)
    months = {c["period"]: c for c in counts if c["team"] == EVERYONE}
    mine = (pl.col("list") == schema.name) & (pl.col("period") == period) & (pl.col("column") == choice.field)
    return {
        "field": schema.column(choice.field).header,
        "missing": "" if period in months else f"No file of this list is held for {words.period(period)}.",
        "field_now": _of_one(words.period(period), "", months[period]) if period in months else None,
        "field_by_month": tuple(
            _of_one(words.period(m), choice.address(period=m), months.get(m)) for m in reversed(received.months)
        ),
        "field_by_team": tuple(
            _of_one(c["team"], "", c) for c in counts if c["period"] == period and c["team"] != EVERYONE
        ),
        "found": found(received.issues.filter(mine), lambda name: choice.address(list=name)),
        "figures": figures_of(card, choice, _resting_on(card, schema, choice.field)),
    }


def _resting_on(card: Scorecard | None, schema: Return, field: str = "") -> set[str]:
    """The figures of the month that rest on the list, or on one of its fields."""
    if card is None:
        return set()
    used = card.used.filter(pl.col("list") == schema.name)
    return set(used.filter(pl.col("field") == field)["indicator"] if field else used["indicator"])


def _cells(schema: Return, count: Mapping, choice: QualityChoice) -> Cells:
    column = schema.column(count["field"])
    here = choice.address(list=schema.name, field=column.name)
    return _of_one(
        column.header, here, count, never_blank=is_never_blank(column), weak=fault(schema.name, dict(count)) > 0
    )


def _of_one(name: str, address: str, count: Mapping | None, *, never_blank: bool = False, weak: bool = False) -> Cells:
    if count is None:
        nothing = Share(None, None)
        return Cells(name, address, "–", nothing, nothing, state="No file is held")
    state = "The file has no such column" if count["filled"] is None else ""
    filled, valid = Share(count["filled"], count["rows"]), Share(count["valid"], count["filled"])
    return Cells(name, address, words.count(count["rows"]), filled, valid, never_blank, state, weak)


def _teams(schema: Return, counts: Iterable[Mapping]) -> Iterable[Whole]:
    by_team: dict[str, list[Mapping]] = {}
    for count in counts:
        if count["team"] != EVERYONE:
            by_team.setdefault(count["team"], []).append(count)
    for team in sorted(by_team):
        yield Whole(team, None, "", summed(schema.name, by_team[team]))


def _by_month(received: Received, schema: Return) -> Iterable[Whole]:
    """Every month, the latest first."""
    files, offered = received.files(schema.name), received.offered(schema.name)
    by_period: dict[str, list[Mapping]] = {}
    for count in received.counts(list=schema.name, team=EVERYONE):
        by_period.setdefault(count["period"], []).append(count)
    for month in reversed(received.months):
        file = files.get(month)
        tag = badges.MONTHS[file["verdict"] if file else "missing"]
        loaded = words.moment(file["offered_at"]) if file else ""
        others = sum(f["period"] == month and f["verdict"] == REJECT and f is not file for f in offered)
        if others and file["verdict"] != REJECT:
            loaded += f"; {words.plural(others, 'other file')} rejected"
        counted = summed(schema.name, by_period[month]) if month in by_period else None
        state = "" if counted else "Quality was not noted" if file and file["verdict"] != REJECT else "Nothing is held"
        yield Whole(words.period(month), tag, loaded, counted, state)
