"""The reports' own figures: whole, of known authorities, without a person, and each with the time it belongs to."""

import re

import polars as pl

from data import areas
from data.report_figures import SCHEMA, report_figures, said_of


def test_every_figure_has_its_date_its_report_and_its_place():
    frame = report_figures()
    assert dict(frame.schema) == SCHEMA
    filled = [c for c in SCHEMA if c not in ("value_to", "note")]
    assert frame.select(filled).null_count().sum_horizontal().item() == 0
    assert frame.filter(pl.col("year").is_between(2001, 2022)).height == frame.height
    assert frame.filter(pl.col("value_to") <= pl.col("value")).is_empty()
    assert frame.filter(pl.struct("area_code", "indicator", "what").is_duplicated()).is_empty()
    for report, as_at in frame.select("report", "as_at").iter_rows():
        assert re.search(r"\d{4}", as_at)
        assert "Worcestershire" not in report or as_at.startswith("undated")


def test_the_areas_are_those_of_the_reports():
    named = dict(areas.areas().select("area_code", "area").iter_rows())
    frame = report_figures()
    assert all(named[code] == area for code, area in frame.select("area_code", "area").iter_rows())
    assert all(area in report for area, report in frame.select("area", "report").iter_rows())


def test_no_person_and_no_case_number():
    for text in report_figures().select("what", "note").unpivot()["value"].drop_nulls():
        assert not re.search(r"\d{5,}", text), text
        inside = set(re.findall(r"(?<=[a-z,] )[A-Z]\w+", text))
        assert not inside - {"June", "March"}, text


def test_the_famous_figure_belongs_to_the_year_before_the_report():
    [neet] = said_of("cl_neet_19_21_pct")
    assert (neet["area"], neet["value"], neet["as_at"], neet["year"]) == (
        "Warrington",
        49,
        "year ending March 2021",
        2021,
    )
    assert neet["report"] == "Peer challenge, Warrington, June 2022"
    assert "very probably a year old" in neet["note"]


def test_the_newest_comes_first_and_an_indicator_of_which_nothing_was_said_has_none():
    assert [f["year"] for f in said_of("inspection_action_on_time_pct")] == [2021, 2021]
    assert [f["value"] for f in said_of("foster_households_count")] == [117, 8]
    assert said_of("cla_dental_pct") == []
