"""The pack as a presentation: a slide for the month, tables of performance, and a slide an indicator with a chart that
can be edited. The same pack gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from itertools import pairwise
from math import ceil

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Inches, Pt

from dashboard import words
from dashboard.outputs.lines import Compared, Line, cell
from dashboard.outputs.pack import SYNTHETIC, Pack, Section
from dashboard.outputs.packages import settled
from dashboard.outputs.slides import HIGH, LEFT, ROOM, TOP, WIDE, add_slide, add_table, add_text, describe

BLUE, GREY, GREEN, SLATE = (RGBColor.from_string(c) for c in ("1D5F9F", "55606C", "0B6461", "7C8B98"))
LINES_A_SLIDE = 9
LETTERS_A_LINE = 145  # of the text above a chart


def pptx(pack: Pack) -> bytes:
    """The presentation. Its charts hold the printed figures and no others."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    _cover(deck, pack)
    _what_moved(deck, pack)
    for domain, sections in pack.domains.items():
        for at, part in enumerate(_shared_out(sections)):
            _performance(deck, pack, f"{domain} (continued)" if at else domain, part)
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
    slide = add_slide(deck, pack, f"{pack.panel}: {pack.month}", size=34)
    as_at = f"As at {words.day(pack.as_at)}."
    lines = [pack.council, pack.title_page, as_at]
    if pack.missing:
        lines.append(f"Not yet received for this month: {words.joined(pack.missing)}.")
    if pack.synthetic:
        lines.append(SYNTHETIC)
    lines += [f"{pack.marking}. {pack.marking_reason}", pack.since_words]
    if pack.signed_by:
        lines.append(f"Signed by: {pack.signed_by}")
    add_text(slide, [line for line in lines if line], LEFT, TOP, Inches(7.4), Inches(5), 18)
    rows = [[f"{tag.shape} {tag.words}", str(n)] for tag, n in pack.ratings]
    add_table(slide, ["Rating", "Indicators"], rows, Inches(8.4), TOP, [Inches(3), Inches(1.4)], 16)


def _what_moved(deck: Presentation, pack: Pack) -> None:
    slide = add_slide(deck, pack, "What moved this month")
    shown = pack.moves[:LINES_A_SLIDE]
    said = list(pack.moves_words)
    if len(pack.moves) > len(shown):
        said.append(f"The {len(shown)} weightiest of {len(pack.moves)} are shown.")
    add_text(slide, said, LEFT, Inches(1.2), ROOM, Inches(0.9), 14)
    if shown:
        rows = [[f"{m.tag.shape} {m.tag.words}", m.title, m.figure, m.why] for m in shown]
        widths = [Inches(w) for w in (1.5, 4.6, 2.6, 3.6)]
        heads = ["Direction", "Indicator", "Figure", "Why it is more than chance"]
        add_table(slide, heads, rows, LEFT, Inches(2.2), widths, 12)


def _performance(deck: Presentation, pack: Pack, title: str, sections: Sequence[Section]) -> None:
    slide = add_slide(deck, pack, title)
    heads = ["Indicator", "Good is", *pack.column_names, "Counted", "Rating", "Target", "Direction",
             "Neighbours’ mean, median", "England"]  # fmt: skip
    rows = []
    for section in sections:
        line = section.line
        rating, travel = f"{line.head.rag.shape} {line.head.rag.words}", line.travel
        counted = "; ".join(t for t in (line.made_of, line.so_far_words) if t)
        way = f"{travel.tag.shape} {travel.tag.words}" if travel.tag else travel.words
        rows.append(
            [line.title, line.good_is, *(c.words for c in line.cells), counted, rating, line.head.target or "None",
             way, _neighbours(line), _compared(line.england)]
        )  # fmt: skip
    widths = [Inches(w) for w in (2.1, 0.64, 0.72, 0.72, 0.64, 0.64, 0.66, 1.0, 1.1, 0.85, 1.1, 1.27, 0.89)]
    add_table(slide, heads, rows, LEFT, TOP, widths, 10)


