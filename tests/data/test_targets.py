"""Targets as people write them: read with every fault named, kept for ever, never rewritten by the way."""

from datetime import date, datetime

import polars as pl
import pytest

from data import targets
from data.errors import BadInput
from data.ledger import Offer
from data.store import Store
from data.targets import Aim, enter, held, read

AIMS = {
    "cl_neet_19_21_pct": Aim("percent", "lower_is_better"),
    "icpc_15wd_pct": Aim("percent", "higher_is_better"),
    "cla_count": Aim("count", "neutral"),
    "sw_caseload_avg": Aim("ratio", "lower_is_better"),
}
ENDS = ["low", "high", "close_low", "close_high"]
AT = datetime(2026, 11, 21, 9, 0)


def csv(*lines: str) -> bytes:
    return ("indicator,valid_from,value,red,tolerance,polarity,owner,basis\n" + "\n".join(lines)).encode()


def one(line: str) -> dict:
    return read(csv(line), "t.csv", AIMS, "999").to_dicts()[0]


@pytest.mark.parametrize(
    ("line", "ends", "polarity"),
    [
        ("icpc_15wd_pct,2026-04,90,80,,,,", (90, None, 80, None), "higher_is_better"),
        ("icpc_15wd_pct,2026-04,90,,5,,,", (90, None, 85, None), "higher_is_better"),
        ("icpc_15wd_pct,2026-04,90%,,,,,", (90, None, 90, None), "higher_is_better"),
        ("cl_neet_19_21_pct,2026-04,40,45,,,,", (None, 40, None, 45), "lower_is_better"),
        ("cl_neet_19_21_pct,2026-04,2,,5,,,", (None, 2, None, 7), "lower_is_better"),
        ("sw_caseload_avg,2026-04,15-18,,2,,,", (15, 18, 13, 20), "stay_close"),
        ("sw_caseload_avg,2026-04,15 to 18,,,stay close,,", (15, 18, 15, 18), "stay_close"),
        ("cla_count,2026-04,300,,20,T,,", (280, 320, 260, 340), "stay_close"),
        ("cla_count,2026-04,300,,,lower,,", (None, 300, None, 300), "lower_is_better"),
    ],
)
def test_every_form_of_a_target(line, ends, polarity):
    row = one(line)
    assert (tuple(row[e] for e in ENDS), row["polarity"], row["kind"]) == (ends, polarity, "figures")
    assert (row["authority"], row["valid_from"], row["line"]) == ("999", date(2026, 4, 1), 2)


@pytest.mark.parametrize(("value", "kind"), [("neighbours", "neighbours"), ("none", "none")])
def test_the_neighbours_median_and_no_target_at_all(value, kind):
    assert one(f"icpc_15wd_pct,2026-04-15,{value},,,,,")["kind"] == kind
    assert one(f"icpc_15wd_pct,15/04/2026,{value},,,,,")["valid_from"] == date(2026, 4, 15)


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("cl_neet_1921_pct,2026-04,40,,,,,", "indicator", "Did you mean 'cl_neet_19_21_pct'"),
        ("icpc_15wd_pct,April,90,,,,,", "valid_from", "Write a month such as 2026-04"),
        ("icpc_15wd_pct,2026-13,90,,,,,", "valid_from", "Write a month"),
        ("icpc_15wd_pct,,90,,,,,", "valid_from", "Write a month"),
        ("icpc_15wd_pct,2026-04,ninety,,,,,", "value", "Write a number"),
        ("icpc_15wd_pct,2026-04,,,,,,", "value", "Give a number, a band"),
        ("icpc_15wd_pct,2026-04,-5,,,,,", "value", "0 or more"),
        ("icpc_15wd_pct,2026-04,900,,,,,", "value", "100 at most"),
        ("icpc_15wd_pct,2026-04,90,95,,,,", "red", "must not lie above the target"),
        ("cl_neet_19_21_pct,2026-04,40,35,,,,", "red", "must not lie below the target"),
        ("icpc_15wd_pct,2026-04,90,80,5,,,", "tolerance", "either a limit"),
        ("icpc_15wd_pct,2026-04,90,,,lower,,", "polarity", "Higher is better for this indicator"),
        ("icpc_15wd_pct,2026-04,90,,,sideways,,", "polarity", "Write one of"),
        ("cla_count,2026-04,300,,,,,", "polarity", "say higher, lower or stay close"),
        ("cla_count,2026-04,300,,,stay close,,", "tolerance", "say within how much"),
        ("sw_caseload_avg,2026-04,18-15,,,,,", "high", "low not above high"),
        ("sw_caseload_avg,2026-04,15-18,20,,,,", "red", "holds on both sides"),
        ("icpc_15wd_pct,2026-04,15-18,,,higher,,", "polarity", "stay close"),
    ],
)
def test_a_fault_names_file_line_column_and_what_was_expected(line, column, expected):
    with pytest.raises(BadInput) as refused:
        read(csv("icpc_15wd_pct,2025-04,90,,,,,", line), "aims.csv", AIMS, "999")
    text = str(refused.value)
    assert text.startswith(f"aims.csv, line 3, column {column}: ") and expected in text
    assert text.endswith("Nothing of the file was used.")


