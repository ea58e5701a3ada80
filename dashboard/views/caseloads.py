"""What the caseloads page shows: who holds how many cases, by role and team, against the limit of the role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import polars as pl

from dashboard import histogram, sparkline, words
from dashboard.views.choice import Option, Source, month_options
from dashboard.views.figures import Spark, histories, months_to, series, spark
from data import periods
from data.errors import NotFound
from indicators.caseloads import ADVISER, OFFICER, ROLES, SOCIAL_WORKER, Caseloads, by_team, caseloads
from indicators.scorecard import Scorecard

PATH = "/caseloads"
BAND = 5
NO_TEAM = "No team recorded"
NAMES = {
    SOCIAL_WORKER: ("social worker", "social workers"),
    ADVISER: ("personal adviser", "personal advisers"),
    OFFICER: ("reviewing officer", "reviewing officers"),
}
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
    workers: str
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
    limit: str = ""
    bands: tuple[tuple[str, str], ...] = ()
    picture: str = ""
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
        missing = f"No return for {words.period(choice.period)} yet. Latest held: {words.period(held[-1])}."
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
    period = view.choice.period or source.periods()[-1]
    found = source.read(caseloads, period).workers.filter(pl.col("role") == (view.choice.role or SOCIAL_WORKER))
    return period, by_team(found).to_dicts(), found.to_dicts()


# ------------------------------------------------------------------------------------------------------


def _figures(found: Caseloads, role: str, choice: CaseloadChoice, card: Scorecard) -> dict:
    every = found.workers.filter(pl.col("role") == role)
    names = sorted(every["team"].drop_nulls().unique())
    if choice.team and choice.team not in (*names, NO_TEAM):
        raise NotFound("team with a worker of this role in the month", choice.team, names)
    chosen = every if not choice.team else every.filter(_team(choice.team))
    limit = found.limits.get(role)
    bands = list(_bands(chosen))
    teams = by_team(every)
    unallocated = _unallocated(card)
    noun = NAMES[role]
    counted = f"Cases of each {noun[0]}"
    return {
        "teams": (Option("", "All teams", not choice.team), *(Option(n, n, n == choice.team) for n in names)),
        "news": tuple(_news(chosen, teams, role, limit.limit if limit else None, choice, unallocated, card)),
        "limit": f"{limit.limit:g} cases: {limit.basis}" if limit else "",
        "bands": tuple((f"{low} to {high}", words.plural(n, *noun)) for low, high, n in bands),
        "picture": sparkline.data_uri(histogram.svg(bands, limit.limit if limit else None, counted)),
        "picture_words": _picture_words(bands, noun, limit.limit if limit else None),
        "lines": tuple(_line(row, choice, role, unallocated) for row in teams.to_dicts()),
        "workers": tuple(_worker(row) for row in chosen.to_dicts()),
        "trends": tuple(_trend(card, indicator) for indicator in INDICATORS[role]),
    }


def _unallocated(card: Scorecard) -> dict[str, float]:
    """Team -> children with an open case and no named worker, "" for all; empty where that is not known."""
    month = card.history.filter(
        (pl.col("indicator") == UNALLOCATED) & (pl.col("period") == card.period) & (pl.col("basis") == "as_reported")
    )
    return dict(month.select("breakdown", "value").drop_nulls().iter_rows())


def _team(name: str) -> pl.Expr:
    return pl.col("team").is_null() if name == NO_TEAM else pl.col("team") == name


def _bands(workers: pl.DataFrame) -> Iterable[tuple[int, int, int]]:
    cases = workers.filter(pl.col("cases") >= 1)["cases"].to_list()
    for low in range(1, max(cases, default=0) + 1, BAND):
        yield low, low + BAND - 1, sum(low <= c < low + BAND for c in cases)


def _news(
    chosen: pl.DataFrame, teams: pl.DataFrame, role: str, limit: float | None, choice: CaseloadChoice,
    unallocated: Mapping[str, float | None], card: Scorecard,
) -> Iterable[str]:  # fmt: skip
    one, many = NAMES[role]
    holders = chosen.filter(pl.col("cases") >= 1)
    where = f" in {choice.team}" if choice.team else ""
    if not holders.height:
        yield f"No {one}{where} holds a case."
        return
    over = holders.filter(pl.col("over")) if limit is not None else holders.clear()
    if limit is not None:
        hold = "holds" if over.height == 1 else "hold"
        said = f"{over.height} of {words.plural(holders.height, one, many)}{where} {hold} more than {limit:g} cases"
        most = teams.filter(pl.col("over") > 0)
        if not choice.team and most.height > 1 and most["over"][0] > most["over"][1]:
            are = "is" if most["over"][0] == 1 else "are"
            said += f"; {most['over'][0]} of them {are} in {most['team'][0] or NO_TEAM}"
        yield f"{said}."
        for_hours = holders.filter(pl.col("over_for_hours").fill_null(False)).height
        if for_hours != over.height:
            yield f"For the hours they work, {for_hours} hold more than that."
    middle = holders["cases"].median()
    yield f"Half of them hold {middle:g} cases or more, the most {holders['cases'].max()}."
    unknown = holders["per_fte"].null_count()
    if unknown:
        yield f"The hours of {words.plural(unknown, one, many)} are not recorded."
    if not choice.team and unallocated.get("", 0):
        children = words.plural(unallocated[""], "child", "children")
        yield f"{children} with an open case {'has' if unallocated[''] == 1 else 'have'} no named worker."


def _picture_words(bands: list[tuple[int, int, int]], noun: tuple[str, str], limit: float | None) -> str:
    held = "; ".join(f"{low} to {high} cases: {n}" for low, high, n in bands if n)
    line = f" The limit is {limit:g}." if limit is not None else ""
    return f"{noun[1].capitalize()} by the number of their cases. {held or 'None holds a case'}.{line}"


def _line(row: Mapping, choice: CaseloadChoice, role: str, unallocated: Mapping[str, float | None]) -> TeamLoad:
    team, holders = row["team"] or NO_TEAM, row["workers"]
    nobody = unallocated.get(row["team"] or NO_TEAM, 0) if unallocated else None
    not_said = f", {row['agency_unknown']} not recorded" if row["agency_unknown"] else ""
    agency = f"{row['agency']} of {holders}{not_said}"
    hours = f"{row['over_for_hours']} of {holders - row['hours_unknown']}"
    return TeamLoad(
        team=team,
        address=choice.address(team=team),
        workers=words.count(holders) + (f" and {row['none']} without a case" if row["none"] else ""),
        cases=words.count(row["cases"]),
        median="–" if row["median"] is None else f"{row['median']:g}",
        span="–" if row["lowest"] is None else f"{row['lowest']} to {row['highest']}",
        over=f"{row['over']} of {holders}" if holders else "–",
        over_for_hours=hours if holders else "–",
        agency=agency if holders else "–",
        unallocated="–" if nobody is None else words.count(nobody),
    )


def _worker(row: Mapping) -> WorkerLoad:
    agency = {True: "Agency", False: "Permanent", None: "Not recorded"}[row["agency"]]
    return WorkerLoad(
        name=row["name"] or row["worker_id"] or "Not recorded",
        team=row["team"] or NO_TEAM,
        cases=words.count(row["cases"]),
        fte="Not recorded" if row["fte"] is None else f"{row['fte']:g}",
        per_fte="–" if row["per_fte"] is None else f"{row['per_fte']:.1f}",
        over="Over the limit" if row["over"] else "Over it for their hours" if row["over_for_hours"] else "",
        agency=agency,
    )


def _trend(card: Scorecard, indicator: str) -> Trend:
    row = card.rows.row(by_predicate=pl.col("indicator") == indicator, named=True)
    figures = series(histories(card.history), indicator, months_to(card.period))
    latest = words.figure(figures[-1].value, row["unit"])
    return Trend(row["title"], f"/indicator/{indicator}", latest, spark(figures, row["unit"], row["target"]))
