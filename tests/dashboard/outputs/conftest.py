"""The made-up council's pack: every state of a figure once, one title and one council that a spreadsheet might run."""

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
