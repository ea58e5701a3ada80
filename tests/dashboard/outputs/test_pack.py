from dataclasses import replace

import polars as pl
import pytest

from dashboard.outputs import pack as packs
from dashboard.outputs.earlier import Earlier
from dashboard.outputs.lines import column_names, printed_periods
from data.panels import Panel

ZERO = "s47_open_over_15wd_count"


@pytest.mark.parametrize(
    ("period", "printed"),
    [
        ("2026-09", ("2026-03", "2025-09", "2026-07", "2026-08", "2026-09")),
        ("2026-03", ("2025-03", "2025-03", "2026-01", "2026-02", "2026-03")),
        ("2026-04", ("2026-03", "2025-04", "2026-02", "2026-03", "2026-04")),
        ("2026-01", ("2025-03", "2025-01", "2025-11", "2025-12", "2026-01")),
    ],
)
def test_the_year_end_is_the_last_march_before_the_month(period, printed):
    assert printed_periods(period) == printed
    assert len(set(column_names(printed))) == 5


def test_every_row_of_the_scorecard_has_its_section_in_its_place(card, the_pack):
    assert [s.line.id for s in the_pack.sections] == card.rows["indicator"].to_list()
    assert [s.line.title for s in the_pack.sections] == card.rows["title"].to_list()


def test_states_without_a_figure_are_different_words_and_never_a_number(the_pack, find_line):
    latest = {i: find_line(the_pack, i).cells[-1] for i in ("assessment_45wd_pct", "icpc_15wd_pct", "pa_caseload_avg")}
    assert [c.words for c in latest.values()] == ["Not available", "No cases", "No return"]
    assert all(c.value is None for c in latest.values())
    assert [find_line(the_pack, i).head.rag.words for i in latest] == ["Not available", "No cases", "No return"]


def test_a_true_zero_is_printed_as_zero(card, find_line):
    zero = (pl.col("indicator") == ZERO) & (pl.col("period") == "2026-08")
    changed = [pl.when(zero).then(0.0).otherwise(pl.col(c)).alias(c) for c in ("numerator", "value")]
    cell = find_line(packs.pack(replace(card, history=card.history.with_columns(changed)), Panel("p")), ZERO).cells[-2]
    assert (cell.words, cell.value, cell.state) == ("0", 0.0, "ok")


def test_a_figure_of_a_line_is_the_scorecards(the_pack, find_line):
    line = find_line(the_pack, "cl_neet_19_21_pct")
    # 28 of 73 = 38.356...; March and July 31 of 73 = 42.466, a year ago 32 of 73 = 43.836, August 28 of 73
    assert [c.words for c in line.cells] == ["42.5%", "43.8%", "42.5%", "38.4%", "38.4%"]
    assert line.cells[-1].value == pytest.approx(100 * 28 / 73)
    assert line.head.made_of == "28 of 73"
    assert line.good_is == "Lower"
    assert (line.neighbours.of, line.neighbours.year) == ("9 of 10", "2025")


def test_a_suppressed_published_figure_keeps_its_symbol(card, find_line):
    hidden = (pl.col("indicator") == "cl_neet_19_21_pct") & (pl.col("role") == "england")
    comparators = card.comparators.with_columns(
        value=pl.when(hidden).then(None).otherwise(pl.col("value")),
        status=pl.when(hidden).then(pl.lit("suppressed")).otherwise(pl.col("status")),
    )
    rows = card.rows.with_columns(england_value=pl.lit(None, dtype=pl.Float64))
    line = find_line(packs.pack(replace(card, rows=rows, comparators=comparators), Panel("p")), "cl_neet_19_21_pct")
    assert (line.england.words, line.england.value) == ("[c]", None)


def test_without_a_national_series_it_says_so(the_pack, find_line):
    assert find_line(the_pack, "cpp_rate_10k").england.words == "Not published"


