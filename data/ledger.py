"""The ledger: who offered which file, when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl

from data.issues import SCHEMA as ISSUES

LEDGER = {
    "upload_id": pl.String(),  # sorts by time of offer
    "offered_at": pl.Datetime("us"),  # UTC
    "offered_by": pl.String(),
    "authority": pl.String(),
    "authority_name": pl.String(),
    "list": pl.String(),
    "period": pl.String(),
    "extract_date": pl.Date(),
    "filename": pl.String(),
    "sha256": pl.String(),
    "verdict": pl.String(),
    "rows_read": pl.Int64(),
    "rows_stored": pl.Int64(),
    "errors": pl.Int64(),
    "warnings": pl.Int64(),
    "supersedes": pl.String(),  # upload_id of the file that this one replaces, or ""
    "decides": pl.String(),  # upload_id of the row by which this file waited for a decision, or ""
}
ACCEPTED = ("accept", "accept_with_warnings")
OFFERED, DISCARDED = "offered", "discarded"  # waits for a decision; was taken back, so that nothing of it is held
UNDECIDED = pl.col("verdict").is_in([OFFERED, DISCARDED])


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One file as offered and decided on: what the ledger, the issues and the tables keep of it."""

    upload_id: str
    offered_at: datetime
    offered_by: str
    authority: str
    authority_name: str
    list: str
    period: str
    extract_date: date
    filename: str
    sha256: str
    verdict: str
    rows_read: int
    rows_stored: int
    supersedes: str = ""
    decides: str = ""
    issues: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ISSUES))
    rows: pl.DataFrame = field(default_factory=pl.DataFrame)
    quality: pl.DataFrame = field(default_factory=pl.DataFrame)

    @property
    def accepted(self) -> bool:
        return self.verdict in ACCEPTED

    def ledger_row(self) -> dict:
        severity = self.issues["severity"]
        counts = {"errors": (severity == "error").sum(), "warnings": (severity == "warning").sum()}
        return {c: counts[c] if c in counts else getattr(self, c) for c in LEDGER}


def as_decided(recorded: pl.LazyFrame) -> pl.LazyFrame:
    """Of what was written to the ledger, one row per file: where it waited and was decided on, the decision's."""
    if "decides" not in recorded.collect_schema():  # written before files could wait
        recorded = recorded.with_columns(decides=pl.lit(""))
    rows = recorded.select(list(LEDGER)).with_columns(pl.col("decides").fill_null(""))
    return rows.join(rows.select("decides"), left_on="upload_id", right_on="decides", how="anti")


def held_of(ledger: pl.DataFrame) -> pl.DataFrame:
    """Of a ledger, the newest accepted file of each authority, list and period."""
    return (
        ledger.filter(pl.col("verdict").is_in(ACCEPTED))
        .sort("upload_id")
        .unique(["authority", "list", "period"], keep="last", maintain_order=True)
    )
