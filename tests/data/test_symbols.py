"""A published symbol is a status beside a null; a number is a number, also when it is negative."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import symbols


def read(*texts: str | None) -> list[tuple]:
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    return frame.select(symbols.number(pl.col("text")), symbols.status(pl.col("text")).alias("s")).rows()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5", 12.5),
        ("0", 0.0),
        ("-0.7", -0.7),
        ("-", None),
        ("4.7980000000000002E-2", 0.04798),
        ("70.900000000000006", 70.9),
        ("19.399999999999999", 19.4),
        ("1,036", 1036.0),
        ("12,183,016", 12183016.0),
        (" 7 ", 7.0),
    ],
)
def test_numbers(text, value):
    ((found, status),) = read(text)
    assert found == value
    assert status == ("ok" if value is not None else "not_published")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("c", "suppressed"),
        ("[c]", "suppressed"),
        ("C", "suppressed"),
        ("x", "not_available"),
        ("z", "not_applicable"),
        ("Z", "not_applicable"),
        ("low", "low"),
        ("[low]", "low"),
        ("u", "unreliable"),
        ("k", "rounds_to_zero"),
        ("~", "rounds_to_zero"),
        ("-", "not_published"),
        ("", "not_published"),
        (None, "not_published"),
    ],
)
def test_a_symbol_is_never_a_number(text, status):
    assert read(text) == [(None, status)]
    assert status in symbols.STATUSES


@pytest.mark.parametrize("text", ["q", "nan", "inf", "1,03", "12%", "n/a", "--5", "1 2"])
def test_what_is_neither_has_no_status(text):
    assert read(text) == [(None, None)]


@given(st.floats(-1e6, 1e6).map(lambda n: round(n, 4)))
def test_seventeen_figures_of_a_number_read_as_the_number(number):
    ((found, status),) = read(f"{number:.17g}")
    assert found == pytest.approx(number, abs=1e-9) and status == "ok"
