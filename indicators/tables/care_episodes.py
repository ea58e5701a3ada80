"""Episodes of care (SSDA903): periods of care, chains of placements, and who is looked after at the month end.

A file of episodes holds every episode that ran at any time from 1 April to the month end of its period. A month is told
by its own file; older files add what ended before that file's year, so that chains reach back. Short breaks (V3, V4)
are no part of being looked after.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from data import periods
from data.codes import (
    FOR_ADOPTION,
    FOSTER_PLACEMENTS,
    RESIDENTIAL_PLACEMENTS,
    SHORT_BREAKS,
    TEMPORARY_PLACEMENTS,
)
from indicators.cohorts import MONTH_END, months_before, open_at_month_end
from indicators.gathering import gathered
from indicators.holdings import Holdings

EPISODES, HEADER = "ssda903_episodes", "ssda903_header"
START, END = "episode_start_date", "episode_end_date"
BEGINS_CARE, SAME_PERIOD = "S", "X1"  # reason for a new episode; reason it ceased: the next one follows
NEW_CARER = ("S", "P", "B")  # T and U are a change of placement with the same carer, L of the legal status only
IN_HOUSE, WITH_PARENTS = "PR1", "P1"
PLACE = ["placement_type", "placement_provider", "placement_postcode", "placement_urn"]
CHILD = ["period", "child_id"]
OPEN_ENDED = date(9999, 12, 31)


def year_start(period: str) -> date:
    """1 April of the year that a file of episodes for this period reports on."""
    day = periods.month_start(period)
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def covered_from(period: str, files: tuple[str, ...]) -> date:
    """The first day from which every episode is known at the period: the file's own year, and the years before it
    whose files, each to 31 March, join on."""
    start = year_start(period)
    while periods.of(start - timedelta(days=1)) in files:
        start = year_start(periods.of(start - timedelta(days=1)))
    return start


def episodes(holdings: Holdings) -> pl.LazyFrame:
    """One row per episode known at each reported period that has a file of its own, short breaks left out.

    `in_care_since` is the start of the period of care and `placed_since` that of the placement (its carer), each as far
    back as is known; `care_start_known` and `placement_start_known` are false where the first episode known continues
    one that no held file has. `care` and `placement` number a child's periods of care and placements. A temporary
    placement (T0 to T4) is no placement of its own, nor is the return from it.
    """
    return holdings.once("episodes of care", lambda: gathered(_chained(_known(holdings)))).lazy()


def _known(holdings: Holdings) -> pl.LazyFrame:
    """The rows of each period's own file, and those of older files that ended before its year."""
    rows = holdings.of_files(EPISODES).filter(pl.col(START).is_not_null())  # one that began later is not known yet
    files, calendar = holdings.files.get(EPISODES, ()), holdings.calendar
    told = [p for p in holdings.reporting if p in files]
    years = pl.DataFrame(
        {
            "now": told,
            "year_start": [year_start(p) for p in told],
            "covered_from": [covered_from(p, files) for p in told],
        },
        schema={"now": pl.String, "year_start": pl.Date, "covered_from": pl.Date},
    )
    own = rows.join(years, left_on="period", right_on="now", how="inner")
    key = ["now", "child_id", START]
    older = (
        rows.filter(pl.col(END).is_not_null())
        .join(years, how="cross")
        .filter((pl.col("period") < pl.col("now")) & (pl.col(END) < pl.col("year_start")))
        .sort("period", "line")
        .unique(key, keep="last", maintain_order=True)
        .join(own.with_columns(now="period").select(key), on=key, how="anti")
        .with_columns(period="now")
        .select(own.columns)
    )
    return pl.concat([own, older]).join(calendar, on="period", how="inner").lazy()


