"""The page of an indicator for one team: its own figures, judged as the authority's are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import polars as pl

from dashboard import words
from dashboard.views import caseloads
from dashboard.views.choice import Choice, Option, Source
from dashboard.views.figures import AS_REPORTED, Figure, histories
from dashboard.views.indicator import IndicatorView, indicator, of_card
from dashboard.views.overdue import TimelinessChoice
from dashboard.views.teams import PLACES
from dashboard.words import verdicts
from data import targets
from data.errors import NotFound
from indicators import processes
from indicators.model import Indicator
from indicators.scorecard import Scorecard
from indicators.teams import funnel, team_card, teams_of
from indicators.teams import of_team as down_to

WHOLE = "Whole authority"


@dataclass(frozen=True)
class Level:
    """One level of the line of sight: the same definition, over the cases of that level."""

    name: str
    address: str
    figure: str
    made_of: str


@dataclass(frozen=True)
class Sight:
    """From the whole authority down to one team, and where single cases or workers are."""

    levels: tuple[Level, ...]
    place: str
    further: tuple[tuple[str, str], ...]  # words, address


def team_options(card: Scorecard | None, indicator_id: str, chosen: str) -> tuple[Option, ...]:
    """The whole authority and every team that any month names; empty where there is no team."""
    names = teams_of(card.history, indicator_id) if card is not None else []
    options = (Option("", WHOLE, not chosen), *(Option(n, n, n == chosen) for n in names))
    return options if names else ()


def of_team(source: Source, indicator_id: str, query: Mapping[str, str]) -> IndicatorView:
    """The view of `indicator` for the team that the query names, of the whole authority where it names none. Raises
    NotFound for a team that no month names."""
    whole = indicator(source, indicator_id, query)
    team = whole.choice.team
    if whole.missing:
        return whole
    card = source.scorecard(whole.choice.period or None)
    options = team_options(card, indicator_id, team)
    if not team:
        return replace(whole, team_options=options)
    if team not in {o.value for o in options}:
        raise NotFound("team with this indicator", team, [o.value for o in options if o.value])
    defined = source.indicator(indicator_id)
    found = of_card(defined, team_card(card, defined, team, source.read(targets.held)), query)
    found |= {"headline": replace(found["headline"], badge=None), "by_team": False, "teams": ()}
    return replace(whole, **found, team_options=options)


def sight(source: Source, view: IndicatorView) -> Sight | None:
    """The line of sight of a team's page; None for the page of the whole authority."""
    team = view.choice.team
    card = source.scorecard(view.choice.period or None)
    if not team or card is None:
        return None
    defined = source.indicator(view.id)
    mine = card.history.filter(pl.col("indicator") == view.id)
    now = mine.filter((pl.col("period") == card.period) & (pl.col("basis") == AS_REPORTED))
    whole, here = (histories(rows).get((view.id, "", card.period)) for rows in (mine, down_to(mine, team)))
    levels = [
        _level(name, figure, view.choice, view.id, breakdown, view.unit)
        for name, breakdown, figure in ((WHOLE, "", whole), (team, team, here))
    ]
    judged = {row["team"]: PLACES[row["place"]] for row in funnel(defined, now).to_dicts()}
    place = f"The team’s figure is {judged[team]} around the authority’s own." if team in judged else ""
    counted = here is not None and here.value is not None
    return Sight(tuple(levels), place, tuple(_further(defined, view.choice, team)) if counted else ())


# ------------------------------------------------------------------------------------------------------


def _level(name: str, figure: Figure | None, choice: Choice, id: str, breakdown: str, unit: str) -> Level:
    address = choice.address(f"/indicator/{id}", team=breakdown)
    if figure is None or figure.value is None:
        return Level(name, address, words.status(figure.state if figure else "no_cases"), "")
    shown = verdicts.share(figure.value, figure.numerator, figure.denominator, unit)
    made_of = words.out_of(figure.numerator, figure.denominator, unit)
    return Level(name, address, shown, "" if made_of == shown else made_of)


def _further(defined: Indicator, choice: Choice, team: str) -> Iterable[tuple[str, str]]:
    """Pages that go on to single cases or workers of the team."""
    for process in processes.of_indicator(defined.id):
        address = TimelinessChoice(period=choice.period, team=team, process=process.id).address()
        yield f"Cases of the team overdue: {process.title}", address
    for role, indicators in caseloads.INDICATORS.items():
        if defined.id in indicators:
            chosen = {"period": choice.period, "role": role, "team": team}
            yield (
                "Caseloads of the team, worker by worker",
                caseloads.PATH + "?" + urlencode({k: v for k, v in chosen.items() if v}),
            )
