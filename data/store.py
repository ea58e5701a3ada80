"""The store: archived files, the ledger of what was offered, and Delta tables of what was accepted.

A file's rows become visible when its ledger row commits. Rows whose upload has no ledger row (a load that
was killed) are never read, so a kill at any moment leaves all of a file or nothing of it.
"""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError, DeltaError

from data import lock
from data.archive import Archive
from data.errors import BadInput, StoreError
from data.issues import SCHEMA as ISSUES
from data.ledger import LEDGER, UNDECIDED, Offer, as_decided, held_of
from data.lines import in_order
from data.returns import find
from data.returns.schema import Return

MEASURES = {
    "authority": pl.String(),
    "indicator": pl.String(),
    "period": pl.String(),
    "breakdown": pl.String(),
    "basis": pl.String(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "value": pl.Float64(),
    "unknown": pl.Int64(),
    "complete": pl.Int8(),
    "unit": pl.String(),
    "definition_version": pl.String(),
}
REVISIONS = {
    "authority": pl.String(),
    "indicator": pl.String(),
    "period": pl.String(),
    "breakdown": pl.String(),
    "basis": pl.String(),
    "value_before": pl.Float64(),
    "value_after": pl.Float64(),
    "numerator_before": pl.Float64(),
    "numerator_after": pl.Float64(),
    "denominator_before": pl.Float64(),
    "denominator_after": pl.Float64(),
    "revised_at": pl.Datetime("us"),
    "upload_id": pl.String(),  # the newest upload at that time
}
EVERYONE, RECORD = "", ""  # of the quality table: the team that stands for all, the field that is the record itself
QUALITY = {
    "authority": pl.String(),
    "upload_id": pl.String(),
    "list": pl.String(),
    "period": pl.String(),
    "field": pl.String(),
    "team": pl.String(),
    "rows": pl.Int64(),  # records read, quarantined ones included
    "filled": pl.Int64(),  # cells; null where the file does not have the column
    "valid": pl.Int64(),
    "completeness": pl.Float64(),  # filled / rows, percent
    "validity": pl.Float64(),  # valid / filled, percent
}
SHOWN = ("measures", "imports", "targets", "chart_marks")  # besides the ledger: tables that a page may show
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
COMPUTED = {"authority": pl.String(), "inputs": pl.String(), "computed_at": pl.Datetime("us")}


class Store:
    """A folder with the archive and the Delta tables. Opening one creates nothing; writing does."""

    def __init__(self, folder: Path | str):
        self.folder = Path(folder)
        self.archive = Archive(self.folder / "archive")
        self._decided = (0, 0)  # commits of the ledger, and how many files were decided on by then

    # tables ------------------------------------------------------------------------------------------

    def _path(self, table: str) -> Path:
        return self.folder / table

    def _exists(self, table: str) -> bool:
        # A kill before the first commit leaves a log folder without a commit: still no table.
        log = self._path(table) / "_delta_log"
        return log.is_dir() and any(log.glob("*.json"))

    def scan(self, table: str, schema: dict[str, pl.DataType]) -> pl.LazyFrame:
        """The table as it is now; empty, with this schema, where nothing was written yet."""
        if not self._exists(table):
            return pl.LazyFrame(schema=schema)
        return pl.scan_delta(str(self._path(table)))

    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Commit rows to the table, whole or not at all."""
        self._write(table, frame, mode="append")

    def replace(self, table: str, frame: pl.DataFrame, authority: str) -> None:
        """Commit these rows in place of all the authority's rows of the table."""
        self._write(table, frame, mode="overwrite", predicate=f"authority = '{authority}'")

    def replace_unless_taken(self, table: str, frame: pl.DataFrame, authority: str) -> bool:
        """The same, for what anybody can work out again: False where another process did it at the same moment."""
        try:
            self.replace(table, frame, authority)
        except StoreError as problem:
            if isinstance(problem.__cause__, CommitFailedError):
                return False
            raise
        return True

    def _write(self, table: str, frame: pl.DataFrame, *, mode: str, predicate: str | None = None) -> None:
        path = self._path(table)
        path.parent.mkdir(parents=True, exist_ok=True)
        options: dict = {"schema_mode": "merge"}
        if "authority" in frame.columns:
            options["partition_by"] = ["authority"]
        if predicate and self._exists(table):
            options["predicate"] = predicate
        try:
            with lock.writing(self.folder):
                frame.write_delta(str(path), mode=mode, delta_write_options=options)
        except (OSError, DeltaError) as problem:
            raise StoreError(f"The store at {self.folder} cannot be written: {_cause(problem)}") from problem

    def version(self) -> str:
        """Changes whenever what a page may show changes; cheap enough to poll."""
        commits = self._commits("ledger")
        if commits != self._decided[0]:
            self._decided = (commits, self.ledger().height)
        counts = [self._decided[1], *(self._commits(table) for table in SHOWN)]
        return "-".join(map(str, counts))

    def _commits(self, table: str) -> int:
        log = self._path(table) / "_delta_log"
        return max((int(p.stem) for p in log.glob("*.json") if p.stem.isdigit()), default=-1) + 1

    # what was offered and what is held -----------------------------------------------------------------

    def ledger(self) -> pl.DataFrame:
        """One row per file offered and decided on, in the order of decision."""
        return self._ledger().filter(~UNDECIDED)

    def offers(self) -> pl.DataFrame:
        """One row per file that waits for a decision or was taken back: nothing of it is held."""
        return self._ledger().filter(UNDECIDED)

    def _ledger(self) -> pl.DataFrame:
        return as_decided(self.scan("ledger", LEDGER)).collect().sort("upload_id")

    def held(self) -> pl.DataFrame:
        """One row per file that is held: accepted, and not replaced by a later one of its list and month."""
        return held_of(self.ledger())

    def rows(
        self, name: str, *, authority: str | None = None, period: str | None = None, held: pl.DataFrame | None = None
    ) -> pl.DataFrame:
        """The held rows of a list: authority, period, upload_id, line and the list's columns; of these files of
        `held()`, where who reads many lists has asked for them already."""
        schema = find(name)
        held = (self.held() if held is None else held).filter(pl.col("list") == schema.name)
        lazy = self.scan(f"returns/{schema.name}", stored_schema(schema))
        for column, wanted in (("authority", authority), ("period", period)):
            if wanted is not None:
                held = held.filter(pl.col(column) == wanted)
                lazy = lazy.filter(pl.col(column) == wanted)
        if held.is_empty():
            return pl.DataFrame(schema=stored_schema(schema))
        visible = lazy.filter(pl.col("upload_id").is_in(held["upload_id"].implode())).collect()
        known = [pl.lit(None, dtype).alias(c) for c, dtype in stored_schema(schema).items() if c not in visible.columns]
        return in_order(visible.with_columns(known).select(list(stored_schema(schema))))

    def issues(self, *, authority: str | None = None) -> pl.DataFrame:
        """The issues of every file in the ledger, with its authority, list and period."""
        found = self.scan("issues", {"authority": pl.String(), "upload_id": pl.String()} | ISSUES)
        if authority is not None:
            found = found.filter(pl.col("authority") == authority)
        files = self.ledger().select("upload_id", "list", "period")
        return found.collect().join(files, on="upload_id", how="inner").sort("upload_id", "line", "column")

    def quality(self, authority: str, *, name: str | None = None, team: str | None = None) -> pl.DataFrame:
        """One row per held file, field and team, with its list and period: how many records, filled and valid cells."""
        found = self.scan("quality", QUALITY).select(list(QUALITY)).filter(pl.col("authority") == authority)
        for column, wanted in (("list", name), ("team", team)):
            if wanted is not None:
                found = found.filter(pl.col(column) == wanted)
        held = self.held()["upload_id"].implode()
        return found.filter(pl.col("upload_id").is_in(held)).collect().sort("list", "period", maintain_order=True)

    def commit(self, offers: list[Offer]) -> None:
        """Make the offers visible together: their rows, issues and quality first, the ledger rows last."""
        if offers:
            with lock.writing(self.folder):
                self._commit(offers)

    def _commit(self, offers: list[Offer]) -> None:
        by_list: dict[str, list[pl.DataFrame]] = {}
        for offer in offers:
            if offer.accepted and offer.rows.height:
                tagged = offer.rows.with_columns(
                    authority=pl.lit(offer.authority),
                    period=pl.lit(offer.period),
                    upload_id=pl.lit(offer.upload_id),
                )
                by_list.setdefault(offer.list, []).append(tagged.select(list(stored_schema(find(offer.list)))))
        for name, frames in by_list.items():
            self.append(f"returns/{name}", pl.concat(frames))
        issues = [
            o.issues.select(list(ISSUES)).with_columns(authority=pl.lit(o.authority), upload_id=pl.lit(o.upload_id))
            for o in offers
            if o.issues.height
        ]
        if issues:
            self.append("issues", pl.concat(issues))
        quality = [o.quality.with_columns(**_of(o)).select(list(QUALITY)) for o in offers if o.quality.height]
        if quality:
            self.append("quality", pl.concat(quality))
        self.append("ledger", pl.DataFrame([o.ledger_row() for o in offers], schema=LEDGER))

    # figures --------------------------------------------------------------------------------------------

    def measures(self, authority: str | None = None) -> pl.DataFrame:
        """One row per indicator, period, breakdown and basis, as last computed."""
        found = self.scan("measures", MEASURES).select(list(MEASURES))
        if authority is not None:
            found = found.filter(pl.col("authority") == authority)
        return found.collect().sort("authority", "indicator", "period", "breakdown", "basis")

    def revisions(self, authority: str) -> pl.DataFrame:
        """One row per figure that a later return changed after it was first computed."""
        found = self.scan("revisions", REVISIONS).select(list(REVISIONS))
        rows = found.filter(pl.col("authority") == authority).collect()
        # A computation that was cut short is made again and notes the same changes again.
        once = rows.unique([c for c in REVISIONS if c != "revised_at"], keep="first", maintain_order=True)
        return once.sort("revised_at", "indicator", "period", "breakdown")

    def authorities(self) -> dict[str, str]:
        """Code -> name of every authority with a held file."""
        held = self.held().sort("upload_id")
        return dict(held.select("authority", "authority_name").iter_rows())

    def compact(self, table: str) -> None:
        """Join the table's small files into few; its history stays readable."""
        if self._exists(table):
            DeltaTable(str(self._path(table))).optimize.compact()


def existing(folder: Path) -> Store:
    """The store in a folder. Raises BadInput where nothing was ever stored there."""
    if not any((folder / part).is_dir() for part in ("archive", "ledger")):
        raise BadInput(f"There is no store in {folder}. Check the folder; 'scorecard load' begins a new one.")
    return Store(folder)


def _cause(problem: Exception) -> str:
    """The last line of what a library says, where the cause stands, without its colours."""
    lines = _COLOURS.sub("", str(problem)).strip().splitlines()
    return lines[-1].strip(" ↳") if lines else type(problem).__name__


def _of(offer: Offer) -> dict[str, pl.Expr]:
    return {c: pl.lit(getattr(offer, c)) for c in ("authority", "list", "period", "upload_id")}


def stored_schema(schema: Return) -> dict[str, pl.DataType]:
    """The columns of a list as stored: whose, when and where from, then the list's own."""
    return {
        "authority": pl.String(),
        "period": pl.String(),
        "upload_id": pl.String(),
        "line": pl.Int64(),
    } | schema.schema
