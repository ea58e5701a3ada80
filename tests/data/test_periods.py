"""Months, their windows, and England's working days."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import periods
from data.errors import BadInput

DAYS = st.dates(date(2019, 1, 1), date(2028, 12, 31))


def test_a_month_and_its_windows():
    row = periods.frame(["2025-02"]).row(0, named=True)
    assert row["month_end"] == date(2025, 2, 28)
    assert row["win1_start"] == date(2025, 2, 1)
    assert row["win6_start"] == date(2024, 9, 1)
    assert row["win12_start"] == date(2024, 3, 1)  # 29 February 2024 is outside


@pytest.mark.parametrize("wrong", ["2025-13", "2025-1", "202501", "", "2025-00", "25-01", "0000-05", "2025-01\n"])
def test_what_is_not_a_month_is_refused_with_an_example(wrong):
    with pytest.raises(BadInput, match="YYYY-MM"):
        periods.index(wrong)


def test_a_month_is_known_in_the_spellings_of_spreadsheets_and_no_other_month_is():
    known = periods.spellings("2026-09")
    wanted = {"2026-09", "Sep-26", "Sep 2026", "September 2026", "09/2026", "01/09/2026", "30/09/2026", "2026-09-30"}
    assert wanted <= set(known)
    assert len(set(known)) == len(known)
    assert not set(known) & set(periods.spellings("2026-08")) | set(known) & set(periods.spellings("2025-09"))


@given(st.integers(1990 * 12, 2060 * 12), st.integers(-50, 50))
def test_shifting_there_and_back_is_nothing(month, by):
    period = periods.from_index(month)
    assert periods.shift(periods.shift(period, by), -by) == period


def working_days(start: date | None, end: date | None) -> int | None:
    frame = pl.DataFrame({"a": [start], "b": [end]}, schema={"a": pl.Date, "b": pl.Date})
    return frame.select(periods.working_days_between(pl.col("a"), pl.col("b"))).item()


def test_working_days_over_a_bank_holiday():
    # Friday 23 August 2024 to Friday 30 August: Monday 26 is a holiday, so Tuesday to Friday count.
    assert working_days(date(2024, 8, 23), date(2024, 8, 30)) == 4
    assert working_days(date(2024, 8, 9), date(2024, 9, 19)) == 28


def test_working_days_need_two_dates_in_order():
    assert working_days(date(2024, 8, 30), date(2024, 8, 23)) is None
    assert working_days(None, date(2024, 8, 23)) is None
    assert working_days(date(2024, 8, 23), date(2024, 8, 23)) == 0


@given(DAYS, st.integers(0, 400))
def test_working_days_equal_a_count_on_the_calendar(start, length):
    end = min(start + timedelta(days=length), date(2028, 12, 31))
    holidays = set(periods.bank_holidays())
    days = (start + timedelta(days=i) for i in range(1, (end - start).days + 1))
    assert working_days(start, end) == sum(d.weekday() < 5 and d not in holidays for d in days)


def test_local_bank_holidays_replace_the_national_list(tmp_path, monkeypatch):
    file = tmp_path / "holidays.csv"
    file.write_text("date,name\n2024-08-27,Local day\n")
    monkeypatch.setenv(periods.HOLIDAYS_SETTING, str(file))
    # 26 August is a working day now and 27 August is not.
    assert working_days(date(2024, 8, 23), date(2024, 8, 30)) == 4
    assert working_days(date(2024, 8, 26), date(2024, 8, 27)) == 0
