"""Coming into care, how long it lasts and how it ends; children who were in care before the front door opens,
and unaccompanied young people, who arrive on their own."""

from __future__ import annotations

from data.synthetic import days, permanence, placements, wellbeing
from data.synthetic.days import NEVER
from data.synthetic.people import Choice, poisson
from data.synthetic.records import Assessment, Care, Case, Child, Need, Referral
from data.synthetic.world import YEAR, World

HOME, GUARDIAN, ADOPTED, STAYS, OTHER = "home", "guardian", "adopted", "stays", "other"
FATES = (  # by age at entry: (up to, fates)
    (0, Choice((ADOPTED, 33), (GUARDIAN, 32), (HOME, 20), (STAYS, 8), (OTHER, 7))),
    (4, Choice((ADOPTED, 20), (GUARDIAN, 32), (HOME, 26), (STAYS, 19), (OTHER, 8))),
    (9, Choice((GUARDIAN, 22), (HOME, 34), (STAYS, 36), (OTHER, 8))),
    (15, Choice((GUARDIAN, 5), (HOME, 36), (STAYS, 49), (OTHER, 10))),
    (17, Choice((HOME, 14), (STAYS, 78), (OTHER, 8))),
)
ALONE_FATES = Choice((STAYS, 92), (OTHER, 8))
REASONS = {
    HOME: Choice(("E4A", 64), ("E4B", 22), ("E13", 14)),
    GUARDIAN: Choice(("E45", 46), ("E46", 8), ("E47", 30), ("E48", 6), ("E41", 10)),
    ADOPTED: Choice(("E12", 80), ("E11", 20)),
    STAYS: Choice(("E5", 46), ("E6", 22), ("E17", 24), ("E7", 8)),
    OTHER: Choice(("E3", 30), ("E8", 46), ("E9", 14), ("E16", 10)),
}
CLOSES = {HOME: "RC7", GUARDIAN: "RC4", ADOPTED: "RC1", STAYS: "RC7", OTHER: "RC5"}
LONG_PLAN = {HOME: "RETURN", GUARDIAN: "SGO_CAO", ADOPTED: "ADOPT", OTHER: "OTHER"}
ENTRY_AGE = Choice((0, 17), (1, 5), (2, 4), (3, 4), (4, 4), (5, 4), (6, 4), (7, 4), (8, 4), (9, 4), (10, 4),
                   (11, 4.5), (12, 5), (13, 6), (14, 7), (15, 7), (16, 6), (17, 3))  # fmt: skip
ENTRIES_A_YEAR = 113
ALONE_EVERY = (8, 38)  # days
CARE_TEAMS = ("Children in Care 1", "Children in Care 2")  # under twelve, twelve and over


def before_our_records(world: World) -> None:
    """Children who came into care in the seventeen years before the front door opens."""
    random = world.random
    first = world.opened - 17 * YEAR
    for day in range(first, world.opened):
        for _ in range(poisson(random, ENTRIES_A_YEAR / YEAR)):
            old = ENTRY_AGE.draw(random)
            if days.age(0 + day - old * YEAR, world.seen_from) > 24:
                continue  # grown up before anything is reported
            child = world.people.single(day, old)
            if child.born > day - 3:
                child.born = day - 3
            need = _need(world, child, max(child.born, day - random.randint(5, 200)))
            court = random.random() < (0.9 if old < 10 else 0.4)
            case = permanence.proceedings(world, [child], day) if court else None
            enter(world, need, day, case)


def arrivals(world: World) -> None:
    """Unaccompanied young people: referred by the police or another agency and looked after from that day."""
    random = world.random
    day = world.opened - 4 * YEAR
    while (day := day + random.randint(*ALONE_EVERY)) <= world.last:
        child = world.people.single(day, random.choice((15, 16, 16, 17, 17)), alone=True)
        if days.birthday(child.born, 18) - day < 60:
            continue
        need = _need(world, child, day)
        need.code = "N8"
        if day >= world.opened:
            referral = Referral(child, day, random.choice(("6", "7")), False, 0, CARE_TEAMS[1], day)
            child.referrals.append(referral)
            world.referrals.append(referral)
            end = world.working.after(day, random.randint(15, 44))
            world.assessments.append(Assessment(child, day, end, True, True, CARE_TEAMS[1], day, world.recorded(end)))
            need.assessed = end
        enter(world, need, day, None, alone=True)


def _need(world: World, child: Child, on: int) -> Need:
    need = Need(child, on, NEVER, "", "N1", on, on, NEVER)
    need.segments.append((on, CARE_TEAMS[1]))
    child.needs.append(need)
    world.needs.append(need)
    return need


