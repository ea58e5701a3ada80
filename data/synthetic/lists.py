"""The rows of the eleven Annex A lists at one month end, in the order of their columns."""

from __future__ import annotations

from data.synthetic import days, leavers
from data.synthetic.allocations import holder
from data.synthetic.days import NEVER
from data.synthetic.extract import UNALLOCATED, Extract
from data.synthetic.people import at, latest
from data.synthetic.records import Care, Leaver

YN = {True: "Y", False: "N"}
MASH = "Multi-Agency Safeguarding Hub"


def contacts(x: Extract) -> list[list]:
    return [
        [*x.head(c.child), days.text(c.on), c.source]
        for c in x.world.contacts
        if x.window <= c.on <= x.day and c.recorded <= x.day
    ]


def early_help(x: Extract) -> list[list]:
    return [
        [*x.head(e.child), days.text(e.start), x.seen(e.end), e.organisation]
        for e in x.world.early_help
        if e.start <= x.day and e.end >= x.window
    ]


def referrals(x: Extract) -> list[list]:
    rows = []
    for r in x.world.referrals:
        if x.window <= r.on <= x.day and r.recorded <= x.day:
            if r.nfa:
                team, worker = MASH, x.on_duty(r.on + r.child.family.children[0].number).name
            else:
                team, worker = r.team, x.worker_then(r.child, r.on + 4, r.on)
            rows.append([*x.head(r.child), days.text(r.on), r.source, YN[r.nfa], str(r.previous), team, worker])
    return rows


def assessments(x: Extract) -> list[list]:
    rows = []
    for a in x.world.assessments:
        child, done = a.child, x.ended(a)
        if a.start <= x.day and a.recorded <= x.day and not (done and a.end < x.window):
            support = YN[a.support] if done else ""
            seen = a.seen and not x.wrong_yet(a.end if done else a.start, child.number, 40)
            worker = x.worker_then(child, a.start + 4, a.start)
            rows.append(
                [*x.head(child), child.disabled, days.text(a.start), YN[seen], x.end(a), support, a.team, worker]
            )
    return rows


def s47_icpc(x: Extract) -> list[list]:
    rows = []
    for e in x.world.enquiries:
        if e.start > x.day or e.recorded > x.day:
            continue
        known = e.end_recorded <= x.day
        conference = known and e.conference <= x.day
        unneeded = known and e.decided <= x.day
        last = e.conference if conference else e.decided if unneeded else NEVER
        if last < x.window and e.start < x.window:
            continue
        rows.append(
            [
                *x.head(e.child),
                e.child.disabled,
                days.text(e.start),
                "Y" if unneeded else "N" if conference else "",
                days.text(e.conference - x.wrong_yet(e.conference, e.child.number, 25)) if conference else "",
                YN[e.planned] if conference else "",
                str(e.previous),
                str(e.conferences_before),
                e.team,
                x.worker_then(e.child, e.start + 4, e.start),
            ]
        )
    return rows


def children_in_need(x: Extract) -> list[list]:
    rows = []
    for need in x.needs.values():
        child, closed = need.child, x.ended(need)
        visit = latest(need.visits, x.day)
        seen = visit[0] if visit else NEVER
        care = x.in_care(child)
        if care is not None and (visit := latest(care.visits, x.day)):
            seen = max(seen if seen < NEVER else 0, visit[0])
        rows.append(
            [
                *x.head(child),
                child.disabled,
                days.text(need.start),
                need.code,
                days.text(seen),
                x.end(need),
                need.reason if closed else "",
                x.status(need),
                *x.team(child, need.end if closed else NEVER),
            ]
        )
    return rows


def child_protection(x: Extract) -> list[list]:
    rows = []
    for plan in x.plans.values():
        child = plan.child
        visit = latest(plan.visits, x.day)
        old = visit is not None and days.age(child.born, visit[0]) >= 4
        alone = "" if visit is None else YN[old and (visit[0] * 7 + child.number) % 100 < 84]
        rows.append(
            [
                *x.head(child),
                child.disabled,
                days.text(plan.start),
                plan.category,
                plan.latest_category,
                days.text(visit[0]) if visit else "",
                alone,
                x.last(plan.reviews),
                x.end(plan),
                YN[plan.emergency],
                "0" if x.wrong_yet(plan.start, child.number, 9) else str(plan.previous),
                *x.team(child, plan.end if x.ended(plan) else NEVER),
            ]
        )
    return rows


def children_looked_after(x: Extract) -> list[list]:
    return [_looked_after(x, care) for care in x.care.values()]


