"""A made-up council: months of returns for the demonstration, the tests and the screenshots.

Lives are simulated first (children are referred, assessed, protected, looked after, grow up; workers come and
go), then each month's lists are extracted as a case system would: only what was recorded by the month end, and
only what falls in the list's window. So the months agree with each other, late recording makes restated figures
differ from those reported, and every figure is the result of events. Nobody in it is real; levels are near those
published for a unitary authority of about 44,800 children, and what happens to them is told in `stories`.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from data import periods
from data.errors import BadInput
from data.synthetic import care, extras, front_door, leavers, lists, permanence, wellbeing
from data.synthetic.allocations import Desk
from data.synthetic.extract import Extract
from data.synthetic.oversight import Oversight
from data.synthetic.recording import Outbox, Slips
from data.synthetic.workforce import Post, people_rows, posts_rows, recruit
from data.synthetic.world import World

AUTHORITY = "999"
NAME = "Exampleshire (synthetic)"

__all__ = ["AUTHORITY", "NAME", "write"]


def write(directory: Path, *, months: int = 24, last: str = "2026-10", seed: int = 877) -> list[Path]:
    """Writes `YYYY-MM/<list>.csv` for so many months up to `last`; the paths, in order.

    The same seed gives the same bytes. Raises BadInput for fewer than one month or a `last` that is no month.
    """
    if months < 1:
        raise BadInput(f"{months} months of returns were asked for. Ask for 1 or more.")
    wanted = periods.between(periods.shift(last, 1 - months), last)
    world = World(Random(seed), wanted)
    posts = live(world)
    oversight = Oversight(world, posts)
    paths, outbox = [], Outbox()
    for period in wanted:
        folder = Path(directory) / period
        folder.mkdir(parents=True, exist_ok=True)
        extract = Extract(world, period, posts)
        rows = _rows(extract, posts, oversight)
        Slips(seed, period).spoil(rows)
        for name, listed in rows.items():
            paths.append(folder / f"{name}.csv")
            outbox.send(paths[-1], listed)
    return paths


def live(world: World) -> list[Post]:
    """Everything that happens, in the order in which it depends on itself; gives the posts of the workforce."""
    care.before_our_records(world)
    care.arrivals(world)
    front_door.open_door(world)
    permanence.change_of_plan(world)
    permanence.adopters(world)
    wellbeing.go_missing(world)
    leavers.follow(world)
    posts = recruit(world)
    Desk(world, posts).run()
    return posts


def _rows(extract: Extract, posts: list[Post], oversight: Oversight) -> dict[str, list[list]]:
    """List name -> rows, for every list of the month."""
    made = (*lists.LISTS, extras.cla_health, extras.pep, extras.missing_episodes, extras.contact_outcomes)
    rows = {make.__name__: make(extract) for make in (*made, extras.plo_tracker, extras.allocations)}
    rows["workforce_posts"] = posts_rows(posts, extract.day)
    rows["workforce_people"] = people_rows(posts, extract.day, extract.year)
    rows["supervision"] = oversight.supervision_rows(extract.day)
    rows["audits"] = oversight.audit_rows(extract.day, extract.year)
    return rows
