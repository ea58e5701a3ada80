"""What the officer sees: the verdict in a word, and every fault with its place, in plain language."""

from __future__ import annotations

import re
from datetime import date, datetime

import polars as pl

from data import periods
from data.issues import ERROR
from data.returns import find
from expectations.decision import ACCEPT, ACCEPT_WITH_WARNINGS, REJECT, Decision

VERDICTS = {
    ACCEPT: "accepted",
    ACCEPT_WITH_WARNINGS: "accepted, with things to look at",
    REJECT: "not accepted; nothing of it was stored",
}
EXAMPLES = 3
WORST_FIRST = (REJECT, ACCEPT_WITH_WARNINGS, ACCEPT)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


def as_text(decisions: list[Decision]) -> str:
    """The report for the terminal: a file a paragraph, a thousand like faults in one line."""
    parts = [_file_text(d) for d in decisions if d.issues.height or len(decisions) == 1]
    if len(decisions) > 1:
        stored = sum(d.rows_stored for d in decisions)
        counts = [(v, sum(d.verdict == v for d in decisions)) for v in VERDICTS]
        summary = "; ".join(f"{n:,} {VERDICTS[v]}" for v, n in counts if n)
        parts.append(f"{len(decisions):,} files: {summary}. {_rows(stored)} stored in all.")
    return "\n\n".join(parts)


def as_json(decisions: list[Decision], *, with_stored: bool = False, folder: bool = False) -> dict:
    """The report as plain data: one file's verdict, or those of a folder's files with the worst of them (and beside
    them, where the folder holds one file, what is said of that). A file that was held already does not make a folder
    fail."""
    alone = _file_json(decisions[0], with_stored) if len(decisions) == 1 else {}
    if alone and not folder:
        return alone
    files = [
        {"file": d.filename, "list": d.declaration.list, "period": d.declaration.period} | _file_json(d, with_stored)
        for d in decisions
    ]
    counted = {d.verdict for d in decisions if not d.is_duplicate}
    return alone | {"files": files, "verdict": next((v for v in WORST_FIRST if v in counted), ACCEPT)}


def grouped(issues: pl.DataFrame) -> pl.DataFrame:
    """One row per fault of a kind: severity, rule, column, message, count, and the first lines and cells. Errors
    first, then in the order in which they occur. Any form of the report shows these rows."""
    return (
        issues.group_by("severity", "rule", "column", "message", maintain_order=True)
        .agg(
            count=pl.len().cast(pl.Int64),
            lines=pl.col("line").drop_nulls().head(EXAMPLES),
            values=pl.col("value").drop_nulls().unique(maintain_order=True).head(EXAMPLES),
        )
        .sort(pl.col("severity") != ERROR, maintain_order=True)
    )


def _file_text(decision: Decision) -> str:
    declaration = decision.declaration
    heading = f"{_printable(decision.filename)}: {find(declaration.list).title}, {periods.name(declaration.period)}"
    counts = f"{_rows(decision.rows_read)} read, {decision.rows_stored:,} stored"
    faults = [_fault_text(fault) for fault in grouped(decision.issues).iter_rows(named=True)]
    return "\n".join([heading, f"  {VERDICTS[decision.verdict].capitalize()}. {counts}.", *faults])


def _fault_text(fault: dict) -> str:
    count, lines, values = fault["count"], fault["lines"], fault["values"]
    what = "error" if fault["severity"] == ERROR else "warning"
    text = f"  {count:,} {what}{'' if count == 1 else 's'}: {fault['message']}"
    if not lines:
        return text
    place = f"Line{'' if len(lines) == 1 else 's'} {', '.join(str(n) for n in lines)}"
    more = f" and {count - len(lines):,} more" if count > len(lines) else ""
    shown = f" (“{'”, “'.join(_printable(v) for v in values)}”)" if values else ""
    return f"{text} {place}{more}{shown}."


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def _printable(text: str) -> str:
    """Without control characters, which a terminal would obey."""
    return _UNPRINTABLE.sub(" ", text)


def _file_json(decision: Decision, with_stored: bool) -> dict:
    found = {
        "verdict": decision.verdict,
        "rows_read": decision.rows_read,
        "rows_stored": decision.rows_stored,
        "issues": decision.issues.to_dicts(),
    }
    if with_stored:
        columns = [c for c in decision.rows.columns if c != "line"]
        found["stored"] = [
            {"line": row["line"], "values": {c: _plain(row[c]) for c in columns}}
            for row in decision.rows.iter_rows(named=True)
        ]
    return found


def _plain(value):
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else value
