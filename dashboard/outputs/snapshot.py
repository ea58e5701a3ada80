"""A snapshot: the documents of a pack with a manifest, written once and never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import polars as pl

from dashboard.outputs.earlier import Earlier
from dashboard.outputs.pack import Pack, pack
from dashboard.outputs.publication import known_of
from dashboard.outputs.table import as_csv, as_json
from dashboard.source import StoreSource
from data import account, targets
from data import commentary as commentaries
from data.commentary import Commentary
from data.errors import BadInput
from data.panels import Panel, slug
from data.snapshots import FIGURES, MADE, MANIFEST, WITHDRAWN, Snapshot, Snapshots, write_once
from data.store import Store
from indicators import catalogue
from indicators.scorecard import Scorecard

MANIFEST_VERSION = 3


# Each document brings libraries that a web worker, which only verifies and compares, must not carry.


def _pdf(content: Pack) -> bytes:
    from dashboard.outputs.pdf import pdf

    return pdf(content)


def _xlsx(content: Pack) -> bytes:
    from dashboard.outputs.xlsx import xlsx

    return xlsx(content)


def _pptx(content: Pack) -> bytes:
    from dashboard.outputs.pptx import pptx

    return pptx(content)


def _html(content: Pack) -> bytes:
    from dashboard.outputs.html import html

    return html(content)


def _two_pages(content: Pack) -> bytes:
    from dashboard.outputs.pdf import two_pages

    return two_pages(content)


def _one_page(content: Pack) -> bytes:
    from dashboard.outputs.pdf import one_page

    return one_page(content)


def _one_page_html(content: Pack) -> bytes:
    from dashboard.outputs.plain_html import plain_html

    return plain_html(content)


# What follows the dash is how long it is: its file ends in `-two-pages.pdf`.
FORMATS = {
    "pdf": _pdf,
    "xlsx": _xlsx,
    "pptx": _pptx,
    "html": _html,
    "csv": as_csv,
    "pdf-two-pages": _two_pages,
    "pdf-one-page": _one_page,
    "html-one-page": _one_page_html,
}


@dataclass(frozen=True)
class Frozen:
    """A pack with its documents, by file name; the manifest last. `name`: of the snapshot that the store keeps."""

    pack: Pack
    documents: Mapping[str, bytes]
    name: str = ""

    def write(self, out: Path) -> list[Path]:
        """Write the documents into a folder; their paths. Raises BadInput for one that holds anything else."""
        write_once(out, self.documents)
        return [out / file for file in self.documents]


def freeze(
    store: Store,
    period: str,
    panel: Panel,
    *,
    authority: str | None = None,
    formats: Iterable[str] | None = None,
    commentary: Path | None = None,
    begun: Callable[[str], None] = lambda what: None,
) -> Frozen:
    """The snapshot of a month for a panel, kept in the store too. The same store, month, panel, formats and commentary
    give the same bytes. `commentary`: a file; None: the one in the store's folder, where there is one. `begun` is told
    what is worked on: `figures`, then each format. Raises BadInput where nothing is held for the month, for an unknown
    format, and for commentary that cannot be printed."""
    wanted = formats_of(formats)
    begun("figures")
    ids = [i.id for i in catalogue.ALL]
    spoken = commentaries.of_store(store.folder, ids) if commentary is None else commentaries.of_file(commentary, ids)
    raw, said = spoken or (None, None)
    content = of_store(store, period, panel, authority, commentary=said)
    if raw is not None:
        store.archive.keep(raw)
    frozen = Frozen(content, documents(content, wanted, begun))
    snapshots = Snapshots(store.folder)
    kept = snapshots.keep(f"{period}-{slug(content.panel)}", frozen.documents)
    if not kept.marks:
        snapshots.mark(kept.name, MADE, by=account.name())
    return Frozen(content, frozen.documents, kept.name)


def of_store(
    store: Store,
    period: str,
    panel: Panel,
    authority: str | None = None,
    targets_until: datetime | None = None,
    commentary: Commentary | None = None,
) -> Pack:
    """The pack of a month as the store gives it now; `targets_until`: judged by the targets entered by then, not by
    later ones. Raises BadInput where nothing is held for the month."""
    source = StoreSource(store, authority=authority, targets_until=targets_until)
    card = source.scorecard(period)
    if card is None:
        raise BadInput(f"The store holds no return for {period}, so no snapshot can be made of it.")
    if panel.is_public:
        _refuse_unread(store)
    known = known_of(s for s in _papers(store, card.authority) if s.was_published and s.manifest.get("disclosure"))
    made = pack(card, panel, _earlier(store, card, panel), known, commentary)
    entered = source.read(targets.held)["entered_at"].max()
    return replace(made, targets_known_at=entered if targets_until is None else targets_until)


def documents(
    content: Pack, formats: Iterable[str], begun: Callable[[str], None] = lambda what: None
) -> dict[str, bytes]:
    """File name -> document: the formats, the figures as data, and the manifest. `begun` is told each format."""
    name = f"scorecard-{slug(content.authority)}-{content.period}-{slug(content.panel)}"
    made = {}
    for format in formats:
        begun(format)
        ending, dash, length = format.partition("-")
        made[f"{name}{dash}{length}.{ending}"] = FORMATS[format](content)
    made[FIGURES] = as_json(content)
    made[MANIFEST] = manifest(content, made)
    return made


def manifest(content: Pack, made: Mapping[str, bytes]) -> bytes:
    """What the snapshot is and rests on, and the SHA-256 of each of its documents, as JSON."""
    facts = {
        "manifest_version": MANIFEST_VERSION,
        "authority": content.authority,
        "authority_name": content.council,
        "synthetic": content.synthetic,
        "panel": content.panel,
        "indicators": [i for i, _ in content.versions],
        "period": content.period,
        "as_at": content.as_at.isoformat(),
        "loaded_at": content.loaded_at.isoformat() if content.loaded_at else None,
        "marking": content.marking,
        "disclosure": content.certificate,
        "missing_lists": list(content.missing),
        "figures_sha256": content.sha256,
        "definition_versions": dict(content.versions),
        "targets_known_at": content.targets_known_at.isoformat() if content.targets_known_at else None,
        "targets": {i: {"target": t, "limit": limit, "basis": basis} for i, t, limit, basis in content.targets},
        "commentary": _commentary(content),
        "files": {file: hashlib.sha256(written).hexdigest() for file, written in made.items()},
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def _commentary(content: Pack) -> dict[str, object] | None:
    """Which file the remarks are from. Of a pack for publication that does not print every line of it the digest is
    left out: whoever has a guess at the other lines could try it against the digest."""
    said, printed = content.commentary, content.remarks
    if said is None:
        return None
    whole = content.certificate is None or len(printed) == len(said.remarks)
    text = json.dumps([[r.indicator, r.period, r.text, r.author] for r in printed], ensure_ascii=False)
    return {
        "file": said.filename,
        "sha256": said.sha256 if whole else None,
        "remarks": len(printed),
        "remarks_sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def formats_of(formats: Iterable[str] | None) -> list[str]:
    """The formats asked for, each once; all where none is named. Raises BadInput for one that is not known."""
    wanted = list(dict.fromkeys(f.strip().lower() for f in (FORMATS if formats is None else formats) if f.strip()))
    unknown = [f for f in wanted if f not in FORMATS]
    if unknown or not wanted:
        asked = f"The format '{unknown[0]}' is not known" if unknown else "No format was asked for"
        known = ", ".join(FORMATS)
        raise BadInput(f"{asked}. A snapshot can be made as {known}.")
    return wanted


# ------------------------------------------------------------------------------------------------------


def _papers(store: Store, authority: str) -> list[Snapshot]:
    return [s for s in Snapshots(store.folder).all() if s.manifest["authority"] == authority]


def _refuse_unread(store: Store) -> None:
    """What papers printed must be known before others are made that anybody may read."""
    spoilt = Snapshots(store.folder).unreadable()
    if spoilt:
        told = " ".join(s.why for s in spoilt)
        raise BadInput(
            f"No pack for publication can be made: what an earlier one printed is not known. {told} "
            "A pack with --internal can be made meanwhile."
        )


def _earlier(store: Store, card: Scorecard, panel: Panel) -> Earlier | None:
    """The panel's last pack of an earlier month: one that was published where there is one."""
    mine = [
        s
        for s in _papers(store, card.authority)
        if slug(s.manifest["panel"]) == slug(panel.name)
        and s.period < card.period
        and s.state != WITHDRAWN
        and bool(s.manifest.get("disclosure")) == panel.is_public  # what is printed inside stays inside
    ]
    last = next((s for s in mine if s.was_published), mine[0] if mine else None)
    if last is None:
        return None
    held = store.held().filter((pl.col("authority") == card.authority) & (pl.col("period") <= last.period))
    loaded_at = last.manifest["loaded_at"]
    since = held.filter(pl.col("offered_at") > pl.lit(loaded_at).str.to_datetime(time_unit="us")) if loaded_at else held
    came = since.group_by("list").agg(pl.col("period").unique().sort()).iter_rows()
    return Earlier.of(last, {name: tuple(months) for name, months in came})
