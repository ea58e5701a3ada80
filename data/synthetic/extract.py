"""What an extract at a month end can see: which episodes are on the system, open or ended, and with whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.synthetic import days
from data.synthetic.allocations import holder
from data.synthetic.days import NEVER
from data.synthetic.people import at, latest
from data.synthetic.records import Care, Child, Need, Plan
from data.synthetic.workforce import Post, Worker
from data.synthetic.world import World

UNALLOCATED = "Unallocated"


@dataclass
class Extract:
    """One month end; W is the first day of the six-month window."""

    world: World
    period: str
    posts: list[Post]
    day: int = 0
    window: int = 0
    year: int = 0  # first day of the twelve-month window
    care: dict[int, Care] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)
    needs: dict[int, Need] = field(default_factory=dict)

    def __post_init__(self):
        self.day = days.month_end(self.period)
        self.window = days.window_start(self.period, 6)
        self.year = days.window_start(self.period, 12)
        self.care = self._latest(self.world.care)
        self.plans = self._latest(self.world.plans)
        self.needs = self._latest(self.world.needs)
        self.duty = [
            w
            for p in self.posts
            if p.team == "Multi-Agency Safeguarding Hub" and p.role == "SW"
            for w in p.people
            if w.start <= self.day - 40 and w.leave > self.day - 200
        ]

    def _latest(self, episodes) -> dict:
        """The latest episode of each child that is open or ended in the window, as far as recorded."""
        found: dict = {}
        for episode in episodes:
            if episode.start > self.day or episode.recorded > self.day:
                continue
            if self.ended(episode) and episode.end < self.window:
                continue
            held = found.get(episode.child.number)
            if held is None or held.start < episode.start:
                found[episode.child.number] = episode
        return found

    def ended(self, episode) -> bool:
        """Is the end recorded, and not after the month end?"""
        return episode.end <= self.day and episode.end_recorded <= self.day

    def end(self, episode) -> str:
        return days.text(episode.end) if self.ended(episode) else ""

    def seen(self, day: int, recorded: int = 0) -> str:
        """A date as text, blank while it is in the future or not yet recorded."""
        return days.text(day) if day <= self.day and recorded <= self.day else ""

    def wrong_yet(self, on: int, number: int, one_in: int) -> bool:
        """Was one detail of this record typed wrongly at first, and is it not yet put right?"""
        return number % one_in == 0 and self.day - on < 45

    def last(self, events) -> str:
        """Date of the latest event that is on the system."""
        event = latest(events, self.day)
        return days.text(event[0]) if event else ""

    def head(self, child: Child) -> tuple:
        """Id, gender, ethnicity, date of birth and age: the first cells of an Annex A row."""
        if child.born > self.day:
            return child.id, "U", child.ethnicity, "", ""
        age = str(days.age(child.born, self.day))
        return child.id, child.gender, child.ethnicity, days.text(child.born), age

    def in_care(self, child: Child) -> Care | None:
        """The period of care that is open at the month end."""
        care = self.care.get(child.number)
        return None if care is None or self.ended(care) else care

    def on_plan(self, child: Child) -> Plan | None:
        plan = self.plans.get(child.number)
        return None if plan is None or self.ended(plan) else plan

    def status(self, need: Need) -> str:
        if self.ended(need):
            return "CLOSED"
        if self.in_care(need.child):
            return "LAC"
        if self.on_plan(need.child):
            return "CPP"
        return "ASSESS" if need.assessed > self.day else "CIN"

    def team(self, child: Child, until: int = NEVER) -> tuple[str, str]:
        """Team and worker of the child at the month end (or earlier, when the episode ended)."""
        day = min(self.day, until - 1)
        need = next((n for n in reversed(child.needs) if n.start <= day), child.needs[0])
        return at(need.segments, day), self.worker(child, day, need)

    def worker(self, child: Child, day: int, need: Need) -> str:
        row = holder(child, "SW", day)
        if row is None or (row.end <= day < min(need.end, self.day + 1)):
            return UNALLOCATED
        return row.worker.name

    def worker_then(self, child: Child, day: int, number: int) -> str:
        """Who held the case at that time; a duty worker where nobody was allocated."""
        row = holder(child, "SW", min(day, self.day))
        if row is None or row.end <= day - 15:
            return self.on_duty(number).name
        return row.worker.name

    def on_duty(self, number: int) -> Worker:
        return self.duty[number % len(self.duty)]
