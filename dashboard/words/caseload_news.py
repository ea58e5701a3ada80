"""Caseloads in words: who holds too much and where, and what cannot be told. Pure functions: text out, nothing read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from dashboard import words
from dashboard.words import verdicts
from indicators.caseloads import ADVISER, OFFICER, SOCIAL_WORKER

NAMES = {
    SOCIAL_WORKER: ("social worker", "social workers"),
    ADVISER: ("personal adviser", "personal advisers"),
    OFFICER: ("reviewing officer", "reviewing officers"),
}
CASES = {
    SOCIAL_WORKER: ("child", "children"),
    ADVISER: ("young person", "young people"),
    OFFICER: ("child", "children"),
}
NO_TEAM = "No team recorded"


def news(chosen: pl.DataFrame, teams: pl.DataFrame, role: str, limit: float | None, team: str) -> Iterable[str]:
    """How many of the workers chosen hold more than their limit, and where most of them are. `limit` is the role's,
    `teams` the teams of the role (`caseloads.by_team`), `team` the one chosen, if any."""
    one, many = NAMES[role]
    holders = chosen.filter(pl.col("cases") >= 1)
    where = f" in {team}" if team and team != NO_TEAM else " without a recorded team" if team else ""
    if not holders.height:
        yield f"No {one}{where} holds a case."
        return
    if limit is not None:
        over = int(holders["over"].sum())
        hold = "holds" if over <= 1 else "hold"
        of = f"{over or 'None'} of {words.plural(holders.height, one, many)}"
        said = f"{of}{where} {hold} {_more_than(holders, limit)}"
        most = teams.filter(pl.col("over") > 0)
        if not team and most.height > 1 and most["over"][0] > most["over"][1]:
            there = most["over"][0]
            place = f"in {most['team'][0]}" if most["team"][0] else "in no recorded team"
            said += f"; {verdicts.count(there)} of them {'is' if there == 1 else 'are'} {place}"
        yield f"{said}."
        for_hours = int(holders["over_for_hours"].fill_null(False).sum())
        if for_hours != over:
            hold = "holds" if for_hours <= 1 else "hold"
            yield f"For the hours they work, {for_hours or 'none'} {hold} more than that."
    if holders.height > 1:
        everyone = f"the {words.count(holders.height)}" if limit is not None else "them"
        middle, most = holders["cases"].median(), holders["cases"].max()
        yield f"Half of {everyone} hold {middle:g} cases or more; the most is {most}."


def untold(chosen: pl.DataFrame, role: str, nobodys: float, roleless: int, without: float) -> Iterable[str]:
    """What the figures do not hold: hours that are blank, cases of people who are not in the staff list (`nobodys`),
    workers whose role is blank (`roleless`), children without a named worker (`without`)."""
    one, many = NAMES[role]
    holders = chosen.filter(pl.col("cases") >= 1)
    unknown = holders["fte"].null_count()
    if unknown:
        whose = words.plural(unknown, one, many)
        yield f"The hours of {whose} are not recorded, so what is too much for their hours is not known."
    if without:
        yield f"{words.plural(without, 'child', 'children')} with an open case {_has(without)} no named worker."
    if nobodys:
        be = "is" if nobodys == 1 else "are"
        yield (
            f"{words.plural(nobodys, *CASES[role])} {be} allocated to someone whom the staff list does not show as "
            f"{'an' if one[0] in 'aeiou' else 'a'} {one} in post: their cases are in no figure here."
        )
    if roleless:
        yield f"The role of {words.plural(roleless, 'worker')} in post is not recorded: they are in no figure here."


def picture(bands: Sequence[tuple[int, int, int]], role: str, limit: float | None) -> str:
    """What the histogram shows."""
    held = "; ".join(f"{low} to {high} cases: {n}" for low, high, n in bands if n)
    line = f" The limit is {limit:g}." if limit is not None else ""
    return f"{NAMES[role][1].capitalize()} by the number of their cases. {held or 'None holds a case'}.{line}"


# ------------------------------------------------------------------------------------------------------


def _more_than(holders: pl.DataFrame, limit: float) -> str:
    others = holders.filter(pl.col("limit") != limit)
    if others.is_empty():
        return f"more than {limit:g} cases"
    apart = words.joined(
        f"{value:g} for {number}" for value, number in others.group_by("limit").len().sort("limit").iter_rows()
    )
    return f"more cases than their limit ({limit:g}; {apart} of them)"


def _has(n: float) -> str:
    return "has" if n == 1 else "have"
