"""Bytes -> text: is it a CSV at all, and in which encoding?

Line ends become LF. Raises issues.Refusal for what cannot be a CSV; an archive is only measured, never read.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib

from data.issues import Refusal, refusal

LARGEST_FILE = 100_000_000  # bytes
LARGEST_UNPACKED = 200_000_000
LARGEST_RATIO = 100
_CHUNK = 1 << 20
_HEAD = 4096
_BLANK = " \t\n\r\x0b\x0c\xa0\u200b\ufeff"
_NUL_SHARE = 0.3  # of the first bytes, all at one parity: UTF-16 without a byte order mark

_ZIP = b"PK\x03\x04"
_SIGNATURES = (
    (_ZIP, "an Excel workbook or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed (gzip) file"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(raw: bytes, filename: str) -> str:
    """The text of a CSV file, line ends as LF, without a byte order mark. Raises Refusal."""
    if not (raw[:_HEAD].removeprefix(codecs.BOM_UTF8).strip() or raw[_HEAD:].strip()):
        raise _empty()
    _refuse_other_kinds(raw, filename)
    if len(raw) > LARGEST_FILE:
        raise refusal(
            "file_too_large",
            f"The file is {len(raw) / 1e6:.0f} MB; the limit is {LARGEST_FILE / 1e6:.0f} MB. "
            "Send a shorter window of months.",
        )
    encoding, start = _encoding(raw)
    if encoding.startswith("utf-16"):
        text = _decoded(raw[start:], (encoding,))
    else:
        nul = raw.find(b"\0")
        if nul >= 0:
            raise refusal(
                "nul_bytes",
                "The file holds NUL bytes, which a text file never does. Export it again as CSV (UTF-8).",
                line=len(re.findall(rb"\r\n|\r|\n", raw[:nul])) + 1,
            )
        text = _decoded(raw[start:], ("utf-8",) if start else ("utf-8", "cp1252"))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not (text[:_HEAD].strip(_BLANK) or text[_HEAD:].strip(_BLANK)):
        raise _empty()
    return text


def _empty() -> Refusal:
    return refusal("empty_file", "The file is empty. Export it again and send the new file.")


def _refuse_other_kinds(raw: bytes, filename: str) -> None:
    if filename.lower().endswith((".xlsx", ".xlsm")) and raw.startswith(_ZIP):
        if _unpacks_too_large(raw):
            raise refusal(
                "archive_too_large",
                "The workbook unpacks to far more than a return can hold, so it was not opened. "
                "Save the one sheet that you mean to send as CSV.",
            )
        raise refusal("not_csv", "The file is an Excel workbook. Save the sheet as CSV (UTF-8) and send that.")
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise refusal("not_csv", f"The file is {kind}, not a CSV. Save it as CSV (UTF-8) and send that.")


def _unpacks_too_large(raw: bytes) -> bool:
    """Whether the members unpack to more than the limits, by inflating them: the sizes in a directory can lie."""
    limit = min(LARGEST_UNPACKED, LARGEST_RATIO * len(raw))
    try:
        members = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    total = 0
    view = memoryview(raw)
    for member in members:
        for size in _unpacked_sizes(view, member):
            total += size
            if total > limit:
                return True
    return False


def _unpacked_sizes(view: memoryview, member: zipfile.ZipInfo):
    """Sizes of the pieces of one member, as they unpack; at most one piece is in memory."""
    header = bytes(view[member.header_offset : member.header_offset + 30])
    if len(header) < 30 or not header.startswith(_ZIP):
        return
    at = member.header_offset + 30 + int.from_bytes(header[26:28], "little")
    at += int.from_bytes(header[28:30], "little")
    if member.compress_type != zipfile.ZIP_DEFLATED:
        yield member.compress_size
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting = b""
    try:
        while not inflate.eof and (waiting or at < len(view)):
            if not waiting:
                waiting, at = bytes(view[at : at + _CHUNK]), at + _CHUNK
            yield len(inflate.decompress(waiting, _CHUNK))
            waiting = inflate.unconsumed_tail
    except zlib.error:
        return


def _encoding(raw: bytes) -> tuple[str, int]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return encoding, len(mark)
    head = raw[:_HEAD]
    for encoding, parity in (("utf-16-be", 0), ("utf-16-le", 1)):
        if head[parity::2].count(0) >= _NUL_SHARE * len(head):
            return encoding, 0
    return "utf-8", 0


def _decoded(raw: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusal(
        "undecodable",
        "Some characters of the file cannot be read. Export it again and choose the encoding UTF-8.",
    )
