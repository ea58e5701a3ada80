"""What came in, added up: by hand, and out of a real store."""

import polars as pl
import pytest

from dashboard.cli import main
from dashboard.views.received import Share, everyone, of, received, strip, summed
from data import synthetic
from data.store import Store


@pytest.fixture()
def came(made_up):
    return made_up.returns()


def test_a_list_is_the_sum_of_its_fields(came):
    found = everyone(came, "2026-09")["children_looked_after"]
    assert (found.records, found.kept_out) == (100, 3)
    assert found.validity.missing == 3 + 3  # three plans and three start dates
    assert found.completeness.missing == 20  # genders; plans may be blank, and a column that is not there has no cells
    assert [w.split(":")[1] for w in found.weakest] == [" no such column", " 20 blank or unusable"]


def test_what_is_not_known_is_no_share():
    assert Share(None, 5).words == Share(0, 0).words == "–" and Share(None, 5).missing == 0
    assert Share(4999, 5000).words == "99.9%" and Share(1, 5000).words == "0.1%"


def test_the_months_of_a_list_say_what_became_of_each(came):
    months = ["2026-06", "2026-07", "2026-08", "2026-09"]
    states = {name: [s for _, s in strip(came, name, months)] for name in came.lists}
    assert states["care_leavers"] == ["before", "accept", "accept", "missing"]
    assert states["contacts"] == ["before", "accept", "accept", "reject"]
    assert states["audits"] == ["before", "missing", "missing", "missing"]


def test_nothing_held_is_none(made_up):
    assert of(made_up.MadeUpSource(months=[])) is None


def test_a_store_tells_the_same_as_its_tables(write_returns, tmp_path):
    returns, folder = tmp_path / "returns", tmp_path / "store"
    kept = ("children_looked_after", "care_leavers")
    write_returns(returns, *kept, months=2)
    load = ["load", "--authority", synthetic.AUTHORITY, "--store", str(folder), "--format", "json"]
    assert main([*load, str(returns)]) == 0
    came_last = max(folder.name for folder in returns.iterdir())
    latest = returns / came_last / "care_leavers.csv"
    lines = latest.read_text("utf-8-sig").splitlines(keepends=True)
    latest.write_text("".join(lines[:-9]), "utf-8-sig")
    assert main([*load, str(latest), "--list", "care_leavers", "--period", came_last]) == 0
    store = Store(folder)
    came = received(store, synthetic.AUTHORITY)
    assert len(came.months) == 2 and came.months[-1] == came_last and came.synthetic
    held = came.files("care_leavers")[came_last]
    assert len(came.offered("care_leavers")) == 3 and held["supersedes"]
    assert everyone(came, came_last)["care_leavers"].records == held["rows_read"] == len(lines) - 1 - 9
    counted = {f["upload_id"] for name in kept for f in came.files(name).values()}
    assert set(came.issues["upload_id"]) <= counted
    rows = came.counts(list="care_leavers", period=came_last, team="", field="activity")
    cells = store.rows("care_leavers", period=came_last)["activity"]
    assert [r["valid"] for r in rows] == [cells.len() - cells.null_count()]
    assert summed("care_leavers", came.counts(list="care_leavers", period=came_last, team="")).kept_out == (
        held["rows_read"] - held["rows_stored"] - _repeats(came, held)
    )


def _repeats(came, held) -> int:
    of_file = came.issues.filter(pl.col("upload_id") == held["upload_id"])
    return of_file.filter(pl.col("rule") == "duplicate_row").height
