"""An SSDA903 return as a whole: rules over its files together, with lines, beside the gate's verdict and not in it."""

import json
from datetime import date

import polars as pl
import pytest

from data.errors import ScorecardError
from expectations import collection903, report903, rules903
from expectations.collection903 import findings
from expectations.report import as_json
from expectations.rules903 import rule as rule_module

PERIOD, BEFORE = "2025-03", "2024-03"
HEADER = {
    "child_id": "A1",
    "sex": "F",
    "date_of_birth": "01/06/2012",
    "ethnicity": "WBRI",
    "upn": "UN1",
    "is_mother": "0",
    "mother_child_dob": "",
}
EPISODE = {
    "child_id": "A1",
    "episode_start_date": "01/05/2024",
    "reason_new_episode": "S",
    "legal_status": "C2",
    "category_of_need": "N1",
    "placement_type": "U4",
    "placement_provider": "PR1",
    "episode_end_date": "",
    "reason_episode_ceased": "",
    "reason_place_change": "",
    "home_postcode": "",
    "placement_postcode": "",
    "placement_urn": "",
}


@pytest.fixture
def header(made):
    return lambda *rows, period=PERIOD: made.decide("ssda903_header", [HEADER | r for r in rows], period=period)


@pytest.fixture
def episodes(made):
    return lambda *rows, period=PERIOD, **more: made.decide(
        "ssda903_episodes", [EPISODE | r for r in rows], period=period, **more
    )


def lines_of(of_year: collection903.Findings, rule: str) -> dict[str, list[int]]:
    rows = of_year.found.filter(pl.col("rule") == rule)
    return dict(rows.select("list", "lines").iter_rows())


def test_a_month_of_other_lists_costs_nothing(made):
    decision = made.decide("contacts", [{}] * 3)
    assert not collection903.is_among([decision])
    assert findings([decision]) == []
    assert decision.as_sent is None


def test_a_rule_over_two_files_names_physical_lines(header, episodes):
    children = header({}, {"child_id": "A2"})
    care = episodes({}, {"child_id": "A9", "episode_start_date": "02/05/2024"})
    [of_year] = findings([children, care])
    assert (of_year.year, of_year.authority, of_year.last_year) == ("2024/25", "382", ())
    assert of_year.tables == {"ssda903_header": "ssda903_header.csv", "ssda903_episodes": "ssda903_episodes.csv"}
    assert lines_of(of_year, "INT03") == {"ssda903_episodes": [3]}  # a child that the header does not have


def test_the_rules_do_not_touch_the_verdict(header, episodes):
    alone = episodes({"reason_episode_ceased": "E4A"})  # a reason without an end
    before = (alone.verdict, alone.rows_stored, alone.issues)
    [of_year] = findings([header({}), alone])
    assert lines_of(of_year, "148") == {"ssda903_episodes": [2]}
    assert (alone.verdict, alone.rows_stored, alone.issues) == before
    assert "148" not in alone.issues["rule"]
    assert "rules_903" not in as_json([alone])


def test_the_rules_see_what_was_sent_also_where_it_could_not_be_stored(header, episodes):
    care = episodes(
        *[{"child_id": f"A{n}"} for n in range(1, 21)],
        {"child_id": "B1", "placement_type": "Q7"},
        {"child_id": "B2", "episode_start_date": "31/02/2025"},
    )
    assert care.rows_stored == 20
    assert care.as_sent.height == 22
    assert care.as_sent.row(20, named=True) | {"line": 22} == care.as_sent.row(20, named=True)
    assert (care.as_sent["PLACE"][20], care.as_sent["DECOM"][21]) == ("Q7", "31/02/2025")
    [of_year] = findings([header({}), care])
    assert lines_of(of_year, "146") == {"ssda903_episodes": [22]}
    assert lines_of(of_year, "141") == {"ssda903_episodes": [23]}


def test_a_date_that_the_gate_understood_is_a_date_to_the_rules(header, episodes):
    care = episodes({"episode_end_date": "03/05/24", "reason_episode_ceased": "E4A"})
    assert care.issues["rule"].to_list() == ["two_digit_year"]
    assert care.as_sent["DEC"].to_list() == ["03/05/2024"]
    [of_year] = findings([header({}), care])
    assert lines_of(of_year, "147") == {}


