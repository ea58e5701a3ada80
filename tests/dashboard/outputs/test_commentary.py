"""Commentary in packs: in every document of its indicator and month, with its file named in the manifest."""

import hashlib
import json
import shutil
from dataclasses import replace

import pytest

from dashboard.cli import main
from dashboard.outputs.snapshot import FORMATS, freeze
from data.errors import BadInput
from data.panels import Panel
from data.snapshots import Snapshots
from data.store import Store

NEET = "cl_neet_19_21_pct"
PANEL = Panel("Corporate parenting panel", (NEET, "cl_suitable_accom_19_21_pct"), smallest=6)
SAID = "Evening courses <b>began</b> in spring"
SHOWN_IN = [f for f in FORMATS if not f.endswith("one-page")]  # the page in plain words has no room for it


@pytest.fixture(scope="module")
def store(tmp_path_factory, load_leavers) -> Store:
    made = Store(tmp_path_factory.mktemp("said") / "store")
    load_leavers(made, "2025-08", *["F1"] * 96, *["G5"] * 4)
    load_leavers(made, "2025-09", *["F1"] * 60, *["G5"] * 40)
    return made


def write(folder, *lines):
    path = folder / "said.csv"
    path.write_text("\n".join(["indicator,period,text,author", *lines, ""]))
    return path


def test_it_is_in_every_document_and_its_file_in_the_manifest(store, tmp_path, read_document):
    path = write(tmp_path, f"{NEET},2025-09,{SAID},Head of corporate parenting")
    formats = [f for f in SHOWN_IN if not f.startswith("pdf") or shutil.which("pdftotext")]
    frozen = freeze(store, "2025-09", PANEL, formats=formats, commentary=path)
    for name, raw in frozen.documents.items():
        if name != "manifest.json":
            text = " ".join(read_document(name, raw).split())
            plain = SAID if name.endswith((".pdf", ".csv", ".json")) else "Evening courses &lt;b&gt;began&lt;/b&gt; in"
            assert plain in text and "Head of corporate parenting" in text, name
    told = json.loads(frozen.documents["manifest.json"])["commentary"]
    assert (told["file"], told["remarks"]) == ("said.csv", 1)
    assert told["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert store.archive.path(told["sha256"]).read_bytes() == path.read_bytes()


def test_of_other_months_nothing_is_printed_and_no_digest_could_be_guessed_at(store, tmp_path):
    path = write(tmp_path, f"{NEET},2025-09,Fewer.,Director", f"{NEET},2025-08,Four of them.,Director")
    for panel, is_told in ((PANEL, False), (replace(PANEL, smallest=0), True)):
        frozen = freeze(store, "2025-09", panel, formats=["csv"], commentary=path)
        told = json.loads(frozen.documents["manifest.json"])["commentary"]
        assert (told["remarks"], told["sha256"] is not None) == (1, is_told)
        assert not [f for f, raw in frozen.documents.items() if b"Four of them" in raw]


def test_the_file_of_the_store_is_taken_where_none_is_named(store):
    path = write(store.folder, f"{NEET},2025-09,From the store.,Director").rename(store.folder / "commentary.csv")
    frozen = freeze(store, "2025-09", PANEL, formats=["csv"])
    path.unlink()
    assert [r.text for r in frozen.pack.remarks] == ["From the store."]
    assert freeze(store, "2025-09", PANEL, formats=["csv"]).pack.commentary is None


def test_what_a_public_pack_keeps_back_is_not_told_by_the_way(store, tmp_path):
    path = write(tmp_path, f"{NEET},2025-09,It was 4 a month ago.,Director")  # August's 4 of 100 are kept back
    before = Snapshots(store.folder).all()
    with pytest.raises(BadInput, match=r"said\.csv, line 2, column text: '4' cannot be used"):
        freeze(store, "2025-09", PANEL, formats=["csv"], commentary=path)
    assert Snapshots(store.folder).all() == before
    assert freeze(store, "2025-09", replace(PANEL, smallest=0), formats=["csv"], commentary=path).pack.remarks


def test_the_command_warns_that_the_text_is_not_checked(store, tmp_path, capsys):
    command = ["snapshot", "--store", str(store.folder), "--period", "2025-09", "--panel", "Corporate parenting panel"]
    command += ["--formats", "csv", "--commentary"]
    path = write(tmp_path, f"{NEET},2025-09,Fewer.,Director")
    assert main([*command, str(path), "--out", str(tmp_path / "a")]) == 0
    said = capsys.readouterr().err
    assert "1 remark of said.csv printed. Commentary of a public pack may not tell" in said
    path = write(tmp_path, "nobody,2025-09,Fewer.,Director")
    assert main([*command, str(path), "--out", str(tmp_path / "b")]) == 1
    assert "said.csv, line 2, column indicator: 'nobody' cannot be used" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()
