"""Marks of charts: none without its reason and name, and none overwritten."""

from datetime import datetime

import pytest

from data import marks
from data.errors import BadInput
from data.store import Store

KNOWN = ["icpc_15wd_pct", "cla_count"]
HEAD = "indicator,month,kind,words,by\n"


def read(*lines: str):
    return marks.read((HEAD + "\n".join(lines)).encode(), "m.csv", KNOWN, "999")


def test_a_mark_of_one_indicator_and_of_all():
    rows = read("icpc_15wd_pct,2026-03,rebase,New chairs,Head of safeguarding", "all,2026-03,mark,New model,Director")
    assert rows.select("indicator", "month", "kind", "words", "by", "line").rows() == [
        ("icpc_15wd_pct", "2026-03", "rebase", "New chairs", "Head of safeguarding", 2),
        ("all", "2026-03", "mark", "New model", "Director", 3),
    ]


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("icpc_15wd,2026-03,mark,x,y", "indicator", "Did you mean 'icpc_15wd_pct'"),
        ("all,2026-03,rebase,x,y", "indicator", "one indicator at a time"),
        ("cla_count,March,mark,x,y", "month", "Write a month"),
        ("cla_count,2026-03,shift,x,y", "kind", "rebase, mark, removed"),
        ("cla_count,2026-03,,x,y", "kind", "rebase, mark or removed"),
        ("cla_count,2026-03,rebase,,y", "words", "Say what changed"),
        ("cla_count,2026-03,rebase,x,", "by", "Name who decided it"),
        (f"cla_count,2026-03,mark,{'x' * 61},y", "words", "60 characters"),
    ],
)
def test_a_fault_names_line_column_and_what_was_expected(line, column, expected):
    with pytest.raises(BadInput) as refused:
        read(line)
    assert f"m.csv, line 2, column {column}: " in str(refused.value) and expected in str(refused.value)


def test_marks_are_kept_replaced_and_taken_back(tmp_path):
    store = Store(tmp_path)

    def enter(text: str, day: int):
        at = datetime(2026, 11, day)
        marks.enter(store, (HEAD + text).encode(), "m.csv", KNOWN, authority="999", by="someone", at=at)

    version = store.version()
    enter("cla_count,2026-03,mark,New model,Director\nall,2026-05,mark,Storm,Director", 1)
    assert store.version() != version
    enter("cla_count,2026-03,rebase,New model,Director", 2)
    assert marks.held(store, "999").select("indicator", "kind").rows() == [("all", "mark"), ("cla_count", "rebase")]
    enter("cla_count,2026-03,removed,By mistake,Director", 3)
    assert marks.held(store, "999")["indicator"].to_list() == ["all"]
    assert marks.held(store, "888").is_empty()
