"""A zip of returns -> its CSV files. Nothing is ever written under a name that the zip gives.

What is no return is left out and named. A zip that tries anything (paths that lead elsewhere, links, sizes that swell)
or cannot be opened is refused as a whole.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from data.decoding import LARGEST_FILE, LARGEST_RATIO, LARGEST_UNPACKED
from data.errors import BadInput

MOST_FILES = 1000
DEEPEST = 2  # folders around a file: one that holds the month folders, and the month folder
CSV = (".csv", ".txt", ".tsv")
_SMALL = 1_000_000  # bytes: a zip may always unpack to so much, however well it is packed
_CHUNK = 1 << 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NOT_MEANT = re.compile(r"(^|/)(__MACOSX(/|$)|\.(?!\.?/)|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """One file: its path inside the zip or folder that it came in (its name alone where there was none), its bytes."""

    path: str
    raw: bytes


@dataclass(frozen=True)
class LeftOut:
    """A file that was not taken, and why: the end of a sentence that begins with its path."""

    path: str
    why: str


def is_zip(name: str) -> bool:
    """Whether the file is meant as a zip of files. (A workbook is a zip too, and is not meant so.)"""
    return name.lower().endswith(".zip")


def is_meant(path: str) -> bool:
    """Whether somebody sent the file on purpose: not what a system keeps in every folder."""
    return not _NOT_MEANT.search(path)


def no_csv(path: str) -> str:
    """Why a file is no return by its ending; empty where it may be one, as is a name without an ending."""
    ending = PurePosixPath(path).suffix.lower()
    return "is not a CSV file. Save the sheet as CSV (UTF-8)." if ending and ending not in CSV else ""


def unpacked(raw: bytes, name: str) -> tuple[list[Piece], list[LeftOut]]:
    """The returns in a zip, and what was left out. Raises BadInput for a zip that is refused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        members = [m for m in archive.infolist() if not m.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise BadInput(f"{name} cannot be opened as a zip. Make it again, or choose the files themselves.") from problem
    _refuse_tricks(members, name)
    pieces, left_out = [], []
    room = min(LARGEST_UNPACKED, max(_SMALL, LARGEST_RATIO * len(raw)))
    for member in members:
        if not is_meant(member.filename):
            continue
        why = _no_return(member)
        if why:
            left_out.append(LeftOut(member.filename, why))
            continue
        content = _content(archive, member, room, name)
        room -= len(content)
        pieces.append(Piece(member.filename, content))
    return pieces, left_out


def _refuse_tricks(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MOST_FILES:
        raise BadInput(f"{name} holds {len(members):,} files; at most {MOST_FILES:,} are taken. Send it in parts.")
    for member in members:
        path, mode = member.filename, member.external_attr >> 16
        parts = PurePosixPath(path).parts
        leads_away = path.startswith("/") or ".." in parts or "\\" in path or path[1:2] == ":" or _CONTROL.search(path)
        if leads_away or stat.S_ISLNK(mode):
            raise BadInput(
                f"{name} holds a path that leads out of it ({_CONTROL.sub('?', path)[:80]}), so nothing of it was "
                "taken. Make the zip from the folder of returns alone."
            )
        if member.flag_bits & 1:
            raise BadInput(f"{name} is locked with a password. Unlock it, or choose the files themselves.")


def _no_return(member: zipfile.ZipInfo) -> str:
    """Why a member is not taken; empty where it is."""
    path = PurePosixPath(member.filename)
    if why := no_csv(member.filename):
        return why
    if len(path.parts) > DEEPEST + 1:
        return "lies too deep. A zip holds CSV files, or folders named by month such as 2026-09 with CSV files."
    if member.file_size > LARGEST_FILE:
        return f"is larger than {LARGEST_FILE / 1e6:.0f} MB. Send a shorter window of months."
    return ""


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int, name: str) -> bytes:
    """The member, inflated no further than there is room: the sizes that a zip states can lie."""
    found = bytearray()
    try:
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                found += chunk
                if len(found) > room:
                    raise BadInput(
                        f"{name} unpacks to far more than returns hold (the limit is {LARGEST_UNPACKED / 1e6:.0f} MB), "
                        "so nothing of it was taken. Send fewer months at a time."
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as problem:
        raise BadInput(f"{name} is damaged at {member.filename}. Make it again, or choose the files.") from problem
    return bytes(found)