def test_published_figures_of_long_ago_say_how_old_they_are(card, find_line):
    rows = card.rows.with_columns(comparator_year=pl.lit(2023, dtype=pl.Int32), comparator_label=pl.lit("2023"))
    old = packs.pack(replace(card, rows=rows), Panel("p"))
    england = find_line(old, "cla_count").england
    assert (england.year, england.short, england.stale) == ("2023, 42 months old: stale", "2023, stale", True)
    assert old.stale == (
        "Published figures that are called stale end more than 18 months before the month: 2023 (36 to 42 months old)."
    )


def test_published_figures_of_18_months_ago_are_not_yet_stale(the_pack, find_line):
    england = find_line(the_pack, "cla_count").england  # 31 March 2025, beside September 2026
    assert (england.year, england.stale, the_pack.stale) == ("2025", False, "")


def test_restated_figures_stand_beside_those_reported(the_pack):
    shown = [
        (r.indicator, r.period, r.reported.numerator, r.restated.numerator, r.difference) for r in the_pack.restatements
    ]
    # one young person of 73 fewer in each of the last four months, three of which are printed
    assert shown == [
        ("cl_neet_19_21_pct", month, n, n - 1, "1.4 points lower")
        for month, n in (("2026-07", 31), ("2026-08", 28), ("2026-09", 28))
    ]


def test_notes_are_numbered_in_order_and_stand_on_their_lines(the_pack):
    assert [n.number for n in the_pack.notes] == list(range(1, len(the_pack.notes) + 1))
    on_lines = {s.line.id: s.line.note for s in the_pack.sections if s.line.note is not None}
    assert on_lines == {n.indicator: n.number for n in the_pack.notes}
    said = {n.indicator: " ".join(n.sentences) for n in the_pack.notes}
    assert said["icpc_15wd_pct"] == "No figure for Sep 2026: there was no case to count."
    assert said["pa_caseload_avg"] == "No figure for Sep 2026: no return is held."
    assert (
        said["assessment_45wd_pct"] == "No figure for Sep 2026: too few months of returns are held for a full figure."
    )
    assert said["cl_eet_19_21_pct"].startswith("6 not recorded")
    assert "1 worker = 2.1 points" in said["sw_caseload_over25_pct"]


def test_the_ratings_on_the_cover_add_up(the_pack):
    assert sum(n for _, n in the_pack.ratings) == len(the_pack.sections)


def test_the_digest_follows_the_figures_and_not_the_teams(card, the_pack):
    def digest(history):
        return packs.pack(replace(card, history=history), Panel("p")).sha256

    assert digest(card.history.sample(fraction=1.0, shuffle=True, seed=1)) == the_pack.sha256
    assert digest(card.history.filter(pl.col("breakdown") == "")) == the_pack.sha256
    assert digest(card.history.with_columns(pl.col("unknown") + 1)) != the_pack.sha256


def test_what_the_pack_before_printed_otherwise_is_named_with_its_reason(card):
    before = packs.pack(card, Panel("p"))
    printed = {(s.line.id, m.period): m.reported for s in before.sections for m in s.months}
    key = ("cl_neet_19_21_pct", "2026-08")
    printed[key] = replace(printed[key], numerator=20.0, value=100 * 20 / printed[key].denominator)
    earlier = Earlier("2026-08", printed, dict(before.versions), {"care_leavers": ("2026-08",)})
    now = packs.pack(card, Panel("p"), earlier)
    assert [(m.indicator, m.period, m.before.numerator) for m in now.moved] == [(*key, 20.0)]
    assert now.moved[0].why == "returns that came in since: care leavers of Aug 2026"
    assert now.since_words == "1 figure has changed since the pack of August 2026."
    assert "the first pack" in before.since_words


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("corporate_parenting_panel", "Corporate parenting panel"),
        ("scrutiny-committee", "Scrutiny committee"),
        ("Children and young people’s board", "Children and young people’s board"),
    ],
)
def test_a_panel_is_printed_by_its_name(given, printed):
    assert packs.panel_name(given) == printed
