"""What follows an assessment: a case closed, a child in need, a protection plan, or care."""

from __future__ import annotations

import enum

from data.synthetic import care, days, permanence
from data.synthetic.days import NEVER
from data.synthetic.enquiries import enquire
from data.synthetic.people import Choice
from data.synthetic.records import Case, Child, Family, Need, Plan
from data.synthetic.world import World

DISABILITY_TEAM = "Children with Disabilities"


class Outcome(enum.Enum):
    CLOSED = "closed after assessment"
    IN_NEED = "child in need plan"
    PLAN = "child protection plan"
    CARE = "looked after"


PRIMARY_NEED = Choice(("N1", 60), ("N3", 5), ("N4", 11), ("N5", 15), ("N6", 3), ("N7", 1), ("N8", 3), ("N0", 2))
CATEGORY = Choice(("NEG", 47), ("EMO", 37), ("PHY", 8), ("SAB", 5), ("MUL", 3))
CLOSED_AFTER_ASSESSMENT = Choice(("RC8", 80), ("RC9", 20))
CLOSED_LATER = Choice(("RC7", 84), ("RC9", 10), ("RC5", 4), ("RC3", 2))
PLAN_TO_CARE = 0.17
IN_NEED_TO_CARE = 0.04
IN_NEED_ENQUIRED = 0.17


def follow(
    world: World,
    family: Family,
    children: list[Child],
    on: int,
    assessed: int,
    team: str,
    outcome: Outcome,
    conference: int,
    recorded: int,
    end_recorded: int,
) -> None:
    """Opens a child-in-need episode for each child and lives it to its end."""
    random = world.random
    primary_need = PRIMARY_NEED.draw(random)
    needs = []
    for child in children:
        code = "N2" if child.disabled == "Y" and random.random() < 0.6 else primary_need
        need = Need(child, on, NEVER, "", code, max(end_recorded, recorded), recorded, NEVER)
        need.segments.append((on, team))
        child.needs.append(need)
        needs.append(need)
        world.needs.append(need)
    locality = f"Children in Need {family.area}"
    if outcome is Outcome.CLOSED:
        end, reason = assessed + random.randint(0, 8), CLOSED_AFTER_ASSESSMENT.draw(random)
        for need in needs:
            close(world, need, end, reason)
    elif outcome is Outcome.IN_NEED:
        _in_need(world, needs, assessed, locality)
    elif outcome is Outcome.PLAN:
        _protect(world, needs, conference, locality)
    else:
        _to_care(world, needs, on + random.randint(1, 24), emergency=True)
    for need in needs:
        need.visits = world.series(on, need.end, (8, 25), (30, 48), 0.16)


def close(world: World, need: Need, end: int, reason: str) -> None:
    """Ends the episode, at the latest on the eighteenth birthday."""
    adult = days.birthday(need.child.born, 18)
    if end >= adult:
        end, reason = adult, "RC6" if need.child.disabled == "Y" else "RC7"
    need.end, need.reason = max(end, need.start + 1), reason
    need.end_recorded = world.recorded(need.end, 0.05, 35)
    plan = need.child.plans[-1] if need.child.plans else None
    if plan is not None and plan.start >= need.start:  # a case is not closed while a plan looks open
        need.end_recorded = max(need.end_recorded, plan.end_recorded)


def _in_need(world: World, needs: list[Need], assessed: int, locality: str) -> None:
    random = world.random
    moved = assessed + random.randint(1, 9)
    if random.random() < IN_NEED_TO_CARE:
        for need in needs:
            need.segments.append((moved, locality))
        _to_care(world, needs, moved + random.randint(30, 240))
        return
    length = 25 + int(random.lognormvariate(5.34, 0.75))
    reason = CLOSED_LATER.draw(random)
    if random.random() < IN_NEED_ENQUIRED:
        day = moved + int(length * random.uniform(0.1, 0.8))
        conference, planned = enquire(world, [n.child for n in needs], day, locality, day, 0.28)
        if planned:
            for need in needs:
                need.segments.append((moved, locality))
            _protect(world, needs, conference, locality)
            return
    for need in needs:
        disabled = need.child.disabled == "Y" and random.random() < 0.65
        need.segments.append((moved, DISABILITY_TEAM if disabled else locality))
        own = 200 + int(random.lognormvariate(6.6, 0.7)) if disabled else length
        close(world, need, assessed + own, reason)


