"""What holds for every declared indicator: names, words, columns, sources, targets, national series."""

import csv
import re
from collections import Counter
from itertools import groupby

import polars as pl
import pytest

from data import series
from data.errors import NotFound
from data.returns import find as find_return
from indicators import catalogue
from indicators.catalogue import agencies, tags
from indicators.holdings import Holdings
from indicators.model import (
    MONTHLY,
    QUARTERLY,
    YEARLY,
    Basis,
    Default,
    Indicator,
    Polarity,
    Source,
    Tag,
    Unit,
)
from indicators.tables import TABLES

every_indicator = pytest.mark.parametrize("indicator", catalogue.ALL, ids=lambda i: i.id)

# What the rules say of each: the ending of its id is its unit.
UNITS = {
    "_pct": {Unit.PERCENT},
    "_count": {Unit.COUNT},
    "_rate_10k": {Unit.RATE_PER_10K},
    "_days": {Unit.DAYS},
    "_days_median": {Unit.DAYS},
    "_weeks": {Unit.WEEKS},
    "_attainment8": {Unit.SCORE},
    "_admissions_rate": {Unit.RATE_PER_100K},
    "_conception_rate": {Unit.RATE_PER_1K},
    "_avg": {Unit.RATIO, Unit.WEEKS, Unit.SCORE},
}
# The agreed list has no word for these and calls both a ratio, which is here cases per full-time equivalent.
RATES_OF_THEIR_OWN = {"adolescent_mh_admissions_rate", "under18_conception_rate"}
# The rules give these a figure for the whole authority only.
WITHOUT_TEAMS = {
    *("contact_count", "contact_decision_1wd_pct", "contact_to_referral_pct", "contact_early_help_route_pct"),
    *("eh_plan_open_count", "eh_assessment_completed_count"),
    *("preproceedings_diverted_pct", "preproceedings_weeks_avg", "care_proceedings_weeks_avg"),
    *("cla_missing_pct", "cla_rhi_72h_pct", "rhi_home_72h_pct"),
    *("adoption_a1_days", "adoption_a2_days", "adoption_waiting_count"),
    *("iro_caseload_avg", "audit_good_pct", "audit_completed_count"),
}
# Twelve months of records are looked at in lists whose files hold six; step-downs need eighteen.
TWELVE_MONTHS = {
    *("referral_rate_10k", "rereferral_12m_pct", "assessment_45wd_pct", "assessment_child_seen_pct"),
    *("assessment_disabled_uptodate_pct", "s47_rate_10k", "icpc_15wd_pct", "icpc_no_plan_pct"),
    *("cin_closed_6m_pct", "cpp_repeat_pct", "cpp_ended_6m_pct"),
    *("cla_start_rate_10k", "cla_cease_rate_10k", "cla_reentry_12m_pct", "adopted_pct", "sgo_pct", "cla_missing_pct"),
}
SERIES_UNITS = {
    Unit.PERCENT: {"percent"},
    Unit.COUNT: {"count"},
    Unit.RATE_PER_10K: {"rate_per_10k"},
    Unit.RATIO: {"average"},
    Unit.SCORE: {"average"},
    Unit.RATE_PER_1K: {"rate_per_1k"},
    Unit.RATE_PER_100K: {"rate_per_100k"},
}
NAMES_OF_PEOPLE = {"allocated_worker", "personal_adviser", "name"}  # columns that hold them
# Words with a capital letter inside a sentence: councils, reports, laws and short names of things. No person.
NAMES_OF_THINGS = {
    *("Warrington", "Warwickshire", "Worcestershire", "Ofsted", "November", "December", "January", "June"),
    *("Working", "Together", "Safeguard", "Children", "Care", "Planning", "Placement", "Case", "Review"),
    *("Regulations", "Act", "March", "September", "SDQ", "A", "Leadership", "Direct", "Effective", "Permanence"),
    *("Sufficiency", "Timely", "Key", "CAMHS", "Attainment", "What", "April", "Southwark", "Management"),
    *("Identification", "SSDA903"),
}


def test_every_id_is_unique_and_in_snake_case():
    assert max(Counter(i.id for i in catalogue.ALL).values()) == 1
    for indicator in catalogue.ALL:
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", indicator.id)