def _chained(known: pl.LazyFrame) -> pl.LazyFrame:
    order = ["period", "child_id", START, END, "line"]
    is_break = pl.col("legal_status").is_in(SHORT_BREAKS).fill_null(False)
    rows = known.sort(order, nulls_last=True).with_columns(
        after_break=is_break.shift(1).over(CHILD).fill_null(False) & (pl.col(END).shift(1).over(CHILD) >= pl.col(START))
    )
    rows = rows.filter(~is_break).with_columns(
        reached=pl.col(END).fill_null(OPEN_ENDED).cum_max().shift(1).over(CHILD),
        left=(pl.col("reason_episode_ceased").ne(SAME_PERIOD) & pl.col(END).is_not_null()).shift(1).over(CHILD),
    )
    begins = pl.col("reason_new_episode").eq_missing(BEGINS_CARE)
    apart = pl.col("reached").is_null() | (pl.col(START) > pl.col("reached"))
    came_back = pl.col("left").fill_null(False) & (pl.col(START) >= pl.col("reached"))
    new_care = begins | apart | came_back
    rows = rows.with_columns(new_care=new_care, begins_known=begins | pl.col("after_break")).with_columns(
        care=pl.col("new_care").cum_sum().over(CHILD)
    )
    in_care = [*CHILD, "care"]
    rows = rows.with_columns(
        in_care_since=pl.col(START).first().over(in_care), care_start_known=pl.col("begins_known").first().over(in_care)
    )
    return _with_placements(rows)


