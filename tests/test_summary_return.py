"""A month folder with a summary return: through the gate, into the store, onto the scorecard."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.commands.terminal import indicator_text, scorecard_text
from dashboard.source import StoreSource
from dashboard.views.indicator import indicator
from dashboard.views.scorecard import scorecard
from data import exports
from data.incoming import gather
from data.store import Store
from expectations.loading import Sender, load
from indicators import catalogue
from indicators.measures import LISTS, bring_up_to_date

AUTHORITY, NAME = "999", "Exampleshire (synthetic)"
HEAD = "indicator,period,breakdown,numerator,denominator\n"
AUDITS = "audit_id,audit_date,team,type,grade,moderated_grade\n1,10/09/2026,North,CASE,GOOD,\n2,11/09/2026,,CASE,RI,\n"
SEPTEMBER = HEAD + (
    "pep_quality_pct,2026-09,,222,260\n"
    "pep_quality_pct,Sep-26,North,51,60\n"
    "cla_count,2026-09,,412,\n"
    "cla_rate_10k,2026-09,,412,\n"
    "audit_good_pct,2026-09,,9,10\n"  # the list of audits is held: not used
    "cla_offending_pct,2026-09,,6,240\n"
    "homeless_1617_joint_assessed_pct,2026-09,,0,0\n"
    "eh_waiting_count,2026-09,,0,\n"
    "complaints_timely_pct,2026-09,,17,21\n"
    "cicc_engagement_count,2026-09,,34,\n"
    "pep_qality_pct,2026-09,,1,2\n"
)
OCTOBER = HEAD + "pep_quality_pct,2026-10,,225,260\neh_waiting_count,2026-10,,3,\n"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("returns")
    for period, name, text in (
        ("2026-09", "audits", AUDITS),
        ("2026-09", "summary", SEPTEMBER),
        ("2026-10", "summary", OCTOBER),
    ):
        path = folder / period / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    store = Store(tmp_path_factory.mktemp("store"))
    decisions = load(gather([folder]), Sender(authority=AUTHORITY, authority_name=NAME), store)
    bring_up_to_date(store)
    return store, {(d.declaration.period, d.declaration.list): d for d in decisions}


@pytest.fixture(scope="module")
def source(loaded):
    return StoreSource(loaded[0])


def test_the_door_takes_it_and_says_what_it_left_out(loaded):
    _, decisions = loaded
    assert {key: d.verdict for key, d in decisions.items()} == {
        ("2026-09", "audits"): "accept_with_warnings",  # its other columns are missing
        ("2026-09", "summary"): "accept_with_warnings",
        ("2026-10", "summary"): "accept",
    }
    september = decisions["2026-09", "summary"]
    assert (september.rows_read, september.rows_stored) == (11, 10)
    [message] = september.issues.filter(pl.col("rule") == "unknown_indicator")["message"]
    assert "Did you mean 'pep_quality_pct'" in message


@pytest.mark.parametrize("basis", ["as_reported", "restated"])
def test_the_figures_are_measures_like_any_other(loaded, basis):
    found = exports.measures(loaded[0], basis).filter(pl.col("period") == "2026-09")
    figures = {(r["indicator"], r["breakdown"]): r for r in found.to_dicts()}
    values = {key: r["value"] for key, r in figures.items()}
    assert values["pep_quality_pct", ""] == pytest.approx(100 * 222 / 260)
    assert values["pep_quality_pct", "North"] == 85
    assert values["cla_count", ""] == 412
    assert values["cla_rate_10k", ""] == pytest.approx(10_000 * 412 / figures["cla_rate_10k", ""]["denominator"])
    assert values["cla_offending_pct", ""] == 2.5
    assert values["homeless_1617_joint_assessed_pct", ""] is None
    assert values["eh_waiting_count", ""] == 0
    assert values["audit_good_pct", ""] == 50  # of the two audits, not of what was sent
    sent = {key for key in values if not key[0].startswith("audit_")}
    assert {(figures[key]["unknown"], figures[key]["complete"]) for key in sent} == {(0, 1)}
    of_october = exports.measures(loaded[0], basis).filter(pl.col("period") == "2026-10")
    assert of_october["indicator"].to_list() == ["eh_waiting_count", "pep_quality_pct"]


def test_the_scorecard_says_where_each_figure_comes_from(source):
    rows = {r["indicator"]: r for r in source.scorecard("2026-09").rows.to_dicts()}
    assert len(rows) == len(catalogue.ALL)
    comes_from = {name: r["source"] for name, r in rows.items() if r["source"]}
    assert comes_from == {
        "audit_completed_count": "returns",
        "audit_good_pct": "returns",
        "pep_quality_pct": "summary",
        "cla_count": "summary",
        "cla_rate_10k": "summary",
        "cla_offending_pct": "summary",
        "homeless_1617_joint_assessed_pct": "summary",
        "eh_waiting_count": "summary",
        "complaints_timely_pct": "summary",
        "cicc_engagement_count": "summary",
    }
    assert rows["eh_waiting_count"]["rag"] == "on_target"  # none waits: sent, not missing
    assert rows["cla_siblings_together_pct"]["rag"] == "no_data"  # never sent: not none
    for name, row in rows.items():
        assert (row["quality"] == "not_judged") == (comes_from.get(name) != "returns")
        if comes_from.get(name) == "summary" and row["status"] == "ok":
            assert row["quality_words"] == "sent as a total, so what was not recorded is not known"


def test_a_month_without_a_summary_return_lacks_no_return(source):
    for period in ("2026-09", "2026-10"):
        assert "summary" not in source.scorecard(period).missing
    assert "summary" not in LISTS


def test_what_was_never_sent_is_folded_away_and_says_how_to_feed_it(source):
    view = scorecard(source, {"period": "2026-09"})
    shown = {line.id for domain in view.domains for line in domain.lines}
    waits = {w.id: w for domain in view.domains for w in domain.waiting}
    assert len(shown) == 10
    assert len(shown) + len(waits) == view.shown == view.total == len(catalogue.ALL)
    assert not shown & waits.keys()
    assert waits["cla_siblings_together_pct"].fed_by == "a summary return, each quarter"
    assert waits["cl_neet_19_21_pct"].fed_by == "the list care leavers, or a summary return"
    assert waits["iro_caseload_avg"].fed_by.startswith("the lists workforce people, allocations and children looked")
    assert {w.latest for w in waits.values()} == {""}


def test_what_comes_each_month_is_missed_and_what_comes_each_quarter_or_year_is_not(source):
    view = scorecard(source, {"period": "2026-10"})
    shown = {line.id: line for domain in view.domains for line in domain.lines}
    waits = {w.id: w for domain in view.domains for w in domain.waiting}
    assert shown["cla_count"].headline.rag.words == "No return"  # it was there in September
    assert shown["pep_quality_pct"].headline.notes == ("from the summary return",)
    assert waits["cla_offending_pct"].latest == "latest: 2.5% in September 2026"
    assert waits["complaints_timely_pct"].latest == "latest: 81.0% in September 2026"
    assert waits["cicc_engagement_count"].latest == "latest: 34 in September 2026"
    assert waits["cla_siblings_together_pct"].latest == ""


def test_the_page_of_an_indicator_says_that_its_figure_was_sent(source):
    view = indicator(source, "pep_quality_pct", {"period": "2026-09"})
    assert view.headline.notes == ("from the summary return",)
    assert view.by_team and [t.name for t in view.teams] == ["North"]
    assert view.fed_by == ""
    told = {d.term: " ".join(d.words) for d in view.about}
    assert told["Comes from"] == "A summary return, each quarter"
    assert told["Speaks of"] == "Quality"
    assert told["Who can act"] == "Schools and the virtual school"
    assert told["Not recorded"].startswith("A summary return gives totals only")
    empty = indicator(source, "cla_siblings_together_pct", {"period": "2026-09"})
    assert (empty.fed_by, empty.headline.value) == ("a summary return, each quarter", None)


def test_the_terminal_names_those_without_a_return_in_one_paragraph(source):
    text = scorecard_text(source.scorecard("2026-09"))
    assert "  pep_quality_pct  from the summary return" in text
    assert "No return yet (15): " in text  # front door: sixteen indicators, one of them sent
    assert not [line for line in text.splitlines() if line.endswith("No return")]
    one = indicator_text(source.scorecard("2026-09"), source.indicator("cla_siblings_together_pct"))
    assert "Fed by a summary return, each quarter." in one
    assert "Denominator: children with a brother or sister in care and a plan to live together." in one
