"""Teams, posts and the people in them: who joins, who leaves, which posts stay empty."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.synthetic import days
from data.synthetic.days import NEVER
from data.synthetic.people import Choice
from data.synthetic.stories import BUSY_TEAM, EMPTIED
from data.synthetic.world import World

SOCIAL_WORKERS = ("SW", "SSW", "TM")
TEAMS: tuple[tuple[str, dict[str, int]], ...] = (
    ("Multi-Agency Safeguarding Hub", {"TM": 1, "SSW": 1, "SW": 5}),
    ("Assessment Team East", {"TM": 1, "SSW": 1, "SW": 9}),
    ("Assessment Team West", {"TM": 1, "SSW": 1, "SW": 9}),
    (BUSY_TEAM, {"TM": 1, "SSW": 1, "SW": 11}),
    ("Children in Need Central", {"TM": 1, "SSW": 1, "SW": 15}),
    ("Children in Need South", {"TM": 1, "SSW": 1, "SW": 15}),
    ("Court and Permanence", {"TM": 1, "SSW": 1, "SW": 3}),
    ("Children in Care 1", {"TM": 1, "SSW": 1, "SW": 7}),
    ("Children in Care 2", {"TM": 1, "SSW": 1, "SW": 12}),
    ("Children with Disabilities", {"TM": 1, "SSW": 1, "SW": 6}),
    ("Leaving Care", {"TM": 1, "PA": 15}),
    ("Independent Reviewing Service", {"IRO": 6}),
    ("Early Help", {"FSW": 8}),
)
FORENAMES = (
    "Abi", "Alex", "Amber", "Ava", "Ben", "Bryony", "Callum", "Cara", "Chloe", "Dan", "Daisy", "Eli", "Ellie",
    "Emre", "Esme", "Farah", "Finn", "Freya", "Gita", "Hana", "Harvey", "Isla", "Ivy", "Jai", "Jess", "Kai",
    "Kemi", "Lara", "Leah", "Leon", "Maya", "Mina", "Nia", "Noah", "Omar", "Orla", "Priya", "Rosa", "Sami", "Tess",
)  # fmt: skip
SURNAME_STARTS = ("Amber", "Briar", "Clover", "Dapple", "Ember", "Frost", "Heron", "Ivory", "Juniper", "Marigold",
                  "Otter", "Pebble", "Saffron", "Tansy")  # fmt: skip
SURNAME_ENDS = ("combe", "dell", "fold", "garth", "hollow", "mere", "rigg", "shaw", "thwaite", "wold")
HOURS = Choice((1.0, 76), (0.8, 12), (0.6, 12))
LEAVING_REASON = Choice(("1", 50), ("2", 12), ("3", 8), ("4", 6), ("7", 10), ("10", 14))


@dataclass(slots=True, eq=False)
class Worker:
    number: int
    name: str
    role: str
    team: str
    fte: float
    agency: bool
    start: int
    leave: int = NEVER
    reason: str = ""
    absent: bool = False
    cases: dict = field(default_factory=dict)  # who is allocated now

    @property
    def id(self) -> str:
        return f"W{self.number}"

    @property
    def capacity(self) -> float:
        return self.fte * (0.5 if self.role == "SSW" else 1.0)


@dataclass(slots=True)
class Post:
    team: str
    role: str
    fte: float
    people: list[Worker]


def recruit(world: World) -> list[Post]:
    """Every post with those who held it, one after another, from before the first return to the last."""
    random = world.random
    names = [f"{first} {a}{b}" for first in FORENAMES for a in SURNAME_STARTS for b in SURNAME_ENDS]
    random.shuffle(names)
    posts = []
    for team, roles in TEAMS:
        for role, count in roles.items():
            for _ in range(count):
                post = Post(team, role, 1.0 if role in ("TM", "SSW") else HOURS.draw(random), [])
                _fill(world, post, names)
                posts.append(post)
    _empty(world, posts)
    number = 1000
    for worker in sorted((w for p in posts for w in p.people), key=lambda w: (w.start, w.name)):
        number += 1
        worker.number = number
    return posts


def _fill(world: World, post: Post, names: list[str]) -> None:
    """People one after another in a post; some gaps are long, and agency workers cover part of those."""
    random = world.random
    day = world.seen_from - random.randint(60, 3000)
    turnover = 8.5 if post.role in ("TM", "IRO") else 7.2  # mean years in post
    agency = False
    busy = post.team == BUSY_TEAM or post.role in ("TM", "IRO")  # their posts are soon filled
    if not busy and random.random() < 0.15:  # empty when we begin
        day = world.seen_from + random.randint(20, 300)
        agency = random.random() < 0.4
    while day <= world.last:
        stay = random.randint(120, 420) if agency else int(random.expovariate(1 / (turnover * 365)))
        leave = max(day, world.seen_from) + max(40, stay)
        worker = Worker(0, names.pop(), post.role, post.team, post.fte, agency, day)
        post.people.append(worker)
        if leave > world.last:
            worker.absent = random.random() < 0.035
            return
        worker.leave, worker.reason = leave, LEAVING_REASON.draw(random)
        agency = False
        if busy or random.random() < 0.30:
            day = leave + random.randint(20, 90)
        elif random.random() < 0.35 and post.role in ("SW", "SSW"):
            agency, day = True, leave + random.randint(7, 30)
        else:
            day = leave + random.randint(220, 640)


def _empty(world: World, posts: list[Post]) -> None:
    """Two social workers of the busy team leave in the last months and are not replaced."""
    earliest = world.last - max(EMPTIED) - 60
    held = [
        post.people[-1]
        for post in posts
        if (post.team, post.role) == (BUSY_TEAM, "SW") and post.people[-1].start < earliest
    ]
    staying = [worker for worker in held if worker.leave == NEVER]
    for worker, before in zip(staying, EMPTIED, strict=False):
        worker.leave, worker.reason, worker.absent = world.last - before, "1", False


def in_post(worker: Worker, day: int) -> bool:
    return worker.start <= day < worker.leave


def posts_rows(posts: list[Post], day: int) -> list[list]:
    """One row per team and role: established, filled (our own staff), vacant, and agency cover."""
    rows: dict[tuple[str, str], list[float]] = {}
    for post in posts:
        sums = rows.setdefault((post.team, post.role), [0.0, 0.0, 0.0])
        sums[0] += post.fte
        for worker in post.people:
            if in_post(worker, day):
                sums[2 if worker.agency else 1] += worker.fte
    snapshot = days.text(day)
    return [
        [snapshot, team, role, *(f"{n:.1f}" for n in (all_posts, own, all_posts - own, agency))]
        for (team, role), (all_posts, own, agency) in rows.items()
    ]


def people_rows(posts: list[Post], day: int, since: int) -> list[list]:
    """One row per person in post on the day, or who left in the twelve months to it."""
    snapshot, rows = days.text(day), []
    for worker in sorted((w for p in posts for w in p.people), key=lambda w: w.number):
        if worker.start > day or worker.leave < since:
            continue
        left = worker.leave <= day
        registered = f"SW{worker.number * 7 + 30001}" if worker.role in (*SOCIAL_WORKERS, "IRO") else ""
        rows.append(
            [worker.id, snapshot, worker.name, worker.role, worker.team, f"{worker.fte:g}",
             "Y" if worker.agency else "N", registered, days.text(worker.start),
             days.text(worker.leave) if left else "", worker.reason if left else "",
             "Y" if worker.absent and not left else "N"]
        )  # fmt: skip
    return rows
