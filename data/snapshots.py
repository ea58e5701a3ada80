"""Snapshots kept in a store: folders that are written once, and beside them a log of what became of each."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.errors import BadInput, NotFound, StoreError

MANIFEST, FIGURES, LOG = "manifest.json", "figures.json", "log.jsonl"
MADE, PUBLISHED, WITHDRAWN = "made", "published", "withdrawn"
NAME = re.compile(r"^\d{4}-\d{2}-[a-z0-9-]+$")
NEEDED = {"files": dict, "period": str, "authority": str, "panel": str}  # without these nothing can be done with one


@dataclass(frozen=True)
class Mark:
    """One line of the log: what was done to a snapshot, when (UTC), by whom and why."""

    name: str
    state: str
    at: str
    by: str
    reason: str


@dataclass(frozen=True)
class Unreadable:
    """A folder of the store whose manifest cannot be read: its name, and what is wrong and to be done."""

    name: str
    why: str


@dataclass(frozen=True)
class Snapshot:
    """A snapshot as it lies in its folder. `marks`: its lines of the log, oldest first."""

    name: str
    folder: Path
    manifest: Mapping
    marks: tuple[Mark, ...] = ()

    @property
    def state(self) -> str:
        """Made, published or withdrawn."""
        return self.marks[-1].state if self.marks else MADE

    @property
    def was_published(self) -> bool:
        """Whether anybody may have read it; a paper that was withdrawn is not unread."""
        return any(m.state == PUBLISHED for m in self.marks)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its documents, the manifest last."""
        return (*self.manifest["files"], MANIFEST)

    @property
    def period(self) -> str:
        return self.manifest["period"]

    def size(self, file: str) -> int:
        """How many bytes a document has; 0 where it is gone."""
        path = self.folder / file
        return path.stat().st_size if path.is_file() else 0

    def read(self, file: str) -> bytes:
        """One of its documents. Raises NotFound, and StoreError where it is not what the manifest says."""
        if file == MANIFEST:
            return (self.folder / MANIFEST).read_bytes()
        if file not in self.manifest["files"]:
            raise NotFound("document of this snapshot", file, self.manifest["files"])
        path = self.folder / file
        raw = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(raw).hexdigest() != self.manifest["files"][file]:
            raise StoreError(f"{file} is not the document that the manifest of the snapshot {self.name} names.")
        return raw

    def figures(self) -> dict:
        """What it prints, as data: see `dashboard.outputs.table`."""
        return json.loads(self.read(FIGURES))


def opened(folder: Path) -> Snapshot:
    """The snapshot in a folder anywhere. Raises BadInput where there is none."""
    path = folder / MANIFEST
    if not path.is_file():
        said = f"{folder} holds no snapshot: there is no {MANIFEST} in it."
        raise BadInput(f"{said} If there was one, take it from its backup.")
    spoilt = f"{path} cannot be read as the manifest of a snapshot. Take it from its backup."
    try:
        manifest = json.loads(path.read_bytes())
    except (ValueError, OSError) as problem:
        raise BadInput(spoilt) from problem
    if not isinstance(manifest, dict) or not all(isinstance(manifest.get(k), t) for k, t in NEEDED.items()):
        raise BadInput(spoilt)
    return Snapshot(folder.name, folder, manifest)


