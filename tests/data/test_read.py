"""Reading one file: each rule on a few hand-made lines, then whole files in every dress."""

import csv
import io
import json
import re
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import periods
from data.read import Reading, guess, read
from data.returns import find

SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples"
EXTRACT = date(2025, 9, 30)

CONTACTS = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,Contact Source"
ROW = "1001,a) Male,a) WBRI,05/06/2015,10,12/09/2025,q) 6: Police"
OTHER = "1002,b) Female,b) WIRI,05/07/2016,9,13/09/2025,q) 6: Police"
PEP = "child_id,term,pep_date,quality,on_roll,attendance_pct"


def reading(text: str | bytes, name: str = "contacts") -> Reading:
    raw = text if isinstance(text, bytes) else text.encode()
    return read(raw, filename="folder/list.csv", schema=find(name), extract_date=EXTRACT)


def found(result: Reading) -> list[tuple]:
    """(line, column, rule, severity) of every issue."""
    return result.issues.select("line", "column", "rule", "severity").rows()


def contact(**cells: str) -> str:
    names = ("id", "gender", "ethnicity", "born", "age", "contact", "source")
    values = dict(zip(names, ROW.split(","), strict=True)) | cells
    return ",".join(f'"{v}"' if "," in v or "\n" in v else v for v in values.values())


def cell(**cells: str) -> list[tuple]:
    """The issues of one contact with these cells, after one without fault."""
    return found(reading("\n".join([CONTACTS, OTHER, contact(**cells)]) + "\n"))


def test_a_clean_file():
    result = reading(f"{CONTACTS}\n{ROW}\n")
    assert not result.rejected and result.rows_read == 1 and result.absent == frozenset()
    assert result.issues.is_empty() and result.issues.columns == [
        "file", "line", "column", "rule", "severity", "value", "message",
    ]  # fmt: skip
    assert result.frame.schema == pl.Schema({"line": pl.Int64()} | find("contacts").schema)
    assert result.frame.row(0) == (2, "1001", "M", "WBRI", date(2015, 6, 5), 10.0, date(2025, 9, 12), "6")


def test_an_issue_says_where_and_what():
    (issue,) = reading(f"{CONTACTS}\n{contact(contact='31/02/2025')}\n").issues.to_dicts()
    message = issue.pop("message")
    assert issue == {
        "file": "list.csv", "line": 2, "column": "contact_date", "rule": "invalid_date", "severity": "error",
        "value": "31/02/2025",
    }  # fmt: skip
    assert "Date of Contact" in message and "dd/mm/yyyy" in message


# ---- header ----


def test_titles_above_the_header_are_passed_over_and_lines_are_physical():
    result = reading(f'sep=,\nContacts of September\n\n"Printed by\nthe office"\n{CONTACTS}\n\n{ROW}\n')
    assert found(result) == [] and result.frame["line"].to_list() == [8]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_a_header(delimiter):
    result = reading(f"{CONTACTS}\n{ROW}\n".replace(",", delimiter))
    assert found(result) == [] and result.frame["contact_source"].to_list() == ["6"]


def test_headers_match_by_letters_alone_and_by_alias():
    header = "contact\u00a0source ,DATE OF CONTACT,age,D.O.B.,ethnicity,GENDER,Child ID"
    result = reading(f"{header}\nPolice,12/09/2025,10,05/06/2015,WBRI,M,1001\n")
    assert found(result) == [] and result.frame["child_id"].to_list() == ["1001"]
    assert result.frame["date_of_birth"].to_list() == [date(2015, 6, 5)]


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3\n", "just a note\n", "\n" * 20 + f"{CONTACTS}\n{ROW}\n"])
def test_no_header(text):
    result = reading(text)
    assert result.rejected and result.rows_read == 0 and found(result) == [(None, None, "no_header", "error")]
    assert result.frame.is_empty() and result.frame.columns == ["line", *find("contacts").schema]


