"""The pack as an Excel workbook: the figures as numbers, every state as a word, native charts that can be edited.

Written in memory, where every entry of the archive has the same fixed date, so that the same pack gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime, time

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from dashboard import words
from dashboard.outputs import table
from dashboard.outputs.cells import (
    HEAD_ROWS,
    PRINTED,
    Formats,
    add_table,
    set_up_print,
    write_cell,
    write_head,
    write_rows,
)
from dashboard.outputs.lines import STATE_WORDS, Cell, Compared, cell, made_of
from dashboard.outputs.pack import SYNTHETIC, Pack, Section
from dashboard.outputs.travel import Travel
from dashboard.outputs.xlsx_charts import BLUE, DATA, SUMMARY, TITLE, block, charts
from dashboard.views.figures import Figure

MOVED, CHARTS, NOTES, RESTATED = "What moved", "Charts", "Notes", "Restated"
COMMENTARY, DEFINITIONS, WORDS = "Commentary", "Definitions", "Words and signs"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TONES = {"good": "#E3F2EA", "near": "#FDF0D9", "bad": "#FBE6E4", "quiet": "#F3F5F7"}
NARROW = {"Time covered": 20, "Good is": 18}
GENERAL = "Not recorded"  # said once, among the words and signs


def xlsx(pack: Pack) -> bytes:
    """The workbook: summary, what moved, charts, notes, restated figures, commentary where there is any, data,
    definitions, words and signs."""
    buffer = io.BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        book.set_properties(
            {
                "title": _title(pack),
                "author": pack.council,
                "category": pack.marking,
                "comments": SYNTHETIC if pack.synthetic else "",
                "created": datetime.combine(pack.as_at, time()),
            }
        )
        formats = Formats(book)
        said = (COMMENTARY,) if pack.remarks else ()
        names = (SUMMARY, MOVED, CHARTS, NOTES, RESTATED, *said, DATA, DEFINITIONS, WORDS)
        sheets = {name: book.add_worksheet(name) for name in names}
        for sheet in sheets.values():
            set_up_print(sheet, pack)
        _data(sheets[DATA], pack, formats)  # first: charts keep a copy of what they draw
        _summary(sheets[SUMMARY], pack, formats)
        _moved(sheets[MOVED], pack, formats)
        charts(book, sheets[CHARTS], pack, formats)
        _notes(sheets[NOTES], pack, formats)
        _restated(sheets[RESTATED], pack, formats)
        if said:
            _commentary(sheets[COMMENTARY], pack, formats)
        _definitions(sheets[DEFINITIONS], pack, formats)
        write_head(sheets[WORDS], pack, formats, "What the words and signs mean")
        write_rows(
            sheets[WORDS],
            formats,
            (("Word or sign", 20), ("What it means", 110)),
            [list(entry) for entry in pack.glossary],
        )
    return buffer.getvalue()


# sheets -----------------------------------------------------------------------------------------------


def _summary(sheet: Worksheet, pack: Pack, formats: Formats) -> None:
    write_head(sheet, pack, formats, _title(pack), f"As at {words.day(pack.as_at)}.")
    columns = (
        ("Domain", 16), ("Indicator", 40), ("Good is", 8), *((name, 11) for name in pack.column_names),
        ("Numerator", 11), ("Denominator", 13), ("Year to date", 10), ("Rating", 15), ("Target", 14),
        ("Direction", 21), ("Neighbours’ mean", 13), ("Neighbours’ median", 13), ("England", 13), ("24 months", 18),
        ("Note", 6),
    )  # fmt: skip
    printed = len(columns)
    columns += (
        ("Why this direction", 34), ("Time covered", 19),
        ("Not recorded", 13), ("Neighbours with data", 14), ("Published figures of", 28),
        ("Restated", 13), ("Indicator id", 34), ("Definition version", 12),
    )  # fmt: skip
    write_rows(sheet, formats, columns, [_summary_row(s, formats) for s in pack.sections])
    trend = [name for name, _ in columns].index("24 months")
    value = table.COLUMNS.index("value")
    for at, section in enumerate(pack.sections):
        if section.has_figures:
            first, last = block(at, section)
            sheet.add_sparkline(
                HEAD_ROWS + 1 + at,
                trend,
                {
                    "range": f"{DATA}!{xl_range_abs(first, value, last, value)}",
                    "series_color": BLUE,
                    "last_point": True,
                },
            )
    sheet.freeze_panes(HEAD_ROWS + 1, TITLE + 1)
    sheet.print_area(0, 0, HEAD_ROWS + len(pack.sections), printed - 1)


def _summary_row(section: Section, formats: Formats) -> list:
    line, latest = section.line, section.months[-1]
    numerator, denominator, unknown = _parts(latest.reported, formats)
    return [
        line.domain,
        line.title,
        line.good_is,
        *(_printed(c, formats) for c in line.cells),
        numerator,
        denominator,
        _printed(line.so_far[0], formats) if line.so_far else None,
        (line.head.rag.words, formats(bg_color=TONES[line.head.rag.tone], bold=True, indent=1)),
        line.head.target or "No target",
        _travel(line.travel, formats),
        _published(line.mean, formats),
        _published(line.neighbours, formats),
        _published(line.england, formats),
        None,
        line.note,
        line.travel.why,
        line.basis,
        unknown,
        line.neighbours.of,
        line.neighbours.year or line.england.year,
        _figure(latest.restated, line.unit, formats) if latest.differs else "No change",
        line.id,
        line.version,
    ]


def _travel(travel: Travel, formats: Formats) -> tuple:
    """The word of the direction with its shape, in its tone."""
    if travel.tag is None:
        return travel.words or None, formats(indent=1)
    shown = f"{travel.tag.shape} {travel.tag.words}"
    return shown, formats(bg_color=TONES[travel.tag.tone], bold=True, indent=1)


def _parts(figure: Figure, formats: Formats) -> list[tuple]:
    """Numerator, denominator and unknown of the latest month; why there are none, where there is no figure."""
    parts = [figure.numerator, figure.denominator, figure.unknown]
    if figure.value is None:
        state = STATE_WORDS[figure.state]
        parts = [state, state, state if figure.unknown is None else figure.unknown]
    return [(part, formats.count(part)) for part in parts]


def _data(sheet: Worksheet, pack: Pack, formats: Formats) -> None:
    """One row per indicator and month, months without a return included: the charts read it block by block."""
    rows = list(table.rows(pack))
    widths = {"indicator": 34, "state": 12, "unit": 12, "restated_numerator": 18, "restated_denominator": 20}
    columns = [(name, widths.get(name, 15)) for name in table.COLUMNS]
    add_table(sheet, 0, columns, len(rows), DATA, formats)
    plain = formats()
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            write_cell(sheet, at, column, value, plain)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, max(len(rows), 1), table.COLUMNS.index("month"))  # the others would make the print too small


def _moved(sheet: Worksheet, pack: Pack, formats: Formats) -> None:
    write_head(sheet, pack, formats, "What moved this month", " ".join(pack.moves_words))
    columns = (("Indicator", 56), ("Direction", 20), ("Figure", 40), ("Why it is more than chance", 60),
               ("Indicator id", 34))  # fmt: skip
    rows = [[m.title, f"{m.tag.shape} {m.tag.words}", m.figure, m.why, m.indicator] for m in pack.moves]
    write_rows(sheet, formats, columns, rows)


def _commentary(sheet: Worksheet, pack: Pack, formats: Formats) -> None:
    write_head(sheet, pack, formats, "Commentary", f"What is said of the figures of {pack.month}.")
    columns = (("Indicator", 46), ("Commentary", 100), ("Who says so", 30), ("Indicator id", 34))
    rows = [[s.line.title, s.remark.text, s.remark.author, s.line.id] for s in pack.sections if s.remark]
    write_rows(sheet, formats, columns, rows)


def _notes(sheet: Worksheet, pack: Pack, formats: Formats) -> None:
    missing = f"Not yet received for this month: {words.joined(pack.missing)}." if pack.missing else ""
    write_head(sheet, pack, formats, "Notes", " ".join(t for t in (missing, pack.stale) if t))
    rows = [[n.number, n.title, " ".join(n.sentences)] for n in pack.notes]
    write_rows(sheet, formats, (("Note", 8), ("Indicator", 56), ("What to know", 90)), rows)


def _restated(sheet: Worksheet, pack: Pack, formats: Formats) -> None:
    """What a later return changed: against the same month as reported, and against what the pack before printed."""
    write_head(sheet, pack, formats, "Restated figures", pack.since_words)
    columns = (
        ("Indicator", 56), ("Month", 12), ("Beside", 24), ("Figure there", 14), ("Counted there", 24),
        ("Figure now", 14), ("Counted now", 24), ("Difference", 28), ("Because of", 40), ("Indicator id", 34),
    )  # fmt: skip
    beside = [("As reported", r.reported, r.restated, "", r) for r in pack.restatements]
    beside += [(f"Pack of {words.period_short(pack.since)}", m.before, m.now, m.why, m) for m in pack.moved]
    rows = [
        [
            of.title,
            words.period_short(of.period),
            there,
            _figure(before, of.unit, formats),
            made_of(before, of.unit),
            _figure(now, of.unit, formats),
            made_of(now, of.unit),
            of.difference,
            why,
            of.indicator,
        ]
        for there, before, now, why, of in beside
    ]
    write_rows(sheet, formats, columns, rows)


def _definitions(sheet: Worksheet, pack: Pack, formats: Formats) -> None:
    write_head(sheet, pack, formats, "Definitions", "What each indicator means, how it is counted and who named it.")
    terms = list(dict.fromkeys(d.term for section in pack.sections for d in section.about if d.term != GENERAL))
    rows = []
    for section in pack.sections:
        about = {d.term: " ".join(d.words) for d in section.about}
        rows.append([section.line.title, section.line.domain, *(about.get(term, "") for term in terms)])
    columns = (("Indicator", 36), ("Domain", 23), *((t, NARROW.get(t, 34)) for t in terms))
    write_rows(sheet, formats, columns, rows)
    sheet.freeze_panes(HEAD_ROWS + 1, 1)


# ------------------------------------------------------------------------------------------------------


def _title(pack: Pack) -> str:
    return f"{pack.council}: {pack.panel}, {pack.month}"


def _printed(cell: Cell, formats: Formats) -> tuple:
    """A number as a number that looks as it is printed; `3 of 7`, and why there is none, as words."""
    look = formats.as_printed(cell.words)
    shown_as_number = cell.value is not None and PRINTED.fullmatch(cell.words)
    return (cell.value if shown_as_number else cell.words), look


def _figure(figure: Figure, unit: str, formats: Formats) -> tuple:
    return _printed(cell(figure, unit), formats)


def _published(compared: Compared, formats: Formats) -> tuple:
    if compared.value is None:
        return compared.words, formats.count(None)
    return compared.value, formats.as_printed(compared.words)
