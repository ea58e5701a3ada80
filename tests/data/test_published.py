"""Published files of every recognised kind, written small; then the real ones where they are to hand."""

import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from data import areas, published, series
from data.errors import BadInput

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "published"
PLACE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,new_la_code,la_name"
)


def real(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip("needs ../shared: published statistics")
    return path


def statistics(header: str, *lines: str) -> bytes:
    places = {
        "England": "National,E92000001,England,,,,,",
        "North West": "Regional,E92000001,England,E12000002,North West,,,",
        "Inner London": "Regional,E92000001,England,E13000001,Inner London,,,",
        "Warrington": "Local authority,E92000001,England,E12000002,North West,877,E06000007,Warrington",
        "Sunderland": "Local authority,E92000001,England,E12000001,North East,394,E08000024,Sunderland",
        "joint": "Local authority,E92000001,England,E13000002,Outer London,314 / 318,E09000021 / E09000027,Two",
        "nowhere": "Local authority,E92000001,England,E12000002,North West,123,E06000999,Nowhere",
    }
    rows = []
    for line in lines:
        year, place, rest = line.split("|")
        rows.append(f"{year},Reporting year,{places[place]},{rest}")
    return "\r\n".join([f"{PLACE},{header}", *rows, ""]).encode("utf-8-sig")


def leavers(*lines: str) -> bytes:
    return statistics("care_leaver_age,breakdown,care_leaver_count,care_leaver_percent", *lines)


EET = '17 to 18 years,"Total in education, employment or training"'


def figures(found: published.Import) -> list[tuple]:
    return found.rows.select("series", "year", "area_code", "value", "status").rows()


# ---- DfE statistics files


def test_a_statistics_file_becomes_one_row_per_figure_year_and_area():
    found = published.read(
        leavers(f"2025|Warrington|{EET},39,51", f"2025|North West|{EET},c,63", f"2025|England|{EET},9500,64"), "a.csv"
    )
    assert found.kind == "statistics" and found.rows.columns == list(published.SCHEMA)
    percent = found.rows.filter(pl.col("series") == "care_leavers_17_18_eet_pct")
    assert percent.select("area_code", "area", "level", "value", "indicator").rows() == [
        ("877", "Warrington", "authority", 51.0, "cl_eet_17_18_pct"),
        ("970", "England", "england", 64.0, "cl_eet_17_18_pct"),
        ("981", "North West", "region", 63.0, "cl_eet_17_18_pct"),
    ]
    name = "care_leavers_17_18_eet_num"
    count = found.rows.filter(pl.col("series") == name)
    assert count.select("area_code", "value", "status").rows() == [
        ("877", 39.0, "ok"),
        ("970", 9500.0, "ok"),
        ("981", None, "suppressed"),
    ]


def test_the_year_label_is_kept_beside_the_sortable_year():
    found = published.read(leavers(f"202425|Warrington|{EET},39,51"), "a.csv")
    assert found.rows.select("year", "year_label").unique().row(0) == (2025, "202425")
    assert found.rows["year"].dtype == pl.Int32


@pytest.mark.parametrize(
    ("symbol", "status"),
    [("c", "suppressed"), ("z", "not_applicable"), ("k", "rounds_to_zero"), ("u", "unreliable"), ("low", "low")],
)
def test_a_symbol_is_a_status_beside_a_null(symbol, status):
    found = published.read(leavers(f"2025|Warrington|{EET},{symbol},{symbol}"), "a.csv")
    assert found.rows.select("value", "status").unique().rows() == [(None, status)]


def test_an_unknown_symbol_names_file_line_and_column():
    with pytest.raises(BadInput, match=r"a\.csv, line 3: 'q' in care_leaver_percent"):
        published.read(leavers(f"2025|England|{EET},1,1", f"2025|Warrington|{EET},1,q"), "a.csv")


def test_an_unknown_area_says_where_to_add_it():
    with pytest.raises(BadInput, match=r"line 2: the area code '123'.*areas\.csv"):
        published.read(leavers(f"2025|nowhere|{EET},1,1"), "a.csv")


def test_a_row_cut_short_is_refused():
    with pytest.raises(BadInput, match="line 2: 3 cells"):
        published.read(leavers() + b"2025,Reporting year,National\r\n", "a.csv")


def test_the_same_figure_twice_is_refused():
    with pytest.raises(BadInput, match="line 3: a second row"):
        published.read(leavers(f"2025|England|{EET},1,1", f"2025|England|{EET},2,2"), "a.csv")


def test_a_column_that_is_new_is_left_out_with_a_note():
    raw = statistics(
        "care_leaver_age,breakdown,care_leaver_count,care_leaver_percent,mood", f"2025|England|{EET},1,1,good"
    )
    assert "'mood'" in published.read(raw, "a.csv").notes[0]
    assert published.read(leavers(f"2025|England|{EET},1,1"), "a.csv").notes == ()


WORK = (
    "inpost_fte,inpost_headcount,starters_fte,starters_headcount,leavers_fte,leavers_headcount,turnover_rate_fte,"
    "turnover_rate_headcount,agency_fte,agency_headcount,agency_rate_fte,agency_rate_headcount,agency_cover_fte,"
    "agency_cover_rate_fte,vacancy_fte,vacancy_rate_fte,vacancy_agency_cover_rate_fte,case_holders_fte,cases,"
    "caseload_fte,working_days_lost_fte,absence_rate_fte"
)


def test_a_joint_return_gives_its_rates_to_both_authorities_and_its_counts_to_neither():
    cells = ",".join("13.9" if c == "caseload_fte" else "1679" for c in WORK.split(","))
    found = published.read(statistics(WORK, f"2025|joint|{cells}"), "w.csv").rows
    rate = found.filter(pl.col("series") == "social_work_workforce/caseload_fte")
    assert rate.select("area_code", "value").rows() == [("314", 13.9), ("318", 13.9)]
    count = found.filter(pl.col("series") == "social_work_workforce/cases")
    assert count.select("value", "status").unique().rows() == [(None, "not_published")]


def test_years_and_months_become_months():
    place = "time_period,time_identifier,geographic_level,country_code,country_name"
    header = f"{place},cla_group,stage_of_adoption_process,age_start_poc,number"
    line = "2025,Reporting year,National,E92000001,England,All,4. Total,Total,01:07"
    found = published.read(f"{header}\n{line}\n".encode(), "adoption.csv")
    assert figures(found) == [("adoption_stages/number/all/4_total/total", 2025, "970", 19.0, "ok")]


def test_a_statistics_file_of_another_kind_is_named_as_such():
    raw = f"{PLACE},sessions\n2025,Reporting year,National,E92000001,England,,,,,,5\n".encode()
    with pytest.raises(BadInput, match=r"not of a kind that this program knows.*sessions"):
        published.read(raw, "absence.csv")


def test_a_category_that_is_another_table_is_refused():
    raw = statistics("category,CPP_start,CPP_subsequent,CPP_subsequent_percent", "2025|England|Something else,10,5,50")
    with pytest.raises(BadInput, match="category is 'Something else'"):
        published.read(raw, "d3.csv")


# ---- LAIT


def lait(*rows: tuple) -> bytes:
    frame = pl.DataFrame(
        [("made up", *r) for r in rows],
        schema={
            "Data item": pl.String,
            "Short Desc": pl.String,
            "Years": pl.String,
            "LA Number": pl.Float64,
            "Values": pl.String,
        },
        orient="row",
    )
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


def test_lait_text_becomes_numbers_and_a_dash_a_null():
    found = published.read(
        lait(
            ("LAC", "2025", 877.0, "69"),
            ("LAC", "2025", 201.0, "-"),
            ("ReReferral", "2024-25", 877.0, "70.900000000000006"),
            ("InfMort", "2022-24", 877.0, "-4.7980000000000002E-2"),
        ),
        "l.parquet",
    )
    assert found.kind == "lait"
    assert figures(found) == [
        ("InfMort", 2024, "877", -0.04798, "ok"),
        ("LAC", 2025, "201", None, "not_published"),
        ("LAC", 2025, "877", 69.0, "ok"),
        ("ReReferral", 2025, "877", 70.9, "ok"),
    ]
    assert found.rows["year_label"].to_list() == ["2022-24", "2025", "2025", "2024-25"]


def test_laits_stray_year_is_left_out_only_while_it_is_empty():
    found = published.read(lait(("LAC", "0", 877.0, "-"), ("LAC", "2025", 877.0, "69")), "l.parquet")
    assert found.rows.height == 1 and "1 empty row" in found.notes[0]
    with pytest.raises(BadInput, match="'0'"):
        published.read(lait(("LAC", "0", 877.0, "5")), "l.parquet")


def test_lait_with_an_unknown_area_or_value_is_refused():
    with pytest.raises(BadInput, match="'555'"):
        published.read(lait(("LAC", "2025", 555.0, "69")), "l.parquet")
    with pytest.raises(BadInput, match=r"'what' \(LAC, 2025, area 877\)"):
        published.read(lait(("LAC", "2025", 877.0, "what")), "l.parquet")


def test_a_parquet_file_of_something_else_is_refused():
    file = io.BytesIO()
    pl.DataFrame({"a": [1]}).write_parquet(file)
    with pytest.raises(BadInput, match="lacks LA Number"):
        published.read(file.getvalue(), "a.parquet")
    with pytest.raises(BadInput, match="cannot be read"):
        published.read(b"PAR1 and then nothing", "a.parquet")


def test_the_list_of_measures_gives_one_row_per_series():
    raw = (
        b"Measure_code,Topic,Measure,Measure_short,Polarity,Year_Type,No_Quartile\n"
        b"1,A,x,LAC,-,Annual,NA\n2,B,x,CINPermExclusion,Low,Academic Year,NA\n"
        b"3,C,x,CINPermExclusion,Low,Academic Year,N\n4,D,x,LAC_ceased_SGO,NA,Financial Year,NA\n"
    )
    found = published.read(raw, "dictionary.csv")
    assert found.kind == "measures" and found.rows.is_empty()
    assert found.facts.select("series", "polarity", "banded").rows() == [
        ("CINPermExclusion", "Low", False),
        ("LAC", "-", True),
        ("LAC_ceased_SGO", "-", True),
    ]


# ---- neighbours


def model(first: str, pairs: str) -> bytes:
    row = ",".join(f"{code},Very Close" for code in pairs.split())
    return (
        "A,B,C,D,E,3,4\n1,2,3,4,5,6,7\nLA num,LA Name,LA number,GOInd,GOReg,"
        + ",".join(f"SN{i},SNP" for i in range(1, 11))
        + f"\n{first},Somewhere,{first},5,North West,{row}\n,,,\n,Old SNs:,,\n928,Old,928,1,East,{row}\n"
    ).encode()


TEN = "895 937 860 811 815 916 334 893 885 865"


def test_a_neighbour_model_is_known_by_its_header_and_its_age_by_its_authorities():
    older, newer = published.read(model("877", TEN), "a.csv"), published.read(model("942", TEN), "b.csv")
    assert older.kind == "neighbours" and older.rows.is_empty()
    assert older.neighbours["model"].unique().to_list() == ["2021"]
    assert newer.neighbours["model"].unique().to_list() == ["2025"]
    assert older.neighbours.height == 10  # the list of an authority that is no more is not read
    assert older.neighbours.row(1, named=True) == {
        "model": "2021",
        "authority": "877",
        "neighbour_code": "937",
        "order": 2,
        "closeness": "Very close",
    }


def test_a_neighbour_that_is_no_authority_is_refused():
    with pytest.raises(BadInput, match="row 4: '123'"):
        published.read(model("877", TEN.replace("895", "123")), "a.csv")
    with pytest.raises(BadInput, match="'Quite near' is not known"):
        published.read(model("877", TEN).replace(b"895,Very Close", b"895,Quite near"), "a.csv")


def test_all_forms_of_the_model_of_2025_agree_and_equal_what_comes_with_the_program():
    text = real("ees", "sn_model_2025_wide.csv")
    book = real("lait", "sn_may_2025.xlsx")
    first, second = (published.read(p.read_bytes(), p.name).neighbours for p in (text, book))
    order = ["authority", "order"]
    assert first.height == 1530
    assert first.sort(order).equals(second.sort(order))
    assert first.drop("model").sort(order).equals(areas.neighbour_table("2025").sort(order))


# ---- recognising


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xef\xbb\xbf", b"hello", b"a,b\n1,2\n", b"\x00\x01\x02", b"%PDF-1.7", "naïve".encode("cp1252")],
)
def test_anything_else_is_refused_with_the_list_of_what_is_known(raw):
    with pytest.raises(BadInput, match=r"odd\.csv: the contents are not recognised.*LAIT.*neighbour"):
        published.read(raw, "odd.csv")


