"""Children in care: who they are now, who came and left, their health and schooling, and going missing."""

from __future__ import annotations

import polars as pl

from data import periods
from indicators.cohorts import MONTH_END, age_on, months_before
from indicators.gathering import gathered, last_of_each
from indicators.holdings import Holdings
from indicators.tables import care_episodes
from indicators.tables.stock import CHILD, care_rows, looked_after

EVER = 1200  # months: the whole history
LIST_8 = "children_looked_after"
FROM_EPISODES = (care_episodes.EPISODES, care_episodes.HEADER)
PLACED = ("child_id", "team", "date_of_birth", "is_open", "placement_type", "placement_provider")
RETURNED = pl.col("end_datetime").dt.date()  # of a missing episode
CHAINED = ("placements_12m", "is_long_in_care", "is_settled")


def children_in_care(holdings: Holdings) -> pl.LazyFrame:
    """One row per child looked after at the month end, short breaks left out; a period of care without a start
    that has not ended is a row of its own, with `is_open` null."""
    return looked_after(holdings)


def placements(holdings: Holdings) -> pl.LazyFrame:
    """One row per child looked after at the month end, with `placement_type` and `placement_provider`: by list 8, and
    where that is not held by the SSDA903 episodes of the month."""
    return _placed(holdings, LIST_8)


def placement_chains(holdings: Holdings) -> pl.LazyFrame:
    """The same children by the month's SSDA903 episodes, and where these are not held by list 8.

    `placements_12m`: placements in the last 12 months; `is_long_in_care`: for two and a half years; `is_settled`: in
    the same placement for two years, by the episodes (`care_episodes.children`) or, in list 8, by the start of the
    latest placement.
    """
    return _placed(holdings, care_episodes.EPISODES)


def _placed(holdings: Holdings, first: str) -> pl.LazyFrame:
    columns = [*PLACED, *CHAINED, *holdings.calendar.columns]
    of_list = looked_after(holdings).with_columns(
        is_long_in_care=pl.col("cla_start_date") <= months_before(30),
        is_settled=pl.col("placement_start_date") <= months_before(24),
    )
    of_list = of_list.select(columns)
    if not holdings.files.get(care_episodes.EPISODES):
        return of_list
    of_episodes = care_episodes.children(holdings).select(columns)
    told = pl.col("period").is_in(list(holdings.files.get(first, ())))
    if first == LIST_8:
        return pl.concat([of_list, of_episodes.filter(~told)])
    return pl.concat([of_episodes, of_list.filter(~told)])


def children_in_care_and_workers(holdings: Holdings) -> pl.LazyFrame:
    """One row per child looked after, with `social_workers`: how many were allocated in the last 12 months
    (null where none was)."""
    began = pl.col("start_date") <= MONTH_END
    recent = pl.col("end_date").is_null() | (pl.col("end_date") >= pl.col("win12_start"))
    workers = (
        holdings.own("allocations")
        .filter((pl.col("role") == "SW") & began & recent)
        .group_by(CHILD)
        .agg(social_workers=pl.col("worker_id").n_unique().cast(pl.Int64))
    )
    return looked_after(holdings).join(workers, on=CHILD, how="left")


def children_in_care_and_health(holdings: Holdings) -> pl.LazyFrame:
    """One row per child looked after, with `immunised` (the latest statement, Y or N) and `sdq_score` (the latest
    completed in the last 12 months)."""
    events = holdings.own("cla_health")
    stated = events.filter(pl.col("event_type") == "IMMS")
    immunised = _last_per_child(stated, "event_date", immunised="up_to_date")
    scored = (
        (pl.col("event_type") == "SDQ")
        & (pl.col("status") == "COMPLETED")
        & pl.col("score").is_not_null()
        & (pl.col("event_date") >= months_before(12))
    )
    scores = _last_per_child(events.filter(scored), "event_date", sdq_score="score")
    children = looked_after(holdings)
    return children.join(immunised, on=CHILD, how="left").join(scores, on=CHILD, how="left")


def children_in_care_and_education(holdings: Holdings) -> pl.LazyFrame:
    """One row per child looked after, with `school_age` (null without a birth date), the latest personal education
    plan (`pep_date`, `attendance_pct`) and `pep_limit`, the first day of the term before the month end's."""
    latest = _last_per_child(holdings.own("pep"), "pep_date", pep_date="pep_date", attendance_pct="attendance_pct")
    year, month = MONTH_END.dt.year(), MONTH_END.dt.month()
    school_year = pl.date(pl.when(month >= 9).then(year).otherwise(year - 1), 8, 31)
    limit = (
        pl.when(month >= 9)
        .then(pl.date(year, 4, 1))
        .when(month >= 4)
        .then(pl.date(year, 1, 1))
        .otherwise(pl.date(year - 1, 9, 1))
    )
    return (
        looked_after(holdings)
        .join(latest, on=CHILD, how="left")
        .with_columns(school_age=age_on(school_year).is_between(5, 15), pep_limit=limit)
    )


def _last_per_child(rows: pl.LazyFrame, by: str, **columns: str) -> pl.LazyFrame:
    """One row per child and period: these columns of the row with the latest date in `by`, of several the last line."""
    narrow = gathered(rows.select(*CHILD, by, "line", *{*columns.values()} - {by}))
    last = last_of_each(narrow, CHILD, [by, "line"])
    return last.select(*CHILD, **{new: pl.col(old) for new, old in columns.items()}).lazy()


