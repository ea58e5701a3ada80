"""Uploads that wait for a decision, on disk below the store: what was sent, what it is said to be, how far it is.

One folder per upload. Each change is written whole or not at all, so that whoever comes next (another process, or the
same after a restart) finds the upload as it was. The bytes of the files lie in the archive.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO

from data import durable, lock
from data.archive import Archive
from data.errors import NotFound
from data.incoming import Incoming
from data.returns import find
from data.store import Store

# What an upload may be. Of NAMING and JUDGED the officer has the next word, of JUDGING and LOADING the machine.
NAMING, JUDGING, JUDGED, LOADING, LOADED, DISCARDED, FAILED = (
    "naming", "judging", "judged", "loading", "loaded", "discarded", "failed",
)  # fmt: skip
BUSY, WAITING = (JUDGING, LOADING), (NAMING, JUDGING, JUDGED, LOADING, FAILED)
ID = re.compile(r"^\d{8}-\d{6}-[0-9a-f]{8}$")
VERDICT, REPORT = "verdict.json", "report.html"
_STATE, _PROGRESS, _WORK, _CHANGE, _LOG = "upload.json", "progress.json", "work.lock", "change.lock", "work.log"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One file of an upload: where it came from, its bytes' digest, and what it is said to be."""

    number: int
    upload_id: str  # of its row in the ledger
    path: str  # as it came, with the folder that it lay in
    sha256: str
    size: int  # bytes
    list: str = ""  # a Return's name, or ""
    list_by: str = ""  # what tells it: "its name", "its columns", "you"
    period: str = ""
    period_by: str = ""
    looks_like: str = ""  # the list whose columns it has, where that is another one
    note: str = ""  # what was done to it on its way in
    removed: bool = False

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return PurePosixPath(self.path).name

    @property
    def placed(self) -> bool:
        """Whether the folder that it lay in tells the month."""
        return PurePosixPath(self.path).parent.name == self.period != ""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """Files sent together, and how far the decision on them is. `fault`: why the work on it stopped."""

    id: str
    state: str
    sent_at: str  # UTC, ISO
    by: str
    authority: str
    files: tuple[Sent, ...]
    left_out: tuple[tuple[str, str], ...] = ()  # path, why
    begun_at: str = ""  # UTC, ISO: when the work under way was last begun
    attempts: int = 0
    fault: str = ""
    notice: str = ""  # something that the officer must hear before deciding
    outcome: dict = field(default_factory=dict)  # of a loaded upload: counts of files and rows

    @property
    def chosen(self) -> tuple[Sent, ...]:
        """The files that were not taken out."""
        return tuple(f for f in self.files if not f.removed)

    def file(self, number: int) -> Sent:
        """The file with this number. Raises NotFound."""
        for one in self.files:
            if one.number == number:
                return one
        raise NotFound("file of this upload", str(number), [])

    def with_file(self, number: int, **changes) -> Upload:
        """The upload with one file changed."""
        changed = (replace(f, **changes) if f.number == number else f for f in self.files)
        return replace(self, files=tuple(changed))


@dataclass(frozen=True)
class Archived(Incoming):
    """A sent file, read from the archive."""

    archive: Archive | None = None
    sha256: str = ""

    def read(self) -> bytes:
        """The bytes as they were sent. Raises StoreError where the archive has lost them."""
        return self.archive.read(self.sha256)


def new_id(now: datetime) -> str:
    """An upload's id: sorts by time, and no two are alike."""
    return f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"


