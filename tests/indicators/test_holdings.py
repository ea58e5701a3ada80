"""As reported and restated: what later returns may change about an earlier month, and what they may not."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl

from indicators import catalogue
from indicators.compute import compute, compute_both
from indicators.holdings import Kept


def figure(holdings, indicator: str, period: str, breakdown: str = "") -> tuple | None:
    result = compute(holdings, [catalogue.find(indicator)], lambda year: (40_000, year - 1))
    rows = result.filter((pl.col("period") == period) & (pl.col("breakdown") == breakdown)).to_dicts()
    return (rows[0]["numerator"], rows[0]["denominator"], rows[0]["unknown"]) if rows else None


def in_care(child: str, start: date, end: date | None = None, **more) -> dict:
    return {"child_id": child, "cla_start_date": start, "cla_end_date": end} | more


def both(holdings, indicator: str, period: str) -> tuple:
    return figure(holdings, indicator, period), figure(holdings.restated(), indicator, period)


A_SINCE_JANUARY = in_care("A", date(2025, 1, 1))


def test_a_start_recorded_late_restates_the_month(holdings_of):
    late = in_care("B", date(2025, 8, 20))
    held = holdings_of({"children_looked_after": {"2025-08": [A_SINCE_JANUARY], "2025-09": [A_SINCE_JANUARY, late]}})
    assert both(held, "cla_count", "2025-08") == ((1, None, 0), (2, None, 0))
    assert both(held, "cla_count", "2025-09") == ((2, None, 0), (2, None, 0))


def test_an_end_recorded_late_restates_the_month(holdings_of):
    ended = in_care("A", date(2025, 1, 1), date(2025, 8, 15))
    held = holdings_of({"children_looked_after": {"2025-08": [A_SINCE_JANUARY], "2025-09": [ended]}})
    assert both(held, "cla_count", "2025-08") == ((1, None, 0), (0, None, 0))


def test_an_end_after_the_month_end_does_not(holdings_of):
    ended = in_care("A", date(2025, 1, 1), date(2025, 9, 15))
    held = holdings_of({"children_looked_after": {"2025-08": [A_SINCE_JANUARY], "2025-09": [ended]}})
    assert both(held, "cla_count", "2025-08") == ((1, None, 0), (1, None, 0))


def test_a_record_taken_back_restates_the_month(holdings_of):
    held = holdings_of({"children_looked_after": {"2025-08": [A_SINCE_JANUARY], "2025-09": []}})
    assert both(held, "cla_count", "2025-08") == ((1, None, 0), (0, None, 0))


def test_a_child_who_began_anew_was_in_care_before(holdings_of):
    anew = in_care("A", date(2025, 9, 20))
    held = holdings_of({"children_looked_after": {"2025-08": [A_SINCE_JANUARY], "2025-09": [anew]}})
    assert both(held, "cla_count", "2025-08") == ((1, None, 0), (1, None, 0))


def test_a_later_visit_does_not_unmake_an_earlier_one(holdings_of):
    before = in_care("A", date(2025, 1, 1), last_visit_date=date(2025, 8, 10))
    after = before | {"last_visit_date": date(2025, 9, 12)}
    held = holdings_of({"children_looked_after": {"2025-08": [before], "2025-09": [after]}})
    assert both(held, "cla_visit_timely_pct", "2025-08") == ((1, 1, 0), (1, 1, 0))


def test_an_assessment_authorised_late_in_the_records_restates_the_year(holdings_of):
    still_open = {"child_id": "A", "assessment_start_date": date(2025, 5, 1)}
    done = still_open | {"assessment_authorised_date": date(2025, 8, 29)}
    held = holdings_of({"assessments": {"2025-08": [still_open], "2025-09": [done]}})
    assert both(held, "assessment_45wd_pct", "2025-08") == ((0, 0, 0), (0, 1, 0))
    assert both(held, "assessment_open_overdue_count", "2025-08") == ((1, None, 0), (0, None, 0))


def test_the_newest_month_is_the_same_either_way(holdings_of):
    rows = [A_SINCE_JANUARY, in_care("B", date(2025, 9, 1))]
    held = holdings_of({"children_looked_after": {"2025-08": [A_SINCE_JANUARY], "2025-09": rows}})
    for indicator in ("cla_count", "cla_visit_timely_pct", "cla_review_timely_pct"):
        as_reported, restated = both(held, indicator, "2025-09")
        assert as_reported == restated


def test_a_month_without_its_file_has_no_figure(holdings_of):
    held = holdings_of({"children_looked_after": {"2025-07": [A_SINCE_JANUARY], "2025-09": [A_SINCE_JANUARY]}})
    assert figure(held, "cla_count", "2025-07") == (1, None, 0)
    assert figure(held, "cla_count", "2025-08") is None


def test_nothing_counted_is_zero_and_nothing_to_count_among_has_no_value(holdings_of):
    held = holdings_of({"children_looked_after": {"2025-09": []}})
    assert figure(held, "cla_count", "2025-09") == (0, None, 0)
    result = compute(held, [catalogue.find("cla_visit_timely_pct")], lambda year: (40_000, year - 1))
    assert result["value"].to_list() == [None]


def test_a_year_is_complete_from_the_seventh_file(holdings_of):
    months = {f"2025-{m:02d}": [] for m in range(1, 9)}
    result = compute(holdings_of({"referrals": months}), [catalogue.find("rereferral_12m_pct")], lambda y: (1, y))
    assert result["complete"].to_list() == [0] * 6 + [1] * 2


def test_a_system_that_counts_the_referral_itself_is_corrected(holdings_of):
    def referral(child, count):
        return {"child_id": child, "referral_date": date(2025, 9, 1), "referrals_prev_12m": count}

    held = holdings_of({"referrals": {"2025-09": [referral("A", 1), referral("B", 2), referral("C", None)]}})
    assert figure(held, "rereferral_12m_pct", "2025-09") == (1, 3, 1)


def test_a_team_has_a_row_where_one_of_its_rows_counted(holdings_of):
    rows = [in_care("A", date(2025, 1, 1), allocated_team="North"), in_care("B", date(2025, 1, 1))]
    gone = in_care("C", date(2025, 1, 1), date(2025, 2, 1), allocated_team="South")
    held = holdings_of({"children_looked_after": {"2025-09": [*rows, gone]}})
    assert figure(held, "cla_count", "2025-09", "North") == (1, None, 0)
    assert figure(held, "cla_count", "2025-09", "South") is None
    assert figure(held, "cla_count", "2025-09") == (2, None, 0)


def test_an_undated_decision_does_not_reach_back(holdings_of):
    still_open = {"child_id": "A", "s47_start_date": date(2025, 8, 1)}
    decided = still_open | {"icpc_not_required": "Y"}
    held = holdings_of({"s47_icpc": {"2025-08": [still_open], "2025-09": [decided]}})
    assert both(held, "s47_open_count", "2025-08") == ((1, None, 0), (1, None, 0))
    assert both(held, "s47_open_count", "2025-09") == ((0, None, 0), (0, None, 0))


def test_both_bases_at_once_equal_each_by_itself(holdings_of):
    late = in_care("B", date(2025, 8, 20))
    leaver = {"child_id": "A", "date_of_birth": date(2005, 1, 1), "eligibility": "FR", "activity": "G5"}
    held = holdings_of(
        {
            "children_looked_after": {"2025-08": [A_SINCE_JANUARY], "2025-09": [A_SINCE_JANUARY, late]},
            "care_leavers": {"2025-08": [leaver], "2025-09": [leaver]},
        }
    )
    chosen = [catalogue.find(i) for i in ("cla_count", "cla_visit_timely_pct", "cl_neet_19_21_pct")]

    def population(year):
        return 40_000, year - 1

    each = pl.concat([compute(h, chosen, population) for h in (held, held.restated())])
    order = ["basis", "indicator", "period", "breakdown"]
    assert compute_both(held, chosen, population).sort(order).equals(each.sort(order))


def test_a_frame_that_several_tables_ask_for_at_once_is_made_once():
    kept, asked, made = Kept(), threading.Barrier(4, timeout=10), []

    def make():
        made.append(threading.get_ident())
        time.sleep(0.01)  # long enough for the others to have asked
        return pl.DataFrame({"a": [1]})

    def ask(_):
        asked.wait()
        return kept.once("frame", make)

    with ThreadPoolExecutor(4) as tables:
        frames = list(tables.map(ask, range(4)))
    assert len(made) == 1
    assert all(frame is frames[0] for frame in frames)


def test_a_team_is_one_however_its_name_is_spaced(holdings_of):
    """East has two children: one row has a fixed space as web pages have, one has two. "Not recorded" is no team."""
    spaced = {"A": "East\u00a0Side", "B": "East  Side", "C": "West", "D": "Not\u00a0recorded"}
    rows = [in_care(child, date(2025, 1, 1), allocated_team=team) for child, team in spaced.items()]
    held = holdings_of({"children_looked_after": {"2025-08": rows}})
    result = compute(held, [catalogue.find("cla_count")], lambda year: (40_000, year - 1))
    counts = dict(result.select("breakdown", "numerator").iter_rows())
    assert counts == {"": 4, "East Side": 2, "West": 1}


def test_a_placeholder_for_a_worker_is_one_however_it_is_spaced(holdings_of):
    rows = [
        in_care("A", date(2025, 1, 1), allocated_worker="To be\u00a0allocated"),
        in_care("B", date(2025, 1, 1), allocated_worker="Ann\u00a0Lee"),
    ]
    returns = {"children_looked_after": rows, "children_in_need": [], "child_protection": []}
    held = holdings_of({name: {"2025-08": listed} for name, listed in returns.items()})
    assert figure(held, "unallocated_case_count", "2025-08") == (1, None, 0)


def test_a_year_is_whole_by_the_lists_that_it_looks_back_in(holdings_of):
    """Looked after children since January: the seventh file is July's. That the list of missing episodes, which tells
    a whole year at once, first came in June takes nothing away; that the list of care did would."""
    months = [f"2025-{month:02}" for month in range(1, 9)]

    def whole(care_from: str, missing_from: str) -> dict[str, int]:
        since = {"children_looked_after": care_from, "missing_episodes": missing_from}
        held = holdings_of({name: {m: [] for m in months if m >= first} for name, first in since.items()})
        result = compute(held, [catalogue.find("cla_missing_pct")], lambda year: (40_000, year - 1))
        return dict(result.select("period", "complete").iter_rows())

    assert whole("2025-01", "2025-06") == {"2025-06": 0, "2025-07": 1, "2025-08": 1}
    assert whole("2025-06", "2025-01") == {"2025-06": 0, "2025-07": 0, "2025-08": 0}
