"""Section 47 enquiries and the conferences that follow some of them."""

from __future__ import annotations

from data.synthetic.days import NEVER
from data.synthetic.records import Child, Enquiry
from data.synthetic.world import World


def enquire(
    world: World, children: list[Child], on: int, team: str, recorded: int, to_conference: float
) -> tuple[int, bool]:
    """A section 47 enquiry into these children: (conference day, did it make a plan)."""
    random, working = world.random, world.working
    start = on + (random.randint(0, 4) if random.random() < 0.75 else random.randint(8, 40))
    if start > world.last:
        return NEVER, False
    conference, planned, decided = NEVER, False, NEVER
    if world.even("conference").random() < to_conference:
        in_time = world.even("in time").random() < world.stories.conference_in_time(start)
        conference = working.after(start, random.randint(8, 15) if in_time else random.randint(16, 29))
        planned = random.random() < 0.86
    else:
        decided = working.after(start, random.randint(3, 14) if random.random() < 0.95 else random.randint(16, 40))
    end_recorded = max(recorded, world.recorded(min(conference, decided), 0.05, 30))
    for child in children:
        enquiry = Enquiry(child, start, decided, conference, planned, 0, 0, team, max(start, recorded), end_recorded)
        child.enquiries.append(enquiry)
        world.enquiries.append(enquiry)
    return conference, planned


def count_earlier(world: World) -> None:
    """Earlier enquiries and conferences in the twelve months before each enquiry."""
    for enquiry in world.enquiries:
        since = enquiry.start - 365
        others = [e for e in enquiry.child.enquiries if e is not enquiry]
        enquiry.previous = sum(1 for e in others if since <= e.start < enquiry.start)
        enquiry.conferences_before = sum(1 for e in others if since <= e.conference < enquiry.start)
