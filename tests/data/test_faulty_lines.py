"""Faulty lines as a CSV, harmless in a spreadsheet, and put right back into the file that they are from."""

import csv
import io

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.archive import digest
from data.errors import BadInput
from data.faulty_lines import FORMULA, faulty_lines, harmless, origin, put_back
from data.issues import ERROR, WARNING, issue, none
from data.returns import find

CONTACTS = find("contacts")
HEADERS = [c.header for c in CONTACTS.columns]


def file(*rows: list[str], delimiter: str = ",", titles: int = 0) -> bytes:
    out = io.StringIO("Our report\n" * titles)
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerows([HEADERS, *(r + [""] * (len(HEADERS) - len(r)) for r in rows)])
    return out.getvalue().encode()


def issues(*lines: int, rule: str = "invalid_date", severity: str = ERROR, message: str = "Wrong.") -> pl.DataFrame:
    return pl.concat([none(), *(issue(rule, severity, message, line=n, column="contact_date") for n in lines)])


def faulty(raw: bytes, found: pl.DataFrame) -> str:
    return faulty_lines(raw, "contacts.csv", CONTACTS, digest(raw), found)


def records(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def changed(text: str, *cells: tuple[int, int, str]) -> bytes:
    """The CSV with (record, column of the file, new cell) put in."""
    rows = records(text)
    for record, column, cell in cells:
        rows[record][3 + column] = cell
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


RAW = file(["A", "", "", "", "1"], ["B", "", "", "", "31/02/2026"], ["C", "", "", "", "soon"])


def test_the_lines_at_fault_with_what_is_wrong_in_front():
    heading, *rows = records(faulty(RAW, issues(3, 4)))
    assert heading == ["line", "problem", "file", *HEADERS]
    assert [row[:4] for row in rows] == [
        ["3", "Error: Wrong.", f"sha-{digest(RAW)[:16]}", "B"],
        ["4", "Error: Wrong.", f"sha-{digest(RAW)[:16]}", "C"],
    ]
    assert rows[0][7] == "31/02/2026"


def test_lines_with_errors_come_before_lines_with_warnings_and_say_each_thing_once():
    found = pl.concat([
        issues(2, severity=WARNING, message="Look."), issues(3, 3), issues(3, severity=WARNING, message="Look."),
    ])  # fmt: skip
    assert [row[:2] for row in records(faulty(RAW, found))[1:]] == [
        ["3", "Error: Wrong. Warning: Look."], ["2", "Warning: Look."],
    ]  # fmt: skip


def test_what_needs_no_mending_is_not_in_it():
    assert faulty(RAW, none()) == ""
    assert faulty(RAW, issues(1, rule="unknown_column", severity=WARNING)) == ""  # of the header
    assert faulty(RAW, issues(3, rule="duplicate_row", severity=WARNING)) == ""
    assert faulty(RAW, pl.concat([none(), issue("wrong_period", ERROR, "No.")])) == ""
    assert faulty(b"no header here\n", issues(3)) == ""


@pytest.mark.parametrize(
    "cell", ["=1+1", "@SUM(A1)", "+44 1", "-2+3+cmd|' /C calc'!A0", "\tx", "\rx", '="a"&B1', "=A2"]
)
def test_a_formula_is_kept_a_text(cell):
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell", ["", "-", "-5", "+1.5", "1,234", "text", "'=1", "..", '="00123"', "12/03/2026", "-12%"]
)
def test_what_is_no_formula_is_left_alone(cell):
    assert harmless(cell) == cell


@given(st.text(max_size=12))
@settings(max_examples=200)
def test_nothing_that_begins_like_a_formula_gets_out_unless_it_is_a_number_a_dash_or_a_text(cell):
    out = harmless(cell)
    if out.startswith(FORMULA):
        assert set(out) <= set("0123456789+-.,%") or (
            out.startswith('="') and out.endswith('"') and out.count('"') == 2
        )


def test_a_formula_in_a_cell_in_the_header_and_in_a_problem_is_harmless():
    raw = RAW.replace(b"soon", b"=1+1").replace(HEADERS[-1].encode(), b"=evil()")
    text = faulty(raw, issues(4, message="=1"))
    assert not any(cell.startswith("=") for row in records(text) for cell in row)


