"""What a frozen pack says: everything that its documents print, taken from a scorecard by a pure function.

Every document (PDF, workbook) is written from the Pack alone, so that none can show what another leaves out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

import polars as pl

from dashboard import words
from dashboard.outputs import facts, notes, told
from dashboard.outputs.earlier import Earlier, Moved, moved
from dashboard.outputs.facts import Fact
from dashboard.outputs.glossary import GLOSSARY, METHOD
from dashboard.outputs.lines import WITHHELD, Line, Month, cell, column_names, line, months_of, printed_periods
from dashboard.outputs.notes import Note, Restatement
from dashboard.outputs.publication import published
from dashboard.outputs.travel import Move, chart_words, drawn_limits, moves, moves_words
from dashboard.views.definition import Definition, about
from dashboard.views.direction import Limits
from dashboard.words import sentences
from data import periods
from data.commentary import Commentary, Remark
from data.panels import Panel
from indicators import catalogue
from indicators.disclosure.papers import NOTHING, Known
from indicators.scorecard import Scorecard
from indicators.targets import NOT_YET_DUE, SUPPRESSED

MARKING = "OFFICIAL-SENSITIVE: not for publication"
MARKING_REASON = (
    "Small numbers are not protected in this pack, so a child could be recognised from it: "
    "it stays with those who need it for their work."
)
FOR_PUBLICATION = "For publication: small numbers are protected"
SYNTHETIC = "Synthetic data: every child, worker and figure of this council is invented."


@dataclass(frozen=True)
class Section:
    """The page of one indicator. `chart_words` stands for the chart where it cannot be seen. `remark`: commentary."""

    line: Line
    sentences: tuple[str, ...]
    travel: tuple[str, ...]  # what the direction of travel rests on, in sentences
    months: tuple[Month, ...]
    target: float | None
    limits: Limits | None  # the mean and limits that its chart draws
    chart_words: str
    facts: tuple[Fact, ...]
    remark: Remark | None
    about: tuple[Definition, ...]

    @property
    def neighbours(self) -> tuple[float, str] | None:
        """The neighbours' median as its chart draws it. None for a count: the neighbours are of another size."""
        median = self.line.neighbours
        if median.value is None or self.line.unit == "count":
            return None
        return median.value, f"{median.words} ({median.short})"

    @property
    def has_figures(self) -> bool:
        """Whether any of its months has a figure, as reported or restated."""
        return any(f.value is not None for m in self.months for f in (m.reported, m.restated))


