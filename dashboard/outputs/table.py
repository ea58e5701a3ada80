"""The figures of a pack as one plain table: one row per indicator and month, months without a return included."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from dashboard import words
from dashboard.outputs.pack import Pack

COLUMNS = (
    "indicator", "period", "breakdown", "numerator", "denominator", "value", "unknown", "complete", "state",
    "restated_numerator", "restated_denominator", "restated_value", "unit", "definition_version", "month", "target_now",
)  # fmt: skip
COMPLETE = {"ok": 1, "no_cases": 1, "part_year": 0}  # of any other state nothing can be said
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(pack: Pack) -> Iterator[tuple]:
    """The rows, in the order of COLUMNS; no figure is None, and `state` says why there is none."""
    for section in pack.sections:
        for month in section.months:
            now, later, line = month.reported, month.restated, section.line
            yield (
                line.id, month.period, "", now.numerator, now.denominator, now.value, now.unknown,
                COMPLETE.get(now.state), now.state, later.numerator, later.denominator, later.value, line.unit,
                line.version, words.period_short(month.period), section.target,
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
                "sentences": list(s.sentences),
            }
            for s in pack.sections
        ],
        "figures": [dict(zip(COLUMNS, row, strict=True)) for row in rows(pack)],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return cell
