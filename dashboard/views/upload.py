"""One upload as its page shows it: how far it is, the verdict on each file, what would change, what may be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dashboard import words
from dashboard.jobs import desk
from dashboard.views.foreseen import FigureRow, MonthOfFigures, months_of_figures, records_said
from dashboard.words import Tag, badges, uploading
from data import areas, uploads
from data.returns import find
from data.uploads import Sent, Upload, Uploads

READY, LOOK, REJECTED, HELD, OUT, UNJUDGED = "accept", "accept_with_warnings", "reject", "held", "out", ""
VERDICTS = {
    READY: Tag("Ready", "■", "good"),
    LOOK: Tag("Ready, with things to look at", "◆", "near"),
    REJECTED: Tag("Rejected", "▲", "bad"),
    HELD: Tag("Held already", "○", "quiet"),
    OUT: Tag("Taken out", "–", "quiet"),
    UNJUDGED: Tag("Not checked yet", "○", "quiet"),
}
LOADED = {READY: Tag("Loaded", "■", "good"), LOOK: Tag("Loaded, with things to look at", "◆", "near")}
STATES = {
    uploads.NAMING: "Waits for you to say what the files are",
    uploads.JUDGING: "Being checked",
    uploads.JUDGED: "Checked, waits for you to accept or discard",
    uploads.LOADING: "Being loaded",
    uploads.LOADED: "Loaded",
    uploads.DISCARDED: "Discarded",
    uploads.FAILED: "Stopped, waits for you to try again or discard",
}
FAULTS_SHOWN, FIGURES_ON_CARD, MOST_IN_ONE = 12, 3, 12
WORST_FIRST = (REJECTED, LOOK, UNJUDGED, READY, HELD, OUT)


@dataclass(frozen=True)
class Fault:
    """Faults of one kind in a file: a word for the kind, how many, what is wrong and what to do, and where."""

    tag: Tag
    rule: str
    what: str
    where: str

    @property
    def keeps_out(self) -> bool:
        """Whether what is at fault is not stored."""
        return self.tag is badges.SEVERITIES["error"]


@dataclass(frozen=True)
class Card:
    """One file of the set. `told`: what it is and what tells so; `changes`: what it does to the records of its list."""

    number: int
    name: str
    folder: str
    title: str
    told: str
    state: str
    rows: str = ""
    changes: str = ""
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    more_faults: int = 0
    figures: tuple[str, ...] = ()
    faulty: str = ""  # address of the faulty lines
    sent: Sent | None = field(default=None, repr=False)
    loaded: bool = False

    @property
    def tag(self) -> Tag:
        """The verdict, or what came of it."""
        return (LOADED if self.loaded and self.state in LOADED else VERDICTS)[self.state]


@dataclass(frozen=True)
class Group:
    """Cards that stand together. `title`: empty where there is only one group."""

    title: str
    cards: tuple[Card, ...]
    opened: bool


@dataclass(frozen=True)
class UploadView:
    """An upload for its page. `hindrance`: why it cannot be accepted; `seen`: stands for the verdict shown."""

    id: str
    state: str
    council: str
    synthetic: bool
    when: str
    by: str
    news: str
    notice: str = ""
    fault: str = ""
    progress: tuple[int, int] = (0, 0)
    left_out: tuple[tuple[str, str], ...] = ()
    cards: tuple[Card, ...] = ()
    figures: tuple[MonthOfFigures, ...] = ()
    rules_903: tuple[str, ...] = ()
    hindrance: str = ""
    seen: str = ""
    months: tuple[str, ...] = ()  # loaded ones, newest last
    judged: bool = False

    @property
    def can_change(self) -> bool:
        """Whether files may be named anew, taken out or put back."""
        return self.state in desk.OPEN

    @property
    def unnamed(self) -> tuple[Card, ...]:
        """The cards of files of which the officer must say what they are."""
        return tuple(c for c in self.cards if c.state != OUT and not desk.is_named(c.sent))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The cards of the other files; of many, month by month, newest first, the worst and the newest opened."""
        cards = [c for c in self.cards if not (self.can_change and c in self.unnamed)]
        if len(cards) <= MOST_IN_ONE:
            return (Group("", tuple(cards), True),) if cards else ()
        found = []
        for period in sorted({c.sent.period for c in cards}, reverse=True):
            of_month = tuple(c for c in cards if c.sent.period == period)
            name = words.period(period) if period else "Month not known"
            worst = any(c.state == REJECTED for c in of_month)
            files = words.plural(len(of_month), "file")
            found.append(Group(f"{name}, {files}: {_counted(of_month)}", of_month, worst or not found))
        return tuple(found)

    def address(self, what: str = "") -> str:
        """The address of the upload, or of something that belongs to it."""
        return f"/upload/{self.id}" + (f"/{what}" if what else "")


