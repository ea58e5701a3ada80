"""Direction, limits, what moved and the year to date, as the lines of a pack have them."""

from dataclasses import replace

import polars as pl
import pytest

from dashboard.outputs.pack import pack
from dashboard.outputs.states import Month, cell
from dashboard.outputs.travel import so_far, travel
from dashboard.views import moved as news
from dashboard.views.choice import Choice
from dashboard.views.figures import Figure
from data import periods
from data.panels import Panel
from indicators import catalogue
from indicators.direction import TOO_FEW

SHARE, COUNT = "contact_decision_1wd_pct", "contact_count"


def months(period, *figures):
    """The months up to a period, oldest first: (numerator, denominator) or a state."""
    wanted = periods.between(periods.shift(period, 1 - len(figures)), period)
    found = []
    for month, of in zip(wanted, figures, strict=True):
        if isinstance(of, str):
            figure = Figure.missing(month, of)
        else:
            n, d = of
            value = n if d is None else 100 * n / d if d else None
            figure = Figure(month, n, d, value, 0, "ok" if value is not None else "no_cases")
        found.append(Month(month, figure, figure))
    return found


@pytest.mark.parametrize(
    ("indicator", "period", "figures", "printed"),
    [
        (COUNT, "2026-06", [(9.0, None), (1.0, None), (2.0, None), (30.0, None)], ("33", "")),  # not March
        (SHARE, "2026-06", [(0.0, 90.0), (10.0, 20.0), (10.0, 10.0), (0.0, 30.0)], ("33.3%", "20 of 60")),
        (SHARE, "2026-05", [(1.0, 2.0), (3.0, 5.0)], ("4 of 7", "")),  # under ten cases no percentage
        (SHARE, "2026-05", [(0.0, 0.0), (3.0, 12.0)], ("25.0%", "3 of 12")),  # a month without cases adds nothing
        (COUNT, "2026-06", ["suppressed", (2.0, None), (30.0, None)], ("[c]", "")),
        (COUNT, "2026-06", ["no_data", (2.0, None), (30.0, None)], None),  # a month that is not held is not zero
        (COUNT, "2026-04", [(9.0, None), (1.0, None)], None),  # April would only repeat the month
        ("cla_count", "2026-06", [(9.0, None)] * 4, None),  # a stock has no year to date
        ("eh_wait_days_median", "2026-06", [(9.0, 9.0)] * 4, None),
    ],
)
def test_the_year_to_date_is_summed_from_what_is_printed(indicator, period, figures, printed):
    found = so_far(catalogue.find(indicator), months(period, *figures), period)
    assert (found and (found[0].words, found[1])) == printed


def test_under_ten_cases_a_figure_of_a_month_is_no_percentage():
    assert cell(Figure("2026-06", 3.0, 7.0, 300 / 7, 0, "ok"), "percent").words == "3 of 7"
    assert cell(Figure("2026-06", 30.0, 70.0, 300 / 7, 0, "ok"), "percent").words == "42.9%"


def test_direction_is_the_scorecard_pages(card, the_pack):
    from dashboard.views.direction import direction

    rows = {r["indicator"]: r for r in card.rows.to_dicts()}
    for section in the_pack.sections:
        row, found = rows[section.line.id], section.line.travel
        if row["status"] == "ok":
            told = direction(row)
            assert (found.tag, found.why, section.travel) == (told.tag, told.why, told.sentences)
        else:
            assert found.tag is None and found.words == ""


def test_what_moved_is_the_scorecard_pages(card):
    told = pl.when(pl.col("indicator") == "cla_count").then(pl.lit("higher")).otherwise("direction")
    upper = pl.when(pl.col("indicator") == "cla_count").then(20.0).otherwise("difference_upper")
    moving = replace(card, rows=card.rows.with_columns(direction=told, difference_upper=upper))
    found = pack(moving, Panel("p"))
    (page,) = news.moves(moving, Choice())
    (mine,) = found.moves
    assert (mine.indicator, mine.tag, mine.figure, mine.why) == ("cla_count", page.tag, page.figure, page.why)
    assert found.moves_words == (news.by_chance(moving),)
    assert pack(card, Panel("p")).moves_words[0].startswith("No figure of this month is further")


def test_the_first_month_claims_nothing(card):
    first = replace(
        card,
        rows=card.rows.with_columns(
            direction=pl.when(pl.col("direction").is_not_null()).then(pl.lit(TOO_FEW)),
            direction_by=pl.lit(None, dtype=pl.String),
            no_difference=pl.lit("nothing_before"),
        ),
    )
    assert news.by_chance(first) == ""
    assert pack(first, Panel("p")).moves_words == ("No figure can yet be set beside an earlier one.",)


def test_a_figure_that_is_not_there_has_no_direction():
    for status in ("suppressed", "no_data", "no_cases", "part_year"):
        assert travel({"status": status, "direction": "improving"}).words == ""
