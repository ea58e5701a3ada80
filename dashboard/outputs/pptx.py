"""The pack as a presentation: a slide for the month, tables of performance, and a slide an indicator with a chart that
can be edited. The same pack gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard import words
from dashboard.outputs.lines import Compared
from dashboard.outputs.pack import SYNTHETIC, Pack, Section
from dashboard.outputs.packages import settled

WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, TOP, ROOM = Inches(0.5), Inches(1.35), Inches(12.33)
TITLE_ONLY = 5  # of the layouts that come with python-pptx
BRAND, QUIET, BLUE, GREY = (RGBColor.from_string(c) for c in ("0B2E4F", "4C5965", "1D5F9F", "55606C"))
TONES = {"good": "E3F2EA", "near": "FDF0D9", "bad": "FBE6E4", "quiet": "F3F5F7"}
LINES_A_SLIDE = 10
TABLE_LOOK = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # "No style, table grid"


def pptx(pack: Pack) -> bytes:
    """The presentation. Its charts hold the printed figures and no others."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    _cover(deck, pack)
    for domain, sections in pack.domains.items():
        for at in range(0, len(sections), LINES_A_SLIDE):
            more = " (continued)" if at else ""
            _performance(deck, pack, f"{domain}{more}", sections[at : at + LINES_A_SLIDE])
    for section in pack.sections:
        if section.has_figures:
            _indicator(deck, pack, section)
    if pack.moved:
        _moved(deck, pack)
    moment = datetime.combine(pack.as_at, time())
    facts = deck.core_properties
    facts.title, facts.author, facts.category = (
        f"{pack.council}: {pack.panel}, {pack.month}",
        pack.council,
        pack.marking,
    )
    facts.comments = SYNTHETIC if pack.synthetic else ""
    facts.last_modified_by, facts.revision, facts.language = pack.council, 1, "en-GB"
    facts.created = facts.modified = facts.last_printed = moment
    raw = io.BytesIO()
    deck.save(raw)
    return settled(raw.getvalue(), moment)


# slides -----------------------------------------------------------------------------------------------


def _cover(deck: Presentation, pack: Pack) -> None:
    slide = _slide(deck, pack, f"{pack.panel}: {pack.month}", size=34)
    as_at = f"As at {words.day(pack.as_at)}."
    lines = [pack.council, pack.title_page, as_at]
    if pack.missing:
        lines.append(f"Not yet received for this month: {words.joined(pack.missing)}.")
    if pack.synthetic:
        lines.append(SYNTHETIC)
    lines += [f"{pack.marking}. {pack.marking_reason}", pack.since_words]
    if pack.signed_by:
        lines.append(f"Signed by: {pack.signed_by}")
    _text(slide, [line for line in lines if line], LEFT, TOP, Inches(7.4), Inches(5), 18)
    rows = [[f"{tag.shape} {tag.words}", str(n)] for tag, n in pack.ratings]
    _table(slide, ["Rating", "Indicators"], rows, Inches(8.4), TOP, [Inches(3), Inches(1.4)], 16)


def _performance(deck: Presentation, pack: Pack, title: str, sections: Sequence[Section]) -> None:
    slide = _slide(deck, pack, title)
    year_end, *months = (words.period_short(p) for p in pack.columns)
    heads = ["Indicator", "Good is", f"Year end {year_end}", *months, "Counted", "Rating", "Target", "Neighbours",
             "England"]  # fmt: skip
    rows = []
    for section in sections:
        line = section.line
        rating = f"{line.head.rag.shape} {line.head.rag.words}"
        rows.append(
            [line.title, line.good_is, *(c.words for c in line.cells), line.made_of, rating, line.head.target or "None",
             _compared(line.neighbours), _compared(line.england)]
        )  # fmt: skip
    widths = [Inches(w) for w in (3.0, 0.7, 0.85, 0.85, 0.85, 0.85, 1.2, 1.25, 0.95, 0.95, 0.88)]
    _table(slide, heads, rows, LEFT, TOP, widths, 10)


