"""What moved: real changes only, the weightiest first, with what chance would show."""

import polars as pl
import pytest

from indicators.moved import expected, moved, weight

BLANK = dict.fromkeys(("chart_upper", "chart_mean", "chart_value", "difference", "difference_lower",
                       "difference_upper", "chart_of", "no_chart", "direction_by"))  # fmt: skip


def charted(word: str, value: float) -> dict:
    return BLANK | {"indicator": f"{word} {value}", "direction": word, "direction_by": "control_chart",
                    "chart_mean": 50.0, "chart_upper": 80.0, "chart_value": value, "chart_of": "figure"}  # fmt: skip


def compared(word: str, low: float, high: float, **more) -> dict:
    said = {"indicator": f"{word} {low}", "direction": word, "direction_by": "difference"}
    return BLANK | said | {"difference": (low + high) / 2, "difference_lower": low, "difference_upper": high} | more


def frame(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(list(rows), infer_schema_length=None)


def test_the_weight_is_in_standard_errors_whatever_the_method():
    assert weight(charted("worsening", 90.0)) == pytest.approx(4.0)  # a sigma is 10
    assert weight(compared("improving", 2.0, 6.0)) == pytest.approx(3.919928)  # 4 / (2 / 1.96)
    assert weight(charted("no real change", 75.0)) == weight({"direction": None}) == 0


def test_only_real_changes_are_listed_the_heaviest_first():
    rows = frame(
        compared("improving", 2.0, 6.0),
        charted("no real change", 79.0),
        charted("higher", 90.0),
        BLANK | {"indicator": "few", "direction": "too few to compare"},
        BLANK | {"indicator": "none", "direction": None},
    )
    assert moved(rows)["indicator"].to_list() == ["higher 90.0", "improving 2.0"]


def test_what_chance_would_show():
    rows = frame(
        *[charted("no real change", 60.0)] * 50,
        *[compared("no real change", -2.0, 6.0)] * 20,
        *[compared("no real change", -2.0, 6.0, chart_of="flow")] * 10,
        BLANK | {"indicator": "few", "direction": "too few to compare"},
    )
    judged, alarms = expected(rows)
    assert judged == 80
    assert alarms == pytest.approx(50 * 0.016 + 30 * 0.05 + 10 * 0.016)  # what has a chart too is judged both ways
