"""The pack as an Excel workbook: the figures as numbers, every state as a word, native charts that can be edited.

Written in memory, where every entry of the archive has the same fixed date, so that the same pack gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime, time

from xlsxwriter import Workbook
from xlsxwriter.chart_line import ChartLine
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from dashboard import words
from dashboard.outputs import table
from dashboard.outputs.cells import HEAD_ROWS, Formats, add_table, set_up_print, write_cell, write_head, write_rows
from dashboard.outputs.lines import STATE_WORDS, Compared
from dashboard.outputs.pack import SYNTHETIC, Pack, Section
from dashboard.views.figures import Figure

SUMMARY, CHARTS, NOTES, RESTATED = "Summary", "Charts", "Notes", "Restated"
DATA, DEFINITIONS, WORDS = "Data", "Definitions", "Words and signs"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TONES = {"good": "#E3F2EA", "near": "#FDF0D9", "bad": "#FBE6E4", "quiet": "#F3F5F7"}
BLUE, GREY, GRID = "#1D5F9F", "#55606C", "#DDE3E8"
TITLE = 1  # the column of the summary that holds the indicator's title
NARROW = {"Time covered": 20, "Good is": 18}
GENERAL = "Not recorded"  # said once, among the words and signs
CHART_SIZE = {"width": 500, "height": 266}
CHART_ROWS, CHART_COLUMNS = 14, 8  # cells from one chart to the next: two by two on an A4 page
CHART_SCALE = 75


def xlsx(pack: Pack) -> bytes:
    """The workbook: summary, charts, notes, restated figures, data, definitions, words and signs."""
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
        names = (SUMMARY, CHARTS, NOTES, RESTATED, DATA, DEFINITIONS, WORDS)
        sheets = {name: book.add_worksheet(name) for name in names}
        for sheet in sheets.values():
            set_up_print(sheet, pack)
        _data(sheets[DATA], pack, formats)  # first: charts keep a copy of what they draw
        _summary(sheets[SUMMARY], pack, formats)
        _charts(book, sheets[CHARTS], pack, formats)
        _notes(sheets[NOTES], pack, formats)
        _restated(sheets[RESTATED], pack, formats)
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
    year_end, *months = (words.period_short(p) for p in pack.columns)
    columns = (
        ("Domain", 23), ("Indicator", 46), ("Good is", 9), (f"Year end {year_end}", 12), *((m, 12) for m in months),
        ("Numerator", 12), ("Denominator", 12), ("Rating", 15), ("Target", 15), ("Neighbours’ median", 13),
        ("England", 13), ("24 months", 22), ("Note", 6),
    )  # fmt: skip
    printed = len(columns)
    columns += (
        ("Time covered", 19), ("Not recorded", 13), ("Neighbours with data", 14), ("Published figures of", 18),
        ("Restated", 13), ("Indicator id", 34), ("Definition version", 12),
    )  # fmt: skip
    write_rows(sheet, formats, columns, [_summary_row(s, formats) for s in pack.sections])
    trend = [name for name, _ in columns].index("24 months")
    value = table.COLUMNS.index("value")
    for at, section in enumerate(pack.sections):
        if section.has_figures:
            first, last = _block(at, section)
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
        *((c.words if c.value is None else c.value, formats.as_printed(c.words)) for c in line.cells),
        numerator,
        denominator,
        (line.head.rag.words, formats(bg_color=TONES[line.head.rag.tone], bold=True, indent=1)),
        line.head.target or "No target",
        _published(line.neighbours, formats),
        _published(line.england, formats),
        None,
        line.note,
        line.basis,
        unknown,
        line.neighbours.of,
        line.neighbours.year or line.england.year,
        _figure(latest.restated, line.unit, formats) if latest.differs else "No change",
        line.id,
        line.version,
    ]


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


def _charts(book: Workbook, sheet: Worksheet, pack: Pack, formats: Formats) -> None:
    about = "The last 24 months of each indicator, as reported. A gap is a month without a figure, never a zero."
    write_head(sheet, pack, formats, "Charts", about)
    drawn = [(at, section) for at, section in enumerate(pack.sections) if section.has_figures]
    for place, (at, section) in enumerate(drawn):
        row, column = HEAD_ROWS + place // 2 * CHART_ROWS, place % 2 * CHART_COLUMNS
        sheet.insert_chart(row, column, _chart(book, at, section), {"description": section.chart_words})
    sheet.set_print_scale(CHART_SCALE)  # page breaks of one's own hold only where the sheet is not fitted to the page
    sheet.set_h_pagebreaks([HEAD_ROWS + rows * CHART_ROWS for rows in range(2, (len(drawn) + 1) // 2, 2)])


def _chart(book: Workbook, at: int, section: Section) -> ChartLine:
    first, last = _block(at, section)
    chart = book.add_chart({"type": "line"})

    def add(name: str, column: str, line: dict, marker: dict) -> None:
        months, figures = table.COLUMNS.index("month"), table.COLUMNS.index(column)
        chart.add_series(
            {
                "name": name,
                "categories": [DATA, first, months, last, months],
                "values": [DATA, first, figures, last, figures],
                "line": line,
                "marker": marker,
            }
        )

    dot = {"type": "circle", "size": 4, "fill": {"color": BLUE}, "border": {"color": BLUE}}
    add("As reported", "value", {"color": BLUE, "width": 2.25}, dot)
    if section.target is not None:
        add("Target now", "target_now", {"color": GREY, "width": 1.5, "dash_type": "dash"}, {"type": "none"})
    # The title is read from its cell: a chart would take a text that begins with = for a formula.
    title = {"name": [SUMMARY, HEAD_ROWS + 1 + at, TITLE], "name_font": {"size": 11, "bold": True}}
    chart.set_title(title | {"overlay": False})
    small, percent = {"size": 9}, section.line.unit == "percent"
    lowest = {"min": 0} if section.line.unit == "count" else {}
    grid = {"visible": True, "line": {"color": GRID}}
    chart.set_x_axis({"interval_unit": 3, "num_font": small})
    chart.set_y_axis(
        {"num_format": '0"%"' if percent else "#,##0", "num_font": small, "major_gridlines": grid} | lowest
    )
    chart.set_legend({"position": "bottom", "font": small} if section.target is not None else {"none": True})
    chart.show_blanks_as("gap")
    chart.set_size(CHART_SIZE)
    return chart


def _notes(sheet: Worksheet, pack: Pack, formats: Formats) -> None:
    missing = f"Not yet received for this month: {words.joined(pack.missing)}." if pack.missing else ""
    write_head(sheet, pack, formats, "Notes", missing)
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
            words.out_of(before.numerator, before.denominator, of.unit),
            _figure(now, of.unit, formats),
            words.out_of(now.numerator, now.denominator, of.unit),
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


def _figure(figure: Figure, unit: str, formats: Formats) -> tuple:
    if figure.value is None:
        return STATE_WORDS[figure.state], formats.count(None)
    return figure.value, formats.as_printed(words.figure(figure.value, unit))


def _published(compared: Compared, formats: Formats) -> tuple:
    if compared.value is None:
        return compared.words, formats.count(None)
    return compared.value, formats.as_printed(compared.words)


def _block(at: int, section: Section) -> tuple[int, int]:
    """The first and last row of an indicator's months in the data sheet."""
    first = 1 + at * len(section.months)
    return first, first + len(section.months) - 1
