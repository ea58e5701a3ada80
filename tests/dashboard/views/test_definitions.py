"""Every indicator is defined on the page and in the download, whole, and can be found."""

import csv
import io
from itertools import chain

import pytest

from dashboard.app import build
from dashboard.views.choice import slug
from dashboard.views.definitions import (
    UNITS,
    DefinitionsChoice,
    chosen,
    default_words,
    definitions,
    entry,
    plain,
    unit_words,
)
from data.errors import NotFound
from indicators import catalogue
from indicators.model import Tag, Unit

TERMS = {
    "Counted (numerator)", "Not recorded", "Unit", "Time covered", "Comes from", "Good is", "Speaks of", "Who can act",
    "Target until the council sets its own", "National figure", "Named in", "Definition",
}  # fmt: skip
NEET = "cl_neet_19_21_pct"


def found(**query):
    return [i.id for i in chosen(DefinitionsChoice.of(query))]


@pytest.mark.parametrize("indicator", catalogue.ALL, ids=lambda i: i.id)
def test_every_definition_is_whole(indicator):
    made = entry(indicator)
    terms = {t.term: t.words for t in made.terms}
    assert made.meaning and made.why and terms.keys() >= TERMS
    assert ("Out of (denominator)" in terms) == bool(indicator.denominator_words)
    assert all(
        text and text[0] == text[0].upper() for term, lines in terms.items() if term != "Definition" for text in lines
    )
    row = plain(indicator)
    assert row["numerator"] and row["report"] and row["place"] and row["definition_version"] and row["time_covered"]


def test_every_unit_has_words():
    assert set(UNITS) == set(Unit)
    assert unit_words(catalogue.find("eh_wait_days_median")).startswith("Days: the figure in the middle")
    assert unit_words(catalogue.find("cla_count")) == "A number"


def test_the_target_that_comes_with_the_program_is_said_with_its_basis():
    assert default_words(catalogue.find("contact_decision_1wd_pct")) == (
        "95% or more; 85% or more is close to target. It rests on this: one working day: Working Together to Safeguard "
        "Children; the share to reach is a proposal."
    )
    assert default_words(catalogue.find("eh_waiting_count")).startswith("0; 5 or less is close to target.")
    assert default_words(catalogue.find(NEET)) == (
        "The statistical neighbours’ median of the latest year before the month’s own; within 10% of it is close to "
        "target."
    )
    assert default_words(catalogue.find("contact_count")).startswith("None comes with the program.")


def test_words_are_found_wherever_they_stand_in_any_order():
    assert NEET in found(find="EMPLOYMENT care   leavers")
    assert found(find=NEET) == [NEET]
    assert NEET in found(find="CareLeaversNEET")
    assert found(find="nothing is called so") == []
    assert found(find="the young person’s agreement") == found(find="the young person's agreement") != []
    assert len(found()) == len(catalogue.ALL)


@pytest.mark.parametrize("query", [{"domain": "care-leaver"}, {"tag": "outcomes"}, {"agency": "cafcas"}])
def test_a_filter_that_there_is_not_is_no_empty_page(query):
    with pytest.raises(NotFound, match=next(iter(query.values()))):
        found(**query)


def test_filters_divide_the_catalogue():
    tags = [found(tag=tag.value) for tag in Tag]
    assert {i for ids in tags for i in ids} == set(found()) and all(tags)
    domains = [found(domain=slug(name)) for name in dict.fromkeys(i.domain for i in catalogue.ALL)]
    assert sorted(chain(*domains)) == sorted(found())
    agencies = [found(agency=slug(name)) for name in dict.fromkeys(i.agency for i in catalogue.ALL)]
    assert sorted(chain(*agencies)) == sorted(found())
    both = found(tag="outcome", domain="care-leavers")
    assert set(both) == set(found(tag="outcome")) & set(found(domain="care-leavers")) and both


def test_the_options_name_how_many_each_lets_through(source):
    view = definitions(source, {"tag": "compliance"})
    options = {o.value: o for o in view.tag_options}
    assert (
        options["compliance"].chosen and options["compliance"].words == f"Compliance ({len(found(tag='compliance'))})"
    )
    assert view.shown == len(found(tag="compliance")) and view.total == len(catalogue.ALL)
    for kind in ("domain", "agency"):
        for option in getattr(view, f"{kind}_options")[1:]:
            assert option.words.endswith(f"({len(found(**{kind: option.value}))})")


def test_few_are_unfolded_and_many_only_when_asked(source):
    assert definitions(source, {"find": NEET}).unfolded and definitions(source, {"open": "yes"}).unfolded
    assert not definitions(source, {}).unfolded


def test_an_empty_store_has_its_definitions(made_up):
    client = build(made_up.MadeUpSource(months=[])).server.test_client()
    page = client.get("/definitions").text
    assert all(f'id="{i.id}"' in page for i in catalogue.ALL)
    assert "No definition fits" in client.get("/definitions?find=nothing+is+called+so").text


def test_the_download_has_what_the_page_shows(source):
    client = build(source).server.test_client()
    rows = list(csv.DictReader(io.StringIO(client.get("/definitions.csv?domain=care-leavers").text.lstrip("\ufeff"))))
    assert [r["indicator"] for r in rows] == found(domain="care-leavers")
    assert rows[0]["title"] and "definition_version" in rows[0]
    nothing = client.get("/definitions.csv?find=nothing+is+called+so").text
    assert nothing.lstrip("\ufeff").startswith("indicator,title,") and nothing.count("\n") == 1
