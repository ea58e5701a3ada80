"""Young people entitled to leaving-care services: what they do, where they live, whether we are in touch."""

from __future__ import annotations

from data.synthetic import days
from data.synthetic.people import Choice, at
from data.synthetic.records import Leaver
from data.synthetic.world import World

GOLDEN = 0.6180339887  # spreads the shares evenly over any stretch of the cohort
NOT_KNOWN = 0.055
TO_25 = 0.34  # still wants a service after 21
HOME = Choice(("Z", 17), ("U", 26), ("D", 22), ("B", 14), ("E", 3), ("K", 4), ("T", 5), ("X", 2.5), ("S", 1.6),
              ("V", 1.4), ("W", 0.6), ("Y", 2), ("C", 1), ("R", 1.5), ("G", 0.4))  # fmt: skip
AFTER_FOSTERING = Choice(("Z", 62), ("U", 18), ("D", 12), ("B", 8))
TOUCH = Choice(("YES", 92.5), ("NO", 3.8), ("REFU", 1.6), ("NREQ", 1.4))
UNSUITABLE = frozenset("XSVWR")
BUSY = (("F2", 0.30), ("F5", 0.66), ("F4", 0.74), ("P5", 0.83), ("P2", 0.87), ("F1", 1.0))
IDLE = (("G4", 0.34), ("G6", 0.52), ("G5", 1.0))


def follow(world: World) -> None:
    """One record per young person who was in care for 13 weeks and after the sixteenth birthday."""
    random = world.random
    cohort = {}
    for care in world.care:
        sixteen = days.birthday(care.child.born, 16)
        if care.end > sixteen and care.end - care.start >= 91 and days.age(care.child.born, world.first) < 25:
            cohort[care.child.number] = care  # the last period of care counts
    in_order = sorted(cohort.values(), key=lambda c: (c.child.born, c.child.number))
    for place, care in enumerate(in_order):
        child = care.child
        until = days.birthday(child.born, 25 if random.random() < TO_25 else 21)
        leaver = Leaver(child, care.alone, place * GOLDEN % 1.0, until=until)
        _live(world, leaver, care)
        world.leavers.append(leaver)


def _live(world: World, leaver: Leaver, care) -> None:
    random, child, last = world.random, leaver.child, world.last
    first = max(days.birthday(child.born, 16), care.start)
    day = first
    leaver.steps.append((day, leaver.share))
    while day < last:
        day += random.randint(160, 620)
        leaver.steps.append((day, _reflected(leaver.share + random.uniform(-0.12, 0.12))))
    fostered = bool(care.placements) and care.placements[-1].type[0] == "U"
    leaver.homes.append((care.end, (AFTER_FOSTERING if fostered else HOME).draw(random)))
    day = care.end
    while day < last:
        day += random.randint(250, 900)
        leaver.homes.append((day, HOME.draw(random)))
    leaver.touch.append((first, "YES"))
    day = care.end
    while day < last:
        leaver.touch.append((day, TOUCH.draw(random)))
        day += random.randint(200, 600)
    if care.end < days.birthday(child.born, 18) and care.fate == "home" and random.random() < 0.6:
        leaver.touch = [(first, "YES"), (care.end + 190, "RHOM")]
    elif random.random() < 0.006:
        leaver.touch.append((care.end + 500, "DIED"))
        leaver.touch = [t for t in leaver.touch if t[0] <= care.end + 500]
    leaver.reviews = world.series(first, min(leaver.until, last), (120, 176), (190, 250), 0.22)
    leaver.contacts = world.series(first, min(leaver.until, last), (10, 48), (60, 100), 0.12)


def _reflected(share: float) -> float:
    """Keeps a share between 0 and 1 without crowding at the edges."""
    return -share if share < 0 else 2 - share if share > 1 else share


def standings(leavers: list[Leaver], day: int) -> dict[int, float]:
    """Child number -> where each of them stands on the day, from 0 to 1: half their own share, half their place
    among the others, so that the cohort follows the story more closely than luck would."""
    in_order = sorted(leavers, key=lambda leaver: (at(leaver.steps, day), leaver.child.number))
    places = {leaver.child.number: (i + 0.5) / len(in_order) for i, leaver in enumerate(in_order)}
    return {x.child.number: (at(x.steps, day) + places[x.child.number]) / 2 for x in in_order}


def activity(world: World, leaver: Leaver, share: float, day: int) -> str:
    """The activity code on the day for one who stands at `share`; blank when not known."""
    idle = world.stories.not_in_work_or_school(day)
    if share > 1 - NOT_KNOWN:
        return ""
    if share < idle:
        rest = (share * 7.3 + leaver.share * 3.1) % 1.0
        code = next(code for code, limit in IDLE if rest < limit)
        return "G5" if code == "G6" and leaver.child.gender == "M" else code
    rest = (share * 5.7 + leaver.share * 2.3) % 1.0
    code = next(code for code, limit in BUSY if rest < limit)
    return "F2" if code == "F1" and days.age(leaver.child.born, day) < 18 else code


def suitability(leaver: Leaver, home: str) -> str:
    """1 suitable, 2 unsuitable, blank when the home is not known."""
    if not home:
        return ""
    return "2" if home in UNSUITABLE or (home in "UKY" and leaver.share < 0.06) else "1"


def eligibility(leaver: Leaver, in_care: bool, day: int) -> str:
    """E while looked after, R until 18, then FR."""
    if in_care:
        return "E"
    return "R" if day < days.birthday(leaver.child.born, 18) else "FR"
