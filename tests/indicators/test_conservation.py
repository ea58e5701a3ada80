"""Stock at the end = stock at the beginning + begun - ended, or the gap is named and told apart."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import periods
from indicators import conservation

JUNE, JULY = "2025-06", "2025-07"


def plan(child: str, start: date | None, end: date | None = None) -> dict:
    return {"child_id": child, "cpp_start_date": start, "cpp_end_date": end}


def day(month: int, number: int) -> date:
    return date(2025, month, number)


@pytest.fixture
def checked(holdings_of):
    """The check of child protection plans in July, as a dictionary."""

    def of(june: list[dict], july: list[dict]) -> dict:
        found = conservation.checked(holdings_of({"child_protection": {JUNE: june, JULY: july}}))
        [row] = found.filter(pl.col("stock") == "on_plan").to_dicts()
        return row

    return of


def test_counts_that_add_up(checked):
    june = [plan("A", day(1, 1)), plan("B", day(2, 1))]
    july = [
        plan("A", day(1, 1)),
        plan("B", day(2, 1), day(7, 31)),
        plan("C", day(7, 1)),
        plan("D", day(7, 2), day(7, 9)),
    ]
    assert checked(june, july) == {
        "stock": "on_plan",
        "period": JULY,
        "since": day(7, 1),
        "opening": 2,
        "begun": 2,
        "ended": 2,
        "closing": 2,
        "late": 0,
        "ended_before": 0,
        "gone": 0,
        "expected": 2,
        "gap": 0,
    }


def test_each_way_in_which_they_do_not(checked):
    june = [plan("A", day(1, 1)), plan("B", day(2, 1)), plan("C", day(3, 1))]
    july = [
        plan("A", day(1, 1), day(6, 29)),  # over before July, which June did not know
        plan("B", day(2, 1)),  # C is no longer there
        plan("D", day(5, 1)),  # there since May, which June did not know
        plan("E", day(5, 1), day(7, 5)),  # likewise, and over since
        plan("F", day(5, 1), day(6, 5)),  # began and ended before: of no account
        plan("G", None),  # nobody knows when it began
    ]
    found = checked(june, july)
    assert (found["opening"], found["begun"], found["ended"], found["closing"]) == (3, 0, 1, 2)
    assert (found["late"], found["ended_before"], found["gone"]) == (2, 1, 1)
    assert (found["expected"], found["gap"]) == (2, 0)


def test_short_breaks_are_no_part_of_the_children_looked_after(holdings_of):
    rows = [
        {"child_id": "A", "cla_start_date": day(1, 1), "legal_status": "V4"},
        {"child_id": "B", "cla_start_date": day(1, 1), "legal_status": "C2"},
    ]
    found = conservation.checked(holdings_of({"children_looked_after": {JUNE: rows, JULY: rows}}))
    assert found.select("opening", "closing", "gap").rows() == [(1, 1, 0)]


def test_a_month_without_the_file_before_it_is_not_checked(holdings_of):
    rows = [plan("A", day(1, 1))]
    assert conservation.checked(holdings_of({"child_protection": {JUNE: rows}})).is_empty()
    assert conservation.checked(holdings_of({"child_protection": {"2025-05": rows, JULY: rows}})).is_empty()
    held = conservation.checked(holdings_of({"child_protection": {JUNE: rows, JULY: []}}))
    assert held.select("opening", "closing", "gone", "gap").rows() == [(1, 0, 1, -1)]


def test_a_return_of_episodes_is_checked_over_its_year(holdings_of):
    rows = [
        {"child_id": "A", "episode_start_date": day(1, 1), "reason_new_episode": "S", "legal_status": "C2"},
        {  # into care from a short break, without a start
            "child_id": "B",
            "episode_start_date": day(5, 1),
            "reason_new_episode": "L",
            "legal_status": "C2",
        },
    ]
    [row] = conservation.checked(holdings_of({"ssda903_episodes": {"2026-03": rows}})).to_dicts()
    assert (row["stock"], row["since"]) == ("in_care_903", day(4, 1))
    assert (row["opening"], row["begun"], row["ended"], row["closing"]) == (1, 0, 0, 2)
    assert (row["expected"], row["gap"], row["late"]) == (1, 1, None)


DAYS = st.integers(-60, 30).map(lambda n: day(7, 1) + timedelta(days=n))
PLANS = st.lists(st.tuples(st.sampled_from("ABCDEF"), DAYS, st.none() | st.integers(0, 90)), max_size=12)


@given(june=PLANS, july=PLANS)
def test_the_gap_is_what_came_late_less_what_left_unseen(holdings_of, june, july):
    def rows(plans, last: date) -> list[dict]:
        once = {(child, start): length for child, start, length in plans if start <= last}
        ended = {k: k[1] + timedelta(days=n) for k, n in once.items() if n is not None}
        return [
            plan(c, s, ended[c, s] if ended.get((c, s), last) <= last and (c, s) in ended else None) for c, s in once
        ]

    files = {p: rows(of, periods.month_end(p)) for p, of in ((JUNE, june), (JULY, july))}
    found = conservation.checked(holdings_of({"child_protection": files}))
    for row in found.to_dicts():
        assert row["gap"] == row["late"] - row["ended_before"] - row["gone"]
        assert row["gap"] == row["closing"] - row["opening"] - row["begun"] + row["ended"]
