"""What the timeliness page shows: every timed process by state, what is overdue by team and by days, and the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from dashboard import words
from dashboard.views.choice import Choice, Option, Source, month_options
from dashboard.views.overdue import (
    BAND_NAMES,
    BANDS,
    NO_TEAM,
    CaseLine,
    Part,
    TeamLine,
    TimelinessChoice,
    by_team,
    chosen,
    of_choice,
    part_of,
)
from dashboard.views.process_line import ProcessLine, line, why_untold
from data import periods
from data.errors import NotFound
from indicators import processes
from indicators.processes.model import UNKNOWN, Process
from indicators.processes.month import TimedMonth, month

MOST_NAMED = 3  # processes in the first sentence


@dataclass(frozen=True)
class Unjudged:
    """Cases of a process that cannot be judged."""

    title: str
    count: int
    why: str


@dataclass(frozen=True)
class TimelinessView:
    """The timeliness page of a month. `missing` says why there is nothing to show."""

    choice: TimelinessChoice
    council: str = ""
    synthetic: bool = False
    missing: str = ""
    latest: str = ""
    month: str = ""
    as_at: str = ""
    months: tuple[Option, ...] = ()
    team_options: tuple[Option, ...] = ()
    process_options: tuple[Option, ...] = ()
    over_options: tuple[Option, ...] = ()
    in_short: tuple[str, ...] = ()
    lines: tuple[ProcessLine, ...] = ()
    by_team: tuple[tuple[str, ProcessLine], ...] = ()  # of the chosen process
    teams: tuple[TeamLine, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    listed: tuple[CaseLine, ...] = ()
    part: Part | None = None
    process: Process | None = None
    figures: tuple[tuple[str, str], ...] = ()  # of the process: the titles and addresses of its indicators


def timeliness(source: Source, query: Mapping[str, str]) -> TimelinessView:
    """The view for a query (period, team, process, over, part). Raises BadInput for a month that is none and NotFound
    for a process or team that is none."""
    choice = TimelinessChoice.of(query)
    if choice.period:
        periods.index(choice.period)
    process = processes.find(choice.process) if choice.process else None
    held = source.periods()
    if not held:
        return TimelinessView(choice, missing="No return has been loaded yet, so there is nothing to show.")
    card = source.scorecard(choice.period or None)
    known = card or source.scorecard()
    facts = {"choice": choice, "council": known.authority_name, "synthetic": known.synthetic, "process": process}
    if card is None:
        missing = words.not_held(choice.period, held)
        return TimelinessView(**facts, missing=missing, latest=held[-1], months=month_options(held, ""))
    timed = source.read(month, card.period)
    teams = sorted(timed.cases["team"].drop_nulls().unique())
    if choice.team and choice.team not in (*teams, NO_TEAM):
        raise NotFound("team with a timed case in this month", choice.team, teams)
    if choice.over not in ("", *BANDS):
        raise NotFound("span of days over", choice.over, BANDS)
    return TimelinessView(
        **facts,
        month=words.period(card.period),
        as_at=words.day(card.as_at),
        months=month_options(held, card.period),
        team_options=_team_options(timed, teams, choice),
        process_options=_options("All processes", {p.id: p.title for p in processes.ALL}, choice.process),
        over_options=_options("Any number of days", BAND_NAMES, choice.over),
        **_figures(timed, choice, process),
        figures=_figures_of(source, process, choice.period) if process else (),
    )


def overdue_total(source: Source, period: str | None = None) -> int | None:
    """How many cases of all timed processes were overdue at the end of the month (the latest if none is said); None
    where no return of that month tells of any process."""
    held = source.periods()
    asked = period or (held[-1] if held else "")
    if asked not in held:
        return None
    timed = source.read(month, asked)
    untold = {*timed.lists_missing, *timed.columns_missing}
    return None if len(untold) == len(processes.ALL) else timed.overdue.height


# ------------------------------------------------------------------------------------------------------


def _figures(timed: TimedMonth, choice: TimelinessChoice, process: Process | None) -> dict:
    shown = (process,) if process is not None else processes.ALL
    cases = timed.cases.filter(of_choice(choice))
    counts, named = processes.counted(cases), bool(choice.team) and choice.team != NO_TEAM
    lines = tuple(line(timed, p, choice.address(process=p.id, over=""), counts, named=named) for p in shown)
    overdue, listed = chosen(timed, replace(choice, over="")), chosen(timed, choice)
    part, rows = part_of(listed, choice)
    return {
        "in_short": tuple(_in_short(overdue, cases, lines, choice)),
        "lines": tuple(found for found in lines if _has_something(found)) if named else lines,
        "by_team": tuple(_by_team(timed, cases, process, choice)) if process is not None else (),
        "teams": tuple(by_team(overdue, choice)),
        "unjudged": tuple(_unjudged(cases)),
        "listed": rows,
        "part": part,
    }


def _options(everything: str, named: Mapping[str, str], now: str) -> tuple[Option, ...]:
    return (Option("", everything, not now), *(Option(v, w, v == now) for v, w in named.items()))


def _team_options(timed: TimedMonth, teams: list[str], choice: TimelinessChoice) -> tuple[Option, ...]:
    names = [*teams, NO_TEAM] if timed.cases["team"].null_count() else teams
    return _options("All teams", {name: name for name in names}, choice.team)


def _in_short(
    overdue: pl.DataFrame, cases: pl.DataFrame, lines: Iterable[ProcessLine], choice: TimelinessChoice
) -> Iterable[str]:
    """The news, sentence by sentence."""
    lines = tuple(lines)
    told = [found for found in lines if not found.state]
    if told:
        yield _how_many(overdue, choice)
        if overdue.height and not choice.team:
            yield from _where(overdue)
        unjudged = cases.filter(pl.col("state") == UNKNOWN).height
        if unjudged:
            yield _unjudged_words(unjudged, apart=bool(overdue.height))
    untold = len(lines) - len(told)
    if untold and not (choice.team and told):
        yield f"{words.plural(untold, 'process', 'processes')} cannot be told; the table says why."


def _unjudged_words(n: int, apart: bool) -> str:
    """`apart`: other cases were counted before."""
    if n == 1:
        return f"One {'other ' if apart else ''}case cannot be judged, because what decides it is not recorded."
    which = f"A further {words.count(n)}" if apart else words.count(n)
    return f"{which} cases cannot be judged, because what decides them is not recorded."


def _how_many(overdue: pl.DataFrame, choice: TimelinessChoice) -> str:
    with_team = f" with {choice.team}" if choice.team and choice.team != NO_TEAM else ""
    total = overdue.height
    if not total:
        return f"Nothing is overdue{with_team}."
    by_process = overdue.group_by("process").len().sort("len", "process", descending=[True, False])
    parts = [words.plural(n, *processes.find(id).case) for id, n in by_process.head(MOST_NAMED).iter_rows()]
    rest = by_process["len"].slice(MOST_NAMED).sum()
    if rest:
        parts.append(words.plural(rest, "other"))
    verb = "is" if total == 1 else "are"
    if by_process.height == 1:
        return f"{parts[0]} {verb} overdue{with_team}."
    return f"{words.plural(total, 'case')} {verb} overdue{with_team}: {words.joined(parts)}."


def _where(overdue: pl.DataFrame) -> Iterable[str]:
    """The team with the most, where there is just one."""
    by_team = overdue.drop_nulls("team").group_by("team").len().sort("len", "team", descending=[True, False])
    counts = by_team["len"].to_list()
    if len(counts) > 1 and counts[0] > counts[1]:
        yield f"The team with the most is {by_team['team'][0]}, with {words.count(counts[0])}."


def _has_something(found: ProcessLine) -> bool:
    return bool(found.state) or any(found.counts.values())


def _by_team(
    timed: TimedMonth, cases: pl.DataFrame, process: Process, choice: TimelinessChoice
) -> Iterable[tuple[str, ProcessLine]]:
    """The chosen process, team by team; the team without a name comes last."""
    if why_untold(timed, process) or not process.team:
        return
    for team in sorted(cases["team"].unique().to_list(), key=lambda name: (name is None, name or "")):
        of_team = cases.filter(pl.col("team").is_null() if team is None else pl.col("team") == team)
        name = NO_TEAM if team is None else team
        yield name, line(timed, process, choice.address(team=name, over=""), processes.counted(of_team))


def _unjudged(cases: pl.DataFrame) -> Iterable[Unjudged]:
    found = dict(cases.filter(pl.col("state") == UNKNOWN).group_by("process").len().iter_rows())
    for process in processes.ALL:
        if process.id in found:
            yield Unjudged(process.title, found[process.id], process.unknown)


def _figures_of(source: Source, process: Process, period: str) -> tuple[tuple[str, str], ...]:
    """The indicators that the cases of the process make: their titles and addresses."""
    here = Choice(period=period)
    return tuple((source.indicator(i).title, here.address(f"/indicator/{i}")) for i in process.indicators)
