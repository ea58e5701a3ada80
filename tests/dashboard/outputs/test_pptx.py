"""The presentation: real charts and tables with words beside them, and nothing dated by the day of writing."""

import io
import zipfile

import pytest
from pptx import Presentation

from dashboard.outputs.pack import pack
from dashboard.outputs.pptx import pptx
from data.panels import Panel


@pytest.fixture(scope="module")
def raw(the_pack):
    return pptx(the_pack)


@pytest.fixture(scope="module")
def slides(raw):
    return list(Presentation(io.BytesIO(raw)).slides)


def test_the_same_pack_gives_the_same_bytes(card, raw):
    assert pptx(pack(card, Panel("corporate_parenting_panel"))) == raw


def test_nothing_in_it_is_dated_by_the_day_of_writing(raw):
    held = zipfile.ZipFile(io.BytesIO(raw))
    assert {e.date_time for e in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert held.read("docProps/core.xml").count(b"2026-09-30T00:00:00Z") >= 2
    inner = zipfile.ZipFile(io.BytesIO(held.read(next(n for n in held.namelist() if n.endswith(".xlsx")))))
    assert b"2026-09-30T00:00:00Z" in inner.read("docProps/core.xml")


def test_every_slide_has_a_title_and_every_picture_its_words(slides):
    for slide in slides:
        assert slide.shapes.title.text
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_a_chart_holds_the_figures_and_a_gap_is_no_zero(slides, the_pack):
    section = next(s for s in the_pack.sections if s.line.id == "cl_neet_19_21_pct")
    slide = next(s for s in slides if s.shapes.title.text == section.line.title)
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    drawn = list(chart.plots[0].series[0].values)
    assert drawn == [m.reported.value for m in section.months]
    assert {s.name for s in chart.plots[0].series} == {"As reported", "Target now", "Neighbours’ median"}


def test_every_indicator_stands_in_a_table(slides, the_pack):
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    said = {row.cells[0].text for table in tables for row in table.rows}
    assert {s.line.title for s in the_pack.sections} <= said
