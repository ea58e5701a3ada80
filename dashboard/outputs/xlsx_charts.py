"""The charts of the workbook: native ones, which can be edited, drawn from the sheet of the data."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.chart_line import ChartLine
from xlsxwriter.worksheet import Worksheet

from dashboard.outputs import table
from dashboard.outputs.cells import HEAD_ROWS, Formats, write_head
from dashboard.outputs.pack import Pack, Section

SUMMARY, DATA = "Summary", "Data"
TITLE = 1  # the column of the summary that holds the indicator's title
BLUE, GREY, GRID, GREEN, SLATE = "#1D5F9F", "#55606C", "#DDE3E8", "#0B6461", "#7C8B98"
CHART_SIZE = {"width": 500, "height": 266}
CHART_ROWS, CHART_COLUMNS = 14, 8  # cells from one chart to the next: two by two on an A4 page
CHART_SCALE = 75


def charts(book: Workbook, sheet: Worksheet, pack: Pack, formats: Formats) -> None:
    """One chart for each indicator that has a figure, two by two on a page."""
    about = "The last 24 months of each indicator, as reported. A gap is a month without a figure, never a zero."
    write_head(sheet, pack, formats, "Charts", about)
    drawn = [(at, section) for at, section in enumerate(pack.sections) if section.has_figures]
    for place, (at, section) in enumerate(drawn):
        row, column = HEAD_ROWS + place // 2 * CHART_ROWS, place % 2 * CHART_COLUMNS
        sheet.insert_chart(row, column, _chart(book, at, section), {"description": section.chart_words})
    sheet.set_print_scale(CHART_SCALE)  # page breaks of one's own hold only where the sheet is not fitted to the page
    sheet.set_h_pagebreaks([HEAD_ROWS + rows * CHART_ROWS for rows in range(2, (len(drawn) + 1) // 2, 2)])


def _chart(book: Workbook, at: int, section: Section) -> ChartLine:
    first, last = block(at, section)
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
    if section.limits is not None:
        add("Mean", "mean_now", {"color": SLATE, "width": 1}, {"type": "none"})
        for name in ("lower", "upper"):
            line = {"color": SLATE, "width": 1, "dash_type": "long_dash"}
            add(f"{name.capitalize()} limit", f"{name}_limit_now", line, {"type": "none"})
    if section.neighbours is not None:
        line = {"color": GREEN, "width": 1.25, "dash_type": "long_dash_dot"}
        add("Neighbours’ median", "neighbours_median", line, {"type": "none"})
    alone = (section.target, section.limits, section.neighbours) == (None, None, None)
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
    chart.set_legend({"position": "bottom", "font": small} if not alone else {"none": True})
    chart.show_blanks_as("gap")
    chart.set_size(CHART_SIZE)
    return chart


def block(at: int, section: Section) -> tuple[int, int]:
    """The first and last row of an indicator's months in the data sheet."""
    first = 1 + at * len(section.months)
    return first, first + len(section.months) - 1
