"""Bytes: what is refused, and that every encoding gives the same text."""

import io
import zipfile

import pytest

from data.decoding import decode
from data.issues import Refusal

TEXT = "Child ID,Name\r\n1,Siân O’Brien\r\n"
PLAIN = "Child ID,Name\n1,Siân O’Brien\n"


def refused(raw: bytes, filename: str = "list.csv") -> tuple[str, int | None]:
    with pytest.raises(Refusal) as caught:
        decode(raw, filename)
    (found,) = caught.value.found.to_dicts()
    assert found["severity"] == "error" and found["message"].endswith(".")
    return found["rule"], found["line"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"], ids=str)
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
def test_encodings_and_line_ends_make_no_difference(encoding, ends):
    assert decode(TEXT.replace("\r\n", ends).encode(encoding), "list.csv") == PLAIN


def test_utf16_big_endian_with_its_mark():
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "list.csv") == PLAIN


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", b"\xff\xfe", b"\xc2\xa0\n"])
def test_nothing_is_an_empty_file(raw):
    assert refused(raw) == ("empty_file", None)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b"])
def test_other_kinds_of_file_are_not_csv(start):
    assert refused(start + b"anything") == ("not_csv", None)


def test_the_line_of_the_first_nul_counts_every_kind_of_line_end():
    assert refused(b"a\r\nb\rc\nd\0\n\0") == ("nul_bytes", 4)


def test_bytes_that_no_encoding_knows():
    assert refused(b"a,b\n\x81,\x8d\n") == ("undecodable", None)
    assert refused(b"\xef\xbb\xbfa,b\n\xe9\n") == ("undecodable", None)


def test_a_file_over_the_limit(monkeypatch):
    monkeypatch.setattr("data.decoding.LARGEST_FILE", 10)
    assert refused(b"a,b\n1,2\n3,4\n") == ("file_too_large", None)


def workbook(content: bytes, told: int | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", content)
    raw = bytearray(file.getvalue())
    if told is not None:  # the sizes in the directory are what the sender says they are
        at = raw.rindex(b"PK\x01\x02")
        raw[at + 24 : at + 28] = told.to_bytes(4, "little")
        raw[22:26] = told.to_bytes(4, "little")
    return bytes(raw)


def test_a_workbook_is_not_unpacked_beyond_the_limit_whatever_its_directory_says():
    bomb = b" " * 3_000_000
    assert refused(workbook(bomb), "return.xlsx") == ("archive_too_large", None)
    assert refused(workbook(bomb, told=100), "return.xlsx") == ("archive_too_large", None)


def test_an_ordinary_workbook_is_only_not_a_csv():
    assert refused(workbook(bytes(range(256))), "return.XLSX") == ("not_csv", None)
    assert refused(workbook(b"")[:40], "return.xlsx") == ("not_csv", None)
