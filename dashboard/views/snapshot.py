"""One snapshot as its page shows it: what it is and rests on, its documents, what became of it, and its proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dashboard import words
from dashboard.outputs.verify import verify
from dashboard.views import snapshots as listing
from dashboard.views.snapshots import STATES, Document, Kept
from dashboard.words import Tag
from data import snapshots
from data.errors import NotFound, ScorecardError
from data.snapshots import FIGURES, MANIFEST, Snapshot
from data.store import Store
from indicators import catalogue

LOGGED = {snapshots.MADE: Tag("Made", "○", "quiet")}
WHOLE = Tag("Proved", "■", "good")
MOVED = Tag("Figures have moved", "◆", "near")
ALTERED = Tag("Altered", "▲", "bad")
FAILED = Tag("Could not be proved", "▲", "bad")


@dataclass(frozen=True)
class Done:
    """A line of the log: what was done to the snapshot."""

    what: Tag
    when: str
    by: str
    reason: str


@dataclass(frozen=True)
class InForce:
    """An indicator of the snapshot with the version of its definition and its target when it was made."""

    indicator: str
    title: str
    version: str
    target: str
    basis: str


@dataclass(frozen=True)
class MovedFigure:
    """A figure that would be another one today."""

    title: str
    address: str
    month: str
    printed: tuple[str, str]
    now: tuple[str, str]
    difference: str


@dataclass(frozen=True)
class Proof:
    """What working the snapshot out again found, in words."""

    tag: Tag
    said: tuple[str, ...]
    moved: tuple[MovedFigure, ...] = ()


@dataclass(frozen=True)
class SnapshotView:
    """A snapshot for its page. `withdrawn`: why, and empty where it is not. `preview`: the address of the web page
    among its documents."""

    kept: Kept
    council: str
    synthetic: bool
    news: str
    marking: str
    kept_back: int | None  # figures that are protected; None where every number is printed
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    documents: tuple[Document, ...]
    data: tuple[Document, ...]
    preview: str
    log: tuple[Done, ...]
    in_force: tuple[InForce, ...]
    withdrawn: str
    can_publish: bool
    can_withdraw: bool
    proof: Proof | None


def snapshot(store: Store, authority: str, name: str, *, prove: bool = False) -> SnapshotView:
    """The snapshot of this name; `prove`: worked out again from the store. Raises NotFound."""
    one = listing.one(store, authority, name)
    kept, facts = listing.kept(one), one.manifest
    documents = tuple(d for d in kept.documents if d.name not in (FIGURES, MANIFEST))
    state = one.state
    return SnapshotView(
        kept=kept,
        council=facts["authority_name"],
        synthetic=facts["synthetic"],
        news=_news(one),
        marking=facts["marking"],
        kept_back=facts["disclosure"]["figures_kept_back"] if facts.get("disclosure") else None,
        facts=tuple(_facts(one)),
        documents=documents,
        data=tuple(d for d in kept.documents if d.name in (FIGURES, MANIFEST)),
        preview=next((f"{d.address}?read=1" for d in documents if d.ending == "html" and d.size), ""),
        log=tuple(
            Done(LOGGED.get(m.state, STATES[m.state]), words.moment(datetime.fromisoformat(m.at)), m.by, m.reason)
            for m in reversed(one.marks)
        ),
        in_force=tuple(_in_force(one)),
        withdrawn=one.marks[-1].reason if state == snapshots.WITHDRAWN else "",
        can_publish=state == snapshots.MADE,
        can_withdraw=state != snapshots.WITHDRAWN,
        proof=proved(one, store) if prove else None,
    )


def proved(one: Snapshot, store: Store) -> Proof:
    """The snapshot read whole and worked out again from the store."""
    try:
        found = verify(one, store)
    except ScorecardError as problem:
        return Proof(FAILED, (str(problem),))
    if found.altered:
        return Proof(ALTERED, found.said)
    moved = tuple(
        MovedFigure(
            m.title,
            f"/indicator/{m.indicator}?period={m.period}",
            words.period_short(m.period),
            listing.figure(m.before, m.unit),
            listing.figure(m.now, m.unit),
            m.difference,
        )
        for m in found.moved
    )
    said = (found.said[0], *(found.said[-1:] if moved or found.is_same else ()))
    if found.redefined:
        titles = words.joined([_title(i) for i in found.redefined])
        said = (*said, f"Defined otherwise today: {titles}.")
    if found.retargeted:
        titles = words.joined([_title(i) for i in found.retargeted])
        said = (*said, f"The target that was known then is worked out as another one now: {titles}.")
    return Proof(WHOLE if found.is_same else MOVED, said, moved)


# ------------------------------------------------------------------------------------------------------


def _news(one: Snapshot) -> str:
    facts = one.manifest
    of = words.plural(len(facts["indicators"]), "indicator")
    frozen = f"The figures of {of} as at {_day(facts['as_at'])}, frozen for the {facts['panel']}."
    last = one.marks[-1] if one.marks else None
    if last is None or last.state == snapshots.MADE:
        return f"{frozen} It has not been published."
    return f"{frozen} {STATES[last.state].words} on {words.moment(datetime.fromisoformat(last.at))} UTC by {last.by}."


def _facts(one: Snapshot) -> list[tuple[str, tuple[str, ...]]]:
    facts = one.manifest
    loaded = facts["loaded_at"]
    came = f"loaded up to {words.moment(datetime.fromisoformat(loaded))} UTC" if loaded else "no return of this month"
    missing = words.joined(facts["missing_lists"])
    found = [
        ("Month", (f"{words.period(one.period)}, as at {_day(facts['as_at'])}",)),
        ("Panel", (facts["panel"],)),
        ("Marking on every page", (facts["marking"],)),
        ("Rests on returns", (came[:1].upper() + came[1:] + ".",)),
    ]
    if missing:
        found.append(("Lists that were missing", (missing[:1].upper() + missing[1:] + ".",)))
    said = facts.get("commentary")
    if said:
        printed = words.plural(said["remarks"], "remark")
        checked = "checked only for numbers that are kept back" if facts.get("disclosure") else "not checked"
        found.append(("Commentary", (f"{printed} of {said['file']}; {checked}.",)))
    return [*found, ("Digest of its figures (SHA-256)", (facts["figures_sha256"],))]


def _in_force(one: Snapshot) -> list[InForce]:
    facts = one.manifest
    try:
        printed = {i["indicator"]: i for i in one.figures()["indicators"]}
    except ScorecardError:
        printed = {}  # altered or gone, which the proof says
    found = []
    for indicator in facts["indicators"]:
        told, aim = printed.get(indicator, {}), facts["targets"].get(indicator, {})
        version = facts["definition_versions"][indicator]
        title = told.get("title") or _title(indicator)
        found.append(InForce(indicator, title, version, told.get("target", ""), aim.get("basis") or ""))
    return found


def _title(indicator: str) -> str:
    try:
        return catalogue.find(indicator).title
    except NotFound:
        return indicator


def _day(text: str) -> str:
    return words.day(date.fromisoformat(text))
