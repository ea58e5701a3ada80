"""Files offered: which list and month each is, from what was declared or from its place in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data import periods
from data.errors import BadInput, NotFound, did_you_mean
from data.faulty_lines import origin
from data.read import guess
from data.returns import find, names
from data.returns.schema import Return
from data.unpacking import is_meant

MONTH_FOLDER = re.compile(r"^\d{4}-\d{2}\Z")
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
    which only the month folders count. Raises BadInput for a path that is none of these, a file whose list or month is
    neither declared nor plain from its place, and what is declared of a whole folder and cannot hold for all of it. A
    table of the SSDA903, which has no agreed file name, is known by its columns.
    """
    found: list[Incoming] = []
    for path in paths:
        if not path.exists():
            raise BadInput(f"There is no file or folder at {path}.")
        if path.is_file():
            found.append(_file(path, list, period))
            continue
        months = [path] if MONTH_FOLDER.match(path.absolute().name) else _month_folders(path)
        for month in months:
            files = _returns_in(month)
            _refuse_for_all(month, files, list, period)
            found += [_file(f, list, None) for f in files]
    if not found:
        raise BadInput(
            "No CSV file was found. A folder of returns holds month folders such as 2026-09/care_leavers.csv."
        )
    _no_list_twice(found)
    return sorted(found, key=lambda f: f.period)


def _returns_in(month: Path) -> list[Path]:
    """The CSV files of a month folder, without what a system keeps beside them (`._care_leavers.csv`)."""
    return [f for f in sorted(month.iterdir()) if f.suffix.lower() == ".csv" and f.is_file() and is_meant(f.name)]


def _refuse_for_all(month: Path, files: list[Path], list: str | None, period: str | None) -> None:
    """What is declared of a folder must hold for every file in it."""
    told = month.absolute().name
    if period and period != told:
        raise BadInput(
            f"{month} holds the returns of {told}, and --period says {period}. Name the folder of the month that you "
            "mean, or leave --period out."
        )
    if list and len(files) > 1:
        raise BadInput(f"{month} holds {len(files)} files, and --list says which list one file is. Name that file.")


def _no_list_twice(found: list[Incoming]) -> None:
    """Two files of one list and month would replace each other: not what was meant where they lie in one folder, or
    where columns told which table of the SSDA903 each is."""
    places: dict[tuple, Path] = {}
    for file in found:
        if file.schema.family != "ssda903" and not file.placed:
            continue
        where = "" if file.schema.family == "ssda903" else file.path.parent
        other = places.setdefault((file.schema.name, file.period, where), file.path)
        if other != file.path:
            advice = "Load one of them."
            if file.schema.family == "ssda903":
                advice = "Load one of them, or say for each which month it is for: March of the year in which it ends."
            title, month = file.schema.title, periods.name(file.period)
            raise BadInput(f"{other.name} and {file.path.name} are both {title} for {month}. {advice}")


def _month_folders(folder: Path) -> list[Path]:
    months = [f for f in sorted(folder.iterdir()) if f.is_dir() and MONTH_FOLDER.match(f.name)]
    if not months:
        raise BadInput(
            f"{folder} holds no month folder. Returns lie in folders named by month, such as 2026-09/care_leavers.csv."
        )
    return months


def _file(path: Path, list: str | None, period: str | None) -> Incoming:
    schema, month = _return(path, list), period or path.absolute().parent.name
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
        if told is not None and told.family == "ssda903":
            return told
        if name is not None:
            raise
        raise BadInput(
            f"Which list is {path}?{did_you_mean(path.stem, names())} Name the file after its list, such as "
            "care_leavers.csv, say --list, or take it out of the folder."
        ) from None
