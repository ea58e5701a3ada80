"""Targets that the council entered, marks and escalation, as the pages show them."""

from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest

from dashboard import charts
from dashboard.commands.terminal import indicator_text, scorecard_text
from dashboard.pages import indicator as indicator_page
from dashboard.pages import scorecard as scorecard_page
from dashboard.serving.markup import markup
from dashboard.views.indicator import indicator
from dashboard.views.scorecard import scorecard
from data.marks import MARKS
from data.targets import TARGETS
from indicators import catalogue
from indicators.scorecard import assemble, judge

NEET, CASELOAD, OVERDUE = "cl_neet_19_21_pct", "sw_caseload_avg", "assessment_open_overdue_count"
BLANK = dict.fromkeys(TARGETS) | {
    "authority": "999", "kind": "figures", "owner": "", "basis": "", "entered_at": datetime(2026, 1, 1),
    "entered_by": "x", "filename": "t", "line": 2, "sha256": "0",
}  # fmt: skip
OWN = [
    {"indicator": NEET, "valid_from": date(2025, 4, 1), "polarity": "lower_is_better", "high": 45.0, "close_high": 50.0,
     "owner": "Head of corporate parenting", "basis": "Corporate plan"},
    {"indicator": NEET, "valid_from": date(2026, 7, 1), "polarity": "lower_is_better", "high": 35.0,
     "close_high": 36.0},
    {"indicator": CASELOAD, "valid_from": date(2026, 1, 1), "polarity": "stay_close", "low": 15.0, "high": 18.0,
     "close_low": 13.0, "close_high": 20.0},
]  # fmt: skip
MARKED = [
    ("999", "all", "2026-03", "mark", "New practice <model>", "Director"),
    ("999", CASELOAD, "2025-10", "rebase", "Teams merged", "Head of service"),
]


@pytest.fixture()
def judged(made_up):
    """The made-up council with targets and marks of its own."""

    class Judged(made_up.MadeUpSource):
        def scorecard(self, period=None):
            card = super().scorecard(period)
            own = pl.DataFrame([BLANK | row for row in OWN], schema=TARGETS)
            six = list(MARKS)[:6]
            marks = pl.DataFrame(MARKED, schema={c: MARKS[c] for c in six}, orient="row")
            marks = marks.with_columns(pl.lit(None, t).alias(c) for c, t in list(MARKS.items())[6:])
            defined = [catalogue.find(i) for i in made_up.IDS]
            found = judge(defined, self.measures, self.comparators, card.period, own, marks)
            rows = assemble(defined, self.measures, self.comparators, card.period, judgement=found)
            return replace(card, rows=rows, ratings=found.ratings, charts=found.charts, marks=marks)

    return Judged()


def test_each_month_of_the_history_has_the_target_then_in_force(judged):
    months = {m.period: m for m in indicator(judged, NEET, {}).months}
    assert [months[p].aim for p in ("2025-04", "2026-06", "2026-07")] == ["45% or less", "45% or less", "35% or less"]
    assert months["2025-03"].aim.endswith("or less") and months["2025-03"].high not in (45.0, 35.0)  # the neighbours'
    assert (months["2026-06"].rating, months["2026-07"].rating) == ("On target", "Off target")


def test_the_target_is_drawn_in_steps(judged):
    [line] = [t for t in charts.trend(indicator(judged, NEET, {}))["data"] if t["name"].startswith("Target")]
    assert line["line"]["shape"] == "hvh" and {45.0, 35.0} < set(line["y"])
    both = [t for t in charts.trend(indicator(judged, CASELOAD, {}))["data"] if t["name"].startswith("Target")]
    assert [max(v for v in t["y"] if v is not None) for t in both] == [15.0, 18.0]
    assert [t["showlegend"] for t in both] == [True, False]


def test_a_band_is_said_as_one(judged):
    view = indicator(judged, CASELOAD, {})
    assert (view.headline.figure, view.headline.target, view.headline.rag.words) == (
        "18.2",
        "15 to 18",
        "Close to target",
    )
    assert "(15 to 18)" in view.in_words[0]


