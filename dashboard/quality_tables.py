"""The tables of the quality page as CSV text. Nothing that could name a child: cells only as the page shows them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dashboard.downloads import csv_text
from dashboard.views.findings import said, shown
from dashboard.views.quality import QualityChoice
from dashboard.views.received import Received
from data.returns import find
from data.store import RECORD
from indicators.scorecard import Scorecard

FILES = (
    "authority", "list", "title", "period", "verdict", "offered_at", "rows_read", "rows_stored", "errors", "warnings",
)  # fmt: skip
FIELDS = (
    "authority", "list", "period", "field", "header", "team", "rows", "filled", "valid", "completeness", "validity",
)  # fmt: skip
ISSUES = ("authority", "list", "period", "line", "column", "rule", "severity", "value", "message")
BADGES = ("authority", "indicator", "title", "period", "status", "quality", "quality_words")
MISSING = "missing"
NAMES = {
    "files": "Lists and months, with the verdict on each file",
    "fields": "Completeness and validity by field and team",
    "found": "What was found, line by line",
    "badges": "The badge of every indicator, with the reason",
}


def files(received: Received, card: Scorecard | None, choice: QualityChoice, period: str) -> str:
    """One row per list and month from the first return to the latest: the columns of FILES. The verdict is `missing`
    where no file was sent."""
    rows = []
    for name in filter(lambda name: choice.list in ("", name), received.lists):
        held = received.files(name)
        for month in received.months:
            file = held.get(month, dict.fromkeys(FILES) | {"verdict": MISSING})
            rows.append(file | _whose(received) | {"list": name, "title": find(name).title, "period": month})
    return csv_text(FILES, rows)


def fields(received: Received, card: Scorecard | None, choice: QualityChoice, period: str) -> str:
    """One row per list, field and team: the columns of FIELDS. The field `record` is the record itself, valid when it
    was stored; an empty team stands for all. Of the month, or of a chosen field every month."""
    rows = []
    for count in received.quality.sort("list", "period", maintain_order=True).to_dicts():
        if not _chosen(count, choice) or (count["period"] != period and not choice.field):
            continue
        is_record = count["field"] == RECORD
        header = "" if is_record else find(count["list"]).column(count["field"]).header
        rows.append(count | _whose(received) | {"field": "record" if is_record else count["field"], "header": header})
    return csv_text(FIELDS, rows)


def found(received: Received, card: Scorecard | None, choice: QualityChoice, period: str) -> str:
    """One row per issue of the month: the columns of ISSUES."""
    rows = []
    for issue in received.issues.filter(pl.col("period") == period).to_dicts():
        if not (choice.list in ("", issue["list"]) and choice.field in ("", issue["column"])):
            continue
        value = issue["value"] and shown(issue["value"], issue["list"], issue["column"])
        rows.append(
            issue | _whose(received) | {"value": value or None, "message": said(issue["rule"], issue["message"])}
        )
    return csv_text(ISSUES, rows)


def badges(received: Received, card: Scorecard | None, choice: QualityChoice, period: str) -> str:
    """One row per indicator of the month, or per one that rests on the chosen list or field: the columns of BADGES."""
    if card is None:
        return csv_text(BADGES, [])
    used = card.used.filter(pl.col("list") == choice.list)
    used = used.filter(pl.col("field") == choice.field) if choice.field else used
    rows = card.rows.filter(pl.col("indicator").is_in(used["indicator"].implode())) if choice.list else card.rows
    return csv_text(BADGES, [row | _whose(received) for row in rows.to_dicts()])


TABLES = {"files": files, "fields": fields, "found": found, "badges": badges}


def _whose(received: Received) -> dict[str, str]:
    return {"authority": received.authority}


def _chosen(count: Mapping, choice: QualityChoice) -> bool:
    return choice.list in ("", count["list"]) and choice.field in ("", count["field"])