def test_a_corrected_line_goes_back_to_its_place_and_the_rest_stays_as_it_was():
    text = faulty(RAW, issues(3, 4))
    whole, count = put_back(changed(text, (1, 4, "28/02/2026")), RAW, CONTACTS)
    assert count == 1
    assert whole == RAW.replace(b"31/02/2026", b"28/02/2026")
    assert put_back(text.encode(), RAW, CONTACTS) == (RAW, 0)


def test_an_emptied_line_is_taken_out_and_a_line_left_out_stays():
    text = faulty(RAW, issues(3, 4))
    rows = records(text)
    rows[1][3:] = [""] * len(HEADERS)
    out = io.StringIO()
    csv.writer(out).writerows(rows[:2])
    whole, count = put_back(out.getvalue().encode(), RAW, CONTACTS)
    lines = whole.decode().split("\n")
    assert (count, lines[2]) == (1, "") and lines[3].startswith("C,")


def test_a_cell_kept_a_text_for_a_spreadsheet_goes_back_as_it_was():
    raw = RAW.replace(b"C,", b"=C,")
    text = faulty(raw, issues(4))
    assert records(text)[1][3] == "'=C"
    whole, _ = put_back(changed(text, (1, 4, "01/02/2026")), raw, CONTACTS)
    assert whole == raw.replace(b"soon", b"01/02/2026")


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_file_keeps_its_own_separator_and_titles_whatever_the_spreadsheet_saves(delimiter):
    raw = file(["A", "", "", "", "soon; or not"], delimiter=delimiter, titles=2)
    text = faulty(raw, issues(4))
    sent = changed(text, (1, 0, "B")).decode()
    saved = io.StringIO()
    csv.writer(saved, delimiter=";").writerows(records(sent))
    whole, count = put_back(saved.getvalue().encode("utf-16"), raw, CONTACTS)
    assert count == 1
    assert whole.decode().split("\n")[3].startswith(f"B{delimiter}{delimiter}")
    assert whole.decode().split("\n")[:3] == raw.decode().split("\n")[:3]


def test_a_record_of_several_lines_is_replaced_whole():
    raw = file(["A", "x\ny\nz", "", "", "soon"], ["B"])
    text = faulty(raw, issues(2))
    whole, _ = put_back(changed(text, (1, 1, "x")), raw, CONTACTS)
    lines = whole.decode().split("\n")
    assert lines[1].startswith("A,x,") and lines[2:4] == ["", ""] and lines[4].startswith("B,")


def test_cells_after_the_last_column_are_shown_and_can_be_moved():
    raw = file(["A", "Smith", " Jane", "", "1/2/2026", *[""] * (len(HEADERS) - 5), "over"])
    text = faulty(raw, issues(2))
    rows = records(text)
    assert rows[1][-1] == "over" and len(rows[1]) == 3 + len(HEADERS) + 1
    assert put_back(text.encode(), raw, CONTACTS) == (raw, 0)
    whole, count = put_back(changed(text, (1, len(HEADERS), "")), raw, CONTACTS)
    assert (count, whole) == (1, raw.replace(b",over", b""))


def test_of_which_file_the_lines_are():
    text = faulty(RAW, issues(3, 4))
    assert origin(text.encode()) == digest(RAW)[:16]
    assert origin(RAW) == origin(b"") == origin(b"PK\x03\x04") == ""
    mixed = text.replace(digest(RAW)[:16], "0" * 16, 1)
    for bad in (mixed, text.replace("sha-", "1E+05"), text.split("\r\n")[0]):
        with pytest.raises(BadInput, match="which file they are from"):
            origin(bad.encode())


def test_lines_that_do_not_fit_are_refused():
    text = faulty(RAW, issues(3, 4))
    rows = records(text)
    for number, message in (("99", "is not one of the file"), ("four", "is not one"), ("3", "there twice")):
        rows[2][0] = number
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        with pytest.raises(BadInput, match=message):
            put_back(out.getvalue().encode(), RAW, CONTACTS)
    with pytest.raises(BadInput, match="columns"):
        put_back(text.replace(HEADERS[1], "Another").encode(), RAW, CONTACTS)
