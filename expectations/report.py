"""What the officer sees: the verdict in a word, and every fault with its place, in plain language."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl

from data import periods
from data.issues import ERROR
from data.returns import find
from expectations.gate import Decision

VERDICTS = {
    "accept": "accepted",
    "accept_with_warnings": "accepted, with things to look at",
    "reject": "not accepted; nothing of it was stored",
}
EXAMPLES = 3
WORST_FIRST = ("reject", "accept_with_warnings", "accept")


def as_text(decisions: list[Decision]) -> str:
    """The report for the terminal: a file a paragraph, a thousand like faults in one line."""
    parts = [_file_text(d) for d in decisions if d.issues.height or len(decisions) == 1]
    stored = sum(d.rows_stored for d in decisions)
    counts = [(v, sum(d.verdict == v for d in decisions)) for v in VERDICTS]
    summary = "; ".join(f"{n} {VERDICTS[v]}" for v, n in counts if n)
    if len(decisions) > 1:
        parts.append(f"{len(decisions)} files: {summary}. {stored:,} rows stored.")
    return "\n\n".join(parts)


def as_json(decisions: list[Decision], *, with_stored: bool = False) -> dict:
    """The report as plain data: one file's verdict, or those of a folder's files with the worst of them."""
    if len(decisions) == 1:
        return _file_json(decisions[0], with_stored)
    files = [
        {"file": d.filename, "list": d.declaration.list, "period": d.declaration.period} | _file_json(d, with_stored)
        for d in decisions
    ]
    counted = {f["verdict"] for f in files if not _is_only_duplicate(f)}
    verdict = next((v for v in WORST_FIRST if v in counted), "accept")
    return {"files": files, "verdict": verdict}


def grouped(issues: pl.DataFrame) -> pl.DataFrame:
    """One row per rule, column and severity: how many, the first lines and cells, and the message."""
    return (
        issues.group_by("severity", "rule", "column", "message", maintain_order=True)
        .agg(count=pl.len(), lines=pl.col("line").head(EXAMPLES), values=pl.col("value").head(EXAMPLES))
        .sort("severity", maintain_order=True)
    )


def _file_text(decision: Decision) -> str:
    declaration = decision.declaration
    title = find(declaration.list).title
    lines = [
        f"{decision.filename} ({title}, {periods.name(declaration.period)}): {VERDICTS[decision.verdict]}. "
        f"{decision.rows_read:,} rows read, {decision.rows_stored:,} stored."
    ]
    for group in grouped(decision.issues).iter_rows(named=True):
        where = [str(n) for n in group["lines"] if n is not None]
        place = f" Line {', '.join(where)}" if len(where) == 1 else f" Lines {', '.join(where)}" if where else ""
        more = f" and {group['count'] - len(where)} more" if where and group["count"] > len(where) else ""
        seen = [v for v in group["values"] if v]
        example = f", for example “{seen[0]}”" if seen else ""
        kind = "Error" if group["severity"] == ERROR else "Look at"
        lines.append(f"  {kind} ({group['count']:,}): {group['message']}{place}{more}{example if place else ''}")
    return "\n".join(lines)


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


def _is_only_duplicate(file: dict) -> bool:
    return file["verdict"] == "reject" and any(i["rule"] == "duplicate_file" for i in file["issues"])
