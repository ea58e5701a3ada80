"""Figures from SSDA903 episodes beside those from list 8: which is used, what it says, and that the row names it."""

from datetime import date

import polars as pl
import pytest

from indicators import catalogue, quality
from indicators.compute import compute
from indicators.scorecard import assemble
from indicators.tables import TABLES
from indicators.tables.fields import fields

MARCH, APRIL = "2025-03", "2025-04"
LIST_8, EPISODES, HEADER = "children_looked_after", "ssda903_episodes", "ssda903_header"
BORN = date(2015, 1, 1)


def listed(child: str, **more) -> dict:
    began = date(2020, 1, 1)
    return {"child_id": child, "date_of_birth": BORN, "cla_start_date": began, "placement_type": "K2"} | more


def episode(child: str, start: date, end: date | None = None, rne: str = "S", **more) -> dict:
    facts = {"reason_new_episode": rne, "legal_status": "C2", "placement_type": "U4", "placement_provider": "PR4"}
    ended = "X1" if end else None
    dates = {"episode_start_date": start, "episode_end_date": end, "reason_episode_ceased": ended}
    return {"child_id": child} | dates | facts | more


EARLY, MOVED, AGAIN = date(2020, 5, 1), date(2024, 6, 1), date(2024, 9, 1)
CHAINS = [
    episode("A", EARLY, MOVED),
    episode("A", MOVED, AGAIN, "P"),
    episode("A", AGAIN, None, "P", placement_type="K2"),
    episode("B", EARLY),
    episode("C", MOVED, None, "L"),  # nobody knows since when
]
BIRTHS = [{"child_id": child, "date_of_birth": BORN} for child in "ABC"]


@pytest.fixture
def figures(holdings_of):
    """(numerator, denominator, unknown) by period of one indicator for the whole authority."""

    def of(indicator: str, returns: dict) -> dict[str, tuple]:
        result = compute(holdings_of(returns), [catalogue.find(indicator)], lambda year: (10_000, year - 1))
        rows = result.filter(pl.col("breakdown") == "").select("period", "numerator", "denominator", "unknown")
        return {row[0]: row[1:] for row in rows.iter_rows()}

    return of


def test_chains_are_preferred_in_the_month_whose_episodes_are_held_and_in_no_other(figures):
    listed_so = [listed("A", placements_12m=1, placement_start_date=EARLY)]
    returns = {LIST_8: {MARCH: listed_so, APRIL: listed_so}, EPISODES: {MARCH: CHAINS}, HEADER: {MARCH: BIRTHS}}
    assert figures("cla_3plus_placements_pct", returns) == {MARCH: (1, 3, 0), APRIL: (0, 1, 0)}
    # C may have been in care for two and a half years or not: left out, and counted as not recorded
    assert figures("cla_longterm_stable_pct", returns) == {MARCH: (1, 2, 1), APRIL: (1, 1, 0)}


def test_who_is_in_care_and_where_comes_from_list_8_as_long_as_there_is_one(figures):
    both = {LIST_8: {MARCH: [listed("A")]}, EPISODES: {MARCH: CHAINS}}
    only = {LIST_8: {APRIL: [listed("A")]}, EPISODES: {MARCH: CHAINS}}
    assert figures("cla_count", both) == {MARCH: (1, None, 0)}
    assert figures("cla_count", only) == {MARCH: (3, None, 0), APRIL: (1, None, 0)}
    assert figures("cla_rate_10k", only)[MARCH] == (3, 10_000, 0)
    assert figures("cla_foster_care_pct", both)[MARCH] == (0, 1, 0)
    assert figures("cla_foster_care_pct", only)[MARCH] == (2, 3, 0)
    assert figures("cla_ifa_share_pct", only)[MARCH] == (2, 2, 0)
    assert figures("cla_residential_pct", only)[MARCH] == (1, 3, 0)


def test_without_a_header_no_age_is_known(figures):
    assert figures("cla_longterm_stable_pct", {EPISODES: {MARCH: CHAINS}}) == {MARCH: (0, 0, 3)}


def test_what_episodes_cannot_say_has_no_figure(figures):
    returns = {EPISODES: {MARCH: CHAINS}, HEADER: {MARCH: BIRTHS}}
    for indicator in ("cla_visit_timely_pct", "cla_out_of_area_pct", "cla_uasc_pct", "care_order_home_12m_count"):
        assert figures(indicator, returns) == {}


@pytest.mark.parametrize(
    ("lists", "chain", "count", "visits"),
    [
        ([LIST_8], "returns", "returns", "returns"),
        ([LIST_8, EPISODES, HEADER], "ssda903", "returns", "returns"),
        ([EPISODES], "ssda903", "ssda903", "summary"),
        ([HEADER], "summary", "summary", "summary"),
    ],
)
def test_the_scorecard_says_which_source_it_used(measures_like, lists, chain, count, visits):
    wanted = ("cla_3plus_placements_pct", "cla_count", "cla_visit_timely_pct")
    indicators = [catalogue.find(i) for i in wanted]
    rows = assemble(indicators, measures_like(wanted), pl.DataFrame(schema=COMPARATORS), MARCH, lists=lists)
    assert rows["source"].to_list() == [chain, count, visits]


COMPARATORS = {
    "indicator": pl.String(),
    "series": pl.String(),
    "year": pl.Int32(),
    "year_label": pl.String(),
    "area_code": pl.String(),
    "area": pl.String(),
    "role": pl.String(),
    "order": pl.Int64(),
    "closeness": pl.String(),
    "value": pl.Float64(),
    "status": pl.String(),
}


@pytest.fixture
def measures_like(holdings_of):
    """Measures of March of these indicators, whatever they were counted from."""

    def of(ids) -> pl.DataFrame:
        returns = {LIST_8: {MARCH: [listed("A")]}}
        found = compute(holdings_of(returns), [catalogue.find(i) for i in ids], lambda year: (10_000, year - 1))
        return found.with_columns(authority=pl.lit("999"))

    return of


def test_what_a_figure_rests_on_is_what_it_was_made_from():
    chain = catalogue.find("cla_3plus_placements_pct")
    facts = {"team": "", "rows": 10, "filled": 10, "valid": 10}
    fields_of = {
        LIST_8: ("", "cla_start_date", "cla_end_date", "legal_status", "placements_12m"),
        EPISODES: ("", *(c for _, c in fields(chain.table, chain.columns, instead=True))),
    }

    def rests_on(*lists: str) -> set[str]:
        held = [{"list": n, "period": MARCH, "field": f} | facts for n in lists for f in fields_of[n]]
        return set(quality.used([chain], pl.DataFrame(held), MARCH)["list"])

    assert rests_on(LIST_8) == {LIST_8}
    assert rests_on(EPISODES) == rests_on(LIST_8, EPISODES) == {EPISODES}


def test_a_table_names_the_lists_that_a_month_is_made_from():
    placed, chains = TABLES["placements"], TABLES["placement_chains"]
    assert placed.made_from([LIST_8, EPISODES]) == (LIST_8,)
    assert chains.made_from([LIST_8, EPISODES]) == (EPISODES, HEADER)
    assert placed.made_from([EPISODES]) == chains.made_from([EPISODES]) == (EPISODES, HEADER)
    assert placed.made_from([HEADER]) == chains.made_from([]) == ()
    assert set(chains.reads) == {LIST_8, EPISODES, HEADER}