def test_all_faults_are_said_at_once():
    with pytest.raises(BadInput) as refused:
        read(csv("nothing,2026-04,1,,,,,", "icpc_15wd_pct,soon,many,,,,,"), "t.csv", AIMS, "999")
    assert str(refused.value).count("t.csv, line") == 3


def test_the_same_day_twice_and_columns_that_are_not_known():
    twice = "icpc_15wd_pct,2026-04,90,,,,,"
    with pytest.raises(BadInput, match=r"line 3, column valid_from.*Line 2 has a target"):
        read(csv(twice, twice), "t.csv", AIMS, "999")
    with pytest.raises(BadInput, match=r"column goal.*Did you mean|column goal.*The columns are"):
        read(b"indicator,valid_from,goal\nicpc_15wd_pct,2026-04,90\n", "t.csv", AIMS, "999")
    with pytest.raises(BadInput, match="column valid_from: nothing is given"):
        read(b"indicator,value\nicpc_15wd_pct,90\n", "t.csv", AIMS, "999")
    with pytest.raises(BadInput, match=r"column amber|column red"):
        read(b"indicator,valid_from,value,amber,red\nicpc_15wd_pct,2026-04,90,85,80\n", "t.csv", AIMS, "999")


def test_of_whom_a_target_is():
    rows = read(b"authority,indicator,valid_from,value\n999,icpc_15wd_pct,2026-04,90\n", "t.csv", AIMS)
    assert rows["authority"].to_list() == ["999"]
    with pytest.raises(BadInput, match="column authority: '888'"):
        read(b"authority,indicator,valid_from,value\n888,icpc_15wd_pct,2026-04,90\n", "t.csv", AIMS, "999")
    with pytest.raises(BadInput, match="column authority: nothing is given"):
        read(csv("icpc_15wd_pct,2026-04,90,,,,,"), "t.csv", AIMS)


def test_csv_as_spreadsheets_write_it():
    text = "\ufeffIndicator;Valid from;Value\r\nicpc_15wd_pct;01/04/2026;90\r\n;;\r\n"
    rows = read(text.encode(), "t.csv", AIMS, "999")
    assert rows.select("valid_from", "low").rows() == [(date(2026, 4, 1), 90.0)]