def test_no_two_indicators_share_a_title_or_say_the_same():
    for text in ("title", "meaning"):
        assert max(Counter(getattr(i, text) for i in catalogue.ALL).values()) == 1, text


def test_each_domain_stands_together():
    runs = [domain for domain, _ in groupby(i.domain for i in catalogue.ALL)]
    assert len(runs) == len(set(runs))


@every_indicator
def test_the_table_has_the_columns_that_the_definition_reads(indicator):
    table = TABLES[indicator.table]
    held = table.build(Holdings({}, {}, ())).collect_schema()
    assert indicator.columns <= set(held), indicator.columns - set(held)
    if indicator.breakdowns:
        assert held["team"] == pl.String, "a breakdown by team needs a team in the table"
    for name in table.lists:
        assert find_return(name).name == name


def test_every_table_is_used():
    assert {i.table for i in catalogue.ALL} == set(TABLES)


@every_indicator
def test_the_definition_gives_a_number_for_every_row(indicator):
    """Numerator and denominator are numbers or true/false, one per row: no text, no sum over rows."""
    rows = TABLES[indicator.table].build(Holdings({}, {}, ()))
    for expression in filter(lambda e: e is not None, (indicator.numerator, indicator.denominator)):
        made = rows.select(made=expression).collect_schema()["made"]
        assert made == pl.Boolean or made.is_numeric()
        assert rows.select(made=expression).collect().height == 0, "a sum over rows would make one of none"


@every_indicator
def test_words(indicator):
    for text in (indicator.title, indicator.domain, indicator.meaning, indicator.why, indicator.numerator_words):
        assert text == text.strip()
        assert text
    assert indicator.meaning.endswith(".")
    assert indicator.why.endswith(".")
    assert not indicator.title.endswith(".")
    assert not indicator.numerator_words.endswith(".")
    assert isinstance(indicator.source, Source)
    assert indicator.source.report
    assert indicator.source.place
    of_something = indicator.denominator is not None or indicator.is_population_rate
    assert bool(indicator.denominator_words) == of_something


@every_indicator
def test_unit_polarity_and_basis(indicator):
    assert isinstance(indicator, Indicator)
    [units] = [units for ending, units in UNITS.items() if indicator.id.endswith(ending)]
    assert indicator.unit in units
    assert isinstance(indicator.polarity, Polarity)
    assert isinstance(indicator.basis, Basis)
    has_own_denominator = indicator.unit not in (Unit.COUNT, Unit.RATE_PER_10K) and not indicator.id.endswith("_median")
    assert (indicator.denominator is not None) == has_own_denominator


@every_indicator
def test_breakdowns_and_history_are_those_of_the_rules(indicator):
    teamless = indicator.is_population_rate or indicator.id in WITHOUT_TEAMS
    if not indicator.is_sent:  # the rules are of returns about children and workers
        assert indicator.breakdowns == (() if teamless else ("team",))
    needed = 18 if indicator.id == "stepdown_rereferral_6m_pct" else 12 if indicator.id in TWELVE_MONTHS else 0
    assert indicator.history_months == needed


def test_the_lists_of_exceptions_name_indicators():
    assert set(catalogue.BY_ID) >= WITHOUT_TEAMS | TWELVE_MONTHS


@every_indicator
def test_default_target(indicator):
    default = indicator.default
    if default is None:
        return
    assert isinstance(default, Default)
    assert default.basis
    assert indicator.polarity is not Polarity.NEUTRAL, "neither way is better, so there is no target"
    if default.neighbours:
        assert indicator.published, "neighbours' figures come from a national series"
        assert (default.green, default.amber) == (None, None)
        return
    if indicator.polarity is Polarity.LOWER_IS_BETTER:
        assert 0 <= default.green <= default.amber
    else:
        assert default.green >= default.amber >= 0
    if indicator.unit is Unit.PERCENT:
        assert max(default.green, default.amber) <= 100


@every_indicator
def test_national_series(indicator):
    for position, name in enumerate(indicator.published):
        facts = series.find(name)
        assert facts["indicator"] == indicator.id
        assert facts["bundled"], "its figures are part of the project"
        opposite = {"High": Polarity.LOWER_IS_BETTER, "Low": Polarity.HIGHER_IS_BETTER}.get(facts["polarity"])
        assert indicator.polarity is not opposite
        if position == 0:
            assert facts["unit"] in SERIES_UNITS[indicator.unit], "only like is compared with like"
    if indicator.published:
        assert indicator.differs, "how ours differs from the national figure is said"


