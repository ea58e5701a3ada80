"""`scorecard publish-import`, and what the other commands make of it."""

import io
import shutil
from pathlib import Path

import polars as pl
import pytest

from dashboard.cli import main
from dashboard.source import StoreSource
from data import imports
from data.store import Store
from indicators.flows import kept

HEADS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,age_group,population_estimate\n"
    "2025,Calendar year,Local authority,E92000001,England,E12000002,North West,877,E06000007,Warrington,"
    "Children aged 0 to 17 years,50000\n"
)


@pytest.fixture(scope="module")
def loaded(write_returns, tmp_path_factory) -> Path:
    """One month of one list of the made-up council."""
    folder = tmp_path_factory.mktemp("loaded")
    write_returns(folder / "returns", "children_looked_after")
    assert main(["load", str(folder / "returns"), "--authority", "999", "--store", str(folder / "store")]) == 0
    return folder / "store"


@pytest.fixture
def store(loaded, tmp_path) -> Store:
    """A copy of it."""
    return Store(shutil.copytree(loaded, tmp_path / "store"))


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "published"
    folder.mkdir()
    (folder / "heads.csv").write_text(HEADS)
    raw = io.BytesIO()
    rows = [("LAC", "2026", 895.0, "61"), ("LAC", "2026", 970.0, "66")]
    pl.DataFrame(rows, schema=["Short Desc", "Years", "LA Number", "Values"], orient="row").write_parquet(raw)
    (folder / "lait.parquet").write_bytes(raw.getvalue())
    return folder


def rate(store: Store) -> tuple:
    row = store.measures("999").filter((pl.col("indicator") == "cla_rate_10k") & (pl.col("basis") == "as_reported"))
    return row.select("denominator", "value").row(-1)


def test_pages_rates_and_exports_use_what_was_imported(store, files, tmp_path, capsys):
    source = StoreSource(store)
    before, version = source.scorecard(), source.version()
    denominator, _ = rate(store)
    assert main(["publish-import", str(files), "--store", str(store.folder)]) == 0
    said = capsys.readouterr().err
    assert "heads.csv: Children aged 0 to 17, mid-year estimates. 1 figure imported." in said
    assert source.version() != version
    row = source.scorecard().rows.row(by_predicate=pl.col("indicator") == "cla_rate_10k", named=True)
    old = before.rows.row(by_predicate=pl.col("indicator") == "cla_rate_10k", named=True)
    assert (old["comparator_year"], row["comparator_year"], row["england_value"]) == (2025, 2026, 66.0)
    assert denominator == 44_799 and rate(store)[0] == 50_000
    flows = kept(store, "999").filter(pl.col("indicator") == "cla_cease_rate_10k")  # the points of its control chart
    assert flows["denominator"].to_list()[-1] == 50_000
    out = tmp_path / "comparators.parquet"
    assert main(["export", "comparators", "--store", str(store.folder), "--out", str(out)]) == 0
    found = pl.read_parquet(out).filter((pl.col("series") == "LAC") & (pl.col("area_code") == "895"))
    assert found.sort("year").select("year", "value").row(-1) == (2026, 61.0)


def test_a_rebuild_keeps_what_was_imported(store, files, tmp_path, capsys):
    assert main(["publish-import", str(files), "--store", str(store.folder)]) == 0
    assert main(["compute", "--store", str(store.folder)]) == 0
    before, measures = imports.rows(store), rate(store)
    assert measures[0] == 50_000
    assert main(["rebuild", "--store", str(store.folder), "--into", str(tmp_path / "new")]) == 0
    assert main(["rebuild", "--store", str(store.folder)]) == 0
    for after in (store, Store(tmp_path / "new")):
        assert imports.rows(after).equals(before) and rate(after) == measures
        assert main(["publish-import", str(files), "--store", str(after.folder)]) == 0
        assert imports.rows(after).equals(before)
    assert "nothing changed" in capsys.readouterr().err


def test_a_file_that_is_not_recognised_is_named_and_nothing_is_kept(store, tmp_path, capsys):
    odd = tmp_path / "odd.csv"
    odd.write_text("a,b\n1,2\n")
    assert main(["publish-import", str(odd), "--store", str(store.folder)]) == 1
    assert "odd.csv: the contents are not recognised" in capsys.readouterr().err
    assert imports.held(store).is_empty()
