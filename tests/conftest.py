"""What tests share: the folder of reference material beside the project, and tiny returns made by hand."""

import gc
import os
import shutil
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import hypothesis
import polars as pl
import pytest

from data import synthetic
from data.batch import Batch
from data.returns import find
from data.store import Offer, Store
from indicators.holdings import Holdings
from indicators.measures import bring_up_to_date

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# Many tests start the program in processes of their own. Where Python is told not to write bytecode, each of them would
# compile thousands of modules for seconds; so it is kept beside the libraries, and the tree stays clean.
sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path(sys.prefix) / "pycache")
os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": sys.pycache_prefix}

# A busy machine is no fault of what is tested; and what is tried anew at every run need not be tried a hundred times.
hypothesis.settings.register_profile("untimed", deadline=None, max_examples=50)
hypothesis.settings.load_profile("untimed")


def pytest_collection_finish():
    gc.freeze()  # what is there now stays: the tests themselves need not be looked through again and again


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with published figures, samples and expected answers; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared: the samples and expected answers are not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def council_returns(tmp_path_factory) -> list[Path]:
    """Every file of 24 months of returns of the made-up council, `YYYY-MM/<list>.csv`, in order; none is changed."""
    return synthetic.write(tmp_path_factory.mktemp("council"))


@pytest.fixture(scope="session")
def write_returns(council_returns) -> Callable[..., None]:
    """Copy the last months of the made-up council's returns, of some lists or of all, into a folder to do with as one
    likes."""

    def write(folder: Path, *lists: str, months: int = 1) -> None:
        wanted = sorted({path.parent.name for path in council_returns})[-months:]
        for path in council_returns:
            if path.parent.name in wanted and (path.stem in lists or not lists):
                (folder / path.parent.name).mkdir(parents=True, exist_ok=True)
                shutil.copy(path, folder / path.parent.name)

    return write


@pytest.fixture(scope="session")
def holdings_of() -> Callable[..., Holdings]:
    """Make holdings from rows written in a test: list -> period -> rows (column -> value)."""

    def make(returns: dict[str, dict[str, list[dict]]]) -> Holdings:
        rows, files = {}, {}
        for name, by_period in returns.items():
            schema = {"period": pl.String(), "line": pl.Int64()} | find(name).schema
            records = [
                {c: None for c in schema} | {"period": period, "line": line} | row
                for period, listed in by_period.items()
                for line, row in enumerate(listed, start=2)
            ]
            unknown = {c for r in records for c in r} - set(schema)
            assert not unknown, f"{name} has no column {unknown}"
            rows[name] = pl.DataFrame(records, schema=schema)
            files[name] = tuple(by_period)
        reporting = tuple(sorted({p for months in files.values() for p in months}))
        return Holdings(rows, files, reporting)

    return make


@pytest.fixture(scope="session")
def leavers_csv() -> Callable[..., bytes]:
    """Make a care leavers file without a fault, from child -> activity; each child is 20 in September 2026.

    With `date_of_birth`, that cell of every row; with `day`, the latest contact, which tells the month.
    """

    def make(activities: dict[str, str], *, day: str = "24/09/2026", date_of_birth: str = "01/06/2006") -> bytes:
        headers = [f'"{c.header}"' for c in find("care_leavers").columns]
        rows = [
            f"{child},a) Male,a) WBRI,{date_of_birth},20,b) No,b) No,East,A Worker,An Adviser,b) Former relevant child,"
            f"{day},a) Yes,{day},B: Parents/relatives,a) Suitable,{activity}"
            for child, activity in activities.items()
        ]
        return "\n".join([",".join(headers), *rows, ""]).encode()

    return make


@pytest.fixture(scope="session")
def load_leavers() -> Callable[..., None]:
    """Load a return of care leavers into a store without the gate."""

    def load(store: Store, period: str, *activities: str, day: int = 4) -> None:
        """A return of care leavers, one young person for each activity."""
        schema = find("care_leavers")
        rows = [
            {"line": n, "child_id": f"C{n}", "date_of_birth": date(2005, 1, 1), "eligibility": "FR", "activity": a}
            for n, a in enumerate(activities, start=2)
        ]
        frame = pl.DataFrame(rows, schema={"line": pl.Int64()} | schema.schema)
        offer = Offer(
            upload_id=Batch.new_id(),
            offered_at=datetime(2025, 10, day, 9, 12),
            offered_by="officer",
            authority="999",
            authority_name="Exampleshire (synthetic)",
            list=schema.name,
            period=period,
            extract_date=date(2025, 9, 30),
            filename="care_leavers.csv",
            sha256=f"{period}{activities}",
            verdict="accept",
            rows_read=frame.height,
            rows_stored=frame.height,
            rows=frame,
        )
        store.commit([offer])
        bring_up_to_date(store)

    return load
