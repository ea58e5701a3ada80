"""Files offered: which list and month each is, from what was declared or from its place in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data import periods
from data.errors import BadInput, NotFound
from data.faulty_lines import origin
from data.read import guess
from data.returns import find
from data.returns.schema import Return

MONTH_FOLDER = re.compile(r"^\d{4}-\d{2}$")
HEAD = 1 << 16  # bytes in which the header of a table is looked for


@dataclass(frozen=True)
class Incoming:
    """One file to be offered, and what it is declared to be."""

    path: Path
    schema: Return
    period: str
    placed: bool  # the month is told by the folder it lies in
    decides: str = ""  # the row of the ledger by which it waited for a decision, or ""

    def read(self) -> bytes:
        """The file's bytes. Raises BadInput where it cannot be read."""
        try:
            return self.path.read_bytes()
        except OSError as problem:
            raise BadInput(f"{self.path} cannot be read: {problem.strerror}.") from problem


def gather(paths: Iterable[Path], *, list: str | None = None, period: str | None = None) -> list[Incoming]:
    """Every file to load, months in order.

    A path is a file, a month folder `YYYY-MM` with one `<list>.csv` each, or a folder of month folders, of
    which only the month folders count. Raises BadInput for a path that is none of these, or a file whose
    list or month is neither declared nor plain from its place. A table of the SSDA903, which has no agreed file name,
    is known by its columns.
    """
    found: list[Incoming] = []
    for path in paths:
        if not path.exists():
            raise BadInput(f"There is no file or folder at {path}.")
        if path.is_file():
            found.append(_file(path, list, period))
            continue
        months = [path] if MONTH_FOLDER.match(path.name) else _month_folders(path)
        for month in months:
            found += [_file(f, list, period) for f in sorted(month.glob("*.csv"))]
    if not found:
        raise BadInput(
            "No CSV file was found. A folder of returns holds month folders such as 2026-09/care_leavers.csv."
        )
    _no_table_twice(found)
    return sorted(found, key=lambda f: f.period)


def _no_table_twice(found: list[Incoming]) -> None:
    """Two files of one table and month would replace each other; where columns told which table it is, that is not
    what was meant."""
    places: dict[tuple[str, str], Path] = {}
    for file in found:
        if file.schema.family != "ssda903":
            continue
        other = places.setdefault((file.schema.name, file.period), file.path)
        if other != file.path:
            raise BadInput(
                f"{other.name} and {file.path.name} are both {file.schema.title} for {periods.name(file.period)}. "
                "Load one of them, or say for each which month it is for: March of the year in which it ends."
            )


def _month_folders(folder: Path) -> list[Path]:
    months = [f for f in sorted(folder.iterdir()) if f.is_dir() and MONTH_FOLDER.match(f.name)]
    if not months:
        raise BadInput(
            f"{folder} holds no month folder. Returns lie in folders named by month, such as 2026-09/care_leavers.csv."
        )
    return months


def _file(path: Path, list: str | None, period: str | None) -> Incoming:
    schema = _return(path, list)
    month = period or path.parent.name
    if not period and not MONTH_FOLDER.match(month):
        raise BadInput(f"Which month is {path.name} for? Say --period YYYY-MM, or put it into a folder named by month.")
    periods.index(month)
    return Incoming(path, schema, month, placed=not period)


def _return(path: Path, name: str | None) -> Return:
    """The return that the file is declared to be, or named after; a table of the SSDA903 also by its columns."""
    try:
        return find(name or path.stem)
    except NotFound:
        raw = Incoming(path, None, "", False).read() if name is None else b""
        if raw and origin(raw):
            raise BadInput(
                f"{path.name} holds corrected lines of another file. Say with --list and --period which list and month "
                "that file is."
            ) from None
        told = guess(raw[:HEAD], path.name) if raw else None
        if told is None or told.family != "ssda903":
            raise
        return told
