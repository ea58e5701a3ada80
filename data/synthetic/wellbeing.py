"""Health, education and going missing."""

from __future__ import annotations

from datetime import date

from data.synthetic import days
from data.synthetic.days import NEVER
from data.synthetic.people import Choice, poisson
from data.synthetic.records import Care, Child, Health, Missing
from data.synthetic.world import World

QUALITY = Choice(("GREEN", 70), ("AMBER", 24), ("RED", 6))
TERMS = (("SPR", (1, 8), (3, 27)), ("SUM", (4, 20), (7, 17)), ("AUT", (9, 8), (12, 15)))
PEP_HELD = 0.88  # a term's plan is held in that term
OFTEN_ABSENT = 0.21
MAY_GO_MISSING = 0.27  # of those in care aged twelve and over
MAY_GO_MISSING_AT_HOME = 0.035
DAY = 1440  # minutes
NOT_YET = NEVER * DAY


def live(world: World, care: Care) -> None:
    """Health and education within a period of care, from a year and more before the first return."""
    random, child = world.random, care.child
    end = min(care.end, world.last + 1)
    since = max(care.start, world.seen_from - 420)
    _first_assessment(world, care)
    _yearly(world, care, "RHA", since, end)
    _dental(world, care, since, end)
    protected = random.random() < 0.90
    day = since + random.randint(20, 360)
    while day < end:
        up_to_date = "Y" if protected != (random.random() < 0.03) else "N"
        care.health.append(Health("IMMS", day, day, "COMPLETED", up_to_date))
        day += random.randint(330, 364)
    _strengths(world, care, since, end)
    care.health.sort(key=lambda event: event.on)
    absent = random.random() < OFTEN_ABSENT
    years = range(date.fromordinal(since).year, date.fromordinal(world.last).year + 1)
    for year in years:
        for name, opens, closes in TERMS:
            first, last = date(year, *opens).toordinal(), date(year, *closes).toordinal()
            held = random.randint(first, last)
            school = days.birthday(child.born, 4) <= first and days.birthday(child.born, 17) > first
            if school and care.start + 10 <= held < end and random.random() < PEP_HELD:
                attendance = random.uniform(58, 90) if absent else min(100.0, random.gauss(95.6, 2.0))
                text = "" if random.random() < 0.02 else f"{max(attendance, 90.4 if not absent else 0):.1f}"
                roll = "N" if random.random() < 0.02 else "Y"
                recorded = held + (child.number % 30 if held % 8 == 0 else 0)  # one in eight is typed in late
                care.education.append((f"{year}-{name}", held, recorded, QUALITY.draw(random), roll, text))


def _first_assessment(world: World, care: Care) -> None:
    """The initial health assessment: due within 20 working days of coming into care."""
    random, working = world.random, world.working
    due = working.after(care.start, 20)
    if random.random() < 0.05 or due < world.seen_from - 420:
        return
    on_time = random.random() < 0.72
    on = working.after(care.start, random.randint(9, 20) if on_time else random.randint(21, 48))
    if on < care.end:
        care.health.append(Health("IHA", due, on, "COMPLETED"))


def _yearly(world: World, care: Care, kind: str, since: int, end: int) -> None:
    """Review health assessments: every year, every six months under five."""
    random = world.random
    due = since + random.randint(150, 360) if since > care.start else since + 180
    while True:
        late = random.randint(8, 75) if random.random() < 0.24 else -random.randint(0, 28)
        on = due + late
        if on >= end:
            return
        if on >= care.start:
            refused = random.random() < 0.012
            care.health.append(Health(kind, due, NEVER if refused else on, "REFUSED" if refused else "COMPLETED"))
        due = on + (182 if days.age(care.child.born, on) < 5 else 365)


def _dental(world: World, care: Care, since: int, end: int) -> None:
    random = world.random
    slow = random.random() < 0.45
    day = since + random.randint(30, 300)
    while day < end:
        care.health.append(Health("DENTAL", day, day, "COMPLETED"))
        day += random.randint(400, 800) if slow else random.randint(165, 350)


def _strengths(world: World, care: Care, since: int, end: int) -> None:
    """The strengths and difficulties questionnaire: once a year, aged 4 to 16."""
    random, child = world.random, care.child
    usual = max(1.0, min(36.0, random.gauss(14.1, 6.0)))
    day = since + random.randint(90, 360)
    while day < end:
        if 4 <= days.age(child.born, day) <= 16:
            score = str(int(max(0, min(40, random.gauss(usual, 2.5)))))
            if random.random() < 0.88:
                care.health.append(Health("SDQ", day, day, "COMPLETED", "", score))
            else:
                reason = random.choice(("SDQ2", "SDQ3", "SDQ4", "SDQ5"))
                care.health.append(Health("SDQ", day, NEVER, "REFUSED", "", "", reason))
        day += random.randint(335, 364)


def go_missing(world: World) -> None:
    """Young people who go missing, from care or from home, and the interview after their return."""
    random = world.random
    number = 20_000
    periods: list[tuple[Child, int, int, float]] = []
    for care in world.care:
        if care.end > world.seen_from and random.random() < MAY_GO_MISSING:
            periods.append((care.child, care.start, care.end, random.choice((1.2, 2.5, 6.0))))
    for need in world.needs:
        if need.end > world.seen_from and not need.child.care and random.random() < MAY_GO_MISSING_AT_HOME:
            periods.append((need.child, need.start, need.end, 1.6))
    found: list[Missing] = []
    for child, start, end, a_year in periods:
        start = max(start, world.seen_from, days.birthday(child.born, 12))
        end = min(end, world.last)
        for _ in range(poisson(random, a_year * max(0, end - start) / 365)):
            found.append(_episode(world, child, random.randint(start, end)))
    found.sort(key=lambda m: (m.start, m.child.number))
    for episode in found:
        held = episode.child.missing
        if held and held[-1].end >= episode.start:
            continue
        number += 1
        episode.number = number
        held.append(episode)
        world.missing.append(episode)


def _episode(world: World, child: Child, day: int) -> Missing:
    random = world.random
    kind = "M" if random.random() < 0.86 else "A"
    start = day * DAY + random.randint(12 * 60, 23 * 60 + 59)
    end = start + int(random.lognormvariate(6.1, 0.9))
    if kind == "A" or random.random() < 0.03:
        return Missing(0, child, kind, start, end, "", NOT_YET, "", NOT_YET)
    if random.random() < 0.06:
        return Missing(0, child, kind, start, end, "N", NOT_YET, "", NOT_YET)
    offered = end + random.randint(60, 30 * 60)
    if random.random() < 0.17:
        return Missing(0, child, kind, start, end, "Y", offered, "N", NOT_YET)
    hours = random.uniform(20, 70) if random.random() < 0.84 else random.uniform(74, 200)
    return Missing(0, child, kind, start, end, "Y", offered, "Y", max(offered + 30, end + int(hours * 60)))
