import re
from itertools import pairwise

import pytest

from dashboard.outputs.pack import MARKING, pack
from dashboard.outputs.pdf import as_data, pdf
from data.panels import Panel


@pytest.fixture(scope="module")
def document(the_pack):
    return pdf(the_pack)


def pages(poppler, content):
    return poppler(content, "pdftotext", "-layout").split("\f")[:-1]


def test_the_same_pack_gives_the_same_bytes(card, document):
    assert pdf(pack(card, Panel("corporate_parenting_panel"))) == document


def test_it_is_tagged_and_dated_by_the_month(poppler, document):
    info = poppler(document, "pdfinfo", "-isodates")
    assert re.search(r"Tagged: +yes", info)
    assert re.search(r"CreationDate: +2026-09-30T00:00:00Z", info)
    assert re.search(r"Title: +Exampleshire \(synthetic\): Corporate parenting panel, September 2026", info)
    assert re.search(r"Page size: +841.89 x 595.276 pts \(A4\)", info)


def test_headings_follow_one_another_and_tables_have_header_rows(poppler, document, the_pack):
    structure = poppler(document, "pdfinfo", "-struct")
    headings = re.findall(r'^ *(H\d) "(.*)"', structure, re.M)
    assert headings[0] == ("H1", "Corporate parenting panel")
    levels = [int(h[1]) for h, _ in headings]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert [t for h, t in headings if h == "H2"][-15:] == [s.line.title for s in the_pack.sections]
    assert structure.count("THead") == structure.count("Table (block)") > len(the_pack.sections)
    assert structure.count("/Scope /Column") > 100


def test_every_chart_has_a_text_that_stands_for_it(document, the_pack):
    for section in the_pack.sections:
        assert b"/Alt(" + section.chart_words.encode("ascii") + b")" in document
    assert all(s.chart_words.endswith(".") for s in the_pack.sections)


def test_every_page_names_council_month_marking_and_number(poppler, document):
    found = pages(poppler, document)
    assert len(found) == 20
    for number, page in enumerate(found, start=1):
        assert MARKING in page
        assert "Synthetic data" in page
        assert f"Page {number} of 20" in page
        assert "Exampleshire (synthetic)" in page
        assert "September 2026" in page


def test_no_page_is_nearly_empty(poppler, document):
    assert min(len(page.split()) for page in pages(poppler, document)) > 80


def test_a_state_without_a_figure_is_a_word_on_its_page(poppler, document):
    for title, state in (
        ("Assessments completed within 45 working days", "Not available"),
        ("Initial child protection conferences within 15 working days", "No cases"),
        ("Personal adviser caseload", "No return"),
    ):
        page = next(p for p in pages(poppler, document) if f"\n{title}\n" in p and "How it is counted" in p)
        assert re.search(rf"September 2026 +{state}$", page, re.M)


def test_what_could_not_be_loaded_is_on_the_cover(poppler, document):
    assert "audits and care leavers" in pages(poppler, document)[0]


def test_indicators_without_any_figure_are_listed_and_have_no_page(poppler, empty_card):
    found = pages(poppler, pdf(pack(empty_card, Panel("p"))))
    last = next(p for p in found if "Indicators without a figure" in p and "For these" in p)
    assert "Children looked after" in last
    assert not any("What it tells" in p for p in found)


def test_a_text_is_printed_as_it_is(poppler, dangerous_pack):
    text = poppler(pdf(dangerous_pack), "pdftotext")
    assert '=HYPERLINK("x")' in text
    assert "@council & sons" in text


def test_the_template_gets_words_and_pictures_ready_made(the_pack):
    section = next(s for d in as_data(the_pack)["domains"] for s in d["sections"] if s["line"]["id"] == "cla_count")
    assert section["line"]["cells"][-1]["words"] == "412"
    assert section["chart"].startswith("<svg")
