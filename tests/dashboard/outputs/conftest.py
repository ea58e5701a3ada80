"""The made-up council's pack: every state of a figure once, one title and one council that a spreadsheet might run."""

import base64
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import polars as pl
import pytest

from dashboard.outputs.pack import pack
from data.panels import Panel

DANGEROUS = '=HYPERLINK("x")'


@pytest.fixture(scope="session")
def card(made_up):
    return made_up.MadeUpSource().scorecard()


@pytest.fixture(scope="session")
def the_pack(card):
    return pack(card, Panel("corporate_parenting_panel"))


@pytest.fixture(scope="session")
def dangerous_pack(card):
    """The same with texts that begin like formulas."""
    renamed = pl.when(pl.col("indicator") == "cla_count").then(pl.lit(DANGEROUS)).otherwise(pl.col("title"))
    rows = card.rows.with_columns(title=renamed)
    return pack(replace(card, rows=rows, authority_name="@council & sons"), Panel("-panel"))


@pytest.fixture(scope="session")
def empty_card(card):
    """A month for which no return has ever been received."""
    history = card.history.clear()
    nothing = {c: pl.lit(None, dtype=pl.Float64) for c in ("numerator", "denominator", "value", "restated_value")}
    rows = card.rows.with_columns(status=pl.lit("no_data"), rag=pl.lit("no_data"), unknown=None, **nothing)
    return replace(card, rows=rows, history=history, loaded_at=None)


def line_of(pack, indicator):
    return next(s.line for s in pack.sections if s.line.id == indicator)


@pytest.fixture(scope="session")
def find_line():
    return line_of


@pytest.fixture(scope="session")
def poppler(tmp_path_factory):
    """Run a tool of poppler on a document."""
    if shutil.which("pdfinfo") is None or shutil.which("pdftotext") is None:
        pytest.skip("needs poppler's pdfinfo and pdftotext")
    folder = tmp_path_factory.mktemp("pdf")

    def run(content, *command):
        file = folder / "pack.pdf"
        file.write_bytes(content)
        tool, *options = command
        ending = ["-"] if tool == "pdftotext" else []
        return subprocess.run([tool, *options, str(file), *ending], capture_output=True, text=True, check=True).stdout

    return run


def text_of(name: str, raw: bytes) -> str:
    """All that a program can read in a document: text, attributes, cells, charts, properties."""
    if name.endswith((".xlsx", ".pptx")):
        with zipfile.ZipFile(io.BytesIO(raw)) as held:
            return "\n".join(text_of(part, held.read(part)) for part in held.namelist())
    if name.endswith(".pdf"):
        if shutil.which("pdftotext") is None:
            pytest.skip("needs pdftotext (Debian: poppler-utils)")
        return subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=raw, capture_output=True, check=True
        ).stdout.decode()
    text = raw.decode("utf-8", "replace")
    pictures = re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", text)
    return text + "\n".join(base64.b64decode(p).decode() for p in pictures)


@pytest.fixture(scope="session")
def read_document():
    return text_of
