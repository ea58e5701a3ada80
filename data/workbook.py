"""The cells of the first sheet of an Excel workbook (.xlsx), as text; enough for a published list."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

from data.errors import BadInput

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"
LARGEST = 50_000_000  # bytes when unpacked: a guard against a file made to fill the memory


def first_sheet(raw: bytes, filename: str) -> list[list[str]]:
    """The rows of the first sheet, each a list of texts (blank where a cell is empty). Raises BadInput."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            if sum(part.file_size for part in book.infolist()) > LARGEST:
                raise BadInput(f"{filename}: this workbook is too large to be a list of neighbours.")
            sheet = _parse(book.read(SHEET))
            shared = _parse(book.read(SHARED)) if SHARED in book.namelist() else []
        texts = ["".join(t.text or "" for t in item.iter(f"{SPACE}t")) for item in shared]
        return [_row(row, texts) for row in sheet.iter(f"{SPACE}row")]
    except (zipfile.BadZipFile, RuntimeError, LookupError, ValueError, ElementTree.ParseError) as fault:
        # Not a workbook, locked with a password, without its sheet, or with a cell that points nowhere.
        raise BadInput(f"{filename}: this is not an Excel workbook that can be read. Save it as CSV.") from fault


def _parse(xml: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise ElementTree.ParseError("a workbook has no declarations of its own")
    return ElementTree.fromstring(xml)


def _row(row: ElementTree.Element, texts: list[str]) -> list[str]:
    cells: dict[int, str] = {}
    for place, cell in enumerate(row.iter(f"{SPACE}c")):
        value = cell.find(f"{SPACE}v")
        text = value.text or "" if value is not None else "".join(t.text or "" for t in cell.iter(f"{SPACE}t"))
        reference = cell.get("r")
        cells[_column(reference) if reference else place] = texts[int(text)] if cell.get("t") == "s" else text
    return [cells.get(i, "") for i in range(max(cells, default=-1) + 1)]


def _column(reference: str) -> int:
    number = 0
    for letter in re.sub(r"[^A-Z]", "", reference):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
