"""The command line: what it says and how it ends, whatever it is given."""

import json
import os
import subprocess
import sys

import pytest

from dashboard.cli import main
from dashboard.commands.arguments import FAULT
from data.store import Store


@pytest.fixture
def said(capsys):
    """Runs a command; gives how it ended and what it said on standard error."""

    def run(*arguments: str) -> tuple[int, str]:
        try:
            status = main([str(a) for a in arguments])
        except SystemExit as stopped:
            status = stopped.code
        return status, capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["load", "x", "--store", "y"], "--authority"),
        (["serve", "--store", "x", "--port", "99999"], "'99999' is no port. Give a whole number from 1 to 65535"),
        (["check", "x", "--extract-date", "31/9/26"], "'31/9/26' is not a day. Write it as 2026-09-30"),
        (["no-such-command"], "invalid choice"),
    ],
)
def test_a_command_that_is_not_understood_is_no_rejected_return(said, arguments, words):
    status, text = said(*arguments)
    assert status == FAULT and words in text and "--help" in text


@pytest.mark.parametrize("command", [["compute"], ["show"], ["targets"], ["export", "measures", "--out", "m.csv"]])
def test_a_store_that_is_not_there_is_not_an_empty_one(said, tmp_path, command):
    status, text = said(*command, "--store", tmp_path / "nowhere")
    assert status == FAULT and "There is no store in" in text
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("authority", "words"),
    [
        ("Warrington", "Did you mean '877 (Warrington)'?"),
        ("970", "970 is England, which sends no returns"),
        ("", "Give its three-figure code"),
    ],
)
def test_returns_are_an_authority_s(said, tmp_path, authority, words):
    (tmp_path / "care_leavers.csv").write_text("x")
    where = [tmp_path / "care_leavers.csv", "--period", "2026-09", "--store", tmp_path / "store"]
    status, text = said("load", *where, "--authority", authority)
    assert status == FAULT and words in text
    assert not (tmp_path / "store").exists()


def test_a_fault_of_the_system_is_said_in_words(said, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "store/archive/06")

    monkeypatch.setattr("data.archive.Archive.keep", full)
    (tmp_path / "care_leavers.csv").write_text("x")
    where = [tmp_path / "care_leavers.csv", "--period", "2026-09", "--store", tmp_path / "store"]
    status, text = said("load", *where, "--authority", "877")
    assert status == FAULT
    assert "No space left on device: store/archive/06. Nothing half-done is kept" in text


def test_a_month_that_is_not_held_cannot_be_computed(said, tmp_path, load_leavers):
    load_leavers(Store(tmp_path), "2025-09", "F1", "G4")
    assert said("compute", "--store", tmp_path, "--period", "2025-09")[0] == 0
    assert said("compute", "--store", tmp_path, "--period", "2025-10") == (
        FAULT,
        "scorecard: The store holds no return for October 2025.\n",
    )
    status, text = said("show", "--store", tmp_path, "--period", "2025-10")
    assert status == FAULT and "no return for October 2025" in text
    status, text = said("show", "cl_neet", "--store", tmp_path)
    assert status == FAULT and "Did you mean 'cl_neet_19_21_pct'" in text
    assert Store(tmp_path).measures().height


def test_a_reader_who_has_seen_enough_is_no_fault_to_speak_of(tmp_path):
    csv = tmp_path / "care_leavers.csv"
    csv.write_text("x")
    command = f"'{sys.executable}' -m dashboard.cli check '{csv}' --list care_leavers --period 2026-09 | true"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=os.environ)
    assert run.stderr == ""


def test_a_folder_of_one_file_is_a_folder(tmp_path, leavers_csv, capsys):
    folder = tmp_path / "2026-09"
    folder.mkdir()
    file = folder / "care_leavers.csv"
    file.write_bytes(leavers_csv({"A": "F2", "B": "G4"}))
    where = ["--authority", "877", "--store", str(tmp_path / "store"), "--format", "json"]
    told = []
    for path, ended in ((folder, 0), (folder, 0), (file, 2)):  # held already: no fault of a folder
        assert main(["load", str(path), *where]) == ended
        told.append(json.loads(capsys.readouterr().out))
    new, again, alone = told
    assert [f["list"] for f in new["files"]] == ["care_leavers"]
    assert new["rows_stored"] == new["files"][0]["rows_stored"] == 2
    assert again["verdict"] == "accept" and again["files"][0]["verdict"] == alone["verdict"] == "reject"
    assert "files" not in alone and alone["issues"][0]["rule"] == "duplicate_file"
