"""Courts and adoption: pre-proceedings, care proceedings, children to be adopted and those who adopt them."""

from __future__ import annotations

from data.synthetic import days
from data.synthetic.days import NEVER
from data.synthetic.people import ETHNICITY, Choice, poisson
from data.synthetic.records import Adopter, Adoption, Case, Child
from data.synthetic.world import World

REVERSED = Choice(("RD1", 30), ("RD2", 25), ("RD3", 35), ("RD4", 10))
LEFT = Choice(("1", 70), ("2", 20), ("3", 10))
ENQUIRIES_A_YEAR = 22


def pre_proceedings(world: World, children: list[Child], gateway: int) -> None:
    """Work under the public law outline that keeps the family out of court."""
    random = world.random
    case = Case(300 + len(world.cases), children, gateway)
    case.letter = gateway + random.randint(3, 14)
    case.meeting = case.letter + random.randint(7, 18)
    case.ended = case.letter + random.randint(70, 190)
    case.outcome = "STEP_DOWN"
    world.cases.append(case)


def proceedings(world: World, children: list[Child], start: int, *, emergency: bool = False) -> Case:
    """Care proceedings about children who come into care on this day; most follow pre-proceedings."""
    random = world.random
    issued = max(start + random.randint(-8, 6), start - 8)
    if emergency or random.random() < 0.35:
        case = Case(300 + len(world.cases), children, issued - random.randint(0, 4))
    else:
        case = Case(300 + len(world.cases), children, issued - random.randint(75, 220))
        case.letter = case.gateway + random.randint(3, 12)
        case.meeting = case.letter + random.randint(7, 18)
        case.ended = issued - random.randint(1, 9)
        case.outcome = "ISSUED"
    case.issued = issued
    case.hearings = random.randint(2, 6)
    world.cases.append(case)
    return case


def adopt(world: World, child: Child, entered: int) -> Adoption:
    """From coming into care to the adoption order."""
    random = world.random
    adoption = Adoption(child, entered, entered + random.randint(120, 220))
    adoption.order = adoption.decided + random.randint(40, 110)
    adoption.matched = adoption.order + random.randint(30, 230)
    adoption.placed = adoption.matched + random.randint(12, 40)
    adoption.adopted = adoption.placed + random.randint(120, 240)
    if random.random() < 0.2:
        adoption.fostering_first = entered + random.randint(10, 90)
    adoption.household = f"F{100 + len(world.adoptions)}"
    world.adoptions.append(adoption)
    return adoption


def change_of_plan(world: World) -> None:
    """Decisions for adoption that were reversed: young children who stay in care."""
    random = world.random
    for care in world.care:
        if care.fate == "stays" and days.age(care.child.born, care.start) < 5 and random.random() < 0.45:
            adoption = Adoption(care.child, care.start, care.start + random.randint(130, 240))
            adoption.order = adoption.decided + random.randint(50, 120)
            adoption.reversed = adoption.order + random.randint(240, 620)
            adoption.reversal = REVERSED.draw(random)
            if adoption.reversed < care.end:
                world.adoptions.append(adoption)


def adopters(world: World) -> None:
    """One or two people for each child placed, and others who enquire, wait or leave."""
    random = world.random
    for adoption in world.adoptions:
        if adoption.household and adoption.adopted > world.seen_from:
            approved = adoption.matched - random.randint(20, 200)
            enquiry = approved - random.randint(200, 330)
            for person in _household(world, adoption.household, enquiry, approved):
                person.matched, person.placed = adoption.matched, adoption.placed
                person.adopted, person.children = adoption.adopted, 1
                person.early = adoption.fostering_first < NEVER
    households = 500
    for day in range(world.seen_from, world.last + 1):
        for _ in range(poisson(random, ENQUIRIES_A_YEAR / 365)):
            households += 1
            approved = day + random.randint(200, 330)
            left = day + random.randint(10, 260) if random.random() < 0.45 else approved + random.randint(250, 500)
            for person in _household(world, f"F{households}", day, approved):
                person.left, person.left_reason = left, "1" if left > approved else LEFT.draw(random)
    world.adopters.sort(key=lambda a: a.number)


def _household(world: World, household: str, enquiry: int, approved: int) -> list[Adopter]:
    random = world.random
    stages = (
        enquiry + random.randint(14, 40),
        enquiry + random.randint(80, 120),
        enquiry + random.randint(121, 135),
        approved - random.randint(1, 14),
    )
    people = []
    for gender in ("F", "M")[: 2 if random.random() < 0.75 else 1]:
        person = Adopter(
            len(world.adopters), household, gender, ETHNICITY.draw(random), False, enquiry, stages, approved
        )
        people.append(person)
        world.adopters.append(person)
    return people
