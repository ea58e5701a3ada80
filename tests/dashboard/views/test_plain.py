"""The scorecard in plain words: figures as people say them, real changes only, one panel or domain."""

import dataclasses

import polars as pl
import pytest

from dashboard.app import build
from dashboard.views.panels import held_panels
from dashboard.views.plain import plain
from data import panels
from data.errors import BadInput, NotFound

SMALL = panels.Panel("Our young people", ("cl_neet_19_21_pct", "pa_caseload_avg", "cla_rate_10k", "cla_count"))


@pytest.fixture()
def told(source):
    source.readings[held_panels] = lambda: (SMALL, panels.Panel("Everything"))
    return lambda **query: plain(source, query)


def lines(view) -> dict:
    return {line.address.split("/")[-1].split("?")[0]: line for group in view.groups for line in group.lines}


def test_the_first_panel_in_its_order_by_domain(told):
    view = told()
    assert [g.name for g in view.groups] == ["Care leavers", "Children in care"]
    assert list(lines(view)) == ["cl_neet_19_21_pct", "cla_rate_10k", "cla_count"]
    assert view.left_out == 1  # no return for personal advisers this month
    assert next(o.words for o in view.panel_options if o.chosen) == "Our young people"


def test_figures_as_people_say_them(told):
    said = lines(told(panel="all"))
    shown = {name: (line.figure, line.share, line.when) for name, line in said.items()}
    assert shown["cl_neet_19_21_pct"] == ("28 of 73 young people", "38.4%", "")
    assert shown["cla_count"] == ("412 children", "", "")
    assert shown["cla_rate_10k"] == ("92.0 for every 10,000 children", "412 children", "")
    assert shown["rereferral_12m_pct"] == ("214 of 1,000 referrals", "21.4%", "in the year to September 2026")
    assert shown["sw_caseload_avg"] == ("18.2 for each full-time worker", "", "")
    assert shown["assessment_open_overdue_count"][0] == "17 assessments"


def test_others_stand_beside_shares_and_rates_but_not_beside_counts(told):
    said = lines(told(panel="all"))
    assert said["cl_neet_19_21_pct"].others == ("Councils like us: 50%", "England: 56%")
    assert (said["cl_neet_19_21_pct"].others_when, said["cl_neet_19_21_pct"].differs) == ("2025", True)
    assert said["cla_count"].others == said["cpp_rate_10k"].others == ()
    assert (said["cla_count"].alone, said["cpp_rate_10k"].alone) == ("Councils differ in size", "Not published")


@pytest.mark.parametrize(
    ("direction", "by", "of", "words"),
    [
        ("improving", "difference", "figure", "Better than in September 2025"),
        ("worsening", "control_chart", "figure", "Worse than it usually is"),
        ("worsening", "control_chart", "flow", "Worse in the latest month than it usually is"),
        ("higher", "control_chart", "figure", "Higher than it usually is"),
        ("no real change", "difference", "figure", "No real change"),
        ("too few to compare", None, "figure", "Too few to say"),
    ],
)
def test_what_changed_is_said_only_where_it_really_did(source, told, direction, by, of, words):
    card = source.scorecard()
    told_row = {
        "direction": direction, "direction_by": by, "chart_of": of, "compared_period": "2025-09",
        "signal": "Point Above Upper Process Limit" if by == "control_chart" and direction != "no real change" else "",
        "difference_lower": 1.0, "difference_upper": 2.0, "no_difference": "few_cases", "signal_months": 1,
        "chart_mean": 40.0, "chart_lower": 30.0, "chart_upper": 50.0, "chart_months": 24, "chart_value": 38.4,
    }  # fmt: skip
    mine = pl.col("indicator") == "cl_neet_19_21_pct"
    types = card.rows.schema
    rows = card.rows.with_columns(
        pl.when(mine).then(pl.lit(value)).otherwise(pl.col(name)).cast(types[name]).alias(name)
        for name, value in told_row.items()
    )
    source.scorecard = lambda period=None: dataclasses.replace(card, rows=rows)
    view = told()
    assert lines(view)["cl_neet_19_21_pct"].change.words == words
    better, worse = ("one" if direction == way else "none" for way in ("improving", "worsening"))
    if (better, worse) == ("none", "none"):
        assert view.news == "Of 3 figures here, none really got better or worse."
    else:
        assert view.news.startswith(f"Of 3 figures here, {better} really got better and {worse} got worse.")


def test_in_the_first_month_nothing_is_said_to_have_stayed(source, told):
    assert "we can say of none whether it got better or worse" in told(period="2024-10").news
    first = build(source).server.test_client().get("/?period=2024-10").text
    assert "No figure can yet be set beside an earlier one." in first and "than chance explains" not in first


def test_a_domain_alone_takes_every_figure_of_it(told):
    assert list(lines(told(domain="care-leavers"))) == ["cl_neet_19_21_pct", "cl_eet_19_21_pct"]
    assert list(lines(told(domain="care-leavers", panel="our-young-people"))) == ["cl_neet_19_21_pct"]


def test_what_there_is_not_is_said(made_up, told):
    assert "No return for January 2027" in told(period="2027-01").missing
    assert "nothing to show" in plain(made_up.MadeUpSource(months=[]), {}).missing
    with pytest.raises(NotFound, match="nobody"):
        told(panel="nobody")
    with pytest.raises(NotFound, match="nowhere"):
        told(domain="nowhere")
    with pytest.raises(BadInput):
        told(period="soon")


def test_the_page_says_that_it_is_not_for_publication_and_the_scorecard_leads_to_it(source):
    source.readings[held_panels] = lambda: (SMALL,)
    client = build(source).server.test_client()
    text = client.get("/plain").text
    assert "not for publication" in text and 'href="/snapshots"' in text
    assert (
        'href="/plain?period=2026-08&amp;domain=care-leavers"'
        in client.get("/?period=2026-08&domain=care-leavers").text
    )