def test_marks_are_in_the_chart_and_in_words(judged):
    view = indicator(judged, CASELOAD, {})
    drawn = charts.trend(view)["layout"]
    assert [a["text"] for a in drawn["annotations"]] == ["Teams merged", "New practice &lt;model&gt;"]
    lines = [s for s in drawn["shapes"] if s["type"] == "line"]
    assert [(s["x0"], s["line"]["dash"]) for s in lines] == [("2025-10-01", "dash"), ("2026-03-01", "dot")]
    page = markup(indicator_page.page(judged, {}, CASELOAD).main)
    assert "October 2025: Teams merged (Head of service; the usual range begins anew)" in page
    assert "New practice &lt;model&gt; (Director)" in page and "<model>" not in page


def test_where_the_target_comes_from_since_when_and_who_owns_it(judged):
    about = {d.term: d.words for d in indicator(judged, NEET, {"period": "2026-06"}).about}
    assert about["Where the target comes from"] == (
        "Corporate plan", "In force since 1 April 2025", "Owner: Head of corporate parenting",
    )  # fmt: skip


def test_what_has_been_off_target_for_long_is_said_in_words_and_can_be_chosen(judged):
    view = scorecard(judged, {"show": "lasting"})
    lasting = {line.id: line.headline.lasting for d in view.domains for line in d.lines}
    assert lasting[NEET] == "Off target for 3 months" and view.shown == len(lasting) < view.total
    assert "off target for 3 months or more" in view.attention[0].words
    page = markup(scorecard_page.page(judged, {}).main)
    assert "for 3 months" in page


def test_the_number_of_months_is_a_setting(judged):
    card = replace(judged.scorecard(), escalate_after=30)
    assert not any(p for p in scorecard_text(card).splitlines() if "off target for" in p)


def test_order_and_kind_stand_in_the_address(judged):
    view = scorecard(judged, {"sort": "rating", "view": "compact", "tag": "outcome"})
    [table] = view.domains
    places = [line.headline.rag.words for line in table.lines]
    order = ["Off target", "Close to target", "On target"]
    assert places == sorted(places, key=lambda w: order.index(w) if w in order else 3)
    assert {o.words: o.value for o in view.densities}["Comfortable"] == "/?tag=outcome&sort=rating"
    assert [o.words for o in view.tag_options if o.chosen] == [f"Outcome ({view.shown})"]


@pytest.fixture()
def moved(judged):
    """The same, with four times as many overdue assessments as a year ago."""
    last = (pl.col("indicator") == OVERDUE) & (pl.col("period") == "2026-09")
    value = {c: pl.when(last).then(60.0).otherwise(c) for c in ("numerator", "value")}
    judged.measures = judged.measures.with_columns(**value)
    return judged


def test_compact_rows_keep_the_figure_the_rating_and_the_direction(judged):
    full, compact = (markup(scorecard_page.page(judged, q).main) for q in ({}, {"view": "compact"}))
    assert len(compact) < len(full) and "28 of 73" in compact and "Off target" in compact
    assert "6 not recorded" in full and "6 not recorded" not in compact


def test_the_news_stands_on_top_with_what_chance_would_list(moved):
    view = scorecard(moved, {"sort": "change"})
    [move] = view.moves
    assert move.tag.words == "Worsening" and view.domains[0].lines[0].title == move.title
    assert (move.figure, move.why) == ("60", "above its usual range")
    assert view.by_chance.startswith("Of ") and "by chance alone" in view.by_chance
    page = markup(scorecard_page.page(moved, {}).main)
    assert page.index("What moved this month") < page.index("Needs attention") < page.index("<table")
    assert move.title in scorecard_text(moved.scorecard())


def test_few_cases_are_never_a_percentage(judged):
    few = pl.col("indicator") == "sw_caseload_over25_pct"
    judged.measures = judged.measures.with_columns(
        numerator=pl.when(few).then(3.0).otherwise("numerator"),
        denominator=pl.when(few).then(7.0).otherwise("denominator"),
        value=pl.when(few).then(300 / 7).otherwise("value"),
    )
    view = scorecard(judged, {"find": "more than 25"})
    [line] = [line for d in view.domains for line in d.lines]
    assert (line.headline.figure, line.headline.made_of) == ("3 of 7", "")
    assert "under ten: no percentage" in line.headline.notes
    page = markup(indicator_page.page(judged, {}, line.id).main)
    assert "42.9%" not in page and "3 of 7" in page
    text = indicator_text(judged.scorecard(), catalogue.find(line.id))
    assert "42.9%" not in text and "3 of 7" in text
