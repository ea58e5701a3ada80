"""Records: the quick way must give the very cells that csv.reader gives, with the right physical lines."""

import csv

from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.records import leading, table


def slowly(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], bool]:
    """(line, cells) of every record by csv.reader alone, and whether a quote is open at the end."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    reader = csv.reader([*(line + "\n" for line in lines), "END"], delimiter=delimiter)
    records, line = [], 1
    for record in reader:
        records.append((line, record))
        line = reader.line_num + 1
    open_quote = records[-1][1] != ["END"]
    return (records if open_quote else records[:-1]), open_quote


texts = st.text(alphabet='ab,;"\n ', max_size=60).filter(lambda t: t.strip("\n"))


@settings(max_examples=400, deadline=None)
@given(texts, st.integers(1, 4))
@example('a,"b\n"c,d\n', 2)
@example('"a""b",c\n"",""\n', 2)
@example('a,"b', 2)
@example('"a"b,c\n', 2)
@example('"a\n"\n', 1)
def test_both_ways_of_splitting_agree(text, width):
    wanted, open_quote = slowly(text, ",")
    got = table(text, ",", first_line=1, width=width)
    assert (got.open_quote is not None) == open_quote
    if open_quote:
        assert got.open_quote == wanted[-1][0]
        wanted = wanted[:-1]  # what it swallowed is of no use to anybody
    cells = {row["line"]: row for row in got.cells.to_dicts() if row["line"] != got.open_quote}
    assert len(cells) == len(wanted)
    for line, record in wanted:
        row = cells[line]
        own = [row[f"c{i}"] or "" for i in range(width)]
        assert own == [*record[:width], *[""] * (width - len(record))]
        assert (row["beyond"] is not None) == (len(record) > width)
        if len(record) > width:
            assert row["beyond"] == ",".join(record[width:])


def test_lines_are_physical_lines_also_after_a_quoted_line_break():
    got = table('id,note\n1,"two\nlines"\n2,plain\n', ",", first_line=2, width=2)
    assert got.cells.select("line", "c0", "c1").rows() == [(2, "1", "two\nlines"), (4, "2", "plain")]


def test_a_short_last_record_matters_only_without_a_line_break():
    assert table("1,2\n3", ",", first_line=1, width=2).short_end == 2
    assert table("1,2\n3\n", ",", first_line=1, width=2).short_end is None
    assert table("1,2\n3,4", ",", first_line=1, width=2).short_end is None


def test_a_quote_inside_an_unquoted_cell_is_an_ordinary_character():
    got = table('1,5" pipe\n2,a"b"c\n', ",", first_line=1, width=2)
    assert got.cells["c1"].to_list() == ['5" pipe', 'a"b"c']


def test_a_cell_larger_than_pythons_default_limit_is_read():
    long = "x" * 200_000
    got = table(f'1,"{long}\n{long}"\n', ",", first_line=1, width=2)
    assert got.cells["c1"][0] == f"{long}\n{long}"


def test_leading_records_count_blank_lines_and_know_their_lines():
    text = 'Title\n\n"a\nb",c\nd,e\n'
    assert leading(text, ",", 3) == [(1, 1, ["Title"]), (2, 1, []), (3, 2, ["a\nb", "c"])]
