"""What the slides of a presentation are made of: a slide with its foot, text, and real tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard import words
from dashboard.outputs.pack import Pack

WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, TOP, ROOM = Inches(0.5), Inches(1.35), Inches(12.33)
ON_A_LINE = 1400  # letters times points that a bold title's line has room for, in a wide font too
TITLE_ONLY = 5  # of the layouts that come with python-pptx
BRAND, QUIET = (RGBColor.from_string(c) for c in ("0B2E4F", "4C5965"))
TONES = {"good": "E3F2EA", "near": "FDF0D9", "bad": "FBE6E4", "quiet": "F3F5F7"}
TRAVELLED = {"Improving": "good", "Worsening": "bad"}
TABLE_LOOK = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # "No style, table grid"


def add_slide(deck: Presentation, pack: Pack, title: str, size: int = 24) -> Slide:
    """A slide with its title, smaller where it would not fit on a line, and at its foot whose it is and how it is
    marked."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = LEFT, Inches(0.35), ROOM, Inches(0.8)
    head.text = title
    run = head.text_frame.paragraphs[0].runs[0]
    fitting = min(size, ON_A_LINE // len(title))
    run.font.size, run.font.bold, run.font.color.rgb = Pt(fitting), True, BRAND
    head.text_frame.paragraphs[0].alignment = 1
    synthetic = "  ·  Synthetic data" if pack.synthetic else ""
    foot = f"{pack.council}  ·  {pack.panel}, {pack.month}  ·  {pack.marking}{synthetic}"
    add_text(slide, [foot], LEFT, Inches(7.0), ROOM, Inches(0.35), 10)
    return slide


def add_text(
    slide: Slide, lines: Sequence[str], left: Emu, top: Emu, width: Emu, height: Emu, size: int, first: int = 0
) -> None:
    """Lines of text, each a paragraph; the first of another size, and bold, where one is given."""
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


def add_table(
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
    describe(frame, f"Table: {', '.join(heads)}; {words.plural(len(rows), 'row')}")
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
        # An empty cell has the height of its own letters, though there are none.
        cell.text_frame.paragraphs[0]._p.get_or_add_endParaRPr().set("sz", str(size * 100))
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
    """The tone of a rating or of a direction by the words and the shape of it."""
    tags = (tag for tag in words.RAG.values() if text == f"{tag.shape} {tag.words}")
    directed = (tone for word, tone in TRAVELLED.items() if text[2:] == word and text[:1] in "↑↓")
    return next((tag.tone for tag in tags), next(directed, None))


def describe(frame: object, said: str) -> None:
    """The words for those who do not see the shape."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", said)
