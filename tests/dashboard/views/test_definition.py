"""About an indicator: what the reports said of it, who can act, where its figures come from."""

import pytest

from dashboard.views.definition import about
from data.report_figures import report_figures
from indicators import catalogue


def told(indicator: str) -> dict[str, tuple[str, ...]]:
    return {d.term: d.words for d in about(catalogue.find(indicator), None)}


def test_the_figure_of_a_report_stands_with_its_own_year():
    [said] = told("cl_neet_19_21_pct")["What the reports said"]
    assert said.startswith("Warrington, year ending March 2021: 49% (care leavers aged 19 to 21 not in education, ")
    assert "Peer challenge, Warrington, June 2022: section 5, Effective corporate parent." in said
    assert said.endswith("so it was very probably a year old when it was quoted.")


def test_spans_and_things_counted_in_words():
    spans = told("nqsw_caseload_avg")["What the reports said"]
    assert [s.split(" (")[0] for s in spans] == [
        "Worcestershire, undated, probably early 2015: 12 to 15 cases",
        "Worcestershire, undated, probably early 2015: 6 cases",
    ]
    assert told("cla_count")["What the reports said"][0].startswith("Warrington, 31 December 2010: 235 (looked after")


def test_an_indicator_of_which_no_report_gives_a_figure_has_no_such_line():
    assert "What the reports said" not in told("cla_dental_pct")


def test_where_it_comes_from_and_who_can_act():
    facts = told("cla_immunisation_pct")
    [fed_by] = facts["Comes from"]
    assert fed_by == "The lists children looked after and health of children looked after, or a summary return"
    assert facts["Speaks of"] == ("Compliance and outcome",)
    assert facts["Who can act"] == ("Health commissioners and providers, with children's social care",)


@pytest.mark.parametrize("figure", report_figures().to_dicts(), ids=lambda f: f"{f['indicator']}-{f['value']:g}")
def test_every_figure_of_a_report_is_on_the_page_of_its_indicator(figure):
    defined = catalogue.find(figure["indicator"])
    assert figure["report"] in {i.source.report for i in catalogue.ALL}
    [line] = [s for s in told(defined.id)["What the reports said"] if figure["what"] in s]
    assert figure["as_at"] in line
