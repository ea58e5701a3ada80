"""Small files that people write by hand (targets, marks of a chart): CSV or TOML -> entries, each with its line.

Everything that is wrong with a file is said at once, by line and column, with what was expected.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from data import periods
from data.decoding import decode
from data.errors import BadInput, did_you_mean
from data.issues import Refusal

SHOWN = 20  # faults said at once
DELIMITERS = ",;\t"
ALL_DAYS = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")


@dataclass
class Faults:
    """What is wrong with a file, gathered so that all of it can be put right in one go."""

    filename: str
    said: list[str] = field(default_factory=list)

    def add(self, line: int | None, column: str, value: str, expected: str) -> None:
        """One fault: where, what stands there, what was expected."""
        where = ", ".join(filter(None, [f"line {line}" if line else "", f"column {column}" if column else ""]))
        found = f"'{value}' cannot be used" if value else "nothing is given"
        self.said.append(f"{self.filename}, {where}: {found}. {expected}")

    def stop(self) -> None:
        """Raises BadInput where there was any fault; nothing of such a file is kept."""
        if self.said:
            more = [f"... and {len(self.said) - SHOWN} more."] if len(self.said) > SHOWN else []
            raise BadInput("\n".join([*self.said[:SHOWN], *more, "Nothing of the file was used."]))


@dataclass(frozen=True)
class Entry:
    """One line of a CSV file, or one block of a TOML file: its texts by column, blank where nothing is given."""

    line: int
    texts: Mapping[str, str]
    faults: Faults

    def text(self, column: str) -> str:
        """What stands in the column, without space around it."""
        return self.texts.get(column, "")

    def fault(self, column: str, expected: str) -> None:
        """Note that the column cannot be used as it stands."""
        self.faults.add(self.line, column, self.text(column), expected)

    def needed(self, column: str, expected: str) -> str:
        """The text of a column that must be filled."""
        if not self.text(column):
            self.fault(column, expected)
        return self.text(column)

    def number(self, column: str) -> float | None:
        """The number in a column; None where it is blank or, with a fault noted, no number."""
        text = self.text(column).replace("%", "").replace(",", "").strip()
        if not text:
            return None
        try:
            found = float(text)
        except ValueError:
            found = float("nan")
        if found != found or found in (float("inf"), float("-inf")) or found < 0:
            self.fault(column, "Write a number, 0 or more, such as 90 or 17.5.")
            return None
        return found

    def one_of(self, column: str, known: Mapping[str, str]) -> str:
        """The meaning of the word in a column; "" where it is blank or, with a fault noted, not known."""
        text = self.text(column).lower().replace("-", " ").replace("_", " ")
        by_words = {k.replace("_", " "): v for k, v in known.items()}
        if text and text not in by_words:
            near = did_you_mean(text, by_words)
            self.fault(column, f"Write one of: {', '.join(by_words)}.{near}")
        return by_words.get(text, "")

    def day(self, column: str) -> date | None:
        """The date in a column: `2026-04-01`, `01/04/2026`, or a month `2026-04`, which is its first day."""
        text = self.text(column)
        british = ALL_DAYS.match(text)
        try:
            if periods.PERIOD.match(text):
                return periods.month_start(text)
            if british:
                return date(int(british[3]), int(british[2]), int(british[1]))
            return date.fromisoformat(text)
        except ValueError:
            self.fault(column, "Write a month such as 2026-04, or a date such as 2026-04-01 or 01/04/2026.")
            return None


def entries(raw: bytes, filename: str, *, columns: Iterable[str], needed: Iterable[str], block: str) -> list[Entry]:
    """The entries of a file, CSV or (by its ending) TOML, in which each entry is a block `[[block]]`.

    Raises BadInput for a file that is neither, one that lacks a needed column or has one that is not known.
    """
    faults = Faults(filename)
    try:
        text = decode(raw, filename)
    except Refusal as refused:
        raise BadInput(f"{filename}: {refused}") from refused
    read = _toml if Path(filename).suffix.lower() == ".toml" else _csv
    found = read(text, faults, tuple(columns), tuple(needed), block)
    faults.stop()
    if not found:
        raise BadInput(f"{filename} holds no entry. Give at least one, with the columns {', '.join(needed)}.")
    return found


def _csv(text: str, faults: Faults, columns: tuple[str, ...], needed: tuple[str, ...], block: str) -> list[Entry]:
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    found: list[Entry] = []
    names: list[str] = []
    start = 1
    try:
        for cells in reader:
            if not names:
                names = [_column(c) for c in cells]
                _check_columns(names, 1, faults, columns, needed)
            elif any(c.strip() for c in cells):
                if len(cells) > len(names):
                    faults.add(start, "", " ".join(cells[len(names) :]), f"The header has {len(names)} columns.")
                found.append(Entry(start, {n: c.strip() for n, c in zip(names, cells, strict=False)}, faults))
            start = reader.line_num + 1
    except csv.Error as problem:
        faults.add(start, "", "the line", f"It is not CSV ({problem}). Check the quotation marks.")
    return found


def _toml(text: str, faults: Faults, columns: tuple[str, ...], needed: tuple[str, ...], block: str) -> list[Entry]:
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadInput(f"{faults.filename} is not TOML: {problem}. Nothing of the file was used.") from problem
    blocks = read.get(block)
    other = [k for k in read if k != block]
    if other or not isinstance(blocks, list) or not all(isinstance(b, dict) for b in blocks):
        found = f"It has {', '.join(other)}." if other else "It has none."
        raise BadInput(f"{faults.filename}: write each entry as a block that begins with [[{block}]]. {found}")
    heads = [n for n, line in enumerate(text.split("\n"), start=1) if re.match(rf"^\s*\[\[\s*{block}\s*\]\]", line)]
    lines = heads if len(heads) == len(blocks) else [1] * len(blocks)
    found = []
    for line, given in zip(lines, blocks, strict=True):
        texts = {_column(k): _text(v) for k, v in given.items()}
        _check_columns(list(texts), line, faults, columns, needed)
        found.append(Entry(line, texts, faults))
    return found


def _check_columns(
    names: list[str], line: int, faults: Faults, columns: tuple[str, ...], needed: tuple[str, ...]
) -> None:
    for name in names:
        if name not in columns:
            faults.add(line, name, name, f"The columns are: {', '.join(columns)}.{did_you_mean(name, columns)}")
    for name in needed:
        if name not in names:
            faults.add(line, name, "", f"The column {name} is needed.")
    for name in {n for n in names if names.count(n) > 1}:
        faults.add(line, name, name, "The column stands there twice. Keep one.")


def _column(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value).strip()


def file(path: Path) -> bytes:
    """The bytes of a file that a person named. Raises BadInput where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise BadInput(f"{path} cannot be read: {problem.strerror}. Check the name.") from problem
