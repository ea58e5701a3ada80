"""Which cases are overdue: those that the reader chose, by team and days over, and one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import polars as pl

from dashboard import words
from indicators import processes
from indicators.processes.month import TimedMonth

PATH = "/timeliness"
BANDS = {"1-5": (1, 5), "6-20": (6, 20), "21": (21, None)}
BAND_NAMES = {"1-5": "1 to 5 days", "6-20": "6 to 20 days", "21": "21 days or more"}
PART = 50  # cases on a page
NO_TEAM = "No team named"


@dataclass(frozen=True)
class TimelinessChoice:
    """What the reader asked to see; all of it stands in the address of the page."""

    period: str = ""
    team: str = ""
    process: str = ""
    over: str = ""
    part: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> TimelinessChoice:
        """From the query of the address; what it does not name stays open."""
        return cls(**{name: query.get(name, "").strip() for name in ("period", "team", "process", "over", "part")})

    def address(self, path: str = PATH, **changes: str) -> str:
        """The address of the page with this choice, or a changed one; another choice begins at the first part."""
        chosen = {k: v for k, v in vars(replace(self, **({"part": ""} | changes))).items() if v}
        return path + ("?" + urlencode(chosen) if chosen else "")


@dataclass(frozen=True)
class TeamLine:
    """One team's overdue cases: by days over, and all."""

    name: str
    address: str
    bands: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class CaseLine:
    """One overdue case. Empty texts are blank in the list."""

    child: str
    process: str
    team: str
    worker: str
    due: str
    days: int


@dataclass(frozen=True)
class Part:
    """Which cases of the list are shown; addresses are empty where there are none before or after."""

    words: str
    before: str
    after: str


def chosen(timed: TimedMonth, choice: TimelinessChoice) -> pl.DataFrame:
    """The overdue cases that the choice lets through, the longest first."""
    cases = timed.overdue.filter(of_choice(choice))
    return cases.filter(_in_band(choice.over)) if choice.over else cases


def of_choice(choice: TimelinessChoice) -> pl.Expr:
    """The process and team of the choice, as a condition on cases."""
    found = pl.lit(True)
    if choice.process:
        found = found & (pl.col("process") == choice.process)
    if choice.team:
        team = pl.col("team")
        found = found & (team.is_null() if choice.team == NO_TEAM else team.eq_missing(choice.team))
    return found


def _in_band(band: str) -> pl.Expr:
    lowest, highest = BANDS[band]
    days = pl.col("days_over")
    return days >= lowest if highest is None else days.is_between(lowest, highest)


def by_team(overdue: pl.DataFrame, choice: TimelinessChoice) -> Iterable[TeamLine]:
    """Every team with an overdue case, the most first."""
    bands = [_in_band(band).sum().alias(band) for band in BANDS]
    names = pl.col("team").fill_null(NO_TEAM)
    found = overdue.group_by(name=names).agg(*bands, total=pl.len())
    for row in found.sort("total", "name", descending=[True, False]).to_dicts():
        address = choice.address(team=row["name"], over="")
        yield TeamLine(row["name"], address, tuple(row[band] for band in BANDS), row["total"])


def part_of(listed: pl.DataFrame, choice: TimelinessChoice) -> tuple[Part | None, tuple[CaseLine, ...]]:
    """Which of the cases are shown, and those; a part that is none is the first."""
    parts = max(1, -(-listed.height // PART))
    asked = int(choice.part) if choice.part.isdecimal() else 1
    now = asked if 1 <= asked <= parts else 1
    begin = (now - 1) * PART
    rows = listed.slice(begin, PART).to_dicts()
    if parts == 1:
        return None, tuple(map(_case, rows))
    said = f"{begin + 1} to {begin + len(rows)} of {words.count(listed.height)}"
    before = choice.address(part=str(now - 1)) if now > 1 else ""
    after = choice.address(part=str(now + 1)) if now < parts else ""
    return Part(said, before, after), tuple(map(_case, rows))


def _case(row: Mapping) -> CaseLine:
    return CaseLine(
        child=row["child_id"] or "",
        process=processes.find(row["process"]).title,
        team=row["team"] or "",
        worker=row["worker"] or "",
        due=words.day_short(row["due_on"]),
        days=row["days_over"],
    )
