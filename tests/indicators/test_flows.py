"""Twelve months alone add up to the figure that covers twelve, and their chart judges each by itself."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data import periods
from indicators import catalogue
from indicators.charted import charts
from indicators.compute import compute
from indicators.direction import travel
from indicators.flows import EVENT, flow, monthly
from indicators.model import MONTH, ROLLING_12

ICPC = catalogue.find("icpc_15wd_pct")
ROLLING = [i for i in catalogue.ALL if flow(i) is not None]


def population(year: int) -> tuple[int, int]:
    return 40_000, year - 1


def test_every_rolling_indicator_of_dated_events_has_a_flow_and_no_other():
    assert {i.table for i in ROLLING} == set(EVENT)
    assert all(i.basis is ROLLING_12 and flow(i).basis is MONTH for i in ROLLING)
    assert flow(catalogue.find("cl_neet_19_21_pct")) is None
    assert flow(replace(ICPC, basis=MONTH)) is None


def test_months_alone_add_up_to_the_year(holdings_of):
    def held(month: str) -> list[dict]:
        """Two conferences in each of the six months of the file, the first of them in time."""
        rows = []
        for k in range(6):
            start = periods.month_start(periods.shift(month, -k))
            for child, days in ((f"A{start}", 10), (f"B{start}", 27)):
                rows.append({
                    "child_id": child, "s47_start_date": start, "icpc_date": start.replace(day=1 + days),
                    "icpc_not_required": "N",
                })  # fmt: skip
        return rows

    months = periods.between("2025-06", "2026-06")
    holdings = holdings_of({"s47_icpc": {m: held(m) for m in months}})
    alone = monthly(holdings, [ICPC], population).filter(pl.col("period") > "2025-06")
    [year] = (
        compute(holdings, [ICPC], population)
        .filter((pl.col("period") == "2026-06") & (pl.col("breakdown") == ""))[["numerator", "denominator"]]
        .rows()
    )
    assert alone["denominator"].to_list() == [2.0] * 12 and alone["complete"].to_list() == [1] * 12
    assert (alone["numerator"].sum(), alone["denominator"].sum()) == year == (12.0, 24.0)


def figures(values: list[tuple[float, float]], last: str = "2026-09") -> pl.DataFrame:
    months = periods.between(periods.shift(last, 1 - len(values)), last)
    rows = [
        {
            "indicator": ICPC.id, "period": m, "breakdown": "", "basis": "as_reported", "complete": 1,
            "numerator": n, "denominator": d, "value": 100 * n / d,
        }
        for m, (n, d) in zip(months, values, strict=True)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(("numerator", "denominator", "value"), pl.Float64))


WIGGLE = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21, 20, 22, 19, 21, 20, 23, 18]
YEAR = figures([(240, 300)] * 20)


def judged(flows: pl.DataFrame | None) -> dict:
    return travel([ICPC], YEAR, "2026-09", flows=flows).to_dicts()[0]


def test_a_special_month_alone_is_the_newer_evidence_and_else_the_year_before_decides():
    ordinary = judged(figures([(n, 25) for n in (*WIGGLE, 20)]))
    assert (ordinary["direction"], ordinary["direction_by"], ordinary["chart_of"]) == (
        "no real change",
        "difference",
        "flow",
    )
    assert ordinary["no_chart"] is None and ordinary["chart_value"] == pytest.approx(80.0)
    special = judged(figures([(n, 25) for n in (*WIGGLE, 2)]))
    assert (special["direction"], special["direction_by"]) == ("worsening", "control_chart")
    assert special["signal"] == "Below LCL" and special["chart_value"] == pytest.approx(8.0)


def test_without_flows_a_rolling_figure_has_no_chart():
    found = judged(None)
    assert (found["no_chart"], found["chart_of"]) == ("longer", None)
    assert charts([ICPC], YEAR, "2026-09").is_empty()


def test_few_cases_a_month_are_no_chart():
    found = judged(figures([(n, 5) for n in [4, 3, 5, 4] * 5]))
    assert (found["no_chart"], found["direction_by"]) == ("few_cases", "difference")


# rebase and assurance -----------------------------------------------------------------------------------

DECISIONS = catalogue.find("contact_decision_1wd_pct")
HIGH = [90, 92, 89, 91, 90, 93, 88, 91, 90, 92, 89, 91]
LOW = [70, 72, 69, 71, 70, 73, 68, 71, 70, 72, 69, 71]


def decisions() -> pl.DataFrame:
    return figures([(n, 100) for n in (*HIGH, *LOW)]).with_columns(indicator=pl.lit(DECISIONS.id))


def goal(target: float) -> pl.DataFrame:
    months = periods.between("2024-10", "2026-09")
    return pl.DataFrame({"indicator": DECISIONS.id, "period": months, "target": target})


def chart_of(rebases: pl.DataFrame | None, target: float) -> dict:
    found = charts([DECISIONS], decisions(), "2026-09", goals=goal(target), rebases=rebases)
    return travel([DECISIONS], decisions(), "2026-09", found).to_dicts()[0]


def test_a_rebase_judges_the_present_by_the_present():
    before = chart_of(None, 80.0)
    assert before["direction"] == "worsening" and before["rebased"] is False
    begun = pl.DataFrame({"indicator": [DECISIONS.id], "month": ["2025-10"]})
    after = chart_of(begun, 80.0)
    assert (after["direction"], after["chart_from"], after["rebased"]) == ("no real change", "2025-10", True)
    assert (after["chart_months"], after["chart_mean"]) == (12, pytest.approx(sum(LOW) / 12))
    assert after["assurance"] == "consistent_fail" and after["miss_share"] > 0.999


@pytest.mark.parametrize(("target", "assurance", "low", "high"), [
    (60.0, "consistent_pass", 0.0, 0.001),
    (70.5, "inconsistent", 0.45, 0.55),
    (73.0, "inconsistent", 0.67, 0.99),
    (90.0, "consistent_fail", 0.999, 1.0),
])  # fmt: skip
def test_in_how_many_months_the_target_would_be_missed(target, assurance, low, high):
    begun = pl.DataFrame({"indicator": [DECISIONS.id], "month": ["2025-10"]})
    found = chart_of(begun, target)
    assert found["assurance"] == assurance and low <= found["miss_share"] <= high


def test_months_running_are_counted_by_their_sign():
    rising = figures([(n, 100) for n in (*HIGH, 87, 88, 89)]).with_columns(indicator=pl.lit(DECISIONS.id))
    found = travel([DECISIONS], rising, "2026-09").to_dicts()[0]
    assert (found["run_months"], found["direction"]) == (2, "no real change")
    assert date(2026, 9, 30) == charts([DECISIONS], rising, "2026-09")["date"].max()