@dataclass(frozen=True)
class Pack:
    """A month's scorecard as a panel receives it. Dates are the snapshot's own, never the day of writing."""

    authority: str
    council: str
    panel: str
    title_page: str
    signed_by: str
    synthetic: bool
    period: str
    as_at: date
    loaded_at: datetime | None
    marking: str
    marking_reason: str
    method: tuple[str, ...]  # how the figures come about, in sentences
    missing: tuple[str, ...]
    ratings: tuple[tuple[words.Tag, int], ...]
    columns: tuple[str, ...]  # the periods printed: see lines.printed_periods
    moves: tuple[Move, ...]  # what moved in the month
    moves_words: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    stale: str  # which published figures are stale, in a sentence
    restatements: tuple[Restatement, ...]
    since: str  # the month of the panel's pack before; "" where there was none
    moved: tuple[Moved, ...]  # its figures that are others now
    commentary: Commentary | None  # the file that the remarks are from
    glossary: tuple[tuple[str, str], ...]
    certificate: Mapping[str, object] | None  # of the protection of small numbers; None for a pack that is not public
    targets: tuple[tuple[str, float | None, float | None, str], ...]  # indicator, target, limit, where from
    versions: tuple[tuple[str, str], ...]  # indicator, version of its definition
    targets_known_at: datetime | None = None  # when the last target was entered; None: the catalogue's own

    @property
    def month(self) -> str:
        return words.period(self.period)

    @property
    def since_words(self) -> str:
        """What became of the figures of the pack before, in a sentence."""
        if not self.since:
            return "This is the first pack of this panel that is held."
        before = f"the pack of {words.period(self.since)}"
        if not self.moved:
            return f"No figure that {before} printed has changed since."
        were = "figure has" if len(self.moved) == 1 else "figures have"
        return f"{words.count(len(self.moved))} {were} changed since {before}."

    @property
    def column_names(self) -> tuple[str, ...]:
        """The heads of the printed periods."""
        return column_names(self.columns)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """The commentary that is printed."""
        return tuple(s.remark for s in self.sections if s.remark is not None)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the figures as they are printed, and of nothing that is kept back."""
        digest = hashlib.sha256()
        for section in self.sections:
            for month in section.months:
                said = [section.line.id, section.line.version, asdict(month)]
                digest.update(json.dumps(said, ensure_ascii=False).encode() + b"\n")
        return digest.hexdigest()

    @property
    def domains(self) -> dict[str, list[Section]]:
        """The sections by domain, in catalogue order."""
        found: dict[str, list[Section]] = {}
        for section in self.sections:
            found.setdefault(section.line.domain, []).append(section)
        return found


def pack(
    card: Scorecard,
    panel: Panel,
    earlier: Earlier | None = None,
    known: Known = NOTHING,
    commentary: Commentary | None = None,
) -> Pack:
    """The pack of a scorecard for a panel: one section per indicator of the panel, in its order. `earlier`: the pack
    that the panel had before. `known`: what anybody may have read already. For a panel whose papers are public, what
    must be kept back is taken out first.

    Raises NotFound for an indicator of the panel that no definition has, and BadInput for commentary that tells a
    number that is kept back.
    """
    whole, card, certificate = card.history, _of_panel(card, panel), None
    remarks = _remarks(card, commentary)
    if panel.is_public:
        safe = published(card, panel.smallest, known, whole)
        if commentary is not None:
            told.refuse(commentary, remarks.values(), card.history, safe.scorecard.history)
        card, certificate = safe.scorecard, safe.certificate
    rows = card.rows.to_dicts()
    columns = printed_periods(card.period)
    months = months_of(card)
    numbered = notes.number(rows, card, months, columns)
    found = moves(card)
    sections = tuple(
        _section(row, card, months[row["indicator"]], columns, numbered, remarks.get(row["indicator"])) for row in rows
    )
    return Pack(
        authority=card.authority,
        council=card.authority_name,
        panel=panel_name(panel.name),
        title_page=panel.title_page,
        signed_by=panel.signed_by,
        synthetic=card.synthetic,
        period=card.period,
        as_at=card.as_at,
        loaded_at=card.loaded_at,
        marking=FOR_PUBLICATION if panel.is_public else MARKING,
        marking_reason=_protected(panel.smallest) if panel.is_public else MARKING_REASON,
        method=METHOD,
        missing=tuple(words.list_name(name) for name in card.missing),
        ratings=tuple(_counted(rows)),
        columns=columns,
        moves=found,
        moves_words=moves_words(card, found),
        sections=sections,
        notes=tuple(numbered.values()),
        stale=notes.stale(rows, card),
        restatements=notes.restatements(rows, months, columns),
        since=earlier.period if earlier else "",
        moved=moved(earlier, rows, months) if earlier else (),
        commentary=commentary,
        glossary=GLOSSARY,
        certificate=certificate,
        targets=tuple((r["indicator"], r["target"], r["limit"], r["target_basis"]) for r in rows),
        versions=tuple((r["indicator"], r["definition_version"]) for r in rows),
    )


def _remarks(card: Scorecard, commentary: Commentary | None) -> dict[str, Remark]:
    """Indicator -> what is said of it in this month."""
    if commentary is None:
        return {}
    printed = set(card.rows["indicator"])
    return {r.indicator: r for r in commentary.remarks if r.period == card.period and r.indicator in printed}


def _counted(rows: list[dict]) -> Iterable[tuple[words.Tag, int]]:
    """How many indicators have each rating; of the rarer states, those that occur."""
    for state, tag in words.RAG.items():
        count = sum(r["rag"] == state for r in rows)
        if count or state not in (SUPPRESSED, NOT_YET_DUE):
            yield tag, count


def _protected(smallest: int) -> str:
    return f"Counts of 1 to {smallest - 1}, and others needed to protect them, are shown as {WITHHELD}."


def _of_panel(card: Scorecard, panel: Panel) -> Scorecard:
    """The scorecard with the panel's indicators only, in the panel's order."""
    if not panel.indicators:
        return card
    order = {catalogue.find(id).id: place for place, id in enumerate(panel.indicators)}
    wanted = pl.col("indicator").is_in(list(order))
    place = pl.col("indicator").replace_strict(order, return_dtype=pl.Int64)
    return replace(
        card,
        rows=card.rows.filter(wanted).sort(place, maintain_order=True),
        history=card.history.filter(wanted),
        comparators=card.comparators.filter(wanted),
    )


def panel_name(panel: str) -> str:
    """The panel's name as it is printed: `corporate_parenting_panel` as `Corporate parenting panel`."""
    text = panel.strip()
    text = text if " " in text else text.replace("_", " ").replace("-", " ").strip()
    return text[:1].upper() + text[1:]


# ------------------------------------------------------------------------------------------------------


def _section(
    row: Mapping,
    card: Scorecard,
    months: tuple[Month, ...],
    columns: tuple[str, ...],
    numbered: Mapping[str, Note],
    remark: Remark | None,
) -> Section:
    defined = catalogue.find(row["indicator"])
    note = numbered.get(row["indicator"])
    shown = line(row, card, months, columns, defined, note.number if note else None)
    previous, year_ago = (words.period(periods.shift(card.period, -n)) for n in (1, 12))
    of_chart = drawn_limits(row)
    figures = [m.reported for m in months]
    said = sentences.chart(
        [m.period for m in months],
        [f.value for f in figures],
        row["unit"],
        target=shown.head.target,
        shown=[cell(f, row["unit"]).words for f in figures],
    )
    return Section(
        line=shown,
        sentences=tuple(sentences.in_words(row, previous, year_ago)),
        travel=shown.travel.sentences,
        months=months,
        target=row["target"],
        limits=of_chart,
        chart_words=said + chart_words(of_chart, shown.neighbours if row["unit"] != "count" else None),
        facts=facts.facts(row, shown, months),
        remark=remark,
        about=about(defined, row),
    )
