"""The bytes of every file ever offered, named by their SHA-256: the source of truth."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data import durable
from data.errors import StoreError


def digest(raw: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal: a file's identity."""
    return hashlib.sha256(raw).hexdigest()


class Archive:
    """A folder of write-once files; a name says what its bytes must be."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def keep(self, raw: bytes) -> str:
        """Write the bytes so that they survive a crash, unless they are here already; return their SHA-256."""
        sha256 = digest(raw)
        path = self.path(sha256)
        if path.exists():
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        with durable.written(path) as part:
            part.write_bytes(raw)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The archived bytes. Raises StoreError where they are missing or no longer what their name says."""
        path = self.path(sha256)
        if not path.exists():
            raise StoreError(f"The archive has no file {sha256}. Restore the store from its backup.")
        raw = path.read_bytes()
        if digest(raw) != sha256:
            raise StoreError(f"The archived file {sha256} has been altered. Restore it from the backup.")
        return raw
