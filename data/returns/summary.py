"""The summary return: figures worked out elsewhere and sent as totals, never as children."""

from __future__ import annotations

from data.returns.columns import number, text
from data.returns.schema import Return

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
        number("numerator"),
        number("denominator"),
    ),
    key=("indicator", "period", "breakdown"),
    merge_key=("indicator", "period", "breakdown"),
)
