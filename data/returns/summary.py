"""The summary return: figures worked out elsewhere and sent as totals, never as children."""

from __future__ import annotations

from data.returns.columns import text
from data.returns.schema import Column, Kind, Return


def _total(name: str) -> Column:
    # Without a minimum: a total below 0 is an error, and the suite of this return says so.
    return Column(name=name, header=name, kind=Kind.NUMBER)


SUMMARY = Return(
    name="summary",
    alias="summary_return",
    family="summary",
    title="Summary figures",
    grain="one figure of one indicator for one month, for the authority or one team",
    columns=(
        text("indicator", required=True),
        text("period", required=True),
        text("breakdown"),  # blank = the whole authority
        _total("numerator"),
        _total("denominator"),
    ),
    key=("indicator", "breakdown"),  # every row of a file is of its month, however it is written
    merge_key=("indicator", "period", "breakdown"),
)
