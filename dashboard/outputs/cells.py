"""What the sheets of a workbook are made of: formats, heads, tables and cells. A text is never taken for a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.outputs.pack import SYNTHETIC, Pack

FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
HEAD_ROWS = 5  # the lines above a table: title, what it is, marking, its reason, an empty line
TABLE_STYLE = "Table Style Light 1"
HEADER = "#0B2E4F"
A4 = 9
TITLE_HEIGHT, LINE_HEIGHT, HIGHEST = 24, 15, 409  # points
PRINTED = re.compile(r"[−\d][\d,]*(?P<decimals>(\.\d+)?)(?P<unit>%| \w+)?")
LONGEST_NAME = 150  # Excel takes 255 letters of page header at most


class Formats:
    """Cell formats by their looks, each made once."""

    def __init__(self, book: Workbook):
        self._book, self._made = book, {}

    def __call__(self, **looks) -> Format:
        key = tuple(sorted(looks.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(FONT | looks)
        return self._made[key]

    def as_printed(self, printed: str) -> Format:
        """The number format that shows a value as `printed` does: as many decimals, and its per cent or weeks."""
        figure = PRINTED.fullmatch(printed)
        if figure is None:  # a word where a number would stand
            return self(align="right")
        shown = "#,##0" + re.sub(r"\d", "0", figure["decimals"]) + (f'"{figure["unit"]}"' if figure["unit"] else "")
        return self(num_format=shown, align="right")

    def count(self, value: object) -> Format:
        """Whole numbers whole, others with one decimal (full-time equivalents); a word stands where numbers do."""
        broken = isinstance(value, float) and not value.is_integer()
        return self(num_format="#,##0.0" if broken else "#,##0", align="right")


def write_head(sheet: Worksheet, pack: Pack, formats: Formats, title: str, about: str = "") -> None:
    """The lines above a sheet's table."""
    synthetic = f"{SYNTHETIC} " if pack.synthetic else ""
    sheet.set_row(0, TITLE_HEIGHT)
    sheet.write_string(0, 0, title, formats(bold=True, font_size=16))
    sheet.write_string(1, 0, f"{synthetic}{about}".strip(), formats())
    sheet.write_string(2, 0, pack.marking, formats(bold=True))
    sheet.write_string(3, 0, pack.marking_reason, formats())


def add_table(
    sheet: Worksheet, top: int, columns: Sequence[tuple[str, int]], rows: int, name: str, formats: Formats
) -> None:
    """An Excel table with its header (name and width of each column); one without rows keeps an empty row."""
    look = formats(bold=True, text_wrap=True, indent=1, bg_color=HEADER, font_color="#FFFFFF")
    headers = [{"header": header, "header_format": look} for header, _ in columns]
    options = {"name": name, "style": TABLE_STYLE, "banded_rows": False, "columns": headers}
    sheet.add_table(top, 0, top + max(rows, 1), len(columns) - 1, options)
    for column, (_, width) in enumerate(columns):
        sheet.set_column(column, column, width)
    _set_height(sheet, top, columns, [header for header, _ in columns])


def write_rows(
    sheet: Worksheet, formats: Formats, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence]
) -> None:
    """The table of a sheet below its head. A cell is a value, or a value with its format."""
    add_table(sheet, HEAD_ROWS, columns, len(rows), sheet.get_name().replace(" ", "_"), formats)
    plain = formats(text_wrap=True, indent=1)
    for at, row in enumerate(rows, start=HEAD_ROWS + 1):
        for column, content in enumerate(row):
            value, look = content if isinstance(content, tuple) else (content, plain)
            write_cell(sheet, at, column, value, look)
        _set_height(sheet, at, columns, row)
    sheet.repeat_rows(HEAD_ROWS)


def write_cell(sheet: Worksheet, row: int, column: int, value: object, look: Format) -> None:
    """A number as a number, a text as a text whatever it begins with, nothing as an empty cell."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def _set_height(sheet: Worksheet, row: int, columns: Sequence[tuple[str, int]], contents: Sequence) -> None:
    """Make a row high enough for its longest wrapped text: not every program does so by itself."""
    lines = [ceil(len(c) / width) for c, (_, width) in zip(contents, columns, strict=True) if isinstance(c, str)]
    if max(lines, default=1) > 1:
        sheet.set_row(row, min(LINE_HEIGHT * max(lines), HIGHEST))


def set_up_print(sheet: Worksheet, pack: Pack) -> None:
    """A4 landscape, as wide as the page; council, month, marking and page number on every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    named = f"{pack.council}, {pack.panel}, {pack.month}"[:LONGEST_NAME].replace("&", "&&")
    sheet.set_header(f"&L{named}&R{pack.marking}")
    sheet.set_footer(f"&L{'Synthetic data' if pack.synthetic else ''}&RPage &P of &N")
