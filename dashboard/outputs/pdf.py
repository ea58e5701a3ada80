"""The pack as a tagged PDF (PDF/UA-1), set by Typst: no browser, no network, the same pack gives the same bytes."""

from __future__ import annotations

import calendar
import json
import shutil
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard import words
from dashboard.outputs import trend
from dashboard.outputs.brief import brief
from dashboard.outputs.earlier import Moved
from dashboard.outputs.lines import cell, made_of
from dashboard.outputs.notes import Restatement
from dashboard.outputs.pack import SYNTHETIC, Pack, Section
from dashboard.outputs.plain import plain
from dashboard.views.figures import Figure
from data.errors import BadInput

FACES = ("Regular", "It", "Semibold", "Bold")  # one file a face: the package holds each twice, in no fixed order


def pdf(pack: Pack) -> bytes:
    """The pack in full. Raises BadInput where it cannot be set, with what Typst says."""
    return compiled("pack.typ", pack, as_data(pack))


def two_pages(pack: Pack) -> bytes:
    """The pack on two pages: what moved and what is off target, then every indicator in a line. Raises BadInput."""
    return compiled("two_pages.typ", pack, of_pack(pack, landscape=False) | asdict(brief(pack)))


def one_page(pack: Pack) -> bytes:
    """The pack on one page in plain words. Raises BadInput."""
    return compiled("one_page.typ", pack, of_pack(pack, landscape=False) | {"plain": asdict(plain(pack))})


def compiled(template: str, pack: Pack, data: dict) -> bytes:
    """A template of this folder, below the style that all share, set with its data as PDF/UA-1."""
    import typst

    here = files("dashboard.outputs")
    text = b"\n".join(here.joinpath(part).read_bytes() for part in ("style.typ", template))
    with TemporaryDirectory() as folder:
        try:
            return typst.compile(
                text,
                format="pdf",
                pdf_standards="ua-1",
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                font_paths=[str(_fonts(Path(folder)))],
                ignore_system_fonts=True,
                timestamp=calendar.timegm(pack.as_at.timetuple()),
            )
        except typst.TypstError as problem:
            raise BadInput(f"The PDF of this pack could not be set: {problem}") from problem


def of_pack(pack: Pack, *, landscape: bool = True) -> dict:
    """What every template prints: whose pack it is, of when, and how it is marked."""
    return {
        "landscape": landscape,
        "council": pack.council,
        "panel": pack.panel,
        "title_page": pack.title_page,
        "signed_by": pack.signed_by,
        "month": pack.month,
        "as_at": words.day(pack.as_at),
        "as_at_parts": [pack.as_at.year, pack.as_at.month, pack.as_at.day],
        "loaded_at": words.moment(pack.loaded_at) if pack.loaded_at else "",
        "synthetic": SYNTHETIC if pack.synthetic else "",
        "marking": pack.marking,
        "marking_reason": pack.marking_reason,
        "missing": words.joined(pack.missing),
        "ratings": [asdict(tag) | {"indicators": n} for tag, n in pack.ratings],
        "total": words.plural(len(pack.sections), "indicator"),
        "moves": [asdict(m) for m in pack.moves],
        "moves_words": list(pack.moves_words),
    }


def as_data(pack: Pack) -> dict:
    """What the template prints: plain lists and texts, nothing left to work out."""
    return of_pack(pack) | {
        "method": list(pack.method),
        "columns": list(pack.column_names),
        "domains": [
            {"name": name, "sections": [_section(s) for s in sections]} for name, sections in pack.domains.items()
        ],
        "notes": [asdict(n) for n in pack.notes],
        "stale": pack.stale,
        "restatements": [_restatement(r) for r in pack.restatements],
        "since": pack.since_words,
        "moved": [_moved(m) for m in pack.moved],
        "glossary": [{"term": term, "words": meaning} for term, meaning in pack.glossary],
        "digest": pack.sha256,
    }


def _section(section: Section) -> dict:
    line = section.line
    return {
        "line": asdict(line) | {"made_of": line.made_of, "so_far": line.so_far_words},
        "sentences": list(section.sentences),
        "travel": list(section.travel),
        "remark": asdict(section.remark) if section.remark else None,
        "chart": trend.svg(
            section.months,
            line.unit,
            latest=line.cells[-1].words,
            target=section.target,
            target_words=line.head.target,
            limits=section.limits,
            neighbours=section.neighbours,
        ),
        "chart_ratio": trend.WIDTH / trend.HEIGHT,
        "chart_words": section.chart_words,
        "facts": [asdict(f) for f in section.facts],
        "about": {d.term: _sentences(d.words) for d in section.about},
    }


def _restatement(restated: Restatement) -> dict:
    shown = _two(restated.unit, reported=restated.reported, restated=restated.restated)
    period = words.period_short(restated.period)
    return shown | {"title": restated.title, "period": period, "difference": restated.difference}


def _moved(moved: Moved) -> dict:
    shown = _two(moved.unit, before=moved.before, now=moved.now)
    period = words.period_short(moved.period)
    return shown | {"title": moved.title, "period": period, "difference": moved.difference, "why": moved.why}


def _two(unit: str, **figures: Figure) -> dict[str, str]:
    """Two figures beside each other, as printed, and how each is made up."""
    shown = {}
    for name, figure in figures.items():
        shown |= {name: cell(figure, unit).words, f"{name}_of": made_of(figure, unit)}
    return shown


def _sentences(parts: tuple[str, ...]) -> str:
    return " ".join(p if p.endswith(".") else f"{p}." for p in parts)


def _fonts(folder: Path) -> Path:
    import font_source_sans_pro

    for face in FACES:
        shutil.copy(Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{face}.ttf", folder)
    return folder
