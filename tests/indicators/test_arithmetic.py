"""A figure is the same number whatever rows it is worked out with."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from indicators.arithmetic import ratio


@given(st.lists(st.integers(0, 5000), min_size=1), st.integers(1, 60_000), st.sampled_from([1, 100, 10_000]))
def test_among_one_number_of_people_each_share_is_as_by_hand(numerators, people, scale):
    among = pl.DataFrame({"denominator": [float(people)], "scale": [scale]})
    # As joins leave it: columns that are known to repeat one value, and are divided by as such.
    rows = among.join(pl.DataFrame({"numerator": [float(n) for n in numerators]}), how="cross")
    assert ratio(rows, rows["scale"]).to_list() == [scale * n / people for n in numerators]
    assert ratio(rows, scale).to_list() == [scale * n / people for n in numerators]


def test_nothing_is_shared_out_among_none():
    rows = pl.DataFrame({"numerator": [1.0, 0.0, 1.0, None], "denominator": [0.0, 0.0, None, 2.0]})
    assert ratio(rows, 100).to_list() == [None, None, None, None]