def starts(holdings: Holdings) -> pl.LazyFrame:
    """One row per period of care begun in the last 12 months; `first_of_child` marks one row per child."""
    rows = care_rows(holdings.history("children_looked_after", "cla_start_date", 12))
    rows = rows.filter(pl.col("cla_start_date").is_not_null()).pipe(gathered).sort("period", "cla_start_date", "line")
    return rows.with_columns(first_of_child=pl.struct(CHILD).is_first_distinct()).lazy()


def exits(holdings: Holdings) -> pl.LazyFrame:
    """One row per child who left care in the last 12 months, the last exit; a move to another authority is none."""
    rows = care_rows(holdings.history("children_looked_after", "cla_end_date", 12))
    left = pl.col("cla_end_date").is_not_null() & pl.col("reason_ceased").ne_missing("X1")
    exits = gathered(rows.filter(left)).sort("period", "cla_end_date", "cla_start_date", "line", maintain_order=True)
    return exits.unique(CHILD, keep="last", maintain_order=True).lazy()


def in_care_in_the_year(holdings: Holdings) -> pl.LazyFrame:
    """One row per child in care at any time in the last 12 months; `went_missing`: an episode fell into that care."""
    care = care_rows(holdings.history("children_looked_after", "cla_end_date", 12))
    care = care.select(*CHILD, "cla_start_date", "cla_end_date")
    absent = pl.col("end_datetime").is_null() | (pl.col("end_datetime").dt.date() >= pl.col("win12_start"))
    episodes = (
        holdings.own("missing_episodes")
        .filter((pl.col("type") == "M") & pl.col("start_datetime").is_not_null() & absent)
        .select(*CHILD, began=pl.col("start_datetime").dt.date(), ended=pl.col("end_datetime").dt.date())
    )
    overlaps = (pl.col("cla_end_date").is_null() | (pl.col("began") <= pl.col("cla_end_date"))) & (
        pl.col("ended").is_null() | (pl.col("ended") >= pl.col("cla_start_date"))
    )
    missing = care.join(episodes, on=CHILD).filter(overlaps).select(*CHILD, went_missing=pl.lit(True)).unique()
    children = care.select(CHILD).unique().join(missing, on=CHILD, how="left")
    return children.join(holdings.calendar.lazy(), on="period").with_columns(pl.col("went_missing").fill_null(False))


def returns_from_missing(holdings: Holdings) -> pl.LazyFrame:
    """One row per missing episode that ended in the month: see `missing_episodes`."""
    return missing_episodes(holdings, RETURNED.is_between(pl.col("win1_start"), MONTH_END))


def missing_episodes(holdings: Holdings, wanted: pl.Expr) -> pl.LazyFrame:
    """One row per missing episode that is wanted, with `looked_after` (at its start), `hours` from the return to the
    interview (null where none was held) and `is_due`: 72 hours are over."""
    month_over = MONTH_END.cast(pl.Datetime("us")).dt.offset_by("1d")
    episodes = (
        holdings.own("missing_episodes")
        .filter((pl.col("type") == "M") & wanted)
        .with_columns(
            began=pl.col("start_datetime").dt.date(),
            hours=(pl.col("rhi_held_datetime") - pl.col("end_datetime")).dt.total_minutes() / 60,
            is_due=pl.col("end_datetime") + pl.duration(hours=72) < month_over,
        )
    )
    care = care_rows(holdings.history("children_looked_after", "cla_end_date", EVER))
    at_start = (pl.col("cla_start_date") <= pl.col("began")) & (
        pl.col("cla_end_date").is_null() | (pl.col("cla_end_date") > pl.col("began"))
    )
    in_care = (
        episodes.select(*CHILD, "episode_id", "began")
        .join(care.select(*CHILD, "cla_start_date", "cla_end_date"), on=CHILD)
        .filter(at_start)
        .select("period", "episode_id", looked_after=pl.lit(True))
        .unique()
    )
    joined = episodes.join(in_care, on=["period", "episode_id"], how="left")
    return joined.with_columns(pl.col("looked_after").fill_null(False))


def initial_health_assessments(holdings: Holdings) -> pl.LazyFrame:
    """One row per period of care whose 20th working day (`due`) fell in the month and that lasted beyond it;
    `done_in_time`, null where the child has no initial health assessment on record at all."""
    due = pl.col("cla_start_date").dt.add_business_days(20, holidays=list(periods.bank_holidays()), roll="backward")
    entries = (
        care_rows(holdings.history("children_looked_after", "cla_start_date", 3))
        .with_columns(due=due)
        .filter(
            pl.col("due").is_between(pl.col("win1_start"), MONTH_END)
            & (pl.col("cla_end_date").is_null() | (pl.col("cla_end_date") > pl.col("due")))
        )
        .pipe(gathered)
        .with_row_index("entry")
        .lazy()
    )
    first = holdings.own("cla_health").filter(pl.col("event_type") == "IHA")
    in_time = pl.col("event_date").is_between(pl.col("cla_start_date"), pl.col("due"))
    done = (
        entries.select("entry", *CHILD, "cla_start_date", "due")
        .join(first.select(*CHILD, "status", "event_date"), on=CHILD)
        .group_by("entry")
        .agg(done_in_time=((pl.col("status") == "COMPLETED") & in_time).fill_null(False).any())
    )
    return entries.join(done, on="entry", how="left")
