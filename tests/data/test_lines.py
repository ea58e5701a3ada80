"""Records by file and line, however they came."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from data.lines import in_order

PLACES = st.lists(st.tuples(st.sampled_from(["2025-01", "2025-02", "2025-11"]), st.integers(2, 5)), max_size=8)


@given(PLACES)
def test_rows_stand_by_file_and_line_and_else_as_they_came(places):
    rows = pl.DataFrame(places, schema={"period": pl.String, "line": pl.Int64}, orient="row").with_row_index("at")
    expected = sorted(range(len(places)), key=lambda at: (*places[at], at))
    assert in_order(rows)["at"].to_list() == expected
