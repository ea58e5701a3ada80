"""The front door: contacts, early help, referrals, assessments, section 47 enquiries and conferences.

Families arrive day by day; what follows from a referral is decided at once, for all children of the family.
"""

from __future__ import annotations

from data.synthetic import days
from data.synthetic.days import NEVER
from data.synthetic.enquiries import count_earlier, enquire
from data.synthetic.people import Choice, poisson
from data.synthetic.protection import Outcome, follow
from data.synthetic.records import Assessment, Child, Contact, EarlyHelp, Family, Referral
from data.synthetic.stories import SEASONS
from data.synthetic.world import World

FAMILIES_A_DAY = {True: 10.9, False: 3.4}  # working day or not; about 400 children a month
TO_REFERRAL = 0.41
ABOUT_OPEN_CASES = 0.10
SEEN_BEFORE = 0.168  # of families referred, the share asked of those referred in the last year
SEEN_LONG_AGO = 0.08
SOURCE = Choice(
    ("6", 29), ("2A", 19), ("1A", 9), ("1B", 2), ("1C", 2), ("1D", 2), ("2B", 3), ("3A", 3), ("3B", 3), ("3C", 1),
    ("3D", 3), ("3E", 5), ("3F", 3), ("4", 2), ("5A", 4), ("5B", 3), ("5C", 2), ("7", 5), ("8", 4), ("9", 3),
    ("10", 1),
)  # fmt: skip
ENQUIRED = 0.42  # assessments with a section 47 enquiry
TO_CONFERENCE = 0.30  # enquiries that go to a conference
ENDS_THERE = Choice(("ADVICE", 42), ("NFA", 22), ("EARLY_HELP", 31), ("OTHER", 5))
ORGANISATION = Choice(
    ("Primary school", 30), ("High school", 24), ("Health visiting", 14), ("LA early help", 26),
    ("Voluntary organisation", 6),
)  # fmt: skip
OUTCOME = Choice((Outcome.CLOSED, 50), (Outcome.IN_NEED, 38.5), (Outcome.CARE, 2.8))


def open_door(world: World) -> None:
    """Every day from the start of the warm-up to the last day of the last month."""
    door = _Door(world)
    for day in range(world.opened, world.last + 1):
        door.day(day)
    world.contacts.sort(key=lambda c: (c.on, c.number))
    world.referrals.sort(key=lambda r: (r.on, r.child.number))
    world.enquiries.sort(key=lambda e: (e.start, e.child.number))
    count_earlier(world)