def moment() -> str:
    """Now, in UTC."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")


def faulty_name(number: int) -> str:
    """The name of the CSV with the faulty lines of a file."""
    return f"faulty-lines-{number}.csv"


class Uploads:
    """The uploads of a store. Opening creates nothing."""

    def __init__(self, store: Store):
        self.store = store
        self.folder = store.folder / "uploads"

    def newest(self, many: int) -> list[Upload]:
        """The newest uploads, newest first, and no more than so many."""
        if not self.folder.is_dir():
            return []
        ids = sorted((f.name for f in self.folder.iterdir() if ID.match(f.name)), reverse=True)
        kept = (i for i in ids if self._path(i, _STATE).exists())
        return [self.get(i) for i in islice(kept, many)]

    def get(self, id: str) -> Upload:
        """The upload with this id. Raises NotFound."""
        path = self._path(id, _STATE) if ID.match(id) else None
        if path is None or not path.exists():
            raise NotFound("upload", id[:40], [])
        return _upload(json.loads(path.read_text(encoding="utf-8")))

    def add(self, upload: Upload) -> None:
        """Keep a new upload."""
        self._path(upload.id, "").mkdir(parents=True, exist_ok=True)
        self._write(upload)

    def change(self, id: str, how: Callable[[Upload], Upload]) -> Upload:
        """The upload, changed and kept; nobody else changes it meanwhile."""
        self.get(id)
        with lock.in_turn(self._path(id, _CHANGE)):
            changed = how(self.get(id))
            self._write(changed)
        return changed

    def incoming(self, upload: Upload) -> list[Archived]:
        """The files that were not taken out, months in order, as the gate takes them."""
        files = [
            Archived(
                Path(f.name), find(f.list), f.period, f.placed, f.upload_id, archive=self.store.archive, sha256=f.sha256
            )
            for f in upload.chosen
        ]
        return sorted(files, key=lambda f: f.period)

    # what belongs to an upload ---------------------------------------------------------------------------

    def keep(self, id: str, name: str, text: str) -> None:
        """Write a text that belongs to the upload."""
        with durable.written(self._path(id, name)) as part:
            part.write_text(text, encoding="utf-8", newline="")

    def kept(self, id: str, name: str) -> str | None:
        """A text that belongs to the upload; None where there is none."""
        path = self._path(id, name)
        return path.read_bytes().decode() if path.exists() else None

    def drop(self, id: str) -> None:
        """Take away all that was worked out about the upload; the upload itself stays."""
        for path in self._path(id, "").iterdir():
            if path.suffix in (".json", ".html", ".csv") and path.name != _STATE:
                path.unlink(missing_ok=True)

    def keep_verdict(self, id: str, verdict: dict) -> None:
        """Keep what the gate and the figures say: plain data."""
        self.keep(id, VERDICT, json.dumps(verdict, ensure_ascii=False))

    def verdict(self, id: str) -> dict | None:
        """What the gate and the figures say, as it was kept; None before that."""
        text = self.kept(id, VERDICT)
        return json.loads(text) if text else None

    @contextmanager
    def log(self, id: str) -> Iterator[IO]:
        """Open for what the work on the upload says of itself, after what it said before."""
        with self._path(id, _LOG).open("ab") as file:
            yield file

    def progress(self, id: str) -> tuple[int, int]:
        """How many files of how many are done."""
        text = self.kept(id, _PROGRESS)
        return tuple(json.loads(text)) if text else (0, 0)

    def report_progress(self, id: str, done: int, of: int) -> None:
        """Say how far the work is."""
        self.keep(id, _PROGRESS, json.dumps([done, of]))

    # who is at work ----------------------------------------------------------------------------------------

    def at_work(self, id: str) -> AbstractContextManager[bool]:
        """Held while somebody works on the upload; false where another does already. The system gives it back when
        the worker ends, however it ends."""
        return lock.at_work(self._path(id, _WORK))

    def is_at_work(self, id: str) -> bool:
        """Whether somebody works on the upload."""
        return lock.is_at_work(self._path(id, _WORK))

    def one_load_at_a_time(self) -> AbstractContextManager[None]:
        """Held while an accepted upload is loaded, so that what was shown before is what is loaded onto."""
        return lock.in_turn(self.folder / "load.lock")

    def _path(self, id: str, name: str) -> Path:
        return self.folder / id / name

    def _write(self, upload: Upload) -> None:
        self.keep(upload.id, _STATE, json.dumps(asdict(upload), ensure_ascii=False))


def _upload(kept: dict) -> Upload:
    files = tuple(Sent(**f) for f in kept.pop("files"))
    left_out = tuple((path, why) for path, why in kept.pop("left_out"))
    return Upload(**kept, files=files, left_out=left_out)
