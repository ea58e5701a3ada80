"""What `check` and `load` print: the gate's verdicts, and after them what the SSDA903 rules say of a year's files."""

from __future__ import annotations

import json

from data.batch import Batch
from data.store import Store
from expectations import collection903, report, report903, report_html
from expectations.decision import REJECT, Decision


def written(
    decisions: list[Decision], form: str, *, folder: bool, with_stored: bool = False, store: Store | None = None
) -> str:
    """The report as text, json or html, of a file or a folder of them. Tables of a return that were not among the files
    are taken from the store."""
    returns = _returns_903(decisions, store)
    if form == "json":
        document = report.as_json(decisions, with_stored=with_stored, folder=folder)
        if returns:
            document["rules_903"] = report903.as_json(returns)
        return json.dumps(document, ensure_ascii=False)
    if form == "html":
        return report_html.as_html(decisions, more=report903.as_html(returns))
    return "\n\n".join(filter(None, [report.as_text(decisions), report903.as_text(returns)]))


def is_rejected(decisions: list[Decision], *, folder: bool) -> bool:
    """Whether a file was rejected; one of a folder that was held already does not count."""
    return any(d.verdict == REJECT and not (folder and d.is_duplicate) for d in decisions)


def _returns_903(decisions: list[Decision], store: Store | None) -> list[collection903.Findings]:
    if not collection903.is_among(decisions):
        return []
    return collection903.findings(decisions, Batch(store) if store is not None else None)
