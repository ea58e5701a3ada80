"""Where a looked-after child lives: placements one after another within a period of care."""

from __future__ import annotations

from data.synthetic import days
from data.synthetic.people import Choice
from data.synthetic.records import Care, Placement
from data.synthetic.world import World

OWN_AUTHORITY = "999"
ELSEWHERE = Choice(
    ("876", 15), ("895", 15), ("896", 11), ("359", 11), ("342", 11), ("888", 9), ("350", 5), ("352", 5), ("355", 4),
    ("358", 3), ("341", 4), ("340", 3), ("344", 2), ("860", 2), ("WAL", 3),
)  # fmt: skip
FIRST_YOUNG = Choice(("U6", 47), ("U3", 22), ("P1", 10), ("R3", 3), ("U5", 4), ("U2", 5), ("K2", 2))
LATER_YOUNG = Choice(("U4", 44), ("U1", 20), ("U6", 17), ("P1", 10), ("U3", 6), ("K2", 4))
FIRST_TEEN = Choice(("U6", 41), ("K2", 27), ("U3", 15), ("P1", 7), ("Z1", 1), ("K1", 1), ("S1", 1), ("R1", 1))
LATER_TEEN = Choice(("U4", 37), ("U6", 17), ("K2", 25), ("U1", 12), ("P1", 9), ("S1", 1))
OLDER = Choice(("H5", 36), ("U6", 20), ("U4", 14), ("K2", 15), ("P1", 5), ("U3", 6), ("R5", 1), ("Z1", 1))
ALONE = Choice(("H5", 60), ("U6", 40))
PROVIDER = {
    "U1": Choice(("PR1", 1)), "U2": Choice(("PR1", 1)), "U3": Choice(("PR1", 1)),
    "P1": Choice(("PR0", 1)), "K1": Choice(("PR2", 1)), "R5": Choice(("PR3", 1)), "R3": Choice(("PR4", 1)),
    "A5": Choice(("PR1", 1)), "A6": Choice(("PR1", 1)),
    "K2": Choice(("PR4", 78), ("PR1", 18), ("PR5", 4)),
    "H5": Choice(("PR4", 72), ("PR5", 18), ("PR1", 10)),
    "U4": Choice(("PR1", 62), ("PR4", 35), ("PR5", 3)),
    "U5": Choice(("PR1", 80), ("PR4", 20)),
    "U6": Choice(("PR1", 60), ("PR4", 36), ("PR5", 4)),
}  # fmt: skip
PRIVATE = Choice(("PR4", 1))
IN_AREA = {"P1": 0.9, "U1": 0.7, "U3": 0.74, "U2": 0.74, "U4": 0.62, "U6": 0.7, "U5": 0.7, "H5": 0.66, "K2": 0.42}


def live(world: World, care: Care) -> None:
    """Places the child from the first day to the last (or to the last day of the returns)."""
    random, child = world.random, care.child
    young = days.age(child.born, care.start) < 10
    restless = random.random() < (0.13 if young else 0.30)
    day, end = care.start, min(care.end, world.last + 1)
    count = 0
    while day < end:
        settled = day - care.start > 240 or count >= 2
        kind = _kind(world, care, day, settled)
        care.placements.append(_placement(world, day, kind))
        count += 1
        if care.adoption is not None and kind[0] == "A":
            return
        if restless and day - care.start < 1200:
            stay = 12 + int(random.expovariate(1 / 120))
        elif count == 1 and care.fate != "home":
            stay = random.randint(20, 160) if random.random() < 0.5 else random.randint(150, 900)
        else:
            stay = 60 + int(random.expovariate(1 / (2300 if young else 1500)))
        leaves = day + stay
        sixteen = days.birthday(child.born, 16) + random.randint(10, 500)
        if kind in ("K2", "U6") and day < sixteen < leaves and random.random() < (0.5 if kind == "K2" else 0.15):
            leaves = sixteen
        if care.adoption is not None:
            leaves = min(max(leaves, day + 90), care.adoption.placed)
        day = leaves


def _kind(world: World, care: Care, day: int, settled: bool) -> str:
    random = world.random
    old = days.age(care.child.born, day)
    if care.adoption is not None:
        if day >= care.adoption.placed:
            return "A6" if random.random() < 0.85 else "A5"
        return "U5" if care.adoption.fostering_first < days.NEVER else "U6"
    if care.alone:
        kind = ALONE.draw(random)
        return kind if old >= 16 else "U6"
    if old >= 16:
        kind = OLDER.draw(random)
    elif old >= 10:
        kind = (LATER_TEEN if settled else FIRST_TEEN).draw(random)
    else:
        kind = (LATER_YOUNG if settled else FIRST_YOUNG).draw(random)
    if kind == "P1" and care.proceedings is None:
        return "U6"  # only a care order places a child with the parents
    return kind


def _placement(world: World, day: int, kind: str) -> Placement:
    random = world.random
    provider = PROVIDER.get(kind, PRIVATE).draw(random)
    inside = random.random() < IN_AREA.get(kind, 0.3)
    authority = OWN_AUTHORITY if inside else ELSEWHERE.draw(random)
    urn = f"SC{random.randint(400000, 499999)}" if kind[0] in "KHRS" or provider in ("PR4", "PR5") else ""
    return Placement(day, kind, provider, "IN" if inside else "OUT", authority, _postcode(random), urn)


def _postcode(random) -> str:
    """Shaped like a postcode, in an area (ZZ) that does not exist."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return f"ZZ{random.randint(1, 20)} {random.randint(1, 9)}{random.choice(letters)}{random.choice(letters)}"