SHEET = '<sheetData xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><row>{}</row></sheetData>'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "hello"),
        ("xl/worksheets/sheet1.xml", "no sheet"),
        ("xl/worksheets/sheet1.xml", SHEET.format('<c t="s"><v>9</v></c>')),  # a text that is not there
        ("xl/worksheets/sheet1.xml", SHEET.format('<c t="s"><v>x</v></c>')),
    ],
)
def test_a_zip_that_is_no_workbook_is_refused(name, text):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as bundle:
        bundle.writestr(name, text)
    with pytest.raises(BadInput, match="not an Excel workbook"):
        published.read(file.getvalue(), "a.xlsx")


def test_a_missing_path_is_refused(tmp_path):
    with pytest.raises(BadInput, match="no file or folder"):
        published.files([tmp_path / "nothing"])
    with pytest.raises(BadInput, match="no file to import"):
        published.files([tmp_path])


def test_every_published_file_to_hand_is_recognised():
    found = published.read_all([real()])
    assert len(found) == 20
    kinds = [i.kind for i in found]
    assert {k: kinds.count(k) for k in set(kinds)} == {
        "statistics": 14,
        "lait": 1,
        "measures": 1,
        "areas": 1,
        "neighbours": 3,
    }
    for one in found:
        assert one.rows.filter(pl.col("value").is_not_null() != (pl.col("status") == "ok")).is_empty(), one.filename
        assert one.rows.filter(pl.struct(published.KEY).is_duplicated()).is_empty(), one.filename
        assert one.rows.select("area", "level", "year", "source", "release").null_count().sum_horizontal()[0] == 0