def test_another_list_is_named():
    result = reading(f"{CONTACTS}\n{ROW}\n", "referrals")
    assert found(result) == [(1, None, "wrong_list", "error")]
    assert "annex_a_list_1" in result.issues["message"][0]


def test_missing_columns():
    result = reading(
        "\n".join(line.rsplit(",", 2)[0] for line in (CONTACTS, ROW)).replace("Gender", "Sex of child") + "\n"
    )
    missing = [(1, c, "missing_column", "error") for c in ("gender", "contact_date", "contact_source")]
    assert found(result) == missing and result.rows_read == 0 and result.rejected
    without_age = "\n".join(",".join(x for i, x in enumerate(r.split(",")) if i != 4) for r in (CONTACTS, ROW))
    result = reading(without_age)
    assert found(result) == [(1, "age_years", "missing_column", "warning")]
    assert not result.rejected and result.absent == {"age_years"} and result.frame["age_years"].to_list() == [None]


def care_leavers(*left_out: str) -> str:
    columns = [c for c in find("care_leavers").columns if c.name not in left_out]
    rows = [[c.header for c in columns], ["7" if c.name == "child_id" else "" for c in columns]]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def test_the_older_layout_of_list_9_is_no_issue_but_half_of_it_is():
    new = ("uasc_or_former", "personal_adviser", "pathway_plan_review_date", "latest_contact_date")
    result = reading(care_leavers(*new), "care_leavers")
    assert found(result) == [] and result.absent == set(new)
    assert found(reading(care_leavers(*new[1:]), "care_leavers")) == [
        (1, "personal_adviser", "missing_column", "error")
    ]
    assert found(reading(care_leavers(*new[2:]), "care_leavers")) == [
        (1, "pathway_plan_review_date", "missing_column", "warning"),
        (1, "latest_contact_date", "missing_column", "warning"),
    ]


def test_list_8_may_lack_where_the_placement_is_and_have_row_numbers():
    columns = [c for c in find("list_8").columns if c.name not in ("placement_location", "placement_la")]
    text = io.StringIO()
    csv.writer(text).writerows([[*(c.header for c in columns), "RowNum"], ["7", *[""] * (len(columns) - 1), "1"]])
    assert found(reading(text.getvalue(), "list_8")) == [
        (1, "placement_location", "missing_column", "warning"),
        (1, "placement_la", "missing_column", "warning"),
    ]


def test_unknown_columns_count_only_with_data_under_them():
    text = f"{CONTACTS},Village,,,Empty\n{ROW},Ayton,,,\n{OTHER},,,x,\n"
    result = reading(text)
    assert found(result) == [(1, None, "unknown_column", "warning")] * 2
    assert result.issues["value"].to_list() == ["Village", ""]


@pytest.mark.parametrize(
    ("header", "cell", "rule", "severity"),
    [
        ("Date of Birth", "05/06/2015", "duplicate_column", "warning"),
        ("DOB", " 05/06/2015 ", "two_columns_one_field", "warning"),
        ("DOB", "06/06/2015", "two_columns_one_field", "error"),
        ("date-of-birth", "", "duplicate_column", "error"),
    ],
)
def test_one_field_twice(header, cell, rule, severity):
    result = reading(f"{CONTACTS},{header}\n{ROW},{cell}\n")
    assert found(result) == [(1, "date_of_birth", rule, severity)]
    assert result.rejected == (severity == "error") and result.rows_read == (severity == "warning")


# ---- records ----


def test_what_is_left_out_of_the_records():
    text = "\n".join(
        [CONTACTS, ROW, ",,\u00a0,,,,", CONTACTS.upper(), OTHER, "Grand total: ,2,,,,,", "Extracted by the office", ""]
    )
    result = reading(text)
    assert found(result) == [
        (4, None, "repeated_header", "warning"),
        (6, None, "totals_row", "warning"),
        (7, None, "footer_row", "warning"),
    ]
    assert result.rows_read == 2 and result.frame["line"].to_list() == [2, 5]


