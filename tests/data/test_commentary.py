"""Commentary read from a file: what is taken, and how each fault is said."""

import hashlib

import pytest

from data import commentary
from data.errors import BadInput

IDS = ("cla_count", "cl_neet_19_21_pct")
HEAD = "indicator,period,text,author\n"


def read(text: str) -> commentary.Commentary:
    return commentary.read((HEAD + text).encode(), "said.csv", IDS)


def test_a_remark_is_read_with_its_line_and_the_file_with_its_digest():
    text = 'cla_count,2026-09,"Two lines\n of one text.",Head of service\ncl_neet_19_21_pct,2026-09,Fewer.,Director\n'
    found = read(text)
    assert found.sha256 == hashlib.sha256((HEAD + text).encode()).hexdigest()
    assert [(r.indicator, r.text, r.author, r.line) for r in found.remarks] == [
        ("cla_count", "Two lines of one text.", "Head of service", 2),
        ("cl_neet_19_21_pct", "Fewer.", "Director", 4),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("cla_cuont,2026-09,x,Director", r"said\.csv, line 2, column indicator: 'cla_cuont'.*Did you mean 'cla_count'"),
        (",2026-09,x,Director", "line 2, column indicator: nothing is given. Name the indicator"),
        ("cla_count,Sept 26,x,Director", "column period: 'Sept 26' cannot be used. Write the month .* as 2026-09"),
        ("cla_count,,x,Director", "column period: nothing is given"),
        ("cla_count,2026-09,,Director", "column text: nothing is given. Write what there is to say"),
        ("cla_count,2026-09,x,", "column author: nothing is given. Say who says so, by role"),
        (f"cla_count,2026-09,{'x' * 601},Director", "It has 601 characters, and there is room for 600"),
        ("cla_count,2026-09,a\u202eb,Director", "signs that cannot be printed"),
        ("cla_count,2026-09,x,Director,more", "The header has 4 columns"),
        ("cla_count,2026-09,x,A\ncla_count,2026-09,y,B", "line 3, column indicator: .*Line 2 speaks of the same"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_what_was_expected(line, said):
    with pytest.raises(BadInput, match=said):
        read(line + "\n")


def test_all_faults_of_a_file_are_said_at_once():
    with pytest.raises(BadInput) as told:
        read("x,2026-09,a,B\ncla_count,never,,B\n")
    assert str(told.value).count("said.csv, line") == 3


def test_the_file_of_a_store_is_read_where_there_is_one(tmp_path):
    assert commentary.of_store(tmp_path, IDS) is None
    (tmp_path / "commentary.csv").write_text(HEAD + "cla_count,2026-09,Steady.,Director\n")
    raw, found = commentary.of_store(tmp_path, IDS)
    assert (found.filename, len(found.remarks), raw[:9]) == ("commentary.csv", 1, b"indicator")
    with pytest.raises(BadInput, match="cannot be read"):
        commentary.of_file(tmp_path / "none.csv", IDS)