def test_a_low_rate_is_not_zero():
    path = real("ees", "csww_indicators_2017_to_2025.csv")
    rows = published.read(path.read_bytes(), path.name).rows
    found = rows.filter(
        (pl.col("series") == "social_work_workforce/agency_rate_fte")
        & (pl.col("area_code") == "394")
        & (pl.col("year") >= 2023)
    )
    assert found.select("value", "status").rows() == [(None, "low")] * 3


# ---- putting together


def test_the_later_import_of_the_same_figure_counts():
    old, new = lait(("LAC", "2025", 877.0, "60")), lait(("LAC", "2025", 877.0, "69"), ("LAC", "2024", 877.0, "80"))
    rows = published.settle([published.read(old, "a").rows, published.read(new, "b").rows])
    assert rows.select("year", "value").rows() == [(2024, 80.0), (2025, 69.0)]


def test_a_dash_of_lait_takes_the_reason_that_dfe_prints():
    unknown = '19 to 21 years,"Total not in education, employment or training"'
    dfe = published.read(leavers(f"2025|Warrington|{unknown},c,c"), "a.csv").rows
    dash = published.read(lait(("CareLeaversNEET", "2025", 877.0, "-")), "b").rows
    both = published.settle([dash, dfe]).filter(pl.col("series") == "CareLeaversNEET")
    assert both.select("value", "status").rows() == [(None, "suppressed")]
    number = published.read(lait(("CareLeaversNEET", "2025", 877.0, "41")), "b").rows
    kept = published.settle([number, dfe]).filter(pl.col("series") == "CareLeaversNEET")
    assert kept.select("value", "status").rows() == [(41.0, "ok")]


