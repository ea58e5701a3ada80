"""Dates as people and systems write them."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.dates import parse


def meaning(text: str, latest_year: int = 2025) -> dict:
    return parse(pl.Series([text]), latest_year).row(0, named=True)


@pytest.mark.parametrize(
    "text",
    [
        "12/03/2025", "12/3/2025", "12-03-2025", "12.3.2025", "2025-03-12", "12-Mar-2025", "12 March 2025",
        "12 MAR 2025", "12/03/2025 00:00:00", "2025-03-12T00:00:00", "2025-03-12 00:00:00.000", "45728",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(text):
    assert meaning(text)["moment"] == datetime(2025, 3, 12) and not meaning(text)["unread"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12/07/2024 05:12", datetime(2024, 7, 12, 5, 12)),
        ("2024-07-12T23:59:58Z", datetime(2024, 7, 12, 23, 59, 58)),
        ("12/07/2024 9:05 pm", datetime(2024, 7, 12, 21, 5)),
        ("12/07/2024 12:05 AM", datetime(2024, 7, 12, 0, 5)),
        ("45485.25", datetime(2024, 7, 12, 6, 0)),
    ],
)
def test_times_are_kept(text, moment):
    assert meaning(text)["moment"] == moment


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2025", "00/00/0000", "tbc", "12/03/1850", "12/03/2101", "12/03-2025", "32/01/2025", "2025-13-01",
        "12/03/2025 25:00", "12/03/2025 10:75", "99999", "00001", "1234", "12 Foo 2025", "29/02/2023", "12/03/025",
    ],
)  # fmt: skip
def test_what_is_no_date(text):
    assert meaning(text)["moment"] is None and meaning(text)["unread"]


@pytest.mark.parametrize("text", ["01/01/1900", "1900-01-01", "1 January 1900", "01/01/1900 00:00"])
def test_the_placeholder_is_null_and_no_fault(text):
    assert meaning(text)["moment"] is None and not meaning(text)["unread"]


@pytest.mark.parametrize(("text", "year"), [("1/2/25", 2025), ("1/2/26", 1926), ("1-Feb-99", 1999)])
def test_two_digit_years_are_not_later_than_the_extract(text, year):
    assert meaning(text)["moment"] == datetime(year, 2, 1) and meaning(text)["short_year"]


def test_which_order_a_slash_date_proves():
    assert [meaning(t)["only_us"] for t in ("09/13/2025", "13/09/2025", "31/02/2025", "09.13.2025")] == [
        True, False, False, False,
    ]  # fmt: skip
    assert [meaning(t)["only_uk"] for t in ("09/13/2025", "13/09/2025", "01/02/2025", "13.09.2025")] == [
        False, True, False, False,
    ]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dates(date(1900, 1, 2), date(2100, 12, 31)), min_size=1, max_size=40))
def test_every_date_survives_every_form(days):
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%d %B %Y", "%d.%m.%Y"):
        read = parse(pl.Series([day.strftime(form) for day in days]), 2025)
        assert read["moment"].dt.date().to_list() == days
    serials = [(day - date(1899, 12, 30)).days for day in days]
    read = parse(pl.Series([f"{n:05d}" for n in serials if n >= 10_000], dtype=pl.String), 2025)
    assert read["moment"].dt.date().to_list() == [d for d, n in zip(days, serials, strict=True) if n >= 10_000]
