"""The cases of every timed process make the figures of its indicators: on sample returns and on the made-up council."""

from datetime import date

import polars as pl
import pytest

from data import periods, synthetic
from data.incoming import gather
from data.store import Store
from expectations.loading import Sender, load
from indicators import catalogue, processes
from indicators.compute import compute
from indicators.measures import holdings
from indicators.processes import month as of_month

STATE = pl.col("state")
IS_UNKNOWN, HAS_ENDED = STATE == "unknown", pl.col("ended_on").is_not_null()


def is_one_of(*states: str) -> pl.Expr:
    return STATE.is_in(states)


DONE = is_one_of("on_time", "late")
WEEKS = (pl.col("ended_on") - pl.col("started_on")).dt.total_days() / 7


def between(column: str, first: date, last: date) -> pl.Expr:
    return pl.col(column).is_between(first, last).fill_null(False)


def from_cases(indicator: str, found: pl.DataFrame, period: str) -> tuple:
    """Numerator, denominator and unknown of the indicator, from cases alone."""
    span = periods.month_start(period), periods.month_end(period)

    def n(which: pl.Expr) -> int:
        return found.filter(which).height

    undated = IS_UNKNOWN & HAS_ENDED
    judged = is_one_of("on_time", "open_overdue") | (IS_UNKNOWN & pl.col("started_on").is_not_null())
    settled = is_one_of("on_time", "late", "open_overdue", "unknown")
    match indicator:
        case "assessment_45wd_pct" | "icpc_15wd_pct":
            return n(STATE == "on_time"), n(DONE | undated), n(undated)
        case "assessment_open_overdue_count" | "s47_open_over_15wd_count":
            return n(STATE == "open_overdue"), None, n(IS_UNKNOWN & ~HAS_ENDED)
        case "s47_open_count":
            return n(is_one_of("open_in_time", "open_overdue")), None, n(IS_UNKNOWN)
        case "contact_decision_1wd_pct":
            received = between("started_on", *span)
            not_known = received & is_one_of("open_overdue", "unknown")
            return n(STATE == "on_time"), n(received & settled), n(not_known)
        case "cla_iha_20wd_pct":
            due = between("due_on", *span)
            return n(STATE == "on_time"), n(due & settled), n(due & IS_UNKNOWN)
        case "cla_rhi_72h_pct" | "rhi_home_72h_pct":
            back = between("started_on", *span)
            return n(STATE == "on_time"), n(back & settled), n(back & IS_UNKNOWN)
        case "preproceedings_weeks_avg" | "care_proceedings_weeks_avg":
            weeks = found.filter(DONE).select(WEEKS.sum()).item()
            return pytest.approx(weeks, abs=1e-6), n(DONE), n(undated)
        case "pathway_plan_current_pct":
            return n(STATE == "on_time"), n(is_one_of("on_time", "open_overdue", "unknown")), n(IS_UNKNOWN)
    return n(STATE == "on_time"), n(judged), n(IS_UNKNOWN & pl.col("started_on").is_not_null())


def assert_agreement(store: Store, authority: str) -> set[str]:
    """Every indicator of every process, month and team; returns the processes that had an open case past its limit."""
    held, overdue = holdings(store, authority), set()
    wanted = sorted({i for p in processes.ALL for i in p.indicators})
    figures = compute(held, [catalogue.find(i) for i in wanted], lambda year: (40_000, year - 1))
    for period in held.reporting:
        timed = of_month.month(store, authority, period)
        assert timed.lists_missing == timed.columns_missing == {}
        overdue |= set(timed.overdue["process"])
        for process in processes.ALL:
            cases = processes.cases(held, process, period)
            assert cases.equals(timed.cases.filter(pl.col("process") == process.id))
            assert set(cases["state"]) <= set(process.states)
            for indicator in process.indicators:
                if indicator == "icpc_15wd_pct" and process.id == "s47_enquiry":
                    continue  # its open cases stand beside that figure and are no part of it
                rows = figures.filter((pl.col("indicator") == indicator) & (pl.col("period") == period)).to_dicts()
                assert rows
                for row in rows:
                    team = row["breakdown"]
                    of_team = cases.filter(pl.col("team") == team) if team else cases
                    got = from_cases(indicator, of_team, period)
                    assert got == (row["numerator"], row["denominator"], row["unknown"]), (indicator, period, team)
    return overdue


def loaded(folder, path, authority: str) -> Store:
    store = Store(path)
    load(gather([folder]), Sender(authority=authority), store)
    return store


def test_on_sample_returns(shared, tmp_path):
    assert_agreement(loaded(shared / "samples" / "returns_small", tmp_path / "store", "877"), "877")


def test_on_the_made_up_council(write_returns, tmp_path):
    write_returns(tmp_path / "returns", months=2)
    store = loaded(tmp_path / "returns", tmp_path / "store", synthetic.AUTHORITY)
    overdue = assert_agreement(store, synthetic.AUTHORITY)
    assert len(overdue) > 10
