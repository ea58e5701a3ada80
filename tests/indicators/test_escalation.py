"""For how long something has been wrong: month by month, by the target then in force."""

import polars as pl
import pytest

from indicators import catalogue
from indicators.escalation import lasting, ratings
from indicators.targets import goals

ICPC = catalogue.find("icpc_15wd_pct")
MONTHS = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09"]
EMPTY = pl.DataFrame(schema={"indicator": pl.String, "year": pl.Int32, "year_label": pl.String, "role": pl.String,
                             "value": pl.Float64})  # fmt: skip
NO_CHART = pl.DataFrame(schema={"indicator": pl.String, "period": pl.String, "point_type": pl.String})


def measures(**by_month: float | None) -> pl.DataFrame:
    """One row a month m05 ... m09; None is a month without cases."""
    rows = [
        {"indicator": ICPC.id, "period": f"2026-{m[1:]}", "breakdown": "", "basis": "as_reported", "complete": 1,
         "value": v}
        for m, v in by_month.items()
    ]  # fmt: skip
    return pl.DataFrame(rows, schema_overrides={"value": pl.Float64})


def months_off(every: int = 1, period: str = "2026-09", **by_month) -> int:
    rated = ratings(measures(**by_month), goals([ICPC], MONTHS, EMPTY))
    facts = pl.DataFrame({"indicator": [ICPC.id], "every": [every]})
    return lasting(rated, NO_CHART, period, facts)["months_off"][0]


OFF, CLOSE, ON = 50.0, 85.0, 95.0  # of a target of 90, close down to 80


@pytest.mark.parametrize(
    ("by_month", "months"),
    [
        ({"m07": OFF, "m08": OFF, "m09": OFF}, 3),
        ({"m06": OFF, "m07": CLOSE, "m08": OFF, "m09": OFF}, 2),
        ({"m07": OFF, "m08": OFF, "m09": ON}, 0),
        ({"m07": OFF, "m09": OFF}, 2),  # no return for August: passed over
        ({"m07": OFF, "m08": None, "m09": OFF}, 1),  # no cases in August: the run ends
        ({"m07": OFF, "m08": OFF}, 0),  # nothing is known of September
    ],
)
def test_months_off_target(by_month, months):
    assert months_off(**by_month) == months


def test_a_quarter_stands_for_three_months():
    assert months_off(every=3, m06=OFF, m09=OFF) == 6


def test_later_months_do_not_count():
    assert months_off(period="2026-08", m07=OFF, m08=OFF, m09=OFF) == 2


def test_teams_restated_figures_and_part_years_are_left_out():
    frame = measures(m08=OFF, m09=OFF)
    more = pl.concat(
        [
            frame.with_columns(breakdown=pl.lit("North"), period=pl.lit("2026-07")),
            frame.with_columns(basis=pl.lit("restated"), period=pl.lit("2026-07")),
            frame.with_columns(complete=pl.lit(0, pl.Int64), period=pl.lit("2026-07")).head(1),
        ]
    )
    rated = ratings(pl.concat([frame, more]), goals([ICPC], MONTHS, EMPTY))
    assert rated["rag"].to_list() == ["not_available", "off_target", "off_target"]
    facts = pl.DataFrame({"indicator": [ICPC.id], "every": [1]})
    assert lasting(rated, NO_CHART, "2026-09", facts)["months_off"][0] == 2


def test_concern_is_counted_by_the_chart_up_to_the_month():
    points = ["common_cause", "special_cause_concern", "special_cause_concern", "special_cause_concern"]
    chart = pl.DataFrame({"indicator": ICPC.id, "period": MONTHS[1:], "point_type": points})
    rated, facts = ratings(measures(m09=ON), goals([ICPC], MONTHS, EMPTY)), {"indicator": [ICPC.id], "every": [1]}
    found = lasting(rated, chart, "2026-09", pl.DataFrame(facts))
    assert found.select("months_off", "months_concern").row(0) == (0, 3)
    assert lasting(rated, chart, "2026-08", pl.DataFrame(facts))["months_concern"][0] == 2
