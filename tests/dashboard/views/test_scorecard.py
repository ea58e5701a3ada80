"""The made-up council's states, as the scorecard page says them."""

import polars as pl
import pytest

from dashboard.views.choice import Choice, slug
from dashboard.views.chosen import wanted
from dashboard.views.scorecard import scorecard
from data.errors import BadInput, NotFound


@pytest.fixture()
def lines(source):
    view = scorecard(source, {})
    return {line.id: line for domain in view.domains for line in domain.lines}


def test_the_latest_month_is_shown_with_who_when_and_loaded(source):
    view = scorecard(source, {})
    assert (view.council, view.synthetic) == ("Exampleshire (synthetic)", True)
    assert (view.month, view.as_at, view.loaded) == ("September 2026", "30 September 2026", "4 Oct 2026 at 09:12")
    assert view.shown == view.total == 15


def test_domains_keep_the_order_of_the_catalogue(source):
    names = [d.name for d in scorecard(source, {}).domains]
    assert names == ["Front door", "Help & protection", "Children in care", "Care leavers", "Workforce"]


def test_a_full_line(lines):
    line = lines["cl_neet_19_21_pct"]
    assert (line.headline.figure, line.headline.made_of) == ("38.4%", "28 of 73")
    assert (line.headline.target, line.headline.rag.words) == ("50% or less", "On target")
    assert line.headline.notes == ("6 not recorded",)
    assert line.headline.restated == "37.0% on what is held now, 1.4 points lower"
    assert line.changes == ("no change since Aug 2026", "down 5.5 points since Sep 2025")
    # neighbours 45, 47 ... 54 (one withheld): nine figures, the fifth is 50
    assert (line.neighbours.figure, line.neighbours.note) == ("50%", "9 of 10, 2025")
    assert (line.england.figure, line.england.note) == ("56%", "2025")
    assert line.address == "/indicator/cl_neet_19_21_pct"


@pytest.mark.parametrize(
    ("indicator", "tag", "why"),
    [
        ("pa_caseload_avg", "No return", "No return held for this month"),
        ("icpc_15wd_pct", "No cases", "No cases to count in this month"),
        ("assessment_45wd_pct", "Not available", "Not available: too few months of returns are held for a full figure"),
    ],
)
def test_no_figure_is_a_state_and_never_a_zero(lines, indicator, tag, why):
    line = lines[indicator]
    assert (line.headline.figure, line.headline.made_of, line.headline.value) == ("–", "", None)
    assert (line.headline.rag.words, line.headline.state) == (tag, why)
    assert line.changes == ()


def test_a_few_cases_say_what_one_of_them_weighs(lines):
    assert lines["sw_caseload_over25_pct"].headline.notes == ("1 worker = 2.1 points",)
    assert lines["cla_visit_timely_pct"].headline.notes == ()


def test_a_count_has_no_parts_and_no_points(lines):
    line = lines["cla_count"]
    assert (line.headline.figure, line.headline.made_of) == ("412", "")
    assert line.changes == ("down 2 since Aug 2026", "up 5 since Sep 2025")


def test_an_indicator_without_a_national_series_compares_with_nothing(lines):
    assert lines["cpp_rate_10k"].neighbours is None
    assert lines["cpp_rate_10k"].england is None


def test_what_needs_attention(source):
    points = [(p.words, p.address) for p in scorecard(source, {}).attention]
    assert points == [
        ("3 indicators off target for 3 months or more", "/?period=2026-09&show=lasting"),
        ("17 assessments overdue", "/indicator/assessment_open_overdue_count?period=2026-09"),
        ("2 section 47 enquiries overdue", "/indicator/s47_open_over_15wd_count?period=2026-09"),
        ("103 overdue in all timed work", "/timeliness?period=2026-09"),
        ("2 returns not yet in: audits and care leavers", ""),
    ]


def test_a_part_year_month_is_a_gap_in_the_sparkline(lines):
    # part-year in the first six of the 24 months
    assert lines["rereferral_12m_pct"].spark.alternative.endswith("6 months without a figure.")


