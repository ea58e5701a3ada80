"""The made-up council as a whole: its calendar, its chance, and everything that has happened in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from data import periods
from data.synthetic import days
from data.synthetic.people import Even, People
from data.synthetic.records import (
    Adopter,
    Adoption,
    Assessment,
    Care,
    Case,
    Contact,
    EarlyHelp,
    Enquiry,
    Leaver,
    Missing,
    Need,
    Plan,
    Referral,
)
from data.synthetic.stories import Stories

YEAR = 365
WARM_UP_YEARS = 4  # of the front door before the first return, so that long cases are there


@dataclass
class World:
    """Filled room by room: front door, care, leavers, workforce; then only read."""

    random: Random
    periods: list[str]
    first: int = 0  # first day of the first month
    last: int = 0  # last day of the last month
    opened: int = 0  # first day of the simulated front door
    seen_from: int = 0  # the earliest day of which a detail (visit, review) can reach a return
    contacts: list[Contact] = field(default_factory=list)
    early_help: list[EarlyHelp] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    care: list[Care] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    adoptions: list[Adoption] = field(default_factory=list)
    adopters: list[Adopter] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    leavers: list[Leaver] = field(default_factory=list)

    def __post_init__(self):
        self.first = days.window_start(self.periods[0], 1)
        self.last = days.month_end(self.periods[-1])
        self.opened = self.first - WARM_UP_YEARS * YEAR
        self.seen_from = days.window_start(self.periods[0], 18)
        year = periods.month_start(self.periods[0]).year
        self.working = days.WorkingDays(year - 20, periods.month_start(self.periods[-1]).year + 8)
        self.people = People(self.random)
        self._even: dict[str, Even] = {}
        self.stories = Stories(self.last)

    def recorded(self, on: int, late: float = 0.03, longest: int = 40) -> int:
        """The day a fact is typed in: mostly the day itself, sometimes up to `longest` days later."""
        if on >= days.NEVER:
            return days.NEVER
        return on + self.random.randint(3, longest) if self.random.random() < late else on

    def even(self, what: str) -> Even:
        """Evenly spread chances for one kind of decision."""
        if what not in self._even:
            self._even[what] = Even(self.random)
        return self._even[what]

    def series(self, start: int, end: int, usual: tuple[int, int], late: tuple[int, int], share: float) -> list:
        """Repeated events (on, recorded) after `start` and up to `end`, at the usual gap in days, or at the
        late gap for this share of them. What is too old to reach a return is left out."""
        random, events, day = self.random, [], start
        end = min(end, self.last)
        if day < self.seen_from - 200:  # only the phase matters for long-open cases
            day = self.seen_from - 200 + random.randint(0, usual[1])
        while True:
            day += random.randint(*(late if random.random() < share else usual))
            if day > end:
                return events
            draw = random.random()
            events.append((day, day if draw < 0.82 else day + random.randint(1, 5 if draw < 0.97 else 25)))