def enter(world: World, need: Need, start: int, case: Case | None, *, alone: bool = False) -> None:
    """A period of care within a child-in-need episode, lived to its end; it may be followed by another."""
    random, child = world.random, need.child
    old = days.age(child.born, start)
    adult = days.birthday(child.born, 18)
    if alone:
        fate = ALONE_FATES.draw(random)
    else:
        fates = next(fates for limit, fates in FATES if old <= limit)
        fate = fates.draw(world.even(f"fate {min(old, 16) // 5}"))
    care = Care(child, start, adult, "", fate, False, alone, need.code, start, NEVER, case)
    care.recorded = max(need.recorded, world.recorded(start, 0.03, 14))
    care.again = any(start - earlier.end <= YEAR for earlier in child.care)
    if fate == ADOPTED:
        care.adoption = permanence.adopt(world, child, start)
        care.end = care.adoption.adopted
    elif fate == GUARDIAN:
        care.end = start + 110 + int(random.lognormvariate(5.35, 0.4))
    elif fate == HOME:
        care.end = start + 4 + int(random.lognormvariate(4.9, 1.0))
    elif fate == OTHER:
        care.end = start + 20 + int(random.lognormvariate(5.3, 0.8))
    if care.end >= adult:
        care.end, care.fate = adult, STAYS
    care.reason = REASONS[care.fate].draw(random)
    if alone and care.fate == OTHER:
        care.reason = "E15" if random.random() < 0.5 else "E8"
    care.end_recorded = world.recorded(care.end, 0.05, 25)
    child.care.append(care)
    world.care.append(care)
    _law(world, care)
    _teams(world, care, need, old)
    if care.end > world.seen_from:
        _detail(world, care)
    again = care.end + random.randint(20, 330)
    if care.fate == HOME and again < adult - 90 and random.random() < 0.09:
        enter(world, need, again, None)
        return
    after = random.randint(40, 190) if care.fate in (HOME, GUARDIAN) else 0
    need.end, need.reason = min(care.end + after, adult), CLOSES[care.fate]
    need.end_recorded = max(care.end_recorded, world.recorded(need.end, 0.04, 30))
    if not need.visits and need.end > world.seen_from:
        need.visits = world.series(need.start, need.end, (8, 25), (30, 48), 0.16)


def _law(world: World, care: Care) -> None:
    """Legal statuses in order, and the order that ends the proceedings."""
    random, case = world.random, care.proceedings
    if case is None:
        remanded = days.age(care.child.born, care.start) >= 14 and random.random() < 0.03
        care.legal.append((care.start, "J1" if remanded and not care.alone else "V2"))
        if care.adoption is not None:
            care.legal.append((care.adoption.order, "E1"))
        return
    if random.random() < 0.12:
        care.legal.append((care.start, "L2"))
        care.legal.append((care.start + random.randint(3, 8), "C1"))
    else:
        care.legal.append((care.start, "C1"))
    final = case.issued + max(110, int(random.lognormvariate(5.5, 0.27)))
    order = {HOME: "SO", GUARDIAN: "SGO", STAYS: "CO", OTHER: "NONE"}.get(care.fate, "PO")
    if care.adoption is not None:
        final = care.adoption.order
        care.legal.append((final, "E1"))
    elif care.fate == GUARDIAN:
        final = care.end
    elif final < care.end:
        care.legal.append((final, "C2"))
        order = "CO"
    case.orders[care.child.number] = (final, order)


def _teams(world: World, care: Care, need: Need, old: int) -> None:
    """Which team holds the child: the court team first where there are proceedings, then children in care."""
    random = world.random
    own = CARE_TEAMS[0] if old < 12 else CARE_TEAMS[1]
    if care.child.disabled == "Y" and random.random() < 0.45:
        need.segments.append((care.start, "Children with Disabilities"))
    elif care.proceedings is not None and old < 14:
        need.segments.append((care.start, "Court and Permanence"))
        moved = care.start + random.randint(240, 420)
        if moved < care.end and care.fate != ADOPTED:
            need.segments.append((moved, own))
    else:
        need.segments.append((care.start, own))
    grown = days.birthday(care.child.born, 12) + random.randint(0, 120)
    if own == CARE_TEAMS[0] and care.start < grown < care.end and need.segments[-1][1] == own:
        need.segments.append((max(grown, need.segments[-1][0] + 30), CARE_TEAMS[1]))


def _detail(world: World, care: Care) -> None:
    """Everything inside a period of care that can reach a return."""
    random, start, end = world.random, care.start, care.end
    old = days.age(care.child.born, start)
    settled = LONG_PLAN.get(care.fate) or (
        "SUPP_LIV" if old >= 15 else "LT_RES" if old >= 11 and random.random() < 0.3 else "LT_FOST"
    )
    first = "RETURN" if random.random() < 0.6 else "OTHER"
    if care.fate == STAYS and old >= 15:
        first = settled
    decided = start + random.randint(60, 125)
    if random.random() < 0.95:
        care.plan = [(decided, first), (decided + random.randint(60, 240), settled)]
    placements.live(world, care)
    if care.reason == "E17" and (not care.placements or care.placements[-1].type[0] != "U"):
        care.reason = "E5"  # nobody stays on with carers whom they did not have
    wellbeing.live(world, care)
    day, gap = start, world.working.after(start, random.randint(12, 20)) - start
    while day + gap < min(end, world.last + 1):  # reviews: 20 working days, 3 months, then every 6 months
        day += gap
        care.reviews.append((day, world.recorded(day, 0.14, 30)))
        if day + 200 < world.seen_from:
            gap = random.randint(150, 181)
        elif len(care.reviews) == 1:
            gap = random.randint(70, 91)
        else:
            gap = random.randint(145, 180) if random.random() < 0.82 else random.randint(195, 260)
    year_on = start + 400
    if settled == "LT_FOST" and year_on < end:
        care.visits = world.series(start, year_on, (22, 40), (46, 70), 0.16)
        last = care.visits[-1][0] if care.visits else year_on
        care.visits += world.series(last, end, (40, 84), (96, 130), 0.14)
    else:
        care.visits = world.series(start, end, (20, 40), (46, 70), 0.16)
    care.visits.insert(0, (start + random.randint(1, 6), start + 6))
    care.officer_contacts = world.series(start, end, (36, 82), (90, 130), 0.14)