def _looked_after(x: Extract, care: Care) -> list:
    child, closed = care.child, x.ended(care)
    until = care.end - 1 if closed else x.day
    legal = next(step for step in reversed(care.legal) if step[0] <= until or step is care.legal[0])
    placed = [p for p in care.placements if p.start <= until]
    home = placed[-1]
    ends = [p.start for p in placed[1:]] + [NEVER]
    moves = sum(1 for end in ends if end > x.day - 365)
    gone = [m for m in child.missing if x.day - 365 < m.start // 1440 <= x.day and m.start // 1440 >= care.start]
    last = next((m for m in reversed(gone) if m.kind == "M" and m.end // 1440 <= x.day), None)
    asked = last is not None and (last.offered_at // 1440 <= x.day or last.offered == "N")
    health = [h for h in care.health if h.status == "COMPLETED" and h.on <= x.day]
    checked = max((h.on for h in health if h.kind in ("IHA", "RHA")), default=NEVER)
    dentist = max((h.on for h in health if h.kind == "DENTAL"), default=NEVER)
    plan = at([(0, ""), *care.plan], x.day)
    return [
        *x.head(child),
        YN[care.alone],
        child.disabled,
        days.text(care.start),
        care.code,
        YN[care.again],
        days.text(legal[0]),
        legal[1],
        x.last(care.reviews),
        x.last(care.visits),
        plan,
        x.last(care.officer_contacts),
        days.text(checked),
        days.text(dentist),
        str(moves),
        x.end(care),
        care.reason if closed else "",
        days.text(home.start),
        home.type,
        home.provider,
        home.postcode,
        home.urn,
        home.location,
        home.authority,
        str(sum(1 for m in gone if m.kind == "M")),
        str(sum(1 for m in gone if m.kind == "A")),
        last.offered if asked else "",
        last.accepted if asked else "",
        *x.team(child, care.end if closed else NEVER),
    ]


def care_leavers(x: Extract) -> list[list]:
    listed = [leaver for leaver in x.world.leavers if _entitled(x, leaver)]
    grown = [v for v in listed if 19 <= days.age(v.child.born, x.day) <= 21]
    standings = leavers.standings(grown, x.day)
    return [_care_leaver(x, leaver, standings) for leaver in listed]


def _entitled(x: Extract, leaver: Leaver) -> bool:
    """Aged 16 or over, in care for 13 weeks or out of it for good, and still wanting a service."""
    age, care, last = days.age(leaver.child.born, x.day), x.in_care(leaver.child), leaver.child.care[-1]
    if age < 16 or x.day >= leaver.until:
        return False
    if care is not None:
        return age < 18 and x.day - care.start >= 91
    return last.start <= x.day - 91 and last.end <= x.day


def _care_leaver(x: Extract, leaver: Leaver, standings: dict[int, float]) -> list:
    child, care = leaver.child, x.in_care(leaver.child)
    eligibility = leavers.eligibility(leaver, care is not None, x.day)
    touch = at(leaver.touch, x.day)
    home = "" if eligibility == "E" or touch in ("NO", "DIED") else at(leaver.homes, x.day)
    adviser = holder(child, "PA", x.day)
    named = adviser.worker.name if adviser is not None and adviser.end > x.day else ""
    team, worker = x.team(child) if care is not None else ("Leaving Care", named or UNALLOCATED)
    share = standings.get(child.number, at(leaver.steps, x.day))
    known = touch not in ("NO", "DIED")
    return [
        *x.head(child),
        YN[leaver.alone],
        child.disabled,
        team,
        worker,
        named or "Not allocated",
        eligibility,
        x.last(leaver.reviews),
        touch,
        x.last(leaver.contacts) if touch == "YES" else "",
        home,
        leavers.suitability(leaver, home),
        leavers.activity(x.world, leaver, share, x.day) if known else "",
    ]


def adoption(x: Extract) -> list[list]:
    rows = []
    for a in x.world.adoptions:
        ended = min(a.adopted, a.reversed)
        if a.decided > x.day or (ended <= x.day and ended < x.year):
            continue
        child = a.child
        rows.append(
            [
                child.id,
                a.household if a.matched <= x.day else "",
                *x.head(child)[1:],
                child.disabled,
                days.text(a.entered),
                days.text(a.decided),
                *(x.seen(d) for d in (a.order, a.matched, a.placed, a.adopted, a.reversed)),
                a.reversal if a.reversed <= x.day else "",
                x.seen(a.fostering_first),
            ]
        )
    return rows


def adopters(x: Extract) -> list[list]:
    rows = []
    for a in x.world.adopters:
        ended = min(a.adopted, a.left)
        if a.enquiry > x.day or (ended <= x.day and ended < x.year):
            continue

        def seen(day: int, left: int = a.left) -> str:
            return x.seen(day) if day <= left else ""

        rows.append(
            [
                f"AD{a.number}",
                a.household,
                a.gender,
                a.ethnicity,
                "N",
                YN[a.early],
                days.text(a.enquiry),
                *(seen(day) for day in a.stages),
                seen(a.stages[2] + 3),
                seen(a.approved),
                seen(a.matched),
                seen(a.placed),
                str(a.children) if a.placed <= min(x.day, a.left) else "",
                seen(a.adopted),
                x.seen(a.left),
                a.left_reason if a.left <= x.day else "",
            ]
        )
    return rows


LISTS = (
    contacts, early_help, referrals, assessments, s47_icpc, children_in_need, child_protection,
    children_looked_after, care_leavers, adoption, adopters,
)  # fmt: skip
