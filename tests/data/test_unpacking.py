"""Zips of returns: what is taken, what is left out, what is refused."""

import io
import stat
import zipfile

import pytest

from data import unpacking
from data.errors import BadInput
from data.unpacking import is_zip, unpacked


def zipped(*members: tuple[str, bytes], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as archive:
        for path, content in members:
            archive.writestr(path, content)
    return out.getvalue()


def paths(raw: bytes) -> list[str]:
    return [piece.path for piece in unpacked(raw, "returns.zip")[0]]


def test_month_folders_and_flat_files_are_taken():
    raw = zipped(("2026-09/contacts.csv", b"a"), ("our returns/2026-08/contacts.csv", b"b"), ("pep.CSV", b"c"))
    pieces, left_out = unpacked(raw, "returns.zip")
    assert [(p.path, p.raw) for p in pieces] == [
        ("2026-09/contacts.csv", b"a"), ("our returns/2026-08/contacts.csv", b"b"), ("pep.CSV", b"c"),
    ]  # fmt: skip
    assert left_out == []


def test_what_is_no_return_is_named_and_what_systems_add_is_not():
    raw = zipped(
        ("pep.csv", b"a"), ("notes.docx", b"x"), ("a/b/c/pep.csv", b"x"), ("inner.zip", b"x"),
        ("__MACOSX/._pep.csv", b"x"), (".DS_Store", b"x"), ("2026-09/Thumbs.db", b"x"),
    )  # fmt: skip
    pieces, left_out = unpacked(raw, "returns.zip")
    assert [p.path for p in pieces] == ["pep.csv"]
    assert [one.path for one in left_out] == ["notes.docx", "a/b/c/pep.csv", "inner.zip"]
    assert all(one.why.endswith(".") for one in left_out)


@pytest.mark.parametrize("path", ["../pep.csv", "/etc/pep.csv", "a/../../pep.csv", "C:pep.csv", "a\nb.csv"])
def test_a_path_that_leads_elsewhere_refuses_the_whole_zip(path):
    with pytest.raises(BadInput, match="leads out of it"):
        unpacked(zipped(("pep.csv", b"a"), (path, b"b")), "returns.zip")


def test_a_backslash_is_no_way_out():
    raw = zipped(("..+pep.csv", b"a")).replace(b"..+pep", b"..\\pep")
    with pytest.raises(BadInput, match="leads out of it"):
        unpacked(raw, "returns.zip")


def test_a_link_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("pep.csv")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(BadInput, match="leads out of it"):
        unpacked(out.getvalue(), "returns.zip")


def test_a_zip_that_swells_is_refused_before_it_has_swollen():
    bomb = zipped(("pep.csv", b"0" * 30_000_000))
    assert len(bomb) < 60_000
    with pytest.raises(BadInput, match="far more than returns hold"):
        unpacked(bomb, "returns.zip")


def test_many_members_swell_together(monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST_UNPACKED", 250)
    assert len(paths(zipped(*((f"{n}.csv", b"x" * 100) for n in range(2))))) == 2
    with pytest.raises(BadInput, match="far more"):
        unpacked(zipped(*((f"{n}.csv", b"x" * 100) for n in range(3))), "returns.zip")


def test_a_member_larger_than_a_file_may_be_is_left_out(monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST_FILE", 10)
    pieces, (left,) = unpacked(zipped(("a.csv", b"1" * 11), ("b.csv", b"1" * 10)), "returns.zip")
    assert [p.path for p in pieces] == ["b.csv"] and left.why.startswith("is larger than")


def test_too_many_members(monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_FILES", 2)
    with pytest.raises(BadInput, match="holds 3 files; at most 2"):
        unpacked(zipped(*((f"{n}.csv", b"x") for n in range(3))), "returns.zip")


@pytest.mark.parametrize("raw", [b"", b"not a zip", zipped(("a.csv", b"1" * 500))[:-30]])
def test_what_is_no_zip_is_said(raw):
    with pytest.raises(BadInput, match="cannot be opened as a zip"):
        unpacked(raw, "returns.zip")


def test_a_damaged_member_is_named():
    raw = zipped(("a.csv", b"12345"), compress=zipfile.ZIP_STORED).replace(b"12345", b"12346", 1)
    with pytest.raises(BadInput, match=r"damaged at a\.csv"):
        unpacked(raw, "returns.zip")


def test_a_locked_zip_says_so():
    raw = bytearray(zipped(("a.csv", b"1"), compress=zipfile.ZIP_STORED))
    central = raw.rindex(b"PK\x01\x02")
    raw[central + 8] |= 1
    with pytest.raises(BadInput, match="password"):
        unpacked(bytes(raw), "returns.zip")


def test_a_workbook_is_not_taken_for_a_zip():
    assert is_zip("Returns.ZIP") and not is_zip("returns.xlsx")
