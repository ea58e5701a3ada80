"""The pack on two pages, and on one in plain words: always as many pages, and every figure as the pack has it."""

import re
from dataclasses import replace

import pytest

from dashboard import words
from dashboard.outputs import brief as briefs
from dashboard.outputs.brief import brief
from dashboard.outputs.pack import pack
from dashboard.outputs.pdf import one_page, two_pages
from dashboard.outputs.plain import ALSO, BETTER, WELL, plain
from dashboard.outputs.plain_html import plain_html
from dashboard.outputs.travel import Move, Travel
from data.commentary import Remark
from data.panels import Panel


def crowded(the_pack):
    """The pack with three times its indicators, all of which moved and have long commentary."""
    remark = Remark("", "2026-09", "Long words. " * 50, "Director", 2)
    sections = tuple(
        replace(s, line=replace(s.line, id=s.line.id), remark=remark) for _ in range(5) for s in the_pack.sections
    )
    tag = words.Tag("Worsening", "↓", "bad")
    moves = tuple(Move(s.line.id, s.line.title, tag, s.line.cells[-1].words, "why " * 12) for s in sections)
    return replace(the_pack, sections=sections, moves=moves)


@pytest.fixture(scope="module", params=["made up", "crowded", "empty"])
def any_pack(request, the_pack, empty_card):
    made = {
        "made up": lambda: the_pack,
        "crowded": lambda: crowded(the_pack),
        "empty": lambda: pack(empty_card, Panel("p")),
    }
    return made[request.param]()


@pytest.mark.parametrize(("make", "count"), [(two_pages, 2), (one_page, 1)])
def test_it_has_as_many_pages_as_it_says_and_is_tagged(poppler, any_pack, make, count):
    raw = make(any_pack)
    info = poppler(raw, "pdfinfo")
    assert re.search(rf"Pages: +{count}\n", info) and re.search(r"Tagged: +yes", info)
    text = poppler(raw, "pdftotext", "-layout")
    assert f"Page {count} of {count}" in text and any_pack.marking in text and "Synthetic data" in text
    structure = poppler(raw, "pdfinfo", "-struct-text")
    assert re.search(r"^ *H1", structure, re.M) and re.search(r"^ *H2", structure, re.M)


def test_the_same_pack_gives_the_same_bytes(the_pack, card):
    again = pack(card, Panel("corporate_parenting_panel"))
    assert [make(again) for make in (two_pages, one_page, plain_html)] == [
        make(the_pack) for make in (two_pages, one_page, plain_html)
    ]


def test_two_pages_have_every_indicator_or_say_how_many_are_left_out(poppler, the_pack, monkeypatch):
    text = " ".join(poppler(two_pages(the_pack), "pdftotext").split())
    assert not [s.line.title for s in the_pack.sections if s.line.title not in text]
    assert brief(the_pack).more_lines == ""
    monkeypatch.setattr(briefs, "MOST_LINES", 6)
    short = brief(the_pack)
    assert short.more_lines.startswith("6 of 15 indicators have room here")
    off = {s.line.title for s in the_pack.sections if s.line.head.rag == words.RAG["off_target"]}
    assert len(short.lines) == 6 and off <= {line.title for line in short.lines}


def test_plain_words_say_what_the_pack_says(the_pack):
    groups = dict(plain(the_pack).groups)
    said = {s.indicator: s for sayings in groups.values() for s in sayings}
    for section in the_pack.sections:
        one = said.get(section.line.id)
        if one:
            assert one.figure == section.line.cells[-1].words
    neet = said["cl_neet_19_21_pct"]
    assert neet in groups[WELL]
    assert (neet.figure, neet.about) == ("38.4%", "about 38 in every 100")
    assert neet.said == (
        "It meets our target (50% or less).",
        "It has not really changed.",
        "Councils like us: 50% (2025).",
    )
    assert all("does not meet" in " ".join(s.said) or "worse" in " ".join(s.said) for s in groups[BETTER])


@pytest.mark.parametrize(
    ("rating", "group"),
    [("on_target", WELL), ("close_to_target", ALSO), ("no_target", WELL), ("off_target", BETTER)],
)
def test_a_figure_that_improves_goes_well_unless_it_misses_its_target(the_pack, rating, group):
    section = next(s for s in the_pack.sections if s.line.id == "cl_neet_19_21_pct")
    head = replace(section.line.head, rag=words.RAG[rating])
    line = replace(section.line, head=head, travel=replace(section.line.travel, words="Improving"))
    page = plain(replace(the_pack, sections=(replace(section, line=line),)))
    assert [name for name, of in page.groups if of] == [group]


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.3, "fewer than 1 in every 100"), (99.6, "more than 99 in every 100"), (0.0, "0 in every 100"),
     (100.0, "100 in every 100"), (38.4, "about 38 in every 100"), (40.0, "40 in every 100")],
)  # fmt: skip
def test_a_share_of_some_is_never_none_nor_all(the_pack, value, said):
    section = next(s for s in the_pack.sections if s.line.id == "cl_neet_19_21_pct")
    cell = replace(section.line.cells[-1], value=value, words=words.figure(value, "percent"))
    line = replace(section.line, cells=(*section.line.cells[:-1], cell), travel=Travel(None, "[c]"))
    (one,) = (s for _, of in plain(replace(the_pack, sections=(replace(section, line=line),))).groups for s in of)
    assert one.about == said
    assert not [t for t in one.said if "changed" in t or "getting" in t]


def test_what_is_kept_back_is_said_and_not_shown(the_pack):
    first = the_pack.sections[0]
    hidden = replace(first.line.cells[-1], words="[c]", value=None, state="suppressed")
    line = replace(first.line, cells=(*first.line.cells[:-1], hidden))
    page = plain(replace(the_pack, sections=(replace(first, line=line), *the_pack.sections[1:])))
    assert first.line.id not in {s.indicator for _, of in page.groups for s in of}
    assert page.kept_back == "1 figure is kept back ([c]), so that nobody can be recognised."


def test_the_web_page_asks_nobody_for_anything_and_no_text_is_markup(dangerous_pack):
    text = plain_html(dangerous_pack).decode()
    assert not re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', text) and "<script" not in text
    assert "@council &amp; sons" in text and "in plain words" in text
