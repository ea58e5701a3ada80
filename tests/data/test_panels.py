"""Panels as data: those shipped name real indicators; a council's own are read, or said to be wrong."""

import pytest

from data.errors import BadInput, NotFound
from data.panels import OWN, find, panels
from indicators import catalogue


def test_every_shipped_panel_names_known_indicators_once_and_says_who_signs():
    assert next(p.name for p in panels()) == "Corporate parenting panel"
    for panel in panels():
        assert len(set(panel.indicators)) == len(panel.indicators) > 15, panel.name
        assert all(catalogue.find(i).id == i for i in panel.indicators)
        assert panel.signed_by and panel.title_page and panel.cycle


@pytest.mark.parametrize("spelt", ["Corporate parenting panel", "corporate_parenting_panel", "corporate-parenting"])
def test_a_panel_is_found_however_it_is_spelt(spelt):
    assert find(spelt).name == "Corporate parenting panel"


def test_an_unknown_panel_is_named_with_those_there_are():
    with pytest.raises(NotFound, match="Scrutiny committee"):
        find("Scrutinny committee")


def test_a_councils_own_panel_replaces_the_shipped_one_and_others_are_added(tmp_path):
    (tmp_path / OWN).write_text(
        '[[panel]]\nname = "Scrutiny committee"\nsmallest = 10\nindicators = ["cla_count"]\n'
        '[[panel]]\nname = "Ward councillors"\nindicators = []\n'
    )
    assert find("scrutiny", tmp_path).indicators == ("cla_count",)
    assert find("scrutiny", tmp_path).smallest == 10
    assert find("ward-councillors", tmp_path).is_public
    assert len(panels(tmp_path)) == len(panels()) + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[panel]\n", "cannot be read as TOML"),
        ('[[panel]]\ncycle = "monthly"\n', "panel 1 has no name"),
        ('[[panel]]\nname = "A"\nindicator = []\n', "'indicator' is not known"),
        ('[[panel]]\nname = "A"\nsmallest = "six"\n', "smallest should be a whole number"),
        ('[[panel]]\nname = "A"\ncycle = "weekly"\n', "it should be one of monthly"),
        ('[[panel]]\nname = "A"\nsmallest = -1\n', "from 0"),
        ('[[panel]]\nname = "A"\nlogo = "crest.png"\n', "no picture crest.png"),
    ],
)
def test_a_faulty_file_is_said_to_be_faulty(tmp_path, text, said):
    (tmp_path / OWN).write_text(text)
    with pytest.raises(BadInput, match=said):
        panels(tmp_path)


def test_a_mark_at_the_beginning_of_a_file_is_no_fault(tmp_path):
    (tmp_path / OWN).write_text('[[panel]]\nname = "Ours"\n', encoding="utf-8-sig")  # as Notepad saves it
    assert panels(tmp_path)[-1].name == "Ours"
