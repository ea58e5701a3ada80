"""What the caseloads page shows: who holds how many cases, by role and team, against the limit of the role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import polars as pl

from dashboard import words
from dashboard.pictures import histogram, sparkline
from dashboard.views.choice import Choice, Option, Source, month_options
from dashboard.views.figures import Spark, histories, months_to, series, spark
from dashboard.words import caseload_news, verdicts
from dashboard.words.caseload_news import NAMES, NO_TEAM
from data import periods
from data.errors import NotFound
from indicators.caseloads import ADVISER, OFFICER, ROLES, SOCIAL_WORKER, Caseloads, by_team, caseloads
from indicators.scorecard import Scorecard
from indicators.teams import of_team, teams_of

PATH = "/caseloads"
BAND, BANDS = 5, 15  # cases of a band, and how many bands there may be of so few
INDICATORS = {
    SOCIAL_WORKER: ("sw_caseload_over25_pct", "sw_caseload_avg"),
    ADVISER: ("pa_caseload_avg",),
    OFFICER: ("iro_caseload_avg",),
}
UNALLOCATED = "unallocated_case_count"


@dataclass(frozen=True)
class CaseloadChoice:
    """What the reader asked to see; all of it stands in the address."""

    period: str = ""
    role: str = ""
    team: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> CaseloadChoice:
        return cls(**{name: query.get(name, "").strip() for name in ("period", "role", "team")})

    def address(self, path: str = PATH, **changes: str) -> str:
        chosen = {k: v for k, v in vars(replace(self, **changes)).items() if v}
        return path + ("?" + urlencode(chosen) if chosen else "")


@dataclass(frozen=True)
class TeamLoad:
    """One team as it is printed."""

    team: str
    address: str
    is_chosen: bool
    workers: str
    none: str
    cases: str
    median: str
    span: str
    over: str
    over_for_hours: str
    agency: str
    unallocated: str


@dataclass(frozen=True)
class WorkerLoad:
    """One worker as printed."""

    name: str
    team: str
    cases: str
    fte: str
    per_fte: str
    over: str
    agency: str


@dataclass(frozen=True)
class Trend:
    """An indicator of the role over 24 months."""

    title: str
    address: str
    figure: str
    spark: Spark


@dataclass(frozen=True)
class CaseloadView:
    """The caseloads page. `missing` says why there is nothing to show."""

    choice: CaseloadChoice
    council: str = ""
    synthetic: bool = False
    missing: str = ""
    latest: str = ""
    month: str = ""
    as_at: str = ""
    months: tuple[Option, ...] = ()
    roles: tuple[Option, ...] = ()
    teams: tuple[Option, ...] = ()
    news: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    limit: str = ""
    bands: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    picture_narrow: str = ""
    picture_words: str = ""
    lines: tuple[TeamLoad, ...] = ()
    workers: tuple[WorkerLoad, ...] = ()
    trends: tuple[Trend, ...] = ()


def caseload_view(source: Source, query: Mapping[str, str]) -> CaseloadView:
    """The view for a query (period, role, team). Raises BadInput for a month that is none, NotFound for a role or team
    that is none."""
    choice = CaseloadChoice.of(query)
    if choice.period:
        periods.index(choice.period)
    role = choice.role or SOCIAL_WORKER
    if role not in ROLES:
        raise NotFound("role with a caseload", choice.role, ROLES)
    held = source.periods()
    if not held:
        return CaseloadView(choice, missing="No return has been loaded yet, so there is nothing to show.")
    card = source.scorecard(choice.period or None)
    known = card or source.scorecard()
    facts = {"choice": choice, "council": known.authority_name, "synthetic": known.synthetic}
    if card is None:
        missing = words.not_held(choice.period, held)
        return CaseloadView(**facts, missing=missing, latest=held[-1])
    facts |= {
        "month": words.period(card.period),
        "as_at": words.day(card.as_at),
        "months": month_options(held, card.period),
        "roles": tuple(Option(r, NAMES[r][1].capitalize(), r == role) for r in ROLES),
    }
    found = source.read(caseloads, card.period)
    if found.missing or (role == OFFICER and not found.officers):
        lacking = found.missing or ("children_looked_after",)
        names = words.joined(words.list_name(n) for n in lacking)
        return CaseloadView(**facts, missing=f"For {words.period(card.period)} no return of {names} is held, so "
                            f"the cases of {NAMES[role][1]} cannot be told.")  # fmt: skip
    return CaseloadView(**facts, **_figures(found, role, choice, card))


def rows_of(source: Source, query: Mapping[str, str]) -> tuple[str, list[dict], list[dict]]:
    """The month, its teams and its workers as data, for downloads. Raises NotFound where nothing is held."""
    view = caseload_view(source, query)
    if view.missing:
        raise NotFound("month with caseloads", view.choice.period, source.periods())
    period, role = view.choice.period or source.periods()[-1], view.choice.role or SOCIAL_WORKER
    found = source.read(caseloads, period).workers.filter(pl.col("role") == role)
    chosen = found.filter(_team(view.choice.team)) if view.choice.team else found
    return period, _teams(found, _unallocated(source.scorecard(period), role)), chosen.to_dicts()


# ------------------------------------------------------------------------------------------------------


def _figures(found: Caseloads, role: str, choice: CaseloadChoice, card: Scorecard) -> dict:
    every = found.workers.filter(pl.col("role") == role)
    names = sorted(every["team"].drop_nulls().unique())
    if choice.team and choice.team not in (*names, NO_TEAM):
        raise NotFound("team with a worker of this role in the month", choice.team, names)
    chosen = every if not choice.team else every.filter(_team(choice.team))
    rule = found.limits.get(role)
    limit = rule.limit if rule else None
    bands = list(_bands(chosen, limit))
    unallocated = _unallocated(card, role)
    without = unallocated.get("", 0) if not choice.team else 0
    nobodys, roleless = (found.nobodys.get(role, 0), found.roleless) if not choice.team else (0, 0)
    counted = f"Cases of each {NAMES[role][0]}"
    wide, narrow = (
        sparkline.data_uri(histogram.svg(bands, limit, counted, width)) for width in (histogram.WIDE, histogram.NARROW)
    )
    return {
        "teams": (
            Option("", "All teams", not choice.team),
            *(Option(n, n, n == choice.team) for n in (*names, *([NO_TEAM] if every["team"].has_nulls() else []))),
        ),
        "news": tuple(caseload_news.news(chosen, by_team(every), role, limit, choice.team)),
        "untold": tuple(caseload_news.untold(chosen, role, nobodys, roleless, without)),
        "limit": f"{limit:g} cases: {rule.basis}" if rule else "",
        "bands": tuple((f"{low} to {high}", words.plural(n, *NAMES[role])) for low, high, n in bands),
        "picture": wide,
        "picture_narrow": narrow.replace(" ", "%20"),  # a blank ends an address in a set of sources
        "picture_words": caseload_news.picture(bands, role, limit),
        "lines": tuple(_line(row, choice) for row in _teams(every, unallocated)),
        "workers": tuple(_worker(row) for row in chosen.to_dicts()),
        "trends": tuple(_trend(card, indicator, choice) for indicator in INDICATORS[role]),
    }


def _unallocated(card: Scorecard, role: str) -> dict[str, float]:
    """Team -> children with an open case and no named worker, "" for all; empty where that is not known, or the role
    is not that of the named worker."""
    if role != SOCIAL_WORKER:
        return {}
    month = card.history.filter(
        (pl.col("indicator") == UNALLOCATED) & (pl.col("period") == card.period) & (pl.col("basis") == "as_reported")
    )
    found = dict(month.select("breakdown", "value").drop_nulls().iter_rows())
    rest = found.get("", 0) - sum(value for team, value in found.items() if team)
    return found | ({NO_TEAM: rest} if rest else {})


def _teams(workers: pl.DataFrame, unallocated: Mapping[str, float]) -> list[dict]:
    """The teams of the workers, and those that only have children without one, with the number of these children."""
    rows = by_team(workers).to_dicts()
    known = {row["team"] or NO_TEAM for row in rows}
    for row in rows:
        row["unallocated"] = unallocated.get(row["team"] or NO_TEAM, 0) if unallocated else None
    others = sorted(team for team, n in unallocated.items() if team and n and team not in known)
    nothing = by_team(workers.clear()).schema
    return rows + [dict.fromkeys(nothing) | {"team": team, "unallocated": unallocated[team]} for team in others]


def _team(name: str) -> pl.Expr:
    return pl.col("team").is_null() if name == NO_TEAM else pl.col("team") == name


def _bands(workers: pl.DataFrame, limit: float | None) -> Iterable[tuple[int, int, int]]:
    """Bands of cases as (lowest, highest, workers): one of them ends at the limit, and the limit is among them unless
    nobody comes near it."""
    cases = workers.filter(pl.col("cases") >= 1)["cases"].to_list()
    most, whole = max(cases, default=0), int(limit) if limit is not None else 0
    most = max(most, whole) if 0 < whole <= 2 * most else most
    width = BAND * -(-most // (BAND * BANDS)) or BAND
    high = whole % width or width
    low = 1
    while low <= most:
        yield low, high, sum(low <= c <= high for c in cases)
        low, high = high + 1, high + width


def _line(row: Mapping, choice: CaseloadChoice) -> TeamLoad:
    team, holders = row["team"] or NO_TEAM, row["workers"]
    nobody = row["unallocated"]
    without = "–" if nobody is None else words.count(nobody)
    if holders is None:
        return TeamLoad(team, "", False, "0", "0", "0", *(["–"] * 5), without)
    not_said = f", {row['agency_unknown']} not recorded" if row["agency_unknown"] else ""
    hours_unknown = f", {row['hours_unknown']} not recorded" if row["hours_unknown"] else ""
    return TeamLoad(
        team=team,
        address=choice.address(team=team),
        is_chosen=team == choice.team,
        workers=words.count(holders),
        none=words.count(row["none"]),
        cases=words.count(row["cases"]),
        median="–" if row["median"] is None else f"{row['median']:g}",
        span="–" if row["lowest"] is None else f"{row['lowest']} to {row['highest']}",
        over=f"{row['over']} of {holders}" if holders else "–",
        over_for_hours=f"{row['over_for_hours']} of {holders - row['hours_unknown']}{hours_unknown}"
        if holders
        else "–",
        agency=f"{row['agency']} of {holders - row['agency_unknown']}{not_said}" if holders else "–",
        unallocated=without,
    )


def _worker(row: Mapping) -> WorkerLoad:
    agency = {True: "Agency", False: "Permanent", None: "Not recorded"}[row["agency"]]
    return WorkerLoad(
        name=row["name"] or row["worker_id"] or "Not recorded",
        team=row["team"] or NO_TEAM,
        cases=words.count(row["cases"]),
        fte="Not recorded" if row["fte"] is None else f"{row['fte']:g}",
        per_fte="–" if row["per_fte"] is None else f"{row['per_fte']:.1f}",
        over=_beside_limit(row),
        agency=agency,
    )


def _beside_limit(row: Mapping) -> str:
    if row["over"] is None:
        return "No limit"
    if row["over"] or row["over_for_hours"]:
        return "Over the limit" if row["over"] else "Over it for their hours"
    return "Within it" if row["fte"] is not None else "Within it; hours not recorded"


def _trend(card: Scorecard, indicator: str, choice: CaseloadChoice) -> Trend:
    """The indicator of the team chosen, where it has one of its own; else of the whole authority."""
    row = card.rows.row(by_predicate=pl.col("indicator") == indicator, named=True)
    mine = card.history.filter(pl.col("indicator") == indicator)
    team = choice.team if choice.team in teams_of(mine, indicator) else ""
    figures = series(histories(of_team(mine, team) if team else mine), indicator, months_to(card.period))
    now, unit = figures[-1], row["unit"]
    latest = verdicts.share(now.value, now.numerator, now.denominator, unit)
    made_of = words.out_of(now.numerator, now.denominator, unit)
    latest += f" ({made_of})" if made_of and made_of != latest else ""
    address = Choice(period=choice.period, team=team).address(f"/indicator/{indicator}")
    title = f"{row['title']}: {team or 'whole authority'}"
    return Trend(title, address, latest, spark(figures, unit, row["target"]))
