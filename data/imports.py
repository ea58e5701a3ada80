"""Published files brought into the store: the bytes into the archive, what they say into tables.

A file's rows become visible when its row of the table `imports` commits, as with returns and their ledger. Nothing is
taken away by a newer file: `data.comparators` says which of the figures held is the one that counts.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from data import lock, neighbour_models, published
from data.archive import digest
from data.errors import BadInput, StoreError
from data.store import Store

IMPORTS = {
    "import_id": pl.String(),  # sorts by time of import
    "imported_at": pl.Datetime("us"),  # UTC
    "imported_by": pl.String(),
    "filename": pl.String(),
    "sha256": pl.String(),
    "kind": pl.String(),  # statistics, lait, measures, areas, neighbours or own_list
    "title": pl.String(),
    "rows": pl.Int64(),
}
OF_IMPORT = {"import_id": pl.String(), "imported_at": pl.Datetime("us"), "sha256": pl.String()}
PUBLISHED = {c: t() if isinstance(t, type) else t for c, t in published.SCHEMA.items()} | OF_IMPORT
NEIGHBOURS = {c: t() if isinstance(t, type) else t for c, t in neighbour_models.SCHEMA.items()} | OF_IMPORT
TABLES = ("imports", "published", "published_neighbours")


@dataclass(frozen=True)
class Outcome:
    """What became of one file: `held_since` is the time of its first import where the store has its bytes already."""

    filename: str
    title: str
    rows: int
    held_since: datetime | None = None
    notes: tuple[str, ...] = ()
    of: str = "figure"

    @property
    def words(self) -> str:
        """What became of it, as a sentence."""
        if self.held_since is not None:
            return f"{self.filename}: {self.title}. Held since {self.held_since:%d %B %Y}; nothing changed."
        return f"{self.filename}: {self.title}. {self.rows:,} {self.of}{'' if self.rows == 1 else 's'} imported."


def load(store: Store, paths: Iterable[Path], by: str = "") -> list[Outcome]:
    """Import files and folders, all or none of them. Raises BadInput at the first that is not recognised."""
    known = dict(held(store).select("sha256", "imported_at").iter_rows())
    outcomes, fresh = [], []
    for path in published.files(list(paths)):
        raw = path.read_bytes()
        sha256, found = digest(raw), published.read(raw, path.name)
        size = found.rows.height + found.neighbours.height
        of = "neighbour" if found.neighbours.height else "figure"
        outcomes.append(Outcome(path.name, found.title, size, known.get(sha256), found.notes, of))
        if sha256 not in known:
            known[sha256] = datetime.now(UTC).replace(tzinfo=None)
            fresh.append((_row(found, sha256, known[sha256], by), found))
            store.archive.keep(raw)
    _commit(store, fresh)
    return outcomes


def held(store: Store) -> pl.DataFrame:
    """One row per imported file, in the order of import."""
    return store.scan("imports", IMPORTS).select(list(IMPORTS)).collect().sort("import_id")


def rows(store: Store, series: Iterable[str] | None = None) -> pl.DataFrame:
    """The published rows of every import, with import_id, imported_at and sha256; in the order of import."""
    return _visible(store, "published", PUBLISHED, None if series is None else pl.col("series").is_in(list(series)))


def neighbours(store: Store) -> pl.DataFrame:
    """The rows of every imported neighbour model and own list, in the order of import."""
    return _visible(store, "published_neighbours", NEIGHBOURS, None)


def remake(store: Store, remade: Store) -> None:
    """Read every imported file of `store` again, from its archive, into the tables of `remade`.

    Raises StoreError where an archived file is missing or altered, or is no longer recognised.
    """
    done = held(remade)["import_id"].to_list()
    fresh = []
    for row in held(store).to_dicts():
        if row["import_id"] in done:
            continue
        try:
            found = published.read(store.archive.read(row["sha256"]), row["filename"])
        except BadInput as problem:
            raise StoreError(
                f"Nothing was rebuilt. {row['filename']} was imported on {row['imported_at']:%d %B %Y}, and this "
                f"version of the program cannot read it: {problem}"
            ) from problem
        fresh.append((row | {"rows": found.rows.height + found.neighbours.height}, found))
    _commit(remade, fresh)


# ------------------------------------------------------------------------------------------------------


def _row(found: published.Import, sha256: str, moment: datetime, by: str) -> dict:
    return {
        "import_id": f"{moment:%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:8]}",
        "imported_at": moment,
        "imported_by": by,
        "filename": found.filename,
        "sha256": sha256,
        "kind": found.kind,
        "title": found.title,
        "rows": found.rows.height + found.neighbours.height,
    }


def _commit(store: Store, fresh: list[tuple[dict, published.Import]]) -> None:
    """The rows first, what makes them visible last."""
    if not fresh:
        return
    with lock.writing(store.folder):
        for table, schema, part in (
            ("published", PUBLISHED, "rows"),
            ("published_neighbours", NEIGHBOURS, "neighbours"),
        ):
            frames = [
                getattr(found, part).with_columns(pl.lit(row[c], t).alias(c) for c, t in OF_IMPORT.items())
                for row, found in fresh
            ]
            frame = pl.concat(frames).select(pl.col(c).cast(t) for c, t in schema.items())
            if frame.height:
                store.append(table, frame)
        store.append("imports", pl.DataFrame([row for row, _ in fresh], schema=IMPORTS))


def _visible(store: Store, table: str, schema: dict, wanted: pl.Expr | None) -> pl.DataFrame:
    found = store.scan(table, schema).select(list(schema))
    if wanted is not None:
        found = found.filter(wanted)
    visible = held(store).select("import_id")
    # A left join keeps the order of the imports; the lazy engine keeps none.
    return visible.join(found.collect(), on="import_id", how="inner", maintain_order="left").select(list(schema))
