"""The figures of a pack as one plain table: one row per indicator and month, months without a return included."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

from dashboard import words
from dashboard.outputs.pack import Pack, Section

COLUMNS = (
    "indicator", "period", "breakdown", "numerator", "denominator", "value", "unknown", "complete", "state",
    "restated_numerator", "restated_denominator", "restated_value", "unit", "definition_version", "month", "target_now",
    "mean_now", "lower_limit_now", "upper_limit_now", "neighbours_median", "direction", "direction_why", "moved",
    "commentary", "commentary_by",
)  # fmt: skip
COMPLETE = {"ok": 1, "no_cases": 1, "part_year": 0}  # of any other state nothing can be said
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(pack: Pack) -> Iterator[tuple]:
    """The rows, in the order of COLUMNS; no figure is None, and `state` says why there is none. The mean and limits are
    those of the latest month, in the months that they hold for; the neighbours' median is the latest published, and not
    given beside counts; `moved`: the place among what moved in the month."""
    places = {m.indicator: n for n, m in enumerate(pack.moves, start=1)}
    for section in pack.sections:
        for month in section.months:
            now, later, line, limits = month.reported, month.restated, section.line, section.limits
            drawn = limits is not None and month.period >= limits.start
            of_limits = (limits.mean, limits.lower, limits.upper) if drawn else (None, None, None)
            said = _said(section, places) if month.period == pack.period else (None,) * 5
            yield (
                line.id, month.period, "", now.numerator, now.denominator, now.value, now.unknown,
                COMPLETE.get(now.state), now.state, later.numerator, later.denominator, later.value, line.unit,
                line.version, words.period_short(month.period), section.target, *of_limits,
                section.neighbours and section.neighbours[0], *said,
            )  # fmt: skip


def as_csv(pack: Pack) -> bytes:
    """The table as CSV for spreadsheets: UTF-8 with its mark; a text is never taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in row] for row in rows(pack))
    return text.getvalue().encode("utf-8-sig")


def as_json(pack: Pack) -> bytes:
    """The table with what it is, as JSON."""
    said = {
        "authority": pack.authority,
        "authority_name": pack.council,
        "panel": pack.panel,
        "period": pack.period,
        "as_at": pack.as_at.isoformat(),
        "marking": pack.marking,
        "synthetic": pack.synthetic,
        "indicators": [
            {
                "indicator": s.line.id,
                "title": s.line.title,
                "unit": s.line.unit,
                "rating": s.line.head.rag.words,
                "target": s.line.head.target,
                "sentences": [*s.sentences, *s.travel],
                "direction": s.line.travel.words,
                "neighbours_mean": s.line.mean.value,
                "neighbours_median": s.line.neighbours.value,
                "neighbours": s.line.neighbours.of,
                "neighbours_year": s.line.neighbours.year,
                "england": s.line.england.value,
                "year_to_date": s.line.so_far[0].words if s.line.so_far else None,
                "commentary": {"text": s.remark.text, "author": s.remark.author} if s.remark else None,
            }
            for s in pack.sections
        ],
        "moved": [
            {"indicator": m.indicator, "direction": m.tag.words, "figure": m.figure, "why": m.why} for m in pack.moves
        ],
        "moved_words": list(pack.moves_words),
        "figures": [dict(zip(COLUMNS, row, strict=True)) for row in rows(pack)],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _said(section: Section, places: Mapping[str, int]) -> tuple:
    """What stands in the row of the latest month alone: direction, what it rests on, place among what moved, and
    commentary with its author."""
    line, remark = section.line, section.remark
    spoken = (remark.text, remark.author) if remark else (None, None)
    return (line.travel.words or None, line.travel.why or None, places.get(line.id), *spoken)


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return cell