def test_a_totals_word_in_a_full_row_or_inside_a_word_is_data():
    assert reading(f"{CONTACTS}\n{contact(id='Total')}\nTotally,,,,,,\n").rows_read == 2


@pytest.mark.parametrize("end", ["1003,a) Male", '1003,"a) Male,b\nc,d\n'], ids=["short", "open quote"])
def test_a_file_that_stops_in_a_row_is_refused_and_the_rest_still_checked(end):
    result = reading(f"{CONTACTS}\n{contact(contact='31/02/2025')}\n{end}")
    assert result.rejected and result.rows_read == 2 and result.frame.height == 1
    assert found(result) == [(2, "contact_date", "invalid_date", "error"), (3, None, "truncated_file", "error")]


def test_ends_that_are_whole():
    assert found(reading(f"{CONTACTS}\n{ROW}")) == []
    assert found(reading(f"{CONTACTS}\n1001,M\n{ROW}\n")) == []  # short, but not the last
    assert found(reading(f"{CONTACTS}\n{ROW}\n1001,M\n")) == []  # short, but finished
    assert found(reading(f"{CONTACTS}\n{ROW}\n   ")) == []


def test_extra_cells():
    result = reading(f"{CONTACTS}\n{ROW},,\n{OTHER},tail\nx,y,31/02/2025,31/02/2025,x,31/02/2025,Smith, Jane\n")
    assert found(result) == [(3, None, "extra_cells", "error"), (4, None, "extra_cells", "error")]
    assert result.rows_read == 3 and result.frame.row(2)[1:] == (None,) * 7


def test_no_rows():
    result = reading(f"{CONTACTS}\n")
    assert result.rejected and found(result) == [(None, None, "no_rows", "error")]
    result = reading(f"{PEP}\n\n", "pep")
    assert not result.rejected and found(result) == [(None, None, "no_rows", "warning")] and result.rows_read == 0


# ---- cells ----


@pytest.mark.parametrize("token", ["", "-", "..", "#N/A", "n/a", "NULL", "nan", "<BLANK>", "01/01/1900", "#DIV/0!"])
def test_null_tokens_are_null_in_every_kind_of_column(token):
    result = reading(f"{CONTACTS}\n{','.join([token] * 6)},{token}\n{ROW}\n" if token else f"{CONTACTS}\n,,,,,,6\n")
    assert found(result) == [] and result.frame.row(0)[1:7] == (None,) * 6


def test_excel_wrapping_and_odd_white_space_come_off():
    row = contact(id='="001001"', gender="\u200bb)\u00a0Female\u00a0", contact='"=""12/09/2025"""'.strip('"'))
    result = reading(f"{CONTACTS}\n{row}\n")
    assert result.frame.select("child_id", "gender").row(0) == ("001001", "F")


@pytest.mark.parametrize(
    ("value", "rule", "stored"),
    [
        ("1.02E+07", "id_scientific", None),
        ("Jane Smith", "id_looks_like_name", None),
        ("SMITH, Jane", "id_looks_like_name", None),
        ("O’Brien, Siân Llŷr-Jones", "id_looks_like_name", None),
        ("=A2", "invalid_id", None),
        ("-7", "invalid_id", None),
        ("x" * 51, "invalid_id", None),
        ("10 02", "id_spaces_removed", "1002"),
        ("CSC-1", None, "CSC-1"),
        ("AB 12", None, "AB 12"),
        ("1E7", None, "1E7"),
    ],
)
def test_ids(value, rule, stored):
    severity = "warning" if rule == "id_spaces_removed" else "error"
    result = reading("\n".join([CONTACTS, contact(id=value)]) + "\n")
    assert found(result) == ([(2, "child_id", rule, severity)] if rule else [])
    assert result.frame["child_id"].to_list() == [stored]


