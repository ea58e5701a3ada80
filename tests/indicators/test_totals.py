"""Totals that are sent: the list of what may be sent is the catalogue's, and the returns of children come first."""

from __future__ import annotations

import polars as pl
import pytest

from data import totals
from indicators import catalogue
from indicators.compute import compute, compute_both
from indicators.model import SUMMARY, Unit
from indicators.tables import TABLES

CHILDREN = 40_000


def population(year: int) -> tuple[int, int]:
    return CHILDREN, year - 1


def test_the_door_knows_the_indicators_of_the_catalogue():
    def denominator(indicator) -> str:
        if indicator.unit is Unit.COUNT or indicator.id.endswith("_median"):
            return totals.NONE
        if indicator.is_population_rate:
            return totals.CHILDREN
        part_of_it = indicator.unit is Unit.PERCENT and not indicator.numerator_counts_apart
        return totals.WHOLE if part_of_it else totals.BASE

    wanted = {(i.id, i.unit.value, denominator(i)) for i in catalogue.ALL}
    assert set(totals.indicators().rows()) == wanted and totals.indicators().height == len(wanted)


def figure(indicator: str, numerator: float | None, denominator: float | None = None, team: str | None = None) -> dict:
    return {"indicator": indicator, "breakdown": team, "numerator": numerator, "denominator": denominator}


def measured(holdings, *ids: str) -> list[tuple]:
    """(indicator, period, breakdown, numerator, denominator, value) as reported; the same restated."""
    columns = ["indicator", "period", "breakdown", "numerator", "denominator", "value"]
    both = compute_both(holdings, [catalogue.find(i) for i in ids], population)
    reported, restated = (both.filter(pl.col("basis") == b) for b in ("as_reported", "restated"))
    assert reported.drop("basis").sort(columns[:3]).equals(restated.drop("basis").sort(columns[:3]))
    assert set(reported["complete"]) <= {1}
    assert set(reported["unknown"]) <= {0}
    return reported.select(columns).rows()


SHARE = "pep_quality_pct"


def test_every_figure_sent_is_one_measure(holdings_of):
    sent = {
        "2025-08": [figure(SHARE, 3, 4), figure(SHARE, 1, 2, "North")],
        "2025-09": [figure(SHARE, 0, 0), figure("audit_completed_count", None)],  # nothing to count; no figure
    }
    assert measured(holdings_of({SUMMARY: sent}), SHARE, "audit_completed_count") == [
        (SHARE, "2025-08", "", 3.0, 4.0, 75.0),
        (SHARE, "2025-08", "North", 1.0, 2.0, 50.0),
        (SHARE, "2025-09", "", 0.0, 0.0, None),
    ]


@pytest.mark.parametrize(
    ("indicator", "sent", "measure"),
    [
        ("cla_count", (400, 7), (400.0, None, 400.0)),  # a count has no denominator, whatever is sent
        ("cla_rate_10k", (400, None), (400.0, 40_000.0, 100.0)),  # the children of the authority
        ("cla_rate_10k", (400, 50_000), (400.0, 50_000.0, 80.0)),  # those that were sent
        ("adolescent_mh_admissions_rate", (25, 50_000), (25.0, 50_000.0, 50.0)),  # per 100,000
        ("under18_conception_rate", (6, 3_000), (6.0, 3_000.0, 2.0)),  # per 1,000
        ("eh_wait_days_median", (8, 20), (8.0, None, 8.0)),  # a median is its own value
        ("sw_caseload_avg", (90, 4.5), (90.0, 4.5, 20.0)),
        ("supporting_families_target_pct", (120, 100), (120.0, 100.0, 120.0)),
        ("cla_ks4_attainment8", (410, 20), (410.0, 20.0, 20.5)),
    ],
)
def test_the_value_follows_from_the_unit(holdings_of, indicator, sent, measure):
    held = holdings_of({SUMMARY: {"2025-09": [figure(indicator, *sent)]}})
    assert measured(held, indicator) == [(indicator, "2025-09", "", *measure)]


def test_a_team_has_no_children_of_the_authority_to_be_a_rate_of(holdings_of):
    held = holdings_of({SUMMARY: {"2025-09": [figure("cla_rate_10k", 4, team="North")]}})
    assert measured(held, "cla_rate_10k") == [("cla_rate_10k", "2025-09", "North", 4.0, None, None)]


def test_where_the_lists_are_held_what_was_sent_is_not_used(holdings_of):
    graded = [{"audit_id": "1", "audit_date": None, "grade": "GOOD"}]  # a list is held, though no audit counts
    held = holdings_of(
        {
            "audits": {"2025-08": graded},
            SUMMARY: {
                "2025-08": [figure("audit_good_pct", 9, 10), figure("audit_good_pct", 4, 5, "North")],
                "2025-09": [figure("audit_good_pct", 6, 8), figure("audit_good_pct", 2, 2, "North")],
            },
        }
    )
    result = compute(held, [catalogue.find("audit_good_pct")], population)
    assert result.select("period", "breakdown", "numerator", "denominator").rows() == [
        ("2025-08", "", 0.0, 0.0),
        ("2025-09", "", 6.0, 8.0),
        ("2025-09", "North", 2.0, 2.0),
    ]


def test_an_indicator_that_was_not_sent_has_no_measure(holdings_of):
    held = holdings_of({SUMMARY: {"2025-09": [figure(SHARE, 3, 4)]}})
    assert measured(held, "cla_offending_pct", "audit_childs_voice_pct") == []
    assert set(compute(held, catalogue.ALL, population)["indicator"]) == {SHARE}


def test_only_the_indicators_without_a_list_rest_on_what_is_sent():
    sent = {i.id for i in catalogue.ALL if i.is_sent}
    assert len(sent) == 64
    assert {i.id for i in catalogue.ALL if TABLES[i.table].lists == (SUMMARY,)} == sent