def upload(kept: Uploads, id: str) -> UploadView:
    """The upload with this id. Raises NotFound."""
    from dashboard.jobs.working import attend

    one = attend(kept, id)
    verdict = kept.verdict(id) if one.state not in (uploads.NAMING, uploads.JUDGING, uploads.DISCARDED) else None
    place = areas.area(one.authority)
    figures = months_of_figures(verdict["figures"]) if verdict else ()
    cards = _cards(one, verdict, figures)
    return UploadView(
        id=one.id,
        state=one.state,
        council=place["area"],
        synthetic=place["level"] == "synthetic",
        when=words.moment(datetime.fromisoformat(one.sent_at)),
        by=one.by,
        news=_news(one, cards, verdict),
        notice=one.notice if one.state == uploads.JUDGED else "",
        fault=one.fault,
        progress=kept.progress(id) if one.state in uploads.BUSY else (0, 0),
        left_out=one.left_out,
        cards=cards,
        figures=figures,
        rules_903=tuple(map(_said_903, verdict.get("rules_903", ()))) if verdict else (),
        hindrance=desk.hindrance(one, verdict) if one.state == uploads.JUDGED else "",
        seen=one.begun_at,
        months=tuple(one.outcome.get("months", ())),
        judged=verdict is not None,
    )


def state(kept: Uploads, id: str) -> str:
    """The state and how far the work is, as the script asks for it every second: `judging 3 27`. Raises NotFound."""
    from dashboard.jobs.working import attend

    one = attend(kept, id)
    done, of = kept.progress(id)
    return f"{one.state} {done} {of}"


# ------------------------------------------------------------------------------------------------------


def _cards(one: Upload, verdict: Mapping | None, figures: tuple[MonthOfFigures, ...]) -> tuple[Card, ...]:
    judged = {f["number"]: f for f in verdict["files"]} if verdict else {}
    records = {(r["list"], r["period"]): r for r in verdict["records"]} if verdict else {}
    by_month = {month.period: month.rows for month in figures}
    cards = [_card(one, f, judged.get(f.number), records, by_month) for f in one.files]
    return tuple(sorted(cards, key=lambda c: (WORST_FIRST.index(c.state), c.sent.period, c.number)))