def test_toml():
    text = b"""
# local targets
[[target]]
indicator = "icpc_15wd_pct"
valid_from = 2026-04-01
value = 90
tolerance = 5

[[target]]
indicator = "nothing"
valid_from = "2026-04"
value = "neighbours"
"""
    with pytest.raises(BadInput, match=r"t.toml, line 9, column indicator: 'nothing'"):
        read(text, "t.toml", AIMS, "999")
    rows = read(text.replace(b'"nothing"', b'"cl_neet_19_21_pct"'), "t.toml", AIMS, "999")
    assert rows.select("line", "kind", "close_low").rows() == [(3, "figures", 85.0), (9, "neighbours", None)]
    with pytest.raises(BadInput, match=r"t.toml is not TOML: .*line 1"):
        read(b"value = = 3\n[[target]]\n", "t.toml", AIMS, "999")
    with pytest.raises(BadInput, match=r"\[\[target\]\]"):
        read(b"value = 3", "t.toml", AIMS, "999")


# kept ---------------------------------------------------------------------------------------------------


@pytest.fixture()
def store(tmp_path):
    """A store that holds returns up to the end of October 2026."""
    store = Store(tmp_path)
    store.commit([
        Offer(
            upload_id="1", offered_at=AT, offered_by="x", authority="999", authority_name="X", list="care_leavers",
            period="2026-10", extract_date=date(2026, 10, 31), filename="f", sha256="0", verdict="accept", rows_read=0,
            rows_stored=0,
        )
    ])  # fmt: skip
    return store


def entered(store, *lines, at=AT, correct=False, name="t.csv") -> pl.DataFrame:
    return enter(store, csv(*lines), name, AIMS, authority="999", by="someone", at=at, correct=correct)


def test_what_is_entered_is_held_with_who_when_and_the_bytes(store):
    version = store.version()
    entered(store, "icpc_15wd_pct,2025-04,90,,,,Head of safeguarding,Plan")
    [row] = held(store, "999").to_dicts()
    assert (row["owner"], row["basis"], row["entered_by"], row["entered_at"]) == (
        "Head of safeguarding", "Plan", "someone", AT,
    )  # fmt: skip
    assert store.archive.read(row["sha256"]) == csv("icpc_15wd_pct,2025-04,90,,,,Head of safeguarding,Plan")
    assert store.version() != version
    assert held(store, "888").is_empty()


def test_the_same_file_twice_says_nothing_new(store):
    line = "icpc_15wd_pct,2025-04,90,,,,,"
    assert entered(store, line).height == 1
    assert entered(store, line, at=datetime(2026, 11, 22)).height == 0
    assert held(store, "999").height == 1


def test_a_target_for_months_already_judged_by_another_needs_a_word(store):
    entered(store, "icpc_15wd_pct,2025-04,90,,,,,")
    later = datetime(2026, 11, 22)
    for line in ("icpc_15wd_pct,2025-04,80,,,,,", "icpc_15wd_pct,2026-10,80,,,,,"):
        with pytest.raises(BadInput, match=r"judged by the target that someone entered on 21/11/2026.*--correct"):
            entered(store, line, at=later)
    assert held(store, "999").height == 1
    entered(store, "icpc_15wd_pct,2025-04,80,,,,,", at=later, correct=True)
    assert held(store, "999")["low"].to_list() == [90.0, 80.0]  # both stay on record


def test_a_later_target_and_one_of_another_indicator_need_none(store):
    entered(store, "icpc_15wd_pct,2025-04,90,,,,,")
    entered(store, "icpc_15wd_pct,2026-11,85,,,,,", "cl_neet_19_21_pct,2025-04,40,,,,,", at=datetime(2026, 11, 22))
    entered(store, "icpc_15wd_pct,2026-11,86,,,,,", at=datetime(2026, 11, 23))  # nothing is judged by it yet
    assert held(store, "999").height == 4


def test_a_file_with_a_fault_stores_nothing(store):
    with pytest.raises(BadInput):
        entered(store, "icpc_15wd_pct,2025-04,90,,,,,", "nothing,2025-04,1,,,,,")
    assert held(store, "999").is_empty() and list(held(store, "999").columns) == list(targets.TARGETS)
