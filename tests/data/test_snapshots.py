"""Snapshots in a store: written once, marked in a log, read only where they are what they were."""

import hashlib
import json

import pytest

from data.errors import BadInput, NotFound, StoreError
from data.snapshots import MADE, PUBLISHED, WITHDRAWN, Snapshots, opened, write_once

TITLE = "2026-09-scrutiny-committee"


def documents(text: str = "1") -> dict[str, bytes]:
    files = {"figures.json": f'{{"figures": [{text}]}}'.encode(), "pack.csv": text.encode()}
    digests = {name: hashlib.sha256(raw).hexdigest() for name, raw in files.items()}
    told = {"authority": "999", "panel": "Scrutiny committee", "period": "2026-09", "files": digests}
    return files | {"manifest.json": json.dumps(told).encode()}


def test_the_same_documents_are_kept_once_and_others_as_a_further_version(tmp_path):
    kept = Snapshots(tmp_path)
    assert kept.all() == ()
    first = kept.keep(TITLE, documents())
    assert kept.keep(TITLE, documents()) == first
    second = kept.keep(TITLE, documents("2"))
    assert [s.name for s in kept.all()] == [f"{TITLE}-2", TITLE]
    assert (first.state, second.period, second.figures()) == (MADE, "2026-09", {"figures": [2]})


def test_what_became_of_a_snapshot_stays_in_the_log(tmp_path):
    kept = Snapshots(tmp_path)
    kept.keep(TITLE, documents())
    kept.mark(TITLE, PUBLISHED, by="officer")
    assert kept.get(TITLE).state == PUBLISHED
    with pytest.raises(BadInput, match="say why"):
        kept.mark(TITLE, WITHDRAWN, by="officer")
    gone = kept.mark(TITLE, WITHDRAWN, by="officer", reason="A return was wrong")
    assert (gone.state, gone.was_published) == (WITHDRAWN, True)
    assert [m.reason for m in gone.marks] == ["", "A return was wrong"]
    with pytest.raises(BadInput, match="was withdrawn before"):
        kept.mark(TITLE, PUBLISHED, by="officer")
    with pytest.raises(BadInput, match="withdrawn before"):
        kept.mark(TITLE, WITHDRAWN, by="officer", reason="again")


def test_an_altered_document_is_not_read(tmp_path):
    one = Snapshots(tmp_path).keep(TITLE, documents())
    (one.folder / "pack.csv").write_text("9")
    with pytest.raises(StoreError, match=r"pack\.csv is not the document"):
        one.read("pack.csv")
    with pytest.raises(NotFound):
        one.read("../../secret")


def test_a_folder_that_is_no_snapshot_is_said_to_be_none(tmp_path):
    with pytest.raises(BadInput, match="holds no snapshot"):
        opened(tmp_path)
    (tmp_path / "manifest.json").write_text("[]")
    with pytest.raises(BadInput, match="cannot be read as the manifest"):
        opened(tmp_path)


def test_a_folder_is_never_written_over(tmp_path):
    write_once(tmp_path / "a", documents())
    write_once(tmp_path / "a", documents())
    with pytest.raises(BadInput, match="another snapshot"):
        write_once(tmp_path / "a", documents("2"))


@pytest.mark.parametrize("spoilt", [b"", b"\xff\xfe", b"{", b"[]", b'{"period": "2026-09", "files": {}}'])
def test_one_manifest_that_cannot_be_read_does_not_hide_the_others(tmp_path, spoilt):
    kept = Snapshots(tmp_path)
    kept.keep(TITLE, documents())
    kept.keep("2026-08-scrutiny-committee", documents("2"))
    (kept.folder / TITLE / "manifest.json").write_bytes(spoilt)
    assert [s.name for s in kept.all()] == ["2026-08-scrutiny-committee"]
    (other,) = kept.unreadable()
    assert other.name == TITLE and other.why.endswith("Take it from its backup.")
    with pytest.raises(BadInput, match="cannot be read as the manifest"):
        kept.get(TITLE)
    (kept.folder / TITLE / "manifest.json").unlink()
    assert [o.name for o in kept.unreadable()] == [TITLE]


def test_a_line_of_the_log_that_cannot_be_read_is_named(tmp_path):
    kept = Snapshots(tmp_path)
    kept.keep(TITLE, documents())
    kept.mark(TITLE, PUBLISHED, by="officer")
    with (kept.folder / "log.jsonl").open("a") as log:
        log.write("{half a li")
    with pytest.raises(StoreError, match=r"log\.jsonl, line 2, cannot be read"):
        kept.all()
