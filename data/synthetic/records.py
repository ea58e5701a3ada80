"""What can happen to a made-up child, and when it was typed in. Days are ordinals; `recorded` is the day from
which an extract can see the fact (the day itself, unless it was recorded late)."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.synthetic.days import NEVER


@dataclass(slots=True)
class Allocation:
    worker: object
    role: str
    start: int
    end: int = NEVER
    reason: str = ""


@dataclass(slots=True, eq=False)
class Child:
    number: int
    family: Family
    gender: str
    ethnicity: str
    born: int
    disabled: str
    referrals: list[Referral] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    care: list[Care] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)  # social workers, in order
    others: list[Allocation] = field(default_factory=list)  # personal adviser, independent reviewing officer

    @property
    def id(self) -> str:
        return f"C{self.number}"


@dataclass(slots=True, eq=False)
class Family:
    area: str  # North, Central or South
    children: list[Child] = field(default_factory=list)


@dataclass(slots=True)
class Contact:
    number: int
    child: Child
    on: int
    source: str
    outcome: str
    decided: int
    recorded: int


@dataclass(slots=True)
class EarlyHelp:
    child: Child
    start: int
    end: int
    organisation: str


@dataclass(slots=True)
class Referral:
    child: Child
    on: int
    source: str
    nfa: bool
    previous: int
    team: str
    recorded: int


@dataclass(slots=True)
class Assessment:
    child: Child
    start: int
    end: int
    seen: bool
    support: bool
    team: str
    recorded: int
    end_recorded: int


@dataclass(slots=True)
class Enquiry:
    """A section 47 enquiry: it ends in a conference, or with the decision that none is needed."""

    child: Child
    start: int
    decided: int  # when no conference was judged necessary
    conference: int
    planned: bool
    previous: int
    conferences_before: int
    team: str
    recorded: int
    end_recorded: int


@dataclass(slots=True, eq=False)
class Need:
    """A child-in-need episode, from referral to closure."""

    child: Child
    start: int
    end: int
    reason: str
    code: str
    assessed: int  # the assessment is open until then
    recorded: int
    end_recorded: int
    visits: list[tuple[int, int]] = field(default_factory=list)  # (on, recorded)
    segments: list[tuple[int, str]] = field(default_factory=list)  # (from, team)


@dataclass(slots=True)
class Plan:
    """A child protection plan."""

    child: Child
    start: int
    end: int
    category: str
    latest_category: str
    previous: int
    emergency: bool
    recorded: int
    end_recorded: int
    visits: list[tuple[int, int]] = field(default_factory=list)
    reviews: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Placement:
    start: int
    type: str
    provider: str
    location: str
    authority: str
    postcode: str
    urn: str


@dataclass(slots=True)
class Health:
    kind: str  # IHA, RHA, DENTAL, IMMS, SDQ
    due: int
    on: int
    status: str
    up_to_date: str = ""
    score: str = ""
    reason: str = ""


@dataclass(slots=True, eq=False)
class Care:
    """A period of being looked after."""

    child: Child
    start: int
    end: int
    reason: str
    fate: str
    again: bool  # second period within 12 months
    alone: bool  # unaccompanied asylum seeker
    code: str
    recorded: int
    end_recorded: int
    proceedings: Case | None = None
    adoption: Adoption | None = None
    legal: list[tuple[int, str]] = field(default_factory=list)
    plan: list[tuple[int, str]] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    reviews: list[tuple[int, int]] = field(default_factory=list)
    visits: list[tuple[int, int]] = field(default_factory=list)
    officer_contacts: list[tuple[int, int]] = field(default_factory=list)
    health: list[Health] = field(default_factory=list)
    education: list[tuple[str, int, int, str, str, str]] = field(default_factory=list)
    # term, on, recorded, quality, on roll, attendance


@dataclass(slots=True)
class Missing:
    number: int
    child: Child
    kind: str  # M or A
    start: int  # minutes: day * 1440 + minute of the day
    end: int
    offered: str
    offered_at: int
    accepted: str
    held_at: int


@dataclass(slots=True, eq=False)
class Adoption:
    child: Child
    entered: int
    decided: int
    order: int = NEVER
    matched: int = NEVER
    placed: int = NEVER
    adopted: int = NEVER
    reversed: int = NEVER
    reversal: str = ""
    fostering_first: int = NEVER
    household: str = ""


@dataclass(slots=True)
class Adopter:
    number: int
    household: str
    gender: str
    ethnicity: str
    early: bool  # fostering for adoption
    enquiry: int
    stages: tuple[int, int, int, int]
    approved: int = NEVER
    matched: int = NEVER
    placed: int = NEVER
    children: int = 0
    adopted: int = NEVER
    left: int = NEVER
    left_reason: str = ""


@dataclass(slots=True, eq=False)
class Case:
    """A family in pre-proceedings or care proceedings."""

    number: int
    children: list[Child]
    gateway: int
    letter: int = NEVER
    meeting: int = NEVER
    ended: int = NEVER
    outcome: str = ""
    issued: int = NEVER
    orders: dict[int, tuple[int, str]] = field(default_factory=dict)  # child number -> (on, order)
    hearings: int = 0


@dataclass(slots=True, eq=False)
class Leaver:
    """A young person entitled to leaving-care services."""

    child: Child
    alone: bool
    share: float  # where this person stands between 0 and 1: who is in work or school, who is not
    steps: list[tuple[int, float]] = field(default_factory=list)  # (from, share)
    homes: list[tuple[int, str]] = field(default_factory=list)
    touch: list[tuple[int, str]] = field(default_factory=list)
    reviews: list[tuple[int, int]] = field(default_factory=list)
    contacts: list[tuple[int, int]] = field(default_factory=list)
    until: int = NEVER
