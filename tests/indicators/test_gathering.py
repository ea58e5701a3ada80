"""The last row of each key, and whether a key is found, against dictionaries."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from indicators.gathering import is_found, last_of_each

CELLS = st.one_of(st.none(), st.sampled_from("ab"))
ROWS = st.lists(st.tuples(CELLS, CELLS, st.one_of(st.none(), st.integers(0, 3))), max_size=12)
SCHEMA = {"a": pl.String, "b": pl.String, "n": pl.Int64}


def framed(rows: list[tuple]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").with_row_index("at")


@given(ROWS)
def test_the_last_of_each_key_in_the_order_of_the_rows(rows):
    last = {(a, b): at for at, (a, b, _) in enumerate(rows)}
    assert last_of_each(framed(rows), ["a", "b"])["at"].to_list() == sorted(last.values())


@given(ROWS)
def test_the_last_by_another_column_a_blank_coming_first(rows):
    last: dict = {}
    for at, (a, b, n) in enumerate(rows):
        rank = (-1 if n is None else n, at)
        last[a, b] = max(last.get((a, b), rank), rank)
    assert last_of_each(framed(rows), ["a", "b"], ["n"])["at"].to_list() == sorted(at for _, at in last.values())


@given(ROWS, ROWS)
def test_a_key_is_found_where_the_others_have_all_of_it(rows, others):
    among = {(a, b) for a, b, _ in others if a is not None and b is not None}  # a blank is like no other
    assert is_found(framed(rows), framed(others).lazy(), ["a", "b"]).to_list() == [(a, b) in among for a, b, _ in rows]
