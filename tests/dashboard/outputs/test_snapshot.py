import hashlib
import json
from dataclasses import replace

import polars as pl
import pytest

from dashboard.outputs import snapshot
from data.errors import BadInput
from data.panels import Panel

PANEL = Panel("Corporate parenting panel")
FILES = [
    "scorecard-999-2026-09-corporate-parenting-panel.pdf",
    "scorecard-999-2026-09-corporate-parenting-panel.xlsx",
    "manifest.json",
]


def contents(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.fixture()
def quick(monkeypatch):
    """Documents that are made at once, where the test is about the folder."""
    monkeypatch.setattr(snapshot, "FORMATS", {"pdf": lambda p: p.measures_sha256.encode(), "xlsx": lambda p: b"sheet"})


def test_two_snapshots_of_the_same_month_are_the_same_bytes(card, tmp_path):
    first = snapshot.make(card, panel=PANEL, out=tmp_path / "a", formats=["pdf", "xlsx"])
    snapshot.make(card, panel=PANEL, out=tmp_path / "b", formats=["pdf", "xlsx"])
    assert [p.name for p in first] == FILES
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_the_manifest_says_what_the_snapshot_is_and_proves_its_files(card, tmp_path, quick):
    snapshot.make(card, panel=PANEL, out=tmp_path / "s")
    held = contents(tmp_path / "s")
    facts = json.loads(held.pop("manifest.json"))
    assert facts["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}
    assert (facts["authority"], facts["period"], facts["as_at"]) == ("999", "2026-09", "2026-09-30")
    assert (facts["panel"], facts["loaded_at"]) == (PANEL.name, "2026-10-04T09:12:00")
    assert facts["marking"].startswith("OFFICIAL-SENSITIVE")
    assert facts["definition_versions"]["cla_count"] == "1"
    assert facts["targets"]["icpc_15wd_pct"]["target"] == 90
    assert facts["targets"]["cla_count"]["target"] is None
    assert len(facts["measures_sha256"]) == 64


def test_the_same_snapshot_may_be_asked_for_again(card, tmp_path, quick):
    first = snapshot.make(card, panel=PANEL, out=tmp_path / "s")
    before = contents(tmp_path / "s")
    assert snapshot.make(card, panel=PANEL, out=tmp_path / "s") == first
    assert contents(tmp_path / "s") == before


def test_an_empty_folder_may_be_filled(card, tmp_path, quick):
    (tmp_path / "s").mkdir()
    snapshot.make(card, panel=PANEL, out=tmp_path / "s", formats=["pdf"])
    assert set(contents(tmp_path / "s")) == {FILES[0], FILES[2]}


def test_a_snapshot_is_never_written_over(card, tmp_path, quick):
    snapshot.make(card, panel=PANEL, out=tmp_path / "s")
    before = contents(tmp_path / "s")
    changed = replace(card, history=card.history.with_columns(pl.col("unknown") + 1))
    with pytest.raises(BadInput, match=r"already holds another snapshot \(.*\.pdf differs\).*choose another folder"):
        snapshot.make(changed, panel=PANEL, out=tmp_path / "s")
    with pytest.raises(BadInput, match="choose another folder"):
        snapshot.make(card, panel=Panel("Scrutiny"), out=tmp_path / "s")
    assert contents(tmp_path / "s") == before


def test_a_folder_of_other_things_is_left_alone(card, tmp_path, quick):
    (tmp_path / "letter.txt").write_text("dear all")
    with pytest.raises(BadInput, match="already holds other files"):
        snapshot.make(card, panel=PANEL, out=tmp_path)
    with pytest.raises(BadInput, match="is a file"):
        snapshot.make(card, panel=PANEL, out=tmp_path / "letter.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_format_that_is_not_known_is_named(card, tmp_path, quick):
    with pytest.raises(BadInput, match=r"The format 'docx' is not known\. A snapshot can be made as pdf and xlsx"):
        snapshot.make(card, panel=PANEL, out=tmp_path / "s", formats=["pdf", "docx"])
    with pytest.raises(BadInput, match="No format was asked for"):
        snapshot.make(card, panel=PANEL, out=tmp_path / "s", formats=[""])
    with pytest.raises(BadInput, match="needs the name of its panel"):
        snapshot.make(card, panel=Panel(" - "), out=tmp_path / "s")
    assert not list(tmp_path.iterdir())


def test_nothing_half_done_is_left_when_a_document_fails(card, tmp_path, monkeypatch):
    def fail(pack):
        raise BadInput("no")

    monkeypatch.setattr(snapshot, "FORMATS", {"pdf": lambda p: b"pdf", "xlsx": fail})
    with pytest.raises(BadInput, match="no"):
        snapshot.make(card, panel=PANEL, out=tmp_path / "s")
    assert not list(tmp_path.iterdir())
