"""Control charts: limits of individual values (XmR), special causes, variation and assurance.

The rules are those of NHS England's "Making data count" charts, as the R package NHSRplotthedots carries them out;
where it goes wrong at the edges ours are different, see docs/deviations.md, "Control charts".

A control chart needs points that do not overlap: figures at the month end or in the month. A rolling twelve-month
figure shares eleven months with the one before and always looks like a trend: do not put it here. Points are taken in
the order of their dates, whatever lies between them: `complete_months` first makes a missing month a row.
"""

from __future__ import annotations

import polars as pl

from data.errors import BadInput
from indicators.spc.assurance import with_icons
from indicators.spc.limits import FULL, NO_VARIATION, with_limits
from indicators.spc.points import complete_months, segmented
from indicators.spc.special_causes import with_special_causes

__all__ = ["FULL", "NO_VARIATION", "OUTPUT", "RUN_LENGTHS", "complete_months", "xmr"]

RUN_LENGTHS = (6, 7)
OUTPUT = (
    "series_id",
    "date",
    "value",
    "mean",
    "lpl",
    "upl",
    "rebase_group",
    "relative_to_mean",
    "outside_limits",
    "close_to_limits",
    "special_cause_type",
    "point_type",
    "variation_type",
    "assurance_type",
    "state",
    "points",
    "ranges_screened",
    "screening_undone",
    "mostly_zero",
)


def xmr(frame: pl.DataFrame, *, run_length: int = 7, screen_outliers: bool = True) -> pl.DataFrame:
    """The control charts of any number of series: one row per row given, by series and date.

    In: `series_id`, `date` (dates, or text such as 2026-09-30), `value` (null where there is none), and where wanted
    `target` (the one of the latest row is judged), `improvement_direction` (increase, decrease, neutral; neutral where
    not said), `rebase` (true where new limits begin with this row), `fix_after_n_points` (limits from so many rows, 12
    or more) and `screen_outliers` (instead of the argument). `run_length` is the number of points of a shift or trend.

    Out, in the unit of the value and for each stretch between rebases: `mean`, `lpl`, `upl` (not cut off at 0 or
    100); `special_cause_type` and `point_type` of the row; `variation_type` (of the series' latest point) and
    `assurance_type` (of its latest limits); `state` of the row:
      full           12 points or more: everything is judged
      trial          5 to 11 points: only points outside the limits are named, and there is no assurance
      too_few        fewer than 5 points, or no two of them next to each other: a mean, no limits, no label
      no_variation   12 points or more, all the same: both limits are the mean
      no_data        the row has no value, so no label
    `points` counts the values of the stretch, `ranges_screened` the moving ranges left out as outliers,
    `screening_undone` says that leaving them out would have left no width, `mostly_zero` that more than half of the
    values are 0 and an XmR chart the wrong chart.

    Raises BadInput for a missing column, a value or date that is none, a date that a series has twice, or a setting
    that cannot be. Source: docs/deviations.md names the package and each difference.
    """
    if run_length not in RUN_LENGTHS:
        raise BadInput(f"run_length is {run_length!r}. A run has 6 or 7 points: give 6 or 7.")
    points = segmented(frame, screen_outliers=screen_outliers)
    judged = with_special_causes(with_limits(points), run_length)
    return with_icons(judged).select(OUTPUT)