def _indicator(deck: Presentation, pack: Pack, section: Section) -> None:
    line = section.line
    slide = _slide(deck, pack, line.title)
    headline = " · ".join(t for t in (line.cells[-1].words, line.made_of, line.head.rag.words) if t)
    _text(slide, [headline, " ".join(section.sentences)], LEFT, Inches(1.2), ROOM, Inches(1.1), 14, first=20)
    data = CategoryChartData(number_format="0.0" if line.unit != "count" else "0")
    data.categories = [words.period_short(m.period) for m in section.months]
    data.add_series("As reported", [m.reported.value for m in section.months])
    if section.target is not None:
        data.add_series("Target now", [section.target] * len(section.months))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, LEFT, Inches(2.5), Inches(7.6), Inches(4.3), data)
    _describe(frame, section.chart_words)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = section.target is not None
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(11)
    chart.category_axis.tick_labels.font.size = chart.value_axis.tick_labels.font.size = Pt(10)
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("DDE3E8")
    if line.unit == "count":
        chart.value_axis.minimum_scale = 0
    reported, *target = chart.plots[0].series
    reported.smooth = False
    reported.format.line.color.rgb, reported.format.line.width = BLUE, Pt(2.25)
    reported.marker.format.fill.solid()
    reported.marker.format.fill.fore_color.rgb = BLUE
    for one in target:
        one.smooth = False
        one.format.line.color.rgb, one.format.line.dash_style = GREY, MSO_LINE.DASH
        one.marker.style = None
        one.marker.size = 2
    facts = [[f.term, f.figure, f.more] for f in section.facts]
    _table(
        slide, ["Fact", "Figure", "Detail"], facts, Inches(8.3), Inches(2.5), [Inches(w) for w in (1.7, 1.0, 1.83)], 10
    )


def _moved(deck: Presentation, pack: Pack) -> None:
    shown = pack.moved[:LINES_A_SLIDE]
    slide = _slide(deck, pack, "Changed since the pack before")
    more = f" The first {len(shown)} of them:" if len(pack.moved) > len(shown) else ""
    _text(slide, [pack.since_words + more], LEFT, Inches(1.2), ROOM, Inches(0.5), 14)
    rows = [
        [
            m.title,
            words.period_short(m.period),
            words.figure(m.before.value, m.unit),
            words.figure(m.now.value, m.unit),
            m.difference,
            m.why,
        ]
        for m in shown
    ]
    heads = ["Indicator", "Month", "Printed then", "Now", "Difference", "Because of"]
    _table(slide, heads, rows, LEFT, Inches(1.8), [Inches(w) for w in (4.2, 1, 1.1, 1.1, 1.6, 3.3)], 11)


def _compared(compared: Compared) -> str:
    year = f" ({compared.year})" if compared.year else ""
    return f"{compared.words}{year}" if compared.value is not None else "–"


# parts ------------------------------------------------------------------------------------------------


def _slide(deck: Presentation, pack: Pack, title: str, size: int = 24) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = LEFT, Inches(0.35), ROOM, Inches(0.8)
    head.text = title
    run = head.text_frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), True, BRAND
    head.text_frame.paragraphs[0].alignment = 1
    synthetic = "  ·  Synthetic data" if pack.synthetic else ""
    foot = f"{pack.council}  ·  {pack.panel}, {pack.month}  ·  {pack.marking}{synthetic}"
    _text(slide, [foot], LEFT, Inches(7.0), ROOM, Inches(0.35), 10)
    return slide


def _text(
    slide: Slide, lines: Sequence[str], left: Emu, top: Emu, width: Emu, height: Emu, size: int, first: int = 0
) -> None:
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size = Pt(first if first and at == 0 else size)
        run.font.bold = bool(first and at == 0)
        run.font.color.rgb = BRAND if first and at == 0 else QUIET
        paragraph.space_after = Pt(6)


def _table(
    slide: Slide,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    left: Emu,
    top: Emu,
    widths: Sequence[Emu],
    size: int,
) -> None:
    """A real table with a header row; a rating's cell has the colour of its tone beside its word and shape."""
    height = Pt(size * 2) * (len(rows) + 1)
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), left, top, sum(widths), height)
    _describe(frame, f"Table: {', '.join(heads)}; {words.plural(len(rows), 'row')}")
    table = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(
        "{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId"
    ).text = TABLE_LOOK
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for at, (cell, text) in enumerate(_cells(table, heads, rows)):
        cell.margin_left = cell.margin_right = Inches(0.05)
        cell.margin_top = cell.margin_bottom = Inches(0.02)
        cell.text = text
        is_head = at < len(heads)
        for run in cell.text_frame.paragraphs[0].runs:
            run.font.size, run.font.bold = Pt(size), is_head
            run.font.color.rgb = BRAND
        tone = None if is_head else _tone(text)
        cell.fill.solid() if tone else cell.fill.background()
        if tone:
            cell.fill.fore_color.rgb = RGBColor.from_string(TONES[tone])


def _cells(table: object, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[tuple]:
    for at, row in enumerate([heads, *rows]):
        for column, text in enumerate(row):
            yield table.cell(at, column), text


def _tone(text: str) -> str | None:
    return next((tag.tone for tag in words.RAG.values() if text == f"{tag.shape} {tag.words}"), None)


def _describe(frame: object, said: str) -> None:
    """The words for those who do not see the shape."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", said)
