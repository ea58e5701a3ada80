"""The report as a page of its own: whole, harmless, and one line for a thousand like faults."""

import re

from dashboard.cli import main
from expectations.report_html import as_html


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("</style>")[1]))


def test_a_thousand_like_faults_are_one_line(made):
    page = as_html([made.decide("contacts", [{"contact_date": "31/02/2025"}] * 60 + [{}] * 1000)])
    said = text_of(page)
    assert "1 file: 1 accepted, with things to look at. 1,060 rows read, 1,000 kept." in said
    assert page.count('role="rowheader"') == 2  # the file, and its one kind of fault
    assert "2, 3, 4 and 57 more" in said and "“31/02/2025”" in said


def test_every_file_stands_in_the_table_and_only_those_with_faults_below(made):
    decisions = [made.decide("contacts", [{}]), made.decide("referrals", [{"child_id": ""}, *[{}] * 20])]
    page = as_html(decisions, made="Exampleshire. Sent today.")
    assert page.count("<section") == 1 and 'href="#file-2"' in page and 'id="file-2"' in page
    assert "Report on 2 files" in page and "Exampleshire. Sent today." in page
    assert "Nothing was found" in as_html(decisions[:1])


def test_a_cell_cannot_become_part_of_the_page(made):
    nasty = '<script>alert("x")</script>'
    page = as_html([made.decide("referrals", [{"allocated_team": nasty}, *[{}] * 20])])
    assert nasty not in page and "&lt;script&gt;" in page


def test_the_page_asks_nobody_for_anything(made):
    page = as_html([made.decide("contacts", [{"child_id": ""}])])
    assert not re.search(r"https?:|<script|<link|@import|url\(|src=", page)
    assert page.startswith("<!DOCTYPE html>") and '<html lang="en-GB">' in page
    assert page.count("<h1>") == page.count("<main>") == page.count("</html>") == 1


def test_a_file_held_already_says_so(made):
    sound = made.decide("contacts", [{}])
    assert "Held already" in as_html([made.decide("contacts", [{}], held=made.Held(sound))])


def test_the_command_line_gives_it(made, tmp_path, capsys):
    path = tmp_path / "contacts.csv"
    path.write_bytes(made.file("contacts", [{"child_id": ""}]))
    assert main(["check", str(path), "--period", "2025-09", "--format", "html"]) == 2
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")