def _card(
    one: Upload, file: Sent, judged: Mapping | None, records: Mapping, by_month: Mapping[str, tuple[FigureRow, ...]]
) -> Card:
    folder, _, name = file.path.rpartition("/")
    title = find(file.list).title if file.list else "List not known"
    month = words.period(file.period) if file.period else "month not known"
    card = {
        "number": file.number,
        "name": name,
        "folder": folder,
        "title": f"{title}, {month}",
        "told": _told(file),
        "sent": file,
        "loaded": one.state == uploads.LOADED,
    }
    notes = [file.note] if file.note else []
    if file.looks_like:
        notes.append(
            f"Its name says {find(file.list).title}, but its columns are those of {find(file.looks_like).title}. "
            "Say which it is."
        )
    if file.removed or judged is None:
        return Card(**card, state=OUT if file.removed else UNJUDGED, notes=tuple(notes))
    state = HELD if judged["duplicate"] else judged["verdict"]
    takes_part = state in (READY, LOOK)
    stored = "stored" if one.state == uploads.LOADED else "to be stored"
    if judged["replaces"]:
        old = judged["replaces"]
        at = words.day_short(datetime.fromisoformat(old["at"]))
        rows = words.plural(old["rows_stored"], "row")
        notes.append(f"Takes the place of {old['filename']}, loaded on {at} ({rows}).")
    record = records.get((file.list, file.period)) if takes_part else None
    related = [r for r in by_month.get(file.period, ()) if file.list in r.lists] if takes_part else []
    return Card(
        **card,
        state=state,
        rows=f"{words.plural(judged['rows_read'], 'row')} read, {_count(judged['rows_stored'])} {stored}",
        changes=records_said(record, judged["rows_stored"]) if record else "",
        notes=tuple(notes),
        faults=tuple(map(_fault, judged["faults"][:FAULTS_SHOWN])),
        more_faults=len(judged["faults"][FAULTS_SHOWN:]),
        figures=tuple(r.said for r in related[:FIGURES_ON_CARD]) + _and_more(len(related) - FIGURES_ON_CARD),
        faulty=f"/upload/{one.id}/{uploads.faulty_name(file.number)}" if judged["faulty"] else "",
    )


def _and_more(count: int) -> tuple[str, ...]:
    return (f"{words.plural(count, 'more figure')}: see above",) if count > 0 else ()


def _told(file: Sent) -> str:
    """What tells the list and the month: `List told by its name, month by its folder.`"""
    parts = []
    if file.list:
        parts.append(f"list told by {file.list_by}")
    if file.period:
        parts.append(f"month told by {file.period_by}")
    text = words.joined(parts)
    return f"{text[:1].upper()}{text[1:]}" if text else "Nothing tells its list or its month"


def _fault(fault: Mapping) -> Fault:
    where = uploading.where(fault["count"], fault["lines"], fault["values"])
    return Fault(badges.SEVERITIES[fault["severity"]], badges.rule(fault["rule"]), fault["message"], where)


def _said_903(found: Mapping) -> str:
    rules = words.plural(found["hit"], "rule finds", "rules find") if found["hit"] else "No rule finds"
    return f"SSDA903 return {found['year']}: {rules} something, of {_count(found['judged'])} that could be judged."


def _news(one: Upload, cards: tuple[Card, ...], verdict: Mapping | None) -> str:
    """The first sentence: what this is, and what came of it."""
    chosen = [c for c in cards if c.state != OUT]
    months = sorted({c.sent.period for c in chosen if c.sent.period})
    span = f" of {words.period(months[0])}" if len(months) == 1 else ""
    span = f" of {words.period(months[0])} to {words.period(months[-1])}" if len(months) > 1 else span
    files = words.plural(len(chosen), "file") + span
    if one.state == uploads.LOADED:
        out = one.outcome
        return f"{words.plural(out['files'], 'file')} with {words.plural(out['rows'], 'row')} stored."
    if verdict is None:
        unnamed = sum(not desk.is_named(c.sent) for c in chosen) if one.state == uploads.NAMING else 0
        return f"{files}. {uploading.unnamed(unnamed)}".strip()
    taking_part = {c.number for c in chosen if c.state in (READY, LOOK)}
    kept = [f for f in verdict["files"] if f["number"] in taking_part]
    stored, read = (sum(f[rows] for f in kept) for rows in ("rows_stored", "rows_read"))
    return f"{files}: {_counted(chosen)}. {uploading.would_be_stored(stored, read)}"


def _counted(cards: Iterable[Card]) -> str:
    """`1 rejected; 2 ready, with things to look at; 5 ready`."""
    counts = Counter(c.state for c in cards)
    return "; ".join(f"{_count(counts[s])} {VERDICTS[s].words.lower()}" for s in WORST_FIRST if counts[s])


def _count(number: int) -> str:
    return words.count(number)
