"""Who works with whom, day by day: cases go to the least burdened worker of the team and move when people leave."""

from __future__ import annotations

import heapq
from itertools import count

from data.synthetic import days
from data.synthetic.days import NEVER
from data.synthetic.records import Allocation, Child
from data.synthetic.workforce import Post, Worker
from data.synthetic.world import World

JOIN, CLOSE, LEAVE, ALLOCATE = range(4)  # of one day's events, in this order
SEGMENT, COVER, CHANGE = "TSPROC", "LEFTRL", "MANAGE"  # a new stage, a worker who left, a change of hands
REASSIGNED = 0.5  # a year: a case changes hands though nobody left


class Desk:
    """The allocation desk: events in order of day, each changing who holds what."""

    def __init__(self, world: World, posts: list[Post]):
        self.world, self.random = world, world.random
        self.teams: dict[str, list[Worker]] = {}
        self.events: list[tuple] = []
        self.ticket = count()
        self.begin = days.window_start(world.periods[0], 14)
        for post in posts:
            for worker in post.people:
                if worker.role in ("SW", "SSW", "PA", "IRO") and worker.leave > self.begin:
                    self.add(max(worker.start, self.begin), JOIN, worker)
                    if worker.leave < NEVER:
                        self.add(worker.leave, LEAVE, worker)

    def add(self, day: int, kind: int, what, *details) -> None:
        if day <= self.world.last:
            heapq.heappush(self.events, (day, kind, next(self.ticket), what, details))

    def run(self) -> None:
        """Queues every stage of every case, then lives through the events in order."""
        world = self.world
        for need in world.needs:
            current = [s for s in need.segments if s[0] <= self.begin][-1:]
            for start, team in current + [s for s in need.segments if s[0] > self.begin]:
                self.stage(need.child, "SW", team, start, need.end)
        for care in world.care:
            self.stage(care.child, "IRO", "Independent Reviewing Service", care.start + 3, care.end)
        for leaver in world.leavers:
            start = days.birthday(leaver.child.born, 16) + 40 + leaver.child.number % 90
            start = max(start, leaver.steps[0][0] + 30)
            self.stage(leaver.child, "PA", "Leaving Care", start, leaver.until)
        while self.events:
            day, kind, _, what, details = heapq.heappop(self.events)
            if kind == JOIN:
                self.teams.setdefault(what.team, []).append(what)
            elif kind == LEAVE:
                self.leave(what, day)
            elif kind == CLOSE:
                self.close(what, details[0], day, "")
            else:
                self.allocate(what, day, *details)

    def stage(self, child: Child, role: str, team: str, start: int, end: int) -> None:
        if end > max(start, self.begin):
            self.add(max(start, self.begin), ALLOCATE, child, role, team, start, SEGMENT)
            self.add(end, CLOSE, child, role)

    def held(self, child: Child, role: str) -> Allocation | None:
        rows = child.allocations if role == "SW" else child.others
        for row in reversed(rows):
            if row.role == role:
                return row if row.end == NEVER else None
        return None

    def close(self, child: Child, role: str, day: int, reason: str) -> None:
        row = self.held(child, role)
        if row is not None:
            row.end, row.reason = max(day, row.start), reason
            row.worker.cases.pop((child.number, role), None)

    def allocate(self, child: Child, day: int, role: str, team: str, since: int, why: str) -> None:
        """Gives the child to a brother's or sister's worker, or to the least burdened one of the team; the
        worker who held the case lets go."""
        held = self.held(child, role)
        if why == SEGMENT and held is not None and held.worker.team == team:
            return
        if (why == COVER and held is not None) or (why == CHANGE and (held is None or held.worker.team != team)):
            return
        if role == "SW" and day >= child.needs[-1].end:
            return
        workers = [w for w in self.teams.get(team, ()) if held is None or w is not held.worker]
        if not workers:
            return
        self.close(child, role, day, why)
        others = [row.worker for s in child.family.children if (row := self.held(s, role)) is not None]
        worker = next((w for w in others if w in workers), None) or min(
            workers, key=lambda w: (len(w.cases) + self.random.random() * 3) / w.capacity
        )
        start = max(since, worker.start) if day == self.begin else day
        (child.allocations if role == "SW" else child.others).append(Allocation(worker, role, start))
        worker.cases[(child.number, role)] = child
        if role == "SW":
            again = day + int(self.random.expovariate(REASSIGNED / 365)) + 30
            self.add(again, ALLOCATE, child, role, team, again, CHANGE)

    def leave(self, worker: Worker, day: int) -> None:
        """All cases of a leaver go to colleagues, most on the same day."""
        self.teams[worker.team].remove(worker)
        for (_, role), child in list(worker.cases.items()):
            self.close(child, role, day, COVER)
            wait = 0 if self.random.random() < 0.86 else self.random.randint(4, 40)
            self.add(day + wait, ALLOCATE, child, role, worker.team, day + wait, COVER)


def holder(child: Child, role: str, day: int) -> Allocation | None:
    """The allocation of this role that is open on the day, or the last one before it."""
    for row in reversed(child.allocations if role == "SW" else child.others):
        if row.role == role and row.start <= day:
            return row
    return None
