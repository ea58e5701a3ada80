"""The pack as one HTML file: everything in it, nothing outside it, no text that becomes markup."""

import base64
import csv
import io
import json
import re

from dashboard.outputs.html import html
from dashboard.outputs.pack import pack
from dashboard.outputs.table import COLUMNS, as_csv, as_json
from data.panels import Panel


def test_the_file_asks_nobody_for_anything(the_pack):
    text = html(the_pack).decode()
    assert not re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', text)
    assert "<script" not in text and "@import" not in text
    assert "default-src 'none'" in text


def test_every_indicator_has_its_line_and_its_picture_says_what_it_shows(the_pack):
    text = html(the_pack).decode()
    for section in the_pack.sections:
        assert section.line.title in text
    alternatives = re.findall(r'<img alt="([^"]+)"', text)
    assert len(alternatives) == sum(s.has_figures for s in the_pack.sections)
    pictures = re.findall(r"data:image/svg\+xml;base64,([^\"]+)", text)
    assert all(base64.b64decode(p).startswith(b"<svg") for p in pictures)


def test_the_same_pack_is_the_same_bytes(card, the_pack):
    again = pack(card, Panel("corporate_parenting_panel"))
    assert html(again) == html(the_pack)
    assert as_csv(again) == as_csv(the_pack)
    assert as_json(again) == as_json(the_pack)


def test_a_title_is_never_markup_nor_a_formula(dangerous_pack):
    assert "@council &amp; sons" in html(dangerous_pack).decode()
    table = list(csv.reader(io.StringIO(as_csv(dangerous_pack).decode("utf-8-sig"))))
    assert not [c for row in table for c in row if c.startswith(("=", "@", "+"))]


def test_the_table_has_a_row_per_indicator_and_month_and_no_figure_is_no_number(the_pack):
    table = list(csv.DictReader(io.StringIO(as_csv(the_pack).decode("utf-8-sig"))))
    assert tuple(table[0]) == COLUMNS
    assert len(table) == sum(len(s.months) for s in the_pack.sections)
    assert all((row["value"] == "") == (row["state"] != "ok") for row in table)
    figures = json.loads(as_json(the_pack))["figures"]
    assert [f["value"] for f in figures] == [float(r["value"]) if r["value"] else None for r in table]


def test_a_panel_has_its_indicators_in_its_order(card):
    chosen = pack(card, Panel("Mine", ("cla_count", "cl_neet_19_21_pct"), title_page="Why", signed_by="Director"))
    assert [s.line.id for s in chosen.sections] == ["cla_count", "cl_neet_19_21_pct"]
    text = html(chosen).decode()
    assert "Why" in text and "Signed by: Director" in text
