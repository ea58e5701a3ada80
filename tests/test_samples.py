"""Sample returns through the real gate: every figure equal to that of an independent program."""

import shutil
import zipfile
from pathlib import Path

import polars as pl
import pytest

from data import exports
from data.incoming import gather
from data.store import Store
from expectations.loading import Sender, load
from indicators.measures import bring_up_to_date

AUTHORITY = "877"


def expected_of(path: Path) -> pl.DataFrame:
    text = pl.read_csv(path, infer_schema=False)
    return text.select(
        "period",
        pl.col("indicator_id").alias("indicator"),
        pl.col("breakdown").fill_null(""),
        *(pl.col(c).cast(pl.Float64).alias(f"expected_{c}") for c in ("numerator", "denominator", "value")),
        *(pl.col(c).cast(pl.Int64).alias(f"expected_{n}") for c, n in (("n_unknown", "unknown"), ("complete",) * 2)),
    )


def fill(store: Store, folder: Path) -> None:
    decisions = load(gather([folder]), Sender(authority=AUTHORITY), store)
    assert not [d.filename for d in decisions if d.verdict == "reject"]
    bring_up_to_date(store)


@pytest.fixture(scope="module")
def filled(shared, tmp_path_factory) -> Path:
    """A store with three months of a few children, which nobody changes."""
    folder = tmp_path_factory.mktemp("filled") / "store"
    fill(Store(folder), shared / "samples" / "returns_small")
    return folder


@pytest.fixture
def store(filled, tmp_path) -> Store:
    """A copy of it."""
    shutil.copytree(filled, tmp_path / "store")
    return Store(tmp_path / "store")


def assert_equal_to_expected(store: Store, folder: Path) -> None:
    got = exports.measures(store, "as_reported")
    both = expected_of(folder / "expected.csv").join(
        got, on=["indicator", "period", "breakdown"], how="full", coalesce=True, nulls_equal=True
    )
    names = ("numerator", "denominator", "value", "unknown", "complete")
    differs = pl.any_horizontal(
        pl.col(n).is_null().ne(pl.col(f"expected_{n}").is_null())
        | ((pl.col(n) - pl.col(f"expected_{n}")).abs() > 1e-6).fill_null(False)
        for n in names
    )
    wrong = both.filter(differs)
    assert wrong.is_empty(), wrong
    assert both.height == got.height


def test_three_months_of_a_few_children(shared, filled):
    assert_equal_to_expected(Store(filled), shared / "samples" / "returns_small")


def test_two_years_of_a_whole_council(shared, tmp_path):
    with zipfile.ZipFile(shared / "samples" / "returns_a.zip") as packed:
        packed.extractall(tmp_path)
    store = Store(tmp_path / "store")
    fill(store, tmp_path / "returns_a")
    assert_equal_to_expected(store, tmp_path / "returns_a")


def test_loading_twice_changes_nothing(shared, store):
    folder = shared / "samples" / "returns_small"
    before = (store.version(), store.ledger(), store.measures())
    again = load(gather([folder]), Sender(authority=AUTHORITY), store)
    assert {d.verdict for d in again} == {"reject"}
    assert bring_up_to_date(store) == []
    after = (store.version(), store.ledger(), store.measures())
    assert before[0] == after[0]
    assert before[1].equals(after[1]) and before[2].equals(after[2])


def test_a_corrected_file_replaces_the_month(shared, store, tmp_path):
    original = (shared / "samples" / "returns_small" / "2024-11" / "care_leavers.csv").read_text("utf-8-sig")
    corrected = tmp_path / "2024-11" / "care_leavers.csv"
    corrected.parent.mkdir()
    assert ",Z,1,F1" in original
    corrected.write_text(original.replace(",Z,1,F1", ",Z,1,G5"), "utf-8-sig")
    [decision] = load(gather([corrected]), Sender(authority=AUTHORITY), store)
    assert decision.verdict != "reject"
    bring_up_to_date(store)
    neet = (pl.col("indicator") == "cl_neet_19_21_pct") & (pl.col("breakdown") == "")
    for basis in ("as_reported", "restated"):
        of_basis = neet & (pl.col("basis") == basis)
        figures = store.measures(AUTHORITY).filter(of_basis & (pl.col("period") == "2024-11"))
        assert figures["numerator"].to_list() == [1.0]
        changed = store.revisions(AUTHORITY).filter(of_basis)
        assert changed.select("period", "numerator_before", "numerator_after").rows() == [("2024-11", 0.0, 1.0)]