class _Door:
    def __init__(self, world: World):
        self.world = world
        self.known: list[tuple[int, Family]] = []  # (referred, family), in order
        self.year_ago = 0  # the first of them that was referred within the last year
        self.helped: dict[int, int] = {}  # child number -> end of the latest early help
        self.heard: set[tuple[int, int, str]] = set()  # one contact a day from one source about one child
        self.contact_number = 100_000
        self.listed_from = days.window_start(world.periods[0], 7)

    def day(self, day: int) -> None:
        world, random = self.world, self.world.random
        listed = day >= self.listed_from
        while self.year_ago < len(self.known) and self.known[self.year_ago][0] < day - 360:
            self.year_ago += 1
        month = days.parts(day)[1] // 100 - 1
        mean = FAMILIES_A_DAY[world.working.between(day - 1, day) == 1] * SEASONS[month]
        for _ in range(poisson(random, mean if listed else mean * TO_REFERRAL)):
            if listed:
                self.contact(day)
            else:
                self.refer(self.choose(day), day, SOURCE.draw(random), world.recorded(day, 0.0))
        if listed:
            for _ in range(poisson(random, 0.42)):
                self.early_help(self.choose(day), day)

    def contact(self, day: int) -> None:
        """One family contacts the council; early help and referrals follow from it."""
        world, random = self.world, self.world.random
        draw, source = random.random(), SOURCE.draw(random)
        gap = 0 if random.random() < 0.55 else 1 if random.random() < 0.86 else random.randint(2, 6)
        decided = world.working.after(day, gap) if gap else day
        recorded = world.recorded(day, 0.015, 20)
        if draw < TO_REFERRAL:
            family = self.choose(day)
            outcome = "CP_ENQUIRY" if random.random() < 0.05 else "NEW_REFERRAL"
            self.refer(family, decided, source, max(recorded, decided))
        elif draw < TO_REFERRAL + ABOUT_OPEN_CASES:
            family, outcome = self.open_family(day), "EXISTING_REFERRAL"
        else:
            family, outcome = self.choose(day), ENDS_THERE.draw(random)
            if outcome == "EARLY_HELP" and random.random() < 0.8:
                self.early_help(family, day + random.randint(4, 20))
        for child in family.children:
            if child.born > day and child is not family.children[0]:
                continue
            key = (child.number, day, source)
            if key in self.heard:
                continue
            self.heard.add(key)
            self.contact_number += 1
            decision = NEVER if random.random() < 0.012 else decided
            world.contacts.append(Contact(self.contact_number, child, day, source, outcome, decision, recorded))

    def choose(self, day: int) -> Family:
        """A family for which nothing is open: one referred in the last year, an older one, or a new one."""
        random, draw = self.world.random, self.world.random.random()
        if draw < SEEN_BEFORE + SEEN_LONG_AGO:
            first, last = (self.year_ago, len(self.known)) if draw < SEEN_BEFORE else (0, self.year_ago)
            for _ in range(14 if last > first else 0):
                family = self.known[random.randrange(first, last)][1]
                if _free(family, day):
                    return family
        return self.world.people.family(day)

    def open_family(self, day: int) -> Family:
        for _ in range(20):
            family = self.known[-1 - self.world.random.randrange(min(len(self.known), 1200))][1]
            if any(need.start < day < need.end for child in family.children for need in child.needs):
                return family
        return self.known[-1][1]

    def early_help(self, family: Family, start: int) -> None:
        world, random = self.world, self.world.random
        organisation = ORGANISATION.draw(random)
        end = start + int(random.lognormvariate(4.75, 0.55))
        for child in family.children[:2]:
            if child.born < start <= world.last and self.helped.get(child.number, 0) < start:
                self.helped[child.number] = end
                world.early_help.append(EarlyHelp(child, start, end, organisation))

    def refer(self, family: Family, on: int, source: str, recorded: int) -> None:
        """A referral of all children of a family who are under 18, and all that follows from it."""
        world, random = self.world, self.world.random
        children = [c for c in family.children if on < days.birthday(c.born, 18) and _free_child(c, on)]
        if not children or on > world.last:
            return
        self.known.append((on, family))
        recorded = world.recorded(recorded, 0.02, 35)
        nfa = random.random() < 0.10
        area = family.area
        east = area == "North" or (area == "Central" and children[0].number % 2 == 0)
        team = "Assessment Team East" if east else "Assessment Team West"
        for child in children:
            previous = sum(1 for r in child.referrals if on - 365 <= r.on < on)
            referral = Referral(child, on, source, nfa, previous, team, recorded)
            child.referrals.append(referral)
            world.referrals.append(referral)
        if not nfa:
            self.assess(family, children, on, team, recorded)

    def assess(self, family: Family, children: list[Child], on: int, team: str, recorded: int) -> None:
        world, random, working = self.world, self.world.random, self.world.working
        start = working.after(on, random.choice((0, 0, 0, 1, 1, 2)))
        share, shortest, longest = world.stories.assessment_late(team, start)
        late = random.random() < share
        length = random.randint(shortest, longest) if late else int(random.triangular(8, 45, 38))
        end = working.after(start, length)
        outcome = OUTCOME.draw(world.even("outcome"))
        conference, planned = NEVER, False
        if outcome is Outcome.CARE or random.random() < ENQUIRED:
            to_conference = 0.0 if outcome is Outcome.CARE else TO_CONFERENCE
            conference, planned = enquire(world, children, start, team, recorded, to_conference)
            if planned:
                outcome = Outcome.PLAN
            elif conference < NEVER:
                outcome = Outcome.IN_NEED
        end_recorded = world.recorded(end, 0.04)
        for child in children:
            world.assessments.append(
                Assessment(
                    child, start, end, random.random() < 0.97, outcome is not Outcome.CLOSED, team,
                    max(start, recorded), max(end_recorded, recorded),
                )
            )  # fmt: skip
        follow(world, family, children, on, end, team, outcome, conference, recorded, end_recorded)


def _free(family: Family, day: int) -> bool:
    return all(_free_child(child, day) for child in family.children) and any(
        day < days.birthday(child.born, 18) - 30 for child in family.children
    )


def _free_child(child: Child, day: int) -> bool:
    """Nothing is open for the child on the day, and nothing ended in the ten days before."""
    return not child.needs or child.needs[-1].end < day - 10
