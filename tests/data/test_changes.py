"""Two versions of a list, record by record."""

from datetime import date

import polars as pl

from data.changes import Changes, changes
from data.returns import find

LEAVERS = find("care_leavers")
REFERRALS = find("referrals")


def rows(schema, *records: dict) -> pl.DataFrame:
    return pl.DataFrame(
        [{"line": n} | r for n, r in enumerate(records, start=2)], schema={"line": pl.Int64()} | schema.schema
    )


def test_new_gone_changed_and_same():
    before = rows(LEAVERS, {"child_id": "A"}, {"child_id": "B", "activity": "F1"}, {"child_id": "C"})
    now = rows(LEAVERS, {"child_id": "D"}, {"child_id": "B", "activity": "G5"}, {"child_id": "A"})
    assert changes(now, before, LEAVERS) == Changes(new=1, gone=1, changed=1, same=1)
    assert changes(before, before, LEAVERS) == Changes(0, 0, 0, 3)
    assert changes(now, now.clear(), LEAVERS) == Changes(3, 0, 0, 0)


def test_a_cell_that_was_filled_or_emptied_is_a_change():
    a, b = rows(LEAVERS, {"child_id": "A"}), rows(LEAVERS, {"child_id": "A", "activity": "F1"})
    assert changes(a, b, LEAVERS).changed == changes(b, a, LEAVERS).changed == 1


def test_a_birthday_is_no_change():
    a, b = (rows(LEAVERS, {"child_id": "A", "age_years": age}) for age in (19, 20))
    assert changes(a, b, LEAVERS).changed == 0


def test_the_line_and_the_order_do_not_matter_and_an_unknown_key_is_a_key():
    one = {"child_id": "A", "referral_date": None, "referral_source": "1A"}
    other = {"child_id": "A", "referral_date": date(2026, 1, 1), "referral_source": "1A"}
    assert changes(rows(REFERRALS, one, other), rows(REFERRALS, other, one), REFERRALS) == Changes(0, 0, 0, 2)


def test_of_records_with_one_key_the_last_line_counts():
    first, last = {"child_id": "A", "activity": "F1"}, {"child_id": "A", "activity": "G5"}
    assert changes(rows(LEAVERS, first, last), rows(LEAVERS, last), LEAVERS) == Changes(0, 0, 0, 1)