# ---- what comes with the program


def test_the_bundled_rows_keep_their_contract():
    rows = published.bundled()
    assert dict(rows.schema) == published.SCHEMA
    assert rows.filter(pl.struct(published.KEY).is_duplicated()).is_empty()
    assert rows.filter((pl.col("status") == "ok") != pl.col("value").is_not_null()).is_empty()
    assert set(rows["level"]) == {"authority", "region", "england"} and "999" not in set(rows["area_code"])


def test_every_series_that_an_indicator_is_compared_with_is_bundled():
    named = series.series().filter(pl.col("bundled"))
    assert set(published.bundled()["series"]) == set(named["series"])
    assert named["title"].null_count() == 0 and named["unit"].null_count() == 0 and named.height == 87


def test_the_series_that_the_specification_names_are_bundled():
    file = SHARED.parent / "spec" / "indicators.csv"
    if not file.exists():
        pytest.skip("needs ../shared: spec/indicators.csv")
    wanted = pl.read_csv(file, infer_schema=False).select("id", "national_equivalent")
    facts = {row["series"]: row for row in series.series().to_dicts()}
    checked = 0
    for indicator, text in wanted.iter_rows():
        for name in text.split(" + "):
            if not name.startswith("none"):
                assert facts[name]["bundled"] and facts[name]["indicator"] == indicator
                checked += 1
    assert checked == 74