def _protect(world: World, needs: list[Need], conference: int, locality: str) -> None:
    """A plan from the day of the conference for each child; then a step down, or care."""
    random = world.random
    category = CATEGORY.draw(random)
    length = 40 + int(random.lognormvariate(5.48, 0.52))
    length = min(length, 1100)
    before = world.even("before").random() < 0.17  # a plan before our records begin
    to_care = world.even("plan to care").random() < PLAN_TO_CARE
    end = conference + length
    emergency = random.random() < 0.05
    ends = world.recorded(end, 0.05, 30)
    for need in needs:
        child, start = need.child, max(conference, need.child.born)
        if conference >= days.birthday(child.born, 18) - 20:
            close(world, need, conference + 10, "RC7")
            continue
        finish = min(end, days.birthday(child.born, 18))
        latest = category if random.random() < 0.93 else CATEGORY.draw(random)
        previous = len(child.plans) + before
        plan = Plan(
            child, start, finish, category, latest, previous, emergency,
            max(start, need.recorded, world.recorded(start, 0.02, 12)), ends if finish == end else finish,
        )  # fmt: skip
        plan.visits = world.series(start, finish, (5, 14), (16, 26), 0.17)
        plan.reviews = _reviews(world, start, finish)
        child.plans.append(plan)
        world.plans.append(plan)
        moved = start + random.randint(1, 8)
        if need.segments[-1][1] != locality:
            need.segments.append((moved, locality))
        if not to_care:
            close(world, need, finish + 20 + int(random.lognormvariate(4.6, 0.6)), CLOSED_LATER.draw(random))
    if to_care:
        _to_care(world, [n for n in needs if n.end == NEVER], end)
    elif random.random() < 0.16:
        children = [n.child for n in needs]
        permanence.pre_proceedings(world, children, conference + random.randint(20, max(21, length // 2)))


def _reviews(world: World, start: int, end: int) -> list[tuple[int, int]]:
    """Review conferences: within three months, then every six; some are late."""
    random, events = world.random, []
    day = start + (random.randint(70, 91) if random.random() < 0.92 else random.randint(95, 125))
    while day < min(end, world.last + 1):
        events.append((day, world.recorded(day, 0.10, 20)))
        day += random.randint(150, 181) if random.random() < 0.84 else random.randint(190, 245)
    return events


def _to_care(world: World, needs: list[Need], start: int, *, emergency: bool = False) -> None:
    """Children of the family come into care, younger and teenage ones more often; the rest stay in need."""
    random = world.random
    entering = []
    for need in needs:
        child = need.child
        old = days.age(child.born, start) if child.born <= start else -1
        likely = 0.95 if old < 1 else 0.75 if old < 5 else 0.55 if old < 10 else 0.85
        if 0 <= old < 18 and start < days.birthday(child.born, 18) - 20 and random.random() < likely:
            entering.append(need)
        else:
            close(world, need, start + 30 + int(random.lognormvariate(4.8, 0.6)), CLOSED_LATER.draw(random))
    if not entering or start > world.last:
        for need in entering:
            close(world, need, start + 60, "RC7")
        return
    in_court = random.random() < (0.92 if any(days.age(n.child.born, start) < 10 for n in entering) else 0.35)
    case: Case | None = None
    if in_court:
        case = permanence.proceedings(world, [n.child for n in entering], start, emergency=emergency)
    for need in entering:
        if need.child.plans and need.child.plans[-1].end > start:
            need.child.plans[-1].end = start
            need.child.plans[-1].end_recorded = max(start, world.recorded(start, 0.05, 20))
        care.enter(world, need, start, case)