def write_once(folder: Path, documents: Mapping[str, bytes]) -> None:
    """Put the documents into the folder all at once; leave a folder that holds just them as it is.

    Raises BadInput where it holds anything else.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file. Choose a folder for the snapshot.")
    if folder.is_dir() and any(folder.iterdir()):
        if _held(folder) != documents:
            raise BadInput(
                f"The folder {folder} already holds {_what(folder, documents)}. A snapshot is never written over: "
                "choose another folder."
            )
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as name:
        written = Path(name) / "snapshot"
        written.mkdir()
        for file, content in documents.items():
            with (written / file).open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        if folder.is_dir():
            folder.rmdir()
        written.rename(folder)


class Snapshots:
    """The snapshots of a store. Opening creates nothing."""

    def __init__(self, store_folder: Path):
        self.folder = store_folder / "snapshots"

    def all(self) -> tuple[Snapshot, ...]:
        """Every snapshot that can be read, the newest month first, and of a month the newest version first."""
        return self._read()[0]

    def unreadable(self) -> tuple[Unreadable, ...]:
        """Those that cannot be read, in the same order. What they printed is not known."""
        return self._read()[1]

    def get(self, name: str) -> Snapshot:
        """The snapshot of this name. Raises NotFound; BadInput where its manifest cannot be read."""
        held, spoilt = self._read()
        for one in held:
            if one.name == name:
                return one
        for other in spoilt:
            if other.name == name:
                raise BadInput(other.why)
        raise NotFound("snapshot", name[:80], [s.name for s in held])

    def keep(self, title: str, documents: Mapping[str, bytes]) -> Snapshot:
        """Keep the documents under a title (`2026-09-scrutiny-committee`), as a further version where an earlier one
        differs; the snapshot that holds them."""
        number = 1
        while True:
            name = title if number == 1 else f"{title}-{number}"
            folder = self.folder / name
            if not folder.exists():
                write_once(folder, documents)
            if _held(folder) == documents:
                return self.get(name)
            number += 1

    def mark(self, name: str, state: str, *, by: str, reason: str = "") -> Snapshot:
        """Note that one was made, published, or withdrawn with its reason. Raises BadInput where it cannot be."""
        one = self.get(name)
        if (state == MADE and one.marks) or (state == PUBLISHED and one.state != MADE):
            raise BadInput(f"The snapshot {name} was {one.state} before.")
        if state == WITHDRAWN and (one.state == WITHDRAWN or not reason.strip()):
            why = "it was withdrawn before" if one.state == WITHDRAWN else "say why it is withdrawn"
            raise BadInput(f"The snapshot {name} cannot be withdrawn: {why}.")
        at = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        line = {"name": name, "state": state, "at": at, "by": by, "reason": reason.strip()}
        with (self.folder / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")
            log.flush()
            os.fsync(log.fileno())
        return self.get(name)

    def _read(self) -> tuple[tuple[Snapshot, ...], tuple[Unreadable, ...]]:
        if not self.folder.is_dir():
            return (), ()
        marks = self._marks()
        found = [p for p in self.folder.iterdir() if NAME.match(p.name) and p.is_dir()]
        held: list[Snapshot] = []
        spoilt: list[Unreadable] = []
        for path in sorted(found, key=lambda p: (p.name[:7], _version(p.name)), reverse=True):
            try:
                one = opened(path)
            except BadInput as problem:
                spoilt.append(Unreadable(path.name, str(problem)))
            else:
                held.append(Snapshot(one.name, one.folder, one.manifest, marks.get(one.name, ())))
        return tuple(held), tuple(spoilt)

    def _marks(self) -> dict[str, tuple[Mark, ...]]:
        path, found = self.folder / LOG, {}
        if not path.exists():
            return found
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                mark = Mark(**json.loads(line))
            except (ValueError, TypeError) as problem:
                # Which papers were published must be known before another is: no line is passed over.
                raise StoreError(f"{path}, line {number}, cannot be read. Take the file from its backup.") from problem
            found[mark.name] = (*found.get(mark.name, ()), mark)
        return found


# ------------------------------------------------------------------------------------------------------


def _held(folder: Path) -> dict[str, bytes | None]:
    return {p.name: p.read_bytes() if p.is_file() else None for p in folder.iterdir()}


def _what(folder: Path, documents: Mapping[str, bytes]) -> str:
    held = _held(folder)
    if MANIFEST not in held:
        return "other files"
    changed = sorted(set(documents) & {f for f in held if held[f] != documents.get(f)} - {MANIFEST})
    return f"another snapshot ({changed[0]} differs)" if changed else "another snapshot"


def _version(name: str) -> tuple[str, int]:
    number = re.search(r"-(\d+)$", name)
    return (name[: number.start()], int(number[1])) if number else (name, 1)