def test_columns_that_the_file_lacks_are_not_taken_for_blank(made, header):
    rows = [EPISODE | {"child_id": "A1"}]
    care = made.decide(
        "ssda903_episodes",
        [{k: v for k, v in r.items() if k != "placement_urn"} for r in rows],
        without=("placement_urn",),
        period=PERIOD,
    )
    assert "URN" not in care.as_sent.columns
    [of_year] = findings([header({}), care])
    assert any("URN" in reason for reason in of_year.not_judged.values())


def test_the_year_before_is_the_one_held_or_the_one_sent_along(made, header, episodes):
    """Rule 501: an episode begins before the last year's was over."""
    last = episodes({"episode_start_date": "01/05/2023"}, period=BEFORE)
    now = episodes({"episode_start_date": "01/05/2023", "legal_status": "C1"}, {"child_id": "A2"})
    held = made.Held(last, header({}, period=BEFORE))
    [beside_held] = findings([header({}), now], held)
    [_, sent_along] = findings([last, header({}, period=BEFORE), header({}), now])
    for of_year in (beside_held, sent_along):
        assert of_year.last_year == ("ssda903_header", "ssda903_episodes")
        assert lines_of(of_year, "503B") == {"ssda903_episodes": [2]}  # the legal status is another than last year
    assert beside_held.found.equals(sent_along.found)
    [alone] = findings([header({}), now])
    assert "503B" in alone.not_judged


def test_a_file_sent_alone_is_judged_with_those_held(made, header, episodes):
    held = made.Held(header({}))
    [of_year] = findings([episodes({"child_id": "A9"})], held)
    assert of_year.tables == {"ssda903_header": None, "ssda903_episodes": "ssda903_episodes.csv"}
    assert lines_of(of_year, "INT03") == {"ssda903_episodes": [2]}
    assert "Taken from what is held already: header." in report903.as_text([of_year])


def test_a_file_that_cannot_be_read_is_no_table(made, header):
    from expectations.gate import Declaration, decide

    declaration = Declaration(authority="382", list="ssda903_episodes", period=PERIOD, extract_date=date(2025, 3, 31))
    broken = decide(b"PK\x03\x04", "episodes.csv", declaration)
    [of_year] = findings([header({}), broken])
    assert list(of_year.tables) == ["ssda903_header"]


def test_the_worst_comes_first_and_every_form_says_the_same(header, episodes):
    [of_year] = findings([header({"sex": "1"}), episodes({"reason_episode_ceased": "E4A"}, {"child_id": "<b>9"})])
    order = of_year.found["severity"].to_list()
    assert order == sorted(order, key=collection903.WORST_FIRST.index)
    numbers = [int(n) for n in of_year.found.filter(pl.col("severity") == "error")["rule"] if n.isdigit()]
    assert numbers == sorted(numbers)
    text, [data], page = report903.as_text([of_year]), report903.as_json([of_year]), report903.as_html([of_year])
    assert json.loads(json.dumps(data)) == data
    assert [f["rule"] for f in data["findings"]] == of_year.found["rule"].to_list()
    for row in of_year.found.iter_rows(named=True):
        assert f"Rule {row['rule']}, " in text
        assert f">{row['rule']}</span>" in page
    assert data["rules_judged"] + len(data["not_judged"]) == len(rules903.RULES)
    assert "<b>9" not in page
    assert report903.as_text([]) == report903.as_html([]) == ""


def crash(*_):
    raise ZeroDivisionError("by zero")


@pytest.mark.parametrize("kind", ["rows", "tables"])
def test_a_rule_that_crashes_is_our_fault_and_is_named(monkeypatch, header, kind):
    if kind == "rows":
        wrong = rule_module.rule("990", "Header", pl.col("CHILD").str.to_date("%d", strict=True).is_not_null(), "x")
    else:
        wrong = rule_module.together("990", {"Header": "CHILD"}, crash, "x")
    monkeypatch.setattr(rules903, "_rules", lambda: (wrong,))
    with pytest.raises(ScorecardError, match="SSDA903 rule 990 could not be worked out"):
        findings([header({})])
