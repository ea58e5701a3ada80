"""The declared returns: names, keys, and agreement with the published layouts when those are at hand."""

import json
import re
import unicodedata
from pathlib import Path

import polars as pl
import pytest

from data.errors import NotFound
from data.returns import ALL, Kind, find

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "spec"


def specification(name: str) -> dict:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared: spec/{name}")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("care_leavers", "care_leavers"),
        ("annex_a_list_9", "care_leavers"),
        ("List 9", "care_leavers"),
        ("pep", "pep"),
        ("x4", "pep"),
        ("X4-pep", "pep"),
        ("x5_missing_episodes", "missing_episodes"),
        ("workforce_posts", "workforce_posts"),
        ("x10_workforce_people", "workforce_people"),
        ("ssda903_episodes", "ssda903_episodes"),
        ("ssda903_PlacedAdoption", "ssda903_placed_for_adoption"),
        ("summary", "summary"),
    ],
)
def test_every_spelling_of_the_contract_finds_its_return(spelling, name):
    assert find(spelling).name == name


def test_an_unknown_name_suggests_near_ones():
    with pytest.raises(NotFound, match="Did you mean 'care_leavers'"):
        find("care_leaver")


def test_names_are_unique_and_found():
    assert len({r.name for r in ALL}) == len(ALL) == 11 + 16 + 12 + 1
    assert all(find(r.name) is r and find(r.alias) is r for r in ALL)


@pytest.mark.parametrize("one", ALL, ids=lambda r: r.name)
def test_keys_and_dates_are_columns_and_headers_are_unambiguous(one):
    names = [c.name for c in one.columns]
    assert len(set(names)) == len(names)
    used = {*one.key, *one.merge_key, *one.layout_columns, *one.may_lack}
    used |= {d for pair in one.in_order for d in pair} | ({one.period_start} - {None})
    assert used <= set(names)
    assert all(one.column(d).kind in (Kind.DATE, Kind.DATETIME) for pair in one.in_order for d in pair)

    def slug(text):
        return re.sub("[^a-z0-9]", "", unicodedata.normalize("NFKC", text).lower())

    owners: dict[str, set[str]] = {}
    for column in one.columns:
        for header in (column.header, *column.aliases):
            owners.setdefault(slug(header), set()).add(column.name)
    assert all(len(names) == 1 for names in owners.values())


def test_typed_frame_of_a_return():
    schema = find("missing_episodes").schema
    assert schema["start_datetime"] == pl.Datetime("us") and schema["type"] == pl.String
    assert find("missing_episodes").person == "child_id" and find("audits").person == "child_id"
    assert find("workforce_posts").person is None


def test_annex_a_agrees_with_the_specification():
    kinds = {
        "text": Kind.TEXT,
        "category": Kind.CODE,
        "boolean_yn": Kind.YES_NO,
        "date": Kind.DATE,
        "integer": Kind.INTEGER,
    }
    for wanted in specification("annex_a.json")["lists"]:
        one = find(f"annex_a_list_{wanted['list']}")
        assert one.name == wanted["name"] and one.key == tuple(wanted["natural_key"])
        assert (one.period_start or "-") == wanted["period_start"]
        assert [c.name for c in one.columns] == [c["name"] for c in wanted["columns"]]
        for column, spec in zip(one.columns, wanted["columns"], strict=True):
            assert column.header == spec["header"]
            assert column.required == (not spec["nullable"]), (one.name, column.name)
            assert column.codes == spec.get("codeset"), (one.name, column.name)
            if column.name != "age_years":
                kind = Kind.PERSON_ID if spec.get("person_id") else kinds[spec["type"]]
                assert column.kind is kind, (one.name, column.name)


def test_ssda903_agrees_with_the_specification():
    tables = specification("ssda903.json")["tables"]
    for wanted in tables:
        one = find("ssda903_" + wanted["file"].lower().removesuffix(".csv"))
        headers = [c.header for c in one.columns]
        assert headers == [c["name"] for c in wanted["columns"]]
        assert [c.name for c in one.columns] == [c["snake"] for c in wanted["columns"]]
        assert [c.required for c in one.columns] == [not c["nullable"] for c in wanted["columns"]]
        assert one.key == tuple(one.columns[headers.index(k)].name for k in wanted["primary_key"])
