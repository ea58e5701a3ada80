"""The words of badges, verdicts and rules: none is missing, and they stand on the scorecard and the indicator."""

import dataclasses
import re

import polars as pl
import pytest

from dashboard.app import build, render
from dashboard.words import badges
from data.ledger import ACCEPTED
from indicators.quality import DO_NOT_RELY, GOOD, NOT_JUDGED, USE_WITH_CARE

NEET = "cl_neet_19_21_pct"


def test_every_badge_and_verdict_has_words_and_a_shape_of_its_own():
    assert set(badges.BADGES) == {GOOD, USE_WITH_CARE, DO_NOT_RELY, NOT_JUDGED}
    assert {*ACCEPTED, "reject"} <= set(badges.MONTHS)
    for tags in (badges.BADGES, badges.MONTHS, badges.SEVERITIES):
        assert len({t.shape for t in tags.values()}) == len({t.words for t in tags.values()}) == len(tags)


def test_a_rule_without_words_goes_by_its_name():
    assert badges.rule("invalid_date") == "Not a date"
    assert badges.rule("some_new_rule") == "Some new rule"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 10, "0%"), (10, 10, "100%"), (9999, 10000, "99.9%"), (1, 10000, "0.1%"), (1, 8, "12.5%"), (0, 0, "–")],
)
def test_a_share_is_whole_only_where_it_is(part, whole, said):
    assert badges.share(part, whole) == said


def text_of(source, address, **query):
    client = build(source).server.test_client()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address, query_string=query).text))


@pytest.fixture()
def doubtful(source):
    """The made-up source, where young people's activity is to be used with care."""
    whole = source.scorecard

    def scorecard(period=None):
        card = whole(period)
        here = pl.col("indicator") == NEET
        rows = card.rows.with_columns(
            quality=pl.when(here).then(pl.lit(USE_WITH_CARE)).otherwise(pl.lit(GOOD)),
            quality_words=pl.when(here).then(pl.lit("6 of 73 have no “Activity Status”")).otherwise(pl.lit("")),
        )
        return dataclasses.replace(card, rows=rows)

    source.scorecard = scorecard
    return source


def test_the_badge_stands_on_the_scorecard_with_its_reason(doubtful):
    said = text_of(doubtful, "/", find="not in education")
    assert "Use with care 6 of 73 have no “Activity Status”" in said and "Good data" not in said
    assert "Good data" in text_of(doubtful, "/")
    compact = text_of(doubtful, "/", view="compact")
    assert "Use with care" in compact and "Activity Status" not in compact and "Good data" not in compact


def test_the_badge_stands_on_the_indicator_with_its_reason(doubtful):
    said = text_of(doubtful, f"/indicator/{NEET}")
    assert "Data: ◐ Use with care 6 of 73 have no “Activity Status”." in said
    assert "Data:" not in text_of(doubtful, "/indicator/pa_caseload_avg")  # no figure, no badge


def test_what_is_not_judged_says_why_on_the_indicator_only(source):
    assert "Not judged sent as a total" in text_of(source, f"/indicator/{NEET}")
    assert "Not judged" not in text_of(source, "/") and render(source, "/", {}).status == 200
