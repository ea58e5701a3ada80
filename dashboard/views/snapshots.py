"""The snapshots of a store as their page lists them, one being made, and two side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from dashboard import words
from dashboard.outputs.compared import Compared, Differing, compared
from dashboard.outputs.lines import cell
from dashboard.views.choice import Option, month_options
from dashboard.views.figures import Figure
from dashboard.words import Tag
from data import areas, orders, panels, periods, snapshots
from data.errors import BadInput, NotFound
from data.orders import Order, Orders, Stage
from data.snapshots import FIGURES, MANIFEST, Snapshot, Snapshots, Unreadable
from data.store import Store

PATH = "/snapshots"
STATES = {
    snapshots.MADE: Tag("Made, not published", "○", "quiet"),
    snapshots.PUBLISHED: Tag("Published", "■", "good"),
    snapshots.WITHDRAWN: Tag("Withdrawn", "▲", "bad"),
}
FORMATS = {
    "pdf": "PDF, to read and to print",
    "xlsx": "Workbook, with charts and tables",
    "pptx": "Presentation, with charts that can be edited",
    "html": "Web page, in one file",
    "csv": "CSV, the figures alone",
    "pdf-two-pages": "PDF of two pages",
    "pdf-one-page": "PDF of one page in plain words, for young people and members",
    "html-one-page": "Web page in plain words, for young people and members",
}
KINDS = {
    "pdf": "PDF",
    "xlsx": "Workbook",
    "pptx": "Presentation",
    "html": "Web page",
    "csv": "CSV",
    "pdf-two-pages": "PDF of two pages",
    "pdf-one-page": "PDF in plain words",
    "html-one-page": "Web page in plain words",
}
DOING = {"figures": "Working out the figures"} | {
    name: f"Writing the {kind if kind.isupper() or kind.startswith('PDF') else kind.lower()}"
    for name, kind in KINDS.items()
}
LENGTHS = ("two-pages", "one-page")  # at the end of a document's name


@dataclass(frozen=True)
class Document:
    """A document of a snapshot. `size`: in words, empty where the file is gone."""

    name: str
    kind: str
    size: str
    address: str

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2]


@dataclass(frozen=True)
class Kept:
    """A snapshot as a row of the list. `when` and `by`: of the last thing that was done to it, where that is known."""

    name: str
    title: str
    month: str
    panel: str
    state: Tag
    when: str
    by: str
    reason: str
    readers: str  # who may read it
    documents: tuple[Document, ...]

    @property
    def address(self) -> str:
        return f"{PATH}/{self.name}"


@dataclass(frozen=True)
class Making:
    """A snapshot that was ordered. `state`: under_way, done or failed. `said`: how far it is, in words."""

    id: str
    title: str
    state: str
    said: str
    done: int
    of: int
    fault: str
    made: str  # the address of the snapshot, once it is there


@dataclass(frozen=True)
class SideBySide:
    """Two snapshots compared: `news` says how much differs."""

    first: Kept
    second: Kept
    news: str
    found: Compared
    csv: str
    turned: str  # the address with both changed over


@dataclass(frozen=True)
class SnapshotsView:
    """What the page shows. `months` and `panels`: what a snapshot can be made of."""

    council: str
    synthetic: bool
    news: str
    kept: tuple[Kept, ...]
    months: tuple[Option, ...]
    panels: tuple[Option, ...]
    makings: tuple[Making, ...]
    first: tuple[Option, ...]
    second: tuple[Option, ...]
    unreadable: tuple[Unreadable, ...] = ()


def listed(
    store: Store, authority: str, months: list[str], makings: tuple[Making, ...], first: str = "", second: str = ""
) -> SnapshotsView:
    """The snapshots of an authority, the newest month first. `months`: those that have figures. `first`, `second`: the
    names of two to compare."""
    held = of_authority(store, authority)
    place = areas.area(authority) if authority else {"area": "", "level": ""}
    later = second or (held[0].name if held else "")
    earlier = first or _before(held)
    return SnapshotsView(
        place["area"],
        place["level"] == "synthetic",
        _news(held),
        tuple(map(kept, held)),
        month_options(months, months[-1] if months else ""),
        tuple(Option(p.name, p.name, n == 0) for n, p in enumerate(panels.panels(store.folder))),
        makings,
        tuple(Option(s.name, title(s), s.name == earlier) for s in held),
        tuple(Option(s.name, title(s), s.name == later) for s in held),
        Snapshots(store.folder).unreadable(),
    )


def of_authority(store: Store, authority: str) -> tuple[Snapshot, ...]:
    """The snapshots of one authority of the store."""
    return tuple(s for s in Snapshots(store.folder).all() if s.manifest["authority"] == authority)


def one(store: Store, authority: str, name: str) -> Snapshot:
    """The snapshot of this name. Raises NotFound, also where it is another authority's; BadInput where its manifest
    cannot be read."""
    held = of_authority(store, authority)
    for snapshot in held:
        if snapshot.name == name:
            return snapshot
    for spoilt in Snapshots(store.folder).unreadable():
        if spoilt.name == name:
            raise BadInput(spoilt.why)
    raise NotFound("snapshot", name[:80], [s.name for s in held])


def kept(snapshot: Snapshot) -> Kept:
    """A snapshot as a row."""
    last = snapshot.marks[-1] if snapshot.marks else None
    return Kept(
        snapshot.name,
        title(snapshot),
        words.period(snapshot.period),
        snapshot.manifest["panel"],
        STATES[snapshot.state],
        words.moment(datetime.fromisoformat(last.at)) if last else "",
        last.by if last else "",
        last.reason if last else "",
        "small numbers protected" if snapshot.manifest.get("disclosure") else "inside the council only",
        tuple(_document(snapshot, file) for file in snapshot.files),
    )


def title(snapshot: Snapshot) -> str:
    """`September 2026, Scrutiny committee`, and which version of it where there are several."""
    first = f"{snapshot.period}-{panels.slug(snapshot.manifest['panel'])}"
    version = snapshot.name.removeprefix(first).lstrip("-")
    named = f"{words.period(snapshot.period)}, {snapshot.manifest['panel']}"
    return f"{named}, version {version}" if version else named


def making(order: Order, stage: Stage) -> Making:
    """An order in words."""
    doing = DOING.get(stage.doing, "About to begin")
    of_all = f"{stage.done} of {stage.of} steps done"
    return Making(
        order.id,
        f"{words.period(order.period)}, {order.panel}",
        stage.state,
        f"{doing}: {of_all}" if stage.state == orders.UNDER_WAY else of_all,
        stage.done,
        stage.of,
        stage.fault,
        f"{PATH}/{stage.snapshot}" if stage.snapshot else "",
    )


def makings(store: Store, authority: str, asked: str) -> tuple[Making, ...]:
    """The orders under way, and the one `asked` for however far it is, that one first. Raises NotFound."""
    from dashboard.jobs.freezing import attend

    found = [attend(store, asked)] if asked else []
    for order in Orders(store.folder).newest():
        if order.id != asked and order.authority == authority:
            order, stage = attend(store, order.id)
            if stage.state == orders.UNDER_WAY:
                found.append((order, stage))
    return tuple(making(order, stage) for order, stage in found)


def side_by_side(store: Store, authority: str, first: str, second: str) -> SideBySide:
    """Two snapshots compared. Raises NotFound; StoreError where the figures of one cannot be trusted."""
    held = [one(store, authority, name) for name in (first, second)]
    found = compared(*held)
    query, turned = ({"compare": a, "with": b} for a, b in ((first, second), (second, first)))
    return SideBySide(
        kept(held[0]),
        kept(held[1]),
        _compared_news(found),
        found,
        f"{PATH}/compared.csv?{urlencode(query)}",
        f"{PATH}?{urlencode(turned)}#compared",
    )


def figure(of: Figure, unit: str) -> tuple[str, str]:
    """A figure as a snapshot prints it, and how it is made up."""
    return cell(of, unit).words, words.out_of(of.numerator, of.denominator, unit) if of.value is not None else ""


def month_of(found: Differing) -> str:
    """The month of a figure that differs."""
    return words.period_short(found.period)


def size(count: int) -> str:
    """`404 KB`, `1.2 MB`; empty for nothing."""
    if not count:
        return ""
    return f"{words.number(count / 1e6)} MB" if count >= 1e6 else f"{words.number(max(1, count / 1e3), 0)} KB"


# ------------------------------------------------------------------------------------------------------


def _news(held: tuple[Snapshot, ...]) -> str:
    if not held:
        return "No snapshot has been made yet."
    latest, count = held[0], words.plural(len(held), "snapshot")
    is_are = "is" if len(held) == 1 else "are"
    state = STATES[latest.state].words
    panel = latest.manifest["panel"]
    return f"{count} {is_are} kept. The latest is of {words.period(latest.period)} for the {panel}: {state.lower()}."


def _before(held: tuple[Snapshot, ...]) -> str:
    """The name of the one to compare the latest with: the next of its panel, else the next."""
    same = [s for s in held[1:] if s.manifest["panel"] == held[0].manifest["panel"]]
    return next((s.name for s in (*same, *held[1:])), "")


def _document(snapshot: Snapshot, file: str) -> Document:
    stem, _, ending = file.rpartition(".")
    length = next((f"-{name}" for name in LENGTHS if stem.endswith(f"-{name}")), "")
    kind = {FIGURES: "Figures as data", MANIFEST: "Manifest"}.get(file) or KINDS.get(f"{ending}{length}", file)
    return Document(file, kind, size(snapshot.size(file)), f"{PATH}/{snapshot.name}/{file}")


def _compared_news(found: Compared) -> str:
    if not found.both:
        return "They have no figure in common."
    if not found.differing:
        return f"All {words.plural(found.both, 'figure')} that both print are the same."
    count = len(found.differing)
    differs = f"{words.count(count)} of the {words.plural(found.both, 'figure')} that both print"
    of = len({d.indicator for d in found.differing})
    return f"{differs} {'differs' if count == 1 else 'differ'}, of {words.plural(of, 'indicator')}."


def names(months: tuple[str, ...]) -> str:
    """Months, oldest first; a run of more than two as a span."""
    run = sorted(months)
    if len(run) > 2 and periods.between(run[0], run[-1]) == run:
        return f"{words.period_short(run[0])} to {words.period_short(run[-1])}"
    return words.joined([words.period_short(p) for p in run])
