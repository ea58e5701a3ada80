"""SSDA903 returns of made-up children, from other tools: through the door, past the rules, to the figures."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard import cli
from data.incoming import gather
from data.store import Store
from expectations.loading import Sender, load
from indicators import conservation
from indicators.measures import bring_up_to_date, holdings
from indicators.tables import care_episodes

AUTHORITY, YEARS = "999", range(2017, 2022)
# Counted independently of this project: children and episodes open at 31 March, started, ceased, open at the 31 March
# before; of the children fostered, of those in-house, in children's homes and secure homes, with parents.
COUNTS = {
    "2018-03": (367, 368, 150, 228, 437, 263, 150, 35, 20),
    "2019-03": (195, 196, 13, 184, 370, 140, 83, 22, 10),
    "2020-03": (135, 135, 9, 114, 243, 96, 61, 18, 6),
    "2021-03": (89, 91, 11, 74, 147, 62, 37, 8, 4),
    "2022-03": (55, 55, 3, 53, 102, 34, 17, 9, 0),
}


@pytest.fixture(scope="module")
def folder(shared) -> Path:
    return shared / "samples" / "demand_model_903"


@pytest.fixture(scope="module")
def store(folder, tmp_path_factory) -> Store:
    """Episodes and headers of five years, each file taken in the June after its year."""
    made = Store(tmp_path_factory.mktemp("ssda903") / "store")
    for year in YEARS:
        files = gather([folder / f"{year}-{name}.csv" for name in ("episodes", "header")], period=f"{year + 1}-03")
        decisions = load(files, Sender(authority=AUTHORITY, extract_date=date(year + 1, 6, 30)), made)
        assert {d.verdict for d in decisions} == {"accept"}
    bring_up_to_date(made, AUTHORITY)
    return made


def test_counts_of_five_returns(store):
    found = care_episodes.year_to_date(holdings(store, AUTHORITY)).collect()
    order = ("children", "open_episodes", "started", "ceased", "children_before")
    order += ("fostered", "in_house", "residential", "with_parents")
    assert {row["period"]: tuple(row[c] for c in order) for row in found.to_dicts()} == COUNTS


def test_counts_that_do_not_add_up_are_reported(store):
    found = conservation.checked(holdings(store, AUTHORITY))
    gaps = {row[0]: row[1:] for row in found.select("period", "expected", "closing", "gap").iter_rows()}
    assert gaps["2018-03"] == (359, 367, 8)  # 437 + 150 - 228
    assert all(gap != 0 for _, _, gap in gaps.values())
    assert set(gaps) == set(COUNTS)


def test_figures_come_from_the_episodes(store):
    figures = store.measures(AUTHORITY).filter((pl.col("breakdown") == "") & (pl.col("basis") == "as_reported"))
    by_id = {(i, p): (n, d, u) for i, p, n, d, u in figures.select(
        "indicator", "period", "numerator", "denominator", "unknown").iter_rows()}  # fmt: skip
    for period, (children, _, _, _, _, fostered, _, residential, parents) in COUNTS.items():
        assert by_id["cla_count", period] == (children, None, 0)
        assert by_id["cla_foster_care_pct", period] == (fostered, children, 0)
        assert by_id["cla_residential_pct", period] == (residential, children, 0)
        assert by_id["cla_placed_with_parents_pct", period] == (parents, children, 0)
        assert by_id["cla_3plus_placements_pct", period][1:] == (children, 0)
    # The first year's chains begin before the files for many children; four years on, for hardly any.
    unknown = [by_id["cla_longterm_stable_pct", p][2] for p in COUNTS]
    assert unknown[0] > 100 and max(unknown[2:]) <= 5
    assert {p for i, p in by_id if i == "cla_visit_timely_pct"} == set()


def test_a_whole_year_as_an_officer_loads_it(folder, tmp_path, capsys):
    """No list is named: the tables are known by their columns. What is wrong is said by file and line."""
    for year in (2017, 2018):
        files = [str(p) for p in sorted(folder.glob(f"{year}-*.csv"))]
        arguments = ["--period", f"{year + 1}-03", "--authority", AUTHORITY, "--store", str(tmp_path / "store")]
        assert cli.main(["load", *files, *arguments, "--format", "json"]) == cli.REJECTED
        report = json.loads(capsys.readouterr().out)
        verdicts = {f["file"]: f["verdict"] for f in report["files"]}
        assert [f for f, v in verdicts.items() if v == "reject"] == (  # reviews of years to come; codes of no list
            [f"{year}-reviews.csv"] if year == 2017 else [f"{year}-oc3.csv", f"{year}-reviews.csv"]
        )
    [rules] = report["rules_903"]
    assert rules["year"] == "2018/19"
    assert set(rules["last_year"]) >= {"ssda903_header", "ssda903_episodes"}
    assert rules["rules_judged"] + len(rules["not_judged"]) == 239
    reasons = {f["rule"]: f for f in rules["findings"]}["148"]
    assert (reasons["count"], reasons["file"], len(reasons["lines"])) == (235, "2018-episodes.csv", 235)
    [late] = [i for i in report["files"][6]["issues"] if i["rule"] == "too_many_row_errors"]
    assert late["line"] is None


def test_raw_output_of_a_generator(shared, tmp_path, capsys):
    files = [str(p) for p in sorted((shared / "samples" / "synth903").glob("*.csv"))]
    assert cli.main(["check", *files, "--period", "2025-03", "--authority", AUTHORITY]) == cli.REJECTED
    text = capsys.readouterr().out
    assert "695 warnings: “DEC” has a year of two digits; its century was worked out." in text
    assert "914 errors: “REVIEW” is later than the extract date. A return for the year to 31 March" in text
    assert "Rule 148, error, 333 rows: The episode has an end without a reason" in text
    assert "Rule 101, error, 600 rows: The code for sex" in text
    assert "episodes.csv, lines 2, 4, 6 and 330 more." in text


def test_two_years_under_one_month_are_not_taken_for_one(folder, capsys):
    files = [str(folder / f"{year}-header.csv") for year in (2017, 2018)]
    assert cli.main(["check", *files, "--period", "2018-03"]) == cli.FAULT
    assert "2017-header.csv and 2018-header.csv are both SSDA903 header for March 2018" in capsys.readouterr().err


def test_another_list_is_not_guessed_by_its_columns(tmp_path, capsys):
    file = tmp_path / "old copy.csv"
    file.write_text("Child Unique ID,Date of Contact,Contact Source\nA,01/01/2025,1A\n", "utf-8")
    assert cli.main(["check", str(file), "--period", "2025-01"]) == cli.FAULT
    assert "Which list is" in capsys.readouterr().err