def _indicator(deck: Presentation, pack: Pack, section: Section) -> None:
    line = section.line
    slide = add_slide(deck, pack, line.title)
    way = line.travel.tag.words if line.travel.tag else ""
    headline = " · ".join(t for t in (line.cells[-1].words, line.made_of, line.head.rag.words, way) if t)
    said = [headline, " ".join([*section.sentences, *section.travel])]
    if section.remark is not None:
        said.append(f"Commentary: {section.remark.text} {section.remark.author}")
    add_text(slide, said, LEFT, Inches(1.05), ROOM, Inches(1.2), 12, first=20)
    top = _below(said)
    data = CategoryChartData(number_format="0.0" if line.unit != "count" else "0")
    data.categories = [words.period_short(m.period) for m in section.months]
    data.add_series("As reported", [m.reported.value for m in section.months])
    lines = _lines(section)
    for name, values, _, _ in lines:
        data.add_series(name, values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, LEFT, Inches(top), Inches(7.6), Inches(6.9 - top), data)
    describe(frame, section.chart_words)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = bool(lines)
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(11)
    chart.category_axis.tick_labels.font.size = chart.value_axis.tick_labels.font.size = Pt(10)
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("DDE3E8")
    if line.unit == "count":
        chart.value_axis.minimum_scale = 0
    reported, *others = chart.plots[0].series
    reported.smooth = False
    reported.format.line.color.rgb, reported.format.line.width = BLUE, Pt(2.25)
    reported.marker.format.fill.solid()
    reported.marker.format.fill.fore_color.rgb = BLUE
    for one, (_, _, colour, dash) in zip(others, lines, strict=True):
        one.smooth = False
        one.format.line.color.rgb, one.format.line.dash_style, one.format.line.width = colour, dash, Pt(1.25)
        one.marker.style = XL_MARKER_STYLE.NONE
    facts = [[f.term, f.figure, f.more] for f in section.facts]
    add_table(
        slide,
        ["Fact", "Figure", "Detail"],
        facts,
        Inches(8.3),
        Inches(top),
        [Inches(w) for w in (1.7, 1.0, 1.83)],
        10,
    )


def _moved(deck: Presentation, pack: Pack) -> None:
    shown = pack.moved[:LINES_A_SLIDE]
    slide = add_slide(deck, pack, "Changed since the pack before")
    more = f" The first {len(shown)} of them:" if len(pack.moved) > len(shown) else ""
    add_text(slide, [pack.since_words + more], LEFT, Inches(1.2), ROOM, Inches(0.5), 14)
    rows = [
        [
            m.title,
            words.period_short(m.period),
            cell(m.before, m.unit).words,
            cell(m.now, m.unit).words,
            m.difference,
            m.why,
        ]
        for m in shown
    ]
    heads = ["Indicator", "Month", "Printed then", "Now", "Difference", "Because of"]
    add_table(slide, heads, rows, LEFT, Inches(1.8), [Inches(w) for w in (4.2, 1, 1.1, 1.1, 1.6, 3.3)], 11)


def _shared_out(sections: Sequence[Section]) -> list[Sequence[Section]]:
    """The sections of a domain by slide, about as many on each: no slide with one line that did not fit."""
    slides = ceil(len(sections) / LINES_A_SLIDE)
    cuts = [len(sections) * at // slides for at in range(slides + 1)]
    return [sections[first:last] for first, last in pairwise(cuts)]


def _below(said: Sequence[str]) -> float:
    """Where the chart begins, in inches from the top: below the headline and its text."""
    lines = sum(ceil(len(text) / LETTERS_A_LINE) for text in said[1:])
    return 1.55 + 0.2 * lines + 0.1 * len(said)


def _lines(section: Section) -> list[tuple]:
    """The lines beside the figures in a chart: name, value of each month, colour and dash."""
    of = len(section.months)
    found: list[tuple] = []
    if section.target is not None:
        found.append(("Target now", [section.target] * of, GREY, MSO_LINE.DASH))
    limits = section.limits
    if limits is not None:
        for name, value, dash in (
            ("Mean", limits.mean, MSO_LINE.SOLID),
            ("Lower limit", limits.lower, MSO_LINE.LONG_DASH),
            ("Upper limit", limits.upper, MSO_LINE.LONG_DASH),
        ):
            found.append((name, [value if m.period >= limits.start else None for m in section.months], SLATE, dash))
    if section.neighbours is not None:
        found.append(("Neighbours’ median", [section.neighbours[0]] * of, GREEN, MSO_LINE.LONG_DASH_DOT))
    return found


def _neighbours(line: Line) -> str:
    if line.neighbours.value is None:
        return "–"
    return f"{line.mean.words}, {line.neighbours.words} ({line.neighbours.of}, {line.neighbours.short})"


def _compared(compared: Compared) -> str:
    return f"{compared.words} ({compared.short})" if compared.value is not None else "–"
