"""Supervision of cases and of workers, and audits of case files."""

from __future__ import annotations

from dataclasses import dataclass

from data.synthetic import days
from data.synthetic.allocations import holder
from data.synthetic.people import Choice, poisson
from data.synthetic.records import Child, Need
from data.synthetic.workforce import Post, Worker
from data.synthetic.world import World

AUDITS_A_MONTH = 15
GRADE = Choice(("OUTSTANDING", 7), ("GOOD", 56), ("RI", 31), ("INADEQUATE", 6))
SERVICE = Choice(("ASSESS", 18), ("CIN", 24), ("CP", 20), ("CLA", 22), ("CL", 8), ("PERM", 8))
LOWER = {"OUTSTANDING": "GOOD", "GOOD": "RI", "RI": "INADEQUATE", "INADEQUATE": "INADEQUATE"}
KEPT = 45  # days of supervision in a return


@dataclass(slots=True)
class Audit:
    number: int
    child: Child
    service: str
    on: int
    grade: str
    moderated: str
    auditor: str


class Oversight:
    """All supervision and audits; the rows of one month's returns."""

    def __init__(self, world: World, posts: list[Post]):
        self.world = world
        self.managers = [(p.team, w) for p in posts if p.role == "TM" for w in p.people]
        since = days.month_end(world.periods[0]) - KEPT
        self.cases: list[tuple[Need, list]] = []
        for need in world.needs:
            if need.end > since:
                close = bool(need.child.care or need.child.plans)
                usual, late = ((19, 29), (32, 44)) if close else ((24, 40), (45, 60))
                self.cases.append((need, world.series(need.start + 14, need.end, usual, late, 0.22)))
        self.personal: list[tuple[Worker, list]] = []
        for post in posts:
            for worker in post.people:
                if worker.role != "FSW" and worker.leave > since:
                    events = world.series(max(worker.start, since - 60), worker.leave, (21, 33), (36, 60), 0.12)
                    self.personal.append((worker, events))
        self.audits = self._audits(posts)

    def manager(self, team: str, day: int) -> str:
        for name, worker in self.managers:
            if name == team and worker.start <= day < worker.leave:
                return worker.id
        return ""

    def supervision_rows(self, day: int) -> list[list]:
        """Every supervision of a worker, and the latest of each case, in the last 45 days."""
        rows = []
        for worker, events in self.personal:
            for on, _ in events:
                if day - KEPT < on <= day and on < worker.leave:
                    rows.append(["", worker.id, "PERSONAL", "", days.text(on), self.manager(worker.team, on)])
        for need, events in self.cases:
            last = max((on for on, _ in events if day - KEPT < on <= day), default=0)
            row = holder(need.child, "SW", last)
            if row is not None and row.end > last > need.assessed:
                manager = self.manager(row.worker.team, last)
                rows.append([need.child.id, row.worker.id, "CASE", "", days.text(last), manager])
        return rows

    def _audits(self, posts: list[Post]) -> list[Audit]:
        world, random = self.world, self.world.random
        auditors = [w for p in posts if p.role in ("TM", "IRO") for w in p.people]
        audits: list[Audit] = []
        first = days.window_start(world.periods[0], 12)
        for day in range(first, world.last + 1):
            for _ in range(poisson(random, AUDITS_A_MONTH / 30.4)):
                service = SERVICE.draw(random)
                child = self._child(service, day)
                grade = GRADE.draw(random)
                moderated = ""
                if random.random() < 0.35:
                    moderated = grade if random.random() < 0.8 else LOWER[grade]
                working = [w for w in auditors if w.start <= day < w.leave]
                audits.append(
                    Audit(len(audits) + 5001, child, service, day, grade if random.random() < 0.97 else "", moderated,
                          random.choice(working).id)
                )  # fmt: skip
        return audits

    def _child(self, service: str, day: int) -> Child:
        """A child whom this service knew on the day; any child in need if none is found soon."""
        world, random = self.world, self.world.random
        for _ in range(400):
            if service in ("CLA", "PERM"):
                record = random.choice(world.care)
            elif service == "CP":
                record = random.choice(world.plans)
            elif service == "CL":
                leaver = random.choice(world.leavers)
                if leaver.steps[0][0] <= day < leaver.until:
                    return leaver.child
                continue
            else:
                record = random.choice(world.needs)
            if record.start <= day < record.end:
                return record.child
        return random.choice(world.needs).child

    def audit_rows(self, day: int, since: int) -> list[list]:
        return [
            [f"A{a.number}", a.child.id, a.service, days.text(a.on), a.grade, a.moderated, a.auditor]
            for a in self.audits
            if since <= a.on <= day
        ]