def _with_placements(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Number each child's placements, and date the beginning of each and of the one before."""
    temporary = pl.col("placement_type").is_in(TEMPORARY_PLACEMENTS).fill_null(False)
    rows = rows.with_columns(
        is_temporary=temporary, back=temporary.shift(1).over([*CHILD, "care"]).fill_null(False)
    ).with_row_index("order")
    same_place = pl.struct(PLACE).eq_missing(pl.struct(PLACE).shift(1).over([*CHILD, "care"]))
    changed = pl.col("reason_new_episode").is_in(NEW_CARER).fill_null(False)
    moved = pl.col("new_care") | pl.col("first") | (changed & ~(pl.col("back") & same_place))
    settled = (
        rows.filter(~pl.col("is_temporary"))
        .with_columns(first=pl.int_range(pl.len()).over([*CHILD, "care"]) == 0)
        .with_columns(moved=moved)
        .with_columns(placement=pl.col("moved").cum_sum().over(CHILD))
    )
    known = pl.col("reason_new_episode").is_in(NEW_CARER) | pl.col("begins_known")
    placements = (
        settled.group_by(*CHILD, "placement", maintain_order=True)
        .agg(
            placed_since=pl.col(START).first(),
            placement_start_known=known.first().fill_null(False),
            placement_reached=pl.col(END).fill_null(OPEN_ENDED).max(),
        )
        .sort(*CHILD, "placement")
        .with_columns(
            pl.col(c).shift(1).over(CHILD).alias(f"{c}_before")
            for c in ("placed_since", "placement_start_known", "placement_reached")
        )
    )
    numbered = rows.join(settled.select("order", "placement"), on="order", how="left").sort("order")
    numbered = numbered.with_columns(pl.col("placement").forward_fill().over([*CHILD, "care"]))
    return numbered.join(placements, on=[*CHILD, "placement"], how="left").drop(
        "reached", "left", "back", "begins_known"
    )


def open_episodes(holdings: Holdings) -> pl.LazyFrame:
    """One row per episode that runs at the month end, short breaks left out; of an episode that ends on that day no
    row."""
    return episodes(holdings).filter(open_at_month_end(START, END))


def children(holdings: Holdings) -> pl.LazyFrame:
    """One row per child looked after at the month end, with the latest open episode and its chain.

    `placements_12m` counts the placements that the child had at any time in the last 12 months (null where the files do
    not reach back so far and it may be more than they show); `is_long_in_care` and `is_settled` say whether two and a
    half years in care and two in the placement are over, null where the chain begins before the files do.
    `date_of_birth` is the header's, `team` that of the same child in the month's list 8, each null where that is not
    held.
    """
    latest = (
        open_episodes(holdings)
        .pipe(gathered)
        .sort("period", START, "line", maintain_order=True)
        .unique(CHILD, keep="last", maintain_order=True)
        .lazy()
    )
    born = holdings.own(HEADER).select(*CHILD, "date_of_birth")
    teams = (
        holdings.own("children_looked_after")
        .select(*CHILD, team="allocated_team")
        .filter(pl.col("team").is_not_null())
        .unique(CHILD, keep="first", maintain_order=True)
    )
    counts = _placements_in_the_year(holdings)
    return (
        latest.join(born.unique(CHILD, keep="first", maintain_order=True), on=CHILD, how="left")
        .join(teams, on=CHILD, how="left")
        .join(counts, on=CHILD, how="left")
        .with_columns(
            is_open=pl.lit(True),
            placements_12m=_known_count("placements_12m"),
            is_long_in_care=_over("in_care_since", 30, "care_start_known"),
            is_settled=_settled(),
        )
    )


def _placements_in_the_year(holdings: Holdings) -> pl.LazyFrame:
    """Placements begun in the last 12 months or running at their beginning, of each child."""
    ran_on = pl.col(END).is_null() | (pl.col(END) >= pl.col("win12_start"))
    return (
        episodes(holdings)
        .filter((pl.col(START) <= MONTH_END) & ran_on & pl.col("placement").is_not_null())
        .group_by(CHILD)
        .agg(placements_12m=pl.col("placement").n_unique().cast(pl.Int64))
    )


def _known_count(column: str) -> pl.Expr:
    reaches_back = pl.col("covered_from") <= pl.col("win12_start")
    return pl.when(reaches_back | (pl.col(column) >= 3)).then(pl.col(column))


def _over(start: str, months: int, known: str) -> pl.Expr:
    """So many months have passed since; null where it began before what is known."""
    passed = pl.col(start) <= months_before(months)
    return pl.when(passed | pl.col(known)).then(passed)


def _settled() -> pl.Expr:
    """Two years in the same placement; or placed for adoption, and two years there and in the one before together."""
    alone = _over("placed_since", 24, "placement_start_known")
    joined = pl.col("placement_reached_before") >= pl.col("placed_since")
    together = _over("placed_since_before", 24, "placement_start_known_before")
    for_adoption = pl.col("placement_type").is_in(FOR_ADOPTION).fill_null(False) & joined.fill_null(False)
    return pl.when(for_adoption).then(alone | together).otherwise(alone)


def year_to_date(holdings: Holdings) -> pl.LazyFrame:
    """One row per reported period with a file of episodes: what the return says of its year, 1 April to the month end.

    `children` and `open_episodes` at the month end; `started` (episodes that begin a period of care) and `ceased`
    (exits from care) in the year; of the children `fostered`, those of them `in_house`, `residential` and
    `with_parents`, by their latest open episode; `children_before`: open the day before the year, by this same file.
    """
    rows = episodes(holdings)
    at_end = (pl.col(START) <= MONTH_END) & (pl.col(END).is_null() | (pl.col(END) > MONTH_END))
    before = (pl.col(START) < pl.col("year_start")) & (pl.col(END).is_null() | (pl.col(END) >= pl.col("year_start")))
    begun = pl.col("reason_new_episode").eq_missing(BEGINS_CARE) & pl.col(START).is_between("year_start", MONTH_END)
    left = pl.col("reason_episode_ceased").ne(SAME_PERIOD) & pl.col(END).is_between("year_start", MONTH_END)
    counts = rows.group_by("period").agg(
        children=pl.col("child_id").filter(at_end).n_unique().cast(pl.Int64),
        open_episodes=at_end.sum().cast(pl.Int64),
        started=begun.sum().cast(pl.Int64),
        ceased=left.fill_null(False).sum().cast(pl.Int64),
        children_before=pl.col("child_id").filter(before).n_unique().cast(pl.Int64),
    )
    place, provider = pl.col("placement_type"), pl.col("placement_provider")
    fostered = place.is_in(FOSTER_PLACEMENTS)
    places = (
        children(holdings)
        .group_by("period")
        .agg(
            fostered=fostered.sum().cast(pl.Int64),
            in_house=(fostered & (provider == IN_HOUSE)).sum().cast(pl.Int64),
            residential=place.is_in(RESIDENTIAL_PLACEMENTS).sum().cast(pl.Int64),
            with_parents=(place == WITH_PARENTS).sum().cast(pl.Int64),
        )
    )
    return counts.join(places, on="period", how="left").sort("period")
