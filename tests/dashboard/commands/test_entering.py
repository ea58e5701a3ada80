"""Targets and marks from a file to the page, through the command line."""

from datetime import date, datetime

import polars as pl
import pytest

from dashboard.cli import main
from dashboard.source import ESCALATE_SETTING, StoreSource, escalate_after
from data.errors import BadInput
from data.ledger import Offer
from data.returns import find
from data.store import Store

NEET = "cl_neet_19_21_pct"
MONTHS = ("2026-08", "2026-09")


@pytest.fixture()
def store(tmp_path):
    """Forty care leavers in two months, sixteen of them not in education, employment or training."""
    store, schema = Store(tmp_path / "store"), find("care_leavers")
    for at, month in enumerate(MONTHS):
        rows = [
            {"line": k + 2, "child_id": f"C{k}", "date_of_birth": date(2006, 1, 1), "eligibility": "FR",
             "activity": "G5" if k < 16 else "F1"}
            for k in range(40)
        ]  # fmt: skip
        frame = pl.DataFrame(rows, schema={"line": pl.Int64()} | schema.schema)
        store.commit([
            Offer(
                upload_id=str(at), offered_at=datetime(2026, 10, 4), offered_by="x", authority="999",
                authority_name="Exampleshire (synthetic)", list=schema.name, period=month,
                extract_date=date(2026, 8 + at, 30), filename="f", sha256=month, verdict="accept", rows_read=40,
                rows_stored=40, rows=frame,
            )
        ])  # fmt: skip
    return store


def run(store, command: str, text: str | None = None, *more: str) -> int:
    arguments = [command, "--store", str(store.folder), *more]
    if text is not None:
        file = store.folder.parent / f"{command}.csv"
        file.write_text(text)
        arguments.append(str(file))
    return main(arguments)


def row_of(source, period: str) -> dict:
    return source.scorecard(period).rows.row(by_predicate=pl.col("indicator") == NEET, named=True)


def test_a_target_is_on_the_page_from_its_month_and_open_pages_hear_of_it(store, capsys):
    source = StoreSource(store)
    before, version = row_of(source, "2026-08"), source.version()
    text = f"indicator,valid_from,value,red,owner\n{NEET},2026-09,30,35,Head of service\n"
    assert run(store, "targets", text) == 0
    assert source.version() != version
    assert row_of(source, "2026-08") == before  # judged by what was in force then
    now = row_of(source, "2026-09")
    assert (now["value"], now["target"], now["limit"], now["rag"]) == (40.0, 30.0, 35.0, "off_target")
    assert (now["target_owner"], now["could_be"]) == ("Head of service", "on_target close_to_target")
    assert run(store, "targets") == 0
    assert f"{NEET}  " in (printed := capsys.readouterr().out) and "30% or less      from 01/09/2026" in printed
    assert run(store, "targets", text.replace("30", "31")) == 1
    assert "line 2, column valid_from" in capsys.readouterr().err
    assert run(store, "targets", text.replace("30", "31"), "--correct") == 0
    assert row_of(source, "2026-09")["target"] == 31.0


def test_a_mark_reaches_the_scorecard(store, capsys):
    source = StoreSource(store)
    assert run(store, "marks", f"indicator,month,kind,words,by\n{NEET},2026-09,mark,New hub,Head\n") == 0
    assert source.scorecard().marks.select("indicator", "words").rows() == [(NEET, "New hub")]
    assert source.scorecard("2026-08").marks.is_empty()
    assert run(store, "marks") == 0
    assert "New hub (Head)" in capsys.readouterr().out


def test_what_cannot_be_entered_says_why(store, tmp_path, capsys):
    assert run(store, "targets", "indicator,valid_from,value\nnothing,2026-09,30\n") == 1
    assert "line 2, column indicator" in capsys.readouterr().err
    assert main(["targets", "--store", str(store.folder), str(tmp_path / "not-there.csv")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert run(store, "targets", None, "--authority", "888") == 1
    assert main(["marks", "--store", str(tmp_path / "empty")]) == 1
    assert "There is no store in" in capsys.readouterr().err


def test_the_months_before_something_is_escalated_are_a_setting(store, monkeypatch):
    assert escalate_after() == 3
    monkeypatch.setenv(ESCALATE_SETTING, "2")
    assert StoreSource(store).scorecard().escalate_after == 2
    monkeypatch.setenv(ESCALATE_SETTING, "soon")
    with pytest.raises(BadInput, match="Give a number of months"):
        escalate_after()
