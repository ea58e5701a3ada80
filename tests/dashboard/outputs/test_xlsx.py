import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from xlsxwriter import Workbook

from dashboard.outputs.cells import HEAD_ROWS, Formats
from dashboard.outputs.pack import MARKING, pack
from dashboard.outputs.table import COLUMNS
from dashboard.outputs.xlsx import xlsx
from data.panels import Panel

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")  # openpyxl reads none


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def workbook(the_pack):
    return opened(xlsx(the_pack))


@pytest.fixture(scope="module")
def summary(workbook):
    """Indicator id -> column -> cell."""
    header, *rows = workbook["Summary"].iter_rows(min_row=HEAD_ROWS + 1)
    names = [c.value for c in header]
    return {row[names.index("Indicator id")].value: dict(zip(names, row, strict=True)) for row in rows}


@pytest.fixture(scope="module")
def data(workbook):
    header, *rows = workbook["Data"].iter_rows(values_only=True)
    assert header == COLUMNS
    return {(r[0], r[1]): dict(zip(COLUMNS, r, strict=True)) for r in rows}


def test_the_same_pack_gives_the_same_bytes(card, the_pack):
    assert xlsx(pack(card, Panel("corporate_parenting_panel"))) == xlsx(the_pack)


def test_nothing_in_it_is_dated_by_the_day_of_writing(the_pack, workbook):
    entries = zipfile.ZipFile(io.BytesIO(xlsx(the_pack))).infolist()
    assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert workbook.properties.created == workbook.properties.modified == datetime(2026, 9, 30)


def test_every_indicator_is_a_line_with_its_figures_as_numbers(summary, the_pack):
    assert list(summary) == [s.line.id for s in the_pack.sections]
    neet = summary["cl_neet_19_21_pct"]
    assert neet["Sep 2026"].value == pytest.approx(100 * 28 / 73)
    assert neet["Sep 2026"].number_format == '#,##0.0"%"'
    assert (neet["Numerator"].value, neet["Denominator"].value, neet["Not recorded"].value) == (28, 73, 6)
    assert neet["Restated"].value == pytest.approx(100 * 27 / 73)
    assert neet["Rating"].value == "On target"
    assert neet["Neighbours with data"].value == "9 of 10"
    assert summary["cla_count"]["Sep 2026"].number_format == "#,##0"


@pytest.mark.parametrize(
    ("indicator", "state"),
    [("assessment_45wd_pct", "Not available"), ("icpc_15wd_pct", "No cases"), ("pa_caseload_avg", "No return")],
)
def test_a_state_without_a_figure_is_a_word_and_never_a_number(summary, data, indicator, state):
    line = summary[indicator]
    assert {line[c].value for c in ("Sep 2026", "Numerator", "Denominator", "Rating")} == {state}
    assert data[indicator, "2026-09"]["value"] is None


def test_data_hold_every_month_and_tell_states_apart(data):
    assert len(data) == 15 * 24
    states = {i: data[i, "2026-09"]["state"] for i in ("assessment_45wd_pct", "icpc_15wd_pct", "pa_caseload_avg")}
    assert list(states.values()) == ["part_year", "no_cases", "no_data"]
    complete = [data[i, "2026-09"]["complete"] for i in (*states, "cla_count")]
    assert complete == [0, 1, None, 1]
    part_year = data["assessment_45wd_pct", "2026-09"]
    assert part_year["numerator"] is None is part_year["denominator"]
    assert data["cl_neet_19_21_pct", "2026-09"]["restated_numerator"] == 27


def test_a_text_that_looks_like_a_formula_stays_a_text(dangerous_pack):
    content = xlsx(dangerous_pack)
    book = opened(content)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert '=HYPERLINK("x")' in {c.value for c in cells if c.data_type == "s"}
    charts = [n for n in zipfile.ZipFile(io.BytesIO(content)).namelist() if n.startswith("xl/charts/chart")]
    formulas = b"".join(zipfile.ZipFile(io.BytesIO(content)).read(n) for n in charts)
    assert b"<c:f>HYPERLINK" not in formulas
    assert "&&" in book["Summary"].oddHeader.left.text or "& sons" in book["Summary"].oddHeader.left.text


@pytest.mark.parametrize(
    ("printed", "number_format"),
    [
        ("38.4%", '#,##0.0"%"'),
        ("40.04%", '#,##0.00"%"'),
        ("1,234", "#,##0"),
        ("41.6 weeks", '#,##0.0" weeks"'),
        ("−3", "#,##0"),
        ("No cases", "General"),
    ],
)
def test_a_number_is_shown_as_it_is_printed(printed, number_format):
    with Workbook(io.BytesIO()) as book:
        book.add_worksheet()
        assert Formats(book).as_printed(printed).num_format == number_format


def test_the_summary_is_a_table_ready_to_print(workbook, the_pack):
    sheet = workbook["Summary"]
    table = sheet.tables["Summary"]
    assert table.ref.startswith(f"A{HEAD_ROWS + 1}:")
    assert table.ref.endswith(str(HEAD_ROWS + 1 + len(the_pack.sections)))
    assert sheet.freeze_panes == f"C{HEAD_ROWS + 2}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_every_sheet_is_marked_where_it_is_read_and_where_it_is_printed(workbook):
    for sheet in workbook:
        assert sheet.oddHeader.right.text == MARKING
        assert sheet.title == "Data" or sheet["A3"].value == MARKING


def test_every_indicator_has_a_chart_with_a_text_that_stands_for_it(the_pack):
    archive = zipfile.ZipFile(io.BytesIO(xlsx(the_pack)))
    drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count("<xdr:graphicFrame ") == len(the_pack.sections) == drawing.count(" descr=")
    first = archive.read("xl/charts/chart1.xml").decode()
    assert 'dispBlanksAs val="zero"' not in first
    assert "Re-referrals within 12 months" in first


def test_it_can_be_written_without_any_figure(empty_card):
    book = opened(xlsx(pack(empty_card, Panel("p"))))
    words = {c.value for c in book["Summary"]["H"][HEAD_ROWS + 1 :]}
    assert words == {"No return"}