def test_a_name_in_the_id_column_is_never_repeated():
    result = reading("\n".join([CONTACTS, contact(id="Jane Smith")]) + "\n")
    assert "Smith" not in str(result.issues.to_dicts()) and "Smith" not in str(result.frame.to_dicts())


def test_lost_leading_zeros_are_put_back_only_when_the_file_shows_them():
    def ids(*values):
        return reading("\n".join([CONTACTS, *(contact(id=v) for v in values)]) + "\n")

    result = ids("0001", "0002", "1003", "1004", "17")
    assert result.frame["child_id"].to_list() == ["0001", "0002", "1003", "1004", "0017"]
    assert found(result) == [(6, "child_id", "id_leading_zeros_lost", "warning")]
    assert found(ids("1001", "1002", "1003", "1004", "17")) == []  # none begins with 0
    assert found(ids("0001", "0002", "1003", "17", "18")) == []  # three of five share a length
    both = found(ids("0001", "0002", "1003", "1004", "1 7"))
    assert [i[2] for i in both] == ["id_spaces_removed", "id_leading_zeros_lost"]


def test_dates_that_only_make_sense_the_american_way_refuse_the_file():
    text = f"{CONTACTS}\n{contact(born='02/03/2015', contact='09/13/2025', age='x')}\n{contact(born='03/25/2015')}\n"
    result = reading(text)
    assert result.rejected and result.rows_read == 2 and result.frame.is_empty()
    assert found(result) == [(2, "contact_date", "us_dates", "error"), (3, "date_of_birth", "us_dates", "error")]


def test_one_date_with_the_day_first_makes_the_others_ordinary_faults():
    text = f"{CONTACTS}\n{contact(contact='09/13/2025')}\n{contact(contact='13/09/2025')}\n"
    assert found(reading(text)) == [(2, "contact_date", "invalid_date", "error")]


def test_other_dates():
    assert cell(contact="tbc") == [(3, "contact_date", "invalid_date", "error")]
    assert cell(born="tbc") == [(3, "date_of_birth", "invalid_date", "error")]  # may be blank, not nonsense
    assert cell(born="5/6/15") == [(3, "date_of_birth", "two_digit_year", "warning")]


def test_times_are_dropped_from_dates_and_kept_in_moments():
    result = reading(
        "episode_id,child_id,type,start_datetime,end_datetime,rhi_offered,rhi_offered_datetime,rhi_accepted,"
        "rhi_held_datetime\nM1,7,M,12/07/2024 05:12,45485.5,Y,,N,\n",
        "x5_missing_episodes",
    )
    row = result.frame.row(0, named=True)
    assert row["start_datetime"] == datetime(2024, 7, 12, 5, 12)
    assert row["end_datetime"] == datetime(2024, 7, 12, 12, 0) and row["rhi_held_datetime"] is None
    result = reading(f"{CONTACTS}\n{contact(contact='12/09/2025 23:59')}\n")
    assert result.frame["contact_date"].to_list() == [date(2025, 9, 12)]


def test_codes_that_are_not_in_their_set():
    assert cell(gender="Q") == [(3, "gender", "unknown_code", "error")]
    text = f"{PEP}\n7,2025-AUT,12/09/2025,Purple,Y,90\n"
    result = reading(text, "pep")
    assert found(result) == [(2, "quality", "unknown_code", "warning")] and result.frame["quality"][0] is None


def test_not_recorded_is_looked_up_in_the_codes_first():
    result = reading(f"{CONTACTS}\n{contact(gender='Not recorded', ethnicity='No data', source='Unknown')}\n")
    assert result.frame.select("gender", "ethnicity", "contact_source").row(0) == ("U", "NOBT", "10")
    assert found(result) == []


