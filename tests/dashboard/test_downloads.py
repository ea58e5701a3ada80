import csv
import io

import polars as pl

from dashboard import downloads
from dashboard.views.choice import Choice


def read(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_scorecard_has_one_row_per_indicator_and_no_number_where_there_is_none(source):
    rows = {r["indicator"]: r for r in read(downloads.scorecard_csv(source.scorecard(), Choice()))}
    assert len(rows) == 15
    assert (rows["cl_neet_19_21_pct"]["numerator"], rows["cl_neet_19_21_pct"]["denominator"]) == ("28", "73")
    assert float(rows["cl_neet_19_21_pct"]["value"]) == 100 * 28 / 73  # unrounded
    for indicator in ("pa_caseload_avg", "assessment_45wd_pct"):
        assert rows[indicator]["value"] == rows[indicator]["numerator"] == ""
    assert rows["icpc_15wd_pct"]["denominator"] == "0" and rows["icpc_15wd_pct"]["value"] == ""


def test_filters_of_the_page_are_those_of_its_download(source):
    rows = read(downloads.scorecard_csv(source.scorecard(), Choice(rating="off_target")))
    assert {r["rag"] for r in rows} == {"off_target"} and len(rows) == 3
    rows = read(downloads.scorecard_csv(source.scorecard(), Choice(), {"cpp_rate_10k", "cla_count"}))
    assert {r["indicator"] for r in rows} == {"cpp_rate_10k", "cla_count"}


def test_an_indicator_has_every_month_basis_and_team(source):
    rows = read(downloads.indicator_csv(source.scorecard(), "cl_neet_19_21_pct"))
    assert len(rows) == 24 * 2 * 4
    assert {r["breakdown"] for r in rows} == {"", "East & Valleys", "North <1>", "South"}


def test_part_year_figures_are_not_given(source):
    rows = read(downloads.indicator_csv(source.scorecard(), "rereferral_12m_pct"))
    part = [r for r in rows if r["complete"] == "0"]
    assert part and all(r["value"] == r["numerator"] == r["denominator"] == "" for r in part)


def test_a_text_that_a_spreadsheet_would_run_stays_a_text(source):
    team = pl.when(pl.col("breakdown") == "South").then(pl.lit("=1+1")).otherwise(pl.col("breakdown"))
    source.measures = source.measures.with_columns(breakdown=team)
    rows = read(downloads.indicator_csv(source.scorecard(), "cl_neet_19_21_pct"))
    assert "'=1+1" in {r["breakdown"] for r in rows}
