"""A snapshot: written once, the same bytes again, proved by its manifest, and set beside what the store says now."""

import hashlib
import json
from datetime import datetime

import pytest

from dashboard.outputs import snapshot
from dashboard.outputs.snapshot import freeze
from dashboard.outputs.verify import verify
from data import targets
from data.errors import BadInput
from data.panels import Panel
from data.snapshots import Snapshots, opened
from data.store import Store
from data.targets import Aim

PANEL = Panel("Corporate parenting panel", ("cl_neet_19_21_pct", "cl_suitable_accom_19_21_pct"))
ALL = ["pdf", "xlsx", "html", "csv"]


@pytest.fixture()
def store(tmp_path, load_leavers) -> Store:
    made = Store(tmp_path / "store")
    load_leavers(made, "2025-08", *["F1"] * 12, *["G5"] * 8)
    load_leavers(made, "2025-09", *["F1"] * 13, *["G5"] * 7)
    return made


def contents(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_two_snapshots_of_the_same_month_are_the_same_bytes(store, tmp_path):
    for name in ("a", "b"):
        freeze(store, "2025-09", PANEL, formats=ALL).write(tmp_path / name)
    first = contents(tmp_path / "a")
    assert first == contents(tmp_path / "b")
    stem = "scorecard-999-2025-09-corporate-parenting-panel"
    assert set(first) == {*(f"{stem}.{ending}" for ending in ALL), "figures.json", "manifest.json"}
    assert [s.name for s in Snapshots(store.folder).all()] == ["2025-09-corporate-parenting-panel"]


def test_the_manifest_says_what_the_snapshot_is_and_proves_its_files(store, tmp_path):
    freeze(store, "2025-09", PANEL, formats=["csv"]).write(tmp_path / "s")
    held = contents(tmp_path / "s")
    facts = json.loads(held.pop("manifest.json"))
    assert facts["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}
    assert (facts["authority"], facts["period"], facts["as_at"]) == ("999", "2025-09", "2025-09-30")
    assert (facts["panel"], facts["loaded_at"]) == (PANEL.name, "2025-10-04T09:12:00")
    assert facts["definition_versions"]["cl_neet_19_21_pct"] == "1"
    assert facts["targets"]["cl_neet_19_21_pct"]["target"] is not None


def test_a_snapshot_is_never_written_over(store, tmp_path):
    freeze(store, "2025-09", PANEL, formats=["csv"]).write(tmp_path / "s")
    before = contents(tmp_path / "s")
    freeze(store, "2025-09", PANEL, formats=["csv"]).write(tmp_path / "s")
    with pytest.raises(BadInput, match="choose another folder"):
        freeze(store, "2025-08", PANEL, formats=["csv"]).write(tmp_path / "s")
    assert contents(tmp_path / "s") == before


def test_a_folder_of_other_things_is_left_alone(store, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear all")
    frozen = freeze(store, "2025-09", PANEL, formats=["csv"])
    with pytest.raises(BadInput, match="already holds other files"):
        frozen.write(tmp_path / "mine")
    with pytest.raises(BadInput, match="is a file"):
        frozen.write(tmp_path / "mine" / "letter.txt")


def test_a_format_that_is_not_known_is_named(store):
    with pytest.raises(BadInput, match=r"The format 'docx' is not known\. A snapshot can be made as pdf, xlsx"):
        freeze(store, "2025-09", PANEL, formats=["pdf", "docx"])
    with pytest.raises(BadInput, match="No format was asked for"):
        freeze(store, "2025-09", PANEL, formats=[""])
    with pytest.raises(BadInput, match="no return for 2027-01"):
        freeze(store, "2027-01", PANEL)


def test_nothing_half_done_is_left_when_a_document_fails(store, monkeypatch):
    def fail(pack):
        raise BadInput("no")

    monkeypatch.setattr(snapshot, "FORMATS", {"pdf": lambda p: b"pdf", "xlsx": fail})
    with pytest.raises(BadInput, match="no"):
        freeze(store, "2025-09", PANEL)
    assert Snapshots(store.folder).all() == ()


def test_after_a_late_correction_verify_names_what_moved_and_the_next_pack_says_so(store, tmp_path, load_leavers):
    freeze(store, "2025-08", PANEL, formats=["csv"]).write(tmp_path / "s")
    held = opened(tmp_path / "s")
    assert verify(held, store).is_same
    load_leavers(store, "2025-08", *["F1"] * 11, *["G5"] * 9, day=20)
    found = verify(held, store)
    assert [(m.indicator, m.period, m.before.numerator, m.now.numerator) for m in found.moved] == [
        ("cl_neet_19_21_pct", "2025-08", 8, 9)
    ]
    assert "cl_neet_19_21_pct, August 2025: 40.0% (8 of 20), now 45.0% (9 of 20), 5.0 points higher." in found.said
    later = freeze(store, "2025-09", PANEL, formats=["csv"]).pack
    assert later.since_words == "1 figure has changed since the pack of August 2025."
    assert later.moved[0].why == "returns that came in since: care leavers of Aug 2025"


def test_a_document_that_was_altered_is_named(store, tmp_path):
    freeze(store, "2025-08", PANEL, formats=["csv"]).write(tmp_path / "s")
    (tmp_path / "s" / "figures.json").write_text("{}")
    found = verify(opened(tmp_path / "s"), store)
    assert found.altered == ("figures.json",) and not found.is_same


def test_a_target_entered_later_is_no_difference_and_one_changed_behind_it_is(store, tmp_path):
    aims = {"cl_neet_19_21_pct": Aim("percent", "lower_is_better")}

    def enter(value, valid_from, at):
        raw = f"indicator,valid_from,value\ncl_neet_19_21_pct,{valid_from},{value}\n".encode()
        targets.enter(store, raw, "t.csv", aims, authority="999", by="officer", at=at, correct=True)

    freeze(store, "2025-08", PANEL, formats=["csv"]).write(tmp_path / "none")
    enter(35, "2025-04", datetime(2025, 11, 1))
    freeze(store, "2025-08", PANEL, formats=["csv"]).write(tmp_path / "one")
    enter(30, "2025-04", datetime(2025, 11, 2))
    now = freeze(store, "2025-08", PANEL, formats=["csv"])
    assert [dict((i, t) for i, t, *_ in now.pack.targets)["cl_neet_19_21_pct"]] == [30]
    for name, target, known in (("none", None, None), ("one", 35.0, "2025-11-01T00:00:00")):
        held = opened(tmp_path / name)
        found = verify(held, store)
        assert found.is_same, found.said
        assert held.manifest["targets_known_at"] == known
        assert target in (None, held.manifest["targets"]["cl_neet_19_21_pct"]["target"])
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text())
    manifest["targets"]["cl_neet_19_21_pct"]["target"] = 34.0
    (tmp_path / "one" / "manifest.json").write_text(json.dumps(manifest))
    found = verify(opened(tmp_path / "one"), store)
    assert found.retargeted == ("cl_neet_19_21_pct",) and not found.is_same
