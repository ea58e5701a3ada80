"""The rows of the extra returns (health, education, missing, court, workforce) at one month end."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.synthetic import days
from data.synthetic.days import NEVER
from data.synthetic.extract import Extract
from data.synthetic.records import Allocation, Child

MINUTES = 1440


def cla_health(x: Extract) -> list[list]:
    rows = []
    for care in x.world.care:
        if care.end < x.year:
            continue
        for h in care.health:
            when = h.due if h.on == NEVER else h.on
            if x.year <= when <= x.day:
                rows.append(
                    [care.child.id, h.kind, x.seen(h.due), x.seen(h.on), h.status, h.up_to_date, h.score, h.reason]
                )
    return rows


def pep(x: Extract) -> list[list]:
    return [
        [care.child.id, term, days.text(on), quality, roll, attendance]
        for care in x.world.care
        for term, on, recorded, quality, roll, attendance in care.education
        if x.year <= on <= x.day and recorded <= x.day
    ]


def missing_episodes(x: Extract) -> list[list]:
    end = (x.day + 1) * MINUTES  # midnight at the end of the month
    rows = []
    for m in x.world.missing:
        if not x.year * MINUTES <= m.start < end:
            continue
        back = m.end < end
        asked = back and (m.offered_at < end or m.offered == "N")
        rows.append(
            [
                f"M{m.number}",
                m.child.id,
                m.kind,
                _time(m.start),
                _time(m.end) if back else "",
                m.offered if asked else "",
                _time(m.offered_at) if m.offered_at < end else "",
                m.accepted if asked else "",
                _time(m.held_at) if m.held_at < end else "",
            ]
        )
    return rows


def _time(minutes: int) -> str:
    moment = datetime.fromordinal(minutes // MINUTES) + timedelta(minutes=minutes % MINUTES)
    return moment.strftime("%d/%m/%Y %H:%M")


def contact_outcomes(x: Extract) -> list[list]:
    since = days.window_start(x.period, 2)
    rows = []
    for c in x.world.contacts:
        if since <= c.on <= x.day and c.recorded <= x.day:
            decided = c.decided <= x.day
            rows.append(
                [
                    f"K{c.number}",
                    c.child.id,
                    days.text(c.on),
                    c.source,
                    x.seen(c.decided),
                    c.outcome if decided else "",
                    x.on_duty(c.number).id if decided else "",
                ]
            )
    return rows


def plo_tracker(x: Extract) -> list[list]:
    rows = []
    for case in x.world.cases:
        finals = [order[0] for order in case.orders.values()]
        over = max(finals) if finals else case.ended if case.issued == NEVER else NEVER
        if case.gateway > x.day or (over <= x.day and over < x.year):
            continue
        for child in case.children:
            final, order = case.orders.get(child.number, (NEVER, ""))
            done = final <= x.day
            rows.append(
                [
                    f"P{case.number}",
                    child.id,
                    days.text(case.gateway),
                    "START_PRE_PROC" if case.letter < NEVER else "ISSUE",
                    *(x.seen(day) for day in (case.letter, case.meeting, case.ended)),
                    case.outcome if case.ended <= x.day else "",
                    x.seen(case.issued),
                    f"EX{case.number}" if case.issued <= x.day else "",
                    str(case.hearings) if case.issued <= x.day else "",
                    x.seen(final),
                    order if done else "",
                    ("Y" if final - case.issued > 182 else "N") if done else "",
                ]
            )
    return rows


def allocations(x: Extract) -> list[list]:
    """Everything open at the month end, and of children in care also what ended in the last twelve months."""
    rows = []
    for child in x.world.people.children:
        for row in (*child.allocations, *child.others):
            if row.start > x.day:
                continue
            if row.end > x.day or (row.end >= x.year and x.in_care(child) is not None):
                rows.append(_allocation(x, child, row))
    return rows


def _allocation(x: Extract, child: Child, row: Allocation) -> list:
    ended = row.end <= x.day
    return [
        child.id,
        row.worker.id,
        row.role,
        days.text(row.start),
        days.text(row.end) if ended else "",
        row.reason if ended else "",
    ]