def test_filters_leave_in_what_was_asked_for(source):
    view = scorecard(source, {"rating": "off_target"})
    assert view.shown == 3 and {line.headline.rag.words for d in view.domains for line in d.lines} == {"Off target"}
    view = scorecard(source, {"rating": "no_figure"})
    shown = {line.id for d in view.domains for line in d.lines}
    assert shown == {"pa_caseload_avg", "icpc_15wd_pct", "assessment_45wd_pct"}
    view = scorecard(source, {"domain": "help-protection", "find": " ASSESSMENTS "})
    assert [line.id for d in view.domains for line in d.lines] == [
        "assessment_45wd_pct",
        "assessment_open_overdue_count",
    ]


def test_the_counts_of_ratings_are_of_the_whole_scorecard(source):
    options = {o.value: o.words for o in scorecard(source, {"domain": "care-leavers"}).rating_options}
    counts = [int(w.split("(")[1].rstrip(")")) for v, w in options.items() if v]
    assert sum(counts) == 15


def test_links_keep_the_month_that_was_chosen(source):
    view = scorecard(source, {"period": "2026-08", "rating": "on_target"})
    assert view.month == "August 2026"
    assert all("period=2026-08" in line.address for d in view.domains for line in d.lines)
    assert [o.value for o in view.months if o.chosen] == ["2026-08"]


def test_a_month_without_a_return_says_which_is_the_latest(source):
    view = scorecard(source, {"period": "2026-10"})
    assert view.missing == "No return for October 2026 yet. Latest held: September 2026."
    assert (view.latest, view.domains, view.council) == ("2026-09", (), "Exampleshire (synthetic)")


def test_an_empty_store_has_a_page(made_up):
    view = scorecard(made_up.MadeUpSource(months=[]), {})
    assert view.missing == "No return has been loaded yet, so there is nothing to show."


def test_a_month_that_is_none_is_an_error_in_plain_words(source):
    with pytest.raises(BadInput, match="is not a month"):
        scorecard(source, {"period": "soon"})


def test_an_old_published_figure_says_how_old_it_is(made_up):
    source = made_up.MadeUpSource()
    source.comparators = source.comparators.filter(pl.col("year") <= 2023)
    lines = {line.id: line for d in scorecard(source, {}).domains for line in d.lines}
    england = lines["cl_neet_19_21_pct"].england
    assert (england.note, england.age) == ("2023", "42 months old")


def test_nothing_is_counted_as_off_target_without_a_figure(made_up):
    source = made_up.MadeUpSource(missing=())
    source.measures = source.measures.filter(pl.col("period") != "2026-09")
    view = scorecard(source, {"period": "2026-09"})
    assert [p.words for p in view.attention] == ["103 overdue in all timed work"]
    assert {line.headline.rag.words for d in view.domains for line in d.lines} == {"No return"}


def test_addresses():
    choice = Choice.of({"period": "2026-09", "find": "a b", "other": "x"})
    assert choice.address() == "/?period=2026-09&find=a+b"
    assert choice.address("/x", period="", find="") == "/x"
    assert slug("Help & protection") == "help-protection"


def test_a_panel_sees_what_is_in_its_papers(source):
    every = scorecard(source, {})
    of_panel = next(o for o in every.panel_options if o.words.startswith("Corporate parenting panel"))
    view = scorecard(source, {"panel": of_panel.value})
    ids = {line.id for domain in view.domains for line in domain.lines}
    assert "cl_neet_19_21_pct" in ids and "cpp_rate_10k" not in ids
    assert of_panel.words == f"Corporate parenting panel ({view.shown})" and 0 < view.shown < view.total
    assert view.choice.filters and view.choice.address() == "/?panel=corporate-parenting-panel"


def test_a_panel_that_nobody_has_is_said_with_the_nearest(source):
    with pytest.raises(NotFound, match="corporate-parenting-panel"):
        scorecard(source, {"panel": "corporate-parents-panel"})


@pytest.mark.parametrize(
    "choice", ["domain=care-leaver", "rating=on_targets", "tag=outcomes", "show=last", "sort=ratings", "view=compct"]
)
def test_a_choice_that_there_is_not_is_said_with_the_nearest(source, choice):
    name, value = choice.split("=")
    with pytest.raises(NotFound, match="Did you mean"):
        scorecard(source, {name: value})


def test_apostrophes_are_found_however_they_are_typed(source):
    title = "a child’s title"
    rows = [{"indicator": "a", "domain": "Front door", "rag": "no_target", "tags": (), "title": title}]
    for typed in ("child's", "child’s", "CHILD’S"):
        assert wanted(rows, Choice(find=typed)) == rows
    assert wanted(rows, Choice(find="children")) == []