@pytest.mark.parametrize(
    ("value", "rule", "stored"),
    [
        ("1,234", None, 1234),
        (" 3.0 ", None, 3),
        ("0", None, 0),
        ("-2", "negative_count", None),
        ("2.5", "not_a_number", None),
        ("50%", "not_a_number", None),
        ("two", "not_a_number", None),
        ("12,34", "not_a_number", None),
        ("99999999999999999999", "not_a_number", None),
    ],
)
def test_whole_numbers(value, rule, stored):
    columns = [c.header for c in find("referrals").columns]
    row = ["7", "M", "WBRI", "05/06/2015", "10", "12/09/2025", "6", "N", value, "Team", "Worker"]
    text = io.StringIO()
    csv.writer(text).writerows([columns, row])
    result = reading(text.getvalue(), "referrals")
    assert found(result) == ([(2, "referrals_prev_12m", rule, "error")] if rule else [])
    assert result.frame["referrals_prev_12m"].to_list() == [stored]


@pytest.mark.parametrize(
    ("value", "stored", "rules"),
    [("64.9%", 64.9, []), (" 88 ", 88.0, []), ("104.5", 104.5, []), ("ninety", None, ["not_a_number"])],
)
def test_attendance_takes_decimals_and_percent(value, stored, rules):
    result = reading(f"{PEP}\n7,2025-AUT,12/09/2025,RED,Y,{value}\n", "pep")
    assert result.frame["attendance_pct"].to_list() == [stored] and result.issues["rule"].to_list() == rules


def test_an_age_that_cannot_be_used_is_only_a_warning():
    assert cell(age="-1") == [(3, "age_years", "bad_age", "warning")]
    assert cell(age="ten") == [(3, "age_years", "bad_age", "warning")]
    assert cell(age="6.138") == []


@pytest.mark.parametrize(
    ("value", "rules"),
    [
        ("=cmd|' /C calc'!A0", ["formula_cell"]),
        ("+44 7700 900123", ["formula_cell"]),
        ("@SUM(1+9)", ["formula_cell"]),
        ("- see Duty Team", ["formula_cell"]),
        ("<script>alert(1)</script>", ["html_in_text"]),
        ("<img src=x onerror=alert(1)>", ["html_in_text"]),
        ("-<b>" + "x" * 500, ["formula_cell", "html_in_text", "long_text"]),
        ("-", []),
        ("under <5s team", []),
        ("Team <tbc>", []),
    ],
)
def test_text(value, rules):
    columns = [c.header for c in find("early_help").columns]
    row = ["7", "M", "WBRI", "05/06/2015", "10", "12/09/2025", "", value]
    text = io.StringIO()
    csv.writer(text).writerows([columns, row])
    result = reading(text.getvalue(), "early_help")
    assert found(result) == [(2, "assessing_organisation", rule, "warning") for rule in rules]
    assert result.frame["assessing_organisation"][0] == (None if value == "-" else value[:500])


@pytest.mark.parametrize(("value", "good"), [("WA1 1AA", True), ("ec1a1bb", True), ("nope", False), ("WA1", False)])
def test_postcodes(value, good):
    header = "child_id,placement_start_date,home_postcode,placement_postcode,distance_miles,in_own_la"
    result = reading(f"{header}\n7,12/09/2025,nope,{value},1.5,Y\n", "placement_distance")
    assert found(result) == ([] if good else [(2, "placement_postcode", "bad_postcode", "warning")])


# ---- whole files ----

cells = st.text(alphabet="ab é£,;\t|\"'\n", max_size=8).map(lambda t: f"x{t.strip()}x")
dresses = st.tuples(
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=12), dresses)
def test_a_file_reads_the_same_in_every_dress(rows, dress):
    delimiter, ends, encoding, quoting, last_break = dress
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\n")
    writer.writerow(["team", "role", "snapshot_date", "established_fte"])
    lines = []
    for team, note in rows:
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow([team + note, "SW", "30/09/2025", "1.5"])
    written = text.getvalue() if last_break else text.getvalue().removesuffix("\n")
    raw = written.replace("\n", ends).encode(encoding, errors="replace")
    result = read(raw, filename="posts.csv", schema=find("workforce_posts"), extract_date=EXTRACT)
    assert not result.rejected and set(result.issues["rule"]) <= {"missing_column"}
    assert result.frame["team"].to_list() == [team + note for team, note in rows]
    assert result.frame["line"].to_list() == lines
    assert set(result.frame["established_fte"]) == {1.5} and set(result.frame["role"]) == {"SW"}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["list.csv", "list.xlsx"]))