@every_indicator
def test_no_person_is_named(indicator):
    assert not indicator.columns & NAMES_OF_PEOPLE
    texts = [indicator.title, indicator.meaning, indicator.why, indicator.numerator_words]
    texts += [
        indicator.agency,
        indicator.denominator_words,
        indicator.differs,
        indicator.source.report,
        indicator.source.place,
    ]
    texts += [indicator.default.basis] if indicator.default else []
    for text in texts:
        inside = re.findall(r"(?<=[^.;:] )([A-Z][\w']*)", text)
        assert not set(inside) - NAMES_OF_THINGS, text


def test_find():
    assert catalogue.find("cla_count") is catalogue.BY_ID["cla_count"]
    with pytest.raises(NotFound, match=r"No indicator is called 'cla_cout'\. Did you mean 'cla_count'"):
        catalogue.find("cla_cout")
    with pytest.raises(NotFound, match=r"No indicator is called 'weather'\. The definitions page"):
        catalogue.find("weather")


def test_units_polarities_and_limits_are_those_agreed(shared):
    path = shared / "spec" / "indicators.csv"
    if not path.is_file():
        pytest.skip("needs ../shared: the agreed list of indicators is not part of the project")
    with path.open(encoding="utf-8-sig", newline="") as file:
        agreed = {row["id"]: row for row in csv.DictReader(file)}
    for indicator in catalogue.ALL:
        row, default = agreed[indicator.id], indicator.default
        unit = row["unit"] if indicator.id in RATES_OF_THEIR_OWN else indicator.unit.value
        assert (unit, indicator.polarity.value) == (row["unit"], row["polarity"]), indicator.id
        limits = (default.green, default.amber) if default else (None, None)
        assert limits == tuple(float(row[c]) if row[c] else None for c in ("green_limit", "amber_limit")), indicator.id
        like_neighbours = row["threshold_basis"] == "statistical_neighbour"
        assert (default is not None and default.neighbours) == like_neighbours, indicator.id
    assert set(agreed) == set(catalogue.BY_ID)


def test_figures_sent_as_totals_come_as_often_as_agreed(shared):
    path = shared / "spec" / "indicators.csv"
    if not path.is_file():
        pytest.skip("needs ../shared: the agreed list of indicators is not part of the project")
    with path.open(encoding="utf-8-sig", newline="") as file:
        agreed = {row["id"]: row for row in csv.DictReader(file)}
    basis = {"month flow": Basis.MONTH, "monthly snapshot": Basis.SNAPSHOT, "rolling 12m": Basis.ROLLING_12}
    for indicator in catalogue.ALL:
        row = agreed[indicator.id]
        if not indicator.is_sent:
            assert indicator.every == MONTHLY
            continue
        assert indicator.every == {"quarterly": QUARTERLY, "annual": YEARLY}.get(row["frequency"], MONTHLY)
        if indicator.id != "cla_permanent_exclusion_count":  # of the school year so far, month by month
            assert indicator.basis is basis.get(row["frequency"], indicator.basis), indicator.id
        series_named = row["national_equivalent"].split(" + ") if row["national_equivalent"] != "none" else []
        assert list(indicator.published) == series_named, indicator.id


@every_indicator
def test_what_it_speaks_of_and_who_can_act(indicator):
    assert indicator.tags
    assert len(set(indicator.tags)) == len(indicator.tags)
    assert all(isinstance(tag, Tag) for tag in indicator.tags)
    assert indicator.agency in agencies.ALL
    if indicator.polarity is not Polarity.NEUTRAL:
        assert indicator.tags != (Tag.DEMAND,) or indicator.unit is Unit.COUNT


def test_the_tags_given_beside_the_catalogue_are_of_its_indicators_each_once():
    listed = Counter(name for *_, ids in tags.GROUPS for name in ids)
    assert set(listed.values()) == {1}
    assert set(listed) == {i.id for i in catalogue.DECLARED if not i.is_sent and not i.tags}  # the others say so
    for tag in Tag:
        assert any(tag in i.tags for i in catalogue.ALL)