def test_the_reference_files_equal_a_fresh_import(tmp_path):
    made = published.bundle([real()], tmp_path)
    for file in made:
        kept = areas.REFERENCE / file.name
        if file.suffix == ".parquet":
            assert pl.read_parquet(file).equals(pl.read_parquet(kept))
        else:
            assert file.read_text() == kept.read_text(), file.name


def test_the_national_facts_equal_laits_list_of_measures():
    path = real("lait", "dictionary.csv")
    facts = published.read(path.read_bytes(), path.name).facts.select("series", "polarity", "banded")
    ours = series.series().filter(pl.col("source") == "DfE LAIT").select("series", "polarity", "banded")
    assert ours.sort("series").equals(facts.sort("series"))


def test_bundling_without_the_data_says_what_is_missing(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(leavers(f"2025|England|{EET},1,1"))
    with pytest.raises(BadInput, match="Give the LAIT data as well"):
        published.bundle([file], tmp_path / "out")


def test_known_faults_are_all_the_places_where_lait_differs_from_dfe():
    rows = published.settle(i.rows for i in published.read_all([real()]))
    own = dict(series.series().filter(pl.col("own").is_not_null()).select("own", "series").iter_rows())
    theirs = (
        rows.filter(pl.col("series").is_in(list(own)))
        .with_columns(pl.col("series").replace(own))
        .select(*published.KEY, pl.col("value").alias("dfe"), pl.col("status").alias("dfe_status"))
    )
    differ = (
        rows.join(theirs, on=published.KEY)
        .filter(pl.col("value").ne_missing(pl.col("dfe")))
        .select(*published.KEY, "value", "dfe", "dfe_status")
        .sort(published.KEY)
    )
    known = published.doubtful().filter(pl.col("treatment") == "corrected")
    assert differ.rows() == known.select(*published.KEY, "printed", "value", "status").sort(published.KEY).rows()
    assert differ.height == 66


def test_correcting_changes_those_figures_and_no_other():
    rows = published.bundled()
    better = published.corrected(rows)
    changed = rows.with_columns(new=better["value"], word=better["status"]).filter(
        pl.col("value").ne_missing(pl.col("new"))
    )
    assert better.select(published.KEY).equals(rows.select(published.KEY)) and changed.height == 66
    scilly = changed.filter(pl.col("area_code") == "420")
    assert scilly.select("value", "new", "word").unique().rows() == [(None, 0.0, "ok")]


def test_a_figure_that_was_put_right_at_the_source_is_not_corrected_again():
    rows = published.read(lait(("Work_Force_Agecy_Rate", "2025", 394.0, "1.2")), "l").rows
    assert published.corrected(rows).select("value", "status").rows() == [(1.2, "ok")]