def test_no_bytes_whatever_make_reading_fail(tail, filename):
    for raw in (tail, CONTACTS.encode() + b"\n" + tail, f"{CONTACTS}\n{ROW}\n".encode() + tail, b"PK\x03\x04" + tail):
        result = read(raw, filename=filename, schema=find("contacts"), extract_date=EXTRACT)
        assert result.frame.columns == ["line", *find("contacts").schema]
        assert result.rejected == (result.frame.is_empty() or "truncated_file" in result.issues["rule"].to_list())


def test_guess():
    assert guess(f"Title\n{CONTACTS}\n{ROW}\n".encode(), "x.csv").name == "contacts"
    assert guess(PEP.replace(",", ";").encode(), "x.csv").name == "pep"
    assert guess(b"nothing of ours\n", "x.csv") is None and guess(b"", "x.csv") is None


# ---- samples ----


def sample_folder(name: str) -> Path:
    if not (SAMPLES / name).is_dir():
        pytest.skip(f"needs ../shared: samples/{name}")
    return SAMPLES / name


def test_every_sample_return_reads_without_an_issue():
    files = sorted(sample_folder("returns_small").glob("*/*.csv"))
    assert files
    for path in files:
        result = read(
            path.read_bytes(),
            filename=path.name,
            schema=find(path.stem),
            extract_date=periods.month_end(path.parent.name),
        )
        assert set(result.issues["rule"]) <= {"no_rows"} and not result.rejected, (path, result.issues)
        assert result.rows_read == result.frame.height


@pytest.mark.parametrize("folder", ["synth903", "demand_model_903"])
def test_generated_903_files_read(folder):
    for path in sorted(sample_folder(folder).glob("*.csv"))[:14]:
        schema = find("ssda903_" + path.stem.split("-")[-1])
        result = read(path.read_bytes(), filename=path.name, schema=schema, extract_date=date(2025, 3, 31))
        assert not result.rejected and result.rows_read == result.frame.height > 0
        assert result.issues.filter(pl.col("rule") == "invalid_date").is_empty()


# Rules that need more than the text of one cell: the gate's.
ELSEWHERE = re.compile(
    "missing_(id|key|value)|date_after|end_before|dob_|age_|out_of_range|duplicate_(row|conflict|file)|too_many"
    "|wrong_period|no_dates|authority|row_count|not_in_list|eligible|care_counts"
)


def test_the_corpus_of_faulty_uploads():
    folder = sample_folder("corpus/open")
    cases = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for case in cases:
        if "generator" in case or case["kind"] == "same_file_twice":
            continue
        result = read(
            (folder / case["file"]).read_bytes(),
            filename=case["file"],
            schema=find(case["list"]),
            extract_date=date.fromisoformat(case["extract_date"]),
        )
        wanted = [
            (i["line"], i["column"], i["rule"], i["severity"]) for i in case["issues"] if not ELSEWHERE.match(i["rule"])
        ]
        assert sorted(found(result), key=str) == sorted(wanted, key=str), case["id"]
        assert result.rows_read == case["rows_read"], case["id"]
        rows = {row["line"]: row for row in result.frame.to_dicts()}
        booked = {(i["line"], i["column"]) for i in case["issues"] if i["rule"] == "date_after_extract"}
        for sample in case.get("stored_sample", []):
            for name, value in sample["values"].items():
                got = rows[sample["line"]][name]
                got = got.isoformat() if isinstance(got, date) else got
                assert got == value or (sample["line"], name) in booked, (case["id"], sample["line"], name)
